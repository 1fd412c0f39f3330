"""Signals for hosts, each sent once what it tells of is committed.

No failure of a receiver undoes that, or reaches the reader; Django logs it under ``django.dispatch``.
What is rolled back is never told.
"""

from django.dispatch import Signal

#: A comment came in, a reader's or an editor's reply, whatever the rules made of it.  Arguments: "comment" (a
#: ReaderComment).
comment_posted = Signal()
#: A comment has another status, or its text was corrected, or either undone.  "decision" (a Decision).
comment_decided = Signal()
#: A comment has another text, by its author or by an editor.  "comment", and "decision" that says by whom.
comment_edited = Signal()
#: A comment's author withdrew it.  "comment".
comment_withdrawn = Signal()
#: A reader reported a comment, for the first time.  "report" (a Report), which names no reader.
comment_reported = Signal()
# All of them.
TOLD = (comment_posted, comment_decided, comment_edited, comment_withdrawn, comment_reported)
