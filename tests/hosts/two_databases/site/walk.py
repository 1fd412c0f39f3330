"""Readers and editors in a site with two databases.

``walk.py`` posts and decides; with the argument ``long`` everything else is done, too.
"""

import os
import re
import sys

import django

django.setup()

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core import mail
from django.core.management import call_command
from django.db import connections, router, transaction
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse
from django_comments.models import Comment, CommentFlag
from django_comments_xtd.models import XtdComment
from lxml import html
from stories.models import Story

from comments import signals
from comments.decisions.log import DecisionContext
from comments.decisions.statuses import decide_all
from comments.desk import notes
from comments.mail.signed_links import reader_page
from comments.models import (
    Commenter,
    Decision,
    DeskDigest,
    Discussion,
    Following,
    Note,
    ReaderComment,
    Report,
    Status,
)
from comments.upkeep.erasing import erase

for alias in connections:
    call_command("migrate", "--run-syncdb", "--verbosity=0", database=alias)
call_command("check", databases=[router.db_for_write(ReaderComment)], fail_level="WARNING")

if os.environ["PLACES"] == "apart":
    # Without what a query in the wrong database would find.
    ContentType.objects.using("other").all().delete()
    Site.objects.using("other").all().delete()
editor = User.objects.create_superuser("editor", "editor@host.example", "a long password")
story = Story.objects.create(title="The bridge is open")
reader, desk = Client(), Client()
desk.force_login(editor)
heard = []


def hear(decision, **_kwargs):
    assert not connections[router.db_for_write(ReaderComment)].in_atomic_block, "only after the commit"
    heard.append(decision.to_status)


def look(**_kwargs):
    inserts = connections[router.db_for_write(ReaderComment)]
    assert (inserts.in_atomic_block, inserts.savepoint_ids) == (True, []), "in a transaction of its own"


signals.comment_decided.connect(hear)
pre_save.connect(look, sender=ReaderComment)


def post(comment, client=reader, **fields):
    given = {
        "content_type": "stories.story",
        "object_pk": str(story.pk),
        "comment": comment,
        "name": "Cleo",
        "email": "cleo@reader.example",
        "url": "",
        "reply_to": "",
        "honeypot": "",
    }
    answer = client.post(reverse("newsroom_comments:post"), given | fields)
    assert answer.status_code == 302, (answer.status_code, answer.content.decode())
    return ReaderComment.objects.latest("pk")


def page():
    answer = Client().get(story.get_absolute_url())
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def open_desk(name="readercomment_changelist", *args, **query):
    answer = desk.get(reverse(f"admin:newsroom_comments_{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return html.fromstring(answer.content.decode())


def submit(name, fields):
    answer = desk.post(reverse(f"admin:newsroom_comments_{name}"), fields)
    assert answer.status_code == 302, (answer.status_code, answer.content.decode())


def decide(comment, to):
    shown = ReaderComment.objects.get(pk=comment.pk)
    submit("decide", {"pk": shown.pk, "revision": shown.revision, "to": to})
    return ReaderComment.objects.get(pk=comment.pk).status


def undo():
    [form] = open_desk(queue="all").xpath(f"//form[@action='{reverse('admin:newsroom_comments_undo')}']")
    submit("undo", dict(form.form_values()))


# --- Posted, held, approved, read -----------------------------------------------------------------------

first = post("I crossed it this morning")
assert (first.status, first.user) == (Status.PENDING, None)
assert "I crossed it" not in page()
assert "I crossed it" in html.tostring(open_desk()).decode()
assert decide(first, "approved") == Status.APPROVED
assert "I crossed it" in page()
assert heard == ["pending", "approved"], heard
decision = Decision.objects.first()
assert (decision.actor_id, decision.actor) == (editor.pk, editor)

if sys.argv[1:] != ["long"]:
    sys.stdout.write("walked\n")
    sys.exit()

# --- Everything else ------------------------------------------------------------------------------------

assert decide(first, "rejected") == Status.REJECTED
undo()
assert ReaderComment.objects.get(pk=first.pk).status == Status.APPROVED
batch = [post(f"Number {number}") for number in range(3)]
shown = dict(ReaderComment.objects.filter(pk__in=[one.pk for one in batch]).values_list("pk", "revision"))
assert decide_all(shown, Status.APPROVED, DecisionContext(by=editor)).done == [one.pk for one in batch]

# The editor writes, too, and the reader's next post is judged by all that is known of their address.
user = User.objects.create_user("reader", "cleo@reader.example", "a long password", first_name="Cleo R.")
member = Client()
member.force_login(user)
token = re.findall(
    r'name="csrfmiddlewaretoken" value="(\w+)"', member.get(story.get_absolute_url()).content.decode()
)[0]
theirs = post("From my login", member, csrfmiddlewaretoken=token, name="", email="")
assert (theirs.user, theirs.commenter.user) == (user, user)
person = Commenter.objects.get(user=user)
banned = {"standing": "banned", "until_0": "", "until_1": "", "notes": ""}
form = open_desk("commenter_change", person.pk).xpath("//form[@id='commenter_form']")[0]
answer = desk.post(
    reverse("admin:newsroom_comments_commenter_change", args=[person.pk]), dict(form.form_values()) | banned
)
assert answer.status_code == 302, answer.content.decode()
assert post("Without my login").status != Status.PENDING, "the login with this address is banned"

# Every page of the desk is made, and every search.
for name in ("readercomment", "decision", "standingchange", "commenter", "discussion", "email"):
    open_desk(f"{name}_changelist")
assert {cell.text for cell in open_desk("decision_changelist").find_class("field-who")} >= {"editor"}
for query in ({"queue": "all", "search": "crossed"}, {"queue": "all", "search": "cleo@reader.example"}):
    assert "crossed" in html.tostring(open_desk(**query)).decode()
found = html.tostring(open_desk("commenter_changelist", q="cleo@reader.example")).decode()
assert reverse("admin:newsroom_comments_commenter_change", args=[person.pk]) in found
open_desk("discussion_changelist", content_type__id__exact=ContentType.objects.get_for_model(Story).pk)
open_desk("readercomment_change", first.pk)
open_desk("decision_change", decision.pk)
open_desk("state")

# A report, a correction.
reported = reader.post(
    reverse("newsroom_comments:report", args=[first.pk]), {"reason": "abuse", "text": "No"}
)
assert reported.status_code == 302, reported.content.decode()
assert Report.objects.get().settled_by is None
assert "No" in html.tostring(open_desk(queue="reported")).decode()
assert decide(first, "approved") == Status.APPROVED
assert Report.objects.get().settled_by is not None

# An email is confirmed, and the discussion followed.
mail.outbox = []
waits = post("Mail me", email="zoe@reader.example", name="Zoe", follow="all")
link = re.findall(r"/comments/confirm/\S+", mail.outbox[-1].body)[0]
assert reader.post(link).status_code in (200, 302)
assert ReaderComment.objects.get(pk=waits.pk).identity_verified
assert Following.objects.get().comment_id == waits.pk
assert decide(waits, "approved") == Status.APPROVED
mail.outbox = []
decide(post("News for Zoe"), "approved")
assert [message.to for message in mail.outbox] == [["zoe@reader.example"]]
assert reader.get(reader_page(waits)).status_code == 200

# What the public reads.
assert "News for Zoe" in page()
for feed in ("", f"atom/stories.story/{story.pk}/"):
    answer = reader.get(f"/comments/{feed or 'atom.xml'}")
    assert "News for Zoe" in answer.content.decode(), answer.status_code

# A note, by the editor's name while there is one.
assert notes.add(first.pk, "Call the harbour", user)
assert "reader ·" in html.tostring(open_desk(queue="all"), encoding="unicode")

# Erased, and a user deleted.
assert erase([batch[0].pk]) == [batch[0].pk]
assert "Number 0" not in page()
DeskDigest.objects.create(user=user, number=1)
user.delete()
assert not DeskDigest.objects.exists()
assert (ReaderComment.objects.get(pk=theirs.pk).user_id, Commenter.objects.get(pk=person.pk).user_id) == (
    None,
    None,
)
assert f"{Note.objects.get(editor=None).editor_number} ·" in html.tostring(
    open_desk(queue="all"), encoding="unicode"
)

# Old comments are adopted, with their flags.
old = XtdComment(
    content_type=ContentType.objects.get_for_model(Story),
    object_pk=str(story.pk),
    site_id=1,
    user=editor,
    comment="An old comment",
    followup=True,
)
old.save()
CommentFlag.objects.create(comment=old, user=editor, flag=CommentFlag.SUGGEST_REMOVAL)
call_command("adoptcomments")
assert "An old comment" in page()
assert Report.objects.filter(comment=old.pk).count() == 1
assert Following.objects.filter(commenter__user_id=editor.pk).count() == 1
assert Discussion.objects.get().public_count == ReaderComment.objects.public().count()

# A failure undoes all of a decision: nothing of it was committed elsewhere.
with transaction.atomic(using=router.db_for_write(ReaderComment)):
    decide_all(
        {waits.pk: ReaderComment.objects.get(pk=waits.pk).revision}, Status.SPAM, DecisionContext(by=editor)
    )
    transaction.set_rollback(True, using=router.db_for_write(ReaderComment))
assert ReaderComment.objects.get(pk=waits.pk).status == Status.APPROVED
assert heard[-1] != "spam"

# And out again.
call_command("migrate", "newsroom_comments", "zero", "--verbosity=0", database=router.db_for_write(Comment))
# Of django-comments: django-comments-xtd joins users in whatever it is asked.
assert Comment.objects.get(pk=old.pk).comment == "An old comment"
sys.stdout.write("walked\n")
