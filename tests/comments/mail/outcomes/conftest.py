"""Editors who chose to be emailed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from comments.models import DeskDigest

Editor = Callable[..., DeskDigest]


@pytest.fixture
def editor(django_user_model: Any) -> Editor:
    """A moderator with an address, and what they chose."""

    def make(name: str = "grace", **chosen: Any) -> DeskDigest:
        user = django_user_model.objects.create_user(name, email=f"{name}@desk.example", is_staff=True)
        user.user_permissions.add(Permission.objects.get(codename="moderate_readercomment"))
        return DeskDigest.objects.create(user=user, **chosen)

    return make
