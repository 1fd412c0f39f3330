"""The two app configurations that a host lists in ``INSTALLED_APPS``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.apps import CommentsXtdConfig


class CommentsConfig(AppConfig):
    """Readers' comments: the form, the list, the desk."""

    name = __name__.rpartition(".")[0]
    label = "newsroom_comments"
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Comments")


class ThreadsConfig(CommentsXtdConfig):
    """django-comments-xtd for its tables alone.

    Its own ``ready()`` connects a receiver that copies a comment's visibility to all its replies whenever
    the comment is saved: correcting a typo would publish every held reply.
    """

    def ready(self) -> None:
        pass
