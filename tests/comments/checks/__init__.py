"""System checks."""

from django.core.checks import CheckMessage


def ids(messages: list[CheckMessage]) -> list[str]:
    """Every message of this app's says the mend."""
    assert [message for message in messages if not message.hint] == []
    return [str(message.id).removeprefix("newsroom_comments.") for message in messages]
