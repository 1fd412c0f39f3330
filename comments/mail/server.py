"""The mail server: what it answers is said of itself, or of one email alone."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from smtplib import (
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

# "Service not available, closing transmission channel", in answer to any command (RFC 5321, 4.2.2).
CLOSING = 421


class ServerDown(Exception):
    """No mail can be handed over now, whosever it is; the cause says why."""


class HungUp(ServerDown):
    """The server was there, and left in the midst of an email."""


def send(message: EmailMessage) -> None:
    """Hand an email over.

    :raises ServerDown: the server takes no email at all.
    :raises Exception: what went wrong with this email; ``is_final`` says whether it always will.
    """
    for address in message.recipients():
        # Django 5.2 would put it into encoded words, which name another mailbox (RFC 2047, 5).
        address.rpartition("@")[0].encode("ascii")
    with _connection() as connection:
        try:
            connection.send_messages([message])
        except Exception as error:
            if _is_about_server(error):
                raise HungUp from error
            raise


def is_final(error: Exception) -> bool:
    """Whether the email would meet this error again.

    The server said "never" (5yz, RFC 5321, 4.2.1), to all of its recipients; or it can't be written down.
    """
    return isinstance(error, ValueError) or min(_codes(error), default=0) >= 500


@contextmanager
def _connection() -> Iterator[BaseEmailBackend]:
    """An open connection: that there is none is never the fault of an email."""
    try:
        connection = _backend()
        connection.open()
    except Exception as error:
        raise ServerDown from error
    try:
        yield connection
    finally:
        # By now it has the email, or said why not: how it says goodbye changes nothing.
        with suppress(Exception):
            connection.close()


def _backend() -> BaseEmailBackend:
    """The host's way to send; Django 6.1 deprecates the one that 5.2 knows."""
    mailers = getattr(mail, "mailers", None)
    return mail.get_connection() if mailers is None else mailers.default


def _is_about_server(error: Exception) -> bool:
    if isinstance(error, SMTPException):
        left = isinstance(error, SMTPServerDisconnected | SMTPHeloError)
        return left or CLOSING in _codes(error)
    # A network or a disk that fails; but what a provider answered by HTTP (requests' errors are OSErrors that
    # carry the response) was said of this email.
    return isinstance(error, OSError) and getattr(error, "response", None) is None


def _codes(error: Exception) -> set[int]:
    """What the server answered; several where it refused each recipient."""
    if isinstance(error, SMTPRecipientsRefused):
        return {code for code, _text in error.recipients.values()}
    return {error.smtp_code} if isinstance(error, SMTPResponseException) else set()
