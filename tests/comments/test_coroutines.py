"""What is written once for coroutines and for all else."""

import pytest

from comments.coroutines import Ask, directly, run


async def doubled(ask: Ask, number: int) -> int:
    return 2 * await ask(int, number)


def test_what_awaits_nothing_is_done_at_once() -> None:
    assert run(doubled(directly, 21)) == 42


def test_its_errors_are_the_callers() -> None:
    with pytest.raises(TypeError):
        run(doubled(directly, None))  # type: ignore[arg-type]


def test_what_would_wait_is_an_error_and_no_standstill() -> None:
    class Later:
        def __await__(self):  # type: ignore[no-untyped-def]
            yield

    async def wait() -> None:
        await Later()

    with pytest.raises(RuntimeError, match="there is no loop"):
        run(wait())
