"""What only a developer's machine may take for granted: a key of its own, a name, emails on the console."""

import os
import secrets
from pathlib import Path

import environ

# Of the town that the demo's English article is about.
PAPER = "The Pellow Bridge Courier"
VAR = Path(__file__).resolve().parent.parent / "var"


def supply_environment() -> None:
    """Fill in the variables that development can make up; what is set already stays."""
    if "SECRET_KEY" not in os.environ:
        os.environ["SECRET_KEY"] = _secret_key(VAR / "secret_key")
    environ.Env.EMAIL_SCHEMES["demomail"] = "newsroom.demo.emails.EmailBackend"
    os.environ.setdefault("EMAIL_URL", "demomail://")
    os.environ.setdefault("SITE_NAME", PAPER)
    os.environ.setdefault("DEFAULT_FROM_EMAIL", f"{PAPER} <comments@pellow-bridge.example>")


def _secret_key(path: Path) -> str:
    """The key stored in ``path``, made at first use and readable by its owner alone."""
    # Empty where its first writer was interrupted.
    if not path.exists() or not path.stat().st_size:
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
