"""The library of pictures, as importing uses it: a file becomes a picture once, however often it comes."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File

from ..models import Picture
from ..pictures import library
from .entries import ImportRefused

# No file of this size is read: the library would refuse it.
MOST_BYTES = library.MOST_BYTES


def stored(path: Path, words: dict[str, Any]) -> tuple[Picture, bool]:
    """The picture of the file at ``path``, and whether it is new; a new one has ``words``, its columns.

    :raises ImportRefused: it is no picture that the library takes.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ImportRefused(f"it is larger than {MOST_BYTES // 1_000_000} MB")
        with path.open("rb") as file:
            known = Picture.objects.filter(digest=hashlib.file_digest(file, "sha256").hexdigest()).first()
            if known is not None:
                return known, False
            file.seek(0)
            return library.add(File(file, name=path.name), **_fitting(words)), True
    except library.AlreadyStored as error:
        return error.picture, False
    except ValidationError as error:
        raise ImportRefused(" ".join(error.messages)) from None
    except OSError as error:
        raise ImportRefused(str(error.strerror)) from None


def _fitting(words: dict[str, Any]) -> dict[str, Any]:
    """``words`` cut to their columns."""
    lengths = {field.name: field.max_length for field in Picture._meta.fields}
    return {
        name: value[: lengths[name]] if isinstance(value, str) else value for name, value in words.items()
    }
