"""The types hold, as strictly as mypy can look."""

from .sources import run


def test_mypy_finds_nothing() -> None:
    status, findings = run("-m", "mypy", "--no-error-summary")
    assert status == 0, findings
