"""A reader asks for an email that confirms their address, and opens its link."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.mail import signed_links
from comments.models import Commenter, Discussion, Email, ReaderComment, Standing, Status
from comments.people.confirmations import ask, confirm, confirmation_of

from ..answers import page_of
from .pressing import POST, at, press, texts

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]


# --- Asking -----------------------------------------------------------------------------------------------


def test_the_private_page_offers_it_and_says_when_the_email_is_on_its_way(comment: Comment) -> None:
    stored = comment(status=Status.PENDING)
    own = signed_links.reader_page(stored)
    page = page_of(Client().get(own))
    assert page.xpath("//form[@action='confirm/']//button/text()") == ["Confirm my address"]
    response = Client().post(own + "confirm/")
    assert response["Location"] == own + "?asked"
    assert "We sent a confirmation to the address you gave." in texts(Client().get(response["Location"]))


def test_nothing_is_offered_where_there_is_nothing_to_confirm(comment: Comment) -> None:
    stored = comment(email="")
    assert page_of(Client().get(signed_links.reader_page(stored))).xpath("//form[@action='confirm/']") == []
    assert press(stored).status_code == 302
    assert Email.objects.count() == 0


def test_a_confirmed_address_is_confirmed_again_in_another_browser(
    press_and_read: Any, comment: Comment, fields: Any
) -> None:
    stored, other = comment(), Client()
    owner = confirm(stored)
    page = page_of(Client().get(signed_links.reader_page(stored)))
    assert page.xpath("//form[@action='confirm/']//button/text()") == ["Confirm it in another browser, too"]
    other.post(press_and_read(stored))
    other.post(POST, fields(comment="From elsewhere"))
    assert ReaderComment.objects.get(source="From elsewhere").commenter == owner


def test_a_login_needs_no_address(comment: Comment, django_user_model: Any) -> None:
    stored = comment(user=django_user_model.objects.create_user("ada", email="ada@example.org"))
    assert confirmation_of(stored) == ""


def test_the_email_carries_no_word_that_the_reader_typed(
    press_and_read: Any, comment: Comment, article: Article
) -> None:
    stored = comment("Buy ships now", name="Cheap Ships", url="https://ships.example/")
    press_and_read(stored)
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["ada@example.org"], "[Newsroom] Please confirm your email address")
    text = f"{sent.subject}\n{sent.body}\n{sent.message()}"
    assert [word in text for word in ("Buy", "Cheap", "ships.example", article.headline)] == [
        *(False, False, False, True)
    ]


def test_the_email_speaks_the_articles_language(press_and_read: Any, comment: Comment, publish: Any) -> None:
    press_and_read(comment(target=publish(language="fr", slug="port")))
    assert mail.outbox[0].subject == "[La Rédaction] Confirmez votre adresse e-mail"


def test_a_comment_gets_three_emails_and_an_address_five_a_day(comment: Comment) -> None:
    stored = [comment(f"Number {number}", name=f"N {number}") for number in range(3)]
    for _press in range(4):
        ask(stored[0])
    assert Email.objects.count() == 3
    for _press in range(3):
        ask(stored[1])
    answers = [press(each) for each in stored[1:]]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Email.objects.count() == 5
    Email.objects.update(created=timezone.now() - timedelta(days=1))
    ask(stored[0])
    ask(stored[2])
    assert Email.objects.count() == 6


def test_another_site_asks_for_no_email(comment: Comment) -> None:
    assert press(comment(), **{"Sec-Fetch-Site": "cross-site"}).status_code == 404
    assert Email.objects.count() == 0


# --- The link ---------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing(press_and_read: Any, comment: Comment) -> None:
    stored = comment(status=Status.PENDING)
    link, reader = press_and_read(stored), Client()
    response = reader.get(link)
    page = page_of(response)
    assert page.xpath("//button/text()") == ["Yes, I wrote this and this is my address"]
    assert page.xpath("string(//div[@class='nc-body'])").strip() == "I read this twice."
    assert {"private", "no-store"} <= {*response["Cache-Control"].split(", ")}
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert reader.head(link).status_code == 200
    assert (dict(reader.cookies), Commenter.objects.exclude(confirmed_at=None).count()) == ({}, 0)


def test_yes_hands_the_comment_with_its_counts_to_the_verified_owner(
    press_and_read: Any, comment: Comment
) -> None:
    stored, other = comment(), comment("By somebody else?", status=Status.REJECTED)
    link = press_and_read(stored)
    response = Client().post(link)
    assert response["Location"].startswith(f"/comments/yours/{stored.pk}:")
    stored.refresh_from_db()
    owner = Commenter.objects.exclude(confirmed_at=None).get()
    typed = Commenter.objects.get(confirmed_at=None)
    assert (stored.identity_verified, stored.commenter) == (True, owner)
    assert (owner.approved_count, owner.rejected_count) == (1, 0)
    assert (typed.approved_count, typed.rejected_count) == (0, 1)
    other.refresh_from_db()
    assert (other.identity_verified, other.commenter) == (False, typed)
    assert "Your address is confirmed." in texts(Client().get(response["Location"]))


def test_yes_twice_is_once(press_and_read: Any, comment: Comment) -> None:
    link = press_and_read(comment())
    assert [Client().post(link).status_code for _time in range(2)] == [302, 302]
    assert [*Commenter.objects.order_by("pk").values_list("approved_count", flat=True)] == [0, 1]


def test_the_owner_starts_clean_of_what_others_did_under_the_address(comment: Comment) -> None:
    for number in range(3):
        comment(f"Spam {number}", status=Status.SPAM)
    Commenter.objects.update(standing=Standing.BANNED)
    owner = confirm(comment())
    assert (owner.standing, owner.rejected_count) == (Standing.NONE, 0)


def test_a_decision_after_it_counts_for_the_owner(comment: Comment) -> None:
    stored = comment(status=Status.PENDING)
    loaded_before = ReaderComment.objects.get(pk=stored.pk)
    confirm(stored)
    decide(loaded_before, Status.APPROVED, DecisionContext())
    assert [*Commenter.objects.order_by("pk").values_list("approved_count", flat=True)] == [0, 1]


def test_a_link_ends_after_three_days_and_says_so(comment: Comment, monkeypatch: pytest.MonkeyPatch) -> None:
    stored, days = comment(), 3 * 24 * 3600
    young, old = (
        at(days + more, partial(signed_links.confirmation, stored), monkeypatch) for more in (-60, 60)
    )
    assert Client().get(young).status_code == 200
    for response in (Client().get(old), Client().post(old)):
        assert response.status_code == 410
        assert "This link has expired." in texts(response)
    assert Commenter.objects.exclude(confirmed_at=None).count() == 0


def test_a_link_that_was_not_made_here_for_this_address_confirms_nothing(comment: Comment) -> None:
    stored, other = comment(), comment("Other", name="Bob", email="bob@example.org")
    token, others = (signed_links.confirmation(each).split("/")[-2] for each in (stored, other))
    forged = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        token.replace(f"{stored.pk}:", f"{other.pk}:", 1),
        others.replace(f"{other.pk}:", f"{stored.pk}:", 1),
        signed_links.reader_page(stored).split("/")[-2],
        signing.TimestampSigner(salt=signed_links.confirmation.purpose).sign(str(stored.pk)),
        signing.TimestampSigner(salt=signed_links.reader_page.purpose).sign(str(stored.pk)),
        *(str(stored.pk), "x", "9" * 40, "\x00", "é:é:é"),
    ]
    for bad in forged:
        answers = [getattr(Client(), method)(f"/comments/confirm/{bad}/") for method in ("get", "post")]
        assert [answer.status_code for answer in answers] == [404, 404], bad
    assert Client().get(f"/comments/yours/{token}/").status_code == 404
    ReaderComment.objects.filter(pk=stored.pk).update(user_email="")
    assert Client().post(f"/comments/confirm/{token}/").status_code == 404
    assert Commenter.objects.exclude(confirmed_at=None).count() == 0


def test_another_site_cannot_say_yes(comment: Comment) -> None:
    link = signed_links.confirmation(comment())
    assert Client().post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 404
    assert Client().post(link, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"}).status_code == 302


# --- The proof --------------------------------------------------------------------------------------------


def test_a_hidden_articles_comment_can_be_confirmed_without_naming_it(
    comment: Comment, article: Article
) -> None:
    stored = comment()
    Discussion.objects.update(state="hidden")
    page = Client().get(signed_links.confirmation(stored)).content.decode()
    assert (article.headline in page, "Yes, I wrote this" in page) == (False, True)


def test_an_expired_link_speaks_the_comment_s_language(
    comment: Comment, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = comment(target=publish(language="fr", slug="port"))
    old = at(3 * 24 * 3600 + 60, partial(signed_links.confirmation, stored), monkeypatch)
    assert "Ce lien a expiré." in texts(Client().get(old, headers={"Accept-Language": "en"}))


def test_nothing_is_to_be_confirmed_of_what_is_erased(comment: Comment) -> None:
    stored = comment()
    stored.status = Status.ERASED
    assert confirmation_of(stored) == ""
