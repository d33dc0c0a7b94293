"""The line above the frame: number, date, and the way it came in as tick boxes; several lines where it takes them."""

from __future__ import annotations

from qfdesk.paper.content import Item
from qfdesk.paper.fonts import regular
from qfdesk.paper.items import draw_ticks, tick_lines
from qfdesk.paper.pen import HAIR, SOFT, Pen, base
from qfdesk.paper.style import Style
from qfdesk.paper.wrap import Ruler, wrap

WRITE_ROOM = 90.0
_GAP, _LABEL_GAP = 18.0, 6.0


class Head:
    """Items set into lines; the first line leaves ``beside`` points free for the QR code."""

    def __init__(self, items: list[Item], style: Style, beside: float) -> None:
        self.style, self.beside = style, beside
        self.ruler = Ruler(regular().advance, style.body)
        self.lines: list[list[tuple[float, Item]]] = [[]]
        self.at = 0.0
        for item in items:
            self._place(item)

    @property
    def lead(self) -> float:
        return self.style.lead * 1.2

    @property
    def height(self) -> float:
        return len(self.lines) * self.lead

    def _room(self) -> float:
        return self.style.inner - (self.beside if len(self.lines) == 1 else 0.0)

    def _place(self, item: Item) -> None:
        """An item that does not fit on the line begins the next; its own further lines stand under its content."""
        label = self.ruler.width(item.label) + _LABEL_GAP
        parts = self._parts(item, self.style.inner - self.beside * (not item.options) - label)
        for n, part in enumerate(parts):
            width = self._width(part)
            if self.lines[-1] and (n or self.at + label + width > self._room()):
                self.lines.append([])
                self.at = 0.0
            self.lines[-1].append((self.at + (label if n else 0.0), part))
            self.at += label + width + _GAP

    def _parts(self, item: Item, room: float) -> list[Item]:
        """An item line by line; only the first has the label."""
        if item.options:
            lines = tick_lines(item.options, room, self.ruler)
            rows = [Item(options=tuple((label, ticked) for _at, label, ticked in line)) for line in lines]
        else:
            rows = [Item(text=line, hint=item.hint) for line in wrap(item.text, room, self.ruler)]
        return [Item(item.label, rows[0].text, rows[0].options, rows[0].hint), *rows[1:]]

    def _width(self, item: Item) -> float:
        if item.options:
            at, label, _ticked = tick_lines(item.options, float("inf"), self.ruler)[0][-1]
            return at + self.ruler.size + 3 + self.ruler.width(label)
        return self.ruler.width(item.text) or max(self.ruler.width(item.hint), WRITE_ROOM)

    def draw(self, pen: Pen, bottom: float) -> None:
        """Draws the lines, the last one just above ``bottom``."""
        style = self.style
        for n, line in enumerate(self.lines):
            top = bottom + 3 + (len(self.lines) - n) * self.lead
            y = base(top, self.lead, style.body)
            for at, item in line:
                x = style.left + at
                if item.label:
                    x = pen.text(x, y, item.label, style.body, grey=SOFT) + _LABEL_GAP
                if item.options:
                    ticks = tick_lines(item.options, float("inf"), self.ruler)
                    draw_ticks(pen, x, top - style.lead * 0.1, ticks, style)
                elif item.text:
                    pen.text(x, y, item.text, style.body)
                else:
                    pen.text(x, y, item.hint, style.body, grey=SOFT)
                    end = x + max(self.ruler.width(item.hint), WRITE_ROOM - 6)
                    pen.rule(x, y - 2.5, end, y - 2.5, HAIR * 0.8, SOFT)
