"""The form in which an editor writes an article."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Article
from ...models.revisions import WORDS
from ...text import slugs
from . import collisions, comparing, states

BASE = "base_revision"
DRAFT = "draft"  # names the draft in the browser of the text that it sends


class RememberedWidget(forms.Select):
    """Carries one value, unseen, and none where the browser shows again what was typed upon another.

    Going back, browsers fill a fetched page with the words of the old one, but leave a hidden input as it
    came.  Of a choice that is no longer offered they fall back to the first, which is empty.
    """

    input_type = "hidden"

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        self.choices = [(one, one) for one in dict.fromkeys(["", *value])]
        return super().optgroups(name, value, attrs)


class ArticleForm(forms.ModelForm):
    """Remembers the revision that it was made from, and is refused, with every word, if another is stored.

    It is validated in the transaction that saves: the row is locked until then.  Where a next version waits,
    it holds that one's words.
    """

    base_revision = forms.CharField(required=False, widget=RememberedWidget)
    note = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Why, for the list of versions. Readers don’t see it."),
    )
    minor = forms.BooleanField(
        required=False,
        label=gettext_lazy("Minor change"),
        help_text=gettext_lazy("Readers aren’t told that the article was updated."),
    )
    take_over = forms.BooleanField(
        required=False,
        label=gettext_lazy("Take this address over"),
        help_text=gettext_lazy("Readers who follow links to the other article come to this one."),
        widget=forms.HiddenInput,
    )

    # Set on the class that the admin makes for each request.
    editor: Any = None
    opened = ""  # the article that the form was opened with, by its primary key, even if it is gone
    act = states.SAVE
    publishes = False
    shows_next = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What differs, where the form is refused because another version is stored.
        self.differences: list[comparing.Part] = []
        self.initial[BASE] = "" if self.instance._state.adding else self.instance.revision
        if self.shows_next:
            self.initial |= self.instance.pending
        if BASE in self.fields:
            self.fields[BASE].widget.attrs |= self._for_drafts()
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def _for_drafts(self) -> dict[str, str]:
        """What ``drafts.js`` needs to know: whose draft it saves, of which article, and what it says."""
        restored = _("Your unsaved text of %(time)s has been restored.") % {"time": "{time}"}
        # The version that readers have is another text than the one that waits beside it.
        of_two = "public-" if self.instance.pending and not self.shows_next else ""
        attributes = {
            "data-newsroom-editor": str(self.editor.pk if self.editor else ""),
            "data-article": of_two + str(self.instance.pk or "new"),
            "data-restored": restored,
            "data-discard": _("Discard it"),
        }
        return attributes | ({"data-refused": self.data.get(DRAFT, "")} if self.is_bound else {})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        stored = Article.objects.select_for_update().filter(pk=self.instance.pk).first()
        current = str(stored.revision) if stored else ""
        self._name_address(given)
        if given.get(BASE) != current or (self.opened and not stored):
            self._become_based_on(current)
            self._show_difference(stored)
            raise ValidationError(self._refusal(stored, given.get(BASE, "")), code="stale")
        self._check_act(stored, given)
        self._check_languages(given)
        return given

    def _post_clean(self) -> None:
        self.instance.takes_former_address = bool(self.cleaned_data.get("take_over"))
        super()._post_clean()  # type: ignore[misc]
        if "take_over" in self.fields and (
            self.has_error("slug", "former_address") or self.cleaned_data.get("take_over")
        ):
            self.fields["take_over"].widget = forms.CheckboxInput()

    def _name_address(self, given: dict[str, Any]) -> None:
        """A slug that was left empty is made from the headline."""
        if "slug" in self.fields and not given.get("slug") and not self.has_error("slug"):
            slug, pk = slugs.slug_of(given.get("headline", "")), self.instance.pk
            given["slug"] = Article.objects.free_slug(given.get("language", ""), slug, besides=pk)

    def _check_act(self, stored: Article | None, given: dict[str, Any]) -> None:
        refused = states.refusal(self.act, stored, publishes=self.publishes)
        if refused:
            raise ValidationError(refused, code="act")
        if self.act == states.SCHEDULE and given.get("pub_date", timezone.now()) <= timezone.now():
            self.add_error("pub_date", _("Choose a moment that is still to come."))
        if states.keeps_next(self.act, stored, publishes=self.publishes):
            self._refuse_what_cannot_wait()

    def _refuse_what_cannot_wait(self) -> None:
        """Only words wait: a section or an address that was changed along with them must not get lost."""
        beside = {*WORDS, BASE, "note", "minor", "take_over"}
        names = [self.fields[name].label for name in self.changed_data if name not in beside]
        if names:
            fields = ", ".join(str(name) for name in names)
            text = _("A next version holds words alone. Save for readers, or set back: %(fields)s.")
            raise ValidationError(text, code="next", params={"fields": fields})

    def _check_languages(self, given: dict[str, Any]) -> None:
        language, section = given.get("language"), given.get("section")
        if language and section and section.language != language:
            self.add_error("section", _("This section is of another language."))
        if language and any(topic.language != language for topic in given.get("topics") or ()):
            self.add_error("topics", _("One of these topics is of another language."))

    def _become_based_on(self, revision: str) -> None:
        """Saving again is then a decision, unless yet another version came between."""
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix(BASE)] = revision
        self.data = data

    def _show_difference(self, stored: Article | None) -> None:
        if stored is not None:
            theirs = comparing.words_of(stored) | ((stored.pending or {}) if self.shows_next else {})
            mine = {name: self.data.get(self.add_prefix(name), "") for name in WORDS if name in self.fields}
            self.differences = comparing.compare(theirs, mine)

    def _refusal(self, stored: Article | None, base: str) -> SafeString:
        if stored is None:
            return collisions.deleted(self.opened, may_add=True)
        return collisions.changed(stored, self.editor) if base.isdecimal() else collisions.unnumbered(stored)
