"""The main job: an article is imported, a reader replies, an editor approves, another reader reads it."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Page, expect

from comments.models import Decision, ReaderComment, Status

from .conftest import NewPage, log_in

HEADLINE = "Le dernier bac de la rivière cesse son service"
MANUSCRIPT = f"""{HEADLINE}

Depuis cent douze ans, un bac à chaîne reliait les deux rives du village. Samedi soir, il a fait son
dernier voyage, avec à son bord l’institutrice, deux vélos et un chien.

Le conseil municipal laisse aux habitants le choix entre :

– un pont pour piétons

– une navette l’été seulement

– rien du tout

La réponse est attendue avant l’hiver.
"""
AWAITING = "Votre commentaire est en attente de modération."
WORDS = "J’ai pris ce bac tous les matins pour aller à l’école. Il me manquera."


@pytest.fixture
def address(tmp_path: Path, db: None, capsys: pytest.CaptureFixture[str]) -> str:
    """The path of the article, as the command that imported it says."""
    manuscript = tmp_path / "bac.txt"
    manuscript.write_text(MANUSCRIPT)
    call_command("importarticle", str(manuscript), language="fr", publish=True)
    return capsys.readouterr().out.splitlines()[-1]


def reply(page: Page) -> None:
    page.fill("#reply-comment", WORDS)
    page.fill("#reply-name", "Lucie Baudry")
    page.fill("#reply-email", "lucie@example.org")
    page.click("#reply-form .nc-post")


def approve(page: Page) -> None:
    """From the admin's front page to the list, and there by one click."""
    log_in(page)
    page.click("#newsroom-comments-waiting a")
    card = page.locator(".nc-card")
    expect(card).to_have_count(1)
    expect(card).to_contain_text(WORDS)
    card.locator("button[value^=approved]").click()
    expect(page.locator("#desk-last")).to_contain_text("1")
    expect(card).to_have_count(0)


@pytest.mark.smoke
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_comment_is_posted_held_approved_and_read(
    new_page: NewPage, editor: User, address: str, script: bool
) -> None:
    reader, desk, stranger = (new_page(java_script_enabled=script, locale="fr") for _ in range(3))

    if script:
        reader.clock.install()
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text(HEADLINE)
    expect(reader.locator("article.story li")).to_have_count(3)
    expect(reader.locator("html")).to_have_attribute("lang", "fr")
    expect(reader.locator("#respond-heading")).to_have_text("Laisser un commentaire")
    reader.focus("#reply-comment")
    if script:
        # Nobody writes this in two seconds; Playwright does.
        reader.clock.fast_forward("00:30")
    reply(reader)
    expect(reader.locator(".nc-state")).to_have_text(AWAITING)
    expect(reader.locator(".nc-body")).to_have_text(WORDS)
    comment = ReaderComment.objects.get()
    assert (comment.status, comment.public, comment.source) == (Status.PENDING, False, WORDS)

    stranger.goto(address)
    expect(stranger.locator("#comments-heading")).to_have_text("Commentaires")
    assert WORDS not in stranger.content()
    assert "Lucie" not in stranger.content()

    approve(desk)
    comment.refresh_from_db()
    assert (comment.status, comment.public) == (Status.APPROVED, True)
    assert list(Decision.objects.values_list("to_status", "actor")) == [
        (Status.APPROVED, editor.pk),
        (Status.PENDING, None),
    ]

    stranger.reload()
    shown = stranger.locator("#comments .nc-comment")
    expect(shown.locator(".nc-body")).to_have_text(WORDS)
    expect(shown.locator(".nc-by")).to_have_text("Lucie Baudry")
    expect(stranger.locator("#comments-heading")).to_have_text("1 commentaire")
    assert "lucie@example.org" not in stranger.content()
    reader.reload()
    expect(reader.locator(".nc-comment .nc-body")).to_have_text(WORDS)
    expect(reader.get_by_text(AWAITING)).to_have_count(0)
