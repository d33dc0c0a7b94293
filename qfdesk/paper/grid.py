"""A table inside a form: what the record knows, then blank rows to write in."""

from __future__ import annotations

from qfdesk.paper.boxes import Words, label_lead, label_lines
from qfdesk.paper.content import GridSaid
from qfdesk.paper.pen import SOFT, Pen, base
from qfdesk.paper.spill import Spill, TableSpill
from qfdesk.paper.style import Style
from qfdesk.paper.tables import Rows, make_table


class GridBox:
    """Headings, filled rows, blank rows; what does not fit goes on the attachment."""

    def __init__(self, said: GridSaid, style: Style, words: Words) -> None:
        self.said, self.style, self.words = said, style, words
        self.label = label_lines(said.label, style)
        size = style.body - 1
        self.table = make_table(said.columns, list(said.rows), style.inner - style.label_width, size, style.row * 0.85)
        self.rows: Rows = [self.table.set_row(row) for row in said.rows]
        head, row = self.table.head_height, self.table.least
        blank = max(0, said.lines - len(self.rows))
        self.least = max(head + row * max(2, min(said.lines, 3)), len(self.label) * label_lead(style) + style.pad)
        self.full = max(self.least, head + sum(map(self.table.height, self.rows)) + blank * row)
        self.weight, self.most = said.lines * 0.8, max(self.full, head + said.lines * row * 1.5)

    def _split(self, height: float) -> tuple[Rows, Rows]:
        room = height - self.table.head_height
        if sum(map(self.table.height, self.rows)) <= room + 0.01:
            return self.rows, []
        return self.table.take(self.rows, room - self.style.lead)

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        pen.label(x, top, self.style.label_width, height, self.label, self.style.label, label_lead(self.style))
        left = x + self.style.label_width
        pen.rule(left, top, left, top - height)
        self.table.draw_head(pen, left, top)
        rows, rest = self._split(height)
        at, end = top - self.table.head_height, top - height
        blanks = 0 if rest else max(self.said.lines - len(rows), 0)
        free = (at - end) - sum(map(self.table.height, rows))
        blanks = min(blanks, int((free + 0.01) / self.table.least)) or (
            1 if free > self.table.least and not rest else 0
        )
        spread = 0.0 if blanks or rest or not rows else free / len(rows)
        for row in rows:
            high = self.table.height(row) + spread
            self.table.draw_row(pen, left, at, row, high)
            at -= high
        for _n in range(blanks):
            self.table.draw_row(pen, left, at, [[] for _ in self.table.widths], free / blanks)
            at -= free / blanks
        if rest:
            y = base(end + self.style.lead, self.style.lead, self.style.body)
            pen.right(x + self.style.inner - self.style.pad, y, self.words.more, self.style.body * 0.9, grey=SOFT)

    def rest(self, height: float) -> list[Spill]:
        rest = self._split(height)[1]
        return [TableSpill(self.label, self.table, rest)] if rest else []
