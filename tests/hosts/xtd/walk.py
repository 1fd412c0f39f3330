"""Two thousand comments of django-comments-xtd are adopted, answered, decided on, and given back to it.

In three parts, each in a process with its own settings: before us, with us, and after us.
"""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import count, zip_longest
from pathlib import Path
from random import Random

import django

PART = sys.argv[1] if len(sys.argv) > 1 else "all"
if PART != "all":
    django.setup()

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django_comments.models import CommentFlag
from django_comments_xtd.models import LIKEDIT_FLAG, XtdComment
from stories.models import Story

NUMBER = 2_000
DEEPEST = 3
KEPT = Path("kept.json")
stranger = Client()
readers = count(1)


def text(address, client=stranger):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def words_of(page):
    """The words by which this walk knows its comments, in the page's order."""
    return re.findall(r"(?:Old|New) word \w+", page)


def children():
    """All rows by their parents; a root's is None, and a half-written root's is no row at all."""
    found = defaultdict(list)
    for row in XtdComment.norel_objects.order_by("pk"):
        found[row.parent_id if row.parent_id not in (0, row.pk) else None].append(row)
    return found


def in_order(rows, parent=None, depth=0, *, through_removed):
    """Whatever is public and not removed, each thread from its beginning, with its depth."""
    for row in rows[parent]:
        if row.is_public and not row.is_removed:
            yield row.object_pk, *words_of(row.comment), depth
        if through_removed or (row.is_public and not row.is_removed):
            yield from in_order(rows, row.pk, depth + 1, through_removed=through_removed)


# --- Before us --------------------------------------------------------------------------------------------


def fill():
    """Years of comments, as the stock site stores them."""
    random = Random(15)
    about = {"content_type": ContentType.objects.get_for_model(Story), "site_id": 1}
    users = [User.objects.create_user(f"user{number}@reader.example") for number in range(5)]
    stories = [Story.objects.create(title=title) for title in ("The bridge", "The ferry", "The tunnel")]
    began = datetime(2019, 1, 1, tzinfo=UTC)
    open_to_replies = defaultdict(list)
    for number in range(NUMBER):
        story = stories[0 if number % 3 else number % 9 // 3]
        row = XtdComment(**about, object_pk=str(story.pk), comment=f"Old word {number}")
        row.submit_date = began + timedelta(hours=number)
        row.user = users[number % 5] if number % 7 == 0 else None
        row.user_name, row.user_email = (f"Name {number}", f"reader{number % 50}@old.example")
        row.followup = number % 11 == 0
        row.is_public, row.is_removed = number % 13 != 0, number % 17 == 0
        if random.random() < 0.6 and open_to_replies[story.pk]:
            row.parent_id = random.choice(open_to_replies[story.pk][-40:]).pk
        if number % 97 == 96:
            # As a process leaves it that dies between the two steps of XtdComment.save.
            Model.save(row)
            continue
        row.save()
        if row.level < DEEPEST and row.is_public and not row.is_removed:
            open_to_replies[story.pk].append(row)
    rows = list(XtdComment.norel_objects.order_by("pk"))
    for place, row in enumerate(rows):
        if place % 19 == 0:
            CommentFlag.objects.create(comment=row, user=users[0], flag=CommentFlag.SUGGEST_REMOVAL)
        if place % 23 == 0:
            CommentFlag.objects.create(comment=row, user=users[1], flag=LIKEDIT_FLAG)


def post_by_the_stock_form(story, words, parent=0):
    """A reader posts, and confirms their address."""
    address = reverse("comments-xtd-reply", args=[parent]) if parent else story.get_absolute_url()
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', text(address)))
    sent = {name: fields[name] for name in ("content_type", "object_pk", "timestamp", "security_hash")}
    sent |= {"reply_to": str(parent), "comment": words, "name": "Stella", "email": "stella@old.example"}
    answer = stranger.post(reverse("comments-post-comment"), sent)
    assert answer.status_code == 302, answer.content.decode()
    link = re.search(r"/comments/confirm/\S+", mail.outbox[-1].body)[0]
    assert stranger.get(link).status_code == 302
    return XtdComment.norel_objects.get(comment=words)


def before():
    fill()
    story = Story.objects.first()
    root = post_by_the_stock_form(story, "Old word first")
    post_by_the_stock_form(story, "Old word second", root.pk)
    assert "Old word first" in text(story.get_absolute_url())


# --- With us ----------------------------------------------------------------------------------------------


def all_pages(story):
    """The comments under a story as a reader finds them who opens every page, and every longer thread."""
    found, address = [], story.get_absolute_url()
    while address:
        page = text(address)
        longer = iter(re.findall(r'nc-more"><a rel="nofollow"\s+href="([^"]+)"', page))
        # The list of threads, cut at the links to whole ones.
        for part in re.split(r'(?=<ol class="nc-list">\s*<li)', page, maxsplit=1)[1:]:
            found += words_of(part)
        for link in longer:
            found.append(whole_thread(link))
        address = next_page(page)
    return found


def next_page(page):
    link = re.search(r'<a rel="next[^"]*" href="([^"]+)"', page)
    return link and link[1].replace("&amp;", "&")


def whole_thread(address):
    found = []
    while address:
        page = text(address.replace("&amp;", "&"))
        found += words_of(page)
        address = next_page(page)
    return found


def reply(story, words, parent=""):
    """Each by somebody else, in another network."""
    number = next(readers)
    sent = {"content_type": "stories.story", "object_pk": str(story.pk), "comment": words, "reply_to": parent}
    sent |= {"name": f"Cleo {number}", "email": f"cleo{number}@reader.example"}
    client = Client(REMOTE_ADDR=f"10.0.{number}.1")
    answer = client.post(reverse("newsroom_comments:post"), sent)
    assert answer.status_code == 302, (words, answer.status_code)
    assert words in text(answer.headers["Location"])


def decide(words, to):
    from django_newsroom.comments.models import ReaderComment

    editor = Client()
    editor.force_login(User.objects.get(username="edith"))
    row = ReaderComment.objects.get(source=words)
    sent = {"pk": row.pk, "revision": row.revision, "to": to}
    answer = editor.post(reverse("admin:newsroom_comments_decide"), sent)
    assert answer.status_code == 302, answer.status_code


def compare_pages():
    """Each story's pages have what was public, and each thread in order."""
    expected = list(in_order(children(), through_removed=True))
    assert len(expected) > NUMBER * 0.8, len(expected)
    for story in Story.objects.all():
        wanted = [words for key, words, _depth in expected if key == str(story.pk)]
        flat, threads = [], []
        for each in all_pages(story):
            (flat if isinstance(each, str) else threads).append(each)
        missing = {*wanted} ^ {*flat}.union(*threads)
        assert missing == set(), missing
        for shown in (flat, *threads):
            assert shown == [words for words in wanted if words in {*shown}], shown


def with_us():
    from django_newsroom.comments.models import Following, ReaderComment, Report

    call_command("check", databases=["default"])
    call_command("migrate", verbosity=0)
    story = Story.objects.first()
    assert words_of(text(story.get_absolute_url())) == []
    rows = XtdComment.norel_objects.count()
    call_command("adoptcomments", verbosity=0)
    assert ReaderComment.objects.count() == rows == NUMBER + 2
    call_command("check", databases=["default"])
    compare_pages()
    assert Report.objects.count() > 50
    assert Following.objects.count() > 20
    for each in Story.objects.all():
        assert "@" not in re.sub(r"<head>.*?</head>", "", text(each.get_absolute_url()), flags=re.DOTALL)

    # A reader posts and answers; an editor decides, on old ones too.
    User.objects.create_superuser("edith", first_name="Edith")
    first = ReaderComment.objects.get(source="Old word first")
    reply(story, "New word root")
    reply(story, "New word reply", first.pk)
    reply(story, "New word refused", first.pk)
    assert "New word root" not in text(story.get_absolute_url())
    decide("New word root", "approved")
    decide("New word reply", "approved")
    decide("New word refused", "rejected")
    # Deeper than the stock site goes, under the half-written, and under what was removed.
    parent = ReaderComment.objects.get(source="New word reply")
    for number in range(3):
        words = f"New word deep{number}"
        reply(story, words, parent.pk)
        decide(words, "approved")
        parent = ReaderComment.objects.get(source=words)
    half = ReaderComment.objects.public().filter(source__in=half_written(), object_pk=str(story.pk)).first()
    reply(story, "New word half", half.pk)
    decide("New word half", "approved")
    taken_away = ReaderComment.objects.public().filter(source__startswith="Old word 5").first()
    decide(taken_away.source, "rejected")
    held = ReaderComment.objects.filter(status="pending", source__startswith="Old").first()
    decide(held.source, "approved")
    everything = {words for each in Story.objects.all() for found in all_pages(each) for words in flat(found)}
    assert {"New word root", "New word deep2", "New word half", held.source} <= everything
    assert {"New word refused", taken_away.source}.isdisjoint(everything)
    call_command("newsroomdoctor", stdout=sys.stderr)
    KEPT.write_text(json.dumps({"shown": sorted(everything), "half": half.source}))

    call_command("migrate", "newsroom_comments", "zero", verbosity=0)


def half_written():
    return [f"Old word {number}" for number in range(NUMBER) if number % 97 == 96]


def flat(found):
    return [found] if isinstance(found, str) else found


# --- After us ---------------------------------------------------------------------------------------------


def tree(story):
    """What the stock page shows, each with its depth: a reply stands within its parent's block."""
    found, blocks, level = [], [], 0
    page = text(story.get_absolute_url())
    for mark in re.findall(r'<div id="c\d+" class="comment|<div|</div>|(?:Old|New) word \w+', page):
        if mark.startswith("<div"):
            level += 1
            if "class" in mark:
                blocks.append(level)
        elif mark == "</div>":
            if blocks[-1:] == [level]:
                blocks.pop()
            level -= 1
        elif blocks:
            found.append((mark, len(blocks) - 1))
    return found


def expected_tree(story):
    rows = in_order(children(), through_removed=False)
    return [(words, depth) for key, words, depth in rows if key == str(story.pk)]


def after():
    call_command("check", databases=["default"])
    call_command("migrate", "--check", verbosity=0)
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    kept = json.loads(KEPT.read_text())
    for story in Story.objects.all():
        assert tree(story) == expected_tree(story), first_difference(story)
    shown = [words for story in Story.objects.all() for words, _depth in tree(story)]
    assert "New word refused" not in shown
    new = [words for words in shown if words.startswith("New")]
    assert sorted(new) == sorted(words for words in kept["shown"] if words.startswith("New")), new

    # The other pages of the stock site, and its form, on an old comment and on one that we took.
    story = Story.objects.first()
    member = Client()
    member.force_login(User.objects.first())
    for words in ("Old word first", "New word root"):
        row = XtdComment.norel_objects.get(comment=words)
        assert stranger.get(
            reverse("comments-url-redirect", args=[row.content_type_id, story.pk])
        ).status_code in (301, 302)
        for name in ("comments-flag", "comments-xtd-like", "comments-xtd-dislike", "comments-xtd-reply"):
            assert words in text(reverse(name, args=[row.pk]), member), name
        post_by_the_stock_form(story, f"New word under{row.pk}", row.pk)
    assert tree(story) == expected_tree(story), first_difference(story)


def first_difference(story):
    pairs = zip_longest(tree(story), expected_tree(story))
    return next((pair for pair in pairs if pair[0] != pair[1]), None)


def part(name, settings):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings}
    subprocess.run([sys.executable, "walk.py", name], env=environment, check=True)


if PART == "all":
    part("before", "tutorial.before")
    part("with_us", "tutorial.after")
    part("after", "tutorial.before")
    sys.stdout.write("walked\n")
else:
    {"before": before, "with_us": with_us, "after": after}[PART]()
