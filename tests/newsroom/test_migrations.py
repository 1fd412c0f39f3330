"""Models and migrations agree."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["newsroom_articles", "newsroom_comments"])
def test_no_migration_of_ours_is_missing(label: str) -> None:
    call_command("makemigrations", label, check=True, dry_run=True)


@pytest.mark.django_db
def test_no_installed_app_wants_a_migration() -> None:
    """Not a library's either: it would be written into site-packages."""
    call_command("makemigrations", check=True, dry_run=True)
