"""What editors list: unwanted words and domains, and texts that they use again and again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordList(models.TextChoices):
    BANNED = "banned", _("Banned: the comment is rejected")
    SUSPECT = "suspect", _("Suspect: the comment is held")
    SELF_HARM = "self_harm", _("Self-harm: the comment is held as urgent")
    THREATS = "threats", _("Threats: the comment is held as urgent")
    ACCUSATIONS = "accusations", _("Accusations: the comment is held as urgent")


class ListedWord(models.Model):
    """A word or phrase; ``*`` stands for any letters within a word."""

    list = models.CharField(_("list"), max_length=16, choices=WordList, default=WordList.SUSPECT)
    pattern = models.CharField(
        _("word or phrase"), max_length=100, help_text=_("Whole words are found; * stands for any letters.")
    )
    folds = models.BooleanField(
        _("whatever its case and accents"), default=True, help_text=_("“été” is then “Ete”, too.")
    )

    class Meta:
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")
        ordering = ["list", "pattern"]
        constraints = [models.UniqueConstraint(fields=["list", "pattern"], name="newsroom_one_word")]

    def __str__(self) -> str:
        return self.pattern


class BlockedDomain(models.Model):
    """A domain with all below it, in links and in email addresses."""

    domain = models.CharField(
        _("domain"),
        max_length=253,
        unique=True,
        help_text=_("Such as example.com; what lies below it counts."),
    )

    class Meta:
        verbose_name = _("blocked domain")
        verbose_name_plural = _("blocked domains")
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain


class OfferedText(models.Model):
    """A text that editors pick from a list by its ``label``, which is for them alone."""

    label = models.CharField(_("label"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("offered to editors"), default=True)

    class Meta:
        abstract = True
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


class RejectionReason(OfferedText):
    """Why a comment is rejected, as its author reads it."""

    text = models.TextField(_("what the author reads"), max_length=1000)

    class Meta(OfferedText.Meta):
        verbose_name = _("rejection reason")
        verbose_name_plural = _("rejection reasons")


class SavedReply(OfferedText):
    """What editors answer again and again: where they write a reply it is put in, and theirs to change."""

    text = models.TextField(_("text of the reply"), max_length=2000)

    class Meta(OfferedText.Meta):
        verbose_name = _("saved reply")
        verbose_name_plural = _("saved replies")
