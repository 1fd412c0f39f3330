"""Settings of a host that installed the wheel: tests say ``comments`` and get ``django_newsroom.comments``.

``.ci/run`` names this module in ``DJANGO_SETTINGS_MODULE``, which is imported before any test, in a folder
that has neither ``articles/`` nor ``comments/``.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from .settings import *
from .settings import COMMENTS_XTD_FORM_CLASS, COMMENTS_XTD_MODEL, INSTALLED_APPS

PACKAGE = "django_newsroom"
APPS = ("articles", "comments")


class Installed(MetaPathFinder, Loader):
    """Gives an installed module, which goes by its installed name, under its name in the checkout too."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name.partition(".")[0] in APPS else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = import_module(f"{PACKAGE}.{spec.name}")
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It ran when it was imported; the import system has only put another spec on it."""
        assert module.__spec__
        module.__spec__ = module.__spec__.loader_state


def installed(name: str) -> str:
    return f"{PACKAGE}.{name}" if name.partition(".")[0] in APPS else name


sys.meta_path.insert(0, Installed())
INSTALLED_APPS = [installed(app) for app in INSTALLED_APPS]
COMMENTS_XTD_MODEL = installed(COMMENTS_XTD_MODEL)
COMMENTS_XTD_FORM_CLASS = installed(COMMENTS_XTD_FORM_CLASS)
