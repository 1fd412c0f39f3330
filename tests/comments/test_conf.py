"""The host's settings, read late."""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from comments.conf import PAGE_SETTINGS, Settings, conf


def shout(user: Any) -> str:
    return str(user.first_name).upper()


def test_a_site_that_sets_nothing_is_cautious(settings: Any) -> None:
    del settings.NEWSROOM_COMMENTS
    assert (conf.models, conf.mode, conf.require_name_and_email, conf.rate_limit) == ({}, "pre", True, True)
    assert (conf.max_length, conf.threads_per_page, conf.comments_per_page, conf.max_indent) == (
        3000,
        50,
        200,
        5,
    )
    assert (conf.rule_budget, conf.double_click) == (timedelta(milliseconds=250), timedelta(minutes=1))
    assert conf.trusted_proxies == []
    assert conf.cache_control == "public, s-maxage=30, stale-while-revalidate=30"


def test_settings_are_read_when_they_are_asked_for(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {"MODE": "post", "DOUBLE_CLICK_SECONDS": 5}
    assert (conf.mode, conf.double_click) == ("post", timedelta(seconds=5))


def test_a_models_options_are_found_by_its_label_in_any_case(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {"MODELS": {"Newsroom_Articles.ARTICLE": {"MODE": "post"}}}
    assert conf.options(Article) == conf.options(Article()) == {"MODE": "post"}
    assert conf.options(User) == {}


def test_the_display_name_is_the_full_name_and_never_the_username(settings: Any) -> None:
    named = User(username="ada@login.example", first_name="Ada", last_name="L")
    assert conf.display_name(named) == "Ada L"
    assert conf.display_name(User(username="ada@login.example")) == ""
    assert conf.display_name(object()) == ""


@pytest.mark.parametrize("given", [shout, "tests.comments.test_conf.shout"])
def test_the_display_name_may_be_a_callable_or_its_path(given: Any, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = {"DISPLAY_NAME": given}
    assert conf.display_name(User(first_name="Ada")) == "ADA"


def test_the_digest_tells_one_configuration_from_another(settings: Any) -> None:
    digests = []
    for given in [{}, {"MODE": "post"}, {"DISPLAY_NAME": shout}, {"MODELS": {"a.b": {}}}]:
        settings.NEWSROOM_COMMENTS = given
        digests.append(conf.digest())
    assert len({*digests}) == 4


OTHERS = {
    "DATE_FORMAT": "Y-m-d",
    "DATETIME_FORMAT": "Y-m-d H:i",
    "FORMAT_MODULE_PATH": "tests",
    "LANGUAGES_BIDI": ["fr"],
    "LANGUAGE_CODE": "fr",
    "NUMBER_GROUPING": 4,
    "SITE_NAME": "The Courier",
    "STATIC_URL": "/files/",
    "THOUSAND_SEPARATOR": ".",
    "USE_I18N": False,
    "USE_THOUSAND_SEPARATOR": True,
    "USE_TZ": False,
}


def test_the_digest_tells_what_else_a_page_is_made_with(settings: Any) -> None:
    digests = [conf.digest()]
    for name, value in (OTHERS | {"LANGUAGES": [("en", "English")]}).items():
        setattr(settings, name, value)
        digests.append(conf.digest())
    assert len({*digests}) == len(digests)
    assert {*OTHERS} == {*PAGE_SETTINGS}


def test_the_digest_is_equal_in_every_process() -> None:
    script = (
        "import django; from django.conf import settings;"
        "settings.configure(NEWSROOM_COMMENTS={'MODELS': {'b.b': {}, 'a.a': {}}, 'DISPLAY_NAME': print,"
        " 'TRUSTED_PROXIES': {'10.0.0.1', '10.0.0.2', '::1'},"
        " 'RULES': [{'OPTIONS': {'a': (len, object())}}]});"
        "from comments.conf import conf; print(conf.digest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1] != ""


def test_every_setting_has_its_documentation() -> None:
    properties = [value for name, value in vars(Settings).items() if isinstance(value, property)]
    undocumented = [prop.fget.__name__ for prop in properties if prop.fget and not prop.fget.__doc__]
    assert undocumented == ["_host"]
