"""Never asked: the reasons that the pipeline gives for a rule that didn't do its work."""

from django.utils.translation import gettext_lazy as _

from ..rule import Rule


class Crashed(Rule):
    name = "crashed"
    risk = 10
    label = _("A rule failed")
    message = _("Held: the rule “%(rule)s” failed")


class Slow(Rule):
    name = "slow"
    risk = 10
    label = _("A rule was slow")
    message = _("Held: the rule “%(rule)s” took %(found)d ms (limit %(limit)d ms)")
