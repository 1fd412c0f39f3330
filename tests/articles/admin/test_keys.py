"""A key that no row can have, in the address and among what is selected, of every model of articles."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db
MODELS = ["article", "picture", "section", "topic", "person", "placement"]


@pytest.mark.parametrize("model", MODELS)
def test_no_key_is_too_long_for_the_database(model: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("edith"))
    place = f"/admin/newsroom_articles/{model}/"
    selected = {"action": "delete_selected", "_selected_action": "9" * 40}
    assert client.post(place, selected).status_code == 400
    answers = [client.get(f"{place}{key}/change/").status_code for key in ("9" * 20, "9" * 5000, "٣", "x")]
    assert answers == [302] * 4
