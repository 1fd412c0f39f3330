"""Every hostile body of the corpora, through both sanitisers, by a third parser's judgement."""

from functools import cache

import pytest

from comments.text import sanitizing
from comments.text.reading.syntax import Syntax
from comments.text.sanitizing import clean, guard
from tests.allowlist import outside_allow_list, visible_text
from tests.corpora import Body, hostile_bodies

BODIES = hostile_bodies()


READ = pytest.mark.parametrize("syntax", [Syntax.HTML, Syntax.MARKDOWN])


@cache
def stored(syntax: Syntax) -> list[str]:
    return [clean(body.text, syntax) for body in BODIES]


@cache
def shown(syntax: Syntax) -> list[str]:
    return [guard(body) for body in stored(syntax)]


def faults_of(bodies: list[Body], faults: list[object]) -> dict[str, object]:
    """What is wrong with which body; one test a body would print 2,000 dots."""
    return {body.id: fault for body, fault in zip(bodies, faults, strict=True) if fault}


def test_the_corpora_are_many_distinct_and_short_enough_to_be_posted() -> None:
    assert len({body.corpus for body in BODIES} - {"own"}) >= 3
    assert len({body.payload for body in BODIES}) == len({body.marker for body in BODIES}) == len(BODIES)
    assert len(BODIES) >= 500
    assert max(len(body.text) for body in BODIES) <= 3_000
    assert not [body.id for body in BODIES if body.marker in body.payload]


@READ
def test_each_body_is_stored_inside_the_allow_list(syntax: Syntax) -> None:
    assert faults_of(BODIES, [outside_allow_list(body) for body in stored(syntax)]) == {}


@READ
def test_each_body_is_shown_inside_the_allow_list(syntax: Syntax) -> None:
    assert faults_of(BODIES, [outside_allow_list(body) for body in shown(syntax)]) == {}


def test_without_bleach_each_body_is_still_shown_inside_the_allow_list() -> None:
    assert faults_of(BODIES, [outside_allow_list(guard(body.text)) for body in BODIES]) == {}


def test_without_nh3_and_our_own_escaping_bleach_alone_stays_inside_the_allow_list() -> None:
    assert faults_of(BODIES, [outside_allow_list(sanitizing._bleach(body.text)) for body in BODIES]) == {}


@READ
def test_each_body_shows_its_marker(syntax: Syntax) -> None:
    pairs = zip(BODIES, shown(syntax), strict=True)
    assert faults_of(BODIES, [body.marker not in visible_text(markup) for body, markup in pairs]) == {}


@READ
def test_both_sanitisers_have_their_fixpoints_on_each_body(syntax: Syntax) -> None:
    assert faults_of(BODIES, [sanitizing._bleach(body) != body for body in stored(syntax)]) == {}
    assert faults_of(BODIES, [guard(body) != body for body in shown(syntax)]) == {}


@pytest.mark.parametrize("corpus", sorted({body.corpus for body in BODIES}))
def test_each_corpus_would_be_caught_if_it_were_shown_as_typed(corpus: str) -> None:
    caught = [body for body in BODIES if body.corpus == corpus and outside_allow_list(body.text)]
    assert len(caught) >= 20
