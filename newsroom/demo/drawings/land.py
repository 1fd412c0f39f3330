"""What grows in several scenes."""

from itertools import pairwise
from math import cos, pi

from .canvas import HEIGHT, WIDTH, Canvas


def hills(canvas: Canvas, ridge: list[tuple[float, float]], colour: str) -> None:
    """Rounded between the points of their ridge."""
    line: list[tuple[float, float]] = []
    for (x, y), (other_x, other_y) in pairwise(ridge):
        for step in range(20):
            part = (1 - cos(step / 20 * pi)) / 2
            line.append((x + (other_x - x) * step / 20, y + (other_y - y) * part))
    canvas.polygon([(0, HEIGHT), *line, ridge[-1], (WIDTH, HEIGHT)], colour)


def tree(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    canvas.rectangle(x - size * 0.08, y, size * 0.16, size * 1.6, "#5a4a3e")
    for across, up, part in ((0, 0.35, 0.75), (-0.45, 0, 0.6), (0.45, 0, 0.6), (0, -0.1, 0.7)):
        canvas.ellipse(x + size * across, y - size * up, size * part, size * part, colour)
