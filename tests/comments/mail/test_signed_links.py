"""Signed links."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import signing

from comments.mail import signed_links
from comments.models import AddressKey, ReaderComment, Status

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
# Made on New Year's Day 2026, with the keys below, for comment 7 of ada@example.org and person 3 in
# discussion 9: readers keep such links.
KEPT = {
    "reader_page": "7:1vb66i:Y-WqIVWHeh8JibmM5NuATEbAsNIb3sx_kpdqvz1HNAQ",
    "confirmation": "7:1vb66i:uVlqhsymK14lkcoVIZ73QnDWZCkNIZH7ASvJm1-4OBY",
    "unsubscribing": "3.9:LwFub2JOqLk21ccGXGY11NnNkEDqNbxljEDmGIlPHRs",
    "followings": "3:1vb66i:81Xm_7QZCIMNVey1XN3kjrIU7Ltk8IcCujFMdB7NLsQ",
}
OPENED = {"reader_page": [7], "confirmation": [7], "unsubscribing": [3, 9], "followings": [3]}
LASTS = {"confirmation": timedelta(days=3), "followings": timedelta(days=90)}


@pytest.fixture
def kept(comment: Any, settings: Any) -> dict[str, str]:
    settings.SECRET_KEY = "fixed for this test, and long enough to be a key"
    AddressKey.objects.update_or_create(pk=1, defaults={"value": "0" * 64})
    stored = comment("UnsavedInput", email="ada@example.org")
    # Sequences go on from test to test.
    stored.pk = stored.id = stored.comment_ptr_id = 7
    stored.parent_id, stored.duplicate_key, stored._state.adding = 0, None, True
    ReaderComment.objects.filter(pk=7).exists() or stored.save()
    return KEPT


def read_at(time: datetime, name: str, token: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(signing.time, "time", time.timestamp)
    return getattr(signed_links, name).read(token)


def test_a_link_opens_the_comment_it_was_made_for(comment: Any) -> None:
    stored = comment(status=Status.PENDING)
    assert signed_links.reader_page.read(signed_links.reader_page(stored).split("/")[-2]) == [stored.pk]


@pytest.mark.parametrize("name", KEPT)
def test_a_link_that_was_made_long_ago_goes_on_working(
    name: str, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    later = NEW_YEAR + (LASTS.get(name) or timedelta(days=20 * 365)) - timedelta(seconds=1)
    assert read_at(later, name, kept[name], monkeypatch) == OPENED[name]


@pytest.mark.parametrize("name", LASTS)
def test_an_expired_link_says_what_it_was_for(
    name: str, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(signed_links.Expired) as expired:
        read_at(NEW_YEAR + LASTS[name] + timedelta(seconds=1), name, kept[name], monkeypatch)
    assert expired.value.ids == OPENED[name]


@pytest.mark.parametrize("name", KEPT)
def test_a_link_for_another_purpose_opens_nothing(
    name: str, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [token for purpose, token in kept.items() if purpose != name]
    assert [read_at(NEW_YEAR, name, token, monkeypatch) for token in others] == [None] * 3


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize(
    "token", ["", "7", "7:1", "7:1:x", "::", "\x00", "é:é:é", "7" * 5000, "7:" * 5000, "3.9", "3.9:x", "3.:x"]
)
def test_what_was_not_signed_here_opens_nothing(token: str, name: str) -> None:
    assert getattr(signed_links, name).read(token) is None
