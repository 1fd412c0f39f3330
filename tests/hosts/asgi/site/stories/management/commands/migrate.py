"""``migrate`` that makes tables at once: a walk's database has no past."""

from django.core.management.commands import migrate


class Command(migrate.Command):
    def handle(self, *args, **options):
        super().handle(*args, **options | {"run_syncdb": True})
