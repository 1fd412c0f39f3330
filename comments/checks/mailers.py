"""The ways by which emails leave: Django's one ``EMAIL_BACKEND``, or since 6.1 any number of ``MAILERS``."""

from dataclasses import dataclass

from django.conf import global_settings, settings
from django.core.mail.backends import smtp
from django.utils.module_loading import import_string

SMTP = f"{smtp.__name__}.{smtp.EmailBackend.__name__}"


@dataclass(frozen=True)
class Mailer:
    """One way: the path of its backend, how long that waits for its server, and whether the host chose it."""

    backend: str
    timeout: float | None
    chosen: bool = True

    def is_of(self, *classes: type) -> bool | None:
        """Whether its backend is one of the classes, or a kind of one; None if that can't be known."""
        try:
            return issubclass(import_string(self.backend), classes)
        except (ImportError, TypeError):
            return None


def mailers() -> dict[str, Mailer]:
    """By name; our emails go by the one called ``default``, if there is one."""
    several = getattr(settings, "MAILERS", None)
    if several is None:
        chosen = settings.EMAIL_BACKEND != SMTP or settings.EMAIL_HOST != global_settings.EMAIL_HOST
        return {"default": Mailer(settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT, chosen)}
    return {
        name: Mailer(mailer.get("BACKEND", SMTP), mailer.get("OPTIONS", {}).get("timeout"))
        for name, mailer in several.items()
    }
