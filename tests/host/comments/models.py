"""The host's own comments: its editors' remarks to each other."""

from django.db import models


class Comment(models.Model):
    remark = models.TextField()

    def __str__(self):
        return self.remark
