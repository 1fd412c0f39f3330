"""Which articles there are: for the public, at an address, around another one."""

from itertools import chain, count
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..text import slugs
from .addresses import FormerAddress
from .prepared import Parameter, Prepared

if TYPE_CHECKING:
    from .articles import Article


class Status(models.TextChoices):
    """Where an article is on its way to readers; a published one dated in the future is scheduled."""

    DRAFT = "draft", _("Draft")
    READY = "ready", _("Ready")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self, moment: Any = None) -> Self:
        """What the public may read now, or at ``moment``; an article dated in the future waits for its date."""
        return self.filter(status=Status.PUBLISHED, pub_date__lte=moment or timezone.now())

    def in_place(self, language: str, slug: str) -> Self:
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

    def page_state(self, article: "Article") -> tuple[Any, ...]:
        """What of all that is public shows on the page of ``article``: its language, and its translations.

        One query, answered by an index alone but for the few translations.
        """
        root = article.original_id or article.pk
        found = _page_state(root=root, language=article.language, moment=timezone.now())
        return next(iter(found), ())


def _build_page_state() -> "models.QuerySet[Article, Any]":
    from .articles import Article

    public = Article.objects.published(Parameter("moment", models.DateTimeField())).order_by()
    others = public._family(Parameter("root", models.BigIntegerField())).values("status")
    edition = public.filter(language=Parameter("language", models.CharField())).values("language")
    counted = edition.annotate(
        number=models.Count("*"), touched=models.Max("touched_at"), newest=models.Max("pub_date")
    )
    state = counted.annotate(
        family_number=models.Subquery(others.annotate(number=models.Count("*")).values("number")),
        family_touched=models.Subquery(others.annotate(last=models.Max("touched_at")).values("last")),
    )
    return state.values_list("number", "touched", "newest", "family_number", "family_touched")


_page_state = Prepared(_build_page_state)
