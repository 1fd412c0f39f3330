"""The scenes of the English edition."""

from math import cos, pi, sin
from random import Random

from .canvas import HEIGHT, WIDTH, Canvas
from .land import hills, tree


def clock_tower(pixels: int) -> Canvas:
    """A corn hall in the evening; it is twelve minutes to eight, or eighteen."""
    canvas = Canvas("#27305a", "#7b5278", "#e08a72", "#fbd39a", pixels=pixels)
    canvas.glow(1180, 760, 620, "#ffe2a8", 0.75)
    _roofs(canvas, 720, "#6d4a63", "#7a536a", seed=3)
    _roofs(canvas, 800, "#472f4a", "#523651", seed=8)
    canvas.rectangle(330, 640, 940, 360, "#33233b")
    canvas.polygon([(300, 640), (1300, 640), (1210, 560), (390, 560)], "#2a1d33")
    for x in range(390, 1230, 120):
        if not 600 < x < 940:
            canvas.arch(x, 720, 62, 150, "#f7c873")
            canvas.line([(x + 31, 720), (x + 31, 870)], "#33233b", 6)
    canvas.rectangle(665, 230, 270, 770, "#3b2944")
    canvas.rectangle(645, 520, 310, 24, "#2a1d33")
    canvas.rectangle(645, 222, 310, 26, "#2a1d33")
    canvas.polygon([(650, 224), (950, 224), (800, 50)], "#251a2e")
    canvas.line([(800, 60), (800, 14)], "#251a2e", 7)
    canvas.polygon([(800, 18), (846, 30), (800, 42)], "#251a2e")
    canvas.arch(740, 700, 120, 300, "#1d1425")
    canvas.arch(755, 565, 90, 100, "#2a1d33")
    _dial(canvas, 800, 382, 104, hour=7, minute=48)
    for x, y in ((260, 210), (330, 170), (1190, 130), (1260, 175), (1330, 120)):
        canvas.line([(x - 22, y - 9), (x, y), (x + 22, y - 9)], "#241b3c", 5)
    return canvas


def _dial(canvas: Canvas, x: float, y: float, radius: float, *, hour: int, minute: int) -> None:
    canvas.glow(x, y, radius * 2.2, "#ffe9b8", 0.55)
    canvas.ellipse(x, y, radius, radius, "#241a2d")
    canvas.ellipse(x, y, radius * 0.9, radius * 0.9, "#fdf0cf")
    for mark in range(12):
        angle = mark * pi / 6
        inner = 0.68 if mark % 3 == 0 else 0.76
        ends = [(x + sin(angle) * radius * far, y - cos(angle) * radius * far) for far in (inner, 0.84)]
        canvas.line(ends, "#4a3a4e", 7 if mark % 3 == 0 else 4)
    for turn, length, width in ((minute / 60, 0.72, 7), ((hour + minute / 60) / 12, 0.48, 11)):
        angle = turn * 2 * pi
        end = (x + sin(angle) * radius * length, y - cos(angle) * radius * length)
        canvas.line([(x, y), end], "#241a2d", width)
    canvas.ellipse(x, y, 9, 9, "#8a1c1c")


def _roofs(canvas: Canvas, base: float, wall: str, roof: str, *, seed: int) -> None:
    """A row of gables, to the foot of the picture."""
    random, x = Random(seed), -40.0  # noqa: S311  a row of houses
    while x < WIDTH:
        width, height = random.randint(110, 190), random.randint(0, 70)
        top = base - height
        canvas.rectangle(x, top, width, HEIGHT - top, wall)
        canvas.polygon([(x - 8, top), (x + width / 2, top - 80), (x + width + 8, top)], roof)
        canvas.rectangle(x + width * 0.68, top - 84, 20, 60, roof)
        x += width


def bridge(pixels: int) -> Canvas:
    """Three arches over a river, in the mist of a morning."""
    canvas = Canvas("#c9dcdc", "#f1e6cf", "#f8d9b0", pixels=pixels)
    canvas.ellipse(1190, 250, 74, 74, "#fff4d6")
    canvas.glow(1190, 250, 420, "#fff2cf", 0.7)
    hills(canvas, [(0, 430), (300, 330), (620, 420), (980, 310), (1320, 400), (1600, 340)], "#b4cbc2")
    hills(canvas, [(0, 520), (240, 450), (560, 530), (900, 450), (1250, 520), (1600, 440)], "#92b1a2")
    for x, y, size in ((90, 520, 70), (190, 545, 54), (1480, 510, 76), (1390, 545, 50), (1560, 550, 60)):
        tree(canvas, x, y, size, "#5f8772")
    deck = [(0, 560), (400, 490), (800, 462), (1200, 490), (1600, 560)]
    canvas.polygon([*deck, (1600, 680), (0, 680)], "#a3896f")
    canvas.polygon([*deck, *[(x, y + 26) for x, y in reversed(deck)]], "#8a7059")
    for x, width in ((150, 330), (575, 450), (1120, 330)):
        height = width * 0.46
        canvas.ellipse(x + width / 2, 680, width / 2 + 22, height + 22, "#8a7059")
        canvas.ellipse(x + width / 2, 680, width / 2, height, "#cfdcd0")
    for x in (525, 1072):
        canvas.polygon([(x - 48, 680), (x - 34, 520), (x + 34, 520), (x + 48, 680)], "#957b62")
    canvas.reflect(680, "#7fa3a0", 0.45)
    random = Random(5)  # noqa: S311  ripples
    for _ripple in range(46):
        start, depth = random.uniform(0, WIDTH), random.uniform(700, 985)
        canvas.line([(start, depth), (start + (depth - 660) * 0.5, depth)], "#d9e6dc", 3)
    canvas.ellipse(690, 800, 42, 17, "#f7f3e8")
    canvas.line([(722, 796), (734, 758), (750, 756)], "#f7f3e8", 10)
    canvas.polygon([(748, 751), (768, 758), (748, 763)], "#d9843b")
    return canvas


def bus(pixels: int) -> Canvas:
    """A red bus at a stop between fields."""
    canvas = Canvas("#6fb2cf", "#b9dcd9", "#f6efcf", pixels=pixels)
    for x, y, size in ((300, 190, 70), (1240, 140, 90)):
        for across, part in ((-1.1, 0.6), (0, 0.9), (1.1, 0.65)):
            canvas.ellipse(x + size * across, y - size * part * 0.3, size, size * part * 0.6, "#f4f7f0")
    hills(canvas, [(0, 480), (400, 380), (800, 470), (1200, 360), (1600, 450)], "#9cc08a")
    hills(canvas, [(0, 600), (350, 520), (900, 590), (1300, 500), (1600, 570)], "#7cab6c")
    for x, y, size in ((160, 500, 60), (270, 520, 44), (1440, 470, 70)):
        tree(canvas, x, y, size, "#4d8454")
    canvas.rectangle(0, 735, WIDTH, 265, "#5e9355")
    canvas.rectangle(0, 790, WIDTH, 150, "#54555c")
    for x in range(20, WIDTH, 160):
        canvas.rectangle(x, 860, 84, 9, "#e7dfc4")
    canvas.ellipse(790, 846, 450, 24, "#43444b")
    canvas.rectangle(370, 420, 850, 400, "#b3262b", 46)
    canvas.rectangle(370, 610, 850, 32, "#f3dfae")
    canvas.rectangle(370, 780, 850, 40, "#7f181f", 18)
    for x in range(410, 1040, 128):
        canvas.rectangle(x, 470, 106, 122, "#274653", 12)
        canvas.polygon([(x + 14, 590), (x + 52, 472), (x + 88, 472), (x + 50, 590)], "#3c6272")
    canvas.rectangle(1056, 470, 120, 300, "#274653", 12)
    canvas.rectangle(1112, 470, 8, 300, "#b3262b")
    canvas.rectangle(1196, 680, 26, 40, "#ffe9a6", 10)
    for x in (540, 950):
        canvas.ellipse(x, 820, 76, 76, "#25262b")
        canvas.ellipse(x, 820, 36, 36, "#c9c4b6")
    for x, colour in ((512, "#e9c7a0"), (640, "#c98f63"), (898, "#f0d3b4")):
        canvas.ellipse(x, 540, 24, 28, colour)
        canvas.rectangle(x - 34, 566, 68, 28, "#8f6a4e", 10)
    canvas.rectangle(1352, 400, 14, 400, "#3b3c42")
    canvas.rectangle(1296, 390, 126, 126, "#f3dfae", 63)
    canvas.rectangle(1312, 406, 94, 94, "#b3262b", 47)
    canvas.rectangle(1296, 438, 126, 30, "#22324f")
    return canvas


def allotment(pixels: int) -> Canvas:
    """A marrow of some size, a shed, and rows of cabbages."""
    canvas = Canvas("#8fc3cf", "#d8e9d6", "#fbf0d0", pixels=pixels)
    canvas.glow(280, 180, 380, "#fff6d8", 0.8)
    hills(canvas, [(0, 450), (500, 380), (1000, 440), (1600, 370)], "#a9c795")
    for x in range(-20, 1640, 74):
        tree(canvas, x, 470 + (x * 7) % 23, 48, "#5f9160")
    canvas.rectangle(0, 540, WIDTH, 460, "#8a6548")
    for row, y in enumerate((585, 650, 735)):
        size = 20 + row * 11
        canvas.rectangle(0, y + size * 0.4, WIDTH, size * 0.7, "#71503a")
        for x in range(-30 + row * 25, WIDTH + 40, round(size * 2.9)):
            canvas.ellipse(x, y, size * 1.1, size * 0.8, "#4f8a55")
            canvas.ellipse(x, y - size * 0.15, size * 0.7, size * 0.55, "#79b36f")
            canvas.ellipse(x, y - size * 0.25, size * 0.3, size * 0.26, "#a9d08f")
    canvas.rectangle(1130, 330, 330, 290, "#7c5b46")
    for x in range(1130, 1460, 41):
        canvas.line([(x, 330), (x, 620)], "#694b39", 4)
    canvas.polygon([(1095, 338), (1495, 338), (1410, 225), (1180, 225)], "#4b4750")
    canvas.rectangle(1180, 420, 90, 200, "#3f6a6a")
    canvas.rectangle(1320, 410, 96, 84, "#f7dc92")
    canvas.line([(1368, 410), (1368, 494)], "#5a4031", 6)
    canvas.line([(1320, 452), (1416, 452)], "#5a4031", 6)
    canvas.ellipse(640, 912, 430, 36, "#5d4230")
    canvas.ellipse(620, 790, 410, 138, "#2f6b3c")
    for offset, colour in ((0, "#3f8148"), (-52, "#66a55c"), (48, "#579950")):
        canvas.ellipse(620, 786 + offset, 392 - abs(offset) * 1.1, 26, colour)
    canvas.line([(1018, 778), (1068, 742), (1086, 700)], "#5d7a3c", 26)
    canvas.polygon([(388, 700), (470, 670), (476, 742), (396, 772)], "#b3262b")
    canvas.ellipse(432, 712, 46, 46, "#f3dfae")
    canvas.ellipse(432, 712, 32, 32, "#b3262b")
    return canvas
