"""What is cut once of our templates is, filled, what they make each time."""

from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import get_template, render_to_string
from django.utils import translation

from articles.models import Article
from comments.discussions import stencils
from comments.discussions.pages import PageLocation
from comments.discussions.threads import Thread
from comments.forms import ReplyForm
from comments.models import Discussion, DiscussionState

WHEN = datetime(2026, 11, 28, 12, tzinfo=UTC)


def comment(pk: int, parent: int, **words: Any) -> dict[str, Any]:
    plain = {"user_name": f"Reader {pk}", "user_url": "", "comment": "<p>Words</p>", "submit_date": WHEN}
    marks = {"edited": False, "by_staff": False, "user_id": None, "recommended_shown": 0, "picked_at": None}
    return {"pk": pk, "parent_id": parent, "root_id": 1, **plain, **marks, **words}


THREADS = {
    "alone": [comment(1, 1)],
    "anonymous, with signs of formats": [comment(1, 1, user_name="", comment="<p>100 %(name)s % %%</p>")],
    "hostile": [
        comment(1, 1, user_name="<b>\"&'", user_url="https://example.org/?a=1&b=%22", comment="<script>x"),
    ],
    "answered": [comment(1, 1), comment(2, 1), comment(3, 2), comment(4, 1), comment(5, 2)],
    "of staff, the author, edited": [
        comment(1, 1, by_staff=True, edited=True, user_url="https://example.org/"),
        comment(2, 1, user_id=7),
    ],
    "recommended": [comment(1, 1, recommended_shown=1234), comment(2, 1, recommended_shown=1)],
    "picked": [comment(1, 1, picked_at=WHEN), comment(2, 1, picked_at=WHEN, by_staff=True)],
    "deep": [comment(1, 1), *(comment(pk, pk - 1) for pk in range(2, 9))],
    "without its beginning": [comment(2, 1), comment(3, 1)],
}


@pytest.mark.parametrize("name", THREADS)
def test_a_thread_is_what_its_template_makes_of_it(name: str) -> None:
    made = get_template("newsroom_comments/discussion/thread.html")
    states, orders = (DiscussionState.OPEN, DiscussionState.CLOSED), ("", "newest")
    sites = product(["en", "fr"], [0, 9, 5000], states, orders, [True, False])
    for language, total, state, order, recommends in sites:
        thread = Thread(1, THREADS[name], author=7, total=total)
        shared = {
            "discussion": Discussion(state=state),
            "location": PageLocation(number=2, order=order),
            "must_log_in": False,
            "may_not_comment": "",
            "target_address": "/a/?b=1&c",
            "recommends": recommends,
        }
        with translation.override(language):
            expected = made.render({**shared, "thread": thread})
            # Cut and filled, then filled alone.
            assert [stencils.thread_renderer(shared)(thread) for _time in range(2)] == [expected] * 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_empty_form_is_what_its_template_makes_of_it(language: str) -> None:
    for pk in (1, 22):
        article = Article(pk=pk)
        with translation.override(language):
            form = {"form": ReplyForm(article)}
            expected = render_to_string("newsroom_comments/posting/form.html", form)
            assert stencils.empty_form(article) == expected


@pytest.mark.parametrize("name", ["discussion/badges", "discussion/more", "posting/field"])
def test_a_host_may_replace_what_our_templates_include(name: str, tmp_path: Path, settings: Any) -> None:
    own = tmp_path / "newsroom_comments" / f"{name}.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ row.name|upper }}{{ field.name|upper }}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    shared = {
        "discussion": Discussion(),
        "location": PageLocation(),
        "must_log_in": False,
        "may_not_comment": "",
        "target_address": "/a/",
        "recommends": True,
    }
    thread = stencils.thread_renderer(shared)(Thread(1, THREADS["alone"], total=9))
    form = stencils.empty_form(Article(pk=1))
    assert ("READER 1" in thread, form is None) == (name != "posting/field", name == "posting/field")
