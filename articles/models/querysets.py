"""Which articles there are: for the public, at an address, around another one."""

from itertools import chain, count
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..text import slugs
from .addresses import FormerAddress

if TYPE_CHECKING:
    from .articles import Article


class Status(models.TextChoices):
    """Where an article is on its way to readers; a published one dated in the future is scheduled."""

    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def state() -> Concat:
    """Of a group of public articles, what changes when one of them changes, comes or goes: one text."""
    facts = (models.Count("*"), models.Max("touched_at"), models.Max("pub_date"))
    texts = [Cast(fact, models.CharField()) for fact in facts]
    return Concat(texts[0], models.Value(" "), texts[1], models.Value(" "), texts[2])


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self, moment: Any = None) -> Self:
        """What the public may read now, or at a moment; an article dated in the future waits for its date."""
        return self.filter(status=Status.PUBLISHED, pub_date__lte=moment or timezone.now())

    def in_place(self, language: Any, slug: Any) -> Self:
        """The article that stands at an address, published or not."""
        return self.filter(language=language, slug=slug)

    def free_slug(self, language: str, slug: str, *, besides: Any = None) -> str:
        """``slug``, or with a number behind it: one that leads, or led, to no article but ``besides``."""
        alike = {"language": language, "slug__startswith": slug[:150]}
        taken = {*self.filter(**alike).exclude(pk=besides).values_list("slug", flat=True)}
        former = FormerAddress.objects.filter(**alike).exclude(article=besides)
        taken |= {*former.values_list("slug", flat=True)}
        names = chain([slug], (slugs.numbered(slug, number) for number in count(2)))
        return next(name for name in names if name not in taken)

    def update(self, **values: Any) -> int:
        """Raise the revision too: a form that is open has an older article."""
        moment = timezone.now()
        return super().update(**{"revision": models.F("revision") + 1, "touched_at": moment, **values})

    update.alters_data = True  # type: ignore[attr-defined]

    def touch(self) -> int:
        """Say that something on their pages changed, though nothing that an editor writes in them."""
        return super().update(touched_at=timezone.now())

    touch.alters_data = True  # type: ignore[attr-defined]

    def family(self, article: "Article") -> Self:
        """The article, its original and all translations of that."""
        return self._family(article.original_id or article.pk)

    def _family(self, root: Any) -> Self:
        few = self.model._base_manager.filter(models.Q(pk=root) | models.Q(original_id=root))
        # In a query of their own: beside other conditions SQLite goes through all that is published.
        return self.filter(pk__in=few.order_by().values("pk"))

    def with_page_state(self, moment: Any = None) -> Self:
        """Each with what, of all that is public, shows on its page: its language, and its translations."""
        public = self.model.objects.published(moment).order_by()
        edition = public.filter(language=models.OuterRef("language")).values("language")
        root = Coalesce(models.OuterRef(models.OuterRef("original")), models.OuterRef(models.OuterRef("pk")))
        family = public._family(root).values("status")
        return self.annotate(
            edition_state=models.Subquery(edition.annotate(state=state()).values("state")),
            family_state=models.Subquery(family.annotate(state=state()).values("state")),
        )
