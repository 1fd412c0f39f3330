"""Those who write."""

from .canvas import Canvas


def harriet(pixels: int) -> Canvas:
    """Harriet Vane-Osborne, with her glasses on."""
    canvas = Canvas("#b9d2c8", "#8fb3a6", pixels=pixels, width=640, height=640)
    canvas.ellipse(320, 262, 146, 168, "#8f8a86")
    canvas.rectangle(278, 330, 84, 140, "#dcab88")
    canvas.ellipse(320, 640, 250, 190, "#8a1c1c")
    canvas.polygon([(262, 462), (320, 540), (378, 462), (320, 440)], "#f4ead5")
    canvas.ellipse(320, 280, 104, 128, "#eec3a0")
    canvas.polygon(
        [(212, 262), (222, 160), (330, 128), (424, 180), (428, 270), (380, 200), (268, 196)], "#a19c97"
    )
    _face(canvas, 300, glasses=True)
    return canvas


def solene(pixels: int) -> Canvas:
    """Solène Kerdoncuff, who has been to sea."""
    canvas = Canvas("#f2d8a7", "#e0ae72", pixels=pixels, width=640, height=640)
    canvas.rectangle(190, 190, 260, 300, "#5a2f22", 110)
    canvas.rectangle(278, 340, 84, 130, "#c98d68")
    canvas.ellipse(320, 650, 240, 190, "#2f4f86")
    for y in (490, 530, 570, 610):
        canvas.rectangle(200, y, 240, 14, "#f4ead5")
    canvas.ellipse(320, 290, 100, 124, "#dda57e")
    canvas.polygon(
        [(214, 300), (216, 196), (320, 150), (424, 196), (426, 300), (398, 224), (288, 232)], "#5a2f22"
    )
    _face(canvas, 306, glasses=False)
    return canvas


def _face(canvas: Canvas, y: float, *, glasses: bool) -> None:
    for x in (276, 364):
        if glasses:
            canvas.ellipse(x, y - 24, 34, 30, "#33283a")
            canvas.ellipse(x, y - 24, 28, 24, "#f6e4d2")
        canvas.ellipse(x, y - 24, 8, 10, "#2b2230")
    if glasses:
        canvas.line([(308, y - 26), (332, y - 26)], "#33283a", 6)
    canvas.line([(320, y - 6), (312, y + 28), (326, y + 30)], "#b57f5f", 6)
    canvas.line([(286, y + 58), (304, y + 68), (336, y + 68), (356, y + 56)], "#8d3b38", 8)
