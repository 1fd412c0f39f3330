"""A reason to reject for."""

import pytest

from comments.models import RejectionReason


@pytest.fixture
def reason() -> RejectionReason:
    return RejectionReason.objects.create(label="Insult", text="We publish no insults.")
