"""What years of django-comments-xtd left behind: run once, with the host's old settings."""

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment
from people.models import Person
from stories.models import Story

person = Person.objects.create_superuser("editor@host.example", "a long password")
story = Story.objects.create(title="The bridge is open", is_out=True)
Story.objects.create(title="A draft")

about = {
    "content_type": ContentType.objects.get_for_model(Story),
    "object_pk": str(story.pk),
    "site": Site.objects.get_current(),
}
Comment.objects.create(comment="A plain old row", user_name="Ann", user_email="ann@old.example", **about)
root = XtdComment.objects.create(
    comment="An old <root>", user_name="Bob", user_email="bob@old.example", **about
)
XtdComment.objects.create(comment="An old reply", user=person, parent_id=root.pk, **about)
XtdComment.objects.create(comment="Old, held & removed", is_public=False, is_removed=True, **about)
