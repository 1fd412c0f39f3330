"""The lists nest as the replies do, at any indentation."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article

from ...conftest import publish
from ..crowds import crowd
from .lists import WITHHELD, Lists, Tree, page_of

pytestmark = pytest.mark.django_db


def forests() -> st.SearchStrategy[tuple[list[int | None], set[int]]]:
    """Some comments, what each answers, and which are withheld."""
    sizes = st.integers(1, 14)
    return sizes.flatmap(
        lambda size: st.tuples(
            st.tuples(*(st.none() | st.integers(0, n - 1) if n else st.none() for n in range(size))).map(
                list
            ),
            st.sets(st.integers(0, size - 1)),
        )
    )


def expected_tree(parents: list[int | None], withheld: set[int], ids: list[int]) -> Tree:
    """The same lists, from the contract: a public comment, and whatever holds its place in the thread."""
    public = [n for n in range(len(parents)) if n not in withheld]

    def root_of(number: int) -> int:
        parent = parents[number]
        return number if parent is None else root_of(parent)

    shown = set(public) | {root_of(n) for n in public} | {p for n in public if (p := parents[n]) is not None}
    branches: dict[int | None, Tree] = {n: [] for n in shown} | {None: []}
    for number in sorted(shown):
        parent = parents[number]
        above = parent if parent is None or parent in shown else root_of(number)
        name = WITHHELD if number in withheld else f"c{ids[number]}"
        branches[above].append((name, branches[number]))
    return branches[None]


@given(forest=forests())
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_lists_nest_as_the_replies_do(
    forest: tuple[list[int | None], set[int]], client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MAX_INDENT": 20}
    parents, withheld = forest
    Article.objects.all().delete()
    article = publish()
    ids = crowd(article, parents, withheld=withheld)
    assert Lists(page_of(article, client)).tops == expected_tree(parents, withheld, ids)


@given(forest=forests(), deepest=st.integers(1, 4))
@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_lists_are_well_formed_at_any_indentation(
    forest: tuple[list[int | None], set[int]], deepest: int, client: Client, settings: Any
) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MAX_INDENT": deepest}
    parents, withheld = forest
    Article.objects.all().delete()
    article = publish()
    ids = crowd(article, parents, withheld=withheld)

    def walk(branch: Tree, depth: int) -> list[str]:
        assert depth <= deepest
        return [name for name, below in branch for name in [name, *walk(below, depth + 1)]]

    names = walk(Lists(page_of(article, client)).tops, 0)
    assert sorted(set(names) - {WITHHELD}) == sorted(
        f"c{pk}" for number, pk in enumerate(ids) if number not in withheld
    )
