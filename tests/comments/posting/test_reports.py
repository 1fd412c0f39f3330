"""Readers report what is public; so many of them hold it again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.decisions.statuses import DecisionContext, decide
from comments.desk.filters import Filters
from comments.desk.queues import read_queue
from comments.models import AddressKey, Decision, Discussion, Finding, ReaderComment, Report, Status
from comments.posting.reports import reporter_of
from comments.rules import sentence

from ..answers import page_of

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
Answer = Any


def report(comment: ReaderComment, *, network: int = 1, client: Client | None = None, **sent: Any) -> Answer:
    """One reader's report, sent from the network 198.51.``network``.0/24."""
    headers = sent.pop("headers", {})
    fields = {"reason": "abuse", "text": "", "honeypot": ""} | sent
    place = f"/comments/{comment.pk}/report/"
    return (client or Client()).post(place, fields, REMOTE_ADDR=f"198.51.{network}.9", headers=headers)


def problem(response: Answer) -> str:
    [box] = page_of(response).xpath("//div[@id='reply-problems']")
    return " ".join(box.text_content().split())


def words(response: Answer) -> str:
    [area] = page_of(response).xpath("//textarea")
    return str(area.text or "").removeprefix("\n")


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    def change(**values: Any) -> None:
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **values}

    return change


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("eve")


# --- The link and the form --------------------------------------------------------------------------------


def test_each_public_comment_has_its_link(client: Client, comment: Comment, article: Article) -> None:
    stored = comment()
    [link] = page_of(client.get(article.get_absolute_url())).xpath("//a[text()='Report']")
    assert (link.get("href"), link.get("rel")) == (f"/comments/{stored.pk}/report/", "nofollow")


def test_the_form_shows_the_comment_as_the_public_sees_it(client: Client, comment: Comment) -> None:
    stored = comment("Words <b>here</b>", name="Ada")
    response = client.get(f"/comments/{stored.pk}/report/")
    page = page_of(response)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert page.xpath("string(//div[@class='nc-body'])").strip() == "Words here"
    assert len(page.xpath("//input[@type='radio'][@required]")) == 6
    assert page.xpath("//p[@class='nc-back']/a/@href") == [f"/en/harbour/#c{stored.pk}"]
    assert (dict(response.cookies), page.xpath("//input[@name='csrfmiddlewaretoken']")) == ({}, [])


@pytest.mark.parametrize("status", [status for status in Status if not status.is_public])
def test_what_is_not_public_can_be_reported_as_little_as_nothing(status: Status, comment: Comment) -> None:
    stored = comment(status=status)
    paths = [f"/comments/{number}/report/" for number in (stored.pk, stored.pk + 1)]
    known, unknown = (Client().get(path) for path in paths)
    assert (known.status_code, known.content) == (404, unknown.content)
    known, unknown = (Client().post(path, {"text": "Mine"}) for path in paths)
    assert (known.status_code, known.content, words(known)) == (404, unknown.content, "Mine")
    assert Report.objects.count() == 0


@pytest.mark.parametrize("hide", ["draft", "hidden", "deleted"])
def test_a_comment_that_went_with_its_article_cannot_be_reported(
    hide: str, comment: Comment, article: Article
) -> None:
    stored = comment()
    if hide == "draft":
        Article.objects.update(status=Article.Status.DRAFT)
    elif hide == "hidden":
        Discussion.objects.update(state="hidden")
    else:
        article.delete()
    assert Client().get(f"/comments/{stored.pk}/report/").status_code == 404
    assert report(stored).status_code == 404


def test_the_pages_speak_the_articles_language(comment: Comment, publish: Any) -> None:
    stored = comment(target=publish(language="fr", slug="port"))
    german = {"Accept-Language": "de"}
    page = page_of(Client().get(f"/comments/{stored.pk}/report/", headers=german))
    assert page.xpath("//div[@class='nc']/@lang") == ["fr"]
    thanks = page_of(Client().get(report(stored)["Location"], headers=german))
    assert thanks.xpath("//div[@class='nc']/@lang") == ["fr"]


# --- Stored -----------------------------------------------------------------------------------------------


def test_a_report_is_stored_and_the_reader_thanked(comment: Comment, article: Article) -> None:
    stored = comment()
    response = report(stored, reason="spam", text="It sells\r\n ships. ")
    kept = Report.objects.get()
    assert (kept.comment, kept.reason, kept.text) == (stored, "spam", "It sells\n ships. ")
    assert response["Location"] == f"/comments/reported/newsroom_articles.article/{article.pk}/"
    page = page_of(Client().get(response["Location"]))
    assert page.xpath("string(//p[@class='nc-state'])") == "Thank you. The newsroom has your report."
    stored.refresh_from_db()
    assert (stored.open_reports, stored.status) == (1, Status.APPROVED)


def test_the_same_reader_again_is_answered_alike_and_stored_once(comment: Comment) -> None:
    stored = comment()
    first, again = report(stored), report(stored, reason="hate", text="Once more")
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"]) != (404, "")
    stored.refresh_from_db()
    assert (stored.open_reports, *Report.objects.values_list("reason", flat=True)) == (1, "abuse")


def test_a_reporter_is_told_apart_and_named_by_nobody(editor: User) -> None:
    network = "198.51.100.0/24"
    everybody = [
        reporter_of(editor, network),
        reporter_of(None, network),
        reporter_of(None, ""),
        reporter_of(None, f"user:{editor.pk}"),
    ]
    assert len({*everybody}) == 4
    assert reporter_of(editor, "") == everybody[0]
    assert {AddressKey.digest(name) in "".join(everybody) for name in (network, str(editor.pk))} == {False}
    assert max(map(len, everybody)) == Report._meta.get_field("reporter").max_length


def test_a_robot_is_thanked_and_stores_nothing(comment: Comment) -> None:
    stored = comment()
    assert report(stored, honeypot="x")["Location"] == report(stored)["Location"]
    assert Report.objects.count() == 1


def test_a_report_changes_no_byte_that_readers_get(client: Client, comment: Comment) -> None:
    stored = comment()
    before = client.get("/en/harbour/")
    report(stored)
    after = client.get("/en/harbour/")
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


# --- Refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": ""}, "Reason: This field is required."),
        ({"reason": "dull"}, "Select a valid choice. dull is not one of the available choices."),
        ({"text": "x" * 1001}, "it has 1001 characters, and the limit is 1000."),
    ],
)
def test_a_form_that_lacks_something_comes_back_with_its_words(
    sent: dict[str, str], said: str, comment: Comment
) -> None:
    given = {"text": "Look at this"} | sent
    response = report(comment(), **given)
    assert response.status_code == 422
    assert problem(response).startswith("Your report was not sent yet.")
    assert said in problem(response)
    assert words(response) == given["text"]
    assert Report.objects.count() == 0


def test_a_line_end_counts_as_one_character(comment: Comment) -> None:
    assert report(comment(), text="\r\n" * 1000).status_code == 302


def test_too_many_reports_of_one_network_wait(comment: Comment, configure: Any) -> None:
    configure(REPORT_LIMIT=(2, 3600))
    stored = [comment(f"Number {number}", network="") for number in range(3)]
    assert [report(each).status_code for each in stored[:2]] == [302, 302]
    response = report(stored[2], text="Look at this")
    assert (response.status_code, response["Retry-After"], words(response)) == (429, "3600", "Look at this")
    assert page_of(response).xpath("//input[@checked]/@value") == ["abuse"]
    assert Report.objects.count() == 2
    assert report(stored[0]).status_code == report(stored[2], network=2).status_code == 302
    Report.objects.update(submitted=timezone.now() - timedelta(hours=1))
    assert report(stored[2]).status_code == 302


@pytest.mark.parametrize("headers", [{"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_report_from_another_site_is_refused_with_its_words(
    headers: dict[str, str], comment: Comment
) -> None:
    response = report(comment(), headers=headers, text="Look at this")
    assert (response.status_code, words(response), Report.objects.count()) == (403, "Look at this", 0)


def test_who_is_logged_in_needs_a_token_and_is_known_from_any_network(comment: Comment, editor: User) -> None:
    stored, member = comment(), Client(enforce_csrf_checks=True)
    member.force_login(editor)
    refused = report(stored, client=member, text="Look at this")
    assert (refused.status_code, words(refused)) == (403, "Look at this")
    [token] = page_of(refused).xpath("//input[@name='csrfmiddlewaretoken']/@value")
    for network in (1, 2):
        sent = report(stored, client=member, network=network, csrfmiddlewaretoken=token)
        assert sent.status_code == 302
    assert Report.objects.get().reporter == reporter_of(editor, "")


# --- Held again -------------------------------------------------------------------------------------------


def held_after(stored: ReaderComment, reports: int) -> list[Status]:
    statuses = []
    for network in range(reports):
        report(stored, network=network + 1)
        stored.refresh_from_db()
        statuses.append(Status(stored.status))
    return statuses


def test_three_readers_hold_a_published_comment_and_the_desk_is_told_why(comment: Comment) -> None:
    stored = comment(status=Status.PUBLISHED)
    version = Discussion.objects.get().version
    assert held_after(stored, 3) == [Status.PUBLISHED, Status.PUBLISHED, Status.PENDING]
    assert (stored.public, stored.is_public, stored.open_reports) == (False, False, 3)
    assert sentence(stored.reasons[-1]) == "3 reports (limit 3)"
    assert [reason["rule"] for reason in stored.reasons].count("reported") == 1
    found = Finding.objects.get(comment=stored, rule="reported")
    assert (found.status, found.submitted) == (Status.PENDING, stored.submitted)
    assert Decision.objects.latest("pk").rule == "reported"
    assert Discussion.objects.get().version == version + 1


def test_a_report_makes_a_comment_as_urgent_as_what_it_says(comment: Comment) -> None:
    stored = comment(status=Status.PUBLISHED)
    came = stored.submitted + timedelta(hours=50)
    found = []
    for network, reason in enumerate(["spam", "privacy", "abuse"], start=1):
        report(stored, network=network, reason=reason)
        stored.refresh_from_db()
        found.append((stored.risk, came - stored.due))
    # The third holds it, which alone would make it 50.
    assert found == [(20, timedelta(hours=10)), (62, timedelta(hours=31)), (62, timedelta(hours=31))]
    assert [card.comment.pk for card in read_queue(Filters("urgent")).cards] == [stored.pk]


@pytest.mark.parametrize(("limit", "status"), [(0, Status.PUBLISHED), (1, Status.PENDING)])
def test_how_many_hold_it_is_a_setting(limit: int, status: Status, comment: Comment, configure: Any) -> None:
    configure(REPORTS_TO_HOLD=limit)
    stored = comment(status=Status.PUBLISHED)
    report(stored)
    stored.refresh_from_db()
    assert stored.status == status


def test_what_an_editor_approved_stays_and_shows_among_the_reported(comment: Comment, editor: User) -> None:
    stored = comment(status=Status.PUBLISHED)
    held_after(stored, 3)
    decide(stored, Status.APPROVED, DecisionContext(by=editor, batch=uuid4()))
    for network in range(4, 8):
        report(stored, network=network)
    stored.refresh_from_db()
    assert (stored.status, stored.open_reports >= 4) == (Status.APPROVED, True)


def test_an_approval_from_before_us_is_no_editors(comment: Comment) -> None:
    stored = comment(status=Status.PENDING)
    decide(stored, Status.APPROVED, DecisionContext(rule="adopted"))
    assert held_after(stored, 3)[-1] == Status.PENDING


def test_a_comment_held_twice_says_so_once(comment: Comment, editor: User, configure: Any) -> None:
    stored = comment(status=Status.PUBLISHED)
    held_after(stored, 3)
    decide(stored, Status.PUBLISHED, DecisionContext(by=editor))
    configure(REPORTS_TO_HOLD=2)
    report(stored, network=4)
    report(stored, network=5)
    stored.refresh_from_db()
    assert sentence(stored.reasons[-1]) == "2 reports (limit 2)"
    assert [reason["rule"] for reason in stored.reasons].count("reported") == 1
    assert (stored.status, Finding.objects.filter(rule="reported").count()) == (Status.PENDING, 1)
