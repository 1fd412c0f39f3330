"""The pictures in a body, which names each by its key alone: ``<figure data-picture="7">``."""

import re

_PICTURE = re.compile(r'<figure data-picture="([1-9][0-9]{0,17})">')


def picture_keys(html: str) -> list[int]:
    """The keys of the pictures that a clean body holds, in their order, each once."""
    return list(dict.fromkeys(map(int, _PICTURE.findall(html))))
