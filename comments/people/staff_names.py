"""The names under which those who work here are known in public."""

import logging
from collections.abc import Iterator

from django.contrib.auth import get_user_model

from ..conf import conf
from ..text.names import readings

logger = logging.getLogger(__name__)


def staff_names() -> Iterator[str]:
    """What the public names of those who work here are compared by (``text.names.readings``)."""
    for user in get_user_model()._default_manager.filter(is_staff=True, is_active=True):
        try:
            yield from readings(conf.display_name(user))
        except Exception:
            # The host's own code: no reader loses a comment by it.
            logger.exception("DISPLAY_NAME failed for user %s.", user.pk)
