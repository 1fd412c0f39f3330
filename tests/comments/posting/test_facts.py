"""The facts of a post: what the database knows of it, and nothing is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from articles.models import Article
from comments.models import (
    AddressKey,
    BlockedDomain,
    Commenter,
    Discussion,
    ListedWord,
    ReaderComment,
    Status,
    WordList,
)
from comments.posting import history
from comments.posting.facts import _moderates
from comments.posting.facts import gather as gather_facts
from comments.posting.new_comments import submit
from comments.posting.posts import Post
from comments.rules import Submission
from comments.rules.submissions import Lists, Person
from comments.rules.words import Entry

pytestmark = pytest.mark.django_db


def gather(post: Post, html: str = "") -> Submission:
    """The facts of a post of which cleaning leaves ``html``."""
    return gather_facts(post, ReaderComment(comment=html), history.read(post))


@pytest.fixture
def post(article: Article) -> Any:
    def make(**changes: Any) -> Post:
        given = {"name": "Ada", "email": "ada@Mail.example", "url": "", "source": "I read this twice."}
        return Post(**{"target": article, "site_id": 1, **given, **changes})

    return make


def test_of_a_stranger_nothing_is_known_and_nothing_is_kept(post: Any) -> None:
    facts = gather(post(url="https://ada.example/"))
    assert facts.person == Person()
    assert (facts.text, facts.name, facts.website) == ("I read this twice.", "Ada", "https://ada.example/")
    assert (facts.address_domain, facts.network_posts, facts.same_texts) == ("Mail.example", (), 0)
    assert (facts.lists, facts.staff_names, facts.discussion_mode) == (Lists(), frozenset(), "")
    assert "ada@" not in repr(facts)
    assert (Commenter.objects.count(), Discussion.objects.count(), AddressKey.objects.count()) == (0, 0, 1)


def test_what_is_known_of_a_person_is_gathered(post: Any, comment: Any) -> None:
    for number in range(3):
        comment(f"Number {number}", email="ada@mail.example", network="198.51.100.0/24")
    comment("Elsewhere", email="other@example.org", status=Status.REJECTED)
    Commenter.objects.filter(approved_count=3).update(standing="held", until=timezone.now())
    person = gather(post()).person
    assert (person.logged_in, person.identity_verified, person.approved, person.standing) == (
        False,
        False,
        3,
        "held",
    )
    assert person.until == Commenter.objects.get(approved_count=3).until
    newest_first = ReaderComment.objects.filter(user_email="ada@mail.example").order_by("-submitted")
    assert [past.submitted for past in person.past] == list(newest_first.values_list("submitted", flat=True))
    assert {past.status for past in person.past} == {"approved"}


def test_the_confirmed_owner_of_an_address_is_another_person_than_whoever_types_it(
    post: Any, comment: Any
) -> None:
    comment(email="ada@mail.example")
    digest = AddressKey.digest("ada@mail.example")
    Commenter.objects.create(address_hash=digest, confirmed_at=timezone.now(), approved_count=7)
    assert [
        (person.identity_verified, person.approved)
        for person in (gather(post()).person, gather(post(confirmed=True)).person)
    ] == [(False, 1), (True, 7)]


def test_a_ban_of_the_confirmed_owner_sticks_to_whoever_types_the_address(post: Any) -> None:
    digest = AddressKey.digest("ada@mail.example")
    until = timezone.now() + timedelta(days=1)
    Commenter.objects.create(address_hash=digest, standing="held")
    owner = Commenter.objects.create(
        address_hash=digest, confirmed_at=timezone.now(), standing="banned", until=until, approved_count=9
    )
    person = gather(post()).person
    assert (person.identity_verified, person.approved, person.standing, person.until) == (
        False,
        0,
        "banned",
        until,
    )
    Commenter.objects.filter(pk=owner.pk).update(until=timezone.now())
    assert gather(post()).person.standing == "held"
    Commenter.objects.filter(confirmed_at=None).delete()
    Commenter.objects.update(standing="trusted", until=None)
    assert gather(post()).person == Person()


@pytest.mark.parametrize("standing", ["held", "banned"])
@pytest.mark.parametrize("active", [True, False])
def test_to_log_out_is_no_way_round_a_ban(standing: str, active: bool, post: Any) -> None:
    user = User.objects.create_user("ada", "Ada@mail.example", is_active=active)
    until = timezone.now() + timedelta(days=1)
    login = Commenter.objects.create(user=user, standing=standing, until=until, approved_count=9)
    assert gather(post()).person == Person(standing=standing, until=until)
    # A host may not ask whose address a login gives: whoever has proven it is not bound by it.
    assert gather(post(confirmed=True)).person == Person(identity_verified=True)
    Commenter.objects.filter(pk=login.pk).update(until=timezone.now())
    assert gather(post()).person == Person()
    assert gather(post(email="eve@mail.example")).person == Person()


def test_the_worst_standing_that_an_address_leads_to_counts_and_no_trust(post: Any) -> None:
    users = [User.objects.create_user(name, "ada@mail.example") for name in ("one", "two", "three")]
    for user, standing in zip(users, ("held", "banned", "trusted"), strict=True):
        Commenter.objects.create(user=user, standing=standing, approved_count=9)
    assert gather(post()).person == Person(standing="banned")
    Commenter.objects.exclude(standing="trusted").delete()
    assert gather(post()).person == Person()


@pytest.mark.parametrize("kept", ["ada@müller.example", "ADA@xn--mller-kva.example"])
def test_a_login_s_bad_standing_counts_in_either_spelling_of_its_address(post: Any, kept: str) -> None:
    Commenter.objects.create(user=User.objects.create_user("ada", kept), standing="banned")
    assert gather(post(email="ada@xn--mller-kva.example")).person == Person(standing="banned")


def test_nobody_s_standing_is_that_of_a_login_without_an_address(
    post: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Commenter.objects.create(user=User.objects.create_user("ada", ""), standing="banned")
    assert gather(post(email="")).person == Person()
    monkeypatch.setattr(User, "EMAIL_FIELD", "address")
    assert gather(post()).person == Person()


def test_a_login_is_proof(post: Any) -> None:
    user = User.objects.create_user("ada")
    Commenter.objects.create(user=user, approved_count=2, standing="trusted")
    assert gather(post(user=user)).person == Person(
        logged_in=True, identity_verified=True, approved=2, standing="trusted"
    )


def test_the_network_and_the_words_are_counted_whoever_posted(post: Any, comment: Any) -> None:
    network = "198.51.100.0/24"
    comment("I READ this — twice!", name="Grace", email="grace@example.org", network=network)
    comment("Other words", name="Grace", email="grace@example.org", network="203.0.113.0/24")
    facts = gather(post(network=network))
    assert (len(facts.network_posts), facts.same_texts) == (1, 1)
    assert gather(post(network="")).network_posts == ()
    assert gather(post(source="…")).same_texts == 0


def test_only_so_many_posts_are_looked_at(post: Any, comment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("MOST_POSTS", 2), ("MOST_REPEATS", 1)):
        monkeypatch.setattr(f"comments.posting.history.{name}", most)
    for name in ("A", "B", "C"):
        comment(name=name, email="ada@mail.example", network="198.51.100.0/24")
    facts = gather(post(network="198.51.100.0/24"))
    assert (len(facts.person.past), len(facts.network_posts), facts.same_texts) == (2, 2, 1)
    assert facts.person.past[0].submitted > timezone.now() - timedelta(minutes=1)


def test_the_names_of_those_who_work_here_are_gathered_for_strangers_alone(post: Any) -> None:
    staff = {"is_staff": True, "last_name": "Marsh"}
    editor = User.objects.create_user("edith", first_name="Édith", **staff)
    User.objects.create_user("gone", first_name="Gone", is_active=False, **staff)
    User.objects.create_user("nameless", is_staff=True)
    User.objects.create_user("reader", first_name="Ada")
    assert gather(post()).staff_names == {"edithmarsh"}
    assert gather(post(user=editor)).staff_names == frozenset()


def test_who_moderates_is_gathered_and_costs_readers_no_query(
    post: Any, settings: Any, django_assert_num_queries: Any
) -> None:
    editor, reader = (User.objects.create_user(name, is_staff=name == "edith") for name in ("edith", "ada"))
    may = Permission.objects.get(codename="moderate_readercomment")
    for user in (editor, reader):
        user.user_permissions.add(may)
    with django_assert_num_queries(0):
        assert not _moderates(reader, 1)
    assert [gather(post(user=user)).person.moderates for user in (editor, reader)] == [True, False]
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"BY_SITE": True}
    assert not gather(post(user=editor)).person.moderates
    assert not _moderates(User.objects.create_user("writer", is_staff=True), 1)


def test_a_moderators_own_comment_waits_for_nobody(post: Any, settings: Any) -> None:
    settings.NEWSROOM_COMMENTS = settings.NEWSROOM_COMMENTS | {"MODE": "pre"}
    editor = User.objects.create_superuser("edith")
    plain = submit(post(user=editor, email="", name=""))
    linked = submit(post(user=editor, email="", name="", source="Ring 07700 900123 for the whole story."))
    assert [(stored.status, stored.risk) for stored in (plain, linked)] == [
        (Status.PUBLISHED, 0),
        (Status.PENDING, 60),
    ]


def test_the_editors_lists_are_gathered(post: Any) -> None:
    ListedWord.objects.create(list=WordList.BANNED, pattern="buy *")
    ListedWord.objects.create(list=WordList.SUSPECT, pattern="Bank", folds=False)
    BlockedDomain.objects.create(domain="evil.example")
    assert gather(post()).lists == Lists(
        banned_words=(Entry("buy *"),),
        suspect_words=(Entry("Bank", folds=False),),
        blocked_domains=("evil.example",),
    )


def test_the_links_of_the_cleaned_text_are_gathered(post: Any) -> None:
    html = '<p><a href="http://x.example/?a&amp;b">x</a> <a href="https://Y.example">y</a></p>'
    assert gather(post(), html).linked_hosts == ("x.example", "y.example")


def test_the_facts_cost_five_queries_whatever_there_is(
    post: Any, comment: Any, django_assert_num_queries: Any
) -> None:
    network = "198.51.100.0/24"
    for number in range(4):
        comment(f"Number {number}", email="ada@mail.example", network=network)
    with django_assert_num_queries(5):
        gather(post(network=network))
    for number in range(4):
        user = User.objects.create_user(f"ada{number}", "ada@mail.example")
        Commenter.objects.create(user=user, standing="banned")
    with django_assert_num_queries(5):
        gather(post(network=network))


def test_a_hosts_function_that_fails_for_one_name_costs_nobody_a_comment(post: Any, settings: Any) -> None:
    def name_of(user: User) -> str:
        return {"edith": "Edith Marsh"}[user.username]

    for name in ("ada", "edith"):
        User.objects.create_user(name, is_staff=True)
    settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, "DISPLAY_NAME": name_of}
    assert gather(post()).staff_names == frozenset({"edithmarsh"})
