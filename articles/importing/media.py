"""A folder of pictures, in which files that are imported name theirs: looks at names and at no content."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

# WordPress names a smaller copy, a scaled one and a turned one after the original.
_COPY = re.compile(r"-(?:[0-9]{1,5}x[0-9]{1,5}|scaled|rotated)(?=\.[A-Za-z0-9]{1,5}$)")
# Below "uploads" there are a year and a month, and "sites" and a number where it serves several sites.
_DEEPEST = 5
PICTURES = {".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp"}


def inside(folder: Path, name: str) -> Path | None:
    """The file that ``name``, a relative path, means in ``folder``; None where it leads out of it."""
    if not name or "\0" in name:
        return None
    try:
        root = folder.resolve()
        path = (root / name.lstrip("/")).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except OSError:  # a name too long, a circle of links
        return None


def uploaded(folder: Path, address: str) -> Path | None:
    """The file of an upload's address in a copy of WordPress's folder "uploads", or of one above it.

    The longest end of the address's path that is there; the original before a smaller copy of it.
    """
    parts = [part for part in PurePosixPath(path_of(address)).parts if part != "/"]
    for start in range(max(0, len(parts) - _DEEPEST), len(parts)):
        end = "/".join(parts[start:])
        for name in dict.fromkeys((original(end), end)):
            if found := inside(folder, name):
                return found
    return None


def original(path: str) -> str:
    """The path of the picture of which this one may be a copy."""
    return _COPY.sub("", path)


def path_of(address: str) -> str:
    """The path of an address, decoded; "" where it is none that can be read."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def is_picture(address: str) -> bool:
    return PurePosixPath(path_of(address)).suffix.lower() in PICTURES
