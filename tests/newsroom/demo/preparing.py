"""The command in this process, and the password that it says."""

from io import StringIO

from django.core.management import call_command

from newsroom.demo import loading


def prepare(**options: object) -> str:
    out = StringIO()
    call_command("demo", no_serve=True, stdout=out, **options)
    return out.getvalue()


def password_in(said: str) -> str:
    return said.partition(f"Your account: {loading.EDITOR}, password ")[2].partition(" ")[0]
