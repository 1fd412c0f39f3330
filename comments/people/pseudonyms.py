"""What stands for a reader who did something, and names them not: enough to count each once."""

from collections.abc import Iterable
from typing import Any

from ..models import AddressKey

# Told apart, so that what stands for a network can be forgotten one day.
LOGIN, NETWORK = "u", "n"


def pseudonym(act: str, user: Any, network: str) -> str:
    """What stands for a login, else for a network, in what it does: a keyed hash, another one for each act.

    Networks that can't be known are one reader.
    """
    return pseudonyms(act, [user.pk])[user.pk] if user else _hashed(act, NETWORK, [f"network:{network}"])[0]


def pseudonyms(act: str, logins: Iterable[Any]) -> dict[Any, str]:
    """What stands for each of these users' keys."""
    keys = [*logins]
    return dict(zip(keys, _hashed(act, LOGIN, [f"user:{key}" for key in keys]), strict=True))


def _hashed(act: str, kind: str, names: Iterable[str]) -> list[str]:
    messages = [f"{act}:{name}" for name in names]
    digests = AddressKey.digests(messages)
    # With its kind as long as the columns.
    return [f"{kind}:{digests[message][:62]}" for message in messages]
