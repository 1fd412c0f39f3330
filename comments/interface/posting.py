"""A host's own code posts for a reader: the form's limits, the rules and the log are those of every post."""

from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils import translation

from ..forms import reply_form
from ..mail import signed_links
from ..models import Discussion, ReaderComment
from ..posting.admission import NotAdmitted, admit
from ..posting.new_comments import submit
from ..posting.replies import post_of, refuse_others_names
from ..requests.networks import network_of
from ..sites import site_of
from ..targets import is_public, label_of, language_of, takes_comments


class NotPublic(NotAdmitted):
    """``MODELS`` doesn't list the object's model, or the public can't see the object."""


@dataclass(frozen=True)
class Posted:
    """What became of a post.

    ``number`` is the comment's; ``status`` what the rules made of it, such as "pending"; ``public`` whether
    everybody reads it by now.  ``private_page`` is the path of its author's own page: whoever has it may edit
    and withdraw there.
    """

    number: int
    status: str
    public: bool
    private_page: str


def post(
    target: Model,
    text: str,
    *,
    name: str = "",
    email: str = "",
    website: str = "",
    user: Any = None,
    reply_to: int = 0,
    follow: Literal["", "replies", "all"] = "",
    verified: bool = False,
    request: HttpRequest | None = None,
) -> Posted:
    """Post ``text`` on ``target``, for ``user`` or for a reader without a login, as the form would.

    Django's ``AnonymousUser`` is such a reader.  ``reply_to`` is the number of the public comment answered.
    ``verified``: you know that ``email`` is the reader's.  Of ``request`` the network is taken, which floods
    are told by.

    :raises NotPublic: nobody could have posted there.
    :raises Closed: comments are closed.
    :raises LoginRequired: the host asks for a login.
    :raises NotAllowed: the host's ``MAY_COMMENT`` refuses.
    :raises ValidationError: Django's; the form's errors, by field: ``comment``, ``name``, ``email``, …
    :raises Duplicate: they said so already.
    :raises TooManyPosts: too quickly.
    """
    if not takes_comments(type(target)) or not is_public(target):
        raise NotPublic(f"{target._meta.label} {target.pk} is not public, or takes no comments")
    user = user if user is not None and user.is_authenticated else None
    discussion = Discussion.objects.find(target)
    data = {"comment": text, "name": name, "email": email, "url": website, "follow": follow}
    data |= {"content_type": label_of(target), "object_pk": str(target.pk), "reply_to": str(reply_to or "")}
    with translation.override(language_of(target)):
        admit(target, discussion, user)
        form = reply_form()(target, data, user=user)
        form.full_clean()
        known = verified and user is None
        refuse_others_names(form, confirmed=form.cleaned_data.get("email", "") if known else "")
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        comment = submit(
            post_of(
                form,
                discussion,
                site_id=site_of(request).pk,
                confirmed=known,
                network=network_of(request) if request else "",
                request=request,
            )
        )
    return _posted(comment)


def _posted(comment: ReaderComment) -> Posted:
    return Posted(comment.pk, comment.status, comment.public, signed_links.reader_page(comment))
