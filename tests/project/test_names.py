"""The names a host writes are those of ``docs/names.md``, and the other way round where a list is closed."""

import ast
import re
import tomllib
from argparse import ArgumentParser
from dataclasses import fields
from pkgutil import resolve_name
from typing import Any, NoReturn

import pytest
from django.apps import apps
from django.conf import global_settings
from django.contrib.staticfiles import finders
from django.core.management import load_command_class
from django.dispatch import Signal
from django.template import TemplateDoesNotExist
from django.test import RequestFactory
from django.urls import reverse
from django_comments_xtd.conf import settings as xtd_settings

from articles import urls as articles_urls
from articles.conf import DEFAULTS as ARTICLES_DEFAULTS
from articles.models import Article
from comments import interface, signals
from comments import urls as comments_urls
from comments.conf import DEFAULTS, OPTIONS
from comments.discussions.sections import section_context
from comments.discussions.threads import Row
from comments.models import Act, Decision, Status
from comments.rules.builtin import RULES
from comments.rules.configuration import make
from comments.templatetags import reader_comments

from .documents import cells, names, rows, section, tables
from .sources import APPS, ROOT, python_files

PAGE = "docs/names.md"
# Django's own that its global_settings lack: a project has them, a contrib app or a later Django.
DJANGOS = {*dir(global_settings), "MAILERS", "ROOT_URLCONF", "SITE_ID"}
# Parts of the templates on the page, which may change with any of them.
PIECES = {
    f"newsroom_comments/{name}.html"
    for name in (
        "bare",
        "discussion/closing_date",
        "discussion/direction",
        "discussion/more",
        "discussion/own_comment",
        "discussion/pages",
        "discussion/time_zone",
        "discussion/unboosted",
        "people/appeal",
        "people/asked",
        "people/mail",
        "people/next",
        "people/outcome",
        "people/reservation",
        "people/state",
        "posting/form_parts",
        "posting/preview",
        "posting/problems",
        "posting/quoted",
    )
}
PIECES |= {f"newsroom_articles/{name}.html" for name in ("pages", "search_form", "section_name", "teaser")}
PIECES |= {f"newsroom_articles/story/{name}.html" for name in ("footer", "metadata", "notice", "related")}
PIECES |= {f"newsroom_articles/sitemaps/{name}.xml" for name in ("index", "news")}
# For editors, inside Django's admin.
DESK = ("newsroom_comments/desk/", "admin/")


# --- Settings ---------------------------------------------------------------------------------------------


def test_the_settings_are_all_that_the_apps_read_beside_djangos() -> None:
    documented = names(rows(PAGE, "Settings"))
    read = set(re.findall(r"settings(?:\.|, \")([A-Z][A-Z0-9_]+)", "\n".join(_sources())))
    xtds = {name for name in documented if name.startswith("COMMENTS_")}
    assert {*documented} - xtds == read - DJANGOS - xtds
    assert [name for name in sorted(xtds) if not hasattr(xtd_settings, name)] == []


def _sources() -> list[str]:
    return [path.read_text() for app in APPS for path in python_files(app)]


@pytest.mark.parametrize(
    ("setting", "defaults"),
    [("NEWSROOM_COMMENTS", DEFAULTS), ("NEWSROOM_ARTICLES", ARTICLES_DEFAULTS)],
)
def test_the_keys_are_those_of_the_settings_with_what_holds_where_one_is_left_out(
    setting: str, defaults: dict[str, Any]
) -> None:
    table = rows(PAGE, f"Keys of `{setting}`")
    assert names(table) == [*defaults]
    said = {name: cells(row)[1] for name, row in zip(names(table), table, strict=True)}
    literals = {name: re.fullmatch("`(.+)`", cell) for name, cell in said.items()}
    # What is empty is said in words.
    given = {name: value for name, value in defaults.items() if value not in ({}, (), "", None)}
    assert {name: ast.literal_eval(found[1]) for name, found in literals.items() if found} == given


def test_the_options_of_a_model_are_those_that_are_checked() -> None:
    assert sorted(names(rows(PAGE, "Options of a model in `MODELS`"))) == sorted(OPTIONS)


def test_an_entry_of_rules_has_the_keys_on_the_page() -> None:
    (keys,) = re.findall(r"has the keys `(\w+)` and `(\w+)`", section(PAGE, "Options of a model in `MODELS`"))
    assert type(make(dict(zip(keys, ("links", {}), strict=True)))) is RULES["links"]


# --- What is imported, and heard -------------------------------------------------------------------------


IMPORTED = "Apps, models and what is imported"


@pytest.mark.parametrize("path", names(rows(PAGE, IMPORTED)))
def test_what_is_imported_is_there(path: str) -> None:
    assert resolve_name(path.removeprefix("django_newsroom."))


def test_of_what_code_calls_and_hears_all_is_listed() -> None:
    ours = {name.removeprefix("django_newsroom.") for name in names(rows(PAGE, IMPORTED))}
    called = {f"comments.interface.{name}" for name in interface.__all__}
    heard = {f"comments.signals.{name}" for name, one in vars(signals).items() if isinstance(one, Signal)}
    assert {
        name for name in ours if name.startswith(("comments.interface.", "comments.signals."))
    } == called | heard


def test_what_code_is_given_has_the_attributes_on_the_page() -> None:
    for row in rows(PAGE, IMPORTED):
        if given := re.match(
            r"\| `django_newsroom\.comments\.interface\.(Posted|PublicComment)` \| (.*)", row
        ):
            after = given[2].partition(": ")[2]
            assert re.findall("`(.*?)`", after) == [one.name for one in fields(getattr(interface, given[1]))]


def test_the_labels_are_those_of_the_apps() -> None:
    labelled = re.findall(r"`django_newsroom\.(\w+)` .* its label is `(\w+)`", section(PAGE, IMPORTED))
    assert labelled == [
        (app, apps.get_app_config(f"newsroom_{app}").label) for app in ("comments", "articles")
    ]


def test_what_a_receiver_reads_is_in_a_row_of_the_log() -> None:
    table = tables(PAGE, IMPORTED)[1]
    fields = {
        name: re.findall("`(.*?)`", cells(row)[1]) for name, row in zip(names(table), table, strict=True)
    }
    assert {*fields} <= {field.name for field in Decision._meta.get_fields()}
    assert (fields["act"], fields["to_status"]) == (Act.values, Status.values)


# --- Templates --------------------------------------------------------------------------------------------


def test_the_tags_are_all_that_a_template_can_load() -> None:
    documented: dict[str, set[str]] = {}
    for tag, *rest in (name.strip("{% }").split() for name in names(rows(PAGE, "Template tags"))):
        if tag == "load":
            documented[library := rest[0]] = set()
        else:
            documented[library].add(tag)
    found = [path for app in APPS for path in (ROOT / app / "templatetags").glob("[a-z]*.py")]
    libraries = {path.stem: resolve_name(f"{path.parts[-3]}.templatetags.{path.stem}") for path in found}
    assert documented == {name: {*module.register.tags} for name, module in libraries.items()}


def test_a_section_is_looked_for_as_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def select(names: list[str]) -> NoReturn:
        asked.append(names)
        raise TemplateDoesNotExist(names[-1])

    monkeypatch.setattr(reader_comments, "select_template", select)
    with pytest.raises(TemplateDoesNotExist):
        reader_comments.reader_comments({"request": None}, Article())
    ladder = "\n".join(names(tables(PAGE, "Templates")[0]))
    assert asked == [ladder.replace("<app>", "newsroom_articles").replace("<model>", "article").splitlines()]


def ours() -> dict[str, str]:
    """The apps' templates by name, but for the editors'."""
    found = {
        str(path.relative_to(ROOT / app / "templates")): path.read_text()
        for app in APPS
        for path in (ROOT / app / "templates").rglob("*.*")
    }
    return {name: text for name, text in found.items() if not name.startswith(DESK)}


def test_the_templates_are_all_but_their_pieces() -> None:
    documented = {name for table in tables(PAGE, "Templates") for name in names(table)}
    whole = {name for name in documented if "/" in name and "<" not in name}
    assert whole == {*ours()} - PIECES
    assert {*ours()} >= PIECES


def test_the_blocks_are_all_that_the_pages_fill_or_leave() -> None:
    documented = {name for name in names(tables(PAGE, "Templates")[1]) if "/" not in name}
    written = {block for text in ours().values() for block in re.findall(r"{% block (\w+) %}", text)}
    assert documented == written


@pytest.mark.django_db
def test_the_sections_templates_are_given_what_the_page_says(article: Article) -> None:
    table = tables(PAGE, "Templates")[-1]
    assert {*names(table)} == {*section_context(RequestFactory().get("/"), article)}
    marked = {name for name, row in zip(names(table), table, strict=True) if cells(row)[1] == "yes"}
    assert marked == {*reader_comments.SHARED}
    (said,) = re.findall(r"in `comment.html` `row`: ((?:`\w+`,\s+)*`\w+`)", section(PAGE, "Templates"))
    assert [name for name in re.findall(r"`(\w+)`", said) if not hasattr(Row(1, 1, 1), name)] == []


# --- Addresses, commands, permissions ---------------------------------------------------------------------


def test_the_url_names_are_all_there_are_with_their_arguments() -> None:
    documented = set()
    for row in rows(PAGE, "URL names"):
        name, arguments, _what = cells(row)
        for form in arguments.split(", or "):
            documented.add((name.strip("`"), tuple(re.findall(r"`(\w+)`", form))))
    admins = {(name, arguments) for name, arguments in documented if name.startswith("admin:")}
    assert documented - admins == {
        (f"{urls.app_name}:{pattern.name}", tuple(pattern.pattern.converters))
        for urls in (comments_urls, articles_urls)
        for pattern in urls.urlpatterns
    }
    assert [reverse(name) for name, _none in admins] == ["/admin/newsroom_comments/readercomment/"]


def test_the_places_on_a_page_are_there() -> None:
    text = "".join(ours().values())
    for place in re.findall(r"`#(\w+)", section(PAGE, "URL names")):
        assert f'id="{place}' in text, place


def options_of(app: str, name: str) -> set[str]:
    """What a command adds to the options that all have."""
    plain, own = ArgumentParser(), ArgumentParser()
    load_command_class(app, name).add_arguments(own)
    return {*own._option_string_actions} - {*plain._option_string_actions}


def test_the_commands_are_all_that_the_apps_have_with_their_options() -> None:
    table = rows(PAGE, "Commands")
    documented = {
        name: {*re.findall("`(--.*?)`", row)} for name, row in zip(names(table), table, strict=True)
    }
    found = [path for app in APPS for path in (ROOT / app / "management/commands").glob("[a-z]*.py")]
    assert documented == {path.stem: options_of(path.parts[-4], path.stem) for path in found}


def test_the_permissions_are_all_that_are_added_to_djangos() -> None:
    added = {
        f"{label}.{name}"
        for label in ("newsroom_articles", "newsroom_comments")
        for model in apps.get_app_config(label).get_models()
        for name, _label in model._meta.permissions
    }
    assert {*names(rows(PAGE, "Permissions"))} == added


def test_what_stands_elsewhere_is_there() -> None:
    text = section(PAGE, "Elsewhere")
    (script,) = re.findall(r"`(\w+/\w+\.js)`", text)
    assert finders.find(script)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {*re.findall(r"\[(\w+)\]`", text)} == {*extras}
