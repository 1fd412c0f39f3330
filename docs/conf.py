"""Sphinx makes a site of these pages; each is plain Markdown, to be read where it lies, too.

``nox -s docs`` builds it, with every warning an error.
"""

import re
import sys
from pathlib import Path
from types import ModuleType

import django
from django.conf import settings
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
# Pages that stand at the repository's top, where people look for them.
ELSEWHERE = {"changelog": "CHANGELOG.md", "contributing": "CONTRIBUTING.md"}

# docs/python.md is made of the code's docstrings, under the names that the wheel gives to both apps.
sys.modules["django_newsroom"] = ModuleType("django_newsroom")
sys.modules["django_newsroom"].__path__ = [str(ROOT)]
settings.configure(
    INSTALLED_APPS=[
        "django_newsroom.comments",
        "django_newsroom.comments.apps.ThreadsConfig",
        *(
            "django_comments",
            "django.contrib.admin.apps.SimpleAdminConfig",
            "django.contrib.auth",
            "django.contrib.contenttypes",
        ),
        *("django.contrib.sessions", "django.contrib.messages", "django.contrib.sites"),
    ],
    SECRET_KEY="signs nothing",  # noqa: S106
    SITE_ID=1,
    COMMENTS_APP="django_comments_xtd",
    COMMENTS_XTD_MODEL="django_newsroom.comments.models.ReaderComment",
    COMMENTS_XTD_FORM_CLASS="django_newsroom.comments.forms.ReplyForm",
)
django.setup()

project = "django-newsroom"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "index"
source_suffix = [".md"]
html_theme = "furo"
html_show_copyright = False
html_copy_source = False
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "none"


def take_from_elsewhere(docname: str, text: str) -> str:
    """A page that only names its file becomes that file, whose links begin at the repository's top."""
    if docname not in ELSEWHERE:
        return text
    links = re.compile(r"\]\((?!https?:|#)(docs/)?")
    return links.sub(lambda link: "](" if link[1] else "](../", (ROOT / ELSEWHERE[docname]).read_text())


def only_pages(text: str) -> str:
    """Links to what is no page (a test, a file of the repository) become their words."""
    for name, path in ELSEWHERE.items():
        text = text.replace(f"](../{path}", f"]({name}.md")
    return re.sub(r"\[((?:[^\[\]]|\n)+)\]\(\.\./[^)]*\)", r"\1", text)


def toctrees(text: str) -> str:
    """The index's tables once more, as what Sphinx makes the menu of: a part is a heading and its pages."""
    trees = []
    for part in text.split("\n## ")[1:]:
        caption, _, table = part.partition("\n")
        pages = "\n".join(dict.fromkeys(re.findall(r"\]\((\w+)\.md\)", table)))
        trees.append(f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{pages}\n```\n")
    return text + "".join(trees)


def read(_app: Sphinx, docname: str, source: list[str]) -> None:
    text = only_pages(take_from_elsewhere(docname, source[0]))
    source[0] = toctrees(text) if docname == root_doc else text


def setup(app: Sphinx) -> None:
    app.connect("source-read", read)
    # Shown as it is written: to draw it would want a script from elsewhere.
    app.add_lexer("mermaid", TextLexer)
