"""The boxes of a form: what each needs, how it is drawn in the height it gets, and what is left over then.

``least``: what it must have. ``full``: what its text takes. ``weight``: its part of free room, up to ``most``.
"""

from __future__ import annotations

from typing import Protocol

from qfdesk.paper.content import BlockSaid, Item, RowSaid, Signature, SignsSaid
from qfdesk.paper.fonts import bold, regular
from qfdesk.paper.items import SetItem, TickLine, allot, draw_item, draw_ticks, set_item, tick_lines, ticks_width
from qfdesk.paper.pen import HAIR, SOFT, Pen, base
from qfdesk.paper.spill import Spill, TextSpill
from qfdesk.paper.style import Style
from qfdesk.paper.wrap import Ruler, balanced, widest_piece, wrap

CELL_LINES = 4


class Words(Protocol):
    """The few words of a form that the house does not declare, in the paper's language."""

    colon: str
    more: str


class Box(Protocol):
    """A part of a form."""

    least: float
    full: float
    weight: float
    most: float

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None: ...

    def rest(self, height: float) -> list[Spill]: ...


def label_lines(label: str, style: Style) -> list[str]:
    """A label broken for the label column."""
    return balanced(label, style.label_width - 6, Ruler(bold().advance, style.label))


def label_lead(style: Style) -> float:
    """The lead of a label's lines."""
    return style.label * 1.25


class _SetCell:
    """One cell of a row, set into its width."""

    def __init__(self, label: str, item: Item, width: float, style: Style, words: Words) -> None:
        self.label, self.width, self.item = label_lines(label, style), width, item
        self.room = width - style.label_width - 2 * style.pad
        self.ticks = _ticks_that_fit(item, self.room, Ruler(regular().advance, style.body))
        self.text = item.text or ("" if self.ticks else " / ".join(label for label, ticked in item.options if ticked))
        self.size = _fitting(self.text, self.room, style.body)
        ruler = Ruler(regular().advance, self.size)
        self.all = wrap(self.text, self.room, ruler) if self.text else []
        self.cut = len(self.all) > CELL_LINES
        self.lines = [*self.all[: CELL_LINES - 1], *wrap(words.more, self.room, ruler)] if self.cut else self.all
        self.need = max(len(self.lines), len(self.ticks), 1)


def _ticks_that_fit(item: Item, room: float, ruler: Ruler) -> list[TickLine]:
    """The tick boxes of a cell where two lines hold them; else none, and what is ticked is said in words."""
    if not item.options or ticks_width(item.options, ruler) > room * 2:
        return []
    lines = tick_lines(item.options, room, ruler)
    return lines if len(lines) <= 2 else []


def _fitting_line(said: str, room: float, size: float) -> float:
    """A size at which a line stays within its room."""
    return size * min(1.0, room / (regular().width(said, size) + 0.1))


def _squeezed(hint: str, room: float, style: Style) -> str:
    """A hint with less air where there is little room."""
    while "  " in hint and regular().width(hint, style.body) > room:
        hint = hint.replace("  ", " ")
    return hint


def _fitting(text: str, room: float, size: float) -> float:
    """A size at which nothing that belongs together is cut, and a text just too long for a line still stands on one."""
    ruler = Ruler(regular().advance, size)
    whole, widest = ruler.width(text), widest_piece(text[:500], ruler)
    wanted = whole if room < whole <= room * 1.12 else widest
    return size * min(1.0, max(0.7, room / (wanted + 0.1)))


class RowBox:
    """A row of label-and-value cells."""

    def __init__(self, said: RowSaid, style: Style, words: Words) -> None:
        self.style = style
        spans = sum(span for _label, _item, span in said.cells)
        self.cells = [
            _SetCell(label, item, style.inner * span / spans, style, words) for label, item, span in said.cells
        ]
        lead = max(
            max(cell.need * style.lead for cell in self.cells),
            max(len(c.label) for c in self.cells) * label_lead(style),
        )
        self.least = self.full = max(style.row, lead + style.pad)
        self.weight, self.most = 0.25, self.least * 1.3

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        style = self.style
        for n, cell in enumerate(self.cells):
            pen.label(x, top, style.label_width, height, cell.label, style.label, label_lead(style))
            if n:
                pen.rule(x, top, x, top - height)
            left = x + style.label_width
            pen.rule(left, top, left, top - height)
            self._content(pen, left + style.pad, top - (height - cell.need * style.lead) / 2, cell)
            x += cell.width

    def _content(self, pen: Pen, x: float, top: float, cell: _SetCell) -> None:
        style = self.style
        if cell.lines:
            pen.lines(x, top, cell.lines, cell.size, style.lead)
            return
        draw_ticks(pen, x, top, cell.ticks, style)
        at, last = x, max(len(cell.ticks) - 1, 0)
        if cell.ticks:
            offset, label, _ticked = cell.ticks[-1][-1]
            at += offset + style.body * 1.6 + 3 + regular().width(label, style.body)
        y = base(top - last * style.lead, style.lead, style.body)
        pen.text(at, y, _squeezed(cell.item.hint, x + cell.room - at, style), style.body, grey=SOFT)
        pen.right(x + cell.room, y, cell.item.unit, style.body, grey=SOFT)

    def rest(self, height: float) -> list[Spill]:
        """The whole text of a cell that is cut, set again in the width of a block."""
        ruler = Ruler(regular().advance, self.style.body)
        room = self.style.inner - self.style.label_width - 2 * self.style.pad
        return [TextSpill(cell.label, wrap(cell.text, room, ruler)) for cell in self.cells if cell.cut]


class BlockBox:
    """A tall box: texts and tick boxes under each other, places to sign at its foot."""

    def __init__(self, said: BlockSaid, style: Style, words: Words) -> None:
        self.style, self.said, self.words = style, said, words
        self.label = label_lines(said.label, style)
        room = style.inner - style.label_width - 2 * style.pad
        self.items = [set_item(item, room, style, words.colon) for item in said.items]
        self.foot = style.sign if said.signs else 2.0
        self.need = sum(item.need for item in self.items)
        short = sum(min(item.need, 2) if item.elastic else item.need for item in self.items)
        self.least = self._height(max(short, min(said.lines, 2)))
        self.full = max(self._height(self.need), self.least)
        self.weight, self.most = float(max(said.lines, 1)), float("inf")

    def _height(self, lines: int) -> float:
        words = lines * self.style.lead + self.style.pad + self.foot
        return max(words, len(self.label) * label_lead(self.style) + self.style.pad)

    def _lines(self, height: float) -> int:
        return int((height - self.foot - self.style.pad + 0.01) / self.style.lead)

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        style = self.style
        pen.label(x, top, style.label_width, height, self.label, style.label, label_lead(style))
        left = x + style.label_width
        pen.rule(left, top, left, top - height)
        got = allot(self.items, self._lines(height))
        spare = max(0.0, height - self.foot - style.pad - sum(got) * style.lead)
        empty = [item for item in self.items if item.item.tall and item.item.empty]
        at = top - style.pad * 0.6
        for item, lines in zip(self.items, got, strict=True):
            self._item(pen, left + style.pad, at, item, lines)
            at -= lines * style.lead + (spare / len(empty) if item.item.tall and item.item.empty else 0)
        draw_signs(pen, self.said.signs, left + style.pad, x + style.inner - style.pad, top - height + 5, style)

    def _item(self, pen: Pen, x: float, top: float, item: SetItem, lines: int) -> None:
        cut = item.elastic and lines < item.need
        draw_item(pen, x, top, item, self.style, max(lines - 1, 1) if cut else lines)
        if cut:
            y = base(top - (lines - 1) * self.style.lead, self.style.lead, self.style.body)
            end = x + self.style.inner - self.style.label_width - 2 * self.style.pad
            pen.right(end, y, self.words.more, self.style.body * 0.9, grey=SOFT)

    def rest(self, height: float) -> list[Spill]:
        """The lines of every text that do not stand on the form."""
        spills: list[Spill] = []
        for item, lines in zip(self.items, allot(self.items, self._lines(height)), strict=True):
            if item.elastic and lines < item.need:
                head = [item.prefix] if item.prefix else []
                spills.append(TextSpill(self.label, [*head, *item.text[max(lines - 1, 1) :]]))
        return spills


class SignsBox:
    """A row of places to sign: name above, date below."""

    def __init__(self, said: SignsSaid, style: Style, words: Words) -> None:
        self.said, self.style = said, style
        self.least = self.full = style.lead * 2 + style.sign
        self.weight, self.most = 1.0, self.least * 1.5

    def draw(self, pen: Pen, x: float, top: float, height: float) -> None:
        style = self.style
        width = style.inner / len(self.said.signs)
        for n, sign in enumerate(self.said.signs):
            if n:
                pen.rule(x, top, x, top - height)
            pen.text(x + style.pad, base(top - 3, style.lead, style.label), sign.label, style.label, cut=bold())
            size = _fitting_line(sign.name, width - 2 * style.pad, style.body)
            pen.centred(x + width / 2, top - height / 2 - 4, sign.name, size)
            date = sign.date or sign.hint.strip()
            pen.right(x + width - style.pad, top - height + 6, date, style.label, grey=0 if sign.date else SOFT)
            x += width

    def rest(self, height: float) -> list[Spill]:
        return []


def draw_signs(pen: Pen, signs: tuple[Signature, ...], left: float, right: float, y: float, style: Style) -> None:
    """Places to sign on one line, at the right: label, name or a rule for it, date."""
    slot = (right - left) / max(len(signs), 1)
    for sign in reversed(signs):
        date = sign.date or sign.hint
        at = pen.right(right, y, date, style.label, grey=0 if sign.date else SOFT)
        room = Ruler(regular().advance, style.label)
        label = room.width(sign.label) + 5
        line = max(92.0, room.width(sign.name) + 10)
        start = max(left, right - slot, at - 10 - line - label)
        end = pen.text(start, y, sign.label, style.label, grey=SOFT) + 5
        pen.text(end + 4, y, sign.name, _fitting_line(sign.name, at - end - 16, style.label))
        pen.rule(end, y - 2.5, at - 10, y - 2.5, HAIR * 0.8, SOFT)
        right -= slot
