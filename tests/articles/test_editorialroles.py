from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client

from articles.management.commands.editorialroles import ROLES

pytestmark = pytest.mark.django_db


def run(*options: str) -> str:
    out = StringIO()
    call_command("editorialroles", *options, stdout=out)
    return out.getvalue()


def held(name: str) -> set[str]:
    return {*Group.objects.get(name=name).permissions.values_list("codename", flat=True)}


def test_it_makes_both_groups_and_says_what_each_may() -> None:
    said = run()
    assert {name: held(name) for name in ROLES} == {name: {*codenames} for name, codenames in ROLES.items()}
    assert "  + Can publish and withdraw articles (newsroom_articles.publish_article)" in said
    assert run().count("  + ") == 0


def test_what_a_host_gave_besides_stays_unless_the_role_is_to_be_exact() -> None:
    run()
    own = Permission.objects.get(codename="add_group")
    Group.objects.get(name="Writer").permissions.add(own)
    assert "  ? Can add group (auth.add_group), given by you" in run()
    assert "add_group" in held("Writer")
    assert "  - Can add group (auth.add_group), taken away" in run("--exact")
    assert held("Writer") == {*ROLES["Writer"]}


@pytest.mark.parametrize(("role", "answers"), [("Writer", (200, 403)), ("Editor", (200, 200))])
def test_each_role_opens_its_pages(role: str, answers: tuple[int, int]) -> None:
    run()
    user = User.objects.create_user("x", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    everyone, editors = answers
    for model in ("article", "picture", "section", "topic", "person"):
        assert client.get(f"/admin/newsroom_articles/{model}/").status_code == everyone
    assert client.get("/admin/newsroom_articles/placement/").status_code == editors
    for model in ("section", "topic", "person", "placement"):
        assert client.get(f"/admin/newsroom_articles/{model}/add/").status_code == editors
