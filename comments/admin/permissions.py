"""Who may sit at the desk."""

from django.http import HttpRequest


def may_moderate(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("newsroom_comments.moderate_readercomment"))
