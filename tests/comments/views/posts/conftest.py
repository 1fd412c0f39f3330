"""Who posts, and under which settings."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    def change(**values: Any) -> None:
        settings.NEWSROOM_COMMENTS = {**settings.NEWSROOM_COMMENTS, **values}

    return change


@pytest.fixture
def member() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        User.objects.create_user(
            "ada@login.example", email="ada@example.org", first_name="Ada", last_name="L"
        )
    )
    return client
