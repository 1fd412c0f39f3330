"""The pages of the reference that the code writes itself; ``.ci/reference`` writes them, a test compares."""

import argparse
import ast
import re
from collections.abc import Iterator

from django.apps import apps
from django.core.management import get_commands
from django.core.management import load_command_class as load
from django.core.management.base import BaseCommand

from ..project.sources import APPS, ROOT, python_files

KINDS = {"error": "E", "_error": "E", "warning": "W"}
CHECKS = """# Checks

What `manage.py check` says of this package, number by number, and how to mend it; “…” stands for what the
message names on your site. `check --database default` also reads a few rows, and `check --deploy` looks at
what counts once readers come; [`newsroomdoctor`](doctor.md) runs all of them.

A number is never given to another check. To silence one:
`SILENCED_SYSTEM_CHECKS = ["newsroom_comments.W001"]`.

`.ci/reference` writes this page from the code.
"""
COMMANDS = """# Commands

Each is a command of `manage.py`, beside Django's own options. Which belong into cron says
[deploying.md](deploying.md#into-cron).

`.ci/reference` writes this page from the code.
"""


def pages() -> dict[str, str]:
    """The pages' names and texts."""
    return {
        "docs/checks.md": CHECKS + "".join(_checks_of(app) for app in reversed(APPS)),
        "docs/commands.md": COMMANDS + "".join(_commands_of(app) for app in reversed(APPS)),
    }


def write() -> None:
    for name, text in pages().items():
        (ROOT / name).write_text(text)


def _checks_of(app: str) -> str:
    label = apps.get_app_config(f"newsroom_{app}").label
    rows = sorted(row for path in python_files(app) for row in _messages(ast.parse(path.read_text())))
    table = "".join(f"| `{number}` | {_cell(said)} | {_cell(mend)} |\n" for number, said, mend in rows)
    return f"\n## `{label}`\n\n| Number | What is wrong | The mend |\n|---|---|---|\n{table}"


def _messages(module: ast.Module) -> Iterator[tuple[str, str, str]]:
    """Number, message and mend of each call that makes one."""
    constants = {
        name: value for node in module.body if isinstance(node, ast.Assign) for name, value in _assigned(node)
    }
    for node in ast.walk(module):
        match node:
            case ast.Call(ast.Name(kind), [ast.Constant(int(number)), said, mend]) if kind in KINDS:
                yield f"{KINDS[kind]}{number:03}", _words(said, constants), _words(mend, constants)


def _assigned(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    return ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))


def _words(text: ast.expr, constants: dict[str, ast.expr]) -> str:
    """A literal as it is, and of an f-string what is always there."""
    match text:
        case ast.Constant(str(words)):
            return words
        case ast.JoinedStr(parts):
            return re.sub(r"…(?:\.…)+", "…", "".join(_words(part, constants) for part in parts))
        case ast.Name(name) if name in constants:
            return _words(constants[name], {})
    return "…"


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("<", "&lt;").replace("*", r"\*")


def _commands_of(app: str) -> str:
    names = sorted(name for name, where in get_commands().items() if where == app)
    sections = "".join(_command(name, load(app, name)) for name in names)
    return f"\n## `django_newsroom.{app}`\n{sections}"


def _command(name: str, command: BaseCommand) -> str:
    djangos = {action.dest for action in BaseCommand().create_parser("", "")._actions}
    own = [action for action in command.create_parser("", name)._actions if action.dest not in djangos]
    said = " ".join(command.help.split())
    table = "".join(f"| {_option(action)} | {_meaning(action)} |\n" for action in own)
    head = "\n| Option | Meaning |\n|---|---|\n" if own else ""
    return f"\n### `{name}`\n\n{_cell(said)}\n{head}{table}"


def _option(action: argparse.Action) -> str:
    value = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    several = " …" if action.nargs == "+" else ""
    written = [*action.option_strings[-1:], *([] if action.nargs == 0 else [f"{value}{several}"])]
    return f"`{' '.join(written)}`" + (", needed" if action.required and action.option_strings else "")


def _meaning(action: argparse.Action) -> str:
    return _cell(" ".join((action.help or "").replace("%%", "%").split()))
