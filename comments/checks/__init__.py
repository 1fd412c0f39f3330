"""System checks: each names what is wrong, and the mend.

May import all but urls, apps and commands.
"""

from .addresses import check_addresses, check_desk, check_urls
from .databases import check_engine, check_replica, check_sqlite
from .emails import check_emails
from .languages import check_languages
from .routers import check_constraints, check_routers
from .senders import check_links, check_sender
from .settings import check_deployment, check_models, check_rules, check_settings
from .surroundings import (
    check_email_timeout,
    check_foundation,
    check_order,
    check_site,
    check_stock_rows,
    check_templates,
)

__all__ = [
    "check_addresses",
    "check_constraints",
    "check_deployment",
    "check_desk",
    "check_email_timeout",
    "check_emails",
    "check_engine",
    "check_foundation",
    "check_languages",
    "check_links",
    "check_models",
    "check_order",
    "check_replica",
    "check_routers",
    "check_rules",
    "check_sender",
    "check_settings",
    "check_site",
    "check_sqlite",
    "check_stock_rows",
    "check_templates",
    "check_urls",
]
