"""The objects that readers comment on: which there are, which are public, and in which language."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import get_language, get_supported_language_variant

from .conf import conf


def find_public(label: str, pk: str) -> Model | None:
    """The public object that ``label`` ("app_label.model") and ``pk`` name, whoever asks.

    None for all else: a model that takes no comments, a draft, a key of the wrong kind, no such row.
    """
    model = _model(label)
    if model is None or "\x00" in pk:
        return None
    try:
        return public_objects(model).filter(pk=pk).first()
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


def _read_key(model: type[Model], text: str) -> Any:
    """The primary key that ``text`` spells, or None."""
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    try:
        return field.clean(text, None)
    except ValidationError:
        return None


def address_of(target: Model) -> str:
    """The path of the object's own page."""
    return str(target.get_absolute_url())  # type: ignore[attr-defined]  # check E013


def label_of(target: Model) -> str:
    return target._meta.label_lower
