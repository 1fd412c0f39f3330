"""What a host's routers say of comments, and of what comments belong to."""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.checks import CheckMessage
from django.db import connections, router
from django.db.models import Model
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from ..models import ReaderComment
from ..people import gone_users
from ..queries import is_beside
from .messages import error, warning

OF_COMMENTS = [Comment._meta.app_label, XtdComment._meta.app_label, ReaderComment._meta.app_label]


def check_routers(**_kwargs: Any) -> list[CheckMessage]:
    """Comments are in one database, and the routers lead from there to users, content types and sites."""
    places = {router.db_for_write(model) for model in _models()}
    if len(places) > 1:
        return [
            error(
                55,
                f"Comments are in several databases: {', '.join(sorted(places))}.",
                f"Let the routers send {', '.join(OF_COMMENTS)} to one.",
            )
        ]
    [place] = places
    return [*(problem for model in _owners() for problem in _problems(place, model)), *_deleting(place)]


def check_constraints(databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Nothing in the database of comments insists on rows that another has: routers may come after tables."""
    place = router.db_for_write(ReaderComment)
    elsewhere = [model for model in _owners() if not is_beside(place, model)]
    if place not in (databases or ()) or not elsewhere:
        return []
    names = list(_insisting(connections[place], {model._meta.db_table for model in elsewhere}))
    if not names:
        return []
    return [
        error(
            58,
            f"In {place!r} comments insist on rows of other databases: {', '.join(names)}.",
            "Drop these foreign keys: our migration does where the routers were there before the tables.",
        )
    ]


def _insisting(connection: Any, tables: Collection[str]) -> Iterator[str]:
    known = {*connection.introspection.table_names()}
    with connection.cursor() as cursor:
        for model in _models():
            table = model._meta.db_table
            found = connection.introspection.get_constraints(cursor, table) if table in known else {}
            for constraint in found.values():
                if (constraint["foreign_key"] or ("", ""))[0] in tables:
                    yield f"{table}.{constraint['columns'][0]}"


def _models() -> list[type[Model]]:
    return [model for label in OF_COMMENTS for model in apps.get_app_config(label).get_models()]


def _owners() -> tuple[type[Model], ...]:
    """What a comment belongs to."""
    return get_user_model(), ContentType, Site


def _problems(place: str, model: type[Model]) -> Iterator[CheckMessage]:
    name, kept = model._meta.label, router.db_for_read(model)
    comment, related = ReaderComment(), model()
    comment._state.db, related._state.db = place, kept
    asked = router.db_for_read(model, instance=comment)
    if asked != kept:
        yield error(
            56,
            f"{name} is read from {kept!r}, but as what a comment belongs to from {asked!r}.",
            f"Let a router's db_for_read name {kept!r} for {name}: with None it is the comment's own.",
        )
    if not router.allow_relation(comment, related):
        yield error(
            57,
            f"No router allows that a comment in {place!r} belongs to a {name} in {kept!r}.",
            "Let allow_relation of one return True for them.",
        )


def _deleting(place: str) -> Iterator[CheckMessage]:
    users = get_user_model()
    kept = router.db_for_write(users)
    if gone_users.are_elsewhere() and not router.allow_migrate_model(kept, Comment):
        yield warning(
            15,
            f"No user can be deleted: Django looks for their comments in {kept!r}, too.",
            f"Let allow_migrate return None for {', '.join(OF_COMMENTS)} there; the tables stay empty.",
        )
