"""The lists of words and domains that editors keep."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from ...desk.listings import apply_to_pending
from ...models import BlockedDomain, ListedWord, ReaderComment, Status, WordList
from ...outages import survives_outage
from ...rules import Rule
from ...rules.builtin.lists import (
    Accusations,
    BannedWords,
    BlockedDomains,
    SelfHarm,
    SuspectWords,
    Threats,
    Words,
)
from ...rules.submissions import Lists
from ...rules.words import (
    ANY,
    LONGEST_PHRASE,
    MOST_ENTRIES,
    MOST_WITH_ANY,
    BadPattern,
    Entry,
    Pattern,
)
from ...text.hostnames import host_of
from ...upkeep.risk_words import add_words
from ..permissions import DeskPermissions, is_of_every_site
from ..sentences import applied
from .purposes import PurposeAdmin
from .trials import TriedForm

# Lines and characters of one paste: they are tried while an editor waits.
MOST_LINES = 500
LONGEST_PASTE = 50_000
# A host's name of two labels or more (RFC 1123).
DOMAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")

# The rule that looks for each list's words.
RULE_OF_LIST: dict[str, type[Words]] = {
    WordList.BANNED: BannedWords,
    WordList.SUSPECT: SuspectWords,
    WordList.SELF_HARM: SelfHarm,
    WordList.THREATS: Threats,
    WordList.ACCUSATIONS: Accusations,
}


def words_alone(name: str, entries: tuple[Entry, ...]) -> tuple[type[Rule], Lists]:
    """The rule of a list, and nothing on the list but these."""
    rule = RULE_OF_LIST[name]
    listed: dict[str, Any] = {rule.list_name: entries}
    return rule, Lists(**listed)


class ListForm(TriedForm):
    """One entry to change, or several to add: then ``column`` takes one a line."""

    column = ""
    entries: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.column in self.fields:
            one = self.fields[self.column]
            self.fields[self.column] = forms.CharField(
                label=one.label,
                help_text=_("%(help)s One a line: you may paste several.") % {"help": one.help_text},
                max_length=LONGEST_PASTE,
                widget=AdminTextareaWidget,
            )

    @property
    def longest(self) -> int:
        """The most characters of one entry."""
        return int(self._meta.model._meta.get_field(self.column).max_length)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.column in cleaned:
            try:
                self.entries = self._clean_lines(cleaned[self.column])
                cleaned[self.column] = self.entries[0]
            except ValidationError as error:
                self.add_error(self.column, error)
        return cleaned

    def _clean_lines(self, text: str) -> list[str]:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Add at most %(number)d at once.") % {"number": MOST_LINES})
        entries, errors = [], []
        for line in lines:
            try:
                entries.append(self.clean_entry(line))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        self.compare_with_list(entries)
        return list(dict.fromkeys(entries))

    def compare_with_list(self, entries: list[str]) -> None:
        """Refuse what stands there already, and more than the list can hold.

        :raises ValidationError: so it is.
        """
        others = self.others()
        known = others.filter(**{f"{self.column}__in": entries}).values_list(self.column, flat=True)
        if known:
            raise ValidationError(_("On this list already: %(entries)s") % {"entries": ", ".join(known)})
        if len(others) + len(entries) > MOST_ENTRIES:
            raise ValidationError(_("A list holds at most %(number)d entries.") % {"number": MOST_ENTRIES})

    def clean_entry(self, line: str) -> str:
        """One line as it is stored; it isn't empty.

        :raises ValidationError: it can't be an entry.
        """
        raise NotImplementedError

    def others(self) -> QuerySet[Any]:
        """All else on the same list."""
        rows: QuerySet[Any] = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        return rows

    def more(self) -> list[Model]:
        """A row, not saved yet, for each entry after the first."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "tried"}
        return [self._meta.model(**values | {self.column: entry}) for entry in self.entries[1:]]


class WordForm(ListForm):
    column = "pattern"

    class Meta:
        model = ListedWord
        fields = ["list", "pattern", "folds"]

    def clean_entry(self, line: str) -> str:
        pattern = " ".join(line.split())
        if len(pattern) > self.longest:
            text = _("“%(start)s…” is longer than %(number)d characters.")
            raise ValidationError(text % {"start": pattern[:30], "number": self.longest})
        try:
            Pattern(Entry(pattern, folds=self.cleaned_data["folds"]))
        except BadPattern as error:
            text = _(
                "“%(entry)s” can’t be looked for: its first word needs a letter or a digit, and it may have "
                "%(number)d words at most."
            )
            raise ValidationError(text % {"entry": pattern, "number": LONGEST_PHRASE}) from error
        return pattern

    def others(self) -> QuerySet[Any]:
        return super().others().filter(list=self.cleaned_data.get("list", ""))

    def compare_with_list(self, entries: list[str]) -> None:
        super().compare_with_list(entries)
        listed = self.others().filter(pattern__contains=ANY).count()
        if listed + sum(ANY in entry for entry in entries) > MOST_WITH_ANY:
            text = _(
                "A list holds at most %(number)d entries with *: each is tried at every word of a comment."
            )
            raise ValidationError(text % {"number": MOST_WITH_ANY})

    def what_is_tried(self) -> tuple[type[Rule], Lists]:
        entries = tuple(Entry(entry, self.cleaned_data["folds"]) for entry in self.entries)
        return words_alone(self.cleaned_data["list"], entries)


class DomainForm(ListForm):
    column = "domain"

    class Meta:
        model = BlockedDomain
        fields = ["domain"]

    def clean_entry(self, line: str) -> str:
        """The domain of whatever was copied: with or without scheme, www and path."""
        if "@" in line:
            text = _("“%(entry)s” is an address of one person. Give a domain, such as example.com.")
            raise ValidationError(text % {"entry": line[:60]})
        host = host_of(line if "//" in line else f"//{line}").removeprefix("*.")
        without = host.removeprefix("www.")
        domain = without if "." in without else host
        if not DOMAIN.fullmatch(domain) or len(domain) > self.longest:
            text = _("“%(entry)s” is no domain. Write one such as example.com.")
            raise ValidationError(text % {"entry": line[:60]})
        return domain

    def what_is_tried(self) -> tuple[type[Rule], Lists]:
        return BlockedDomains, Lists(blocked_domains=tuple(self.entries))


class ListAdmin(PurposeAdmin):
    change_form_template = "newsroom_comments/desk/lists/trial.html"
    list_per_page = 200
    actions = ["apply_to_pending"]

    def what_is_applied(self, rows: QuerySet[Any]) -> Iterable[tuple[type[Rule], Lists]]:
        """Each rule that these rows are for, and its list of nothing but them."""
        raise NotImplementedError

    def has_apply_permission(self, request: HttpRequest) -> bool:
        return DeskPermissions.of(request).select and is_of_every_site(request)

    @admin.action(description=gettext_lazy("Apply to what is pending"), permissions=["apply"])
    def apply_to_pending(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """One batch, and one undo at the desk."""
        outcome = apply_to_pending(self.what_is_applied(queryset), request.user, uuid4())
        rejected = ReaderComment.objects.filter(pk__in=outcome.done, status=Status.REJECTED).count()
        self.message_user(request, applied(len(outcome.done) - rejected, rejected), messages.SUCCESS)

    # A list judges on every site, and its trial shows comments of any.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and is_of_every_site(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and is_of_every_site(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and is_of_every_site(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        more = form.more()
        for row in more:
            row.save()
            self.log_addition(request, row, [{"added": {}}])
        if more:
            text = ngettext("%(number)d more was added.", "%(number)d more were added.", len(more))
            self.message_user(request, text % {"number": len(more)}, messages.SUCCESS)


@admin.register(ListedWord)
class ListedWordAdmin(ListAdmin):
    purpose = gettext_lazy(
        "Words that you don’t want to read, looked for in each new comment, its author’s name and website. "
        "A banned word rejects the comment, any other one holds it for you; those of self-harm, threats and "
        "accusations make it urgent. Before an entry is saved, you are shown what it would have caught."
    )
    form = WordForm
    fields = ["list", "pattern", "folds", "tried"]
    list_display = ["pattern", "list", "folds"]
    list_filter = ["list", "folds"]
    search_fields = ["pattern"]

    def get_urls(self) -> list[URLPattern]:
        view = survives_outage(self.admin_site.admin_view(require_POST(self.add_risk_words)))
        return [path("risk-words/", view, name="newsroom_comments_risk_words"), *super().get_urls()]

    def add_risk_words(self, request: HttpRequest) -> HttpResponse:
        """The words that come with us become rows as any other."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        number = add_words()
        text = ngettext("%(number)d word was added.", "%(number)d words were added.", number)
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:newsroom_comments_listedword_changelist", current_app=self.admin_site.name)
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        address = "admin:newsroom_comments_risk_words"
        adds = self.has_add_permission(request)
        known = {"risk_words": reverse(address, current_app=self.admin_site.name) if adds else ""}
        return super().changelist_view(request, known | (extra_context or {}))

    def what_is_applied(self, rows: QuerySet[Any]) -> Iterable[tuple[type[Rule], Lists]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for row in rows:
            found[row.list].append(Entry(row.pattern, row.folds))
        return [words_alone(name, tuple(sorted(entries))) for name, entries in found.items()]


@admin.register(BlockedDomain)
class BlockedDomainAdmin(ListAdmin):
    purpose = gettext_lazy(
        "Domains that no comment may name, link to or come from; what lies below a domain counts. Such a "
        "comment is rejected. Before a domain is saved, you are shown what it would have caught."
    )
    form = DomainForm
    fields = ["domain", "tried"]
    list_display = ["domain"]
    search_fields = ["domain"]

    def what_is_applied(self, rows: QuerySet[Any]) -> Iterable[tuple[type[Rule], Lists]]:
        return [(BlockedDomains, Lists(blocked_domains=tuple(row.domain for row in rows)))]
