"""Old rows of one table or two."""

from typing import Any

import pytest
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from articles.models import Article

from .old_rows import Stock, columns


@pytest.fixture
def plain(article: Article) -> Stock:
    """A row of django-comments alone."""

    def make(**changes: Any) -> Any:
        return Comment.objects.create(**columns(changes.pop("target", article), **changes))

    return make


@pytest.fixture
def threaded(article: Article) -> Stock:
    """A row of django-comments-xtd, put into its tables as given, be it sense or junk."""

    def make(**changes: Any) -> Any:
        made = XtdComment(**columns(changes.pop("target", article), **changes))
        made.save_base(force_insert=True)
        if not made.parent_id:
            XtdComment.norel_objects.filter(pk=made.pk).update(parent_id=made.pk, thread_id=made.pk)
        return made

    return make
