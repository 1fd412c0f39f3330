"""Bar charts, drawn by the server: each bar a figure, and in it a part of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# A bar's place in the drawing's own units; the style sheet stretches the drawing.
STEP, BAR, HEIGHT = 10, 8, 1000


class Value(NamedTuple):
    """One bar: what it stands for, the whole and its part, which is no larger."""

    label: str
    whole: float
    part: float


@dataclass(frozen=True)
class Bar:
    """Where a bar stands and how high it is, as texts: a template would write 0.5 as "0,5" in French."""

    said: str
    x: str
    y: str
    height: str
    part_y: str
    part_height: str


@dataclass(frozen=True)
class Chart:
    """``names`` say what the whole and the part are; ``top`` how much the highest bar is, in words."""

    id: str
    title: str
    names: tuple[str, str]
    top: str
    bars: Sequence[Bar]
    first: str
    last: str

    bar_width = str(BAR)
    height = str(HEIGHT)

    @property
    def width(self) -> str:
        return str(len(self.bars) * STEP)


def draw(
    id: str, title: str, names: tuple[str, str], values: Sequence[Value], say: Callable[[float], str]
) -> Chart:
    """A chart of ``values``, one at least, from the first on the left; ``say`` gives a figure in words."""
    most = max(value.whole for value in values)
    bars = []
    for number, (label, *figures) in enumerate(values):
        whole, part = (round(figure / most * HEIGHT) if most else 0 for figure in figures)
        said = [f"{name}: {say(figure)}" for name, figure in zip(names, figures, strict=True)]
        bars.append(
            Bar(
                said=" · ".join([label, *said]),
                x=str(number * STEP + (STEP - BAR) // 2),
                y=str(HEIGHT - whole),
                height=str(whole),
                part_y=str(HEIGHT - part),
                part_height=str(part),
            )
        )
    return Chart(id, title, names, say(most), bars, values[0].label, values[-1].label)
