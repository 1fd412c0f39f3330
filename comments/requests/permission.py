"""Who may comment on an object, as the host's ``MAY_COMMENT`` says."""

import logging
from typing import Any

from django.db import Error
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ..conf import conf

logger = logging.getLogger(__name__)


def refusal(target: Model, user: Any) -> str:
    """Why ``user``, None for a reader without a login, may not comment on ``target``; "" if they may.

    Nobody may where the host's callable fails.
    """
    may_comment = conf.may_comment(target)
    answer = True if may_comment is None else _asked(may_comment, user, target)
    if answer is True:
        return ""
    said = str(answer) if isinstance(answer, str | Promise) else ""
    return said or _("You can't comment here.")


def _asked(may_comment: Any, user: Any, target: Model) -> Any:
    try:
        return may_comment(user, target)
    except Error:
        # The database's, which the whole request is to hear of.
        raise
    except Exception:
        # The host's own code: no reader loses a page by it.
        logger.exception("MAY_COMMENT failed for %s %s.", target._meta.label, target.pk)
        return False
