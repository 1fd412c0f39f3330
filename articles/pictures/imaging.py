"""Reading pictures and making others of them: the only module that knows Pillow.

What comes out carries nothing of what went in but its pixels: no position, no name, no profile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

try:
    from PIL import Image, ImageCms, ImageOps, IptcImagePlugin, UnidentifiedImageError
except ImportError:  # a host without the extra "articles"
    available = False
else:
    available = True

MOST_PIXELS = 60_000_000
# A side so many times as long as the other would be more than WebP holds.
MOST_OBLONG = 10
# By Pillow’s name, with the ending of a file.
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
ENCODERS = {
    "webp": ("WEBP", {"quality": 75, "method": 4}),
    "avif": ("AVIF", {"quality": 60, "speed": 7}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
}
# Pixels of the shorter side: the widest file that is made, and the highest, cost no more.
ENOUGH = 1600
ORIENTATION, DESCRIPTION, ARTIST, COPYRIGHT = 0x0112, 0x010E, 0x013B, 0x8298
ON_THEIR_SIDE = {5, 6, 7, 8}


@dataclass(frozen=True)
class Encoded:
    """One file made of a picture."""

    width: int
    height: int
    ending: str
    content: bytes


@dataclass(frozen=True)
class Decoded:
    """A picture upright, in sRGB, and no larger than what is made of it needs."""

    width: int
    height: int
    ending: str
    pixels: "Image.Image"
    exif: dict[int, Any]
    iptc: dict[tuple[int, int], Any]

    def scaled(self, width: int, ending: str) -> Encoded:
        """All of it, ``width`` pixels wide."""
        height = max(1, round(width * self.height / self.width))
        return _encoded(self.pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3), ending)

    def cut(self, size: tuple[int, int], focus: tuple[int, int], ending: str) -> Encoded:
        """A part of the shape of ``size``, and of that size unless it is smaller; ``focus``: 0, 1, 2."""
        shrunk = min(1, self.pixels.width / size[0], self.pixels.height / size[1])
        fitting = (max(1, round(size[0] * shrunk)), max(1, round(size[1] * shrunk)))
        centre = (focus[0] / 2, focus[1] / 2)
        cut = ImageOps.fit(self.pixels, fitting, Image.Resampling.LANCZOS, centering=centre)
        return _encoded(cut, ending)


def decode(file: IO[bytes]) -> Decoded:
    """The picture in ``file``.

    :raises ValidationError: it is none that can be shown, or is damaged, too large, or moves.
    """
    with _refusing_what_pillow_does():
        image = Image.open(file, formats=[*FORMATS])
        _check(image)
        exif = {key: image.getexif().get(key) for key in (ORIENTATION, DESCRIPTION, ARTIST, COPYRIGHT)}
        iptc = IptcImagePlugin.getiptcinfo(image) or {}
        on_its_side = exif[ORIENTATION] in ON_THEIR_SIDE
        width, height = image.size[::-1] if on_its_side else image.size
        pixels = _pixels(image, exif[ORIENTATION])
        return Decoded(width, height, FORMATS.get(image.format or "", "jpg"), pixels, exif, dict(iptc))


@contextmanager
def _refusing_what_pillow_does() -> Iterator[None]:
    try:
        yield
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This is no picture in one of the formats JPEG, PNG, WebP, AVIF or GIF."), code="format"
        ) from error
    # A damaged file makes Pillow’s readers raise whatever comes: OSError, SyntaxError, struct.error.
    except Exception as error:
        raise ValidationError(
            _("This file is damaged: it can’t be read to its end."), code="damaged"
        ) from error


def _check(image: "Image.Image") -> None:
    """What the header says, before anything is decoded."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if max(width, height) > MOST_OBLONG * min(width, height):
        raise ValidationError(
            _("This picture is more than %(number)s times as long as it is wide."),
            code="oblong",
            params={"number": MOST_OBLONG},
        )
    # What phones take is an MPO: a JPEG, with more than the photograph behind it.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise ValidationError(_("This picture moves; only still ones can be shown."), code="animated")


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has more than %(number)s megapixels: make it smaller."),
        code="pixels",
        params={"number": MOST_PIXELS // 1_000_000},
    )


def _pixels(image: "Image.Image", orientation: int | None) -> "Image.Image":
    wanted = _enough(image.size)
    # A JPEG is decoded at a half, a quarter or an eighth of its size in a fraction of time and memory.
    image.draft(None, wanted)
    image.load()
    profile = image.info.get("icc_profile")
    small = _in_known_mode(image).resize(wanted, Image.Resampling.LANCZOS, reducing_gap=3)
    upright = _upright(_in_srgb(small, profile), orientation)
    # Pillow’s writers copy comments and more from here.
    upright.info = {}
    return upright


def _enough(size: tuple[int, int]) -> tuple[int, int]:
    shrunk = min(1, ENOUGH / min(size))
    return max(1, round(size[0] * shrunk)), max(1, round(size[1] * shrunk))


def _in_known_mode(image: "Image.Image") -> "Image.Image":
    """RGB, RGBA, CMYK or L: 16 bits of grey become 8, which Pillow would cut off."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "CMYK", "L") else image.convert("RGB")


def _in_srgb(image: "Image.Image", profile: bytes | None) -> "Image.Image":
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            given, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, given, srgb, outputMode=mode)
            return converted or image
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile of another kind of picture, or a broken one: as if there were none
    return image if image.mode == mode else image.convert(mode)


def _upright(image: "Image.Image", orientation: int | None) -> "Image.Image":
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _encoded(image: "Image.Image", ending: str) -> Encoded:
    if ending == "jpg" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    written, (format, options) = BytesIO(), ENCODERS[ending]
    image.save(written, format, **options)
    return Encoded(image.width, image.height, ending, written.getvalue())
