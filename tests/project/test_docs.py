"""What the documentation lists is what the code has."""

import inspect
import re
from collections.abc import Iterator

from django.apps import apps
from django.core.management import get_commands
from django.core.management import load_command_class as load

from comments.conf import DEFAULTS, Settings
from comments.management.retention import RetentionCommand
from comments.people.roles import ROLES
from comments.rules import Rule
from comments.rules.builtin import RULES
from newsroom.development import VARIABLES

from .documents import cells, names, rows, section
from .sources import ROOT


def settings_table() -> Iterator[str]:
    """``docs/settings.md``'s rows, made of each property's docstring."""
    properties = [value.fget for value in vars(Settings).values() if isinstance(value, property)]
    texts = {" ".join(inspect.getdoc(getter).split()) for getter in properties if getter.__doc__}
    for key, default in DEFAULTS.items():
        (meaning,) = (text.removeprefix(f"``{key}``: ") for text in texts if text.startswith(f"``{key}``: "))
        yield f"| `{key}` | `{default!r}` | {meaning.replace('``', '`')} |".replace("`''`", "empty")


def test_the_settings_are_documented_as_at_their_properties() -> None:
    assert rows("docs/settings.md", "`NEWSROOM_COMMENTS`") == list(settings_table())


def options_of(rule: type[Rule]) -> str:
    parameters = inspect.signature(rule).parameters.values()
    return ", ".join(f"`{parameter.name}={parameter.default!r}`" for parameter in parameters)


def test_the_rules_are_documented_with_their_options() -> None:
    documented = [cells(row)[:2] for row in rows("docs/rules.md", "Ours")]
    assert documented == [[f"`{name}`", options_of(rule)] for name, rule in RULES.items()]


def test_the_environment_is_documented_variable_by_variable() -> None:
    read = re.findall(
        r'\b(?:env\.\w+|choice|entries|time_zone)\("(\w+)"', (ROOT / "newsroom/settings.py").read_text()
    )
    assert sorted(names(rows("docs/deploying.md", "The site's variables"))) == sorted(read)
    assert {*read} == VARIABLES


def test_the_colours_that_a_host_may_set_are_documented() -> None:
    style = (ROOT / "comments/static/newsroom_comments/comments.css").read_text()
    assert names(rows("docs/settings.md", "Colours and type")) == re.findall(r"var\((--nc-[a-z]+),", style)


def test_the_roles_are_documented_as_the_command_makes_them() -> None:
    table = [cells(row) for row in rows("docs/roles.md", "Permissions")]
    documented = {
        "Moderator": {row[0].strip("`") for row in table if row[2] == "yes"},
        "Chief moderator": {row[0].strip("`") for row in table if row[3] == "yes"},
    }
    assert documented == {name: {*codenames} for name, codenames in ROLES.items()}


PRIVACY = ("docs/privacy.md", "In the newsroom's database")


def test_every_model_says_what_it_holds_of_a_reader_and_until_when() -> None:
    documented = [name for row in rows(*PRIVACY) for name in re.findall(r"`(\w+)`", cells(row)[0])]
    models = apps.get_app_config("newsroom_comments").get_models()
    assert sorted(documented) == sorted(model.__name__ for model in models)


def test_what_ends_it_is_every_command_that_does_and_its_setting() -> None:
    text = section(*PRIVACY)
    named = {*re.findall(r"`manage\.py (\w+)", text)}
    ours = {name: app for name, app in get_commands().items() if app == "comments"}
    ends = {
        name: command
        for name, app in ours.items()
        if isinstance(command := load(app, name), RetentionCommand)
    }
    assert len(ends) == 4
    assert named == {*ends, "erasecomments", "clearsessions"}
    assert named <= get_commands().keys()
    assert {*re.findall(r"`([A-Z]+_DAYS)`", text)} == {command.setting for command in ends.values()} - {""}
    cron = "\n".join(rows("docs/deploying.md", "Into cron"))
    assert [name for name in ends if f"`manage.py {name}" not in cron] == []


def test_each_wish_names_a_test_that_is_there() -> None:
    wishes = rows("docs/moderation.md", "Twenty wishes")
    assert len(wishes) == 20
    for wish in wishes:
        named = re.findall(r"\]\(\.\./([\w/]+\.py)\) `(\w+)`", wish)
        assert len(named) == wish.count("](") > 0, wish
        missing = [name for path, name in named if f"def {name}(" not in (ROOT / path).read_text()]
        assert missing == [], wish
