"""The groups of a newsroom's moderators."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from comments.people.roles import ROLES

pytestmark = pytest.mark.django_db


def run(**options: Any) -> list[str]:
    output = StringIO()
    call_command("moderationroles", stdout=output, **options)
    return output.getvalue().splitlines()


def held() -> dict[str, set[str]]:
    return {
        group.name: {*group.permissions.values_list("codename", flat=True)} for group in Group.objects.all()
    }


def test_each_group_has_what_its_role_may_and_the_command_says_it() -> None:
    said = run()
    assert held() == {name: {*codenames} for name, codenames in ROLES.items()}
    assert said[0] == "Moderator:"
    line = "  + Can decide which comments are public (newsroom_comments.moderate_readercomment)"
    assert said.count(line) == 2
    assert len(said) == 2 + sum(map(len, ROLES.values()))


def test_run_again_it_adds_nothing() -> None:
    run()
    before = held()
    assert [line for line in run() if line.startswith("  +")] == []
    assert held() == before


def test_what_is_missing_comes_back_and_what_a_host_gave_stays() -> None:
    run()
    group = Group.objects.get(name="Moderator")
    group.permissions.remove(Permission.objects.get(codename="set_standing"))
    group.permissions.add(Permission.objects.get(codename="view_user"))
    said = run()
    assert held()["Moderator"] == {*ROLES["Moderator"], "view_user"}
    assert "  + Can trust, hold and ban commenters (newsroom_comments.set_standing)" in said
    assert "  ? Can view user (auth.view_user), given by you" in said


def test_exactly_the_role_is_left_where_that_is_asked_for() -> None:
    run()
    Group.objects.get(name="Moderator").permissions.add(Permission.objects.get(codename="view_user"))
    said = run(exact=True)
    assert held() == {name: {*codenames} for name, codenames in ROLES.items()}
    assert "  - Can view user (auth.view_user), taken away" in said


def test_a_database_without_the_permissions_is_told_the_mend_and_left_alone() -> None:
    Permission.objects.filter(codename="view_email").delete()
    with pytest.raises(CommandError, match="run migrate first: there is no permission view_email"):
        run()
    assert held() == {}
