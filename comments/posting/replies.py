"""A filled-in “Leave a Reply” becomes a post."""

from collections import defaultdict
from typing import Any

from ..forms import NAME_IS_NEWSROOMS, NAME_IS_TAKEN, ReplyForm
from ..models import Discussion
from ..people import reserved_names
from .posts import Post


def refuse_others_names(form: ReplyForm, *, confirmed: str) -> None:
    """Add an error where the name is the newsroom's, or another reader's; whatever else is wrong.

    ``confirmed`` is the address that is known to be theirs, or "".
    """
    # A login's public name is the host's affair: it is in no field.
    name = form.cleaned_data.get("name", "")
    if reserved_names.is_newsrooms(name):
        form.add_error("name", NAME_IS_NEWSROOMS)
    elif reserved_names.is_taken(name, confirmed=confirmed):
        form.add_error("name", NAME_IS_TAKEN)


def post_of(form: ReplyForm, discussion: Discussion, **circumstances: Any) -> Post:
    """What the form holds, which is valid as far as it is needed; the rest are fields of ``Post``."""
    # Of a preview only the text need be valid.
    data: defaultdict[str, Any] = defaultdict(str) | form.cleaned_data
    return Post(
        target=form.target_object,
        source=data["comment"],
        syntax=form.syntax,
        html=form.html,
        discussion=discussion,
        parent_place=(form.parent["root_id"], form.parent["level"]) if form.parent else None,
        name=form.display_name or data["name"],
        email=form.address or data.get("email", ""),
        url=data.get("url", ""),
        user=form.user,
        parent_id=data["reply_to"],
        honeypot_filled=bool(data["honeypot"]),
        time_taken=form.time_taken,
        prefilled=bool(data["prefilled"]),
        follow=data.get("follow", ""),
        **circumstances,
    )
