import pytest
from django.test import Client

from articles.models import Article, Section

from .editing import LIST, log_in, page, send


def versions(article: Article) -> str:
    return f"{LIST}{article.pk}/versions/"


@pytest.fixture
def written(draft: Article) -> Article:
    """A draft with three versions, numbered 0, 1 and 2."""
    client = log_in("Editor")
    send(client, draft, body="<p>Ships were early.</p>", note="As the captain says")
    send(client, draft, headline="At last")
    return draft


def test_every_version_says_when_by_whom_and_why(written: Article) -> None:
    rows = page(log_in("Writer").get(versions(written))).xpath("//tbody/tr")
    cells = [[cell.text_content().strip() for cell in row.xpath("th|td")][2:] for row in rows]
    assert [(number, by, note) for number, _when, by, note, _restore in cells] == [
        ("2", "editor", ""),
        ("1", "editor", "As the captain says"),
        ("0", "–", ""),
    ]


def test_the_way_back_is_marked_up_as_on_djangos_own_pages(written: Article) -> None:
    client = log_in("")
    ways = [
        page(client.get(path)).xpath("//*[@class='breadcrumbs']")
        for path in (
            f"{LIST}{written.pk}/change/",
            versions(written),
            "/admin/newsroom_articles/picture/add/",
        )
    ]
    assert len({(way.tag, len(way.xpath("li/@aria-current"))) for (way,) in ways}) == 1


def test_any_two_are_compared(written: Article) -> None:
    answer = page(log_in("Writer").get(versions(written), {"old": "0", "new": "2"}))
    (section,) = answer.xpath("//section[contains(@class, 'difference')]")
    assert section.xpath(".//h3/text()") == ["Headline", "Body"]
    assert section.xpath(".//del/text()")[1:] == ["Not yet", "waiting."]
    assert section.xpath(".//ins/text()")[1:] == ["At last", "early."]


def test_a_picture_is_named_by_its_number(written: Article) -> None:
    client = log_in("")
    for key in ("7", "8"):
        send(client, written, body=f'<figure data-picture="{key}"></figure><p>Ships.</p>')
    answer = page(client.get(versions(written), {"old": "3", "new": "4"}))
    lines = [" ".join(line.text_content().split()) for line in answer.xpath("//p[@dir='auto']")]
    assert lines == ["Picture 7", "Picture 8", "Ships."]


@pytest.mark.parametrize("query", [{"old": "7", "new": "0"}, {"old": "x"}, {"old": "٣"}, {"new": "9" * 20}])
def test_a_version_that_is_not_there_is_a_404(query: dict[str, str], written: Article) -> None:
    assert log_in("").get(versions(written), query).status_code == 404


def test_restoring_makes_a_version_of_its_own(written: Article) -> None:
    section = Section.objects.create(language="en", name="News", slug="news")
    send(log_in(""), written, section=str(section.pk))
    section.delete()
    client = log_in("Writer")
    client.post(versions(written), {"restore": "0"})
    written.refresh_from_db()
    assert (written.headline, written.body) == ("Not yet", "<p>Ships were waiting.</p>")
    assert written.revisions.first().note == "Version 0 restored"
    client.post(versions(written), {"restore": "3"})
    written.refresh_from_db()
    # Its section is gone meanwhile.
    assert (written.headline, written.section) == ("At last", None)


def test_what_readers_have_is_restored_by_who_may_publish(written: Article) -> None:
    Article.objects.update(status="published")
    client = log_in("Writer")
    assert page(client.get(versions(written))).xpath("//button[@name='restore']") == []
    assert client.post(versions(written), {"restore": "0"}).status_code == 403
    log_in("").post(versions(written), {"restore": "0"})
    written.refresh_from_db()
    assert (written.headline, written.revised_at is None) == ("Not yet", False)


def test_who_sees_no_articles_sees_no_versions(written: Article) -> None:
    assert Client().get(versions(written)).status_code == 302
    assert log_in("").get(f"{LIST}{written.pk + 1}/versions/", follow=True).status_code == 200
