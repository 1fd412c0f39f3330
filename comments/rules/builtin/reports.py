"""Never asked: the reason that readers give, once a comment is public."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..rule import Rule


class Reported(Rule):
    name = "reported"
    risk = 50
    label = _("Reported by readers")

    @classmethod
    def sentence(cls, params: Mapping[str, Any]) -> str:
        message = ngettext(
            "%(found)d report (limit %(limit)d)", "%(found)d reports (limit %(limit)d)", params["found"]
        )
        return message % params
