"""The rules: one small class each, by what they look at.

To add one, write the class and name it in ``RULES``; its place there is its place among the reasons.

Imports the vocabulary of ``rules`` and text.
"""

from ..rule import Rule
from .failures import Crashed, Slow
from .host_moderators import HostModerators
from .lists import Accusations, BannedWords, BlockedDomains, SelfHarm, SuspectWords, Threats
from .modes import DiscussionPreModerated, PreModerated
from .personal_data import PersonalData
from .persons import BannedPerson, FirstComment, HeldPerson, RecentHistory, StaffName
from .reports import Reported
from .robots import Flood, Honeypot, TooFast
from .texts import AllCapitals, Links, Repeat, TooLong, TooShort

RULES: dict[str, type[Rule]] = {
    rule.name: rule
    for rule in (
        PreModerated,
        DiscussionPreModerated,
        HeldPerson,
        BannedPerson,
        FirstComment,
        BannedWords,
        SuspectWords,
        SelfHarm,
        Threats,
        PersonalData,
        Accusations,
        Links,
        BlockedDomains,
        Repeat,
        RecentHistory,
        Flood,
        AllCapitals,
        TooShort,
        TooLong,
        StaffName,
        Honeypot,
        TooFast,
        HostModerators,
    )
}
# With the names that the pipeline alone gives, or readers.
KNOWN = RULES | {rule.name: rule for rule in (Crashed, Slow, Reported)}

__all__ = ["KNOWN", "RULES", "Crashed", "Flood", "Reported", "Rule", "Slow"]
