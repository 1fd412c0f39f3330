"""The field in which a body is written: an editor where there is one, else a textarea."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.apps import apps
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FOLDER = "newsroom_articles/"
# Its scripts alone: django-prose-editor's own widget wants an inline import map, which the policy refuses.
BUNDLE = "django_prose_editor/editor.js"
PARTS = ("counts", "dialogs", "pictures", "schema", "text", "toolbar", "typography")
LIBRARY = "admin:newsroom_articles_picture_library"
TYPOGRAPHY = "admin:newsroom_articles_article_typography"


class BodyWidget(forms.Textarea):
    """Gives ``editor.js`` the addresses it imports and asks, and its words."""

    class Media:
        css = {"all": (f"{FOLDER}editor.css",)}
        js = (Script(f"{FOLDER}editor.js", type="module"),)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-newsroom-body": "",
            "data-editor": _bundle(),
            "data-parts": json.dumps({part: static(f"{FOLDER}editor_{part}.js") for part in PARTS}),
            "data-library": _address(LIBRARY),
            "data-typography": _address(TYPOGRAPHY),
            "data-words": json.dumps(words()),
        }
        return context


def _bundle() -> str:
    """A host may leave the editor out."""
    return static(BUNDLE) if apps.is_installed("django_prose_editor") else ""


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def words() -> dict[str, str]:
    """What the scripts say, by name; what is counted has two forms."""
    return {
        # The toolbar.
        "toolbar": _("Text tools"),
        "style": _("Paragraph style"),
        "paragraph": _("Paragraph"),
        "heading2": _("Heading"),
        "heading3": _("Subheading"),
        "heading4": _("Minor heading"),
        "codeBlock": _("Preformatted"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "link": _("Link"),
        "code": _("Code"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quotation"),
        "picture": _("Picture"),
        "table": _("Table"),
        "horizontalRule": _("Rule"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "addRowAfter": _("Add row"),
        "addColumnAfter": _("Add column"),
        "deleteRow": _("Delete row"),
        "deleteColumn": _("Delete column"),
        "toggleHeaderRow": _("Header row"),
        "caption": _("Caption"),
        "deleteTable": _("Delete table"),
        # Windows.
        "address": _("Address of the link; none removes it"),
        "noAddress": _("An address begins with https://, mailto: or /."),
        "apply": _("Apply"),
        "cancel": _("Cancel"),
        "search": _("Search the pictures"),
        "more": _("More pictures"),
        "noPicture": _("No picture found."),
        "pictureNumber": _("Picture %(number)s") % {"number": "{number}"},
        "captionHere": _("Caption; if it is empty, the library’s"),
        "unreachable": _("The site didn’t answer. Try again."),
        "typography": _("Typography"),
        # What a paste left out.
        "left": _("Left out of what you pasted: %(what)s.") % {"what": "{what}"},
        "pictures": _("pictures (pick them from the library)"),
        "embedded": _("embedded content"),
        "forms": _("form fields"),
        "deleted": _("deleted passages"),
        "comments": _("comments"),
        "links": _("links that lead nowhere for readers"),
        "struck": _("strikethrough"),
        # Counts.
        **_counted("words", lambda n: ngettext("%(number)s word", "%(number)s words", n)),
        **_counted(
            "minutes", lambda n: ngettext("%(number)s minute to read", "%(number)s minutes to read", n)
        ),
        **_counted(
            "characters",
            lambda n: ngettext(
                "%(number)s character; search results show some 60",
                "%(number)s characters; search results show some 60",
                n,
            ),
        ),
    }


def _counted(name: str, phrase: Callable[[int], str]) -> dict[str, str]:
    number = {"number": "{number}"}
    return {f"{name}One": phrase(1) % number, name: phrase(2) % number}
