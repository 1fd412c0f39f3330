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


def address(article: Article) -> str:
    """The address that shows the next version of ``article``, or else the article, for a week."""
    purpose: Purpose = "next" if article.pending else "draft"
    token = _signer().sign(f"{purpose}-{article.pk}")
    return reverse("newsroom_articles:preview", args=[token])


def read(token: str) -> tuple[Purpose, int] | None:
    """What the token lets see, and of which article, by its primary key; None: nothing."""
    try:
        purpose, _, key = _signer().unsign(token, max_age=LASTS).partition("-")
    except signing.BadSignature:
        return None
    return ("next" if purpose == "next" else "draft"), int(key)


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="newsroom_articles.preview")
