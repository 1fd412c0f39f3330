"""Signed links to what the public can't read yet, for whoever is given one.

A link is bound to one article and to what it shows of it: a draft's link never shows the next version of what
it has become.
"""

from datetime import timedelta
from typing import Literal

from django.core import signing
from django.urls import reverse

from .models import Article

Purpose = Literal["draft", "next"]
LASTS = timedelta(days=7)
_SALT = "newsroom_articles.preview."


def address(article: Article) -> str:
    """The address that shows the next version of ``article``, or else the article, for a week."""
    purpose: Purpose = "next" if article.pending else "draft"
    token = _signer(purpose).sign(f"{purpose}-{article.pk}")
    return reverse("newsroom_articles:preview", args=[token])


def read(token: str) -> tuple[Purpose, int] | None:
    """What the token lets see, and of which article, by its primary key; None: nothing."""
    purpose: Purpose = "next" if token.startswith("next-") else "draft"
    try:
        value = _signer(purpose).unsign(token, max_age=LASTS)
    except signing.BadSignature:
        return None
    return purpose, int(value.partition("-")[2])


def _signer(purpose: Purpose) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=_SALT + purpose)
