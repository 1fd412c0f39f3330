"""Form fields that look the same each time are rendered once."""

from typing import Any

from django.forms.renderers import get_default_renderer
from django.utils.translation import get_language

# Django's own widgets: nothing but their context says what they become.
PURE = "django/forms/widgets/"
# In every process; an empty form has eight.
MOST = 256


class RememberingRenderer:
    """The host's form renderer, asked once for a widget that is in every way as an earlier one was.

    For forms that hold nothing of any reader: what it renders stays in memory.
    """

    _rendered: dict[Any, str] = {}

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        renderer = get_default_renderer()
        if not template_name.startswith(PURE):
            return renderer.render(template_name, context, request)
        # A host that changes its renderer has another one.
        key = (renderer, get_language(), template_name, repr(context))
        if key not in self._rendered:
            if len(self._rendered) >= MOST:
                self._rendered.clear()
            self._rendered[key] = renderer.render(template_name, context, request)
        return self._rendered[key]

    def __getattr__(self, name: str) -> Any:
        # The names of a form's and a field's own templates.
        return getattr(get_default_renderer(), name)
