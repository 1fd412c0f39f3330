"""A day of a national newspaper as a load: how many requests of each kind come, hour by hour, and who waits.

Readers choose articles by Zipf's law.  Of a page that is asked for λ times a second the server asks the view
λ / (1 + λT) times, T being ``KEPT_SECONDS``: after each question T seconds pass in which nobody is asked, and
then the next reader comes (a renewal process).  A page that changes μ times a second is made μa / (μ + a)
times, a being how often it is asked about.
"""

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapreplace
from itertools import accumulate

# Page views by the hour, in parts of the day: breakfast, noon, and an evening with a screen.
HOURS = (9, 6, 4, 4, 6, 14, 32, 52, 60, 54, 50, 52, 62, 58, 48, 46, 48, 52, 56, 62, 74, 72, 54, 25)
ARTICLES = 20_000
LISTS = 200
# Of all views: front pages and sections.  Of views of an article: who has it already, and what crawlers ask
# for with queries that no cache keeps.
OF_LISTS, KNOWN, UNKEPT = 0.25, 0.15, 0.02
# An open page asks for news after 30 seconds, then after 60, 120 …: so many questions a view of an article.
NEWS = 0.75
# Of posts, those that the public sees at once or after an editor's decision.
PUBLISHED = 0.7
KEPT_SECONDS = 1.0
# The same for a shared cache in front: s-maxage; and how many versions of one page readers have open at once.
IN_FRONT, VERSIONS = 30.0, 3
VIEWS, POSTS = 2_000_000, 20_000
# At 20:00: readers a second on the one story, for ten minutes, and posts in the worst of them.
BREAKING_HOUR, BREAKING_VIEWS, BREAKING_POSTS = 20, 100.0, 500


Rates = Counter[str]


@dataclass(frozen=True)
class Day:
    """``scale`` times one newspaper's readers and posts; ``front``: a shared cache stands before the site."""

    scale: int = 1
    front: bool = False
    forgotten: float = 3600.0

    def rates(self, hour: int, *, breaking: bool = False) -> Rates:
        """Requests a second that reach the site, of each kind, by the names that ``capacity`` has."""
        share = HOURS[hour] / sum(HOURS) / 3600 * self.scale
        views, posts = VIEWS * share, POSTS * share
        articles = views * (1 - OF_LISTS)
        rates: Rates = Counter({"post": posts, "page made": articles * UNKEPT})
        for part in _zipf(ARTICLES):
            rates.update(self._article(articles * part, posts * part))
        # What counts comments on its teasers changes with each.
        for part in _zipf(LISTS):
            rates.update(self._page(views * OF_LISTS * part, posts * PUBLISHED, "list"))
        if breaking:
            story = BREAKING_POSTS / 60 * self.scale
            rates.update({"post": story})
            rates.update(self._article(BREAKING_VIEWS * self.scale, story))
        return rates

    def _article(self, views: float, posts: float) -> dict[str, float]:
        asks = views * NEWS
        # As all that a shared cache has for so long, by the version that the page was made with.
        news = VERSIONS * asks / (VERSIONS + asks * IN_FRONT) if self.front else asks
        page = self._page(views * (1 - UNKEPT), posts * PUBLISHED, "page")
        return page | {"news of a page": news}

    def _page(self, views: float, changes: float, kind: str) -> dict[str, float]:
        asked = views / (1 + views * (IN_FRONT if self.front else KEPT_SECONDS))
        # What has left the cache is made as if it had changed.
        changes += 1 / self.forgotten
        made = asked * changes / (asked + changes)
        kept = 0.0 if self.front else views - asked
        return {
            f"{kind} made": made,
            f"{kind} asked about": asked - made,
            "page kept": kept * (1 - KNOWN),
            "page kept, 304": kept * KNOWN,
        }


def _zipf(number: int) -> list[float]:
    whole = sum(1 / rank for rank in range(1, number + 1))
    return [1 / rank / whole for rank in range(1, number + 1)]


def busy(rates: Rates, costs: dict[str, float]) -> Rates:
    """Processors that each kind of request keeps busy."""
    return Counter({kind: rate * costs[kind] for kind, rate in rates.items()})


def waits(rates: Rates, costs: dict[str, float], processors: int, seconds: float, seed: int) -> list[float]:
    """How long each request waits for a processor, sorted: arrivals by chance, served in their order."""
    chance = random.Random(seed)
    free = [0.0] * processors
    found = []
    for moment, cost in _arrivals(chance, rates, costs, seconds):
        begins = max(moment, free[0])
        heapreplace(free, begins + cost)
        found.append(begins - moment)
    return sorted(found)


def _arrivals(
    chance: random.Random, rates: Rates, costs: dict[str, float], seconds: float
) -> Iterator[tuple[float, float]]:
    kinds = [costs[kind] for kind in rates]
    bounds = list(accumulate(rates.values()))
    moment = 0.0
    while (moment := moment + chance.expovariate(bounds[-1])) < seconds:
        yield moment, kinds[bisect_left(bounds, chance.random() * bounds[-1])]
