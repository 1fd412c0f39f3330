"""WordPress's categories, tags and authors as sections of two levels, topics and people: pure."""

from collections.abc import Callable

from .entries import Byline, Term
from .wordpress import Author, Category, Item

# What WordPress calls a category for posts without one.
NO_CATEGORY = {"uncategorized", "non-classe"}


class Terms:
    """All of one export.  ``lose`` is told what can't be kept as it is."""

    def __init__(self, lose: Callable[[str], None]) -> None:
        self.lose = lose
        self.authors: dict[str, str] = {}
        self.categories: dict[str, Category] = {}
        self.tags: dict[str, Category] = {}

    def remember(self, record: Author | Category) -> None:
        if isinstance(record, Author):
            if record.name in self.authors.values() and record.login not in self.authors:
                self.lose(f"a second author named {record.name}: they are one person here")
            self.authors[record.login] = record.name
        elif record.kind in _KEPT and record.slug:
            kept = self.categories if record.kind == "category" else self.tags
            known = kept.get(record.slug)
            # The second list of an export, of all terms, repeats the first.
            if known is None or not known.parent:
                kept[record.slug] = record

    def section(self, category: Category) -> Term:
        """Sections have two levels: one further down is part of the first."""
        chain = self._ancestors(category)
        parent = Term(chain[-1].name, chain[-1].slug) if chain else None
        return Term(category.name or category.slug, category.slug, parent)

    @property
    def too_deep(self) -> list[Category]:
        return [category for category in self.categories.values() if len(self._ancestors(category)) > 1]

    def _ancestors(self, category: Category) -> list[Category]:
        chain = [category]
        while (parent := self.categories.get(chain[-1].parent)) and parent not in chain:
            chain.append(parent)
        return chain[1:]

    def of(self, item: Item) -> tuple[Term | None, tuple[Term, ...]]:
        """Its section, the most special of its first categories; its other categories and tags are topics."""
        named = [term for term in item.terms if term.kind == "category" and term.slug]
        categories = [self.categories.get(term.slug, term) for term in named]
        above = {parent for category in categories for parent in self._ancestors(category)}
        special = [category for category in categories if category not in above]
        ranked = sorted(special, key=lambda category: category.slug in NO_CATEGORY)
        others = [category for category in ranked[1:] if category.slug not in NO_CATEGORY]
        tags = [self.tags.get(tag.slug, tag) for tag in item.terms if tag.kind == "post_tag" and tag.slug]
        topics = {term.slug: Term(term.name or term.slug, term.slug) for term in (*tags, *others)}
        return self.section(ranked[0]) if ranked else None, tuple(topics.values())

    def byline(self, item: Item, lose: Callable[[str], None]) -> tuple[Byline, ...]:
        if not item.creator:
            lose("its author: the file names none")
            return ()
        name = self.authors.get(item.creator)
        if name is None:
            name = item.creator.partition("@")[0]
            lose(f"the name of its author: the file knows no {name}")
        return (Byline(name),) if name else ()


_KEPT = {"category", "post_tag"}
