#!/usr/bin/env python
"""Django's command line for the newsroom site."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from newsroom.development import CHECKOUT_FILE, is_for_demo, supply_environment

    if sys.argv[1:2] == ["demo"]:
        supply_environment()
    elif is_for_demo(sys.argv[1:]):
        sys.stderr.write(f"manage.py: no variable of the site is set, so this is the demo: {CHECKOUT_FILE}\n")
        supply_environment()
        # Links in emails lead where the demo is served unless somebody chose another port.
        os.environ["SITE_URL"] = "http://127.0.0.1:8000"
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import InterfaceError, OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A missing setting is the operator's to mend: the sentence says how, a traceback would hide it.
        sys.exit(f"manage.py: {error}")
    except (InterfaceError, OperationalError) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"manage.py: the database can't be used: {' '.join(str(error).split())}")


if __name__ == "__main__":
    main()
