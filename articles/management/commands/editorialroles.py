"""``manage.py editorialroles``: the groups of those who write and publish."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import router, transaction

from ...models import Article

WRITER = (
    "add_article",
    "change_article",
    "view_article",
    "add_picture",
    "change_picture",
    "view_picture",
    "view_person",
    "view_section",
    "view_topic",
)
EDITOR = (
    "publish_article",
    "delete_article",
    "delete_picture",
    "view_placement",
    *(
        f"{act}_{model}"
        for model in ("person", "placement", "section", "topic")
        for act in ("add", "change", "delete")
    ),
)
# Each group's name, and the permissions of this app that it has.
ROLES = {"Writer": WRITER, "Editor": (*WRITER, *EDITOR)}


class Command(BaseCommand):
    help = (
        "Create the groups Writer and Editor, or give them what they lack. "
        "May be run again; what else you gave them stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--exact",
            action="store_true",
            help="also take away every permission that is not a part of the role",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(using=router.db_for_write(Group)):
            for name, codenames in ROLES.items():
                self._make(name, {*codenames}, exact=options["exact"])

    def _make(self, name: str, codenames: set[str], *, exact: bool) -> None:
        ours = Permission.objects.filter(
            content_type__app_label=Article._meta.app_label, codename__in=codenames
        )
        missing = codenames - {permission.codename for permission in ours}
        if missing:
            raise CommandError(f"run migrate first: there is no permission {', '.join(sorted(missing))}")
        group, _made = Group.objects.get_or_create(name=name)
        held = {*group.permissions.select_related("content_type")}
        strange = held - {*ours}
        group.permissions.add(*ours)
        if exact:
            group.permissions.remove(*strange)
        self.stdout.write(f"{name}:")
        self._print(" ", held & {*ours})
        self._print("+", {*ours} - held)
        self._print("-" if exact else "?", strange, ", taken away" if exact else ", given by you")

    def _print(self, sign: str, permissions: set[Permission], more: str = "") -> None:
        for permission in sorted(permissions, key=str):
            name = f"{permission.content_type.app_label}.{permission.codename}"
            self.stdout.write(f"  {sign} {permission.name} ({name}){more}")
