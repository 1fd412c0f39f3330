"""A reply, a change of it, and what its author wants to be emailed."""

from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_comments.forms import CommentForm

from ..conf import conf
from ..models import ReaderComment
from ..requests.numbers import comment_id, natural_number
from ..requests.readers import address_of_user, name_of_user
from ..targets import is_listed, label_of
from ..text import sanitizing
from ..text.addresses import clean_address, holds_address
from ..text.names import public_name, single_line
from ..text.reading.syntax import Syntax
from ..text.sources import clean_source, read_source
from .fields import AddressField, FollowBox, WebsiteField, follow_field
from .renderer import RememberingRenderer


class ReplyForm(CommentForm):
    """“Leave a Reply”, for a reader who typed a name, or (with ``user``) for one who is logged in.

    django-comments' timestamp and hash are left out: they would make every rendering differ, and refuse
    a form that is two hours old.  The target and the parent are looked up in the database instead.
    """

    timestamp = None
    security_hash = None
    # No max_length on the field: the limit counts a line end as one character, the browser sends two.
    comment = forms.CharField(
        label=_("Comment"), strip=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = AddressField(
        label=_("Email"),
        max_length=254,
        help_text=_("Your email address will not be published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "dir": "ltr"}),
    )
    url = WebsiteField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "url",
                "autocapitalize": "none",
                "inputmode": "url",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )
    follow = follow_field(_("Email me about new comments"), FollowBox)
    honeypot = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    reply_to = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    # Milliseconds since first focus, filled in by the script; nothing else is ever read from it.
    # A plain field: junk in it is no error.
    elapsed = forms.Field(required=False, widget=forms.HiddenInput)
    # Sent by the script alone, where all but the text stood in the form before that.
    prefilled = forms.Field(required=False, widget=forms.HiddenInput)

    field_order = ["comment", "name", "email", "url", "follow", "honeypot"]

    def __init__(
        self,
        target_object: Model,
        data: Any = None,
        initial: dict[str, Any] | None = None,
        *,
        user: Any = None,
        **kwargs: Any,
    ) -> None:
        if data is None:
            kwargs["renderer"] = RememberingRenderer()
        super().__init__(target_object, data=data, initial=initial or {}, auto_id="reply-%s", **kwargs)
        self.user = user
        self.is_listed = is_listed(target_object)
        self.parent: dict[str, Any] | None = None
        # What is to be stored for the text, once that is found to be valid.
        self.html = ""
        self.address = clean_address(address_of_user(user)) if user else ""
        self.display_name = self._name_of(user) if user else ""
        self.syntax = Syntax.of_new_texts()
        _limit_and_help(self.fields["comment"], self.syntax)
        self._drop_what_is_known()

    def _name_of(self, user: Any) -> str:
        """The user's public name, or "" where the host can name no other than their address."""
        name = single_line(name_of_user(user))
        return "" if holds_address(name, self.address) else name[:50]

    def _drop_what_is_known(self) -> None:
        if self.user:
            del self.fields["email"], self.fields["url"]
            if self.display_name:
                del self.fields["name"]
        elif not conf.require_name_and_email:
            self.fields["name"].required = self.fields["email"].required = False
        # Nobody is emailed about what not everybody may see.
        if (self.user and not self.address) or not self.is_listed:
            del self.fields["follow"]

    @property
    def forget_address(self) -> str:
        return forget_address(self.target_object)

    def generate_security_data(self) -> dict[str, str]:
        """The hidden fields that name the target.  Nothing here differs between two renderings."""
        return {
            "content_type": label_of(self.target_object),
            "object_pk": str(self.target_object.pk),
        }

    def clean_comment(self) -> str:
        source, self.html = read_source(self.cleaned_data["comment"], self.syntax)
        return source

    def clean_name(self) -> str:
        name = single_line(self.cleaned_data["name"])
        if not name and self.fields["name"].required:
            raise forms.ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name

    def clean_honeypot(self) -> str:
        """No error: a robot is answered like everybody else, and an editor can find what it sent."""
        return str(self.cleaned_data["honeypot"])

    def clean_reply_to(self) -> int:
        text = self.cleaned_data["reply_to"]
        if not text:
            return 0
        number = comment_id(text) or 0
        self.parent = find_parent(self.target_object, number)
        if self.parent is None:
            raise forms.ValidationError(PARENT_IS_GONE, code="parent")
        if not self.is_listed:
            # Whoever sent this may never have seen it.
            self.parent |= {"user_name": gettext("a reader"), "html": ""}
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if holds_address(cleaned.get("name", ""), cleaned.get("email", self.address)):
            self.add_error(
                "name", _("Your name is shown to everybody: please don't write your email address in it.")
            )
        if cleaned.get("follow") and not cleaned.get("email", self.address) and "email" not in self.errors:
            self.add_error("email", _("Where shall the emails go? Give your address, or ask for none."))
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """An error at a hidden ``reply_to`` always reads the same, whatever was in it."""
        super().add_error(field, PARENT_IS_GONE if field == "reply_to" else error)

    @property
    def time_taken(self) -> timedelta | None:
        """What the script measured, or None: junk in the field is no evidence."""
        elapsed = natural_number(self.cleaned_data["elapsed"], digits=11)
        return None if elapsed is None else timedelta(milliseconds=elapsed)


def reply_form() -> type[ReplyForm]:
    """``ReplyForm``, or the subclass of it that the host's ``COMMENTS_XTD_FORM_CLASS`` names."""
    path = getattr(settings, "COMMENTS_XTD_FORM_CLASS", "")
    named = import_string(path) if path else ReplyForm
    return named if issubclass(named, ReplyForm) else ReplyForm


def forget_address(target: Model) -> str:
    """Where what this browser keeps of a reader is cleared, who then is back at ``target``."""
    return reverse("newsroom_comments:forget", args=[label_of(target), target.pk])


class EditForm(forms.Form):
    """An author's own comment, to be changed in the syntax that it was written in."""

    comment = forms.CharField(
        label=_("Comment"), strip=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )

    def __init__(self, data: Any = None, *, syntax: Syntax, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="edit-%s")
        self.syntax = syntax
        _limit_and_help(self.fields["comment"], syntax)

    def clean_comment(self) -> str:
        return clean_source(self.cleaned_data["comment"], self.syntax)


class FollowForm(forms.Form):
    """What a reader wants to be emailed about one discussion."""

    follow = follow_field(_("Email me"))


PARENT_IS_GONE = _("The comment you reply to is no longer available. You can post yours as a new comment.")
NAME_IS_NEWSROOMS = _("This name is the newsroom's own. Please choose another.")
NAME_IS_TAKEN = _(
    "This name belongs to a reader who confirmed their address. Please choose another. "
    "If it is yours, confirm your address again in this browser, from the page of any of your comments."
)


MARKDOWN_HELP = _("You can write **bold**, *italic*, `code`, [words](https://…), > quotations and - lists.")


def _limit_and_help(field: forms.Field, syntax: Syntax) -> None:
    """Say how long a comment may be and, where that is so, that it is read as Markdown."""
    field.widget.attrs["maxlength"] = conf.max_length
    if syntax is Syntax.MARKDOWN:
        field.help_text = MARKDOWN_HELP


def find_parent(target: Model, number: int) -> dict[str, Any] | None:
    """The public comment on ``target`` that a reader may reply to: its ``pk``, place, and name to show.

    What is shown of its text is made once it is asked for, by ``html``.
    """
    public = ReaderComment.objects.for_model(target).public()
    found = public.filter(pk=number).values("pk", "root_id", "level", "user_name", "comment").first()
    if found is None:
        return None
    stored = found.pop("comment")
    return found | {"user_name": public_name(found["user_name"]), "html": partial(sanitizing.guard, stored)}
