"""What a check says of other apps, templates, the database and mail."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.checks import registry, run_checks
from django.core.mail.backends.smtp import EmailBackend
from django.db.models.signals import pre_save
from django.utils import timezone
from django_comments_xtd.models import publish_or_unpublish_on_pre_save

from articles.models import Article
from comments import checks
from comments.checks import mailers, surroundings
from comments.models import ReaderComment

from ...project.sources import python
from ..crowds import Crowd
from . import ids

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class PooledBackend(EmailBackend):
    """A host's own, which speaks SMTP as well."""


def ours() -> list[str]:
    """What all checks together say, as ``manage.py check`` runs them."""
    found = run_checks(include_deployment_checks=False, databases=["default"])
    return ids([message for message in found if str(message.id).startswith("newsroom_comments.")])


@pytest.mark.django_db
def test_the_site_itself_is_in_order() -> None:
    assert ours() == []


def test_every_check_is_registered() -> None:
    written = {getattr(checks, name) for name in checks.__all__}
    registered = registry.registry.get_checks(include_deployment_checks=True)
    assert written <= set(registered)


# --- What is underneath ---------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, "django_comments", "comments"])
def test_another_comments_app_is_an_error(value: str | None, settings: Any) -> None:
    settings.COMMENTS_APP = value
    assert ids(checks.check_foundation()) == ["E001"]


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        "nonsense",
        "no.such.Model",
        "django_comments_xtd.models.XtdComment",
        "comments.models.Decision",
    ],
)
def test_another_comment_model_is_an_error_that_names_the_right_one(value: str | None, settings: Any) -> None:
    settings.COMMENTS_XTD_MODEL = value
    messages = checks.check_foundation()
    assert ids(messages) == ["E002"]
    assert '"comments.models.ReaderComment"' in str(messages[0].hint)


def test_any_path_to_our_model_will_do(settings: Any) -> None:
    settings.COMMENTS_XTD_MODEL = "comments.models.reader_comments.ReaderComment"
    assert checks.check_foundation() == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("comments.forms.ReplyForm", []),
        ("comments.forms.replies.ReplyForm", []),
        (None, []),
        ("django_comments_xtd.forms.XtdCommentForm", ["E049"]),
        ("comments.forms.find_parent", ["E049"]),
        ("no.such.Form", ["E049"]),
    ],
)
def test_a_form_that_is_none_of_ours_is_an_error(value: str | None, found: list[str], settings: Any) -> None:
    settings.COMMENTS_XTD_FORM_CLASS = value or ""
    assert ids(checks.check_foundation()) == found


# --- Warnings -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_comments_from_before_us_are_counted_out_until_adopted(article: Article, crowd: Crowd) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django_comments_xtd.models import XtdComment

    crowd(article, [None, 0])
    assert checks.check_stock_rows(databases=["default"]) == []
    XtdComment.norel_objects.create(
        content_type=ContentType.objects.get_for_model(article),
        object_pk=str(article.pk),
        site_id=1,
        comment="An old comment",
        submit_date=timezone.now(),
    )
    assert ids(checks.check_stock_rows(databases=["default"])) == ["W001"]
    assert (checks.check_stock_rows(databases=None), checks.check_stock_rows()) == ([], [])


@pytest.mark.django_db
def test_a_database_without_the_site_is_told(settings: Any) -> None:
    assert checks.check_site(databases=["default"]) == []
    settings.SITE_ID = 404
    assert ids(checks.check_site(databases=["default"])) == ["W005"]


@pytest.mark.django_db
def test_a_database_without_our_tables_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """``migrate`` runs the checks before it makes the tables."""
    nothing = SimpleNamespace(introspection=SimpleNamespace(table_names=list))
    monkeypatch.setattr(surroundings, "connections", {"default": nothing})
    assert checks.check_stock_rows(databases=["default"]) == []


def _backend(name: str, *processors: str, kind: str = "django.DjangoTemplates") -> dict[str, Any]:
    options = {"context_processors": [*processors]} if kind == "django.DjangoTemplates" else {}
    return {"BACKEND": f"django.template.backends.{kind}", "NAME": name, "OPTIONS": options}


@pytest.mark.parametrize(
    ("backends", "found"),
    [
        ([_backend("one", surroundings.REQUEST)], []),
        ([_backend("one")], ["E026"]),
        ([_backend("one", surroundings.REQUEST), _backend("other")], ["E026"]),
        ([_backend("one", kind="dummy.TemplateStrings")], ["E025"]),
        ([_backend("one", surroundings.REQUEST), _backend("other", kind="dummy.TemplateStrings")], []),
    ],
)
def test_templates_without_the_request_are_told(backends: list[Any], found: list[str], settings: Any) -> None:
    settings.TEMPLATES = backends
    assert ids(checks.check_templates()) == found


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["newsroom_comments", "admin"], []),
        (["admin", "newsroom_comments"], ["W003"]),
        (["newsroom_comments"], []),
    ],
)
def test_standing_after_the_admin_is_told(
    labels: list[str], found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    configs = [SimpleNamespace(label=label) for label in labels]
    monkeypatch.setattr(surroundings, "apps", SimpleNamespace(get_app_configs=lambda: configs))
    assert ids(checks.check_order()) == found


@pytest.mark.parametrize(
    ("backend", "timeout", "found"),
    [
        (SMTP, None, ["W004"]),
        (SMTP, 11, ["W004"]),
        (SMTP, 10, []),
        (f"{__name__}.PooledBackend", None, ["W004"]),
        ("django.core.mail.backends.console.EmailBackend", None, []),
    ],
)
def test_email_that_may_wait_for_ever_is_told(
    backend: str, timeout: int | None, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = SimpleNamespace(EMAIL_BACKEND=backend, EMAIL_TIMEOUT=timeout, EMAIL_HOST="mail.example.org")
    since = SimpleNamespace(MAILERS={"default": {"BACKEND": backend, "OPTIONS": {"timeout": timeout}}})
    for settings in (before, since):
        monkeypatch.setattr(mailers, "settings", settings)
        assert ids(checks.check_email_timeout()) == found


def test_a_host_that_never_set_up_email_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    untouched = SimpleNamespace(EMAIL_BACKEND=SMTP, EMAIL_TIMEOUT=None, EMAIL_HOST="localhost")
    monkeypatch.setattr(mailers, "settings", untouched)
    assert checks.check_email_timeout() == []


def test_a_mailer_that_says_nothing_is_smtp_without_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailers, "settings", SimpleNamespace(MAILERS={"default": {}}))
    assert ids(checks.check_email_timeout()) == ["W004"]


# --- What no check could say, as nothing can be imported ----------------------------------------------------

WITHOUT = """
import django
from django.conf import settings
from tests import settings as ours

values = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}
apps = [app for app in ours.INSTALLED_APPS if app != %r]
settings.configure(**values | {"INSTALLED_APPS": ["comments", *(app for app in apps if app != "comments")]})
try:
    django.setup()
except Exception as error:
    print(error)
"""


@pytest.mark.parametrize("app", ["django.contrib.admin", "django.contrib.sites"])
def test_an_app_that_is_missing_is_named_with_the_line_to_add(app: str) -> None:
    done = python("-W", "ignore", "-c", WITHOUT % app)
    assert done.stdout.startswith(f'Add "{app}" to INSTALLED_APPS: '), done


# --- django-comments-xtd's cascade ----------------------------------------------------------------------

COUNT_RECEIVERS = """
import django
from django.conf import settings
from tests import settings as ours

values = {name: getattr(ours, name) for name in dir(ours) if name.isupper()}
others = [app for app in ours.INSTALLED_APPS if app not in ("comments", "comments.apps.ThreadsConfig")]
settings.configure(**values | {"INSTALLED_APPS": [*%r, *others]})
django.setup()
from django.db.models.signals import pre_save
from comments.models import ReaderComment
print(len([receiver for kind in pre_save._live_receivers(ReaderComment) for receiver in kind]))
"""


@pytest.mark.parametrize(
    "apps",
    [
        ["comments", "comments.apps.ThreadsConfig"],
        ["comments", "django_comments_xtd"],
        ["django_comments_xtd", "comments"],
        ["django_comments_xtd.apps.CommentsXtdConfig", "comments"],
    ],
)
def test_no_order_of_apps_leaves_the_cascade_on(apps: list[str]) -> None:
    """With the stock configuration too, which connects a receiver that publishes replies."""
    done = python("-W", "ignore", "-c", COUNT_RECEIVERS % apps)
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.django_db
def test_the_cascade_would_show_in_these_tests(article: Article, crowd: Crowd) -> None:
    """What the tests of visibility would see, were it on."""
    root = ReaderComment.objects.get(pk=crowd(article, [None, 0], withheld={1})[0])
    pre_save.connect(publish_or_unpublish_on_pre_save, sender=ReaderComment)
    try:
        root.save()
    finally:
        pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=ReaderComment)
    assert list(ReaderComment.objects.order_by("pk").values_list("is_public", flat=True)) == [True, True]
