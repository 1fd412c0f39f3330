"""The project's sessions: ``nox -l`` lists them, ``nox`` alone runs the checks and the tests.

What a session installs comes from the hash-checked lock; only ``matrix`` also tries other Djangos, and the
sites of ``hosts`` what they are made with.
"""

from pathlib import Path

import nox

LOCK = "requirements-dev.txt"
# The lock holds the first and the last of these; uv installs it for the others with its Django overridden.
PAIRS = ["3.11/5.2", "3.12/5.2", "3.12/6.0", "3.13/5.2", "3.13/6.0", "3.13/6.1"]

nox.options.sessions = ["lint", "tests"]


def install(session: nox.Session) -> None:
    session.install("--quiet", "--require-hashes", "--requirement", LOCK)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, format, types, and which way imports fall."""
    install(session)
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests but the long ones; arguments after ``--`` go to pytest."""
    install(session)
    session.run("pytest", *session.posargs)


@nox.session
def long(session: nox.Session) -> None:
    """The tests that don't fit into every run."""
    install(session)
    session.run("pytest", "-m", "long", *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """Real processes with something broken under load: half an hour, less by ``-- --minutes 1``."""
    install(session)
    session.run("pytest", "-n", "0", "-m", "faults", "-v", "tests/faults", *session.posargs)


@nox.session
def package(session: nox.Session) -> None:
    """Sdist and wheel as a release uploads them, what would be refused of them, and the container's files."""
    session.install("--quiet", "--require-hashes", "--requirement", "requirements-package.txt")
    session.run("python", "-m", "build", "--no-isolation", "--outdir", "dist", silent=True)
    built = sorted(map(str, Path("dist").glob("django_newsroom-*")))
    session.run("twine", "check", "--strict", *built)
    session.run("check-wheel-contents", *(name for name in built if name.endswith(".whl")))
    session.run("hadolint", "Dockerfile")
    session.run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")


@nox.session(python="3.13")
def docs(session: nox.Session) -> None:
    """The documents as a site, in ``var/docs``: a link that leads nowhere is an error."""
    session.install("--quiet", "--require-hashes", "--requirement", "requirements-docs.txt")
    session.run("sphinx-build", "--quiet", "--fail-on-warning", "--jobs", "2", "docs", "var/docs")


@nox.session
def hosts(session: nox.Session) -> None:
    """Foreign sites, the dear ones too: each in an environment of its own with the wheel, made by uv.

    Two databases also on a PostgreSQL that the tests start.  What the machine lacks is skipped by name.
    """
    install(session)
    session.run("pytest", "-n", "0", "-m", "hosts or not hosts", "-v", "tests/hosts", *session.posargs)


@nox.session(venv_backend="uv")
@nox.parametrize("pair", PAIRS, ids=PAIRS)
def matrix(session: nox.Session, pair: str) -> None:
    """Each pair of Python and Django that we promise, without the browser: by hand, before a release."""
    python, django = pair.split("/")
    override = Path(session.create_tmp()) / "override.txt"
    override.write_text(f"django=={django}.*\n")
    # Django 6.0 has a policy of its own, so the lock holds this for 5.2's Python alone.
    extra = ["django-csp>=4"] if django == "5.2" else []
    environment = Path(session.create_tmp()) / python
    session.run("uv", "venv", "--quiet", "--clear", "--python", python, str(environment))
    interpreter = str(environment / "bin" / "python")
    install = ["uv", "pip", "install", "--quiet", "--python", interpreter, "--no-verify-hashes"]
    session.run(*install, "--override", str(override), "--requirement", LOCK, *extra)
    session.run(
        interpreter,
        "-m",
        "pytest",
        "-m",
        "not browser and not long and not faults and not hosts",
        *session.posargs,
        external=True,
    )
