"""Django 6.1's way to say what ``EMAIL_…`` settings said before."""

from typing import Any

OPTIONS = {
    "smtp": {
        "host": "EMAIL_HOST",
        "port": "EMAIL_PORT",
        "username": "EMAIL_HOST_USER",
        "password": "EMAIL_HOST_PASSWORD",
        "use_tls": "EMAIL_USE_TLS",
        "use_ssl": "EMAIL_USE_SSL",
        "timeout": "EMAIL_TIMEOUT",
    },
    "filebased": {"file_path": "EMAIL_FILE_PATH"},
}


def mailer(settings: dict[str, Any]) -> dict[str, Any]:
    """One entry of ``MAILERS`` from ``EMAIL_…`` settings; a backend refuses options it doesn't know."""
    backend = settings["EMAIL_BACKEND"]
    known = OPTIONS.get(backend.split(".")[-2], {})
    options = {option: settings[name] for option, name in known.items() if settings.get(name)}
    return {"BACKEND": backend, "OPTIONS": options}
