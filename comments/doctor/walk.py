"""What becomes of a comment on one object: posted, held, decided, read, followed, at the desk, in emails."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.crypto import get_random_string

from ..conf import conf
from ..decisions.log import DecisionContext
from ..decisions.statuses import decide
from ..discussions.pages import look_up
from ..forms import reply_form
from ..mail import outbox
from ..mail.signed_links import reader_page
from ..models import Email, EmailKind, ReaderComment, Status, moderated_by
from ..requests.permission import refusal
from ..requests.readers import must_log_in
from ..rules import sentence
from ..targets import address_of, is_listed, label_of
from .findings import Finding, State, noted, works, wrong
from .forms import hidden_fields
from .mends import failed
from .traceless import UnsentBackend, step
from .visitor import Answer, Failed, Visitor, path_of

ADDRESS = "newsroomdoctor@example.com"
DESK = "admin:newsroom_comments_readercomment_changelist"
FEED = "a feed"
RULE = "newsroomdoctor"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TAG = "{% load reader_comments %}{% reader_comments object %}"
BRIDGE = "Have newsroom_comments/base.html fill the blocks of your base.html with title and content."
ADD_PATH = "Include the comment section's urls above what takes all addresses."


@dataclass(frozen=True)
class People:
    """Who walks: a reader without a login, and an editor with one, if the host has any."""

    reader: Visitor
    editor: Visitor | None
    account: Any = None


class Walk:
    """The findings about one object, in the order of a comment's life."""

    def __init__(self, target: Model, people: People) -> None:
        self.target, self.people = target, people
        self.subject = f"{target._meta.label} {target.pk}"
        # Nothing else on any page.
        self.word = get_random_string(16, LETTERS)
        self.poster = people.reader
        self.user: Any = None

    def __iter__(self) -> Iterator[Finding]:
        try:
            yield from self._findings()
        except Failed as failure:
            yield failed(self.subject, str(failure), failure.__cause__)
        except Exception as error:  # whatever the host's own code raises
            yield failed(self.subject, "it", error)

    def _findings(self) -> Iterator[Finding]:
        if not look_up(self.target).is_open:
            yield noted(self.subject, "its comments are closed: nothing was posted.")
            return
        fields, on_page = self._page()
        yield on_page
        if fields is None:
            return
        comment, posted = self._post(fields)
        yield posted
        if comment is None:
            return
        yield self._tried("the author's private page", partial(self._own_page, comment))
        decided = self._tried("a decision", partial(self._decided, comment))
        yield decided
        # Of what isn't public nobody finds anything.
        public = self._public_steps(comment) if decided.state is State.WORKS else ()
        yield from (self._tried(*step) for step in (*public, *self._steps(comment)))

    def _public_steps(self, comment: ReaderComment) -> Iterator[tuple[str, Callable[[], Finding]]]:
        """What is called how, and found out so; none needs that another went well."""
        of_object = (label_of(self.target), str(self.target.pk))
        yield "its permalink", partial(self._permalink, comment)
        # What not everybody may see is in none.
        if is_listed(self.target):
            yield FEED, partial(self._feed, "the feed of its comments", *of_object)
            yield FEED, partial(self._feed, "the feed of the site's")

    def _steps(self, comment: ReaderComment) -> Iterator[tuple[str, Callable[[], Finding]]]:
        """Likewise, of what moderators and the author get."""
        yield "the desk", partial(self._desk, comment)
        for kind in self._kinds(comment):
            yield name_of(kind), partial(self._email, kind, comment)

    def _tried(self, name: str, find_out: Callable[[], Finding]) -> Finding:
        try:
            with step(self.poster.aliases):
                return find_out()
        except Failed as failure:
            return failed(self.subject, str(failure), failure.__cause__)
        except Exception as error:  # whatever the host's own code raises
            return failed(self.subject, name, error)

    # --- The page and the form --------------------------------------------------------------------------

    def _page(self) -> tuple[Mapping[str, str] | None, Finding]:
        """The form's hidden fields, as whoever may post gets them."""
        address = path_of(address_of(self.target))
        page = self.poster.open(address)
        fields = self._fields(page)
        if fields is None and self.people.editor:
            as_editor = self.people.editor.open(address)
            if found := self._fields(as_editor):
                page, fields = as_editor, found
                self.poster, self.user = self.people.editor, self.people.account
        if fields is not None:
            kept = "" if "ETag" in page.headers else "no ETag: no cache may keep it (discussion_page)"
            whose = " to who is logged in" if self.user else ""
            return fields, works(self.subject, f"{address} shows its list and its form{whose}.", kept)
        return None, self._without_form(page, address)

    def _fields(self, page: Answer) -> Mapping[str, str] | None:
        return hidden_fields(page.body, reverse("newsroom_comments:post")) if page.status == 200 else None

    def _without_form(self, page: Answer, address: str) -> Finding:
        if page.status == 404:
            return wrong(
                self.subject,
                f"{address} answers 404 to the public.",
                "Name in PUBLISHED the method of what your view shows, and mend get_absolute_url().",
            )
        if page.is_redirect or page.status in {401, 403}:
            where = f" and leads to {page.location}" if page.location else ""
            return noted(self.subject, f"{address} answers {page.status}{where}: nothing was posted.")
        if page.status != 200:
            return wrong(self.subject, f"{address} answers {page.status}.", "Mend its view.")
        if must_log_in(self.target, None) and 'id="comments"' in page.body:
            return noted(self.subject, "only accounts may post, and no editor has one: nothing was posted.")
        if (why := in_english(lambda: refusal(self.target, None))) and 'id="comments"' in page.body:
            return noted(self.subject, f"MAY_COMMENT refuses a reader: {why} Nothing was posted.")
        return wrong(self.subject, f"{page.address} shows no form.", f"Add {TAG} to its template.")

    def _post(self, hidden: Mapping[str, str]) -> tuple[ReaderComment | None, Finding]:
        name = f"Doctor {self.word[:6]}"
        typed = {"comment": f"Looking whether this works: {self.word}.", "name": name, "email": ADDRESS}
        answer = self.poster.post(reverse("newsroom_comments:post"), {**hidden, **typed})
        comment = ReaderComment.objects.filter(source__contains=self.word).first()
        if comment is None:
            return None, self._refused(answer, {**hidden, **typed})
        reasons = [in_english(partial(sentence, reason)) for reason in comment.reasons]
        said = f"a post is taken: {in_english(lambda: Status(comment.status).label)}."
        return comment, works(self.subject, said, " ".join(reasons))

    def _refused(self, answer: Answer, fields: Mapping[str, str]) -> Finding:
        errors = reply_form()(self.target, fields, user=self.user).errors
        why = "; ".join(f"{name}: {' '.join(map(str, said))}" for name, said in errors.items())
        if answer.status == 429:
            return noted(self.subject, "posts from this machine come too quickly (429): nothing was posted.")
        if answer.status == 404:
            return wrong(self.subject, f"{answer.address} answers 404 to a post.", ADD_PATH)
        return wrong(
            self.subject,
            f"a post is refused: {answer.status}{f' ({why})' if why else ''}.",
            "See whether a middleware, a rule or a moderator of yours refuses it.",
        )

    # --- The comment ------------------------------------------------------------------------------------

    def _own_page(self, comment: ReaderComment) -> Finding:
        answer = self.people.reader.open(reader_page(comment))
        # Without its address, which opens the next comment's page, too.
        return replace(self._shown(answer, "the author's private page", BRIDGE), detail="")

    def _decided(self, comment: ReaderComment) -> Finding:
        """Held, it isn't to be seen; then it is approved."""
        context = DecisionContext(by=self.people.account, rule="" if self.people.account else RULE)
        if comment.public:
            decide(comment, Status.PENDING, context)
        if self.word in self.poster.open(self._permanent(comment)).body:
            said = "a held comment is shown."
            return wrong(self.subject, said, "Take out what reads django-comments' tables past us.")
        decide(comment, Status.APPROVED, context)
        return works(self.subject, f"a decision is taken: {in_english(lambda: Status.APPROVED.label)}.")

    def _permanent(self, comment: ReaderComment) -> str:
        return reverse("newsroom_comments:permalink", args=[comment.pk])

    def _permalink(self, comment: ReaderComment) -> Finding:
        page = self.poster.open(self._permanent(comment))
        return self._shown(page, "once approved, its permalink's page", f"Add {TAG}.")

    def _feed(self, name: str, *place: str) -> Finding:
        feed = self.poster.open(reverse("newsroom_comments:feed", args=place))
        return self._shown(feed, name, "Mend what fails there.")

    def _desk(self, comment: ReaderComment) -> Finding:
        sites = moderated_by(self.people.account) if self.people.editor else ()
        if self.people.editor is None or not (sites is None or comment.site_id in sites):
            return noted(
                self.subject,
                "nobody may moderate yet, so the desk was not opened.",
                "Run manage.py moderationroles, and give somebody on the staff that group.",
            )
        try:
            desk = reverse(DESK)
        except NoReverseMatch:
            return wrong(self.subject, "the desk has no address.", 'Add path("admin/", admin.site.urls).')
        answer = self.people.editor.get(f"{desk}?comment={comment.pk}")
        if answer.is_redirect:
            return noted(self.subject, f"the desk asks for more than a login: it leads to {answer.location}.")
        return self._shown(answer, "the desk", "Look for what changes the admin's pages.")

    def _kinds(self, comment: ReaderComment) -> Iterator[EmailKind]:
        """Those that somebody is to get: moderators, a reader without an account, whoever has an address."""
        if conf.moderators:
            yield EmailKind.MODERATION
        if not self.user:
            yield EmailKind.CONFIRMATION
        if comment.user_email:
            yield EmailKind.PRIVATE_PAGE

    def _email(self, kind: EmailKind, comment: ReaderComment) -> Finding:
        """What the tasks after the commit would do."""
        if kind == EmailKind.MODERATION:
            # Once an editor has decided, nobody is told.
            decide(comment, Status.PENDING, DecisionContext(rule=RULE))
        email = Email.objects.create(kind=kind, comment=comment)
        before = len(UnsentBackend.unsent)
        outbox.deliver(email.pk)
        name = name_of(kind)
        if len(UnsentBackend.unsent) > before:
            return works(self.subject, f"{name} is composed.", str(UnsentBackend.unsent[-1].subject))
        row = Email.objects.filter(pk=email.pk).first()
        why = row.last_error if row else "there is nobody to send it to"
        return wrong(self.subject, f"{name} fails: {why}.", "Mend its template, SITE_URL or SITE_NAME.")

    def _shown(self, answer: Answer, name: str, mend: str) -> Finding:
        if answer.status == 200 and self.word in answer.body:
            return works(self.subject, f"{name} shows it.", answer.address)
        why = f"answers {answer.status}" if answer.status != 200 else "does not show it"
        return wrong(self.subject, f"{name} {why}.", mend, answer.address)


def name_of(kind: EmailKind) -> str:
    return f"the email “{in_english(lambda: kind.label)}”"


def in_english(say: Callable[[], Any]) -> str:
    """As the command speaks, whatever language the last page left behind."""
    with translation.override("en"):
        return str(say())
