"""What may be done with an article, by whom, and what it is called: the buttons of its form."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext as _

from ... import publishing
from ...models import Article
from . import comparing

Status = Article.Status
SAVE, CONTINUE, ANOTHER, KEEP = "_save", "_continue", "_addanother", "_keep"
HAND_OVER, PUBLISH, SCHEDULE, TO_DRAFT = "_hand_over", "_publish", "_schedule", "_to_draft"
SAVES = {SAVE, CONTINUE, ANOTHER}
BUTTONS = (HAND_OVER, PUBLISH, SCHEDULE, TO_DRAFT, KEEP)


@dataclass(frozen=True)
class Button:
    """A submit button: its name, and what stands on it."""

    name: str
    label: str


def may_publish(user: Any) -> bool:
    """Whether ``user`` decides what readers have."""
    return bool(user.has_perm(f"{Article._meta.app_label}.publish_article"))


def is_released(article: Article | None) -> bool:
    """Whether readers have it, or will at its date."""
    return article is not None and article.status == Status.PUBLISHED


def is_reserved(article: Article | None) -> bool:
    """Whether all of it but the words is for those who may publish: readers know it at its address."""
    return article is not None and article.status in {Status.PUBLISHED, Status.WITHDRAWN}


def asked(data: Any) -> str:
    """The name of the button that was pressed."""
    return next((name for name in (*BUTTONS, CONTINUE, ANOTHER) if name in data), SAVE)


def buttons(article: Article | None, *, publishes: bool, shows_next: bool = False) -> list[Button]:
    """What the form offers, the usual one first."""
    if article is None or article.status in {Status.DRAFT, Status.READY}:
        return [*_saves(article), *_steps(article), *(_publications() if publishes else [])]
    if article.status == Status.WITHDRAWN:
        again = [Button(PUBLISH, _("Publish again")), Button(TO_DRAFT, _("Back to draft"))]
        return [*_saves(article), *(again if publishes else [])]
    if not publishes:
        return [Button(SAVE, _("Save as next version")), Button(CONTINUE, _("Save and continue editing"))]
    if article.is_scheduled:
        label = _("Save with the next version’s text") if shows_next else _("Save")
        steps = [Button(PUBLISH, _("Publish now")), Button(TO_DRAFT, _("Back to draft"))]
        return [Button(SAVE, label), *steps]
    label = _("Publish the next version") if shows_next else _("Save for readers")
    return [Button(SAVE, label), Button(KEEP, _("Keep as next version"))]


def _saves(article: Article | None) -> list[Button]:
    another = [] if article else [Button(ANOTHER, _("Save and add another"))]
    return [Button(SAVE, _("Save")), Button(CONTINUE, _("Save and continue editing")), *another]


def _steps(article: Article | None) -> list[Button]:
    if article is not None and article.status == Status.READY:
        return [Button(TO_DRAFT, _("Back to draft"))]
    return [Button(HAND_OVER, _("Hand to the desk"))]


def _publications() -> list[Button]:
    return [Button(PUBLISH, _("Publish now")), Button(SCHEDULE, _("Publish later"))]


def refusal(act: str, article: Article | None, *, publishes: bool) -> str:
    """Why ``act`` can't be done with the article as it is stored; "" where it can."""
    if act in SAVES or act in {button.name for button in buttons(article, publishes=publishes)}:
        return ""
    if act in {PUBLISH, SCHEDULE, TO_DRAFT} and not publishes:
        return _("You may not publish or withdraw articles. Nothing was saved; all of your text is below.")
    return _("The article isn’t in the state for this. Nothing was saved; all of your text is below.")


def keeps_next(act: str, article: Article | None, *, publishes: bool) -> bool:
    """Whether the words are to wait beside those that readers have."""
    return is_released(article) and (act == KEEP or not publishes)


def perform(act: str, article: Article, form: Any, *, by: Any) -> None:
    """Store the article as it came from the form, and do what was asked, as one version."""
    note = form.cleaned_data.get("note", "")
    if act == HAND_OVER:
        publishing.hand_over(article, by=by, note=note)
    elif act == TO_DRAFT:
        publishing.back_to_draft(article, by=by, note=note)
    elif act in {PUBLISH, SCHEDULE}:
        article.pending = None if form.shows_next else article.pending
        publishing.publish(article, by=by, at=_date(act, article, form), note=note)
    elif form.shows_next:
        publishing.publish_next(article, comparing.words_of(article), by=by, note=note)
    else:
        publishing.revise(article, by=by, note=note, minor=form.cleaned_data.get("minor", False))


def _date(act: str, article: Article, form: Any) -> Any:
    """When to publish: a date in the past counts where the editor has just set it."""
    if act == SCHEDULE:
        return article.pub_date
    backdated = "pub_date" in form.changed_data and article.pub_date <= timezone.now()
    return article.pub_date if backdated else None


def in_words(article: Article) -> str:
    """The article's state as the newsroom says it."""
    if article.is_scheduled:
        words = {"time": moment(article.pub_date), "zone": get_current_timezone_name()}
        return _("Scheduled for %(time)s (%(zone)s)") % words
    return str(article.get_status_display())


def moment(time: Any) -> str:
    """A moment in the newsroom's time zone."""
    return date_format(localtime(time), "DATETIME_FORMAT")


def done(act: str, article: Article) -> str:
    """What an editor is told once ``act`` is stored."""
    if act in {PUBLISH, SCHEDULE}:
        return f"{in_words(article)}."
    if act == HAND_OVER:
        return _("Handed to the desk.")
    return _("It is a draft again.") if act == TO_DRAFT else ""


def missing(article: Article) -> list[str]:
    """What readers and search engines will miss; nobody is kept from publishing without it."""
    found = [] if article.summary else [_("a summary")]
    found += [] if article.section_id else [_("a section")]
    found += [] if article.lead_picture_id else [_("a lead picture")]
    pictures = article.pictures.filter(alt="", decorative=False).count() if article.pk else 0
    lead = article.lead_picture
    pictures += bool(lead and not lead.alt and not lead.decorative)
    return [*found, _("the alternative text of a picture")] if pictures else found
