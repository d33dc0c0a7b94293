"""The attachment (附页): what did not fit on the form, under the same labels, over as many pages as it takes."""

from __future__ import annotations

from dataclasses import dataclass

from qfdesk.paper.boxes import label_lead
from qfdesk.paper.pen import SOFT, Pen, base
from qfdesk.paper.spill import Spill, TableSpill, TextSpill
from qfdesk.paper.style import Style


@dataclass(frozen=True)
class Strip:
    """A piece of a spill on one page."""

    spill: Spill
    height: float


def pages_of_rest(spills: list[Spill], room: float, style: Style) -> list[list[Strip]]:
    """The spills in strips, page by page; nothing is left out."""
    pages: list[list[Strip]] = []
    free = 0.0
    for spill in spills:
        rest: Spill | None = spill
        while rest:
            if free < _least(rest, style):
                pages.append([])
                free = room
            strip, rest = _take(rest, free, style)
            pages[-1].append(strip)
            free = free - strip.height if not rest else 0.0
    return pages


def _least(spill: Spill, style: Style) -> float:
    """Below this a new page is begun: two lines and the whole label."""
    label = len(spill.label) * label_lead(style) + style.pad
    head = spill.table.head_height if isinstance(spill, TableSpill) else 0.0
    return max(label, head + style.lead * 2 + style.pad * 2)


def _take(spill: Spill, free: float, style: Style) -> tuple[Strip, Spill | None]:
    least = len(spill.label) * label_lead(style) + style.pad
    if isinstance(spill, TextSpill):
        lines = int((free - style.pad * 1.5) / style.lead)
        now, later = TextSpill(spill.label, spill.lines[:lines]), TextSpill(spill.label, spill.lines[lines:])
        return Strip(now, max(least, len(now.lines) * style.lead + style.pad * 1.5)), later if later.lines else None
    table = spill.table
    rows, rest = table.take(spill.rows, free - table.head_height)
    height = table.head_height + sum(map(table.height, rows))
    strip = Strip(TableSpill(spill.label, table, rows), max(least, height))
    return strip, TableSpill(spill.label, table, rest) if rest else None


def draw_strip(pen: Pen, x: float, top: float, strip: Strip, style: Style) -> None:
    """Draws one strip of an attachment's page."""
    spill = strip.spill
    left = x + style.label_width
    pen.label(x, top, style.label_width, strip.height, spill.label, style.label, label_lead(style))
    pen.rule(left, top, left, top - strip.height)
    if isinstance(spill, TextSpill):
        pen.lines(left + style.pad, top - style.pad * 0.6, spill.lines, style.body, style.lead)
        return
    spill.table.draw_head(pen, left, top)
    at = top - spill.table.head_height
    for row in spill.rows:
        spill.table.draw_row(pen, left, at, row, spill.table.height(row))
        at -= spill.table.height(row)


def draw_end(pen: Pen, top: float, said: str, style: Style) -> None:
    """Says under the last strip that nothing follows, so that nothing can be added unseen."""
    middle = style.left + style.inner / 2
    pen.centred(middle, base(top - 4, style.lead, style.body), said, style.body, grey=SOFT)
