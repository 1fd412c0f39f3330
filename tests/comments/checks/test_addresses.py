"""What a check says of the host's URLs."""

from types import ModuleType
from typing import Any

import pytest
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.urls.base import set_script_prefix

from comments import checks
from comments.admin.comments import ReaderCommentAdmin
from comments.models import ReaderComment

from . import ids


def somebody(request: HttpRequest, address: str) -> HttpResponse:
    return HttpResponse(address)


EVERYTHING = re_path("^(.*)$", somebody)
OURS = path("talk/", include("comments.urls"))


@pytest.fixture(name="mount")
def _mount(settings: Any) -> Any:
    def mount(*patterns: Any) -> None:
        settings.ROOT_URLCONF = ModuleType("urls")
        settings.ROOT_URLCONF.urlpatterns = [*patterns]

    return mount


@pytest.mark.parametrize(
    ("included", "packages"),
    [
        ("comments.urls", []),
        ("django_comments.urls", ["django_comments"]),
        ("django_comments_xtd.urls", ["django_comments", "django_comments_xtd"]),
    ],
)
def test_urls_that_leak_are_named(included: str, packages: list[str], mount: Any) -> None:
    mount(path("", include([path("deep/", include(included))])))
    messages = checks.check_urls()
    assert ids(messages) == ["W002"] * len(packages)
    assert [message.msg.split()[2] for message in messages] == packages


def test_no_urls_at_all_is_no_crash(settings: Any) -> None:
    settings.ROOT_URLCONF = None
    assert (checks.check_urls(), checks.check_addresses()) == ([], [])


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        ([OURS], []),
        ([OURS, EVERYTHING], []),
        ([path("", include([path("<slug:edition>/", include([OURS]))]))], ["E027"]),
        ([path("", include([path("edition/", include([OURS]))]))], []),
        ([], ["E023"]),
        ([EVERYTHING], ["E023"]),
        ([EVERYTHING, OURS], ["E024"]),
        ([path("talk/<int:number>/", somebody), OURS], ["E024"]),
    ],
)
def test_addresses_that_lead_elsewhere_or_nowhere_are_told(
    patterns: list[Any], found: list[str], mount: Any
) -> None:
    mount(*patterns)
    assert ids(checks.check_addresses()) == found


def test_a_desk_without_an_address_is_told_and_any_admin_will_do(mount: Any) -> None:
    mount(OURS)
    assert ids(checks.check_desk()) == ["W012"]
    own = AdminSite(name="newsroom")
    own.register(ReaderComment, ReaderCommentAdmin)
    mount(OURS, path("", include([path("desk/", own.urls)])))
    assert checks.check_desk() == []


def test_who_answers_in_our_place_is_named(mount: Any) -> None:
    mount(EVERYTHING, OURS)
    (message,) = checks.check_addresses()
    assert message.msg == (
        f"/talk/post/ is answered by {__name__}.somebody, not by the comment section (so for 25 addresses)."
    )


def test_a_site_below_a_folder_is_no_alarm(mount: Any) -> None:
    """As with ``FORCE_SCRIPT_NAME``, which addresses begin with and patterns don't know of."""
    mount(OURS)
    set_script_prefix("/news/")
    try:
        assert checks.check_addresses() == []
    finally:
        set_script_prefix("/")
