"""The blocks of a report on paper: tables, charts, texts, signatures; each as high as it needs, cut where it may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from qfdesk.paper.charts import Picture, draw_chart
from qfdesk.paper.fonts import bold
from qfdesk.paper.pen import HAIR, LABEL_GREY, SOFT, Pen, base
from qfdesk.paper.tables import Row, Rows, Table

HEADING, LEAD, SMALL, NOTE_LEAD, AFTER = 10.5, 18.0, 7.2, 10.0, 12.0
"""Points: the size of a heading and the room it takes, small print and its lead, the room after a block."""
CHART_HEIGHT = 168.0


class Block(Protocol):
    """Something set into the page."""

    @property
    def height(self) -> float: ...

    def cut(self, room: float) -> tuple[Block, Block] | None:
        """What fits into the room, and what is left; None where nothing sensible fits."""

    def draw(self, pen: Pen, x: float, top: float) -> None: ...


@dataclass(frozen=True)
class TableBlock:
    """A heading, a table, how it is counted. ``total``: the last row, on grey; ``empty``: said where it has no rows."""

    heading: str
    table: Table
    rows: Rows
    total: Row | None
    note: tuple[str, ...]
    empty: str

    @property
    def width(self) -> float:
        return sum(self.table.widths)

    @property
    def height(self) -> float:
        rows = sum(map(self.table.height, self.rows)) or self.table.least
        total = self.table.height(self.total) if self.total else 0
        return LEAD + self.table.head_height + rows + total + len(self.note) * NOTE_LEAD + AFTER

    def cut(self, room: float) -> tuple[Block, Block] | None:
        head = LEAD + self.table.head_height
        rows, rest = self.table.take(self.rows, room - head - 2)
        if rows and not rest:  # the total does not fit: the last row goes with it
            rows, rest = rows[:-1], rows[-1:]
        if not rows:
            return None
        return replace(self, rows=rows, total=None, note=()), replace(self, rows=rest)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        pen.text(x, base(top, LEAD, HEADING), self.heading, HEADING, cut=bold())
        top -= LEAD
        self.table.draw_head(pen, x, top)
        at = top - self.table.head_height
        for row in self.rows:
            height = self.table.height(row)
            self.table.draw_row(pen, x, at, row, height)
            at -= height
        if not self.rows:
            pen.text(x + 6, base(at, self.table.least, self.table.size), self.empty, self.table.size, grey=SOFT)
            at -= self.table.least
        if self.total:
            at = self._draw_total(pen, x, at, self.total)
        pen.frame(x, top, self.width, top - at)
        pen.lines(x, at - 2, list(self.note), SMALL, NOTE_LEAD, grey=SOFT)

    def _draw_total(self, pen: Pen, x: float, at: float, total: Row) -> float:
        height = self.table.height(total)
        pen.canvas.setFillGray(LABEL_GREY)
        pen.canvas.rect(x, at - height, self.width, height, stroke=0, fill=1)
        pen.rule(x, at, x + self.width, at, HAIR * 1.6)
        self.table.draw_row(pen, x, at, total, height)
        return at - height


@dataclass(frozen=True)
class ChartBlock:
    """A chart."""

    picture: Picture
    width: float
    height: float = CHART_HEIGHT + AFTER

    def cut(self, room: float) -> None:
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        draw_chart(pen, x, top - 4, self.width, CHART_HEIGHT, self.picture)


@dataclass(frozen=True)
class TextBlock:
    """A heading and lines in a frame; ``least``: lines to write in at least."""

    heading: str
    lines: tuple[str, ...]
    width: float
    size: float
    lead: float
    least: int = 1

    @property
    def _box(self) -> float:
        return max(len(self.lines), self.least) * self.lead + 10

    @property
    def height(self) -> float:
        return LEAD + self._box + AFTER

    def cut(self, room: float) -> tuple[Block, Block] | None:
        fits = int((room - LEAD - 10 - 1) / self.lead)
        if fits < 3 or fits >= len(self.lines):
            return None
        return replace(self, lines=self.lines[:fits], least=1), replace(self, lines=self.lines[fits:], least=1)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        pen.text(x, base(top, LEAD, HEADING), self.heading, HEADING, cut=bold())
        pen.frame(x, top - LEAD, self.width, self._box)
        pen.lines(x + 7, top - LEAD - 5, list(self.lines), self.size, self.lead)


@dataclass(frozen=True)
class SignBlock:
    """Places to sign side by side, each with room for a name and a day."""

    labels: tuple[str, ...]
    day: str
    width: float
    height: float = 34.0

    def cut(self, room: float) -> None:
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        part = self.width / len(self.labels)
        y = top - 22
        for n, label in enumerate(self.labels):
            start = pen.text(x + n * part, y, label, 9)
            end = x + (n + 1) * part - 14
            pen.rule(start + 4, y - 2, end, y - 2, HAIR * 0.8, SOFT)
            pen.right(end, y - 11, self.day, SMALL, grey=SOFT)


@dataclass(frozen=True)
class Closing:
    """The conclusion with the places to sign under it; ``low``: lines to write in where there is no room for more."""

    text: TextBlock
    signs: SignBlock | None
    low: int = 2

    @property
    def height(self) -> float:
        return self.text.height + (self.signs.height if self.signs else 0)

    def cut(self, room: float) -> tuple[Block, Block] | None:
        smaller = replace(self, text=replace(self.text, least=self.low))
        if smaller.height <= room:
            return smaller, Nothing()
        parts = self.text.cut(room)
        return (parts[0], replace(self, text=parts[1])) if parts and isinstance(parts[1], TextBlock) else None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        self.text.draw(pen, x, top)
        if self.signs:
            self.signs.draw(pen, x, top - self.text.height)


@dataclass(frozen=True)
class Nothing:
    """What is left of a block that fits after all."""

    height: float = 0.0

    def cut(self, room: float) -> None:
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Nothing to draw."""


@dataclass(frozen=True)
class Pair:
    """Two blocks side by side."""

    left: Block
    right: Block
    shift: float

    @property
    def height(self) -> float:
        return max(self.left.height, self.right.height)

    def cut(self, room: float) -> None:
        return None

    def draw(self, pen: Pen, x: float, top: float) -> None:
        self.left.draw(pen, x, top)
        self.right.draw(pen, x + self.shift, top)
