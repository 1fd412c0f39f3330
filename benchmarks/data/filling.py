"""A database of as many comments as asked for, in a busy newsroom's proportions; always the same ones."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

from comments.models import AddressKey, Commenter
from comments.people.roles import make_roles

STATUSES = {"pending": 10, "published": 5, "approved": 70, "rejected": 10, "spam": 5}
RULES = {"pre_moderated": 10, "first_comment": 8, "links": 4, "all_capitals": 2}
# Planted words, by how many comments in 10,000 hold them.
PLANTED = {"everywhere": 9_000, "frequent": 2_000, "regular": 500, "occasional": 100, "seldom": 20}
# Others stand in so many comments of any database; each lantern at a harvest.
HITS = {"needle": 9, "lantern": 200, "harvest": 1_000}
# Of the person who wrote a fiftieth of all comments.
ADDRESS = "prolific@example.org"
SYLLABLES = [a + b for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
COMMENTS = "newsroom_comments_readercomment"
TABLES = ["django_comments", "django_comments_xtd_xtdcomment", COMMENTS, "newsroom_comments_finding"]
TABLES += ["newsroom_comments_decision", "newsroom_comments_report", "newsroom_comments_email"]
TABLES += ["newsroom_comments_standingchange", "newsroom_comments_discussion", "newsroom_comments_commenter"]


def rows(number: int) -> Iterator[tuple[Any, ...]]:
    """(number, name, text, status, discussion, commenter, rules): what chance decides of each comment."""
    chance = random.Random(number)
    made = random.Random(7)
    words = sorted({"".join(made.choices(SYLLABLES, k=made.randint(1, 4))) for _ in range(60_000)})
    made.shuffle(words)
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    statuses = random.Random(number + 1).choices(list(STATUSES), list(STATUSES.values()), k=number)
    # Of ten, chance might have none wait.
    statuses[0] = "pending"
    discussions, commenters = max(number // 100, 2), max(number // 20, 2)
    for count in range(1, number + 1):
        text = chance.choices(words, cum_weights=weights, k=chance.randint(6, 70))
        text += [word for word, share in PLANTED.items() if chance.random() * 10_000 < share]
        text += [word for word, hits in HITS.items() if count % max(number // hits, 1) == 0]
        # A fifth of all comments stand in one discussion, and a fiftieth is one person's.
        discussion = 1 if chance.random() < 0.2 else chance.randint(2, discussions)
        commenter = 1 if chance.random() < 0.02 else chance.randint(2, commenters)
        rules = [rule for rule, share in RULES.items() if chance.random() * 100 < share]
        # A rule whose comments are never public, and so never reported.
        rules += ["too_long"] * (statuses[count - 1] == "spam")
        name = f"{words[commenter % 9_000].title()} {words[commenter * 7 % 9_001].title()}"
        yield count, name, " ".join(text), statuses[count - 1], discussion, commenter, rules


COLUMNS = "(n int, name text, words text, status text, discussion int, commenter int, rules text[])"
# A million of them end before today.
START = datetime(2024, 1, 1, tzinfo=UTC)
MOMENT = f"'{START.isoformat()}'::timestamptz + n * interval '37 seconds'"
# A twentieth is urgent, as far as it waits.
RISK = "CASE n % 20 WHEN 0 THEN 60 WHEN 1 THEN 20 ELSE 0 END"
# What an editor decides waited up to eleven hours.
WAIT = "(n % 40000 * 7919 % 40000)"
PARAMS = '{"found": 3, "limit": 2}'
# Each follows from the table ``made`` above; what is public agrees with the status.
STATEMENTS = [
    """INSERT INTO newsroom_articles_article
        (id, headline, short_headline, slug, summary, body, author, language, pub_date, status, updated_at,
        touched_at)
        SELECT d, 'Article ' || d, '', 'article-' || d, '', '<p>Body</p>', '', 'en',
        now(), 'published', now(), now() FROM generate_series(1, (SELECT max(discussion) FROM made)) d""",
    """INSERT INTO newsroom_comments_discussion
        (id, object_pk, state, mode, public_count, version, content_type_id)
        SELECT d, d, CASE WHEN d < 4 THEN 'closed' ELSE 'open' END, '', 0, 1,
        (SELECT id FROM django_content_type WHERE app_label = 'newsroom_articles' AND model = 'article')
        FROM generate_series(1, (SELECT max(discussion) FROM made)) d""",
    """INSERT INTO newsroom_comments_commenter
        (id, address_hash, approved_count, rejected_count, standing, notes, reserved_name)
        SELECT c, 'unknown ' || c, 3, 1,
        CASE WHEN c < 4 THEN 'held' WHEN c % 4 = 3 THEN 'banned' ELSE '' END, '', ''
        FROM generate_series(1, (SELECT max(commenter) FROM made)) c""",
    """INSERT INTO newsroom_comments_rejectionreason (id, label, text, position, active)
        SELECT r, 'Reason ' || r, 'Because of rule ' || r, r, true FROM generate_series(1, 5) r
        ON CONFLICT DO NOTHING""",
    """INSERT INTO auth_user
        (id, password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
        SELECT u, '', false, 'editor' || u, 'Editor', u, 'editor' || u || '@example.org', true, true, now()
        FROM generate_series(1, 20) u""",
    """INSERT INTO auth_user_groups (user_id, group_id)
        SELECT u, id FROM generate_series(1, 20) u, auth_group WHERE name = 'Chief moderator'""",
    """INSERT INTO newsroom_comments_listedword (list, pattern, folds)
        SELECT CASE WHEN w % 2 = 0 THEN 'banned' ELSE 'suspect' END, 'listed' || w, true
        FROM generate_series(1, 100) w""",
    f"""INSERT INTO django_comments (id, object_pk, user_name, user_email, user_url, comment, submit_date,
        is_public, is_removed, content_type_id, site_id)
        SELECT n, discussion, left(name, 50), 'reader' || commenter || '@example.org', '',
        '<p>' || words || '</p>', {MOMENT}, status IN ('approved', 'published'), false,
        (SELECT id FROM django_content_type WHERE app_label = 'newsroom_articles' AND model = 'article'), 1
        FROM made ORDER BY n""",
    """INSERT INTO django_comments_xtd_xtdcomment
        (comment_ptr_id, thread_id, parent_id, level, "order", followup, nested_count)
        SELECT n, n, n, 0, 1, false, 0 FROM made ORDER BY n""",
    f"""INSERT INTO newsroom_comments_readercomment
        (xtdcomment_ptr_id, status, public, reasons, source, revision, network, language, submitted,
        commenter_id, discussion_id, root_id, by_staff, edited, open_reports, identity_verified, searchable,
        text_digest, rejection_id, first_public_version, follow, withdrawn_by_author, syntax,
        risk, due)
        SELECT n, status, status IN ('approved', 'published'),
        (SELECT coalesce(jsonb_agg(jsonb_build_object('rule', rule, 'params', '{PARAMS}'::jsonb)), '[]')
         FROM unnest(rules) rule), words, 1, '192.0.2.0/24', 'en', {MOMENT}, commenter, discussion, n, false,
        false, CASE WHEN status IN ('approved', 'published') AND n % 50 = 0 THEN 2 ELSE 0 END, false,
        ' ' || lower(name) || ' @' || replace(lower(name), ' ', ' @') || ' ' || words || ' ', md5(words),
        CASE WHEN status = 'rejected' THEN 1 + n % 5 END,
        CASE WHEN status IN ('approved', 'published') THEN 1 END, '', false, 'plain',
        {RISK}, {MOMENT} + interval '50 hours' - {RISK} * interval '30 minutes'
        FROM made ORDER BY n""",
    f"""INSERT INTO newsroom_comments_finding (comment_id, rule, status, submitted)
        SELECT n, rule, status, {MOMENT} FROM made, unnest(rules) rule ORDER BY n""",
    # As they come: a rule's, then perhaps an editor's, fifty of whose are one batch.  The first of all
    # were corrections, and withdrawn.
    f"""INSERT INTO newsroom_comments_decision
        (comment_id, comment_number, discussion_number, actor_id, actor_number, batch, act, rule, from_status,
        to_status, revision, reason, message, note, waited, decided)
        SELECT n, n, discussion, NULL, '', NULL, 'decided', 'pre_moderated', '', 'pending', 1, '', '', '',
        NULL, {MOMENT}
        FROM made UNION ALL
        SELECT n, n, discussion, editor, coalesce(editor::text, ''),
        CASE WHEN editor > 0 THEN md5((n / 1000)::text || editor)::uuid END,
        CASE WHEN n < 5 THEN 'corrected' ELSE 'decided' END,
        CASE WHEN n < 5 THEN 'rare' WHEN editor IS NULL THEN 'links' ELSE '' END,
        'pending', CASE WHEN n < 5 THEN 'withdrawn' ELSE status END, 2, '', '', '',
        CASE WHEN editor > 0 THEN {WAIT} END, {MOMENT} + {WAIT} * interval '1 second' FROM
        (SELECT *, CASE WHEN status IN ('approved', 'rejected') THEN 1 + n % 20 END AS editor FROM made) made
        WHERE status <> 'pending' ORDER BY 1, 11""",
    f"""INSERT INTO newsroom_comments_standingchange
        (commenter_id, commenter_number, actor_id, actor_number, from_standing, to_standing, batch, changed)
        SELECT commenter, commenter, 2 + n % 19, 2 + n % 19, '', CASE WHEN n < 1000 THEN 'trusted' ELSE
        'banned' END, md5(n::text)::uuid, {MOMENT} FROM made WHERE n % 100 = 5 ORDER BY n""",
    f"""INSERT INTO newsroom_comments_email
        (kind, requested_by_id, comment_id, created, attempts, due, last_error, since, up_to, sent_at)
        SELECT CASE WHEN n < 1000 THEN 'confirmation' ELSE 'moderation' END,
        CASE WHEN n < 1000 THEN commenter END, n, {MOMENT}, 1, {MOMENT}, '',
        0, 0, CASE WHEN n % 50 <> 0 OR n > 500 THEN {MOMENT} END FROM made WHERE n % 5 = 0 ORDER BY n""",
    f"""INSERT INTO newsroom_comments_report (comment_id, reporter, reason, text, submitted)
        SELECT xtdcomment_ptr_id, r, 'abuse', 'Read it yourself', submitted
        FROM {COMMENTS}, generate_series(1, 2) r WHERE open_reports > 0 ORDER BY submitted""",
]


def fill(connection: Any, number: int) -> None:
    """Write the comments, and build the indexes afterwards: a tenth of the time."""
    with connection.cursor() as cursor:
        indexes = _drop_indexes(cursor)
        cursor.execute(f"CREATE UNLOGGED TABLE made {COLUMNS}")
        with cursor.copy("COPY made FROM STDIN") as copy:
            for row in rows(number):
                copy.write_row(row)
        make_roles()
        for statement in STATEMENTS:
            cursor.execute(statement)
        cursor.execute("DROP TABLE made")
        Commenter.objects.filter(pk=1).update(address_hash=AddressKey.digest(ADDRESS))
        for index in indexes:
            cursor.execute(index)
        for table in (*TABLES, "auth_user"):
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(a.attrelid::regclass::text, a.attname), %s)"
                " FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attidentity <> ''",
                [number * 4, table],
            )
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def _drop_indexes(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
        [TABLES],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in indexes]
