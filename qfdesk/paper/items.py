"""Items set into a width: lines of text or of tick boxes, with their label running in on the first line."""

from __future__ import annotations

from dataclasses import dataclass, field

from qfdesk.paper.content import Item
from qfdesk.paper.fonts import regular
from qfdesk.paper.pen import SOFT, Pen, base
from qfdesk.paper.style import Style
from qfdesk.paper.wrap import Ruler, wrap

TickLine = list[tuple[float, str, bool]]


@dataclass
class SetItem:
    """An item in lines. ``indent``: where its content begins on the first line, and every line of tick boxes."""

    item: Item
    prefix: str
    indent: float
    text: list[str] = field(default_factory=list)
    ticks: list[TickLine] = field(default_factory=list)

    @property
    def need(self) -> int:
        """Lines it takes completely; an empty one keeps one to write on."""
        return max(len(self.text), len(self.ticks), 1)

    @property
    def elastic(self) -> bool:
        """Whether it may be cut here and go on elsewhere."""
        return len(self.text) > 1


def set_item(item: Item, room: float, style: Style, colon: str) -> SetItem:
    """Breaks an item into lines of ``room`` points."""
    ruler = Ruler(regular().advance, style.body)
    prefix = f"{item.label}{colon}" if item.label else ""
    indent = ruler.width(prefix) + (3 if prefix else 0)
    set_ = SetItem(item, prefix, indent)
    if item.options:
        set_.ticks = tick_lines(item.options, room - indent, ruler)
    elif item.text:
        set_.text = wrap(item.text, room, ruler, room - indent)
    return set_


def tick_lines(options: tuple[tuple[str, bool], ...], room: float, ruler: Ruler) -> list[TickLine]:
    """Tick boxes in lines: (offset, label, ticked)."""
    side, lines, at = ruler.size, [[]], 0.0  # type: ignore[var-annotated]
    for label, ticked in options:
        width = side + 3 + ruler.width(label)
        if lines[-1] and at + width > room:
            lines.append([])
            at = 0.0
        lines[-1].append((at, label, ticked))
        at += width + ruler.size * 1.1
    return lines


def ticks_width(options: tuple[tuple[str, bool], ...], ruler: Ruler) -> float:
    """The width of all tick boxes on one line."""
    return sum(ruler.size * 2.1 + 3 + ruler.width(label) for label, _ticked in options) - ruler.size * 1.1


def draw_ticks(pen: Pen, x: float, top: float, lines: list[TickLine], style: Style) -> None:
    """Draws lines of tick boxes."""
    for n, line in enumerate(lines):
        y = base(top - n * style.lead, style.lead, style.body)
        for at, label, ticked in line:
            pen.tick(x + at, y, style.body * 0.86, ticked)
            pen.text(x + at + style.body + 2, y, label, style.body)


def draw_item(pen: Pen, x: float, top: float, set_: SetItem, style: Style, lines: int) -> None:
    """Draws the first lines of an item; its hint where there is nothing to say."""
    y = base(top, style.lead, style.body)
    if set_.prefix:
        pen.text(x, y, set_.prefix, style.body, grey=SOFT)
    if set_.ticks:
        draw_ticks(pen, x + set_.indent, top, set_.ticks, style)
    elif set_.text:
        pen.text(x + set_.indent, y, set_.text[0], style.body)
        pen.lines(x, top - style.lead, set_.text[1:lines], style.body, style.lead)
    elif set_.item.hint:
        pen.text(x + set_.indent, y, set_.item.hint, style.body, grey=SOFT)


def allot(items: list[SetItem], lines: int) -> list[int]:
    """How many of ``lines`` each item gets: what it needs, or a fair part where not all fit."""
    needs = [item.need for item in items]
    if sum(needs) <= lines:
        return needs
    cap = max(needs)
    while cap > 2 and sum(_capped(items, cap)) > lines:
        cap -= max(1, (sum(_capped(items, cap)) - lines) // max(1, sum(i.elastic and i.need >= cap for i in items)))
    got = _capped(items, max(cap, 2))
    for n, item in enumerate(items):
        spare = lines - sum(got)
        if item.elastic and spare > 0:
            got[n] += min(spare, item.need - got[n])
    return got


def _capped(items: list[SetItem], cap: int) -> list[int]:
    return [min(item.need, cap) if item.elastic else item.need for item in items]
