"""The scenes of the French edition."""

from itertools import pairwise
from random import Random

from .canvas import HEIGHT, WIDTH, Canvas
from .land import hills


def library(pixels: int) -> Canvas:
    """Shelves of books, of which one has tools, and a ladder."""
    canvas = Canvas("#f0d9b5", "#d9b88c", pixels=pixels)
    canvas.rectangle(90, 70, 1420, 800, "#6b4630")
    random = Random(12)  # noqa: S311  books
    colours = ("#8a1c1c", "#c26a3a", "#2f5d62", "#e0b04c", "#3e4a74", "#7d9161", "#efe4cc", "#5b3554")
    for shelf, top in enumerate((100, 295, 490, 685)):
        canvas.rectangle(120, top, 1360, 165, "#3d2819")
        x = 128
        while shelf != 2 and x < 1440:
            width, height = random.randint(18, 44), random.randint(100, 152)
            canvas.rectangle(x, top + 165 - height, width, height, random.choice(colours), 3)
            canvas.rectangle(x + 4, top + 185 - height, width - 8, 7, "#f3e6c8")
            x += width + random.choice((2, 2, 2, 3, 26))
        canvas.rectangle(105, top + 165, 1390, 22, "#7d5539")
    canvas.glow(800, 500, 640, "#ffdf9e", 0.35)
    for x, colour in ((190, "#2f5d62"), (560, "#c26a3a")):
        _drill(canvas, x, 522, colour)
    canvas.rectangle(900, 580, 220, 75, "#b3262b", 12)
    canvas.rectangle(940, 556, 140, 20, "#25262b", 8)
    canvas.line([(1000, 580), (1000, 560)], "#25262b", 10)
    canvas.ellipse(1310, 590, 66, 66, "#efe4cc")
    canvas.ellipse(1310, 590, 40, 40, "#3d2819")
    canvas.gradient((0, 870, WIDTH, HEIGHT), "#9a6a44", "#7a5034")
    for near, far in ((400, 545), (580, 665)):
        canvas.line([(near, 985), (far, 40)], "#e3bf7f", 22)
    for step in range(8):
        y = 900 - step * 112
        part = (985 - y) / 945
        canvas.line([(400 + 145 * part, y), (580 + 85 * part, y)], "#cda465", 18)
    return canvas


def _drill(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.rectangle(x, y, 170, 62, colour, 18)
    canvas.polygon([(x + 26, y + 50), (x + 92, y + 50), (x + 76, y + 132), (x + 8, y + 132)], colour)
    canvas.rectangle(x - 4, y + 108, 96, 26, "#25262b", 6)
    canvas.polygon([(x + 168, y + 8), (x + 205, y + 20), (x + 205, y + 42), (x + 168, y + 54)], "#25262b")
    canvas.rectangle(x + 205, y + 26, 78, 10, "#c9c4b6")
    canvas.rectangle(x + 86, y + 62, 14, 26, "#25262b", 4)


def bakery(pixels: int) -> Canvas:
    """A baker's window before sunrise."""
    canvas = Canvas("#20304f", "#3d4a70", "#8c6f86", pixels=pixels)
    canvas.rectangle(180, 0, 1240, 880, "#4a5d78")
    for x in (290, 660, 1030):
        canvas.rectangle(x, 40, 200, 190, "#2a3650")
        canvas.rectangle(x - 62, 40, 54, 190, "#37495f")
        canvas.rectangle(x + 208, 40, 54, 190, "#37495f")
    canvas.rectangle(220, 300, 1160, 580, "#7a2f2a")
    canvas.rectangle(270, 470, 640, 330, "#ffd98a")
    canvas.glow(590, 600, 460, "#fff3c9", 0.8)
    canvas.rectangle(270, 660, 640, 14, "#a8713c")
    canvas.rectangle(270, 786, 640, 20, "#a8713c")
    for x in range(300, 880, 84):
        canvas.ellipse(x + 20, 636, 37, 26, "#c17a35")
        canvas.line([(x + 4, 628), (x + 20, 640)], "#f0c07a", 5)
        canvas.line([(x + 20, 624), (x + 36, 638)], "#f0c07a", 5)
    for number in range(9):
        x = 310 + number * 34
        canvas.line([(x, 786), (x + 46, 700)], "#b56f2f" if number % 2 else "#cf8a41", 24)
    for x, y, width in ((650, 740, 100), (770, 740, 100), (650, 560, 220)):
        canvas.rectangle(x, y, width, 46, "#d79b55", 23)
        canvas.rectangle(x + 12, y + 8, width - 24, 10, "#f2cc8c", 5)
    canvas.rectangle(585, 470, 12, 330, "#5c211e")
    canvas.rectangle(980, 470, 260, 410, "#5c211e")
    canvas.rectangle(1010, 500, 200, 250, "#ffd98a")
    canvas.ellipse(1190, 800, 12, 12, "#e9c46a")
    for stripe in range(14):
        left, right = 200 + stripe * 1200 / 14, 200 + (stripe + 1) * 1200 / 14
        colour = "#f4ead5" if stripe % 2 else "#b3262b"
        slanted = [(220 + stripe * 83, 310), (220 + (stripe + 1) * 83, 310), (right, 440), (left, 440)]
        canvas.polygon(slanted, colour)
        canvas.ellipse((left + right) / 2, 440, (right - left) / 2, 26, colour)
    canvas.gradient((0, 880, WIDTH, HEIGHT), "#5a5468", "#3b3a50")
    canvas.glow(590, 930, 400, "#ffd98a", 0.45)
    return canvas


def harbour(pixels: int) -> Canvas:
    """Boats and a lighthouse at dusk."""
    canvas = Canvas("#1f2a56", "#5b4a82", "#d9717a", "#f9b978", pixels=pixels)
    canvas.ellipse(560, 585, 92, 92, "#ffe3a3")
    canvas.glow(560, 585, 480, "#ffd79a", 0.8)
    hills(canvas, [(0, 560), (260, 500), (620, 590), (900, 610), (1250, 520), (1600, 560)], "#5c4672")
    canvas.polygon([(1060, 640), (1120, 560), (1600, 520), (1600, 640)], "#33284c")
    canvas.glow(1300, 205, 300, "#ffedb5", 0.85)
    canvas.polygon([(1250, 560), (1270, 240), (1330, 240), (1350, 560)], "#f2e6d8")
    for top, bottom in ((320, 390), (460, 525)):
        left, right = 1270 - (top - 240) / 16, 1330 + (top - 240) / 16
        low_left, low_right = 1270 - (bottom - 240) / 16, 1330 + (bottom - 240) / 16
        canvas.polygon([(left, top), (right, top), (low_right, bottom), (low_left, bottom)], "#b3262b")
    canvas.rectangle(1252, 228, 96, 14, "#241c38")
    canvas.rectangle(1276, 178, 48, 52, "#fff1bd")
    canvas.polygon([(1264, 180), (1336, 180), (1300, 138)], "#241c38")
    for x, size, colour in ((230, 1.25, "#241c38"), (760, 0.8, "#33284c"), (980, 0.6, "#3d3158")):
        _boat(canvas, x, 640, size, colour)
    canvas.reflect(640, "#2a2a55", 0.38)
    random = Random(9)  # noqa: S311  waves
    for _wave in range(70):
        depth = random.uniform(655, 990)
        spread = (depth - 600) * 0.55
        middle = 560 + random.uniform(-spread, spread)
        canvas.line([(middle - spread * 0.2, depth), (middle + spread * 0.2, depth)], "#ffcf94", 4)
    canvas.polygon([(0, 930), (520, 960), (620, HEIGHT), (0, HEIGHT)], "#191530")
    for x in (90, 300, 480):
        canvas.rectangle(x, 885 + x / 12, 34, 70, "#191530", 8)
    return canvas


def _boat(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    canvas.polygon(
        [
            (x - 150 * size, y - 56 * size),
            (x + 160 * size, y - 64 * size),
            (x + 110 * size, y),
            (x - 120 * size, y),
        ],
        colour,
    )
    canvas.line([(x, y - 50 * size), (x, y - 380 * size)], colour, 9 * size)
    canvas.polygon(
        [(x - 12 * size, y - 360 * size), (x - 12 * size, y - 90 * size), (x - 130 * size, y - 90 * size)],
        "#e9b9a0",
    )
    canvas.polygon(
        [(x + 12 * size, y - 330 * size), (x + 12 * size, y - 90 * size), (x + 95 * size, y - 90 * size)],
        "#f4d2b2",
    )


def square(pixels: int) -> Canvas:
    """Bunting between the houses of a square."""
    canvas = Canvas("#8cc4dd", "#cfe6e2", "#fdf3d9", pixels=pixels)
    walls = ("#e8b98a", "#f0dcb6", "#c98d74", "#dccaa6", "#b8c4ae", "#ecd0a0")
    x = -30
    for number, (wall, width) in enumerate(zip(walls, (280, 250, 300, 270, 290, 300), strict=True)):
        top = 330 + (number * 67) % 110
        canvas.rectangle(x, top, width, 700, wall)
        canvas.polygon(
            [(x - 14, top), (x + width + 14, top), (x + width - 30, top - 90), (x + 30, top - 90)], "#7b4a3c"
        )
        for floor in range(2):
            for across in (0.2, 0.6):
                left, y = x + width * across, top + 50 + floor * 165
                canvas.rectangle(left - 24, y, 24, 104, "#5f7f86")
                canvas.rectangle(left, y, 52, 104, "#334b5c")
                canvas.rectangle(left + 52, y, 24, 104, "#5f7f86")
        canvas.arch(x + width * 0.38, 690, width * 0.26, 160, "#5a3a30")
        x += width
    canvas.gradient((0, 810, WIDTH, HEIGHT), "#cdb897", "#a68d6b")
    random = Random(4)  # noqa: S311  cobbles
    for _stone in range(150):
        depth = random.uniform(835, 990)
        size = (depth - 780) * 0.12
        canvas.ellipse(random.uniform(0, WIDTH), depth, size, size * 0.4, "#b79f7c")
    for start, end, sag in ((90, 250, 260), (200, 60, 250), (330, 380, 190)):
        _bunting(canvas, start, end, sag)
    canvas.ellipse(800, 905, 270, 30, "#8f7857")
    canvas.polygon([(560, 900), (600, 820), (1000, 820), (1040, 900)], "#8d9490")
    canvas.ellipse(800, 820, 200, 26, "#7fb4bd")
    canvas.rectangle(780, 700, 40, 120, "#8d9490")
    canvas.ellipse(800, 704, 86, 20, "#9aa29d")
    canvas.ellipse(800, 698, 66, 12, "#a8d3d6")
    return canvas


def _bunting(canvas: Canvas, start: float, end: float, sag: float) -> None:
    colours = ("#b3262b", "#f4ead5", "#2f4f86", "#e0b04c")
    line = []
    for step in range(33):
        part = step / 32
        line.append((part * WIDTH, start + (end - start) * part + sag * 4 * part * (1 - part)))
    canvas.line(line, "#574638", 5)
    for number, ((x, y), (other_x, other_y)) in enumerate(pairwise(line)):
        canvas.polygon(
            [(x + 4, y), (other_x - 4, other_y), ((x + other_x) / 2, (y + other_y) / 2 + 66)],
            colours[number % 4],
        )
