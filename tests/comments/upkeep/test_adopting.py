"""Years of old comments, as django-comments and django-comments-xtd left them, are shown once adopted."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django_comments.models import Comment

from articles.models import Article
from comments.decisions import statuses
from comments.models import AddressKey, Commenter, Decision, Discussion, ReaderComment, Status
from comments.text.normalizing import text_digest

from .old_rows import WRITTEN, Stock, adopt, page

pytestmark = pytest.mark.django_db


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
    assert (comment.pk, comment.target, comment.source) == (old.pk, article, "An old comment")
    assert (comment.user_name, comment.user_email, comment.user_url, comment.followup) == (
        "Ann",
        "ann@old.example",
        "https://ann.example/",
        True,
    )
    assert (comment.submitted, comment.submit_date) == (WRITTEN, WRITTEN)
    assert (comment.language, comment.network, comment.duplicate_key) == ("en", "203.0.113.0/24", None)
    assert comment.discussion == Discussion.objects.of(article).get()
    assert comment.site_number == old.site_id
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
    assert adopted.searchable == " bea ro @bea @ro an old comment "
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
    plain(user_email="ANN＠old.exa\u00admple ")
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
