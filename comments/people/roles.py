"""The groups of a newsroom's moderators, and what each may do."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import router, transaction

from ..models import ReaderComment

MODERATOR = (
    "moderate_readercomment",
    "moderate_selection",
    "set_standing",
    "view_blockeddomain",
    "view_commenter",
    "view_decision",
    "view_discussion",
    "view_listedword",
    "view_rejectionreason",
    "view_report",
    "view_savedreply",
    "view_standingchange",
)
CHIEF = (
    "moderate_every_site",
    "view_address",
    "change_discussion",
    "export_decision",
    *(f"{act}_blockeddomain" for act in ("add", "change", "delete")),
    *(f"{act}_listedword" for act in ("add", "change", "delete")),
    *(f"{act}_rejectionreason" for act in ("add", "change", "delete")),
    *(f"{act}_savedreply" for act in ("add", "change", "delete")),
    "view_email",
    "change_email",
)
# Each group's name, and the permissions of this app that it has.
ROLES = {"Moderator": MODERATOR, "Chief moderator": (*MODERATOR, *CHIEF)}


class MissingPermissions(LookupError):
    """The database doesn't hold this app's permissions."""


@dataclass(frozen=True)
class Role:
    """A group as it is now.  ``added`` and ``removed`` had to change; ``others`` are a host's own gifts."""

    group: Group
    permissions: list[Permission]
    added: list[Permission]
    removed: list[Permission]
    others: list[Permission]


def make_roles(*, exact: bool = False) -> list[Role]:
    """Create the groups, or give them what they lack; ``exact`` also takes away what is not theirs.

    :raises MissingPermissions: migrate has not been run.
    """
    with transaction.atomic(using=router.db_for_write(Group)):
        return [_make(name, codenames, exact=exact) for name, codenames in ROLES.items()]


def _make(name: str, codenames: Collection[str], *, exact: bool) -> Role:
    ours = Permission.objects.filter(
        content_type__app_label=ReaderComment._meta.app_label, codename__in=codenames
    )
    permissions = list(ours.select_related("content_type").order_by("codename"))
    missing = {*codenames} - {permission.codename for permission in permissions}
    if missing:
        raise MissingPermissions(", ".join(sorted(missing)))
    group, _made = Group.objects.get_or_create(name=name)
    held = {*group.permissions.select_related("content_type")}
    strange = sorted(held - {*permissions}, key=str)
    group.permissions.add(*permissions)
    if exact:
        group.permissions.remove(*strange)
    return Role(
        group=group,
        permissions=permissions,
        added=[permission for permission in permissions if permission not in held],
        removed=strange if exact else [],
        others=[] if exact else strange,
    )
