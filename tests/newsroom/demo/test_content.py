"""What there is to see in the demo, and who may edit it."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import DjangoDbBlocker

from articles.models import Article, Correction, Credit, Person, Picture, Placement, Section, Topic
from comments.desk.queues import PAGE
from comments.forms import ReplyForm
from comments.models import (
    Appeal,
    AppealOutcome,
    Commenter,
    Decision,
    Discussion,
    Note,
    ReaderComment,
    RejectionReason,
    Report,
    SavedReply,
    Standing,
    Status,
)
from comments.models.reader_comments import IS_URGENT
from newsroom.demo.desks import Desk
from newsroom.demo.loading import EDITOR
from newsroom.demo.newspapers import LANGUAGES, discussed_story, newspapers
from newsroom.demo.stories import Remark, Story

from .preparing import password_in, prepare

# What a page says in JSON-LD begins with an "@", too.
ADDRESS = re.compile(r"[\w.+-]@\w")
AT_RISK = ("personal_data", "self_harm", "threats", "accusations")
STORIES = [pytest.param(discussed_story(language), id=language) for language in LANGUAGES]


# --- What there is to see ---------------------------------------------------------------------------------


@pytest.fixture(scope="class")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Once for all tests of a class: what one of them does is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        prepare()
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def discussed() -> list[Article]:
    """The article with comments in each language."""
    return [
        Article.objects.in_place(language, discussed_story(language).slug).get() for language in LANGUAGES
    ]


def discussions() -> list[Discussion]:
    return [Discussion.objects.of(article).get() for article in discussed()]


def page(client: Client, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200, path
    return html.fromstring(response.content)


def lists() -> list[str]:
    """The addresses of all pages that list articles of the newspaper."""
    editions = [reverse("newsroom_articles:edition", args=[language]) for language in LANGUAGES]
    kept = [*Section.objects.all(), *Topic.objects.all()]
    written = Credit.objects.filter(article__in=Article.objects.published())
    people = {credit.person.address_in(credit.article.language) for credit in written}
    return ["/", *editions, *(one.get_absolute_url() for one in kept), *sorted(people)]


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestContent:
    def test_every_state_of_an_article_occurs_and_readers_get_what_is_published(self, client: Client) -> None:
        answers = [
            (one.status, one.published, client.get(one.get_absolute_url())) for one in Article.objects.all()
        ]

        counted = Counter((status, public, answer.status_code) for status, public, answer in answers)
        assert counted == {
            ("published", True, 200): 18,
            ("published", False, 404): 1,
            ("withdrawn", False, 410): 1,
            ("ready", False, 404): 1,
            ("draft", False, 404): 1,
        }

    def test_a_front_page_has_a_lead_with_a_picture_four_more_and_two_blocks_of_two(
        self, client: Client
    ) -> None:
        for paper in newspapers():
            front = page(client, reverse("newsroom_articles:edition", args=[paper.language]))
            heads = [str(href) for href in front.xpath("//article//*[self::h2 or self::h3]/a/@href")]
            assert [href.strip("/").partition("/")[2] for href in heads[: len(paper.front)]] == [*paper.front]
            assert len(front.xpath("//article[contains(@class, 'first')]//img")) == 1
            assert len(front.xpath("//*[contains(@class, 'second')]/article")) == 4
            blocks = front.xpath("//section[@class='block']")
            assert [len(block.xpath(".//article")) for block in blocks] == [2, 2]

    def test_every_list_has_articles_and_no_address(self, client: Client) -> None:
        paths = lists()
        assert len(paths) == 3 + Section.objects.count() + Topic.objects.count() + 3
        for path in paths:
            assert page(client, path).xpath("//article"), path
            assert not ADDRESS.search(client.get(path).content.decode()), path

    def test_no_address_is_on_an_articles_page(self, client: Client) -> None:
        for article in Article.objects.published():
            assert not ADDRESS.search(client.get(article.get_absolute_url()).content.decode())

    def test_there_are_pictures_with_words_and_a_credit_in_bodies_and_before_most_articles(self) -> None:
        pictures = Picture.objects.all()
        assert [picture for picture in pictures if not (picture.alt and picture.credit)] == []
        assert {picture.figure is not None for picture in pictures} == {True}
        assert Article.objects.published().filter(pictures__isnull=False).count() == 3
        assert Article.objects.published().filter(lead_picture__isnull=False).count() == 8

    def test_two_authors_have_a_page_with_what_they_are_about(self, client: Client) -> None:
        for name, language in (("Harriet Vane-Osborne", "en"), ("Solène Kerdoncuff", "fr")):
            person = Person.objects.get(name=name)
            shown = page(client, person.address_in(language))
            assert shown.findtext(".//h1") == name
            assert person.about.splitlines()[0] in shown.text_content()
            assert len(shown.xpath("//article")) == 9

    def test_a_correction_a_translation_and_the_places_are_on_the_pages(self, client: Client) -> None:
        correction = Correction.objects.get()
        translation = Article.objects.get(original__isnull=False)
        assert translation.original is not None
        assert correction.text in page(client, correction.article.get_absolute_url()).text_content()
        for one, other in ((translation, translation.original), (translation.original, translation)):
            assert page(client, one.get_absolute_url()).xpath(f"//a[@href='{other.get_absolute_url()}']")
        assert Placement.objects.count() == 4

    def test_what_is_stored_is_what_was_written_and_passes_every_check(self) -> None:
        keys = {picture.file_name.partition(".")[0]: picture.pk for picture in Picture.objects.all()}
        for story in (story for paper in newspapers() for story in paper.stories):
            article = Article.objects.get(language=story.language, slug=story.slug)
            article.full_clean()
            assert article.body.replace("&nbsp;", "\u00a0") == story.body_with(keys)
            assert article.section is not None
            assert {*article.topics.values_list("slug", flat=True)} == {*story.topics}
        for part in [*Section.objects.all(), *Topic.objects.all(), *Person.objects.all()]:
            part.full_clean()

    def test_there_are_comments_in_every_state(self) -> None:
        statuses = set(ReaderComment.objects.values_list("status", flat=True))
        assert statuses == {*Status.values} - {Status.ERASED}
        assert ReaderComment.objects.count() >= 30

    def test_every_comment_has_its_decisions_in_the_log(self) -> None:
        """From the rule's own to the one that stands."""
        comments = ReaderComment.objects.all()
        assert len(comments) >= 30
        for comment in comments:
            log = comment.decisions.order_by("pk")
            before = list(log.values_list("from_status", flat=True))
            after = list(log.values_list("to_status", flat=True))
            assert before[1:] == after[:-1]
            assert after[-1] == comment.status

    def test_only_a_rule_publishes_and_only_the_editor_approves(self) -> None:
        editor = get_user_model().objects.get(username=EDITOR)
        published = Decision.objects.filter(to_status=Status.PUBLISHED)
        approved = Decision.objects.filter(to_status=Status.APPROVED)
        assert set(published.values_list("actor", flat=True)) == {None}
        assert set(approved.values_list("actor", flat=True)) == {editor.pk}

    def test_the_decisions_are_of_several_days_and_of_different_speed(self) -> None:
        decided = Decision.objects.filter(actor__isnull=False)
        assert len({moment.date() for moment in decided.values_list("decided", flat=True)}) >= 3
        assert len({*decided.exclude(waited=None).values_list("waited", flat=True)}) >= 5

    def test_the_desk_has_two_pages_that_wait_texts_reports_notes_and_somebody_who_is_banned(self) -> None:
        assert ReaderComment.objects.filter(status=Status.PENDING).count() > PAGE
        assert (RejectionReason.objects.count(), SavedReply.objects.count()) == (6, 4)
        rejected = Decision.objects.filter(to_status=Status.REJECTED, actor__isnull=False)
        assert [row.comment_number for row in rejected if not row.reason] == []
        reported = Report.objects.filter(settled_by=None).values_list("comment", flat=True)
        assert len(reported) == 2
        assert {*Note.objects.values_list("comment", flat=True)} == {*reported}
        assert Commenter.objects.filter(standing=Standing.BANNED).count() == 1

    def test_each_rule_for_persons_at_risk_makes_a_letter_urgent_in_each_language(self) -> None:
        urgent = ReaderComment.objects.filter(IS_URGENT, findings__rule__in=AT_RISK)
        found = urgent.values_list("discussion__object_pk", "findings__rule")
        articles = [
            Article.objects.get(language=language, slug=Desk.of(language).article) for language in LANGUAGES
        ]
        expected = [(str(article.pk), rule) for article in articles for rule in AT_RISK]
        assert sorted(found) == sorted(expected)

    def test_an_appeal_waits_in_each_language_against_a_moderators_decision(self) -> None:
        moderator = get_user_model().objects.get(username="moderator")
        appeals = Appeal.objects.filter(outcome=AppealOutcome.WAITS, comment__appealed=True).order_by("pk")
        told = [(one.text, one.against and one.against.actor_id) for one in appeals]
        assert told == [
            (text, moderator.pk) for language in LANGUAGES for text in Desk.of(language).appeals.values()
        ]
        for one in appeals:
            assert one.against is not None
            assert one.comment.submitted < one.against.decided < one.submitted

    @pytest.mark.parametrize(("login", "words"), [("moderator", 403), ("chief", 200)])
    def test_each_group_has_a_login_that_may_what_the_group_may(
        self, login: str, words: int, client: Client
    ) -> None:
        client.force_login(get_user_model().objects.get(username=login))
        assert client.get("/admin/newsroom_comments/readercomment/").status_code == 200
        assert client.get("/admin/newsroom_comments/listedword/add/").status_code == words

    def test_counts_are_those_of_the_public_comments(self) -> None:
        for discussion in discussions():
            assert discussion.public_count == discussion.comments.public().count()
            assert discussion.mode == ""

    def test_replies_go_deeper_than_the_indentation_in_both_discussions(self) -> None:
        for discussion in discussions():
            assert max(discussion.comments.public().values_list("level", flat=True)) >= 5

    def test_a_comment_that_is_not_shown_has_replies_that_are(self) -> None:
        for discussion in discussions():
            withheld = discussion.comments.filter(public=False).values("pk")
            assert discussion.comments.public().filter(parent_id__in=withheld).exists()

    def test_comments_come_in_order_after_their_article_and_before_now(self) -> None:
        for article in discussed():
            comments = ReaderComment.objects.for_model(article).order_by("pk")
            times = list(comments.values_list("submitted", flat=True))
            assert times == sorted(set(times))
            assert article.pub_date < times[0]
            assert (times[-1] - times[0]).days >= 3
            assert list(comments.values_list("submit_date", flat=True)) == times

    @pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.SPAM, Status.WITHDRAWN])
    def test_the_public_pages_show_nothing_that_is_not_public(self, client: Client, status: Status) -> None:
        pages = [client.get(article.get_absolute_url()) for article in discussed()]
        assert [answer.status_code for answer in pages] == [200, 200]
        shown = "".join(answer.content.decode() for answer in pages)
        hidden, public = ReaderComment.objects.filter(status=status), ReaderComment.objects.public()
        assert hidden.exists()
        assert public.exists()
        for comment in hidden:
            assert comment.comment not in shown
        for comment in public:
            assert f'id="c{comment.pk}"' in shown


FRENCH = [story for paper in newspapers() for story in paper.stories if story.language == "fr"]


@pytest.mark.parametrize("story", FRENCH, ids=[story.slug for story in FRENCH])
def test_french_is_set_as_french_is(story: Story) -> None:
    """Narrow spaces before ; ! ? and within « », a space that keeps before the colon, curved apostrophes."""
    words = " ".join(
        [story.headline, story.short_headline, story.summary, re.sub("<[^>]+>", " ", story.body)]
    )
    wrong = re.findall("[^\u202f][;!?»]|«[^\u202f]|[^\u00a0]:|.'", words)
    assert wrong == []


@pytest.mark.parametrize("story", STORIES)
class TestStories:
    def test_the_form_takes_every_comment(self, story: Story, db: None) -> None:
        article = Article.objects.create(language=story.language, slug=story.slug, headline="H", body="B")
        refused = {
            remark.name: form.errors
            for remark in story.remarks
            if not remark.by_editor and not (form := _form(article, remark)).is_valid()
        }
        assert refused == {}

    @pytest.mark.parametrize(
        "part", ["<ul>|<ol>", "<blockquote>", "<pre><code>", "<a href=", "https://", "<em>", "🙂|😄"]
    )
    def test_every_kind_of_text_occurs(self, story: Story, part: str) -> None:
        shown = "".join(remark.text for remark in story.remarks)
        assert any(one in shown for one in part.split("|"))


def _form(article: Article, remark: Remark) -> ReplyForm:
    typed = {"comment": remark.text, "name": remark.name, "email": remark.email, "url": remark.url}
    target = {"content_type": "newsroom_articles.article", "object_pk": str(article.pk)}
    return ReplyForm(article, data=typed | target)


# --- The account ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_addresses_that_are_told_answer_and_the_password_opens_the_admin(client: Client) -> None:
    said = prepare(port=8017)

    addresses = [word for word in said.split() if word.startswith("http://127.0.0.1:8017")]
    paths = [address.removeprefix("http://127.0.0.1:8017") for address in addresses]
    assert [client.get(path).status_code for path in paths] == [200, 200, 200, 200, 200, 302]
    assert client.login(username="editor", password=password_in(said))
    assert client.get("/admin/newsroom_comments/readercomment/").status_code == 200
