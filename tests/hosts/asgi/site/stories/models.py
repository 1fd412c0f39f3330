"""Stories, some of them published."""

from django.db import models


class StoryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True)


class Story(models.Model):
    title = models.CharField(max_length=100)
    is_published = models.BooleanField(default=True)
    objects = StoryQuerySet.as_manager()

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/stories/{self.pk}/"
