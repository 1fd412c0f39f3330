"""Models that ``MODELS`` doesn't name, though readers comment on them, or a page of theirs has the tag."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.test.utils import override_settings
from django_comments.models import Comment

from ..conf import conf
from ..models import Discussion
from ..targets import takes_comments
from .findings import Finding, noted, wrong
from .traceless import Overtime, step, traceless
from .visitor import Failed, Visitor, path_of


def with_comments() -> Iterator[Finding]:
    types = Discussion.objects.values_list("content_type", flat=True).distinct()
    for kind in ContentType.objects.filter(pk__in=[*types]):
        label = f"{kind.app_label}.{kind.model}"
        if label not in conf.models:
            said = f"{label} has comments, and MODELS doesn't name it: nobody sees them."
            yield noted("MODELS", said, f'Add "{label}": {{}} to it.')


def with_the_tag(host: str, usable: list[str]) -> Iterator[Finding]:
    """Of each model with pages the newest one is looked at, as a reader without a login sees it."""
    reader = Visitor(host, usable)
    found: list[Finding] = []
    try:
        # Where one develops the tag says so by itself.
        with traceless(usable), override_settings(DEBUG=True):
            for model in filter(_has_pages, apps.get_models()):
                found.extend(_of_model(model, reader))
    except Overtime:
        # What was seen by then is said.
        pass
    yield from found


def _has_pages(model: type[Model]) -> bool:
    """Of its own, where nobody may comment."""
    return hasattr(model, "get_absolute_url") and not (takes_comments(model) or issubclass(model, Comment))


def _of_model(model: type[Model], reader: Visitor) -> Iterator[Finding]:
    label = model._meta.label
    address = ""
    try:
        with step(reader.aliases):
            newest = model._default_manager.order_by("-pk").first()
        if newest is not None:
            address = path_of(newest.get_absolute_url())  # type: ignore[attr-defined]
            reader.open(address)
    except Failed as failure:
        error = failure.__cause__
        if isinstance(error, ImproperlyConfigured) and str(error).startswith(f"{label} takes no comments"):
            said = f"{address} has the tag for {label}, which MODELS doesn't name: no comments stand there."
            yield wrong("MODELS", said, f'Add "{label}": {{}} to it.')
    except Exception:  # whatever the host's own code raises, of what is no business of ours
        return
