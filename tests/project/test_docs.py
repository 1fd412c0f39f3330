"""What the documentation lists is what the code has."""

import inspect
import re
from collections.abc import Iterator

from comments.conf import DEFAULTS, Settings
from comments.people.roles import ROLES
from comments.rules import Rule
from comments.rules.builtin import RULES

from .sources import ROOT


def settings_table() -> Iterator[str]:
    """``docs/settings.md``'s rows, made of each property's docstring."""
    properties = [value.fget for value in vars(Settings).values() if isinstance(value, property)]
    texts = {" ".join(inspect.getdoc(getter).split()) for getter in properties if getter.__doc__}
    for key, default in DEFAULTS.items():
        (meaning,) = (text.removeprefix(f"``{key}``: ") for text in texts if text.startswith(f"``{key}``: "))
        yield f"| `{key}` | `{default!r}` | {meaning.replace('``', '`')} |".replace("`''`", "empty")


def rows(document: str, heading: str) -> list[str]:
    """The rows of the first table below a heading."""
    section = (ROOT / document).read_text().partition(f"\n## {heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    assert table, heading
    return table[0].splitlines()[2:]


def first_cells(document: str, heading: str) -> list[str]:
    return [row.split("`")[1] for row in rows(document, heading)]


def test_the_settings_are_documented_as_at_their_properties() -> None:
    assert rows("docs/settings.md", "`NEWSROOM_COMMENTS`") == list(settings_table())


def options_of(rule: type[Rule]) -> str:
    parameters = inspect.signature(rule).parameters.values()
    return ", ".join(f"`{parameter.name}={parameter.default!r}`" for parameter in parameters)


def test_the_rules_are_documented_with_their_options() -> None:
    documented = [row.strip("| ").split(" | ")[:2] for row in rows("docs/rules.md", "Ours")]
    assert documented == [[f"`{name}`", options_of(rule)] for name, rule in RULES.items()]


def test_the_environment_is_documented_variable_by_variable() -> None:
    read = re.findall(r'\benv\.\w+\("(\w+)"', (ROOT / "newsroom/settings.py").read_text())
    assert sorted(first_cells("docs/deploying.md", "The site's variables")) == sorted(read)


def test_the_colours_that_a_host_may_set_are_documented() -> None:
    style = (ROOT / "comments/static/newsroom_comments/comments.css").read_text()
    assert first_cells("docs/settings.md", "Colours and type") == re.findall(r"var\((--nc-[a-z]+),", style)


def test_the_roles_are_documented_as_the_command_makes_them() -> None:
    cells = [[cell.strip(" `") for cell in row.split("|")] for row in rows("docs/roles.md", "Permissions")]
    documented = {
        "Moderator": {cell[1] for cell in cells if cell[3] == "yes"},
        "Chief moderator": {cell[1] for cell in cells if cell[4] == "yes"},
    }
    assert documented == {name: {*codenames} for name, codenames in ROLES.items()}


def test_each_wish_names_a_test_that_is_there() -> None:
    wishes = rows("docs/moderation.md", "Twenty wishes")
    assert len(wishes) == 20
    for wish in wishes:
        named = re.findall(r"\]\(\.\./([\w/]+\.py)\) `(\w+)`", wish)
        assert len(named) == wish.count("](") > 0, wish
        missing = [name for path, name in named if f"def {name}(" not in (ROOT / path).read_text()]
        assert missing == [], wish
