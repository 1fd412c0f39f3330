"""The mail server: what it answers is said of itself, or of one email alone."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from smtplib import (
    SMTP,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from ..text.addresses import clean_address

# "Service not available, closing transmission channel", in answer to any command (RFC 5321, 4.2.2).
CLOSING = 421
# "Message size exceeds fixed maximum message size", in answer to MAIL (RFC 1870, 6.1).
TOO_LARGE = 552


class ServerDown(Exception):
    """No mail can be handed over now, whosever it is; the cause says why."""


class TurnedAway(ServerDown):
    """The server was there, and said in the midst of an email that it takes none."""


class HungUp(ServerDown):
    """The server left in the midst of an email without a word: nobody knows whether it took it."""


class Unwritable(Exception):
    """Nobody can have this address; the cause says why."""


def send(message: EmailMessage) -> None:
    """Hand an email over.

    :raises ServerDown: the server takes no email at all.
    :raises Exception: what went wrong with this email; ``is_final`` says whether it always will.
    """
    for address in message.recipients():
        _check(address)
    with _connection() as connection:
        try:
            connection.send_messages([message])
        except Exception as error:
            if _has_left(error):
                raise HungUp from error
            if _is_about_server(error):
                raise TurnedAway from error
            raise


def greet(seconds: float) -> BaseEmailBackend:
    """Say hello to the mail server, log in, say goodbye: nothing is sent.  Gives the way by which it went.

    ``seconds`` is the most to wait for each answer where the host sets no limit.

    :raises ServerDown: no email could be handed over.
    """
    with _connection(seconds) as connection:
        _ask_whether_well(connection)
        return connection


def _ask_whether_well(connection: BaseEmailBackend) -> None:
    talk = getattr(connection, "connection", None)
    if not isinstance(talk, SMTP):
        return
    try:
        code, said = talk.noop()
    except Exception as error:
        raise ServerDown from error
    if code >= 400:
        raise ServerDown from SMTPResponseException(code, said)


def is_final(error: Exception) -> bool:
    """Whether the email would meet this error again.

    The server said "never" (5yz, RFC 5321, 4.2.1), to all of its recipients; or nobody can have the address.
    """
    return isinstance(error, Unwritable) or min(_codes(error), default=0) >= 500


def _check(recipient: str) -> None:
    try:
        # Django 5.2 would put other letters before the @ into encoded words, which name another mailbox
        # (RFC 2047, 5); and both Djangos make a domain of what can be none.
        clean_address(recipient).encode("ascii")
    except UnicodeError as error:
        raise Unwritable from error


@contextmanager
def _connection(seconds: float | None = None) -> Iterator[BaseEmailBackend]:
    """An open connection: that there is none is never the fault of an email."""
    try:
        connection = _backend()
        if seconds and getattr(connection, "timeout", seconds) is None:
            connection.timeout = seconds  # type: ignore[attr-defined]  # Django's own for SMTP
        connection.open()
    except Exception as error:
        raise ServerDown from error
    try:
        _greet(connection)
        yield connection
    finally:
        # By now it has the email, or said why not: how it says goodbye changes nothing.
        with suppress(Exception):
            connection.close()


def _greet(connection: BaseEmailBackend) -> None:
    """Say hello by SMTP: else it is said with the first email, whose fault a failure would seem to be."""
    talk = getattr(connection, "connection", None)
    try:
        if isinstance(talk, SMTP):
            talk.ehlo_or_helo_if_needed()
    except Exception as error:
        raise ServerDown from error


def _backend() -> BaseEmailBackend:
    """The host's way to send; Django 6.1 deprecates the one that 5.2 knows."""
    mailers = getattr(mail, "mailers", None)
    return mail.get_connection() if mailers is None else mailers.default


def _has_left(error: Exception) -> bool:
    if isinstance(error, SMTPException):
        return isinstance(error, SMTPServerDisconnected)
    # A network or a disk that fails; but what a provider answered by HTTP (requests' errors are OSErrors that
    # carry the response) was said of this email.
    return isinstance(error, OSError) and getattr(error, "response", None) is None


def _is_about_server(error: Exception) -> bool:
    """Whether it goes away, or never takes the sender, which all emails share."""
    if isinstance(error, SMTPSenderRefused):
        return error.smtp_code == CLOSING or (error.smtp_code >= 500 and error.smtp_code != TOO_LARGE)
    return isinstance(error, SMTPNotSupportedError) or CLOSING in _codes(error)


def _codes(error: Exception) -> set[int]:
    """What the server answered; several where it refused each recipient."""
    if isinstance(error, SMTPRecipientsRefused):
        return {code for code, _text in error.recipients.values()}
    return {error.smtp_code} if isinstance(error, SMTPResponseException) else set()
