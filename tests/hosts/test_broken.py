"""The tutorial's site with one thing wrong: the doctor names it, and the line to add."""

import re
import shutil
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest

from ..documents.snippets import Snippet, snippets, typed, write
from ..project.sources import ROOT, run
from .host import library

pytestmark = pytest.mark.long

# What the doctor says of this site before anything is wrong, and where much is.
BESIDE = (
    "note   templates: you have no base.html",
    "note   comments: nothing was posted: mend the above",
    # Django 5.2 would send by a server on this machine, Django 6.1 prints.
    "WRONG  mail: no email can be handed over",
    "note   mail: emails don't leave",
    "CommandError: ",
    "All of it works.",
)
URLS = "django_newsroom.comments.urls"
REQUEST = "django.template.context_processors.request"
STORY = 'NEWSROOM_COMMENTS["MODELS"]["stories.Story"]'
RENDERS = """
@discussion_page(find_story)
async def story_page(request, story):
    return render(request, "stories/story.html", {"story": story})
"""
HIDES = """
@discussion_page(find_story)
def story_page(request, story):
    return get_object_or_404(Story, pk=0)
"""
OTHER = """
DATABASES["other"] = DATABASES["default"] | {"NAME": BASE_DIR / "other.sqlite3"}
DATABASE_ROUTERS = ["courier.routers.Router"]
"""
ROUTER = """
class Router:
    def db_for_read(self, model, **hints):
        return "other" if model._meta.app_label in %r else "default"

    db_for_write = db_for_read

    def allow_relation(self, *rows, **hints):
        return %r
"""
COMMENTS = ["django_comments", "django_comments_xtd", "newsroom_comments"]
WITHOUT_TABLES = "WRONG  database other: … migrations are missing. Run manage.py migrate --database other."
UNRELATED = "WRONG  check E057: No router allows that a comment in 'other' belongs to a {} in "


@dataclass(frozen=True)
class Fault:
    """What the doctor says, "…" for what may vary, of a site that has these lines at the end of its files."""

    said: list[str]
    settings: str = ""
    urls: str = ""
    views: str = ""
    models: str = ""
    routers: str = ""

    def put_into(self, folder: Path) -> None:
        for app, names in {
            "courier": ("settings", "urls", "routers"),
            "stories": ("views", "models"),
        }.items():
            for name in names:
                write(folder, Snippet(f"\n{getattr(self, name)}\n", f"{app}/{name}.py"))


FAULTS = {
    "nothing": Fault([]),
    "no include of our addresses": Fault(
        [
            "WRONG  check E023: The comment section has no addresses: a page with its form would "
            f'be a 500. Add path("comments/", include("{URLS}")) to your URLs.'
        ],
        urls="urlpatterns = urlpatterns[1:]",
    ),
    "a catch-all above them": Fault(
        [
            "WRONG  check E024: /comments/post/ is answered by stories.views.story_page, not by …"
            " Write the include of the comment section above the pattern that takes all addresses."
        ],
        urls='urlpatterns = [path("<path:page>", story_page), *urlpatterns]',
    ),
    "a variable part in them": Fault(
        [
            "WRONG  check E027: The comment section's addresses can't be made: …"
            " Include it below a path without a variable part: a page knows of none."
        ],
        urls=f'urlpatterns = [path("<slug:paper>/", include("{URLS}")), *urlpatterns[1:]]',
    ),
    "no admin": Fault(
        ['…Configured: Add "django.contrib.admin" to INSTALLED_APPS: editors moderate comments there.'],
        settings='INSTALLED_APPS.remove("django.contrib.admin")',
    ),
    "no sites": Fault(
        ['…Configured: Add "django.contrib.sites" to INSTALLED_APPS: a comment belongs to a site.'],
        settings='INSTALLED_APPS.remove("django.contrib.sites")',
    ),
    "no catalogue for the site's language": Fault(
        ["…ImproperlyConfigured: LANGUAGE_CODE is 'qya', …: set it to one that Django has, …"],
        settings='LANGUAGE_CODE = "qya"',
    ),
    "no address of the admin": Fault(
        [
            "note   check W012: The moderation desk has no address: …"
            ' Add path("admin/", admin.site.urls) to your URLs, or register our models in your own admin.',
            'WRONG  stories.Story 1: the desk has no address. Add path("admin/", admin.site.urls).',
        ],
        urls="urlpatterns = urlpatterns[:2]",
    ),
    "no request in templates": Fault(
        [
            "WRONG  check E026: The templates of 'django' have no request: a page with comments "
            f'would be a 500. Add "{REQUEST}" to its context_processors.'
        ],
        settings=f'TEMPLATES[0]["OPTIONS"]["context_processors"].remove("{REQUEST}")',
    ),
    "no model": Fault(
        [
            "note   check W010: No model takes comments: MODELS is empty. Set NEWSROOM_COMMENTS = "
            '{"MODELS": {"app_label.Model": {"PUBLISHED": "…"}}}.',
            "WRONG  MODELS: /stories/1/ has the tag for stories.Story, which MODELS doesn't name: …"
            ' Add "stories.Story": {} to it.',
        ],
        settings="NEWSROOM_COMMENTS = {}",
    ),
    "a model that isn't there": Fault(
        ["WRONG  check E012: MODELS: there is no model 'stories.Tale'. …"],
        settings='NEWSROOM_COMMENTS = {"MODELS": {"stories.Tale": {}}}',
    ),
    "a language that no attribute gives": Fault(
        ["WRONG  check E016: MODELS: stories.Story has no attribute 'tongue'. Mend or leave out LANGUAGE."],
        settings=f'{STORY}["LANGUAGE"] = "tongue"',
    ),
    "a language that the site hasn't": Fault(
        ["note   stories.Story: some are in qya, which LANGUAGES doesn't name: … Add it to …"],
        settings=f'{STORY}["LANGUAGE"] = "tongue"',
        models='Story.tongue = "qya"',
    ),
    "a queryset without that method": Fault(
        [
            "WRONG  check E015: MODELS: the querysets of stories.Story have no method 'live'. "
            "Name a method that …"
        ],
        settings=f'{STORY}["PUBLISHED"] = "live"',
    ),
    "no address of a story": Fault(
        ["WRONG  check E013: stories.Story has no get_absolute_url(). Add it: …"],
        models="del Story.get_absolute_url",
    ),
    "a page that the public doesn't get": Fault(
        ["WRONG  stories.Story 1: /stories/1/ answers 404 to the public. Name in PUBLISHED the method …"],
        views=HIDES,
    ),
    "a coroutine that renders": Fault(
        ["WRONG  stories.Story 1: /stories/1/ fails: SynchronousOnly… or await sync_to_async(render)."],
        views=RENDERS,
    ),
    "no tables": Fault(
        ["WRONG  database default: … migrations are missing. Run manage.py migrate."],
        settings='DATABASES["default"]["NAME"] = BASE_DIR / "new.sqlite3"',
    ),
    "no tables in the comments' own database": Fault(
        [WITHOUT_TABLES], settings=OTHER, routers=ROUTER % (COMMENTS, True)
    ),
    "comments in two databases": Fault(
        [
            WITHOUT_TABLES,
            "WRONG  check E055: Comments are in several databases: default, other. Let the "
            f"routers send {', '.join(COMMENTS)} to one.",
        ],
        settings=OTHER,
        routers=ROUTER % (COMMENTS[2:], True),
    ),
    "a router that parts comments from users": Fault(
        [
            WITHOUT_TABLES,
            *(
                f"{UNRELATED.format(owner)}'default'. Let allow_relation of one return True for them."
                for owner in ("auth.User", "contenttypes.ContentType", "sites.Site")
            ),
        ],
        settings=OTHER,
        routers=ROUTER % (COMMENTS, None),
    ),
    "several sites with one address": Fault(
        ["WRONG  check E051: SITE_URL is 'https://courier.example' … Leave SITE_URL empty: …"],
        settings='NEWSROOM_COMMENTS |= {"BY_SITE": True, "SITE_URL": "https://courier.example"}',
    ),
    "no such site": Fault(
        ["note   check W005: The database 'default' has no site 7 (SITE_ID), … Add the site …"],
        settings="SITE_ID = 7",
    ),
    "another comments' form and addresses": Fault(
        [
            "WRONG  check E049: COMMENTS_XTD_FORM_CLASS is not this app's form, …"
            ' Set COMMENTS_XTD_FORM_CLASS = "django_newsroom.comments.forms.ReplyForm", or derive one.',
            "note   check W002: URLs of django_comments are mounted: …"
            " Take the include of django_comments out of your URLs.",
        ],
        settings='COMMENTS_XTD_FORM_CLASS = "django_comments_xtd.forms.XtdCommentForm"',
        urls='urlpatterns += [path("old/", include("django_comments.urls"))]',
    ),
    "a name that nobody gives": Fault(
        ["WRONG  check E010: DISPLAY_NAME is 'stories.views.name', … Set it to a function …"],
        settings='NEWSROOM_COMMENTS["DISPLAY_NAME"] = "stories.views.name"',
    ),
}


@pytest.fixture(scope="module")
def courier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutorial's folder, with its story, beside the sources of this checkout."""
    folder = tmp_path_factory.mktemp("broken") / "courier"
    folder.mkdir()
    ours = library(folder.parent)
    for step in snippets((ROOT / "docs" / "tutorial.md").read_text()):
        if step.file:
            write(folder, step)
        else:
            typed(folder, step.text, PYTHONPATH=str(ours))
    return folder


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_doctor_names_what_is_wrong(fault: Fault, courier: Path, tmp_path: Path) -> None:
    folder = tmp_path / "courier"
    shutil.copytree(courier, folder)
    fault.put_into(folder)
    _status, output = run(
        "manage.py", "newsroomdoctor", cwd=folder, PYTHONPATH=str(courier.parent / "library")
    )
    lines = output.splitlines()
    # Where nothing starts, Python says last why.
    said = lines[-1:] if lines[0].startswith("Traceback") else lines
    said = [
        line.replace("check newsroom_comments.", "check ")
        for line in said
        if not line.startswith(("ok ", *BESIDE))
    ]
    assert [as_expected(*pair) for pair in zip_longest(said, fault.said, fillvalue="")] == fault.said


def as_expected(line: str, expected: str) -> str:
    """What was expected, if the line is that."""
    pattern = ".*".join(map(re.escape, expected.split("…")))
    return expected if re.fullmatch(pattern, line) else line
