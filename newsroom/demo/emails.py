"""Emails that aren't sent but printed, and not as they cross the wire but as they are read."""

from django.core.mail import EmailMessage
from django.core.mail.backends import console

END = "-" * 79


class EmailBackend(console.EmailBackend):
    """Django's own for the console, whose quoted-printable cuts a link in two and hides every accent."""

    def write_message(self, message: EmailMessage) -> None:
        heads = {"From": message.from_email, "To": ", ".join(message.to), "Subject": message.subject}
        lines = [f"{name}: {value}" for name, value in heads.items()]
        self.stream.write("\n".join(["", *lines, "", str(message.body).strip(), END, ""]))
