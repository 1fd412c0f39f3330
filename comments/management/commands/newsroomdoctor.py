"""``manage.py newsroomdoctor``: does it work here, and if not, which line is missing?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...doctor.examination import examine
from ...doctor.findings import State


class Command(BaseCommand):
    help = (
        "Post, decide, read and email a comment under this site's settings, and say what works, or the line "
        "to add. Nothing is stored or sent. Exits with 1 where something is wrong."
    )
    # What they say is among the findings.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for finding in examine():
            wrong += finding.state is State.WRONG
            self.stdout.write(str(finding))
            if finding.detail and options["verbosity"] > 1:
                self.stdout.write(f"       {finding.detail}")
        if wrong:
            raise CommandError(f"{wrong} to mend")
        self.stdout.write("All of it works.")
