"""Reports on paper: title and period, tables with their charts, the conclusion, places to sign."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from qfdesk.language import Message, _, say
from qfdesk.model import report as of
from qfdesk.model.report import Cell, Chart, Column, Leaf, Made, Part
from qfdesk.model.show import show_date, show_moment
from qfdesk.model.values import House
from qfdesk.paper.charts import Picture, Series
from qfdesk.paper.files import write_whole
from qfdesk.paper.fonts import bold, printable, regular
from qfdesk.paper.forms import Report, describe, log_missing
from qfdesk.paper.frame import FORM, PAGE, PRINTED, fitted, fitting
from qfdesk.paper.pen import SOFT, Pen
from qfdesk.paper.report_blocks import (
    SMALL,
    Block,
    ChartBlock,
    Closing,
    Nothing,
    Pair,
    SignBlock,
    TableBlock,
    TextBlock,
)
from qfdesk.paper.style import style_of
from qfdesk.paper.tables import make_table
from qfdesk.paper.wrap import Ruler, wrap

PERIOD = _("Period: {period}")
DEPARTMENT = _("Department: {name}")
STATE = _("State of {moment}")
STATE_NOW = _("State of {moment}; the period is not over")
CONCLUSION = _("Conclusion")
NOTHING = _("Nothing in this period")
NO_DEPARTMENT = _("No department named")
YEAR_MONTH_DAY = _("(date)")
NARROW = 62.0
"""Characters: a table as wide as this or less shares the line with another, or with its chart."""
_GUTTER = 18.0
_FIGURES = (of.COUNT, of.CHANGE, of.SHARE, of.NUMBER, of.MONEY)


def cell_text(cell: Cell, kind: str, lang: str) -> str:
    """A cell as it is read: shares in per cent with one decimal, a change with its sign, nothing as a dash."""
    if cell is None:
        return "–" if kind in _FIGURES else ""
    if isinstance(cell, Message):
        return cell.say(lang)
    if isinstance(cell, dt.date):
        return show_date(cell, lang)
    if isinstance(cell, int | float | Decimal):
        return _figure(cell, kind)
    return cell


def _belong(table: Part, chart: Part) -> bool:
    """Whether a chart is drawn from the table before it."""
    return isinstance(table, of.Table) and isinstance(chart, Chart) and chart.table == table.key


def _figure(value: float | Decimal, kind: str) -> str:
    if kind == of.SHARE:
        return f"{value * 100:.1f}%"
    if kind == of.CHANGE:
        return f"{value:+d}" if value else "0"
    if kind == of.MONEY:
        return f"{value:,.2f}"
    return f"{value:.1f}" if kind == of.NUMBER else f"{value:g}" if isinstance(value, float) else f"{value}"


class SetReport:
    """A report set into pages: (leaf, [(block, top)]) for each."""

    def __init__(self, made: Made, house: House, lang: str, missing: Report) -> None:
        self.made, self.house, self.lang, self.missing = made, house, lang, missing
        self.style = style_of("A4", made.report.landscape)
        self.pages: list[tuple[Leaf, list[tuple[Block, float]]]] = []
        for leaf in made.leaves or (Leaf(()),):
            self._set(leaf)

    @property
    def top(self) -> float:
        style = self.style
        return style.height - style.top - style.company * 1.5 - style.title * 2 - style.lead - 4

    @property
    def bottom(self) -> float:
        return self.style.bottom + SMALL * 2

    def said(self, text: Message | str) -> str:
        """Words in the language of the paper, with what no font can draw shown as such."""
        return printable(text.say(self.lang) if isinstance(text, Message) else text, self.missing)

    # setting

    def _set(self, leaf: Leaf) -> None:
        waiting = self._blocks(leaf)
        page: list[tuple[Block, float]] = []
        at = self.top
        while waiting:
            block = waiting.pop(0)
            if at - block.height >= self.bottom - 1:
                page.append((block, at))
                at -= block.height
                continue
            parts = block.cut(at - self.bottom) if at - self.bottom > 90 or not page else None
            if parts:
                page.append((parts[0], at))
                if isinstance(parts[1], Nothing):
                    break
                waiting.insert(0, parts[1])
            elif page:
                waiting.insert(0, block)
            else:
                page.append((block, at))
            self.pages.append((leaf, page))
            page, at = [], self.top
        self.pages.append((leaf, page))

    def _blocks(self, leaf: Leaf) -> list[Block]:
        """The parts in order; two narrow ones share a line, a table first of all with its own chart."""
        parts, found = leaf.parts, list[Block]()
        place = 0
        while place < len(parts):
            if self._go_together(parts[place : place + 3]):
                found.append(self._pair(leaf, parts[place], parts[place + 1]))
                place += 1
            else:
                found.append(self._block(leaf, parts[place], self.style.inner))
            place += 1
        return [*found, *self._end(leaf)]

    def _go_together(self, parts: tuple[Part, ...]) -> bool:
        """Whether the first two of these parts share a line."""
        if len(parts) < 2 or not (self._is_narrow(parts[0]) and self._is_narrow(parts[1])):
            return False
        return _belong(parts[0], parts[1]) or len(parts) < 3 or not _belong(parts[1], parts[2])

    @staticmethod
    def _is_narrow(part: Part) -> bool:
        return isinstance(part, Chart) or (
            isinstance(part, of.Table) and sum(column.width for column in part.columns) <= NARROW
        )

    def _pair(self, leaf: Leaf, left: Part, right: Part) -> Pair:
        half = (self.style.inner - _GUTTER) / 2
        return Pair(self._block(leaf, left, half), self._block(leaf, right, half), half + _GUTTER)

    def _block(self, leaf: Leaf, part: Part, width: float) -> Block:
        if isinstance(part, of.Table):
            return self._table(part, width)
        if isinstance(part, Chart):
            return ChartBlock(self._picture(leaf, part), width)
        return self._text(part.title, part.lines, width, 1)

    def _text(self, title: Message, lines: tuple[Message | str, ...], width: float, least: int) -> TextBlock:
        size, lead = self.style.body, self.style.lead
        ruler = Ruler(regular().advance, size)
        found = [line for one in lines for line in wrap(self.said(one), width - 14, ruler)]
        return TextBlock(self.said(title), tuple(found), width, size, lead, least)

    def _end(self, leaf: Leaf) -> list[Block]:
        """The conclusion and the places to sign, of a report that is concluded."""
        if not self.made.report.concluded:
            return []
        written: tuple[Message | str, ...] = (leaf.conclusion,) if leaf.conclusion else ()
        text = self._text(Message(CONCLUSION), written, self.style.inner, 5)
        labels = tuple(say(label, self.lang) for label in self.made.report.signs)
        signs = SignBlock(labels, say(YEAR_MONTH_DAY, self.lang), self.style.inner) if labels else None
        return [Closing(text, signs)]

    def _table(self, table: of.Table, width: float) -> TableBlock:
        rows = [self._row(row, table.columns) for row in table.rows]
        total = self._row(table.total, table.columns) if table.total else None
        head = tuple(
            (self.said(column.label), column.width, "number" if column.kind in _FIGURES else column.kind)
            for column in table.columns
        )
        set_table = make_table(head, [*rows, *([total] if total else [])], width, 8.2, 15, 2.5)
        ruler = Ruler(regular().advance, SMALL)
        note = wrap(self.said(table.note), width, ruler) if table.note else []
        lines = [set_table.set_row(row) for row in rows]
        summed = set_table.set_row(total) if total else None
        return TableBlock(self.said(table.title), set_table, lines, summed, tuple(note), say(NOTHING, self.lang))

    def _row(self, row: tuple[Cell, ...], columns: tuple[Column, ...]) -> tuple[str, ...]:
        return tuple(
            printable(cell_text(cell, column.kind, self.lang), self.missing)
            for cell, column in zip(row, columns, strict=True)
        )

    def _picture(self, leaf: Leaf, chart: Chart) -> Picture:
        table, rows = leaf.tables[chart.table], leaf.drawn(chart)
        labels = tuple(self.said(cell_text(row[chart.label], of.TEXT, self.lang)) for row in rows)
        series = tuple(
            Series(
                self.said(table.columns[place].label),
                tuple(None if row[place] is None else float(row[place]) for row in rows),  # type: ignore[arg-type]
                table.columns[place].kind == of.SHARE,
            )
            for place in chart.values
        )
        return Picture(chart.kind, self.said(chart.title), labels, series)

    # drawing

    def draw(self, pen: Pen) -> None:
        """Draws all pages."""
        for n, (leaf, blocks) in enumerate(self.pages, 1):
            self._draw_head(pen, leaf, n)
            for block, top in blocks:
                block.draw(pen, self.style.left, top)
            pen.text(self.style.left, self.style.bottom - 4, self._printed(), SMALL, grey=SOFT)
            pen.canvas.showPage()

    def _draw_head(self, pen: Pen, leaf: Leaf, page: int) -> None:
        style, lang, report = self.style, self.lang, self.made.report
        left, right = style.left, style.width - style.right
        y = style.height - style.top - style.company
        numbering = say(PAGE, lang, page=page, pages=len(self.pages))
        if report.form_number:
            numbering = f"{say(FORM, lang, number=report.form_number)}   {numbering}"
        end = pen.right(right, y, numbering, style.small + 0.5, grey=SOFT)
        fitted(pen, left, y, printable(self.house.company, self.missing), style.company, end - left - 12)
        title, spacing = say(report.title, lang), 1.2 if lang == "zh_CN" else 0.2
        size = fitting(title, style.title, style.inner, spacing)
        middle = left + style.inner / 2
        pen.centred(middle, y - style.company - style.title, title, size, cut=bold(), spacing=spacing)
        line = self.top + 6
        pen.text(left, line, self._particulars(leaf), style.small + 1.5)
        pen.right(right, line, self._state(), style.small + 1, grey=SOFT)

    def _particulars(self, leaf: Leaf) -> str:
        said = [say(PERIOD, self.lang, period=self.made.period.key)]
        if leaf.department is not None:
            name = printable(leaf.department.text, self.missing) or say(NO_DEPARTMENT, self.lang)
            said.append(say(DEPARTMENT, self.lang, name=name))
        return "    ".join(said)

    def _state(self) -> str:
        said = STATE if self.made.over else STATE_NOW
        return say(said, self.lang, moment=self.made.state)

    def _printed(self) -> str:
        house = self.house
        when = show_moment(house.printed_at, self.lang)
        line = say(PRINTED, self.lang, app=house.app, who=house.printed_by, when=when)
        anchor = f"   {house.anchor.say(self.lang)}" if house.anchor else ""
        return printable(line + anchor, self.missing)


def print_report(made: Made, house: House, out: Path, lang: str, *, missing: Report = log_missing) -> Path:
    """Prints a report into a PDF at ``out``. Raises SurroundingsError when the file cannot be written."""
    buffer = BytesIO()
    found = SetReport(made, house, lang, missing)
    canvas = Canvas(buffer, pagesize=(found.style.width, found.style.height))
    found.draw(Pen(canvas))
    describe(canvas, f"{say(made.report.title, lang)} {made.period.key}", house)
    canvas.save()
    return write_whole(out, buffer.getvalue())
