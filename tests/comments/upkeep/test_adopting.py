"""Years of old comments, as django-comments and django-comments-xtd left them, are shown once adopted."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import StringIO
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from articles.models import Article
from comments import checks
from comments.decisions import statuses
from comments.models import AddressKey, Commenter, Decision, Discussion, ReaderComment, Status
from comments.text.normalizing import text_digest
from comments.upkeep import adopting

pytestmark = pytest.mark.django_db
# What a batch costs, whatever its size, besides the rows it inserts one by one.
FIXED = 18
WRITTEN = datetime(2014, 5, 6, 7, 8, tzinfo=UTC)
Stock = Callable[..., Any]


def columns(target: Any, **changes: Any) -> dict[str, Any]:
    about = {
        "content_type": ContentType.objects.get_for_model(target),
        "object_pk": str(target.pk),
        "site_id": 1,
        "user_name": "Ann",
        "user_email": "ann@old.example",
        "comment": "An old comment",
        "submit_date": WRITTEN,
        "ip_address": "203.0.113.77",
    }
    return about | changes


@pytest.fixture
def plain(article: Article) -> Stock:
    """A row of django-comments alone."""

    def make(**changes: Any) -> Any:
        return Comment.objects.create(**columns(changes.pop("target", article), **changes))

    return make


@pytest.fixture
def threaded(article: Article) -> Stock:
    """A row of django-comments-xtd, put into its tables as given, be it sense or junk."""

    def make(**changes: Any) -> Any:
        made = XtdComment(**columns(changes.pop("target", article), **changes))
        made.save_base(force_insert=True)
        if not made.parent_id:
            XtdComment.norel_objects.filter(pk=made.pk).update(parent_id=made.pk, thread_id=made.pk)
        return made

    return make


def adopt(*options: str) -> list[str]:
    said = StringIO()
    call_command("adoptcomments", *options, stdout=said)
    return said.getvalue().splitlines()


def page(client: Client, article: Article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def snapshot() -> dict[str, list[dict[str, Any]]]:
    """Everything that adoption may write."""
    written = [Comment, XtdComment, ReaderComment, Discussion, Commenter, Decision]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in written}


def test_an_old_comment_is_not_shown_before_and_is_shown_after(
    client: Client, article: Article, plain: Stock
) -> None:
    plain()
    assert "An old comment" not in page(client, article)
    assert adopt() == ["adopted 1"]
    assert '<p dir="auto">An old comment</p>' in page(client, article)


def test_an_adopted_comment_keeps_what_the_old_row_says(article: Article, threaded: Stock) -> None:
    old = threaded(user_url="https://ann.example/", followup=True)
    adopt()
    comment = ReaderComment.objects.get()
    assert (comment.pk, comment.content_object, comment.source) == (old.pk, article, "An old comment")
    assert (comment.user_name, comment.user_email, comment.user_url, comment.followup) == (
        "Ann",
        "ann@old.example",
        "https://ann.example/",
        True,
    )
    assert (comment.submitted, comment.submit_date) == (WRITTEN, WRITTEN)
    assert (comment.language, comment.network, comment.duplicate_key) == ("en", "203.0.113.0/24", None)
    assert comment.discussion == Discussion.objects.of(article).get()
    assert (comment.parent_id, comment.thread_id, comment.root_id, comment.level) == (old.pk,) * 3 + (0,)


def test_old_plain_text_is_never_read_as_html(client: Client, article: Article, plain: Stock) -> None:
    plain(comment='<b>bold</b> & <script>alert(1)</script>\n\n<a href="javascript:alert(1)">x</a> &lt;')
    adopt()
    html = page(client, article)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert '<p dir="auto">&lt;a href="javascript:alert(1)"&gt;x&lt;/a&gt; &amp;lt;</p>' in html


def test_an_old_website_that_is_a_script_is_no_link(client: Client, article: Article, plain: Stock) -> None:
    plain(user_url="javascript:alert(document.domain)")
    adopt()
    html = page(client, article)
    assert "An old comment" in html
    assert "javascript:" not in html


def test_an_old_name_stays_on_its_line_and_turns_nothing(
    client: Client, article: Article, plain: Stock
) -> None:
    plain(user_name="A\r\nnn \u202eevil\x07")
    adopt()
    assert "<bdi>A nn evil</bdi>" in page(client, article)


@pytest.mark.parametrize("name", ["ann@old.example", "Ann <ann@old.example>", "ANN@OLD.EXAMPLE"])
def test_an_address_that_was_stored_as_a_name_is_not_shown(
    client: Client, article: Article, plain: Stock, name: str
) -> None:
    old = plain(user_name=name)
    adopt()
    replying = client.get(f"{article.get_absolute_url()}?reply_to={old.pk}").content.decode()
    for html in (page(client, article), replying):
        assert "An old comment" in html
        assert "old.example" not in html.lower()


def test_a_nameless_row_of_a_login_gets_its_display_name(
    client: Client, article: Article, plain: Stock
) -> None:
    user = get_user_model().objects.create_user("secret-login", first_name="Bea", last_name="Ro")
    plain(user=user, user_name="", user_email="")
    adopt()
    html = page(client, article)
    assert "<bdi>Bea Ro</bdi>" in html
    assert "secret-login" not in html
    adopted = ReaderComment.objects.get()
    assert adopted.searchable == "bea ro\nan old comment"
    assert adopted.text_digest == text_digest("An old comment")


@pytest.mark.parametrize(
    ("is_public", "is_removed", "status", "before"),
    [
        (True, False, Status.APPROVED, ""),
        (False, False, Status.PENDING, ""),
        (True, True, Status.REJECTED, "approved"),
        (False, True, Status.REJECTED, "pending"),
    ],
)
def test_visibility_follows_the_old_columns_and_is_logged(
    client: Client,
    article: Article,
    plain: Stock,
    is_public: bool,
    is_removed: bool,
    status: Status,
    before: str,
) -> None:
    plain(is_public=is_public, is_removed=is_removed)
    adopt()
    comment = ReaderComment.objects.get()
    shown = status == Status.APPROVED
    assert (comment.status, comment.public, comment.is_public) == (status, shown, shown)
    assert ("An old comment" in page(client, article)) is shown
    log = Decision.objects.values_list(
        "comment", "comment_number", "rule", "from_status", "to_status", "actor"
    )
    assert list(log) == [(comment.pk, comment.pk, "adopted", before, status, None)]
    discussion = Discussion.objects.get()
    assert (discussion.public_count, discussion.version) == (int(shown), int(shown))


def test_an_editor_may_decide_on_an_adopted_comment(client: Client, article: Article, plain: Stock) -> None:
    plain(is_removed=True)
    adopt()
    statuses.decide(ReaderComment.objects.get(), Status.APPROVED, statuses.DecisionContext())
    assert Comment.objects.values_list("is_public", "is_removed").get() == (True, False)
    assert "An old comment" in page(client, article)
    assert Commenter.objects.values_list("approved_count", "rejected_count").get() == (1, 0)


def test_one_person_is_one_commenter_with_all_their_counts(plain: Stock) -> None:
    user = get_user_model().objects.create_user("bea")
    Commenter.objects.create(address_hash=AddressKey.digest("ann@old.example"), approved_count=4)
    plain()
    plain(user_email="ANN@old.example ")
    plain(is_removed=True)
    plain(user=user)
    plain(user_email="")
    adopt()
    people = Commenter.objects.order_by("pk").values_list("user", "approved_count", "rejected_count")
    assert list(people) == [(None, 6, 1), (user.pk, 1, 0)]
    assert list(ReaderComment.objects.order_by("pk").values_list("commenter__user", flat=True)) == [
        None,
        None,
        None,
        user.pk,
        None,
    ]
    assert ReaderComment.objects.filter(commenter=None).count() == 1


def test_replies_stand_below_their_parents_whatever_the_thread_columns_say(threaded: Stock) -> None:
    root = threaded(thread_id=999, level=77)
    reply = threaded(parent_id=root.pk, thread_id=-5, level=0)
    deeper = threaded(parent_id=reply.pk, thread_id=reply.pk, level=-3)
    adopt("--batch-size=2")
    rows = ReaderComment.objects.order_by("pk").values_list("pk", "parent_id", "root", "thread_id", "level")
    assert list(rows) == [
        (root.pk, root.pk, root.pk, root.pk, 0),
        (reply.pk, root.pk, root.pk, root.pk, 1),
        (deeper.pk, reply.pk, root.pk, root.pk, 2),
    ]


def test_sound_rows_of_xtd_are_not_rewritten(threaded: Stock) -> None:
    root = threaded(order=3, nested_count=1)
    threaded(parent_id=root.pk, thread_id=root.pk, level=1, order=9)
    before = list(
        XtdComment.norel_objects.order_by("pk").values(*(f.attname for f in XtdComment._meta.local_fields))
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        adopt()
    after = list(
        XtdComment.norel_objects.order_by("pk").values(*(f.attname for f in XtdComment._meta.local_fields))
    )
    assert after == before
    table = XtdComment._meta.db_table
    assert [
        q["sql"] for q in queries if q["sql"].startswith((f'UPDATE "{table}"', f'INSERT INTO "{table}"'))
    ] == []


def test_a_reply_without_its_parent_begins_a_thread_and_that_is_said(
    client: Client, article: Article, draft: Article, threaded: Stock
) -> None:
    elsewhere = threaded(target=draft)
    missing = threaded(parent_id=987654, thread_id=987654, level=1)
    strayed = threaded(parent_id=elsewhere.pk, thread_id=elsewhere.pk, level=1)
    assert adopt() == [
        f"comment {missing.pk} begins a thread: its parent 987654 is not there before it",
        f"comment {strayed.pk} begins a thread: its parent {elsewhere.pk} is not there before it",
        "adopted 3",
    ]
    rows = ReaderComment.objects.order_by("pk").values_list("parent_id", "root", "level")
    assert list(rows) == [(pk, pk, 0) for pk in (elsewhere.pk, missing.pk, strayed.pk)]
    notes = Decision.objects.order_by("pk").values_list("note", flat=True)
    assert list(notes) == ["", "parent_id was 987654", f"parent_id was {elsewhere.pk}"]
    assert page(client, article).count("An old comment") == 2


def test_a_circle_of_parents_ends(client: Client, article: Article, threaded: Stock) -> None:
    first, second, third = threaded(), threaded(), threaded()
    for old, parent in ((first, third), (second, first), (third, second)):
        XtdComment.norel_objects.filter(pk=old.pk).update(parent_id=parent.pk)
    assert adopt("--batch-size=1")[-1] == "adopted 3"
    rows = ReaderComment.objects.order_by("pk").values_list("parent_id", "root", "level")
    assert list(rows) == [(first.pk, first.pk, 0), (first.pk, first.pk, 1), (second.pk, first.pk, 2)]
    assert page(client, article).count("An old comment") == 3


def test_no_old_comment_answers_a_later_one(threaded: Stock, comment: Callable[..., ReaderComment]) -> None:
    old, new = threaded(), comment()
    XtdComment.norel_objects.filter(pk=old.pk).update(parent_id=new.pk, thread_id=new.pk)
    adopt()
    adopted = ReaderComment.objects.get(pk=old.pk)
    assert (adopted.parent_id, adopted.root_id) == (old.pk, old.pk)


def test_a_thousand_levels_are_adopted_and_read(client: Client, article: Article, threaded: Stock) -> None:
    root = parent = threaded()
    for _level in range(999):
        parent = threaded(parent_id=parent.pk)
    assert adopt() == ["adopted 1000"]
    assert ReaderComment.objects.latest("pk").level == 999
    thread = client.get(f"{article.get_absolute_url()}?thread={root.pk}")
    assert thread.content.decode().count("An old comment") == 200


def test_a_new_reply_to_an_adopted_comment_joins_its_thread(
    plain: Stock, comment: Callable[..., ReaderComment]
) -> None:
    old = plain()
    adopt()
    new = comment(parent=ReaderComment.objects.get())
    assert (new.parent_id, new.root_id, new.thread_id, new.level) == (old.pk, old.pk, old.pk, 1)


def test_rows_on_other_models_are_left_alone_and_named(plain: Stock) -> None:
    plain()
    plain(target=get_user_model().objects.create_user("bea"))
    plain(content_type=ContentType.objects.create(app_label="gone", model="page"))
    assert adopt() == [
        "adopted 1",
        "left alone 1 on auth.user, which MODELS does not name",
        "left alone 1 on gone.page, which MODELS does not name",
    ]


@pytest.mark.parametrize("key", ["", "junk", "007x", "9" * 60, "-1", "0"])
def test_a_comment_on_what_no_longer_exists_is_adopted_too(plain: Stock, key: str) -> None:
    plain(object_pk=key)
    assert adopt() == ["adopted 1"]
    assert ReaderComment.objects.values_list("object_pk", "language").get() == (key, "")


@pytest.mark.parametrize("text", ["", " \n ", "\u202e", "x" * 100_000, "<" * 20_000, "&" * 20_000])
def test_any_old_text_is_adopted_and_kept(client: Client, article: Article, plain: Stock, text: str) -> None:
    plain(comment=text)
    adopt()
    assert ReaderComment.objects.get().source == text
    assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [(None, ""), ("198.51.100.9", "198.51.100.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48")],
)
def test_only_the_network_is_taken_over(plain: Stock, address: str | None, network: str) -> None:
    plain(ip_address=address)
    adopt()
    assert ReaderComment.objects.values_list("network", "ip_address").get() == (network, address)


def test_whole_addresses_are_forgotten_on_request_even_later(plain: Stock) -> None:
    plain()
    other = plain(target=get_user_model().objects.create_user("bea"))
    adopt()
    assert adopt("--forget-addresses")[-1] == "forgot 1 network addresses"
    assert list(Comment.objects.exclude(ip_address=None).values_list("pk", flat=True)) == [other.pk]
    assert ReaderComment.objects.get().network == "203.0.113.0/24"


def test_a_second_run_changes_nothing(plain: Stock, threaded: Stock) -> None:
    plain(comment="1 < 2")
    threaded(parent_id=999)
    adopt()
    once = snapshot()
    assert adopt() == ["adopted 0"]
    assert snapshot() == once


def test_comments_posted_here_are_left_alone(comment: Callable[..., ReaderComment], plain: Stock) -> None:
    posted = comment("<b>new</b>")
    plain()
    assert adopt() == ["adopted 1"]
    assert ReaderComment.objects.get(pk=posted.pk).comment == "<p><b>new</b></p>"
    assert not Decision.objects.filter(comment=posted, rule="adopted").exists()


def test_a_talkative_run_says_how_far_it_is(plain: Stock) -> None:
    first, second, third = plain(), plain(), plain()
    assert adopt("--batch-size=2", "--verbosity=2") == [
        f"adopted 2 so far, up to comment {second.pk}",
        f"adopted 3 so far, up to comment {third.pk}",
        "adopted 3",
    ]
    assert ReaderComment.objects.filter(pk=first.pk).exists()


def test_a_dry_run_counts_and_changes_nothing(plain: Stock) -> None:
    plain()
    plain(target=get_user_model().objects.create_user("bea"))
    before = snapshot()
    assert adopt("--dry-run", "--forget-addresses") == [
        "would adopt 1",
        "left alone 1 on auth.user, which MODELS does not name",
    ]
    assert snapshot() == before


def test_a_run_that_was_stopped_is_finished_by_the_next(threaded: Stock, plain: Stock) -> None:
    """As though the process had been killed between two batches: one whole, the rest untouched."""
    root = threaded()
    threaded(parent_id=root.pk)
    last = plain()
    adopting.adopt_chunk(after=0, size=2)
    discussion = Discussion.objects.get()
    assert (discussion.public_count, discussion.version, Decision.objects.count()) == (2, 1, 2)
    assert Comment.objects.get(pk=last.pk).comment == "An old comment"
    assert adopt("--batch-size=2") == ["adopted 1"]
    discussion.refresh_from_db()
    assert (discussion.public_count, ReaderComment.objects.filter(public=True).count()) == (3, 3)
    assert Commenter.objects.get().approved_count == 3


def test_a_batch_that_fails_leaves_nothing_behind(
    plain: Stock, threaded: Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain()
    threaded(parent_id=999)
    before = snapshot()

    def stop(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(adopting, "_rewrite", stop)
        with pytest.raises(KeyboardInterrupt):
            adopt()
    assert snapshot() == before
    assert adopt()[-1] == "adopted 2"


@pytest.mark.parametrize("made", ["plain", "threaded"])
def test_a_batch_costs_a_fixed_number_of_statements_and_one_insert_a_row_and_table(
    made: str, request: pytest.FixtureRequest
) -> None:
    make = request.getfixturevalue(made)
    inserts = 2 if made == "plain" else 1
    fixed = []
    AddressKey.digest("made once")
    for number in (1, 3, 30):
        for index in range(number):
            make(user_email=f"{index}@old.example")
        with CaptureQueriesContext(connection) as queries:
            adopting.adopt_chunk(after=0, size=100)
        fixed.append(len(queries) - inserts * number)
    # Several people are locked in order before they are counted.
    assert fixed == [FIXED, FIXED + 1, FIXED + 1]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_adopt_each_comment_once(plain: Stock) -> None:
    for _number in range(40):
        plain()
    gate = Barrier(2)

    def run(_number: int) -> int:
        gate.wait()
        try:
            return int(adopt("--batch-size=5")[-1].removeprefix("adopted "))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, range(2))) == 40
    assert Decision.objects.count() == 40
    assert Discussion.objects.get().public_count == 40
    assert Commenter.objects.get().approved_count == 40


def test_a_batch_holds_one_comment_at_least() -> None:
    with pytest.raises(CommandError, match="--batch-size must be 1 or more"):
        adopt("--batch-size=0")


def test_the_check_is_silent_once_all_of_ours_are_adopted(plain: Stock) -> None:
    plain()
    plain(target=get_user_model().objects.create_user("bea"))
    assert [found.id for found in checks.check_stock_rows(databases=["default"])] == [
        "newsroom_comments.W001"
    ]
    adopt()
    assert checks.check_stock_rows(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_leaving_gives_the_old_words_back(
    plain: Stock, threaded: Stock, comment: Callable[..., ReaderComment]
) -> None:
    text = 'Fish & chips <b>1 < 2</b>\r\n\r\n"quoted"'
    plain(comment=text)
    root = threaded(comment="gone", is_removed=True)
    threaded(comment="held", is_public=False, parent_id=root.pk, thread_id=root.pk, level=1)
    threaded(comment="held and gone", is_public=False, is_removed=True)
    rejected = threaded(comment="rejected since")
    old = list(Comment.objects.order_by("pk").values())
    adopt()
    statuses.decide(ReaderComment.objects.get(pk=rejected.pk), Status.REJECTED, statuses.DecisionContext())
    assert list(Comment.objects.order_by("pk").values()) != old
    posted = comment("posted <b>here</b>")
    try:
        call_command("migrate", "newsroom_comments", "zero", verbosity=0)
        old[-1]["is_public"] = False
        assert list(Comment.objects.exclude(pk=posted.pk).order_by("pk").values()) == old
        assert Comment.objects.get(pk=posted.pk).comment == "posted <b>here</b>"
    finally:
        call_command("migrate", "newsroom_comments", verbosity=0)
    assert adopt() == ["adopted 6"]
    assert ReaderComment.objects.order_by("pk").first().source == text
