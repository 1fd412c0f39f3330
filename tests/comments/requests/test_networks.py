"""Which network a request came from."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import RequestFactory

from comments.models import ReaderComment
from comments.requests import networks
from tests.rules import rules


@pytest.fixture(autouse=True)
def _first_request_of_the_process() -> Iterator[None]:
    said_once = networks._warn_of_unnamed_proxy, networks._warn_of_no_address, networks._parse_network
    for told in said_once:
        told.cache_clear()
    yield
    for told in said_once:
        told.cache_clear()


@pytest.fixture
def trust(settings: Any) -> Callable[..., None]:
    def these(*proxies: str) -> None:
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "TRUSTED_PROXIES": list(proxies)}

    return these


def network(nearest: str, forwarded: str | None = None) -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return networks.network_of(RequestFactory().get("/", REMOTE_ADDR=nearest, headers=headers))


@pytest.mark.parametrize(
    ("nearest", "expected"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unix:", ""),
        ("192.0.2.256", ""),
    ],
)
def test_only_the_network_is_told(nearest: str, expected: str) -> None:
    assert network(nearest) == expected


@pytest.mark.parametrize(
    ("nearest", "forwarded", "expected"),
    [
        ("10.0.0.1", "192.0.2.7", "192.0.2.0/24"),
        ("10.0.0.1", "192.0.2.7, 10.0.0.2", "192.0.2.0/24"),
        ("10.0.0.1", "203.0.113.5, 192.0.2.7 , 10.0.0.2", "192.0.2.0/24"),
        ("10.0.0.1", "10.0.0.9, 192.0.2.7", "192.0.2.0/24"),
        ("10.0.0.1", "192.0.2.7:4711", "192.0.2.0/24"),
        ("10.0.0.1", "[2001:db8:1:2::3]:4711, 10.0.0.2:80", "2001:db8:1::/48"),
        ("10.0.0.1", "[2001:db8:1:2::3]", "2001:db8:1::/48"),
        ("10.0.0.1", "::ffff:192.0.2.7", "192.0.2.0/24"),
        ("::ffff:10.0.0.1", "192.0.2.7", "192.0.2.0/24"),
        ("fd00::5", "192.0.2.7", "192.0.2.0/24"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.0/24"),
        ("10.0.0.1", "192.0.2.7, unknown", ""),
        ("10.0.0.1", ",", ""),
        # Nobody that we trust: what the client wrote itself counts for nothing.
        ("198.51.100.4", "192.0.2.7", "198.51.100.0/24"),
        ("", "192.0.2.7", ""),
    ],
)
def test_the_client_is_the_right_most_hop_that_is_no_proxy(
    nearest: str, forwarded: str, expected: str, trust: Callable[..., None]
) -> None:
    trust("10.0.0.0/8", "fd00::5")
    assert network(nearest, forwarded) == expected


def test_a_proxys_network_may_be_written_with_host_bits(trust: Callable[..., None]) -> None:
    trust("10.0.0.1/8")
    assert network("10.9.9.9", "192.0.2.7") == "192.0.2.0/24"


@pytest.mark.parametrize("written", ["::ffff:10.0.0.1", "::ffff:10.0.0.0/104", "::ffff:0a00:0/112"])
def test_a_proxys_address_may_be_written_as_a_dual_stack_socket_has_it(
    written: str, trust: Callable[..., None]
) -> None:
    trust(written)
    hops = ("::ffff:10.0.0.1", "10.0.0.1", "198.51.100.4")
    assert [network(hop, "192.0.2.7") for hop in hops] == ["192.0.2.0/24", "192.0.2.0/24", "198.51.100.0/24"]


def test_a_proxy_that_is_no_network_is_trusted_in_nothing_and_said_once(
    trust: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    trust("proxy.example", "10.0.0.1")
    assert [network("10.0.0.1", "192.0.2.7") for _ in range(2)] == ["192.0.2.0/24"] * 2
    assert [record.getMessage() for record in caplog.records] == [
        "NEWSROOM_COMMENTS['TRUSTED_PROXIES'] holds 'proxy.example', which is no network."
    ]


def test_a_forwarded_header_without_the_setting_is_said_once_and_limits_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert [network("10.0.0.1", "192.0.2.7") for _ in range(3)] == ["", "", ""]
    assert [(record.levelno, record.name) for record in caplog.records] == [
        (logging.WARNING, networks.__name__)
    ]
    assert "TRUSTED_PROXIES" in caplog.text


@pytest.mark.parametrize(
    ("nearest", "forwarded", "expected"),
    [
        # What servers say of a socket's other end: gunicorn, an old one, waitress.
        ("", "192.0.2.7", "192.0.2.0/24"),
        ("b''", "192.0.2.7", "192.0.2.0/24"),
        ("localhost", "192.0.2.7", "192.0.2.0/24"),
        ("", "203.0.113.5, 192.0.2.7, 10.0.0.2", "192.0.2.0/24"),
        # nginx that hands on to nginx by a socket.
        ("", "203.0.113.5, 192.0.2.7, unix:", "192.0.2.0/24"),
        ("10.0.0.1", "192.0.2.7, unix:", "192.0.2.0/24"),
        ("", "192.0.2.7, unix", ""),
        ("", "192.0.2.7, localhost", ""),
        ("", None, ""),
        ("198.51.100.4", "192.0.2.7", "198.51.100.0/24"),
    ],
)
def test_a_socket_can_be_trusted(
    nearest: str, forwarded: str | None, expected: str, trust: Callable[..., None]
) -> None:
    trust("unix", "10.0.0.0/8")
    assert network(nearest, forwarded) == expected


@pytest.mark.parametrize(("proxies", "forwarded"), [((), None), (("10.0.0.0/8",), "192.0.2.7")])
def test_a_request_without_an_address_is_said_once_with_the_mend(
    proxies: tuple[str, ...],
    forwarded: str | None,
    trust: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    trust(*proxies)
    assert [network("", forwarded) for _ in range(3)] == ["", "", ""]
    (record,) = caplog.records
    assert (record.levelno, record.name) == (logging.WARNING, networks.__name__)
    assert "Name 'unix' in NEWSROOM_COMMENTS['TRUSTED_PROXIES']" in record.getMessage()


@pytest.mark.django_db
def test_a_post_behind_an_unnamed_proxy_is_stored_without_a_network(reply: Any, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {
        **settings.NEWSROOM_COMMENTS,
        "RULES": rules(flood={"network": (1, 60), "person": (9, 60)}),
    }
    answers = [reply(comment=f"{n}", headers={"X-Forwarded-For": "192.0.2.7"}).status_code for n in range(3)]
    assert answers == [302] * 3
    assert {*ReaderComment.objects.values_list("network", "ip_address")} == {("", None)}


@pytest.mark.django_db
def test_a_post_is_stored_with_its_network_alone(reply: Any) -> None:
    reply()
    assert [*ReaderComment.objects.values_list("network", "ip_address")] == [("127.0.0.0/24", None)]
