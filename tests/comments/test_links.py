"""Signed links."""

from typing import Any

import pytest
from django.core import signing

from comments import links
from comments.models import Status

pytestmark = pytest.mark.django_db


def test_a_link_opens_the_comment_it_was_made_for(comment: Any) -> None:
    stored = comment(status=Status.PENDING)
    assert links.read_reader_page(links.reader_page(stored).split("/")[-2]) == stored.pk


def test_a_link_that_was_made_long_ago_goes_on_working(settings: Any) -> None:
    settings.SECRET_KEY = "k"
    # Made with this key and salt when the project began: a change of either is seen here.
    signer = signing.TimestampSigner(key="k", salt="newsroom_comments.reader_page")
    signer.timestamp = lambda: "1"  # type: ignore[method-assign]
    assert links.read_reader_page(signer.sign("7")) == 7
    assert links.READER_PAGE == "newsroom_comments.reader_page"


@pytest.mark.parametrize("token", ["", "7", "7:1", "7:1:x", "::", "\x00", "é:é:é", "7" * 5000])
def test_what_was_not_signed_here_opens_nothing(token: str) -> None:
    assert links.read_reader_page(token) is None


def test_a_link_for_another_purpose_opens_nothing() -> None:
    token = signing.TimestampSigner(salt="newsroom_comments.other").sign("7")
    assert links.read_reader_page(token) is None
