"""The examples in ``docs/interface.md`` run, and do what they say."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from articles.models import Article
from comments import interface, signals
from comments.decisions.log import HOST
from comments.models import Decision, Following

from ...project.sources import ROOT

PAGE = (ROOT / "docs" / "interface.md").read_text()
# Those that belong into a host's settings are no more than values.
EXAMPLES = [
    code for code in re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S) if "# settings.py" not in code
]
# What our packages are called here: in a host below `django_newsroom`.
HERE = interface.__name__.removesuffix("comments.interface")


@pytest.fixture
def ran(article: Article, comment: Any) -> dict[str, Any]:
    """All of them, one after the other, and what they have named by then."""
    editor = get_user_model().objects.create_user("eve", first_name="Eve", is_staff=True)
    names: dict[str, Any] = {"story": article, "editor": editor}
    for example in EXAMPLES:
        exec(example.replace("django_newsroom.", HERE), names)
    signals.comment_decided.disconnect(names["tell_the_search_engine"])
    return names


def test_the_examples_do_what_the_page_says(ran: dict[str, Any]) -> None:
    posted = ran["posted"]
    assert (posted.status, posted.public, ran["refused"]) == (
        "pending",
        False,
        (422, {"comment": ["This field is required."]}),
    )
    assert ran["accepted"][0] == 201
    assert (ran["number"], ran["names"], ran["later"], ran["is_open"]) == (1, ["Ada"], [], True)
    assert [*Decision.objects.order_by("pk").values_list("actor", "rule", "to_status", "note")][-2:] == [
        (ran["editor"].pk, "", "approved", ""),
        (None, HOST, "rejected", "the nightly job"),
    ]
    # An email asks first whether the address is hers.
    assert Following.objects.count() == 0


def test_what_a_host_writes_by_the_page_is_taken(
    ran: dict[str, Any], article: Article, django_capture_on_commit_callbacks: Any
) -> None:
    assert ran["may_comment"](None, article) == "Only subscribers comment here. Please log in."
    assert ran["may_comment"](ran["editor"], article) is True
    assert ran["display_name"](ran["editor"]) == "Eve"
    form = ran["CourierForm"](article, {"name": "Anonymous", "comment": "Mine.", "email": "a@example.org"})
    assert form.errors["name"] == ["Please give a name."]
    signals.comment_decided.connect(ran["tell_the_search_engine"])
    try:
        with django_capture_on_commit_callbacks(execute=True):
            interface.decide(ran["posted"].number, "pending")
            interface.decide(ran["posted"].number, "approved")
    finally:
        signals.comment_decided.disconnect(ran["tell_the_search_engine"])
    assert {*ran["published"]} == {ran["posted"].number}


def test_a_hosts_form_is_the_one_that_readers_get(
    article: Article, reply: Any, settings: Any, ran: dict[str, Any]
) -> None:
    ran["CourierForm"].__module__ = __name__
    globals()["CourierForm"] = ran["CourierForm"]
    settings.COMMENTS_XTD_FORM_CLASS = f"{__name__}.CourierForm"
    refused = reply(name="Anonymous")
    assert (refused.status_code, b"Please give a name." in refused.content) == (422, True)
    with pytest.raises(ValidationError):
        interface.post(article, "Mine.", name="Anonymous", email="ada@example.org")
