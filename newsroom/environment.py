"""What variables of the environment say, as the settings need it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def entries(name: str, default: Sequence[str] = ()) -> list[str]:
    """The entries of a list with commas, without the blanks around them; an empty one is none."""
    given = (entry.strip() for entry in env.list(name, default=[*default]))
    return [entry for entry in given if entry]


def choice(name: str, *allowed: str) -> str:
    """One of a few words; the first where the variable is empty or left out.

    :raises ImproperlyConfigured: it is none of them.
    """
    given: str = env.str(name, default="").strip() or allowed[0]
    if given not in allowed:
        raise ImproperlyConfigured(f"{name} is {given!r}, which is none of {', '.join(allowed)}")
    return given


def time_zone(name: str) -> str:
    """The name of a time zone, such as "Europe/Paris"; "UTC" where the variable is empty or left out.

    :raises ImproperlyConfigured: this machine knows no such zone.
    """
    zone: str = env.str(name, default="").strip() or "UTC"
    try:
        ZoneInfo(zone)
    # An unknown key, a path that leads out of the zones' folder, and the folder of a continent.
    except (KeyError, ValueError, OSError) as unknown:
        raise ImproperlyConfigured(
            f"{name} is {zone!r}, which is no time zone that this machine knows: "
            "write it as Europe/Paris or UTC (on Debian they come with the package tzdata)"
        ) from unknown
    return zone
