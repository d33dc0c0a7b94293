"""Dividing a form into pages and a page's height among its boxes, so that the form fills the paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qfdesk.paper.boxes import Box

_STEPS = 40


def pages_of(boxes: Sequence[Box], room: float) -> list[list[Box]]:
    """The boxes page by page: as few pages as their least heights allow, and these filled evenly."""
    count = len(_packed(boxes, room))
    limit = _search(lambda limit: len(_packed(boxes, limit)) <= count, 0.0, room) if count > 1 else room
    return _packed(boxes, limit)


def _packed(boxes: Sequence[Box], room: float) -> list[list[Box]]:
    pages: list[list[Box]] = [[]]
    used = 0.0
    for box in boxes:
        if pages[-1] and used + box.least > room:
            pages.append([])
            used = 0.0
        pages[-1].append(box)
        used += box.least
    return pages


def heights(boxes: Sequence[Box], room: float) -> list[float]:
    """A height for each box, together ``room`` where any box can grow.

    Text comes first: while all of it fits, the free room goes to the boxes by their weight, the emptier the more.
    Where it does not fit, the longest texts are cut alike and nothing falls below its least.
    """
    if sum(box.full for box in boxes) > room:
        return _level(boxes, room)
    top = room / min(box.weight for box in boxes)

    def at(share: float) -> list[float]:
        return [max(box.full, min(box.most, share * box.weight + box.least * 0.5)) for box in boxes]

    return at(_search(lambda share: sum(at(share)) > room, 0.0, top, below=True))


def _level(boxes: Sequence[Box], room: float) -> list[float]:
    def at(cap: float) -> list[float]:
        return [max(box.least, min(box.full, cap)) for box in boxes]

    return at(_search(lambda cap: sum(at(cap)) > room, 0.0, max(box.full for box in boxes), below=True))


def _search(holds: Callable[[float], bool], low: float, high: float, *, below: bool = False) -> float:
    """The point between ``low`` and ``high`` from which on something holds; ``below``: the last where it does not."""
    for _n in range(_STEPS):
        middle = (low + high) / 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return low if below else high
