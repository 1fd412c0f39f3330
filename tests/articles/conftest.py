from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from articles.models import Article


@pytest.fixture
def article(db: None) -> Article:
    return publish()


@pytest.fixture
def draft(db: None) -> Article:
    return publish(slug="not-yet", headline="Not yet", status=Article.Status.DRAFT)


def publish(**fields: object) -> Article:
    given = {
        "headline": "The harbour opens on Monday",
        "slug": "harbour",
        "body": "<p>Ships were waiting.</p>",
        "language": "en",
        "status": Article.Status.PUBLISHED,
        "pub_date": datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    }
    return Article.objects.create(**{**given, **fields})


@pytest.fixture(name="publish")
def _publish(db: None) -> Callable[..., Article]:
    return publish
