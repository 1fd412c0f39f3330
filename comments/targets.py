"""The objects that readers comment on: which there are, which are public, and in which language."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.utils.timezone import make_aware
from django.utils.translation import get_language, get_supported_language_variant, gettext

from .conf import conf

# Characters of a section's name that a discussion stores.
LONGEST_SECTION = 100
# NUL and half characters.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def find_public(label: str, pk: str) -> Model | None:
    """The public object that ``label`` ("app_label.model") and ``pk`` name, whoever asks.

    None for all else: a model that takes no comments, a draft, a key of the wrong kind, no such row.
    """
    return _find(label, pk, public_objects)


def find_listed(label: str, pk: str) -> Model | None:
    """The same, if everybody may see it."""
    return _find(label, pk, listed_objects)


def find(label: str, pk: str) -> Model | None:
    """The object that ``label`` and ``pk`` name, be it public or not: for the newsroom alone."""
    return _find(label, pk, lambda model: model._default_manager.all())


def _find(label: str, pk: str, objects: Callable[[type[Model]], QuerySet[Any]]) -> Model | None:
    model = _model(label)
    return _look_up(objects(model), [pk]).get(pk) if model else None


def _model(label: str) -> type[Model] | None:
    """The model with this label, if it takes comments.

    ``apps.get_model`` raises ``LookupError`` where an app's label is in other letters than it has.
    """
    if label not in conf.models:
        return None
    return next((model for model in apps.get_models() if model._meta.label_lower == label), None)


def public_objects(model: type[Model]) -> QuerySet[Any]:
    """What the public may see of ``model``, by the method that ``PUBLISHED`` names.

    Of what isn't listed a part: which of it who may see, the objects' own page decides.
    """
    objects: QuerySet[Any] = model._default_manager.all()
    published = conf.options(model).get("PUBLISHED")
    objects = getattr(objects, published)() if published else objects
    # Wagtail serves no other, whatever the host says.
    return objects.live() if _is_wagtails(model) else objects  # type: ignore[union-attr]


def is_public(target: Model) -> bool:
    return bool(public_objects(type(target)).filter(pk=target.pk).exists())


def listed_objects(model: type[Model]) -> QuerySet[Any]:
    """What of ``public_objects`` everybody may see, and so may be named and quoted anywhere."""
    return _listed(model, public_objects(model))


def is_listed(target: Model) -> bool:
    """Whether everybody may see ``target``, which is public; it takes a query for Wagtail's pages alone."""
    if not _is_wagtails(type(target)):
        return _may_be_listed(type(target))
    if not hasattr(target, "_newsroom_is_listed"):
        look_up_listed([target])
    return bool(target._newsroom_is_listed)  # type: ignore[attr-defined]  # whatever the host's model


def look_up_listed(targets: Iterable[Model]) -> None:
    """Have ``is_listed`` know it of many: a query for each of Wagtail's models among them."""
    pages: dict[type[Model], list[Any]] = defaultdict(list)
    for target in targets:
        if _is_wagtails(type(target)):
            pages[type(target)].append(target)
    for model, same in pages.items():
        known = _listed(model, model._default_manager.filter(pk__in=[page.pk for page in same]))
        listed = {*known.values_list("pk", flat=True)}
        for page in same:
            page._newsroom_is_listed = page.pk in listed


def _listed(model: type[Model], objects: QuerySet[Any]) -> QuerySet[Any]:
    if not _may_be_listed(model):
        return objects.none()
    # Those that no view restriction hides, their own or one above them.
    return objects.public() if _is_wagtails(model) else objects  # type: ignore[attr-defined]


def _may_be_listed(model: type[Model]) -> bool:
    return bool(conf.options(model).get("LISTED", True))


def unlisted_models() -> list[type[Model]]:
    """Of the models that take comments those whose objects are named nowhere."""
    labels = [label for label, options in conf.models.items() if not options.get("LISTED", True)]
    return [model for label in labels if (model := _model(label))]


def _is_wagtails(model: type[Model]) -> bool:
    return apps.is_installed("wagtail") and issubclass(
        model, apps.get_app_config("wagtailcore").get_model("Page")
    )


def title_of(target: Model) -> str:
    """What pages and emails call it that anybody may get: never by a title that not everybody may see."""
    return str(target) if is_listed(target) else gettext("the page")


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
    found = _look_up(model._base_manager.all(), keys)
    return {key: language_of(target) for key, target in found.items()}


def takes_comments(model: type[Model]) -> bool:
    """Whether ``MODELS`` lists it."""
    return model._meta.label_lower in conf.models


def find_all_listed(model: type[Model], keys: Collection[str]) -> dict[str, Model]:
    """What ``find_listed`` gives for many keys of one model, with one query; without those of nothing."""
    if not takes_comments(model):
        return {}
    return _look_up(listed_objects(model), keys)


def _look_up(objects: QuerySet[Any], keys: Collection[str]) -> dict[str, Model]:
    """The objects that the texts ``keys`` name: one query, whatever stands in them.

    A key has one spelling, that of ``str``, as django-comments stores it: "01" and another script's digits
    name nothing.
    """
    read = [key for text in keys if (key := _read_key(objects.model, text)) is not None]
    found = {str(pk): target for pk, target in objects.in_bulk(read).items()} if read else {}
    return {text: found[text] for text in keys if text in found}


def _read_key(model: type[Model], text: str) -> Any:
    """The primary key that ``text`` spells in whatever way, or None where no database could look for it."""
    if UNSTORABLE.search(text):
        return None
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    try:
        key = field.to_python(text)
        # Whether the column has room for a number; of a text they ask more than that.
        if not isinstance(key, str):
            field.run_validators(key)
    except (ArithmeticError, TypeError, ValueError, ValidationError):
        return None
    return key


class Target:
    """The object that a row names by ``content_type`` and ``object_pk``, public or not; None for none.

    Prefetched like a ``GenericForeignKey``, which fails with every row of a list for one whose key is of
    another kind than its model's is now, or whose model's code is gone.
    """

    def __set_name__(self, _owner: type[Model], name: str) -> None:
        self.name = name

    def __get__(self, row: Any, _owner: Any = None) -> Any:
        if row is None:
            return self
        if not self.is_cached(row):
            prefetch_related_objects([row], self.name)
        return row._state.fields_cache[self.name]

    def __set__(self, row: Any, target: Model | None) -> None:
        """Say what is known already, which then takes no query; the row's columns stay."""
        row._state.fields_cache[self.name] = target

    def is_cached(self, row: Any) -> bool:
        return self.name in row._state.fields_cache

    def get_prefetch_querysets(self, rows: Iterable[Any], _querysets: Any = None) -> Any:
        """What Django asks of an attribute that ``prefetch_related`` names: one query for each model."""
        keys: dict[Any, set[str]] = defaultdict(set)
        for row in rows:
            keys[row.content_type_id].add(row.object_pk)
        found = {
            (type_id, key): target
            for type_id, texts in keys.items()
            for key, target in _look_up_stored(type_id, texts).items()
        }
        places = {id(target): place for place, target in found.items()}
        # The objects; where each belongs, and where a row looks; one a row, kept under this name, by us.
        return (
            [*found.values()],
            lambda target: places[id(target)],
            lambda row: (row.content_type_id, row.object_pk),
            True,
            self.name,
            True,
        )


def _look_up_stored(type_id: int | None, keys: Collection[str]) -> dict[str, Model]:
    model = None if type_id is None else ContentType.objects.get_for_id(type_id).model_class()
    return _look_up(model._base_manager.all(), keys) if model else {}


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


def section_of(target: Model) -> str:
    """The part of the site that ``target`` belongs to, by the attribute that ``SECTION`` names; or ""."""
    attribute = conf.options(target).get("SECTION")
    section = getattr(target, attribute) if attribute else None
    return "" if section is None else str(section)[:LONGEST_SECTION]


def closing_time_of(target: Model) -> datetime | None:
    """When comments on ``target`` close where its discussion doesn't say; None: never."""
    days = conf.options(target).get("CLOSE_AFTER_DAYS")
    published = published_at(target)
    return published + timedelta(days=days) if published is not None and days is not None else None


def address_of(target: Model) -> str:
    """The path of the object's own page; an address with its host where Wagtail has it on another site."""
    if hasattr(target, "get_absolute_url"):
        return str(target.get_absolute_url())
    # Below no site of Wagtail's a page has none.
    return str(target.get_url() or "")  # type: ignore[attr-defined]  # check E013


def has_address(model: type[Model]) -> bool:
    return hasattr(model, "get_absolute_url") or _is_wagtails(model)


def label_of(target: Model) -> str:
    return target._meta.label_lower
