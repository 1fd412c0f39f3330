"""What an editor does at the desk: decide, correct, reply, ban, undo.  Each action gives an answer."""

from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.contrib.messages import constants as level
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from ...decisions import undoing
from ...decisions.corrections import revise as revise_text
from ...decisions.standings import set_standing
from ...decisions.statuses import Conflict, DecisionContext, Outcome, WithdrawnByAuthor, decide_all
from ...desk.queues import MOST_AT_ONCE, Snapshot, shown_of
from ...desk.replies import reply_and_approve
from ...models import (
    Decision,
    ReaderComment,
    RejectionReason,
    Standing,
    StandingChange,
    Status,
)
from ...requests.numbers import natural_number
from ...text.sources import clean_source, with_unix_line_ends
from .. import sentences
from ..permissions import DeskPermissions, may_undo
from .answers import Answer, Question
from .cards import UnsavedInput
from .choices import DECISIONS
from .list_state import ListState

# Characters of an editor's words to an author.
LONGEST_MESSAGE = 1_000
# How long a ban lasts, in days; None: for good.
BANS = {"7": 7, "30": 30, "": None}


def decide(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """One comment, perhaps with a reason and words that its author reads."""
    shown, to = _one_shown(request.POST), DECISIONS.get(request.POST.get("to", ""))
    if shown is None or to is None:
        return _nothing()
    [number] = shown
    rejection, message, problem = _reason_given(request.POST, to)
    if problem:
        return _unusable("decide", number, problem, request.POST)
    context = DecisionContext(by=request.user, rejection=rejection, message=message, batch=uuid4())
    outcome = decide_all(shown, to, context)
    if outcome.changed:
        words = request.POST if message or rejection else None
        return _overtaken("decide", number, shown[number], words)
    if outcome.withdrawn_by_author:
        said = sentences.stays_withdrawn(outcome.withdrawn_by_author)
        return Answer(said, level.WARNING, HTTPStatus.CONFLICT, back=[number])
    return _decided(outcome, to)


def decide_selection(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """All that is selected, or all that the list holds, as they were when they were shown."""
    if not permissions.select:
        raise PermissionDenied
    to = DECISIONS.get(request.POST.get("to", ""))
    unseen: list[int] = []
    if request.POST.get("whole") and list_state.comment is None:
        shown, unseen = _whole_list(request.POST, list_state, permissions, to)
    else:
        shown = _all_shown(request.POST.getlist("shown"))
    if to is None or not (shown or unseen):
        return Answer(_("No comment is selected."), level.WARNING, HTTPStatus.UNPROCESSABLE_ENTITY)
    if len(shown) > MOST_AT_ONCE:
        text = _("Nothing was done: you can decide on %(limit)d comments at once, and selected %(number)d.")
        text %= {"limit": MOST_AT_ONCE, "number": len(shown)}
        return Answer(text, level.WARNING, HTTPStatus.UNPROCESSABLE_ENTITY)
    outcome = decide_all(shown, to, DecisionContext(by=request.user, batch=uuid4()))
    left = [*outcome.changed, *outcome.withdrawn_by_author, *unseen]
    if not left:
        return _decided(outcome, to)
    said = [sentences.decided(to, len(outcome.done))] if outcome.done else []
    said += _what_came_since({number: shown[number] for number in outcome.changed})
    said += [sentences.stays_withdrawn(outcome.withdrawn_by_author)] if outcome.withdrawn_by_author else []
    said += [sentences.left_alone(len(unseen))] if unseen else []
    return Answer(" ".join(said), level.WARNING, HTTPStatus.CONFLICT, done=outcome.done, back=left)


def revise(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """Another text for one comment; the one before stays in the history."""
    shown = _one_shown(request.POST)
    comment = ReaderComment.objects.filter(pk__in=shown or ()).first()
    if shown is None or comment is None:
        return _nothing()
    try:
        source = clean_source(request.POST.get("source", ""))
        is_new = revise_text(
            comment, source, DecisionContext(by=request.user, batch=uuid4()), revision=shown[comment.pk]
        )
    except ValidationError as error:
        return _unusable("revise", comment.pk, " ".join(error.messages), request.POST)
    except Conflict:
        return _overtaken("revise", comment.pk, shown[comment.pk], request.POST)
    if not is_new:
        return Answer(_("The text has not changed."), level.INFO, done=[comment.pk])
    return Answer(str(sentences.CORRECTED % {"number": 1}), done=[comment.pk])


def reply(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """The newsroom's own reply, which approves what it answers."""
    shown = _one_shown(request.POST)
    comment = ReaderComment.objects.filter(pk__in=shown or ()).first()
    if shown is None or comment is None or comment.content_object is None:
        return _nothing()
    try:
        source = clean_source(request.POST.get("reply", ""))
        answer = reply_and_approve(comment, source, request.user, batch=uuid4(), revision=shown[comment.pk])
    except ValidationError as error:
        return _unusable("reply", comment.pk, " ".join(error.messages), request.POST)
    except Conflict:
        return _overtaken("reply", comment.pk, shown[comment.pk], request.POST)
    except WithdrawnByAuthor as error:
        said = sentences.stays_withdrawn([error.number])
        unsaved = UnsavedInput("reply", said, _words(request.POST))
        return Answer(said, level.WARNING, HTTPStatus.CONFLICT, back=[comment.pk], unsaved=unsaved)
    return Answer(_("Your reply is public."), done=[comment.pk, answer.pk])


def ban(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """The person who wrote one comment; what is pending of theirs may be rejected with it."""
    if not permissions.ban:
        raise PermissionDenied
    shown, lasts = _one_shown(request.POST), request.POST.get("lasts", "")
    comment = ReaderComment.objects.select_related("commenter").filter(pk__in=shown or ()).first()
    if comment is None or comment.commenter is None or lasts not in BANS:
        return _nothing()
    days = BANS[lasts]
    until = timezone.now() + timedelta(days=days) if days else None
    outcome = set_standing(
        comment.commenter,
        Standing.BANNED,
        until=until,
        by=request.user,
        batch=uuid4(),
        reject_pending=bool(request.POST.get("reject_pending")),
    )
    said = [sentences.banned(until)]
    if outcome.done:
        said.append(sentences.decided(Status.REJECTED, len(outcome.done)))
    return Answer(" ".join(said), done={comment.pk, *outcome.done})


def undo(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """All that one click did; what was decided on again since is named, and asked for."""
    batch = _batch(request.POST.get("batch", ""))
    if batch is None:
        return _nothing()
    if not may_undo(batch, request):
        raise PermissionDenied
    undone = undoing.undo(batch, request.user, anyway=bool(request.POST.get("anyway")))
    since = [*undone.changed, *undone.persons]
    if not since and not undone.done and undone.already:
        return Answer(_("Already undone. Nothing changed."), level.INFO)
    if not since and not undone.done and not StandingChange.objects.filter(batch=undone.batch).exists():
        return Answer(_("Nothing to undo."), level.WARNING, HTTPStatus.NOT_FOUND)
    text = sentences.undone_text(len(undone.done)) if undone.done else _("Undone.")
    if undone.withdrawn:
        text += " " + sentences.stays_withdrawn(undone.withdrawn)
    if not since:
        return Answer(text, done=undone.done, current=min(undone.done, default=None))
    text += " " + _("What changed since was left unchanged:")
    lines = [_came_since(decision) for decision in undone.changed]
    lines += [sentences.standing_since(change) for change in undone.persons]
    return Answer(
        f"{text} {'; '.join(lines)}",
        level.WARNING,
        HTTPStatus.CONFLICT,
        done=[*undone.done, *(decision.comment_number for decision in undone.changed)],
        question=Question(batch, text, lines),
    )


# --- What a form says -----------------------------------------------------------------------------------


def _one_shown(fields: QueryDict) -> dict[int, int] | None:
    """The comment and the revision that was on the screen; None where that is nonsense."""
    number, revision = natural_number(fields.get("pk")), natural_number(fields.get("revision"))
    return None if number is None or revision is None else {number: revision}


def _all_shown(values: Sequence[str]) -> dict[int, int]:
    """Of values like "12-3", a comment and its revision; nonsense is passed over."""
    pairs = ([natural_number(part) for part in value.partition("-")[::2]] for value in values)
    return {number: revision for number, revision in pairs if number is not None and revision is not None}


def _whole_list(
    fields: QueryDict, list_state: ListState, permissions: DeskPermissions, to: Status | None
) -> tuple[dict[int, int], list[int]]:
    """What of a list is decided on, and what else it holds by now that ``to`` would change.

    Decided on is what has stood there unchanged since the list was read, and what is on the page, as it
    reads there: what the editor corrected or undid since, too.
    """
    now, unchanged = (
        shown_of(list_state.filters, seen, may_search_addresses=permissions.addresses)
        for seen in (str(Snapshot.now()), fields.get("seen", ""))
    )
    there = now.keys() | unchanged.keys()
    on_page = {
        number: revision
        for number, revision in _all_shown(fields.getlist("on_page")).items()
        if number in there
    }
    # What is on the page comes first, should there be too many, and its revision counts: a correction that
    # was on its way while the page was read may have a lower number than the snapshot.
    shown = on_page | unchanged | on_page
    others = ReaderComment.objects.filter(pk__in=now.keys() - shown.keys()).exclude(status=to, open_reports=0)
    unseen = list(others.order_by("pk").values_list("pk", flat=True))
    return dict(islice(shown.items(), MOST_AT_ONCE)), unseen


def _reason_given(fields: QueryDict, to: Status) -> tuple[RejectionReason | None, str, str]:
    """What the author of a rejected comment is to read, and what can't be used of it."""
    message = with_unix_line_ends(fields.get("message", "")).replace("\0", "").strip()
    chosen = natural_number(fields.get("rejection"))
    if to != Status.REJECTED:
        return None, "", ""
    rejection = RejectionReason.objects.filter(pk=chosen, active=True).first() if chosen else None
    if chosen and rejection is None:
        return None, message, _("That reason is no longer on the list: choose another.")
    if len(message) > LONGEST_MESSAGE:
        text = _("Your text is too long: it has %(length)d characters, and the limit is %(limit)d.")
        return rejection, message, text % {"length": len(message), "limit": LONGEST_MESSAGE}
    return rejection, message, ""


def _batch(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


# --- Answers --------------------------------------------------------------------------------------------


def _nothing() -> Answer:
    text = _("That comment is no longer here: nothing was done.")
    return Answer(text, level.WARNING, HTTPStatus.NOT_FOUND)


def _decided(outcome: Outcome, to: Status) -> Answer:
    if not outcome.done:
        return Answer(_("Already in that status. Nothing changed."), level.INFO)
    return Answer(sentences.decided(to, len(outcome.done)), done=outcome.done)


def _unusable(act: str, number: int, problem: str, fields: QueryDict) -> Answer:
    """Words that can't be used stay in their field."""
    unsaved = UnsavedInput(act, problem, _words(fields))
    return Answer(problem, level.ERROR, HTTPStatus.UNPROCESSABLE_ENTITY, back=[number], unsaved=unsaved)


def _overtaken(act: str, number: int, revision: int, fields: QueryDict | None) -> Answer:
    """Somebody was quicker: nothing was done, and what the editor typed comes back."""
    said = " ".join(_what_came_since({number: revision}))
    if fields is not None:
        said += " " + _("Your text is still in its field.")
    unsaved = UnsavedInput(
        act if fields is not None else "", said, _words(fields) if fields is not None else {}
    )
    return Answer(said, level.WARNING, HTTPStatus.CONFLICT, back=[number], unsaved=unsaved)


def _words(fields: QueryDict) -> dict[str, Any]:
    words: dict[str, Any] = {name: fields.get(name, "") for name in ("source", "reply", "message")}
    return words | {"rejection": natural_number(fields.get("rejection"))}


def _what_came_since(shown: dict[int, int]) -> list[str]:
    """What happened to each comment after the revision that was on the screen."""
    later = Decision.objects.filter(comment__in=shown).select_related("actor").order_by("pk")
    came: dict[int, Decision] = {
        decision.comment_number: decision
        for decision in later
        if (decision.revision or 0) > shown[decision.comment_number]
    }
    return [
        _("Comment %(id)s changed while you had it open (%(what)s): nothing was done. Look at it again.")
        % {"id": number, "what": sentences.came_since(came[number])}
        if number in came
        else _("Comment %(id)s changed while you had it open: nothing was done. Look at it again.")
        % {"id": number}
        for number in shown
    ]


def _came_since(decision: Decision) -> str:
    said = {"id": decision.comment_number, "what": sentences.came_since(decision)}
    return _("Comment %(id)s: %(what)s") % said
