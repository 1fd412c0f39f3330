"""``manage.py exportarticles``: what it writes is, imported into an empty database, what there was."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Correction, Credit, FormerAddress, Person, Picture, Section, Topic

from .photographs import stored

pytestmark = pytest.mark.django_db

BODIES = [
    "<p>It sails.</p>",
    '<p>One <em>two</em> <strong>three</strong> <a href="https://example.org/?a=1&amp;b=2">four</a></p>\n'
    "<h2>Five</h2>\n<ul>\n<li>Six &amp; seven</li>\n<li>Eight * _x_ [y](z) `c` &lt;b&gt;</li>\n</ul>\n"
    "<p>1. no list</p>",
    "<p># no heading</p>\n<p>- no item</p>\n<p>1) none</p>\n<p>&gt; no quote</p>\n<p>a\\b *c* ~d~</p>",
    "<p>One<br>\ntwo</p><p>no break\nbetween</p>\n\n<p>three  four </p>",
    "<pre>a\n\n  b\n\n# c</pre>\n<p>after</p>",
    '<table><tbody><tr><td>a | b</td><td lang="fr">c</td></tr></tbody></table>',
    "<blockquote><p>« Été » : l’île…</p>\n\n<p>deux</p></blockquote>\n<ol><li>x</li></ol>",
    "<ul>\n<li>8. a</li>\n<li>b <ul><li>c</li></ul></li>\n</ul>",
    "<p>  spaces at both ends  </p>",
    "<p>---</p>\n<p>date: none</p>",
    "<p>&amp;amp; &amp;lt; https://example.org <code>x</code></p>",
]


def stories() -> list[dict[str, Any]]:
    """All that the files hold, by other names than primary keys."""
    return [story(article) for article in Article.objects.order_by("language", "slug")]


def story(article: Article) -> dict[str, Any]:
    body = article.body
    for picture in Picture.objects.all():
        body = body.replace(f'data-picture="{picture.pk}"', f'data-picture="{picture.digest}"')
    names = (
        "headline",
        "short_headline",
        "slug",
        "language",
        "summary",
        "author",
        "status",
        "guid",
        "pub_date",
    )
    section, lead, original = article.section, article.lead_picture, article.original
    return {name: getattr(article, name) for name in (*names, "revised_at", "first_published_at")} | {
        "body": body,
        "section": section and (section.name, section.slug, section.parent and section.parent.slug),
        "topics": [*article.topics.values_list("name", "slug")],
        "credits": [*article.credits.values_list("person__name", "person__slug", "role", "position")],
        "corrections": [*article.corrections.values_list("at", "text")],
        "former": [*article.former_addresses.order_by("slug").values_list("language", "slug")],
        "lead": lead and lead.digest,
        "original": original and original.slug,
    }


def pictures() -> list[Any]:
    names = ("digest", "alt", "decorative", "caption", "credit", "focus_x", "focus_y", "width", "height")
    return [*Picture.objects.order_by("digest").values_list(*names)]


def clear() -> None:
    for model in (Credit, Article, Person, Topic, Picture):
        model.objects.all().delete()
    Section.objects.filter(parent__isnull=False).delete()
    Section.objects.all().delete()


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "stored")
    return tmp_path / "export"


def exported_and_imported(folder: Path) -> None:
    call_command("exportarticles", str(folder))
    clear()
    files = [str(path) for path in folder.rglob("*") if path.suffix in {".md", ".html"}]
    call_command("importarticle", *files)


def write_everything() -> None:
    lead = stored("teal", alt="no", caption="La mer: « l’été »", credit="A / B", focus_x=2)
    drawn = stored("red", alt="", decorative=True)
    news = Section.objects.create(language="en", name="News & views", slug="news")
    ports = Section.objects.create(language="en", name="Ports", slug="the-ports", parent=news)
    english = Article.objects.create(
        language="en",
        headline="true: #1 “quoted” 'so'",
        short_headline="2024-01-01",
        summary="no\u00a0break",
        slug="1900",
        author="Ann & Bob",
        guid="urn:x:1",
        body=f'<p>Sea</p>\n<figure data-picture="{drawn.pk}"><figcaption>At <em>sea</em></figcaption>'
        f"</figure>\n"
        f'<p>Again</p><figure data-picture="{lead.pk}"></figure>',
        status="published",
        pub_date=datetime(2024, 10, 27, 0, 30, 0, 123456, tzinfo=UTC),
        revised_at=datetime(2024, 10, 28, tzinfo=UTC),
        section=ports,
        lead_picture=lead,
    )
    english.topics.add(Topic.objects.create(language="en", name="Null", slug="x1"))
    people = [("Zoé", "z", "author"), ("Zoé", "zoe-2", "photographer")]
    for position, (name, slug, role) in enumerate(people):
        person = Person.objects.create(name=name, slug=slug)
        Credit.objects.create(article=english, person=person, role=role, position=position)
    Correction.objects.create(
        article=english, at=datetime(2024, 11, 1, tzinfo=UTC), text="Two\n\nlines: – yes"
    )
    FormerAddress.objects.create(language="en", slug="older", article=english)
    Article.objects.create(language="en", headline="No words yet", slug="empty", body="")
    Article.objects.create(language="fr", headline="L’été", slug="ete", body="<p>É</p>", original=english)
    for number, body in enumerate(BODIES):
        Article.objects.create(
            language="en", headline=f"B{number}", slug=f"b{number}", body=body, status="ready"
        )


def test_everything_comes_back_equal(folder: Path) -> None:
    write_everything()
    before, library = stories(), pictures()
    exported_and_imported(folder)
    assert stories() == before
    assert pictures() == library


def test_a_file_is_markdown_where_that_says_it(folder: Path) -> None:
    Article.objects.create(
        language="en", headline="Sea", slug="sea", body=BODIES[1], pub_date=datetime(2024, 1, 1, tzinfo=UTC)
    )
    call_command("exportarticles", str(folder))
    assert (folder / "en/sea.md").read_text().split("\n") == [
        "---",
        "headline: Sea",
        "slug: sea",
        "language: en",
        "status: draft",
        "date: '2024-01-01T00:00:00+00:00'",
        "---",
        "One *two* **three** [four](https://example.org/?a=1&amp;b=2)",
        "",
        "## Five",
        "",
        "- Six & seven",
        "- Eight \\* \\_x\\_ \\[y\\](z) \\`c\\` \\<b>",
        "",
        "<p>1. no list</p>",
    ]


def test_it_writes_into_no_folder_that_holds_something(folder: Path) -> None:
    folder.mkdir()
    (folder / "mine").write_text("")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("exportarticles", str(folder))
