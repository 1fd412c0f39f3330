"""A confirmed reader keeps a name; whoever else types it is asked for another."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from lxml import html

from articles.models import Article
from comments.mail import signed_links
from comments.models import Commenter, ReaderComment, Standing, Status
from comments.people.confirmations import confirm
from comments.people.reserved_names import Taken, can_be_reserved, reserve

from ..answers import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_flood_limits")]
Comment = Callable[..., ReaderComment]
POST = "/comments/post/"
PREVIEW = "/comments/preview/"
REFUSAL = "This name belongs to a reader who confirmed their address. Please choose another."
HOW = "If it is yours, confirm your address again in this browser"


@pytest.fixture
def ada(comment: Comment) -> ReaderComment:
    """Ada's comment, whose address she has confirmed."""
    stored = comment(status=Status.PENDING)
    confirm(stored)
    return stored


def press(stored: ReaderComment, client: Client | None = None, **sent: Any) -> Any:
    """The button on the private page."""
    headers = sent.pop("headers", {})
    return (client or Client()).post(signed_links.reader_page(stored) + "name/", sent, headers=headers)


def own_page(stored: ReaderComment, query: str = "") -> html.HtmlElement:
    return page_of(Client().get(signed_links.reader_page(stored) + query))


def text(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def buttons(page: html.HtmlElement) -> list[str]:
    return list(page.xpath("//form[@action='name/']//button/text()"))


def query_of(response: Any) -> str:
    """With which query an answer leads back to the private page."""
    path, _mark, query = response["Location"].partition("?")
    assert path == response.request["PATH_INFO"].removesuffix("name/")
    return str(query)


def names() -> list[str]:
    return [*Commenter.objects.exclude(reserved_key=None).values_list("reserved_name", flat=True)]


# --- Reserving --------------------------------------------------------------------------------------------


def test_the_owner_reserves_the_name_on_the_private_page_and_gives_it_up_there(ada: ReaderComment) -> None:
    assert buttons(own_page(ada)) == ["Reserve the name “Ada” for yourself"]
    assert query_of(press(ada)) == ""
    assert names() == ["Ada"]
    assert buttons(own_page(ada)) == ["Give it up"]
    assert "The name “Ada” is reserved for you." in text(own_page(ada))
    assert query_of(press(ada, give_up="1")) == ""
    assert names() == []
    assert Commenter.objects.filter(reserved_name="Ada").count() == 0
    assert buttons(own_page(ada)) == ["Reserve the name “Ada” for yourself"]


def test_twice_is_once(ada: ReaderComment) -> None:
    assert [press(ada).status_code for _time in range(2)] == [302, 302]
    assert names() == ["Ada"]


def test_the_answer_is_private(ada: ReaderComment) -> None:
    response = press(ada)
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in response["Cache-Control"]


def test_the_name_is_kept_on_every_page_of_the_owners(ada: ReaderComment, comment: Comment) -> None:
    press(ada)
    later = comment("Later", name="Countess", confirmed=True)
    assert "The name “Ada” is reserved for you." in text(own_page(later))
    press(later)
    assert names() == ["Ada"]
    press(later, give_up="1")
    press(later)
    assert names() == ["Countess"]


@pytest.mark.parametrize("who", ["stranger", "login", "no address", "erased"])
def test_nothing_is_offered_and_nothing_happens_without_a_confirmed_address(
    who: str, ada: ReaderComment, comment: Comment
) -> None:
    stored = {
        "stranger": lambda: comment("Mine?", name="Eve"),
        "login": lambda: comment("Mine?", name="Eve", user=User.objects.create_user("eve")),
        "no address": lambda: comment("Mine?", name="Eve", email=""),
        "erased": lambda: comment("Mine?", name="", confirmed=True),
    }[who]()
    assert buttons(own_page(stored)) == []
    assert (press(stored).status_code, press(stored, give_up="1").status_code) == (302, 302)
    assert names() == []


@pytest.mark.parametrize("name", ["★ ★", "…", "Anonymous", "ANONYME", "A n o n y m o u s"])
def test_a_name_that_is_nobodys_is_not_reserved(name: str, ada: ReaderComment, comment: Comment) -> None:
    press(comment("Again", name=name, confirmed=True))
    assert names() == []


@pytest.mark.parametrize("name", ["Edith Marsh", "édith marsh", "Edith-Marsh"])
def test_a_staff_members_public_name_is_taken(name: str, ada: ReaderComment, comment: Comment) -> None:
    User.objects.create_user("edith", first_name="Édith", last_name="Marsh", is_staff=True)
    stored = comment("I work here", name=name, confirmed=True)
    response = press(stored)
    assert query_of(response) == "taken"
    assert f"The name “{name}” is taken." in text(page_of(Client().get(response["Location"])))
    assert names() == []


def test_another_readers_name_is_taken_and_no_more_is_told(ada: ReaderComment, comment: Comment) -> None:
    press(ada)
    other = comment("Hello", name="ADA", email="other@example.org")
    confirm(other)
    page = page_of(Client().get(press(other)["Location"]))
    assert ("The name “ADA” is taken." in text(page), buttons(page)) == (True, [])
    assert "ada@example.org" not in page.text_content()
    assert names() == ["Ada"]
    with pytest.raises(Taken):
        reserve(ReaderComment.objects.get(pk=other.pk))


def test_whoever_is_banned_reserves_nothing(ada: ReaderComment) -> None:
    Commenter.objects.exclude(confirmed_at=None).update(standing=Standing.BANNED)
    stored = ReaderComment.objects.get(pk=ada.pk)
    press(stored)
    assert (can_be_reserved(stored, stored.commenter), buttons(own_page(stored)), names()) == (False, [], [])


def test_another_site_reserves_nothing_and_gives_nothing_up(ada: ReaderComment) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert press(ada, headers=elsewhere).status_code == 404
    assert names() == []
    press(ada, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"})
    assert press(ada, headers=elsewhere, give_up="1").status_code == 404
    assert names() == ["Ada"]


def test_only_a_post_reserves(ada: ReaderComment) -> None:
    response = Client().get(signed_links.reader_page(ada) + "name/")
    assert (response.status_code, response["Allow"], names()) == (405, "POST", [])


def test_the_database_holds_a_name_to_one_confirmed_reader(ada: ReaderComment, comment: Comment) -> None:
    press(ada)
    [key] = Commenter.objects.exclude(reserved_key=None).values_list("reserved_key", flat=True)
    other, typed = comment("Hello", email="other@example.org"), comment("Hi", email="typed@example.org")
    owner = confirm(other)
    for person, free in ((owner, key), (typed.commenter, "another key")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Commenter.objects.filter(pk=person.pk).update(reserved_key=free)  # type: ignore[union-attr]


# --- Posting under it -------------------------------------------------------------------------------------


@pytest.fixture
def reserved(ada: ReaderComment) -> ReaderComment:
    press(ada)
    return ada


@pytest.mark.parametrize(
    "name",
    [
        "Ada",
        "ADA",
        " a d a ",
        "Àdá",
        "Ａｄａ",
        "A\u200bd\u00ada",
        "Ada!",
        "★Ada★",
        "\u0410d\u0430",
        "\u0391da",
    ],
)
def test_anybody_else_is_asked_for_another_name_and_loses_no_word(
    name: str, reserved: ReaderComment, reply: Any
) -> None:
    response = reply(name=name, email="eve@example.org", comment="My own words.")
    page = page_of(response)
    assert response.status_code == 422
    [error] = page.xpath("//p[@id='reply-name_error']/text()")
    assert (error.startswith(REFUSAL), HOW in error) == (True, True)
    assert page.xpath("string(//textarea[@name='comment'])").strip() == "My own words."
    assert page.xpath("//input[@name='email']/@value") == ["eve@example.org"]
    assert ReaderComment.objects.count() == 1


def test_the_owners_address_without_their_proof_is_not_enough(reserved: ReaderComment, reply: Any) -> None:
    assert reply(comment="Me, really").status_code == 422
    assert ReaderComment.objects.count() == 1


def test_the_owner_posts_under_it(reserved: ReaderComment, fields: Any) -> None:
    owner = Client()
    owner.post(signed_links.confirmation(reserved))
    assert owner.post(POST, fields(comment="Mine", name="ada")).status_code == 302
    assert ReaderComment.objects.latest("pk").commenter == reserved.commenter


def test_the_proof_of_one_address_is_none_of_another(
    reserved: ReaderComment, comment: Comment, fields: Any
) -> None:
    eve, other = Client(), comment("Eve's", name="Eve", email="eve@example.org")
    eve.post(signed_links.confirmation(other))
    sent = [fields(comment=f"To {email}", email=email) for email in ("eve@example.org", "ada@example.org")]
    assert [eve.post(POST, each).status_code for each in sent] == [422, 422]


def test_all_that_is_wrong_is_said_at_once(reserved: ReaderComment, reply: Any) -> None:
    page = page_of(reply(comment="", email="no address"))
    errors = page.xpath("//p[@class='nc-error']/@id")
    assert errors == ["reply-comment_error", "reply-name_error", "reply-email_error"]


def test_a_preview_does_not_ask_whose_name_it_is(
    reserved: ReaderComment, client: Client, fields: Any
) -> None:
    response = client.post(PREVIEW, fields(email="eve@example.org"))
    assert (response.status_code, REFUSAL in response.content.decode()) == (200, False)


def test_it_is_said_in_the_articles_language(reserved: ReaderComment, publish: Any, reply: Any) -> None:
    response = reply(object_pk=str(publish(language="fr", slug="port").pk), email="eve@example.org")
    assert "Ce nom est réservé à une personne" in response.content.decode()


def token(client: Client, article: Article) -> dict[str, str]:
    """Django's token on the article's page, which a login's form must send."""
    page = page_of(client.get(article.get_absolute_url()))
    return {"csrfmiddlewaretoken": str(page.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0])}


def test_a_login_has_its_name_from_the_host(
    reserved: ReaderComment, client: Client, article: Article, fields: Any
) -> None:
    user = User.objects.create_user("ada2", "ada2@example.org", first_name="Ada")
    client.force_login(user)
    assert client.post(POST, fields(comment="By login", **token(client, article))).status_code == 302
    stored = ReaderComment.objects.latest("pk")
    assert (stored.source, stored.user_name, stored.user) == ("By login", "Ada", user)


def test_a_login_that_types_a_name_is_anybody_else(
    reserved: ReaderComment, client: Client, article: Article, fields: Any
) -> None:
    client.force_login(User.objects.create_user("nameless"))
    assert client.post(POST, fields(comment="Typed", **token(client, article))).status_code == 422


def test_what_was_posted_before_stays(comment: Comment, client: Client) -> None:
    earlier, stored = comment("Earlier", email="other@example.org"), comment("Mine")
    confirm(stored)
    press(stored)
    assert ReaderComment.objects.get(pk=earlier.pk).user_name == "Ada"
    assert client.get(signed_links.reader_page(earlier)).status_code == 200


def test_a_name_given_up_is_everybodys(reserved: ReaderComment, reply: Any) -> None:
    press(reserved, give_up="1")
    assert reply(comment="Hello", email="eve@example.org").status_code == 302


def test_the_articles_page_learns_nothing(ada: ReaderComment, client: Client, article: Article) -> None:
    before = client.get(article.get_absolute_url())
    press(ada)
    after = client.get(article.get_absolute_url())
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
