"""``manage.py sendemails``: what the mail server didn't take, what is new to followers, and late counts."""

from typing import Any

from django.core.management.base import BaseCommand

from ...decisions.community import recommendations
from ...mail import digests, followings
from ...mail.outbox import deliver_each, undelivered
from ...models import Email


class Command(BaseCommand):
    help = (
        "Try the emails that are still to go out, notify followers of news, and tell editors what waits, as "
        "each of them chose; and let pages show what readers recommended since they last did. Run it every "
        "few minutes; two at once send nothing twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        recommendations.publish_all()
        followings.write_emails()
        digests.write_emails()
        sent = deliver_each(list(undelivered().values_list("pk", flat=True)))
        left = Email.objects.filter(sent_at=None).count()
        self.stdout.write(f"sent {sent}, still to go out {left}")
