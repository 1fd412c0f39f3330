"""What an editor does at the desk: decide, correct, reply, ban, undo.  Each action gives an answer."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib.messages import constants as level
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ...decisions import undoing
from ...decisions.answers import answer
from ...decisions.community import picks
from ...decisions.corrections import revise as revise_text
from ...decisions.log import DecisionContext
from ...decisions.standings import set_standing
from ...decisions.statuses import Conflict, Outcome, WithdrawnByAuthor, decide_all
from ...desk.queues import MOST_AT_ONCE
from ...desk.replies import reply_and_approve, with_saved
from ...models import Act, Decision, ReaderComment, Standing, StandingChange, Status
from ...queries import with_related
from ...text.reading.syntax import Syntax
from ...text.sources import clean_source
from .. import sentences
from ..permissions import DeskPermissions, may_undo
from .answers import Answer, Question
from .cards import UnsavedInput
from .list_state import ListState
from .sent import Sent

# How long a ban lasts; None: for good.
BANS = {
    "1h": timedelta(hours=1),
    "1": timedelta(days=1),
    "7": timedelta(days=7),
    "30": timedelta(days=30),
    "": None,
}
# Whether an answer to an appeal publishes the comment.
ANSWERS = {"uphold": False, "publish": True}
# Whether a button picks a comment.
PICKS = {"no": False, "yes": True}


def decide(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """One comment, perhaps with a reason and words that its author reads."""
    sent = Sent(request.POST)
    shown, to = sent.shown, sent.to
    if shown is None or to is None:
        return _nothing()
    [number] = shown
    rejection, message, problem = sent.reason_given()
    if problem:
        return _unusable("decide", number, problem, sent)
    batch = uuid4()
    context = DecisionContext(by=request.user, rejection=rejection, message=message, batch=batch)
    outcome = decide_all(shown, to, context)
    if outcome.changed:
        return _overtaken("decide", number, shown[number], sent if message or rejection else None)
    if outcome.withdrawn_by_author:
        said = sentences.stays_withdrawn(outcome.withdrawn_by_author)
        return Answer(said, level.WARNING, HTTPStatus.CONFLICT, back=[number])
    return _decided(outcome, to, batch)


def decide_selection(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """All that is selected, or all that the list holds, as they were when they were shown.

    What is rejected may be given a reason, one for all.
    """
    if not permissions.select:
        raise PermissionDenied
    sent = Sent(request.POST)
    to, shown = sent.to, sent.selected
    unseen: list[int] = []
    if request.POST.get("whole") and list_state.comment is None:
        shown, unseen = sent.whole_list(list_state, permissions)
    if to is None or not (shown or unseen):
        return Answer(_("No comment is selected."), level.WARNING, HTTPStatus.UNPROCESSABLE_ENTITY)
    if len(shown) > MOST_AT_ONCE:
        text = _("Nothing was done: you can decide on %(limit)d comments at once, and selected %(number)d.")
        text %= {"limit": MOST_AT_ONCE, "number": len(shown)}
        return Answer(text, level.WARNING, HTTPStatus.UNPROCESSABLE_ENTITY)
    rejection, message, problem = sent.reason_given()
    if problem:
        return Answer(problem, level.ERROR, HTTPStatus.UNPROCESSABLE_ENTITY)
    batch = uuid4()
    context = DecisionContext(by=request.user, rejection=rejection, message=message, batch=batch)
    outcome = decide_all(shown, to, context)
    left = [*outcome.changed, *outcome.withdrawn_by_author, *unseen]
    if not left:
        return _decided(outcome, to, batch)
    said = [sentences.decided(to, len(outcome.done))] if outcome.done else []
    said += _what_came_since({number: shown[number] for number in outcome.changed})
    said += [sentences.stays_withdrawn(outcome.withdrawn_by_author)] if outcome.withdrawn_by_author else []
    said += [sentences.left_alone(len(unseen))] if unseen else []
    return Answer(" ".join(said), level.WARNING, HTTPStatus.CONFLICT, done=outcome.done, back=left)


def revise(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """Another text for one comment; the one before stays in the history."""
    sent = Sent(request.POST)
    shown = sent.shown
    comment = ReaderComment.objects.filter(pk__in=shown or ()).first()
    if shown is None or comment is None:
        return _nothing()
    try:
        source = clean_source(request.POST.get("source", ""), Syntax(comment.syntax))
        is_new = revise_text(
            comment, source, DecisionContext(by=request.user, batch=uuid4()), revision=shown[comment.pk]
        )
    except ValidationError as error:
        return _unusable("revise", comment.pk, " ".join(error.messages), sent)
    except Conflict:
        return _overtaken("revise", comment.pk, shown[comment.pk], sent)
    if not is_new:
        return Answer(_("The text has not changed."), level.INFO, done=[comment.pk])
    return Answer(str(sentences.CORRECTED % {"number": 1}), done=[comment.pk])


def reply(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """The newsroom's own reply, which approves what it answers."""
    sent = Sent(request.POST)
    shown = sent.shown
    comment = ReaderComment.objects.filter(pk__in=shown or ()).first()
    if shown is None or comment is None or comment.target is None:
        return _nothing()
    if "insert" in request.POST:
        return _inserted(comment.pk, sent)
    try:
        source = clean_source(request.POST.get("reply", ""), Syntax.of_new_texts())
        replied = reply_and_approve(comment, source, request.user, batch=uuid4(), revision=shown[comment.pk])
    except ValidationError as error:
        return _unusable("reply", comment.pk, " ".join(error.messages), sent)
    except Conflict:
        return _overtaken("reply", comment.pk, shown[comment.pk], sent)
    except WithdrawnByAuthor as error:
        said = sentences.stays_withdrawn([error.number])
        unsaved = UnsavedInput("reply", said, sent.words)
        return Answer(said, level.WARNING, HTTPStatus.CONFLICT, back=[comment.pk], unsaved=unsaved)
    return Answer(_("Your reply is public."), done=[comment.pk, replied.pk])


def answer_appeal(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """An author's appeal: the comment stays rejected or is published, perhaps with words to the author."""
    sent, publish = Sent(request.POST), ANSWERS.get(request.POST.get("answer", ""))
    shown = sent.shown
    if shown is None or publish is None:
        return _nothing()
    [(number, revision)] = shown.items()
    message, problem = sent.message()
    if problem:
        return _unusable("answer_appeal", number, problem, sent)
    context = DecisionContext(by=request.user, note=message, batch=uuid4())
    try:
        answer(number, revision, context, publish=publish)
    except Conflict:
        return _overtaken("answer_appeal", number, revision, sent)
    said = sentences.decided(Status.APPROVED, 1) if publish else str(sentences.UPHELD % {"number": 1})
    return Answer(said, done=[number])


def pick(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """One public comment for readers to see first; or the pick is removed."""
    sent, picked = Sent(request.POST), PICKS.get(request.POST.get("picked", ""))
    if sent.shown is None or picked is None:
        return _nothing()
    [(number, revision)] = sent.shown.items()
    try:
        is_new = picks.pick(number, revision, DecisionContext(by=request.user, batch=uuid4()), picked=picked)
    except Conflict:
        return _overtaken("pick", number, revision, None)
    if not is_new:
        return Answer(_("Already in that status. Nothing changed."), level.INFO)
    return Answer(sentences.picked(1, picked=picked), done=[number])


def ban(request: HttpRequest, list_state: ListState, permissions: DeskPermissions) -> Answer:
    """The person who wrote one comment; what is pending of theirs may be rejected with it."""
    if not permissions.ban:
        raise PermissionDenied
    shown, lasts = Sent(request.POST).shown, request.POST.get("lasts", "")
    comment = ReaderComment.objects.select_related("commenter").filter(pk__in=shown or ()).first()
    if comment is None or comment.commenter is None or lasts not in BANS:
        return _nothing()
    duration = BANS[lasts]
    until = timezone.now() + duration if duration else None
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
    batch = Sent(request.POST).batch
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


# --- Answers --------------------------------------------------------------------------------------------


def _nothing() -> Answer:
    text = _("That comment is no longer here: nothing was done.")
    return Answer(text, level.WARNING, HTTPStatus.NOT_FOUND)


def _decided(outcome: Outcome, to: Status, batch: UUID) -> Answer:
    if not outcome.done:
        return Answer(_("Already in that status. Nothing changed."), level.INFO)
    number = len(outcome.done)
    last = undoing.Batch(batch, Act.DECIDED, to, number, replies=0, decided=timezone.now(), standing=None)
    said = sentences.decided(to, number)
    return Answer(said, done=outcome.done, to=to, last=last, decisions=outcome.decisions)


def _unusable(act: str, number: int, problem: str, sent: Sent) -> Answer:
    """Words that can't be used stay in their field."""
    unsaved = UnsavedInput(act, problem, sent.words)
    return Answer(problem, level.ERROR, HTTPStatus.UNPROCESSABLE_ENTITY, back=[number], unsaved=unsaved)


def _inserted(number: int, sent: Sent) -> Answer:
    """A saved reply in the box, below what is typed there; nothing is sent yet."""
    text = with_saved(sent.words["reply"], sent.saved or 0)
    if text is None:
        return _unusable(
            "reply", number, _("That saved reply is no longer on the list: choose another."), sent
        )
    unsaved = UnsavedInput("reply", "", sent.words | {"reply": text})
    return Answer(_("The saved reply is in the box."), back=[number], unsaved=unsaved)


def _overtaken(act: str, number: int, revision: int, sent: Sent | None) -> Answer:
    """Somebody was quicker: nothing was done, and what the editor typed comes back."""
    said = " ".join(_what_came_since({number: revision}))
    if sent is not None:
        said += " " + _("Your text is still in its field.")
    unsaved = UnsavedInput(act, said, sent.words) if sent is not None else UnsavedInput("", said, {})
    return Answer(said, level.WARNING, HTTPStatus.CONFLICT, back=[number], unsaved=unsaved)


def _what_came_since(shown: dict[int, int]) -> list[str]:
    """What happened to each comment after the revision that was on the screen."""
    later = with_related(Decision.objects.filter(comment__in=shown), "actor").order_by("pk")
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
