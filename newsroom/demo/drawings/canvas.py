"""Flat shapes, gradients, light and grain: what the demo's pictures are drawn with."""

from collections.abc import Sequence
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageOps

# Every scene is drawn in these units, whatever the number of pixels.
WIDTH, HEIGHT = 1600, 1000
# Drawn larger and then reduced, so that no edge has steps.
OVERSAMPLING = 2
# The most that grain adds to a pixel or takes from it, of 255.
GRAIN = 6
QUALITY = 88

Points = Sequence[tuple[float, float]]


class Canvas:
    """A picture in the making; ``pixels`` is how wide it becomes, colours are as in CSS."""

    def __init__(self, *sky: str, pixels: int, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.scale = pixels * OVERSAMPLING / width
        self.image = Image.new("RGB", (round(width * self.scale), round(height * self.scale)))
        self._draw = ImageDraw.Draw(self.image)
        self.gradient((0, 0, width, height), *sky)

    def gradient(self, box: tuple[float, float, float, float], *colours: str) -> None:
        """From the top of the box to its bottom; the corners are (left, top) and (right, bottom)."""
        left, top, right, bottom = (round(one * self.scale) for one in box)
        strip = Image.new("RGB", (1, len(colours)))
        for row, colour in enumerate(colours):
            strip.paste(colour, (0, row, 1, row + 1))
        size = (right - left, bottom - top)
        # Half a row is cut from either end, where there is nothing to blend with.
        middle = (0, 0.5, 1, len(colours) - 0.5) if len(colours) > 1 else None
        self.image.paste(strip.resize(size, Image.Resampling.BILINEAR, box=middle), (left, top))

    def polygon(self, points: Points, colour: str) -> None:
        self._draw.polygon([(x * self.scale, y * self.scale) for x, y in points], fill=colour)

    def line(self, points: Points, colour: str, width: float) -> None:
        scaled = [(x * self.scale, y * self.scale) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * self.scale)), joint="curve")

    def rectangle(
        self, x: float, y: float, width: float, height: float, colour: str, round_: float = 0
    ) -> None:
        box = [one * self.scale for one in (x, y, x + width, y + height)]
        self._draw.rounded_rectangle(box, radius=round_ * self.scale, fill=colour)

    def ellipse(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        """Around its centre, by its two radii."""
        box = [one * self.scale for one in (x - across, y - down, x + across, y + down)]
        self._draw.ellipse(box, fill=colour)

    def arch(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle with a half circle above it, ``height`` in all."""
        radius = width / 2
        self.ellipse(x + radius, y + radius, radius, radius, colour)
        self.rectangle(x, y + radius, width, height - radius, colour)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 0.8) -> None:
        """Light that fades away from its centre, to nothing at its edge."""
        side = round(2 * radius * self.scale)
        falling = Image.radial_gradient("L")
        edge = min(falling.crop((0, 0, falling.width, 1)).tobytes())
        fading = falling.point(lambda value: round(255 * strength * max(0, 1 - value / edge) ** 1.5))
        corner = (round((x - radius) * self.scale), round((y - radius) * self.scale))
        self.image.paste(colour, (*corner, corner[0] + side, corner[1] + side), fading.resize((side, side)))

    def reflect(self, waterline: float, colour: str, strength: float) -> None:
        """What is above the line once more below it, in water of ``colour``."""
        top = round(waterline * self.scale)
        height = self.image.height - top
        mirrored = ImageOps.flip(self.image.crop((0, top - height, self.image.width, top)))
        water = Image.new("RGB", mirrored.size, colour)
        self.image.paste(Image.blend(mirrored, water, strength), (0, top))

    def jpeg(self, seed: int) -> bytes:
        """The picture with its grain: the same bytes for the same scene, size and seed."""
        picture = self.image.reduce(OVERSAMPLING)
        size = (picture.width // 2, picture.height // 2)
        noise = Image.frombytes("L", size, Random(seed).randbytes(size[0] * size[1]))  # noqa: S311  grain
        soft = noise.resize(picture.size).point(lambda value: value * 2 * GRAIN // 255)
        grainy = ImageChops.add(picture, soft.convert("RGB"), offset=-GRAIN)
        written = BytesIO()
        grainy.save(written, "JPEG", quality=QUALITY)
        return written.getvalue()
