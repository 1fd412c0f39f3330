"""What a reader may send.

Imports models, requests, targets and text.
"""

from .fields import AddressField
from .replies import (
    NAME_IS_NEWSROOMS,
    NAME_IS_TAKEN,
    EditForm,
    FollowForm,
    ReplyForm,
    find_parent,
    forget_address,
    reply_form,
)
from .reports import AppealForm, ReportForm

__all__ = [
    "NAME_IS_NEWSROOMS",
    "NAME_IS_TAKEN",
    "AddressField",
    "AppealForm",
    "EditForm",
    "FollowForm",
    "ReplyForm",
    "ReportForm",
    "find_parent",
    "forget_address",
    "reply_form",
]
