"""All that the doctor looks at: first settings and services, then a comment's way on each model."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import ERROR, CheckMessage, run_checks
from django.db.models import Model
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation import get_supported_language_variant

from ..checks import check_deployment, check_links, check_sender
from ..conf import conf
from ..discussions.pages import look_up
from ..models import ReaderComment, moderated_by
from ..people.staff_names import staff
from ..targets import is_listed, public_objects
from ..templatetags.host_page import HOSTS
from . import unnamed
from .findings import Finding, State, noted, works, wrong
from .mends import failed
from .services import databases, home, the_cache, the_mail_server
from .traceless import LONGEST, Overtime, traceless
from .visitor import Visitor, own_host
from .walk import People, Walk

MODERATES = "newsroom_comments.moderate_readercomment"
# Objects of a model that are looked through for one whose comments are open.
MOST_ASKED = 20


def examine() -> Iterator[Finding]:
    """Each finding as soon as it is there.  Nothing is changed."""
    found = dict(databases())
    yield from found.values()
    usable = [alias for alias, finding in found.items() if finding.state is State.WORKS]
    checked = list(_checks(usable))
    yield from checked
    yield from _for_readers()
    yield the_cache()
    yield the_mail_server()
    if home() not in usable or any(finding.state is State.WRONG for finding in checked):
        yield noted("comments", "nothing was posted: mend the above, and ask again.")
        return
    yield from _templates()
    yield from _names()
    yield from unnamed.with_comments()
    yield from _walks(usable)


# --- Checks ----------------------------------------------------------------------------------------------


def _checks(usable: list[str]) -> Iterator[Finding]:
    try:
        messages = run_checks(databases=usable)
    except Exception as error:  # such as an error in the host's URLs
        yield failed("checks", "manage.py check", error)
        return
    said = [message for message in messages if _is_ours(message) or message.level >= ERROR]
    # They come in any order.
    said.sort(key=lambda message: (-message.level, str(message.id), message.msg))
    yield from map(_of_check, said)
    if not said:
        yield works("check", "has nothing to say.")


def _for_readers() -> Iterator[Finding]:
    """What ``check --deploy`` says of us; where one develops, nobody reads."""
    asked = () if settings.DEBUG else (check_deployment, check_sender, check_links)
    yield from (_of_check(message) for check in asked for message in check())


def _is_ours(message: CheckMessage) -> bool:
    return str(message.id).startswith(f"{ReaderComment._meta.app_label}.")


def _of_check(message: CheckMessage) -> Finding:
    say = wrong if message.level >= ERROR else noted
    return say(f"check {message.id}", " ".join(message.msg.split()), " ".join((message.hint or "").split()))


def _templates() -> Iterator[Finding]:
    """Whether each of our templates, or what the host has in its place, can be read."""
    unread = [failed("templates", name, error) for name in _names_of_ours() if (error := _unread(name))]
    yield from unread or [works("templates", "each of ours, or yours in its place, can be read.")]
    error = _unread(HOSTS)
    if isinstance(error, TemplateDoesNotExist):
        yield noted(
            "templates",
            "you have no base.html: the private page, refusals and emails' links open plain pages.",
            'Add templates/newsroom_comments/base.html, which extends your page: README, "Put it under".',
        )
    elif error:
        yield failed("templates", HOSTS, error)


def _names_of_ours() -> list[str]:
    folder = Path(apps.get_app_config(ReaderComment._meta.app_label).path) / "templates"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _unread(name: str) -> Exception | None:
    try:
        get_template(name)
    except Exception as error:  # whatever a loader or a tag of the host's raises
        return error
    return None


def _names() -> Iterator[Finding]:
    """Whether those who are logged in have a public name."""
    if not conf.host.get("DISPLAY_NAME") and not hasattr(get_user_model(), "get_full_name"):
        yield noted(
            "DISPLAY_NAME",
            f"{get_user_model()._meta.label} has no get_full_name(): who is logged in is asked for a name.",
            "Set it in NEWSROOM_COMMENTS to a function from a user to the name that the public sees.",
        )
        return
    account = _account()
    try:
        if account is not None:
            conf.display_name(account)
    except Exception as error:  # the host's own function
        yield failed("DISPLAY_NAME", f"of account {account.pk}", error)


# --- A comment's way -------------------------------------------------------------------------------------


def _walks(usable: list[str]) -> Iterator[Finding]:
    host = own_host()
    if not host:
        yield wrong("ALLOWED_HOSTS", f"names no host: {settings.ALLOWED_HOSTS}.", "Add the site's.")
        return
    yield from unnamed.with_the_tag(host, usable)
    for label in conf.models:
        yield from _walk(apps.get_model(label), host, usable)


def _walk(model: type[Model], host: str, usable: list[str]) -> Iterator[Finding]:
    """In a list first: what is open while somebody prints would hold up writers.

    One by one, so that an ``Overtime`` leaves those before it.
    """
    found: list[Finding] = []
    try:
        with traceless(usable):
            for finding in _of_model(model, host, usable):
                found.append(finding)
    except Overtime:
        found.append(
            wrong(
                model._meta.label,
                f"the walk took more than {LONGEST} seconds, and was given up for others' sake.",
                "See which page, rule or moderator of yours takes so long.",
            )
        )
    except Exception as error:  # of the transaction itself, such as a lock that others hold
        found.append(failed(model._meta.label, "a transaction", error))
    yield from found


def _of_model(model: type[Model], host: str, usable: list[str]) -> Iterator[Finding]:
    name = model._meta.label
    try:
        targets = list(public_objects(model).order_by("-pk")[:MOST_ASKED])
    except Exception as error:  # the host's own queryset
        yield failed(name, f"what PUBLISHED gives ({conf.options(model).get('PUBLISHED', 'all')})", error)
        return
    if not targets:
        yield noted(name, "no object is published: nothing was posted.", "Publish one, and ask again.")
        return
    yield from _languages(name, targets)
    yield from Walk(_walked_on(targets), _people(host, usable))


def _walked_on(targets: list[Model]) -> Model:
    """The newest whose comments are open, one that everybody may see if there is any."""
    found = [one for one in targets if look_up(one).is_open]
    return next(filter(is_listed, found), next(iter(found), targets[0]))


def _languages(name: str, targets: list[Model]) -> Iterator[Finding]:
    unknown = sorted({*map(str, _unknown_languages(targets))})
    if unknown:
        yield noted(
            name,
            f"some are in {', '.join(unknown)}, which LANGUAGES doesn't name: their comments' page isn't.",
            "Add it to LANGUAGES, or mend the attribute that LANGUAGE names.",
        )


def _unknown_languages(targets: list[Model]) -> Iterator[Any]:
    for target in targets:
        attribute = conf.options(target).get("LANGUAGE")
        if not attribute:
            continue
        given = getattr(target, attribute)
        try:
            get_supported_language_variant(str(given))
        except LookupError:
            yield given


def _account() -> Any:
    """Somebody who may moderate, on every site if anybody may; None if nobody may."""
    moderators = [user for user in staff() if user.has_perm(MODERATES)]
    everywhere = (user for user in moderators if moderated_by(user) is None)
    return next(everywhere, next(iter(moderators), None))


def _people(host: str, usable: list[str]) -> People:
    account = _account()
    editor = Visitor(host, usable) if account else None
    if editor:
        editor.log_in(account)
    return People(Visitor(host, usable), editor, account)
