"""What a host's routers say of comments, and of what comments belong to."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.checks import CheckMessage
from django.db import router
from django.db.models import Model
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from ..models import ReaderComment
from ..people import gone_users
from .messages import error, warning

OF_COMMENTS = [Comment._meta.app_label, XtdComment._meta.app_label, ReaderComment._meta.app_label]


def check_routers(**_kwargs: Any) -> list[CheckMessage]:
    """Comments are in one database, and the routers lead from there to users, content types and sites."""
    models = [model for label in OF_COMMENTS for model in apps.get_app_config(label).get_models()]
    places = {router.db_for_write(model) for model in models}
    if len(places) > 1:
        return [
            error(
                48,
                f"Comments are in several databases: {', '.join(sorted(places))}.",
                f"Let the routers send {', '.join(OF_COMMENTS)} to one.",
            )
        ]
    [place] = places
    owners = (get_user_model(), ContentType, Site)
    return [*(problem for model in owners for problem in _problems(place, model)), *_deleting(place)]


def _problems(place: str, model: type[Model]) -> Iterator[CheckMessage]:
    name, kept = model._meta.label, router.db_for_read(model)
    comment, related = ReaderComment(), model()
    comment._state.db, related._state.db = place, kept
    asked = router.db_for_read(model, instance=comment)
    if asked != kept:
        yield error(
            49,
            f"{name} is read from {kept!r}, but as what a comment belongs to from {asked!r}.",
            f"Let a router's db_for_read name {kept!r} for {name}: with None it is the comment's own.",
        )
    if not router.allow_relation(comment, related):
        yield error(
            50,
            f"No router allows that a comment in {place!r} belongs to a {name} in {kept!r}.",
            "Let allow_relation of one return True for them.",
        )


def _deleting(place: str) -> Iterator[CheckMessage]:
    users = get_user_model()
    kept = router.db_for_write(users)
    if gone_users.are_elsewhere() and not router.allow_migrate_model(kept, Comment):
        yield warning(
            10,
            f"No user can be deleted: Django looks for their comments in {kept!r}, too.",
            f"Let allow_migrate return None for {', '.join(OF_COMMENTS)} there; the tables stay empty.",
        )
