import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from articles.models import Article

ADD = "/admin/newsroom_articles/article/add/"
FORM = {
    "headline": "Tea",
    "summary": "",
    "body": "<p>Hot.</p>",
    "author": "",
    "language": "en",
    "slug": "tea",
    "credits-TOTAL_FORMS": "0",
    "credits-INITIAL_FORMS": "0",
    "corrections-TOTAL_FORMS": "0",
    "corrections-INITIAL_FORMS": "0",
    "pub_date_0": "2026-03-02",
    "pub_date_1": "09:30:00",
}


@pytest.fixture
def editor(db: None) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_superuser("editor"))
    return client


def change(article: Article) -> str:
    return f"/admin/newsroom_articles/article/{article.pk}/change/"


def warnings(response: object) -> list[str]:
    return html.fromstring(response.content.decode()).xpath("//li[@class='warning']/text()")


def test_an_editor_writes_an_article(editor: Client) -> None:
    response = editor.post(ADD, FORM, follow=True)
    assert Article.objects.values_list("slug", "body", "status").get() == ("tea", "<p>Hot.</p>", "draft")
    assert warnings(response) == []


def test_an_editor_is_told_what_the_cleaning_left_out(editor: Client) -> None:
    response = editor.post(ADD, FORM | {"body": "<p onclick=x()>Hot.<img src=/tea.png></p>"}, follow=True)
    assert Article.objects.get().body == "<p>Hot.</p>"
    assert warnings(response) == [
        "Left out of the body, because articles can’t hold it: onclick (<p>), <img>, src (<img>)"
    ]


def test_that_text_was_left_out_is_said_in_the_editors_language(editor: Client) -> None:
    form = FORM | {"body": "<p>Hot.</p><script>x()</script>"}
    response = editor.post(ADD, form, follow=True, headers={"accept-language": "fr"})
    (warning,) = warnings(response)
    assert warning.endswith("<script>, texte")


def test_a_body_of_which_nothing_is_left_comes_back_as_typed(editor: Client) -> None:
    response = editor.post(ADD, FORM | {"body": "<script>x()</script>"})
    page = html.fromstring(response.content)
    assert page.xpath("//textarea[@name='body']")[0].text.strip() == "<script>x()</script>"
    assert "Nothing of this body may be shown." in response.content.decode()
    assert Article.objects.count() == 0


def test_a_taken_slug_is_said_at_the_form(editor: Client, article: Article) -> None:
    response = editor.post(ADD, FORM | {"slug": "harbour"})
    assert "Another article in this language has this slug." in response.content.decode()


def test_a_drafts_address_is_made_from_its_headline(editor: Client, draft: Article) -> None:
    for page in (editor.get(ADD), editor.get(change(draft))):
        content = html.fromstring(page.content)
        assert len(content.xpath("//input[@name='slug'] | //select[@name='language']")) == 2
        assert len(content.xpath("//*[@id='django-admin-prepopulated-fields-constants']")) == 1


def test_a_published_address_can_be_changed_and_leads_to_the_new_one(
    editor: Client, article: Article
) -> None:
    page = html.fromstring(editor.get(change(article)).content)
    assert len(page.xpath("//input[@name='slug'] | //select[@name='language']")) == 2
    # Not along with the headline.
    assert page.xpath("//*[@id='django-admin-prepopulated-fields-constants']/@data-prepopulated-fields") == [
        "[]"
    ]
    editor.post(change(article), FORM | {"slug": "other", "base_revision": article.revision})
    article.refresh_from_db()
    assert (article.headline, article.slug) == ("Tea", "other")
    answer = Client().get("/en/harbour/")
    assert (answer.status_code, answer["Location"]) == (301, "/en/other/")


@pytest.mark.parametrize(("status", "words"), [("draft", "Preview"), ("published", "View")])
def test_the_list_and_the_form_link_to_the_page_of_drafts_too(
    status: str, words: str, editor: Client, article: Article
) -> None:
    Article.objects.update(status=status)
    listed = html.fromstring(editor.get("/admin/newsroom_articles/article/").content)
    assert listed.xpath("//td[@class='field-page']/a/@href") == ["/en/harbour/"]
    assert listed.xpath("//td[@class='field-page']/a/text()") == [words]
    form = html.fromstring(editor.get(change(article)).content)
    assert form.xpath("//a[@class='viewsitelink']/@href") == ["/en/harbour/"]
    assert editor.get("/en/harbour/").status_code == 200


@pytest.mark.parametrize(("words", "found"), [("harbour", 1), ("waiting", 1), ("tea", 0)])
def test_the_list_is_searched_by_headline_and_text(
    words: str, found: int, editor: Client, article: Article
) -> None:
    listed = html.fromstring(editor.get("/admin/newsroom_articles/article/", {"q": words}).content)
    assert len(listed.xpath("//td[@class='field-page']")) == found
