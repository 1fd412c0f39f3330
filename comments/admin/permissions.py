"""What the desk's admin classes have in common: rows come from readers and rules, and stay."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class KeptAdmin(admin.ModelAdmin):
    """Nothing is added by hand and nothing is deleted: comments are withdrawn, discussions hidden."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def may_moderate(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("newsroom_comments.moderate_readercomment"))
