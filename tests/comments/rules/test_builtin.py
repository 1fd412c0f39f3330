"""The rules: what each looks at, just under, at and over its limit, and what it says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from comments.rules import Reason, Submission, Verdict, sentence
from comments.rules.builtin import KNOWN, RULES
from comments.rules.submissions import Lists, Moderator, Opinion, Past, Person
from comments.rules.words import Entry

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOLD, REJECT, SPAM, REFUSE = Verdict.HOLD, Verdict.REJECT, Verdict.SPAM, Verdict.REFUSE
SITE = "Held: on this site every comment waits for an editor (setting MODE)"
DISCUSSION = "Held: in this discussion every comment waits for an editor"
UNPROVEN = "Not logged in, and the address is not confirmed"
EARLIER, LATER = NOW - timedelta(seconds=1), NOW + timedelta(days=1)

Given = tuple[Verdict, str, list[str]] | None


def submission(**facts: Any) -> Submission:
    """A post that nothing can be said against, but for what is said here."""
    harmless: dict[str, Any] = {
        "text": "I read this twice.",
        "name": "Ada",
        "site_mode": "post",
        "now": NOW,
        "person": Person(logged_in=True, identity_verified=True, approved=1),
    }
    return Submission(**harmless | facts)


def ask(name: str, options: dict[str, Any], facts: dict[str, Any]) -> Given:
    """Verdict, sentence, and what of the text is marked."""
    post = submission(**facts)
    reason = RULES[name](**options)(post)
    if reason is None:
        return None
    assert reason.rule == name
    marked = [post.text[start:end] for start, end in reason.evidence]
    return reason.verdict, sentence(reason.as_json()), marked


def person(**known: Any) -> dict[str, Any]:
    return {"person": Person(**known)}


def history(*statuses: str, days: int = 1) -> dict[str, Any]:
    return person(past=tuple(Past(NOW - timedelta(days=days), status) for status in statuses))


STAFF: dict[str, Any] = {"staff_names": frozenset({"edithmarsh"}), "person": Person()}


def posts(number: int, *, seconds: float = 30) -> tuple[datetime, ...]:
    return (NOW - timedelta(seconds=seconds),) * number


def by_person(number: int, *, seconds: float = 30) -> dict[str, Any]:
    return person(past=tuple(Past(time, "pending") for time in posts(number, seconds=seconds)))


def banned(*patterns: str, **facts: Any) -> dict[str, Any]:
    return {"lists": Lists(banned_words=tuple(map(Entry, patterns)))} | facts


def listed(which: str, /, *patterns: str, **facts: Any) -> dict[str, Any]:
    return {"lists": Lists(**{which: tuple(map(Entry, patterns))})} | facts


def blocked(*domains: str, **facts: Any) -> dict[str, Any]:
    return {"lists": Lists(blocked_domains=domains)} | facts


CASES: list[tuple[str, dict[str, Any], dict[str, Any], Given]] = [
    ("pre_moderated", {}, {"site_mode": "post"}, None),
    ("pre_moderated", {}, {"site_mode": "pre"}, (HOLD, SITE, [])),
    ("pre_moderated", {}, {"site_mode": "anything else"}, (HOLD, SITE, [])),
    ("pre_moderated", {}, {"site_mode": "pre", "discussion_mode": "post"}, None),
    ("discussion_pre_moderated", {}, {"discussion_mode": "post"}, None),
    ("discussion_pre_moderated", {}, {"discussion_mode": "pre"}, (HOLD, DISCUSSION, [])),
    ("pre_moderated", {}, {"site_mode": "pre"} | person(moderates=True), None),
    ("discussion_pre_moderated", {}, {"discussion_mode": "pre"} | person(moderates=True), None),
    ("first_comment", {}, person(moderates=True), None),
    ("held_person", {}, person(standing="banned"), None),
    ("held_person", {}, person(standing="held", until=EARLIER), None),
    ("held_person", {}, person(standing="held", until=NOW), None),
    (
        "held_person",
        {},
        person(standing="held", until=LATER),
        (HOLD, "Every comment of this person waits for an editor, until March 10, 2026, noon", []),
    ),
    (
        "held_person",
        {},
        person(standing="held"),
        (HOLD, "Every comment of this person waits for an editor", []),
    ),
    ("banned_person", {}, person(standing="held"), None),
    ("banned_person", {}, person(standing="banned", until=NOW), None),
    (
        "banned_person",
        {},
        person(standing="banned", until=LATER),
        (REJECT, "This person is banned until March 10, 2026, noon", []),
    ),
    ("banned_person", {}, person(standing="banned"), (REJECT, "This person is banned", [])),
    (
        "first_comment",
        {},
        person(identity_verified=True),
        (HOLD, "0 approved comments so far (trusted from 1)", []),
    ),
    ("first_comment", {}, person(identity_verified=True, approved=1), None),
    (
        "first_comment",
        {"approved": 2},
        person(identity_verified=True, approved=1),
        (HOLD, "1 approved comment so far (trusted from 2)", []),
    ),
    ("first_comment", {"approved": 2}, person(identity_verified=True, approved=3), None),
    ("first_comment", {}, person(approved=9), (HOLD, UNPROVEN, [])),
    ("first_comment", {}, person(standing="trusted"), (HOLD, UNPROVEN, [])),
    ("first_comment", {}, person(standing="trusted", identity_verified=True), None),
    ("banned_words", {}, banned("cialis", text="A specialist."), None),
    ("banned_words", {}, {"lists": Lists(suspect_words=(Entry("cialis"),)), "text": "cialis"}, None),
    (
        "banned_words",
        {},
        banned("cialis", text="Buy CIÁLIS, ci&#97;l<b>is</b>!"),
        (REJECT, "Banned word: cialis", ["CIÁLIS", "ci&#97;l<b>is"]),
    ),
    (
        "banned_words",
        {},
        banned("cialis", text="ci\u1160alis ci\u2065alis ci\ufff0alis ci\U000e0002alis"),
        (
            REJECT,
            "Banned word: cialis",
            ["ci\u1160alis", "ci\u2065alis", "ci\ufff0alis", "ci\U000e0002alis"],
        ),
    ),
    (
        "banned_words",
        {},
        banned("cialis", text='Buy <a href="https://ok.example" title="Ci&#97;lis">here</a>!'),
        (
            REJECT,
            "Banned word: cialis",
            ['<a href="https://ok.example" title="Ci&#97;lis">here</a>'],
        ),
    ),
    (
        "banned_words",
        {},
        banned("cialis", text="<a href=https://ok.example/cialis>here</a>"),
        (REJECT, "Banned word: cialis", ["<a href=https://ok.example/cialis>here</a>"]),
    ),
    ("banned_words", {}, banned("cialis", text="<a title=cialis>no link</a>"), None),
    (
        "banned_words",
        {},
        banned("buy now", "v*gra", text="Viagra: buy   now"),
        (REJECT, "Banned words: v*gra, buy now", ["Viagra", "buy   now"]),
    ),
    ("banned_words", {}, banned("ada", name="Ada"), (REJECT, "Banned word in the name: ada", [])),
    (
        "banned_words",
        {},
        banned("casino", "buy", website="https://buy-casino.example/"),
        (REJECT, "Banned words in the website: buy, casino", []),
    ),
    (
        "banned_words",
        {},
        banned("ada", name="Ada", text="Ada wrote"),
        (REJECT, "Banned word: ada", ["Ada"]),
    ),
    ("suspect_words", {}, banned("bank", text="bank"), None),
    (
        "suspect_words",
        {},
        {"lists": Lists(suspect_words=(Entry("Bank", folds=False),)), "text": "bank, Bank"},
        (HOLD, "Suspect word: Bank", ["Bank"]),
    ),
    ("links", {}, {"text": "http://a.example https://b.example"}, None),
    ("self_harm", {}, listed("suspect_words", "want to die", text="I want to die."), None),
    (
        "self_harm",
        {},
        listed("self_harm", "want to die", text="I want  to <i>die</i>."),
        (HOLD, "Somebody may be in danger: want to die", ["want  to <i>die"]),
    ),
    (
        "self_harm",
        {},
        listed("self_harm", "want to die", name="Want to die"),
        (HOLD, "Somebody may be in danger, by the name: want to die", []),
    ),
    ("threats", {}, listed("threats", "kill you", text="It will kill your shop."), None),
    (
        "threats",
        {},
        listed("threats", "kill you", text="I’ll kill you!"),
        (HOLD, "May be a threat: kill you", ["kill you"]),
    ),
    ("accusations", {}, listed("accusations", "embezzl*", text="They counted it."), None),
    (
        "accusations",
        {},
        listed("accusations", "embezzl*", text="He embezzled it."),
        (HOLD, "May accuse somebody of a crime: embezzl*", ["embezzled"]),
    ),
    ("personal_data", {}, {"text": "The 12 o’clock bus, 18.05 at the latest."}, None),
    ("personal_data", {"without": ["telephone"]}, {"text": "Call 07700 900123"}, None),
    (
        "personal_data",
        {},
        {"text": "Call <b>07700</b> 900&#49;23, or 14 Elm Road."},
        (
            HOLD,
            "Personal data: a telephone number, a street address",
            ["07700</b> 900&#49;23", "14 Elm Road"],
        ),
    ),
    (
        "personal_data",
        {},
        {"name": "07700 900123"},
        (HOLD, "Personal data in the name: a telephone number", []),
    ),
    (
        "links",
        {},
        {"text": 'See http://a.example, www.b.example and <a href="https://c.example/">here</a>.'},
        (
            HOLD,
            "3 links (limit 2)",
            ["http://a.example", "www.b.example", '<a href="https://c.example/">here</a>'],
        ),
    ),
    ("links", {"limit": 0}, {"text": "No link, though 3.5 and and/or."}, None),
    ("links", {"limit": 0}, {"text": "www.a.example"}, (HOLD, "1 link (limit 0)", ["www.a.example"])),
    ("blocked_domains", {}, blocked("evil.example", text="https://notevil.example/ example"), None),
    (
        "blocked_domains",
        {},
        blocked("Evil.Example", text="https://good.example@x.EVIL.example.:80/?a=b"),
        (
            REJECT,
            "Blocked domain: Evil.Example",
            ["https://good.example@x.EVIL.example.:80/?a=b"],
        ),
    ),
    (
        "blocked_domains",
        {},
        blocked("evil.example", website="https://evil.example/me"),
        (REJECT, "Blocked domain in the website: evil.example", []),
    ),
    (
        "blocked_domains",
        {},
        blocked("evil.example", address_domain="mail.evil.example"),
        (REJECT, "Blocked domain in the email address: evil.example", []),
    ),
    (
        "blocked_domains",
        {},
        blocked("evil.example", linked_hosts=("x.evil.example",)),
        (REJECT, "Blocked domain: evil.example", []),
    ),
    ("repeat", {}, {"text": "The same twenty chars", "same_texts": 0}, None),
    (
        "repeat",
        {},
        {"text": "The same twenty chars", "same_texts": 1},
        (HOLD, "The same words were posted 2 times (limit 1)", []),
    ),
    ("repeat", {"length": 20}, {"text": "Nineteen characters", "same_texts": 9}, None),
    (
        "repeat",
        {"length": 19},
        {"text": "Nineteen characters", "same_texts": 1},
        (HOLD, "The same words were posted 2 times (limit 1)", []),
    ),
    ("repeat", {"limit": 3}, {"text": "The same twenty chars", "same_texts": 2}, None),
    ("recent_history", {}, history("rejected", "spam"), None),
    ("recent_history", {"share": 34}, history("rejected", "approved", "approved"), None),
    (
        "recent_history",
        {"share": 33},
        history("rejected", "approved", "published", "pending", "withdrawn"),
        (HOLD, "34% of this person's comments of the last 7 days were rejected (limit 33%)", []),
    ),
    ("recent_history", {"share": 50}, history("spam", "rejected", "approved", "approved"), None),
    (
        "recent_history",
        {"share": 49, "days": 1},
        history("spam", "rejected", "approved", "approved"),
        (HOLD, "50% of this person's comments of the last day were rejected (limit 49%)", []),
    ),
    ("recent_history", {}, history("spam", "spam", "spam", days=8), None),
    ("flood", {}, by_person(3), None),
    ("flood", {}, by_person(4), (REFUSE, "5 posts in 60 seconds (limit 4)", [])),
    ("flood", {}, by_person(4, seconds=60), None),
    ("flood", {}, by_person(9) | {"rate_limited": False}, None),
    ("flood", {}, {"network_posts": posts(19)}, None),
    ("flood", {}, {"network_posts": posts(20)}, (REFUSE, "21 posts in 60 seconds (limit 20)", [])),
    ("flood", {"network": [1, 10]}, {"network_posts": posts(1, seconds=10)}, None),
    (
        "flood",
        {"network": [1, 10]},
        {"network_posts": posts(1, seconds=9)},
        (REFUSE, "2 posts in 10 seconds (limit 1)", []),
    ),
    ("all_capitals", {}, {"text": "ALL OF THIS IS SHOUTED"[:22]}, None),
    (
        "all_capitals",
        {"letters": 18},
        {"text": "ALL OF THIS IS SHOUTED"},
        (HOLD, "100% of the letters are capitals (limit 80%)", []),
    ),
    ("all_capitals", {"letters": 19}, {"text": "ALL OF THIS IS SHOUTED"}, None),
    ("all_capitals", {}, {"text": "A" * 80 + "a" * 20}, None),
    (
        "all_capitals",
        {},
        {"text": "A" * 81 + "a" * 20},
        (HOLD, "81% of the letters are capitals (limit 80%)", []),
    ),
    ("all_capitals", {}, {"text": "海" * 40}, None),
    ("too_short", {}, {"text": "Ok"}, None),
    ("too_short", {}, {"text": " <b>!</b>\n"}, (HOLD, "1 character (at least 2)", [])),
    ("too_short", {}, {"text": "\u200b\u2060\u3164\u034f"}, (HOLD, "0 characters (at least 2)", [])),
    ("too_short", {"limit": 4}, {"text": "Yes"}, (HOLD, "3 characters (at least 4)", [])),
    ("too_long", {}, {"text": "x" * 2000}, None),
    ("too_long", {}, {"text": "x" * 2001}, (HOLD, "2001 characters (limit 2000)", [])),
    ("too_long", {"limit": 3}, {"text": " <b>Yes</b> "}, None),
    (
        "staff_name",
        {},
        {"name": "Edith Marsh\u3164", **{key: STAFF[key] for key in STAFF if key != "name"}},
        (HOLD, "Posted without a login, under the name of a member of the staff", []),
    ),
    (
        "staff_name",
        {},
        {
            "name": "Édith  MARSH",
            "staff_names": frozenset({"edithmarsh"}),
            "person": Person(identity_verified=True),
        },
        (HOLD, "Posted without a login, under the name of a member of the staff", []),
    ),
    (
        "staff_name",
        {},
        {"name": "Edith", "staff_names": frozenset({"edithmarsh"}), "person": Person()},
        None,
    ),
    (
        "staff_name",
        {},
        {
            "name": "",
        }
        | STAFF,
        None,
    ),
    ("staff_name", {}, {"name": "Edith Marsh", "staff_names": frozenset({"edithmarsh"})}, None),
    ("honeypot", {}, {"honeypot_filled": False}, None),
    ("honeypot", {}, {"honeypot_filled": True}, (SPAM, "A field that people don't see was filled in", [])),
    ("too_fast", {}, {"time_taken": None}, None),
    ("too_fast", {}, {"time_taken": timedelta(seconds=2)}, None),
    (
        "too_fast",
        {},
        {"time_taken": timedelta(milliseconds=1999)},
        (SPAM, "Posted 1.999 seconds after the first key (limit 2)", []),
    ),
    (
        "too_fast",
        {},
        {"time_taken": timedelta(milliseconds=1200), "prefilled": True},
        (HOLD, "Posted 1.2 seconds after the first key (limit 2)", []),
    ),
    ("too_fast", {}, {"time_taken": timedelta(seconds=2), "prefilled": True}, None),
    ("too_fast", {}, {"time_taken": None, "prefilled": True}, None),
    (
        "too_fast",
        {"seconds": 0.5},
        {"time_taken": timedelta(0)},
        (SPAM, "Posted 0 seconds after the first key (limit 0.5)", []),
    ),
    ("host_moderators", {}, {"moderator": None}, None),
    ("host_moderators", {}, {"moderator": Moderator("Strict", Opinion.ALLOWED)}, None),
    (
        "host_moderators",
        {},
        {"moderator": Moderator("Strict", Opinion.HELD)},
        (HOLD, "The site's own moderator Strict wants an editor to see it", []),
    ),
    (
        "host_moderators",
        {},
        {"moderator": Moderator("Strict", Opinion.REFUSED)},
        (REJECT, "The site's own moderator Strict does not allow it", []),
    ),
    (
        "host_moderators",
        {},
        {"moderator": Moderator("Strict", Opinion.FAILED)},
        (HOLD, "Held: the site's own moderator Strict failed", []),
    ),
]


@pytest.mark.parametrize(("name", "options", "facts", "said"), CASES)
def test_up_to_its_limit_a_rule_says_nothing_and_over_it_says_what_and_why(
    name: str, options: dict[str, Any], facts: dict[str, Any], said: Given
) -> None:
    assert ask(name, options, facts) == said


def test_no_rule_is_left_out_of_the_table() -> None:
    assert {name for name, _options, _facts, said in CASES if said} == RULES.keys()
    assert {name for name, _options, _facts, said in CASES if not said} == RULES.keys()


def test_nothing_is_said_against_a_harmless_post() -> None:
    assert [rule.name for rule in RULES.values() if rule()(submission())] == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("first_comment", {"approved": 0}),
        ("personal_data", {"without": "telephone"}),
        ("personal_data", {"without": ["shoe_size"]}),
        ("links", {"limit": -1}),
        ("links", {"limit": True}),
        ("repeat", {"limit": 0}),
        ("recent_history", {"least": 0}),
        ("flood", {"person": 4}),
        ("flood", {"person": (4,)}),
        ("flood", {"network": (0, 60)}),
        ("flood", {"network": (201, 60)}),
        ("all_capitals", {"share": "80"}),
        ("too_short", {"limit": None}),
        ("too_fast", {"seconds": -1}),
        ("too_fast", {"seconds": "2"}),
    ],
)
def test_an_option_that_cannot_be_right_is_refused(name: str, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        RULES[name](**options)


def test_a_long_list_of_hits_is_marked_and_named_in_part_and_counted_whole() -> None:
    words = [f"w{number}" for number in range(150)]
    reason = RULES["banned_words"]()(submission(**banned(*words, text=" ".join(words))))
    assert reason is not None
    assert (reason.params["found"], len(reason.evidence)) == (150, 100)
    assert sentence(reason.as_json()) == f"Banned words: {', '.join(words[:10])}, …"


def test_every_rule_speaks_french() -> None:
    for name, options, facts, said in CASES:
        if said:
            with translation.override("fr"):
                french = ask(name, options, facts)
            assert french is not None
            assert (name, french[1]) != (name, said[1])


def test_a_reason_of_a_rule_that_is_gone_is_told_by_its_name_and_numbers() -> None:
    assert sentence(Reason("long_gone", HOLD).as_json()) == "long_gone"
    assert (
        sentence(Reason("long_gone", HOLD, {"found": 3, "limit": 2}).as_json())
        == "long_gone (found: 3, limit: 2)"
    )


def test_a_sentence_that_lacks_its_numbers_is_the_rules_name(caplog: pytest.LogCaptureFixture) -> None:
    assert [sentence(Reason(name, HOLD, {"odd": 1}).as_json()) for name in ("links", "banned_words")] == [
        "links (odd: 1)",
        "banned_words (odd: 1)",
    ]
    assert len(caplog.records) == 2


def test_names_fit_where_they_are_kept() -> None:
    assert max(len(name) for name in KNOWN) <= 100
