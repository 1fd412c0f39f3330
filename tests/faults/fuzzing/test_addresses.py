"""No request to any public address is a 5xx, and what is stored is clean whatever was sent."""

from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from comments.mail import signed_links
from comments.models import Following, ReaderComment, Status
from comments.text import sanitizing

from ...allowlist import outside_allow_list
from ...comments.conftest import good_reply
from ...comments.text.test_sanitizing import ANYTHING
from ..conftest import Found
from .requests import FIELDS, Request, answer, mappings, requests

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_flood_limits")]
POST = "/comments/post/"
each_run_and_long = pytest.mark.parametrize(
    "examples", [60, pytest.param(None, marks=pytest.mark.faults)], ids=["short", "long"]
)


@pytest.fixture
def no_flood_limits(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "RATE_LIMIT": False}


@pytest.fixture
def good(article: Article, comment: Any) -> dict[str, list[str]]:
    """For each variable part of an address, what stands there in a right one."""
    public, held = comment(), comment("Held.", status=Status.PENDING, email="bob@example.org")
    following = Following.objects.create(
        commenter=public.commenter, discussion=public.discussion, comment=public
    )
    links = [
        *(signed_links.reader_page(public), signed_links.reader_page(held)),
        *(signed_links.confirmation(held), signed_links.unsubscribing(following)),
        signed_links.followings(public.commenter),
    ]
    return {
        "language": ["en", "fr"],
        "slug": [article.slug],
        "pk": [str(public.pk), str(held.pk)],
        "token": [link.split("/")[-2] for link in links],
        "label": ["newsroom_articles.article"],
        "object_pk": [str(article.pk)],
        "month": ["03"],
        "kind": ["articles"],
        "name": ["newsroom/pictures/x.jpg"],
    }


def examples_of(examples: int | None, pytestconfig: pytest.Config) -> Any:
    number = examples or pytestconfig.getoption("examples")
    # What one example stores the next may meet.
    return settings(max_examples=number, suppress_health_check=[HealthCheck.too_slow])


def check_all_stored() -> None:
    for shown in ReaderComment.objects.values_list("comment", flat=True):
        assert sanitizing._bleach(shown) == shown
        guarded = sanitizing.guard(shown)
        assert (sanitizing.guard(guarded), outside_allow_list(guarded)) == (guarded, [])


@each_run_and_long
def test_addresses(
    examples: int | None,
    good: dict[str, list[str]],
    article: Article,
    pytestconfig: pytest.Config,
    found: Found,
) -> None:
    told: dict[int, int] = {}

    @examples_of(examples, pytestconfig)
    @given(requests(good, good_reply(article.pk)))
    def check(request: Request) -> None:
        status, said = answer(request)
        assert status < 500, said
        told[status] = told.get(status, 0) + 1

    check()
    found(f"answers: {dict(sorted(told.items()))}")
    check_all_stored()


@each_run_and_long
def test_forms(
    examples: int | None,
    good: dict[str, list[str]],
    article: Article,
    pytestconfig: pytest.Config,
    found: Found,
) -> None:
    """Each public form, right but for some fields."""
    yours = f"/comments/yours/{good['token'][1]}"
    targets = [POST, POST, "/comments/preview/", f"/comments/{good['pk'][0]}/report/"]
    targets += [f"{yours}/{act}/" for act in ("edit", "withdraw", "mail", "name", "follow", "confirm")]
    told: dict[int, int] = {}
    fields = good_reply(article.pk, reason="spam", text="", revision="1")

    @examples_of(examples, pytestconfig)
    @given(st.sampled_from(targets), ANYTHING, mappings(FIELDS), st.sampled_from(["", "application/json"]))
    def check(target: str, text: str, wild: dict[str, bytes], accept: str) -> None:
        typed = text.encode("utf-8", "surrogatepass")
        sent = {**fields, "comment": typed, "text": typed, **wild}
        headers = {"HTTP_ACCEPT": accept} if accept else {}
        status, said = answer(form(target, sent, headers))
        assert status < 500, said
        told[status] = told.get(status, 0) + 1

    check()
    found(f"answers: {dict(sorted(told.items()))}")
    assert told.keys() & {200, 302, 422}
    check_all_stored()


def form(target: str, sent: dict[str, Any], headers: dict[str, str]) -> Request:
    return Request("POST", target, headers=headers, body=urlencode(sent).encode())
