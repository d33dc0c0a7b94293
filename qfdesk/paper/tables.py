"""Tables whose rows are as high as their text and may go on over pages, in the middle of a row if need be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qfdesk.paper.fonts import bold, regular
from qfdesk.paper.pen import HAIR, Pen
from qfdesk.paper.wrap import Ruler, balanced, widest_piece, wrap

Row = list[list[str]]
Rows = list[Row]
_NUMBER = re.compile(r"[(（]?[A-Za-z0-9][A-Za-z0-9./-]{4,}[)）]?[,，、。;；]?")
ALIGNED = {"quantity": 1.0, "money": 1.0, "number": 1.0, "count": 0.5}


@dataclass(frozen=True)
class Table:
    """Columns (heading, width) and the type they are set in. ``least``: the least height of a row.

    ``kinds``: numbers (quantity, money, number) stand at the right, a count in the middle, all else at the left.
    """

    widths: tuple[float, ...]
    heads: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    size: float
    lead: float
    pad: float
    least: float

    @property
    def head_height(self) -> float:
        return max(len(head) for head in self.heads) * self.lead + 2 * self.pad

    def set_row(self, texts: tuple[str, ...]) -> Row:
        """Breaks the cells of a row into lines."""
        ruler = Ruler(regular().advance, self.size)
        return [wrap(text, width - 2 * self.pad, ruler) for text, width in zip(texts, self.widths, strict=True)]

    def height(self, row: Row) -> float:
        """The height a row needs."""
        return max(max(map(len, row)) * self.lead + 2 * self.pad, self.least)

    def cut(self, row: Row, height: float) -> tuple[Row, Row] | None:
        """A row cut at a height: what fits and what is left; None where not even a line fits."""
        lines = int((height - 2 * self.pad) / self.lead)
        if lines < 1:
            return None
        return [cell[:lines] for cell in row], [cell[lines:] for cell in row]

    def take(self, rows: Rows, room: float) -> tuple[Rows, Rows]:
        """The rows that fit into ``room``, the last of them cut where it is higher than half of it; and the others."""
        used = 0.0
        for n, row in enumerate(rows):
            height = self.height(row)
            if used + height > room:
                worth = n == 0 or height > room / 2
                parts = self.cut(row, room - used) if worth else None
                if parts is None or not any(parts[1]):
                    return rows[:n], rows[n:]
                return [*rows[:n], parts[0]], [parts[1], *rows[n + 1 :]]
            used += height
        return rows, []

    def draw_head(self, pen: Pen, x: float, top: float) -> None:
        """Draws the headings with the rules between them."""
        height = self.head_height
        for head, width in zip(self.heads, self.widths, strict=True):
            pen.label(x, top, width, height, list(head), self.size, self.lead)
            x += width
        self._rules(pen, x - sum(self.widths), top, height)

    def draw_row(self, pen: Pen, x: float, top: float, row: Row, height: float) -> None:
        """Draws a row; a single line stands in the middle of its cell, several begin at the top."""
        self._rules(pen, x, top, height)
        tallest = max(map(len, row))
        start = top - self.pad if tallest > 1 else top - (height - self.lead) / 2
        for lines, width, kind in zip(row, self.widths, self.kinds, strict=True):
            offset = self.pad
            if lines and kind in ALIGNED:
                offset += (width - 2 * self.pad - max(regular().width(line, self.size) for line in lines)) * ALIGNED[
                    kind
                ]
            pen.lines(x + offset, start, lines, self.size, self.lead)
            x += width

    def _rules(self, pen: Pen, x: float, top: float, height: float) -> None:
        left, right = x, x + sum(self.widths)
        for width in self.widths[:-1]:
            x += width
            pen.rule(x, top, x, top - height, HAIR)
        pen.rule(left, top - height, right, top - height, HAIR)


def make_table(
    columns: tuple[tuple[str, float, str], ...],
    rows: list[tuple[str, ...]],
    width: float,
    size: float,
    least: float,
    pad: float = 3,
) -> Table:
    """A table of ``width`` points for these rows: widths as declared, but never less than a number in it needs."""
    plain, strong = Ruler(regular().advance, size), Ruler(bold().advance, size)
    needs = []
    for n, (head, _share, _kind) in enumerate(columns):
        texts = {row[n] for row in rows}
        widest = max((_widest(text, plain) for text in texts if text), default=0.0)
        needs.append(max(min(widest, width / 5), min(_widest_head(head, strong), width / 5)) + 2 * pad + 0.5)
    widths = fit_widths([share for _head, share, _kind in columns], needs, width)
    heads = tuple(
        tuple(balanced(head, w - 2 * pad, strong)) for (head, _share, _kind), w in zip(columns, widths, strict=True)
    )
    kinds = tuple(kind for _head, _share, kind in columns)
    return Table(tuple(widths), heads, kinds, size, size * 1.35, pad, least)


def _widest_head(head: str, ruler: Ruler) -> float:
    """A short Chinese heading stays on one line, a longer one has two."""
    if not head or min(head) < "\u2e80":
        return widest_piece(head, ruler)
    return ruler.width(head if len(head) <= 3 else head[: (len(head) + 1) // 2])


def _widest(text: str, ruler: Ruler) -> float:
    """What should stay whole in a text: its words at the beginning, and every number with the bracket it stands in."""
    numbers = map(ruler.width, set(_NUMBER.findall(text)))
    return max(widest_piece(text[:60], ruler), max(numbers, default=0.0))


def fit_widths(shares: list[float], needs: list[float], width: float) -> list[float]:
    """Divides ``width`` in proportion to the shares, giving each column at least its need where that is possible."""
    if sum(needs) >= width:
        return [need * width / sum(needs) for need in needs]
    tight: set[int] = set()
    while True:
        left = width - sum(needs[n] for n in tight)
        total = sum(share for n, share in enumerate(shares) if n not in tight)
        short = {n for n, share in enumerate(shares) if n not in tight and share * left / total < needs[n]}
        if not short:
            return [needs[n] if n in tight else share * left / total for n, share in enumerate(shares)]
        tight |= short
