"""Rules that look for what editors have listed."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ...text.hostnames import domain_among, host_of, plain_host
from ...text.links import find_hosts
from ...text.names import in_latin
from ..rule import Rule
from ..submissions import Submission
from ..verdicts import Reason, Verdict
from ..words import find

# So many are named in the sentence, and so many highlighted in the text; all are counted.
MOST_NAMED = 10
MOST_HIGHLIGHTED = 100


class Hit(NamedTuple):
    """What of a list was found; ``where`` is "" for the text, else "name", "website" or "address".

    Without an ``end`` nothing is highlighted.
    """

    listed: str
    where: str = ""
    start: int = 0
    end: int = 0


class _Listed(Rule):
    """Gives one reason for all that is found; ``messages`` has a sentence for each place.

    Found in the text and elsewhere, the sentence is the text's.
    """

    verdict = Verdict.HOLD
    messages: Mapping[str, Any] = {}

    def __call__(self, submission: Submission) -> Reason | None:
        hits = list(self.hits(submission))
        if not hits:
            return None
        listed = list(dict.fromkeys(hit.listed for hit in hits))
        params = {
            "found": len(listed),
            "listed": ", ".join(listed[:MOST_NAMED]) + (", …" if len(listed) > MOST_NAMED else ""),
            "where": min(hit.where for hit in hits),
        }
        highlighted = _merged((hit.start, hit.end) for hit in hits if hit.end)
        return Reason(self.name, self.verdict, params, highlighted[:MOST_HIGHLIGHTED])

    def hits(self, submission: Submission) -> Iterable[Hit]:
        raise NotImplementedError

    @classmethod
    def sentence(cls, params: Mapping[str, Any]) -> str:
        return str(cls.messages[params["where"]] % params)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            start, last = merged.pop()
            end = max(end, last)
        merged.append((start, end))
    return merged


class Words(_Listed):
    """Looks for a list's words in the text, the name and the website."""

    list_name = ""

    def hits(self, submission: Submission) -> Iterator[Hit]:
        entries = getattr(submission.lists, self.list_name)
        shown = submission.shown
        for match in find(shown.text, entries):
            yield Hit(match.pattern, "", *shown.typed(match.start, match.end))
        for anchor in shown.anchors:
            for match in find(anchor.words, entries):
                yield Hit(match.pattern, "", anchor.start, anchor.end)
        elsewhere = [
            ("name", submission.name),
            ("name", in_latin(submission.name)),
            ("website", submission.website),
        ]
        for where, text in elsewhere:
            yield from (Hit(match.pattern, where) for match in find(text, entries))


class BannedWords(Words):
    """Rejects a comment with a word that editors don't allow."""

    name = "banned_words"
    risk = 20
    label = _("Banned words")
    verdict = Verdict.REJECT
    list_name = "banned_words"
    messages = {
        "": ngettext_lazy("Banned word: %(listed)s", "Banned words: %(listed)s", "found"),
        "name": ngettext_lazy(
            "Banned word in the name: %(listed)s", "Banned words in the name: %(listed)s", "found"
        ),
        "website": ngettext_lazy(
            "Banned word in the website: %(listed)s", "Banned words in the website: %(listed)s", "found"
        ),
    }


class SuspectWords(Words):
    """Holds a comment with a word that editors want to look at."""

    name = "suspect_words"
    risk = 20
    label = _("Suspect words")
    list_name = "suspect_words"
    messages = {
        "": ngettext_lazy("Suspect word: %(listed)s", "Suspect words: %(listed)s", "found"),
        "name": ngettext_lazy(
            "Suspect word in the name: %(listed)s", "Suspect words in the name: %(listed)s", "found"
        ),
        "website": ngettext_lazy(
            "Suspect word in the website: %(listed)s", "Suspect words in the website: %(listed)s", "found"
        ),
    }


class SelfHarm(Words):
    """Holds a comment by which somebody may be about to hurt themselves, or bids another to."""

    name = "self_harm"
    risk = 80
    label = _("Self-harm")
    list_name = "self_harm"
    messages = {
        "": _("Somebody may be in danger: %(listed)s"),
        "name": _("Somebody may be in danger, by the name: %(listed)s"),
        "website": _("Somebody may be in danger, by the website: %(listed)s"),
    }


class Threats(Words):
    """Holds a comment that may threaten somebody."""

    name = "threats"
    risk = 70
    label = _("Threats")
    list_name = "threats"
    messages = {
        "": _("May be a threat: %(listed)s"),
        "name": _("May be a threat, in the name: %(listed)s"),
        "website": _("May be a threat, in the website: %(listed)s"),
    }


class Accusations(Words):
    """Holds a comment that may accuse somebody of a crime."""

    name = "accusations"
    risk = 50
    label = _("Accusations")
    list_name = "accusations"
    messages = {
        "": _("May accuse somebody of a crime: %(listed)s"),
        "name": _("May accuse somebody of a crime, in the name: %(listed)s"),
        "website": _("May accuse somebody of a crime, in the website: %(listed)s"),
    }


class BlockedDomains(_Listed):
    """Rejects a comment that names, links to or comes from a blocked domain, or one below it."""

    name = "blocked_domains"
    risk = 20
    label = _("Blocked domains")
    verdict = Verdict.REJECT
    messages = {
        "": ngettext_lazy("Blocked domain: %(listed)s", "Blocked domains: %(listed)s", "found"),
        "website": ngettext_lazy(
            "Blocked domain in the website: %(listed)s", "Blocked domains in the website: %(listed)s", "found"
        ),
        "address": ngettext_lazy(
            "Blocked domain in the email address: %(listed)s",
            "Blocked domains in the email address: %(listed)s",
            "found",
        ),
    }

    def hits(self, submission: Submission) -> Iterator[Hit]:
        blocked = _plain(submission.lists.blocked_domains)
        named = [Hit(link.host, "", link.start, link.end) for link in find_hosts(submission.shown)]
        # Cleaning has the last word on where a link ends.
        named += [Hit(host) for host in submission.linked_hosts]
        named += [
            Hit(host_of(submission.website), "website"),
            Hit(plain_host(submission.address_domain), "address"),
        ]
        for hit in named:
            domain = domain_among(hit.listed, blocked)
            if domain:
                yield hit._replace(listed=blocked[domain])


@lru_cache(maxsize=8)
def _plain(domains: tuple[str, ...]) -> dict[str, str]:
    """Each domain as hosts are compared, and as its editor wrote it."""
    return {plain_host(domain): domain for domain in domains}
