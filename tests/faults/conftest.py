"""A PostgreSQL for all of these tests, newspapers in it, and a table of what came out at the end."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from ..cluster import Cluster, cluster
from .ledger import Ledger
from .newspapers import Newspaper, copied, crowded, prepared
from .serving import Address, address
from .stream import Stream

Found = Callable[[str], None]
Judge = Callable[[Stream], Ledger]
REPORTS = pytest.StashKey[list[tuple[str, str]]]()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture(scope="session")
def small(postgresql: Cluster) -> Newspaper:
    """Of which the others are copies; it is left alone."""
    return prepared(postgresql.url)


@pytest.fixture
def newspaper(small: Newspaper, numbers: Iterator[int]) -> Newspaper:
    """One without a comment, for this test alone."""
    return copied(small, f"copy{next(numbers)}")


@pytest.fixture(scope="session")
def ten_thousand(small: Newspaper, postgresql: Cluster) -> Newspaper:
    return crowded(small, "ten_thousand", 10_000)


@pytest.fixture
def large(ten_thousand: Newspaper, numbers: Iterator[int]) -> Newspaper:
    """One with ten thousand comments, for this test alone."""
    return copied(ten_thousand, f"copy{next(numbers)}")


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    return count()


@pytest.fixture
def site() -> Iterator[Address]:
    with address() as made:
        yield made


@pytest.fixture
def found(request: pytest.FixtureRequest) -> Found:
    """Puts a line about this test into the table at the end."""
    reports = request.config.stash.setdefault(REPORTS, [])
    return lambda line: reports.append((request.node.name, line))


@pytest.fixture
def judge(found: Found) -> Judge:
    """The ledger of a stream that is over, with its summary in the table at the end."""

    def judge(stream: Stream) -> Ledger:
        ledger = Ledger(stream.newspaper, stream.answers)
        found(ledger.summary())
        return ledger

    return judge


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    reports = config.stash.get(REPORTS, [])
    if reports:
        terminalreporter.section("faults")
    for name, line in reports:
        terminalreporter.line(f"{name}: {line}")
