"""What the host publishes."""

import uuid

from django.db import models
from django.urls import reverse


class StoryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_out=True)


class Story(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=80)
    is_out = models.BooleanField(default=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("story", args=[self.pk])
