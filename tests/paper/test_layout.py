"""A page's height goes to the boxes so that the form fills it and nothing falls below its least."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from qfdesk.paper.layout import heights, pages_of
from qfdesk.paper.pen import Pen
from qfdesk.paper.spill import Spill


@dataclass
class Plain:
    least: float
    full: float
    weight: float = 1.0
    most: float = float("inf")
    spills: list[Spill] = field(default_factory=list)

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        raise AssertionError("not drawn here")

    def rest(self, height: float) -> list[Spill]:
        return self.spills


def test_free_room_is_filled_and_goes_by_weight() -> None:
    got = heights([Plain(20, 20, 0.25, 26), Plain(40, 40, 2), Plain(40, 40, 4)], 500)
    assert sum(got) == pytest.approx(500)
    assert got[0] <= 26
    assert got[2] > got[1] > 40


def test_text_comes_before_free_room() -> None:
    got = heights([Plain(40, 300, 1), Plain(40, 40, 5)], 400)
    assert got[0] >= 300
    assert sum(got) == pytest.approx(400)


def test_where_not_all_fits_the_longest_is_cut_and_nothing_falls_below_its_least() -> None:
    got = heights([Plain(30, 30), Plain(40, 120), Plain(40, 5000)], 400)
    assert got[0] == 30
    assert got[1] == pytest.approx(120)
    assert got[2] == pytest.approx(250)


def test_boxes_that_do_not_fit_a_page_are_divided_evenly() -> None:
    boxes = [Plain(100, 100) for _n in range(6)]
    assert [len(page) for page in pages_of(boxes, 500)] == [3, 3]
    assert [len(page) for page in pages_of(boxes, 600)] == [6]
