"""Signed links: each opens one comment, or what one person follows, for one purpose."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner
from django.db.models import Model
from django.urls import reverse

from ..models import AddressKey, Commenter, DeskDigest, Following, ReaderComment
from ..requests.numbers import natural_number

Subject = TypeVar("Subject", bound=Model)
DAY = 24 * 3600


class Expired(Exception):
    """The link was made here for that purpose, too long ago; it held these ids."""

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__(*ids)
        self.ids = ids


class SignedLink(Generic[Subject]):
    """Opens one thing to whoever has the link.  Called with that thing, it makes the path.

    ``purpose`` is the salt, so that no link serves another purpose; ``columns`` name the thing.  A link lasts
    so many ``seconds``, or for ever (None); one that isn't ``dated`` is the same however often it is made.
    """

    def __init__(
        self,
        purpose: str,
        view: str,
        *,
        columns: Sequence[str] = ("pk",),
        seconds: int | None = None,
        dated: bool = True,
    ) -> None:
        self.purpose, self.view, self.columns = purpose, view, columns
        self.seconds, self.dated = seconds, dated

    def __call__(self, subject: Subject) -> str:
        ids = ".".join(str(getattr(subject, column)) for column in self.columns)
        salt = self._salt_for(subject)
        token = TimestampSigner(salt=salt).sign(ids) if self.dated else Signer(salt=salt).sign(ids)
        return reverse(f"newsroom_comments:{self.view}", kwargs={"token": token})

    def read(self, token: str) -> Sequence[int] | None:
        """The ids in the token, or None if it was not made here for that.

        :raises Expired: it was, too long ago.
        """
        ids = [natural_number(part, digits=18) for part in token.partition(":")[0].split(".")]
        known = [number for number in ids if number is not None]
        salt = self._salt_of(known) if len(known) == len(ids) == len(self.columns) else ""
        try:
            return known if salt and self._is_signed(token, salt) else None
        except SignatureExpired:
            raise Expired(known) from None

    def _is_signed(self, token: str, salt: str) -> bool:
        try:
            if self.dated:
                TimestampSigner(salt=salt).unsign(token, max_age=self.seconds)
            else:
                Signer(salt=salt).unsign(token)
        except SignatureExpired:
            raise
        except (BadSignature, ValueError):
            # The latter of Django's own, where the signature is right and no time stands before it.
            return False
        return True

    def _salt_for(self, _subject: Subject) -> str:
        return self.purpose

    def _salt_of(self, _ids: Sequence[int]) -> str:
        """The same again, for what the ids name; "" where no link can have been made for that."""
        return self.purpose


class ConfirmationLink(SignedLink[ReaderComment]):
    """Opens nothing once the comment has another address, or none: it is in the salt, not in the token."""

    def _salt_for(self, comment: ReaderComment) -> str:
        return self._salt(comment.user_email)

    def _salt_of(self, ids: Sequence[int]) -> str:
        address = ReaderComment.objects.filter(pk__in=ids).values_list("user_email", flat=True).first()
        return self._salt(address) if address else ""

    def _salt(self, address: str) -> str:
        return f"{self.purpose}.{AddressKey.digest(address)}"


# The purposes are fixed for good: a link that a reader has saved must go on working.

# The author's private page.
reader_page = SignedLink[ReaderComment]("newsroom_comments.reader_page", "reader_page")
# Where whoever reads the emails to the comment's address confirms it.
confirmation = ConfirmationLink("newsroom_comments.confirmation", "confirm", seconds=3 * DAY)
# Ends one following, for ever: it names the person and the discussion, not the row.
unsubscribing = SignedLink[Following](
    "newsroom_comments.unsubscribing",
    "unsubscribe",
    columns=("commenter_id", "discussion_id"),
    dated=False,
)
# Ends the emails about what becomes of one comment, for ever.
outcome_unsubscribing = SignedLink[ReaderComment](
    "newsroom_comments.outcome_unsubscribing", "unsubscribe_outcome", dated=False
)
# Ends the emails to one editor about what waits, for ever.
digest_unsubscribing = SignedLink[DeskDigest](
    "newsroom_comments.digest_unsubscribing", "unsubscribe_digest", dated=False
)
# Where a person sees and changes all that they follow.
followings = SignedLink[Commenter]("newsroom_comments.followings", "following", seconds=90 * DAY)
