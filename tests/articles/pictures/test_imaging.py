"""What is uploaded is drawn right or refused with a sentence."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageDraw

from articles.pictures import imaging
from tests.project.sources import run

from ..photographs import encoded, exif, image, is_close, moving, png_header

FORMATS = "This is no picture in one of the formats JPEG, PNG, WebP, AVIF or GIF."
DAMAGED = "This file is damaged: it can’t be read to its end."
MOVES = "This picture moves; only still ones can be shown."
TOO_MANY = "This picture has more than 60 megapixels: make it smaller."
LARGE = image(400, 300, color="teal")
PAGE = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def decoded(content: bytes) -> imaging.Decoded:
    return imaging.decode(BytesIO(content))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (png_header(30_000, 30_000), TOO_MANY),
        (png_header(12_000, 12_000), TOO_MANY),
        (png_header(10_000, 6_001), TOO_MANY),
        (SVG, FORMATS),
        (PAGE, FORMATS),
        (b"", FORMATS),
        (encoded(LARGE, "BMP"), FORMATS),
        (encoded(LARGE, "TIFF"), FORMATS),
        (encoded(LARGE)[:-400], DAMAGED),
        (encoded(LARGE, "PNG")[:-40], DAMAGED),
        (encoded(LARGE, "WEBP")[:-20], DAMAGED),
        (png_header(40, 40), DAMAGED),
        (moving("GIF"), MOVES),
        (moving("PNG"), MOVES),
        (moving("WEBP"), MOVES),
        (moving("AVIF"), MOVES),
        (
            encoded(image(111, 10)),
            "This picture is more than 10 times as long as it is wide.",
        ),
    ],
    ids=range(17),
)
def test_what_cannot_be_shown_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        decoded(content)
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("content", "color", "mode"),
    [
        (encoded(image(color="teal")), (0, 128, 128), "RGB"),
        (encoded(image(color="teal"), "AVIF"), (0, 128, 128), "RGB"),
        (encoded(image(mode="CMYK", color=(0, 255, 255, 0))), (255, 0, 0), "RGB"),
        (encoded(image(mode="I;16", color=32_768), "PNG"), (128, 128, 128), "RGB"),
        (encoded(image(mode="1", color=1), "PNG"), (255, 255, 255), "RGB"),
        (encoded(image(mode="P", color=0), "GIF"), (0, 0, 0), "RGB"),
        (encoded(image(mode="LA", color=(200, 255)), "PNG"), (200, 200, 200), "RGBA"),
        (encoded(image(mode="RGBA", color=(0, 128, 128, 90)), "PNG"), (0, 128, 128), "RGBA"),
        (encoded(image(), icc_profile=b"no profile"), (0, 128, 128), "RGB"),
        (moving("MPO"), (255, 0, 0), "RGB"),
    ],
    ids=range(10),
)
def test_every_kind_of_pixel_is_drawn_in_its_color(content: bytes, color: Any, mode: str) -> None:
    picture = decoded(content)
    assert (picture.width, picture.height, picture.pixels.mode) == (60, 40, mode)
    assert is_close(picture.pixels, (30, 20), color)


def test_a_profile_is_applied_and_left_behind() -> None:
    """Here one in which the red of the numbers is seen as green."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    picture = decoded(encoded(image(color=(255, 0, 0)), "PNG", icc_profile=given))
    assert is_close(picture.pixels, (30, 20), (0, 255, 0))
    assert picture.pixels.info == {}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation: int) -> None:
    """Whatever the camera wrote, its top left corner is where it was seen."""
    upright = image(60, 40, color="white")
    ImageDraw.Draw(upright).rectangle((0, 0, 20, 10), fill="red")
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    written = upright.transpose(turned[orientation]) if orientation > 1 else upright
    picture = decoded(encoded(written, exif=exif(ORIENTATION=orientation), quality=95))
    assert (picture.width, picture.height, picture.pixels.size) == (60, 40, (60, 40))
    assert is_close(picture.pixels, (6, 4), (255, 0, 0), by=30)
    assert is_close(picture.pixels, (54, 36), (255, 255, 255), by=30)


def test_a_large_photograph_is_decoded_no_larger_than_its_files_need() -> None:
    picture = decoded(encoded(image(4000, 3000)))
    assert (picture.width, picture.height, picture.pixels.size) == (4000, 3000, (2133, 1600))


@pytest.mark.parametrize("ending", imaging.ENCODERS)
def test_nothing_but_pixels_goes_into_what_is_made(ending: str) -> None:
    told = exif(ARTIST="Ada", DESCRIPTION="The harbour")
    xmp = b"<x:xmpmeta>where it was</x:xmpmeta>"
    picture = decoded(encoded(image(), exif=told, xmp=xmp, comment=b"of the camera", dpi=(300, 300)))
    made = picture.scaled(30, ending)
    again = Image.open(BytesIO(made.content))
    assert (again.size, again.format) == ((30, 20), imaging.ENCODERS[ending][0])
    assert dict(again.getexif()) == {}
    assert {*again.info} & {"exif", "xmp", "comment", "icc_profile"} == set()


def test_a_card_of_a_transparent_picture_is_on_white() -> None:
    card = decoded(encoded(image(mode="RGBA", color=(0, 128, 128, 0)), "PNG")).cut((30, 30), (1, 1), "jpg")
    assert is_close(Image.open(BytesIO(card.content)), (5, 5), (255, 255, 255))


@pytest.mark.parametrize(
    ("focus", "color"), [((0, 1), (255, 0, 0)), ((1, 1), (0, 128, 0)), ((2, 1), (0, 0, 255))]
)
def test_a_cut_holds_the_focus(focus: tuple[int, int], color: tuple[int, int, int]) -> None:
    wide = image(300, 100)
    for third, fill in enumerate(("red", "green", "blue")):
        ImageDraw.Draw(wide).rectangle((100 * third, 0, 100 * third + 99, 99), fill=fill)
    cut = decoded(encoded(wide, "PNG")).cut((200, 200), focus, "webp")
    assert (cut.width, cut.height) == (100, 100)
    assert is_close(Image.open(BytesIO(cut.content)), (50, 50), color, by=20)


def test_a_host_without_pillow_has_all_but_uploads() -> None:
    code = (
        "import sys; sys.modules['PIL'] = None; import django; django.setup(); "
        "from django.core.management import call_command; call_command('check'); "
        "from articles.pictures import imaging; print(imaging.available)"
    )
    status, output = run("-c", code, DJANGO_SETTINGS_MODULE="tests.settings")
    assert (status, output.splitlines()[-1]) == (0, "False"), output
