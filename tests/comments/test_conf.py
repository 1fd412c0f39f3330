"""The host's settings, read late."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from comments.conf import Settings, conf


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


def test_every_setting_has_its_documentation() -> None:
    properties = [value for name, value in vars(Settings).items() if isinstance(value, property)]
    undocumented = [prop.fget.__name__ for prop in properties if prop.fget and not prop.fget.__doc__]
    assert undocumented == ["host"]
