"""The demo's pictures come from its script alone."""

from io import BytesIO

import pytest
from PIL import Image

from newsroom.demo import drawings
from newsroom.demo.newspapers import newspapers

NAMES = {*drawings.SCENES, *drawings.PORTRAITS}


def test_a_picture_is_drawn_the_same_each_time_and_like_no_other() -> None:
    drawn = {name: drawings.drawn(name) for name in NAMES}

    assert {name: drawings.drawn(name) for name in NAMES} == drawn
    assert len({*drawn.values()}) == len(NAMES)


def test_it_is_as_wide_as_is_asked_and_has_both_light_and_dark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "WIDE", 400)

    picture = Image.open(BytesIO(drawings.drawn("harbour")))

    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (400, 250))
    darkest, lightest = picture.convert("L").getextrema()
    assert (darkest < 60, lightest > 190) == (True, True)


def test_every_drawing_is_in_the_newspaper_with_words_for_those_who_cannot_see_it() -> None:
    papers = [*newspapers()]
    told = [picture for paper in papers for picture in paper.pictures]
    faces = [person.picture for paper in papers for person in paper.people]

    assert sorted([*(picture.drawing for picture in told), *faces]) == sorted(NAMES)
    assert [picture.drawing for picture in told if not (picture.alt and picture.caption)] == []
