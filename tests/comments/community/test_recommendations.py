"""Readers recommend what is public, each once, and the page says how many at most once a minute."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.models import AddressKey, Discussion, ReaderComment, Recommendation, Status
from comments.posting import recommendations
from comments.posting.recommendations import recommender_of
from comments.posting.reports import NotPublic, reporter_of
from comments.upkeep.erasing import erase

from ..answers import page_of
from .recommending import PLACE, buttons, counts, recommend

pytestmark = pytest.mark.django_db
Comment = Callable[..., ReaderComment]
Configure = Callable[..., None]
PAGE = "/en/harbour/"


@pytest.fixture
def configure(settings: Any) -> Configure:
    def change(**values: Any) -> None:
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **values}

    return change


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the clock stand still, and go on by so much."""
    now = timezone.now()
    clock = {"is": now}
    monkeypatch.setattr(timezone, "now", lambda: clock["is"])

    def wait(**time: int) -> None:
        clock["is"] += timedelta(**time)

    return wait


def version() -> int:
    return Discussion.objects.get().version


# --- On the page ------------------------------------------------------------------------------------------


def test_each_comment_has_its_button_which_leads_back_to_it(client: Client, comment: Comment) -> None:
    first = comment()
    reply = comment("So did I.", parent=first)
    assert buttons(client.get(PAGE)) == {str(first.pk): "Recommend", str(reply.pk): "Recommend"}
    answer = recommend(reply)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#c{reply.pk}-thanks")
    page = client.get(PAGE)
    assert buttons(page) == {str(first.pk): "Recommend", str(reply.pk): "Recommend 1"}
    [thanks] = page_of(page).xpath(f"//*[@id='c{reply.pk}-thanks']")
    assert thanks.text == "You have recommended this comment."


def test_who_came_from_a_page_of_the_list_is_led_back_to_that_page(
    client: Client, crowd: Any, article: Article, configure: Configure
) -> None:
    configure(THREADS_PER_PAGE=1)
    crowd(article, [None] * 3)
    page = page_of(client.get(f"{PAGE}?comments=2&order=newest"))
    [form] = page.xpath("//form[@id='comments-recommend']")
    sent = {field.get("name"): field.get("value") for field in form.xpath("input")}
    [pk] = page.xpath("//button[@form='comments-recommend']/@value")
    answer = client.post(form.get("action"), {**sent, "recommended": pk})
    assert answer["Location"] == f"{PAGE}?comments=2&order=newest#c{pk}-thanks"


def test_a_closed_discussion_says_how_many_and_takes_no_more(client: Client, comment: Comment) -> None:
    praised, plain = comment(), comment("Number 2")
    recommend(praised)
    Discussion.objects.update(state="closed")
    page = client.get(PAGE)
    said = page_of(page).xpath("//p[@class='nc-actions']/span")
    assert (buttons(page), [" ".join(each.text_content().split()) for each in said]) == (
        {},
        ["Recommendations 1"],
    )
    assert [recommend(each, network=2).status_code for each in (praised, plain)] == [403, 403]
    assert counts(praised, plain) == [(1, 1), (0, 0)]


def test_where_readers_recommend_nothing_there_is_no_button_and_no_such_address(
    client: Client, comment: Comment, configure: Configure
) -> None:
    stored = comment()
    recommend(stored)
    configure(RECOMMENDATIONS=False)
    page = client.get(PAGE).content.decode()
    assert ("I read this twice." in page, "ecommend" in page.partition("</script>")[2]) == (True, False)
    assert [client.get(PLACE).status_code, recommend(stored, network=2).status_code] == [404, 404]
    assert counts(stored) == [(1, 1)]


def test_everybody_gets_the_same_bytes_whoever_recommends(comment: Comment) -> None:
    stored = comment()
    reader, other = Client(), Client()
    recommend(stored, client=reader)
    own, theirs = reader.get(PAGE), other.get(PAGE, headers={"Accept-Language": "fr"})
    assert (own.content, own["ETag"], dict(reader.cookies)) == (theirs.content, theirs["ETag"], {})


def test_a_script_is_told_how_many_there_are_now_and_whether_it_was_so_already(comment: Comment) -> None:
    stored = comment()
    ask = {"headers": {"Accept": "application/json"}}
    answers = [recommend(stored, network=network, **ask).json() for network in (1, 2, 2)]
    assert answers == [
        {"already": False, "count": "1"},
        {"already": False, "count": "2"},
        {"already": True, "count": "2"},
    ]


# --- Once each --------------------------------------------------------------------------------------------


def test_the_same_reader_again_is_answered_alike_and_counted_once(comment: Comment) -> None:
    stored = comment()
    answers = [recommend(stored, network=network) for network in (1, 1, 2)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, f"{PAGE}#c{stored.pk}-thanks")
    }
    assert counts(stored) == [(2, 1)]


def test_who_is_logged_in_needs_a_token_and_is_known_from_any_network(
    comment: Comment, configure: Configure
) -> None:
    stored, user, member = comment(), User.objects.create_user("bo"), Client(enforce_csrf_checks=True)
    member.force_login(user)
    refused = recommend(stored, client=member, order="newest")
    assert (refused.status_code, counts(stored)) == (403, [(0, 0)])
    [form] = page_of(refused).xpath("//main//form[@method='post'] | //div[@class='nc']//form")
    again = {field.get("name"): field.get("value") for field in form.xpath("input")}
    assert (again.pop("recommended"), again.pop("order")) == (str(stored.pk), "newest")
    for network in (1, 2):
        assert recommend(stored, client=member, network=network, **again).status_code == 302
    assert Recommendation.objects.get().recommender == recommender_of(user, "")
    # The page's own form has it, too.
    [token] = page_of(member.get(PAGE)).xpath(
        "//form[@id='comments-recommend']/input[@name='csrfmiddlewaretoken']"
    )
    assert recommend(stored, client=member, csrfmiddlewaretoken=token.get("value")).status_code == 302


def test_a_recommender_is_told_apart_is_no_reporter_and_is_named_by_nobody(db: None) -> None:
    user, network = User.objects.create_user("bo"), "198.51.100.0/24"
    everybody = [
        recommender_of(user, network),
        recommender_of(None, network),
        recommender_of(None, ""),
        reporter_of(user, network),
        reporter_of(None, network),
    ]
    assert len({*everybody}) == 5
    assert {AddressKey.digest(name) in "".join(everybody) for name in (network, str(user.pk))} == {False}
    assert max(map(len, everybody)) == Recommendation._meta.get_field("recommender").max_length


# --- Shown once a minute ----------------------------------------------------------------------------------


def test_what_comes_within_the_minute_is_shown_by_what_comes_after_it(
    comment: Comment, later: Callable[..., None]
) -> None:
    first, second = comment(), comment("Number 2")
    before, seen = version(), []
    for wait, stored, network in [(0, first, 1), (30, first, 2), (29, second, 2), (1, second, 3)]:
        later(seconds=wait)
        recommend(stored, network=network)
        seen.append((version() - before, counts(first, second)))
    assert seen == [
        (1, [(1, 1), (0, 0)]),
        (1, [(2, 1), (0, 0)]),
        (1, [(2, 1), (1, 0)]),
        (2, [(2, 2), (2, 2)]),
    ]


def test_no_byte_changes_until_the_counts_are_shown(
    client: Client, comment: Comment, later: Callable[..., None]
) -> None:
    stored = comment()
    recommend(stored)
    shown = client.get(PAGE)
    recommend(stored, network=2)
    later(hours=1)
    again = client.get(PAGE)
    assert (again.content, again["ETag"]) == (shown.content, shown["ETag"])
    assert buttons(again) == {str(stored.pk): "Recommend 1"}


def test_what_nobody_follows_with_another_is_shown_by_the_command_that_runs_every_few_minutes(
    comment: Comment, later: Callable[..., None]
) -> None:
    stored, taken_down = comment(), comment("Number 2")
    recommend(stored)
    for each in (stored, taken_down):
        recommend(each, network=2)
    ReaderComment.objects.filter(pk=taken_down.pk).update(public=False)
    versions = [version()]
    for wait in (59, 1, 60):
        later(seconds=wait)
        call_command("sendemails")
        versions.append(version())
    assert [each - versions[0] for each in versions] == [0, 0, 1, 1]
    assert counts(stored, taken_down) == [(2, 2), (1, 0)]


# --- Refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [status for status in Status if not status.is_public])
def test_what_is_not_public_can_be_recommended_as_little_as_nothing(status: Status, comment: Comment) -> None:
    stored = comment(status=status)
    known = recommend(stored)
    unknown = Client().post(PLACE, {"recommended": stored.pk + 1})
    assert (known.status_code, known.content) == (404, unknown.content)
    assert Recommendation.objects.count() == 0


@pytest.mark.parametrize("hide", ["draft", "hidden", "unlisted"])
def test_what_not_everybody_sees_cannot_be_recommended(
    hide: str, client: Client, comment: Comment, configure: Configure, settings: Any
) -> None:
    stored = comment()
    assert buttons(client.get(PAGE)) == {str(stored.pk): "Recommend"}
    if hide == "draft":
        Article.objects.update(status=Article.Status.DRAFT)
    elif hide == "hidden":
        Discussion.objects.update(state="hidden")
    else:
        options = settings.NEWSROOM_COMMENTS["MODELS"]["newsroom_articles.Article"]
        configure(MODELS={"newsroom_articles.Article": options | {"LISTED": False}})
        assert buttons(client.get(PAGE)) == {}
    assert (recommend(stored).status_code, counts(stored)) == (404, [(0, 0)])


def test_what_is_taken_down_at_that_moment_is_not_recommended(comment: Comment) -> None:
    stored = comment()
    ReaderComment.objects.update(public=False)
    with pytest.raises(NotPublic):
        recommendations.recommend(stored, "n:somebody")
    assert (Recommendation.objects.count(), counts(stored)) == (0, [(0, 0)])


@pytest.mark.parametrize("headers", [{"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_what_another_site_sends_is_refused_with_a_button(headers: dict[str, str], comment: Comment) -> None:
    stored = comment("Words <b>here</b>")
    answer = recommend(stored, headers=headers)
    page = page_of(answer)
    assert (answer.status_code, answer["Referrer-Policy"], counts(stored)) == (403, "same-origin", [(0, 0)])
    assert page.xpath("string(//div[@class='nc-body'])").strip() == "Words here"
    assert page.xpath("//input[@name='recommended']/@value") == [str(stored.pk)]
    assert page.xpath("//input[@name='csrfmiddlewaretoken']") == []


def test_an_address_that_takes_forms_shows_none(client: Client, db: None) -> None:
    answer = client.get(PLACE)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_too_many_of_one_network_wait(comment: Comment, configure: Configure) -> None:
    configure(RECOMMENDATION_LIMIT=(2, 3600))
    stored = [comment(f"Number {number}", network="") for number in range(3)]
    assert [recommend(each).status_code for each in stored[:2]] == [302, 302]
    answer = recommend(stored[2])
    assert (answer.status_code, answer["Retry-After"], counts(stored[2])) == (429, "3600", [(0, 0)])
    # Not what is counted already, nor another network's.
    assert recommend(stored[0]).status_code == recommend(stored[2], network=2).status_code == 302
    Recommendation.objects.update(submitted=timezone.now() - timedelta(hours=1))
    assert recommend(stored[2]).status_code == 302


# --- What is forgotten ------------------------------------------------------------------------------------


def test_who_recommended_is_forgotten_and_the_counts_stay(comment: Comment) -> None:
    stored, user = comment(), User.objects.create_user("bo")
    for days, who in [(91, None), (366, user), (1, None)]:
        network = f"198.51.{days % 256}.0/24"
        row = Recommendation.objects.create(comment=stored, recommender=recommender_of(who, network))
        Recommendation.objects.filter(pk=row.pk).update(submitted=timezone.now() - timedelta(days=days))
    ReaderComment.objects.update(recommended=3, recommended_shown=3)
    left = []
    for command in ("forgetnetworks", "forgetold"):
        call_command(command)
        left.append([row.recommender[0] for row in Recommendation.objects.order_by("pk")])
    assert (left, counts(stored)) == ([["u", "n"], ["n"]], [(3, 3)])


def test_an_erased_comment_is_recommended_by_nobody(comment: Comment) -> None:
    stored, other = comment(), comment("Number 2")
    recommend(stored)
    recommend(other)
    erase([stored.pk])
    assert counts(stored) == [(0, 0)]
    assert [row.comment_id for row in Recommendation.objects.all()] == [other.pk]
