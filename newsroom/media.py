"""Serves the pictures that readers get, for a site without a server of files in front of it."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Not what was uploaded, which stands beside them and may say where it was taken.
PUBLIC = re.compile(r"newsroom/pictures/[0-9A-Za-z_-]+\.(avif|jpg|webp)")
# Some machines’ own tables lack the newer ones.
TYPES = {"avif": "image/avif", "jpg": "image/jpeg", "webp": "image/webp"}


@require_safe
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file, for a year: its name holds a digest, so its content never changes."""
    public = PUBLIC.fullmatch(name)
    if not public:
        raise Http404
    try:
        return FileResponse(default_storage.open(name), content_type=TYPES[public[1]])
    except OSError as error:
        raise Http404 from error
