"""The objects that readers comment on: which there are, which are public, and in which language."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import get_language, get_supported_language_variant

from .conf import conf


def find_public(label: str, pk: str) -> Model | None:
    """The public object that ``label`` ("app_label.model") and ``pk`` name, whoever asks.

    None for all else: a model that takes no comments, a draft, a key of the wrong kind, no such row.
    """
    return _find(label, pk, public_objects)


def find(label: str, pk: str) -> Model | None:
    """The object that ``label`` and ``pk`` name, be it public or not: for the newsroom alone."""
    return _find(label, pk, lambda model: model._default_manager.all())


def _find(label: str, pk: str, objects: Callable[[type[Model]], QuerySet[Any]]) -> Model | None:
    model = _model(label)
    if model is None or "\x00" in pk:
        return None
    try:
        return objects(model).filter(pk=pk).first()
    except (ValueError, ValidationError, OverflowError):
        return None


def _model(label: str) -> type[Model] | None:
    """The model with this label, if it takes comments.

    ``apps.get_model`` raises ``LookupError`` where an app's label is in other letters than it has.
    """
    if label not in conf.models:
        return None
    return next((model for model in apps.get_models() if model._meta.label_lower == label), None)


def public_objects(model: type[Model]) -> QuerySet[Any]:
    """What the public may see of ``model``, by the method that ``PUBLISHED`` names."""
    objects: QuerySet[Any] = model._default_manager.all()
    published = conf.options(model).get("PUBLISHED")
    return getattr(objects, published)() if published else objects


def is_public(target: Model) -> bool:
    return bool(public_objects(type(target)).filter(pk=target.pk).exists())


def language_of(target: Model) -> str:
    """The language the object is in; the active one where it doesn't say, or the site doesn't speak it."""
    attribute = conf.options(target).get("LANGUAGE")
    active = get_language() or ""
    try:
        return get_supported_language_variant(str(getattr(target, attribute))) if attribute else active
    except LookupError:
        return active


def languages_of(model: type[Model], keys: Collection[str]) -> dict[str, str]:
    """The language of each object of ``model`` that is there; its keys are texts, and any may be junk."""
    read = {text: _read_key(model, text) for text in keys}
    found = model._base_manager.in_bulk([key for key in read.values() if key is not None])
    return {text: language_of(found[key]) for text, key in read.items() if key in found}


def find_all_public(model: type[Model], keys: Collection[str]) -> dict[str, Model]:
    """``find_public`` for many keys of one model, with one query; without those that it finds nothing for."""
    if model._meta.label_lower not in conf.models:
        return {}
    read = {text: _read_key(model, text) for text in keys}
    wanted = [key for key in read.values() if key is not None]
    found = {target.pk: target for target in public_objects(model).filter(pk__in=wanted)}
    return {text: found[key] for text, key in read.items() if key in found}


def _read_key(model: type[Model], text: str) -> Any:
    """The primary key that ``text`` spells, or None."""
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    try:
        return field.clean(text, None)
    except ValidationError:
        return None


def published_at(target: Model) -> datetime | None:
    """When ``target`` was or will be published, by the attribute that ``PUBLISHED_AT`` names.

    None where it has no such date.  A date without a time is its first moment.
    """
    attribute = conf.options(target).get("PUBLISHED_AT")
    given: date | None = getattr(target, attribute) if attribute else None
    if given is None or isinstance(given, datetime):
        return given
    return midnight(given)


def midnight(day: date) -> datetime:
    """A day's first moment, in the current time zone."""
    moment = datetime.combine(day, time.min)
    return make_aware(moment) if settings.USE_TZ else moment


def author_of(target: Model) -> Any:
    """The key of the login that wrote ``target``, by the attribute that ``AUTHOR`` names; None: nobody's.

    Of a foreign key the column is read, and never the user's row.
    """
    attribute = conf.options(target).get("AUTHOR")
    if not attribute:
        return None
    columns = {field.name: field.attname for field in target._meta.concrete_fields}
    author = getattr(target, columns.get(attribute, attribute))
    return author.pk if isinstance(author, get_user_model()) else author


def closing_time_of(target: Model) -> datetime | None:
    """When comments on ``target`` close where its discussion doesn't say; None: never."""
    days = conf.options(target).get("CLOSE_AFTER_DAYS")
    published = published_at(target)
    return published + timedelta(days=days) if published is not None and days is not None else None


def address_of(target: Model) -> str:
    """The path of the object's own page."""
    return str(target.get_absolute_url())  # type: ignore[attr-defined]  # check E013


def label_of(target: Model) -> str:
    return target._meta.label_lower
