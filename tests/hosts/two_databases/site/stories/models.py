from django.db import models
from django.urls import reverse


class Story(models.Model):
    title = models.CharField(max_length=80)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("story", args=[self.pk])
