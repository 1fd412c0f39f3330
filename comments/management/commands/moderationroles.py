"""``manage.py moderationroles``: the groups of a newsroom's moderators."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand, CommandError

from ...people.roles import MissingPermissions, Role, make_roles


class Command(BaseCommand):
    help = (
        "Create the groups Moderator and Chief moderator, or give them what they lack. "
        "May be run again; what else you gave them stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--exact",
            action="store_true",
            help="also take away every permission that is not a part of the role",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            roles = make_roles(exact=options["exact"])
        except MissingPermissions as error:
            raise CommandError(f"run migrate first: there is no permission {error}") from error
        for role in roles:
            self._print(role)

    def _print(self, role: Role) -> None:
        self.stdout.write(f"{role.group.name}:")
        for permission in role.permissions:
            self._print_one("+" if permission in role.added else " ", permission)
        for permission in role.others:
            self._print_one("?", permission, ", given by you")
        for permission in role.removed:
            self._print_one("-", permission, ", taken away")

    def _print_one(self, sign: str, permission: Permission, more: str = "") -> None:
        name = f"{permission.content_type.app_label}.{permission.codename}"
        self.stdout.write(f"  {sign} {permission.name} ({name}){more}")
