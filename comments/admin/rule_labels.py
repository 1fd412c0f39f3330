"""The rules' names in a list, as editors call them."""

from django.utils.translation import gettext_lazy as _

from ..decisions.log import AUTHOR, HOST
from ..rules.builtin import KNOWN
from ..rules.configuration import find_rule, host_rules

# What is done to comments by no rule that judges them.
OTHERS = {
    "erasing": _("Retention period over"),
    AUTHOR: _("the comment’s author"),
    HOST: _("the site’s own code"),
}


def label(rule: str) -> str:
    """The name of one, as editors call it."""
    found = find_rule(rule)
    return str((found and found.label) or OTHERS.get(rule, rule))


def choices() -> list[tuple[str, str]]:
    """Ours, then the host's own."""
    own = {rule.name for rule in host_rules()} - KNOWN.keys()
    ours = [name for name, rule in KNOWN.items() if rule.label]
    return [(name, label(name)) for name in (*ours, *sorted(own))]
