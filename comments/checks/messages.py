"""Numbered messages; every one says the mend."""

from django.core.checks import CheckMessage, Error, Warning

from ..models import ReaderComment


def error(number: int, message: str, hint: str) -> CheckMessage:
    return Error(message, hint=hint, id=f"{ReaderComment._meta.app_label}.E{number:03}")


def warning(number: int, message: str, hint: str) -> CheckMessage:
    return Warning(message, hint=hint, id=f"{ReaderComment._meta.app_label}.W{number:03}")
