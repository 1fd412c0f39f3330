"""What a host's settings may say, and what a check answers where they can't be right."""

from typing import Any

import pytest
from django.core.checks import registry
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from comments import checks, conf
from comments.rules import Rule

from . import ids

ARTICLE = "newsroom_articles.Article"
OWN_RULE = "tests.comments.shouting.ExclamationMarks"


def test_every_property_of_the_settings_has_its_key_and_default() -> None:
    """A setting's documentation begins with its key, and only such keys are known."""
    properties = [value for name, value in vars(conf.Settings).items() if isinstance(value, property)]
    documented = {text.split("``")[1] for item in properties if (text := item.fget.__doc__)}
    assert documented == conf.DEFAULTS.keys()


def test_the_defaults_are_in_order(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = dict(conf.DEFAULTS)
    assert checks.check_settings() == []
    del settings.NEWSROOM_COMMENTS
    assert checks.check_settings() == []


def test_settings_that_are_no_dictionary_are_an_error_and_no_crash(settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = ["MODE"]
    assert ids(checks.check_settings()) == ["E003"]
    assert (checks.check_models(), checks.check_deployment()) == ([], [])


def test_a_typo_speaks(say: Any) -> None:
    say(MODELLS={}, MAX_LENGHT=10)
    messages = checks.check_settings()
    assert ids(messages) == ["E004", "E004"]
    assert ["'MAX_LENGHT'" in messages[0].msg, "'MODELLS'" in messages[1].msg] == [True, True]
    assert "MAX_LENGTH" in str(messages[0].hint)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"THREADS_PER_PAGE": 0}, ["E005"]),
        ({"COMMENTS_PER_PAGE": "200"}, ["E005"]),
        ({"MAX_INDENT": 0}, ["E005"]),
        ({"MAX_INDENT": True}, ["E005"]),
        ({"MAX_LENGTH": -1}, ["E005"]),
        ({"DOUBLE_CLICK_SECONDS": None}, ["E005"]),
        ({"RULE_BUDGET_MS": 0}, ["E005"]),
        ({"FLOOD_PERSON": (4, 60)}, ["E004"]),
        ({"MARKDOWN": "no"}, ["E045"]),
        ({"RATE_LIMIT": 0}, ["E045"]),
        ({"BY_SITE": "yes"}, ["E045"]),
        ({"BY_SITE": True, "SITE_URL": "", "SITE_NAME": ""}, []),
        ({"BY_SITE": True, "SITE_URL": "https://news.example.org", "SITE_NAME": "News"}, ["E051"] * 2),
        ({"MARKDOWN": False}, []),
        ({"MODE": "post"}, []),
        ({"MODE": "later"}, ["E006"]),
        ({"MODE": ""}, ["E006"]),
        ({"MAX_LENGTH": 10_000}, []),
        ({"MAX_LENGTH": 10_001}, ["E007"]),
        ({"COMMENTS_PER_PAGE": 50}, ["E008"]),
        ({"COMMENTS_PER_PAGE": 51}, []),
        ({"REPLIES_PER_THREAD": 0}, []),
        ({"REPLIES_PER_THREAD": -1}, ["E005"]),
        ({"ORDER": "newest"}, []),
        ({"ORDER": "latest"}, ["E044"]),
        ({"HOUSE_RULES_URL": "javascript:alert(1)"}, ["E060"]),
        ({"HOUSE_RULES_URL": None}, ["E060"]),
        ({"HOUSE_RULES_URL": "/rules/"}, []),
        ({"ORDER": ["newest"]}, ["E044"]),
        ({"TRUSTED_PROXIES": ["10.0.0.0/8", "::1", "unix"]}, []),
        ({"TRUSTED_PROXIES": [" 10.0.0.0/8"]}, ["E009"]),
        ({"TRUSTED_PROXIES": ["10.0.0.1/8"]}, ["E009"]),
        ({"TRUSTED_PROXIES": ["proxy.example.org", "*"]}, ["E009", "E009"]),
        ({"TRUSTED_PROXIES": "10.0.0.1"}, ["E009"]),
        ({"TRUSTED_PROXIES": None}, ["E009"]),
        ({"DISPLAY_NAME": str}, []),
        ({"DISPLAY_NAME": "django.contrib.auth.get_user"}, []),
        ({"DISPLAY_NAME": "no.such.function"}, ["E010"]),
        ({"DISPLAY_NAME": 7}, ["E010"]),
    ],
)
def test_values_that_cannot_be_right_are_errors(values: dict[str, Any], found: list[str], say: Any) -> None:
    say(**values)
    assert ids(checks.check_settings()) == found


@pytest.mark.parametrize(
    ("models", "found"),
    [
        ({}, ["W010"]),
        ([ARTICLE], ["E011"]),
        ({ARTICLE: None}, ["E011"]),
        ({ARTICLE: {}}, []),
        ({ARTICLE.lower(): {}}, []),
        ({"Article": {}}, ["E012"]),
        ({"newsroom_articles.Story": {}}, ["E012"]),
        ({"nowhere.Article": {}}, ["E012"]),
        ({"auth.Group": {}}, ["E013"]),
        ({ARTICLE: {"PUBLISHD": "published"}}, ["E014"]),
        ({ARTICLE: {"PUBLISHED": "live"}}, ["E015"]),
        ({ARTICLE: {"PUBLISHED": "model"}}, []),
        ({ARTICLE: {"LANGUAGE": "lang"}}, ["E016"]),
        ({ARTICLE: {"VERSION": "version"}}, ["E016"]),
        ({ARTICLE: {"LANGUAGE": "language", "VERSION": "updated_at"}}, []),
        ({ARTICLE: {"AUTHOR": "writer"}}, []),
        ({ARTICLE: {"AUTHOR": "author"}}, []),
        ({ARTICLE: {"AUTHOR": "journalist"}}, ["E016"]),
        ({"newsroom_comments.Report": {"AUTHOR": "comment"}}, ["E013", "E043"]),
        ({ARTICLE: {"MODE": "post"}}, []),
        ({ARTICLE: {"MODE": "never"}}, ["E006"]),
        ({ARTICLE: {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 14}}, []),
        ({ARTICLE: {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 0}}, []),
        ({ARTICLE: {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 36_525}}, []),
        ({ARTICLE: {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": 36_526}}, ["E040"]),
        ({ARTICLE: {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": -1}}, ["E040"]),
        ({ARTICLE: {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": "14"}}, ["E040"]),
        ({ARTICLE: {"PUBLISHED_AT": "pub_date", "CLOSE_AFTER_DAYS": None}}, ["E040"]),
        ({ARTICLE: {"CLOSE_AFTER_DAYS": 14}}, ["E041"]),
        ({ARTICLE: {"LISTED": False}}, []),
        ({ARTICLE: {"LISTED": "no"}}, ["E050"]),
        ({ARTICLE: {"LOGIN_REQUIRED": True}}, ["W006"]),
        ({ARTICLE: {"LOGIN_REQUIRED": False}}, []),
        ({ARTICLE: {"LOGIN_REQUIRED": "no"}}, ["E042"]),
        ({ARTICLE: {"LOGIN_REQUIRED": None}}, ["E042"]),
        ({ARTICLE: {"MAY_COMMENT": callable}}, []),
        ({ARTICLE: {"MAY_COMMENT": "django.contrib.auth.get_user"}}, []),
        ({ARTICLE: {"MAY_COMMENT": "no.such.function"}}, ["E048"]),
        ({ARTICLE: {"MAY_COMMENT": True}}, ["E048"]),
        ({ARTICLE: {"PUBLISHED_AT": "date", "CLOSE_AFTER_DAYS": 14}}, ["E016"]),
    ],
)
def test_every_entry_of_models_is_looked_at(models: Any, found: list[str], say: Any) -> None:
    say(MODELS=models)
    assert ids(checks.check_models()) == found


@pytest.mark.parametrize(
    ("login", "found"),
    [("admin:login", []), ("/log-in/", []), ("https://id.example/", []), ("no-such-view", ["W006"])],
)
def test_who_asks_for_a_login_says_where(login: str, found: list[str], say: Any, settings: Any) -> None:
    say(MODELS={ARTICLE: {"LOGIN_REQUIRED": True}})
    settings.LOGIN_URL = login
    assert ids(checks.check_models()) == found


class Nameless(Rule):
    """A host's rule that forgot its name."""


class Namesake(Rule):
    """A host's rule with the name of one of ours."""

    name = "links"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([], []),
        ((), []),
        ([{"NAME": "links"}], []),
        ([{"NAME": "links", "OPTIONS": {"limit": 0}}], []),
        ([{"NAME": OWN_RULE, "OPTIONS": {"limit": 3}}], []),
        ("links", ["E018"]),
        (["links"], ["E018"]),
        ([{"OPTIONS": {}}], ["E018"]),
        ([{"NAME": "links", "OPTION": {}}], ["E018"]),
        ([{"NAME": "links", "OPTIONS": None}], ["E018"]),
        ([{"NAME": "link"}], ["E019"]),
        ([{"NAME": "crashed"}], ["E019"]),
        ([{"NAME": None}], ["E018"]),
        ([{"NAME": "no.such.Rule"}], ["E019"]),
        ([{"NAME": "tests.rules.rules"}], ["E019"]),
        ([{"NAME": "links", "OPTIONS": {"limits": 2}}], ["E020"]),
        ([{"NAME": "links", "OPTIONS": {"limit": "2"}}], ["E020"]),
        ([{"NAME": "links", "OPTIONS": {"limit": -1}}], ["E020"]),
        ([{"NAME": "honeypot", "OPTIONS": {"limit": 1}}], ["E020"]),
        ([{"NAME": f"{__name__}.Nameless"}], ["E021"]),
        ([{"NAME": f"{__name__}.Namesake"}], ["E021"]),
    ],
)
def test_every_rule_is_there_and_takes_its_options(given: Any, found: list[str], say: Any) -> None:
    say(RULES=given)
    assert ids(checks.check_rules()) == found
    say(RULES=[], MODELS={ARTICLE: {"RULES": given}})
    assert ids([*checks.check_rules(), *checks.check_models()]) == found


def test_a_wrong_option_is_named_with_what_it_may_be(say: Any) -> None:
    say(RULES=[{"NAME": "recent_history", "OPTIONS": {"share": "30 %"}}])
    [message] = checks.check_rules()
    assert "recent_history" in message.msg
    assert "share is '30 %', not a whole number from 0" in message.msg


@pytest.mark.parametrize(("on", "found"), [(True, []), (False, ["E017"])])
def test_a_deployment_without_flood_limits_is_refused(on: bool, found: list[str], say: Any) -> None:
    say(RATE_LIMIT=on)
    assert ids(checks.check_deployment()) == found
    assert checks.check_deployment not in registry.registry.get_checks()


@pytest.mark.django_db
def test_check_deploy_fails_without_flood_limits(say: Any) -> None:
    call_command("check", "--tag=models")
    say(RATE_LIMIT=False)
    with pytest.raises(SystemCheckError, match=r"newsroom_comments\.E017"):
        call_command("check", "--deploy")
