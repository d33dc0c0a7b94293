"""Reports as a workbook: a sheet a page, its tables one under the other, each chart drawn from the cells beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from qfdesk.excel.cells import escaped, height, legal, risky
from qfdesk.excel.files import replacing
from qfdesk.excel.report_charts import CHART_ROWS, chart_for
from qfdesk.excel.table import BODY, GRID, HEADING, LINE_HEIGHT, SIZE, set_page
from qfdesk.excel.titles import Titles
from qfdesk.language import Message, _, say
from qfdesk.model import report as of
from qfdesk.model.report import Cell, Chart, Leaf, Made, Table, Text
from qfdesk.model.values import House
from qfdesk.rules.clock import local

Progress = Callable[[int, int], None]
_HEAD, _SUM = PatternFill("solid", fgColor="E6EDF3"), PatternFill("solid", fgColor="F3F5F7")
_FORMATS = {of.SHARE: "0.0%", of.CHANGE: "+0;-0;0", of.NUMBER: "0.0", of.MONEY: "#,##0.00", of.COUNT: "0"}
_WIDEST, _TALLEST, _LEAST_COLUMNS = 48.0, 409.0, 8
_DATE = "yyyy-mm-dd"
_ROW, _CHARACTER = 15.0, 5.6
_PAGES = {True: (770.0, 500.0), False: (530.0, 745.0)}
"""Points: the usual row, a character's width, and how wide and high the printed page is, lying or standing."""


class SheetOf:
    """One page of a report as a sheet; ``at`` is the next free row, ``charts`` says where each table's cells stand."""

    def __init__(self, sheet: Any, made: Made, leaf: Leaf, house: House, lang: str) -> None:
        self.sheet, self.made, self.leaf, self.house, self.lang = sheet, made, leaf, house, lang
        self.at = self.page_begun = 1
        self.widths: list[float] = []
        self.places: dict[str, int] = {}
        for table in leaf.tables.values():
            for n, column in enumerate(table.columns):
                wide = min(column.width + 2, _WIDEST)
                self.widths[n : n + 1] = [max(wide, self.widths[n]) if n < len(self.widths) else wide]
        self.widths += [10.0] * (_LEAST_COLUMNS - len(self.widths))

    @property
    def across(self) -> int:
        return len(self.widths)

    def write(self) -> None:
        """Writes everything in the order of the paper."""
        set_page(self.sheet, self.house, self.lang)
        if not self.made.report.landscape:
            self.sheet.page_setup.orientation = "portrait"
        for n, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(n)].width = width
        self.sheet.sheet_view.showGridLines = False
        self._title()
        for part in self.leaf.parts:
            if isinstance(part, Table):
                self._table(part)
            elif isinstance(part, Chart):
                self._chart(part)
            else:
                self._text(part)
        self._text(Text(Message(_("Conclusion")), (self.leaf.conclusion,) if self.leaf.conclusion else ()), least=5)
        if self.made.report.signs:
            labels = [f"{say(label, self.lang)}________________" for label in self.made.report.signs]
            self._line("      ".join(labels), size=SIZE)

    def _keep_together(self, points: float) -> None:
        """Begins a new printed page where a table or chart would be cut in two."""
        wide = sum(self.widths) * _CHARACTER
        page = _PAGES[self.made.report.landscape]
        room = page[1] * max(1.0, wide / page[0])
        used = sum(self.sheet.row_dimensions[row].height or _ROW for row in range(self.page_begun, self.at))
        if used + points > room and self.at > self.page_begun:
            self.sheet.row_breaks.append(Break(id=self.at - 1))
            self.page_begun = self.at

    def _title(self) -> None:
        self.sheet.row_dimensions[1].height = 30
        self._line(say(self.made.report.title, self.lang), size=16, strong=True, across="center")
        said = [self.house.company, say(_("Period: {period}"), self.lang, period=self.made.period.key)]
        if self.leaf.department is not None:
            name = self.leaf.department.text or say(_("No department named"), self.lang)
            said.append(say(_("Department: {name}"), self.lang, name=name))
        state = _("State of {moment}") if self.made.over else _("State of {moment}; the period is not over")
        said.append(say(state, self.lang, moment=self.made.state))
        if self.made.report.form_number:
            said.append(say(_("Form {number}"), self.lang, number=self.made.report.form_number))
        self._line("    ".join(one for one in said if one), size=SIZE)
        self.at += 1

    # pieces

    def _put(self, row: int, column: int, value: Any, *, strong: bool = False, size: float = SIZE) -> Any:
        cell = self.sheet.cell(row, column)
        if isinstance(value, str):
            said = legal(value)
            cell.value = escaped(said)
            cell.data_type = "s"
            cell.quotePrefix = risky(said or " ")
        else:
            cell.value = value
        cell.font = Font(name=HEADING if strong else BODY, size=size, bold=strong)
        return cell

    def _line(self, said: str, *, size: float, strong: bool = False, across: str = "left") -> None:
        """A line over the whole width."""
        cell = self._put(self.at, 1, said, strong=strong, size=size)
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        self.sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=self.across)
        lines = height(said, sum(self.widths) * (SIZE / size))
        if lines > 1:
            self.sheet.row_dimensions[self.at].height = min(lines * LINE_HEIGHT * size / SIZE + 5, _TALLEST)
        self.at += 1

    def _table(self, table: Table) -> None:
        self._keep_together(min((len(table.rows) + 4) * 22.0, 380.0))
        self._line(table.title.say(self.lang), size=12, strong=True)
        self.places[table.key] = self.at
        labels = [column.label.say(self.lang) for column in table.columns]
        self._row(labels, table, strong=True, fill=_HEAD)
        for row in table.rows:
            self._row(row, table)
        if not table.rows:
            self._line(say(_("Nothing in this period"), self.lang), size=SIZE)
        if table.total:
            self._row(table.total, table, strong=True, fill=_SUM)
        if table.note is not None:
            self._line(table.note.say(self.lang), size=9)
        self.at += 1

    def _row(self, cells: Any, table: Table, *, strong: bool = False, fill: Any = None) -> None:
        tallest = 1
        for n, (value, column) in enumerate(zip(cells, table.columns, strict=True), 1):
            known = sheet_value(value, self.lang)
            cell = self._put(self.at, n, known, strong=strong)
            figure = column.kind in _FORMATS
            head = fill is _HEAD
            cell.alignment = Alignment(
                horizontal="center" if head else "right" if figure else "left", vertical="center", wrap_text=True
            )
            cell.border = GRID
            if fill is not None:
                cell.fill = fill
            if not isinstance(known, str):
                cell.number_format = _DATE if isinstance(known, dt.date) else _FORMATS.get(column.kind, "General")
            tallest = max(tallest, height(known, self.widths[n - 1]) if isinstance(known, str) else 1)
        self.sheet.row_dimensions[self.at].height = min(tallest * LINE_HEIGHT + 4.5, _TALLEST)
        self.at += 1

    def _chart(self, chart: Chart) -> None:
        rows = len(self.leaf.drawn(chart))
        if rows:
            self._keep_together(CHART_ROWS * _ROW)
            drawn = chart_for(self.sheet, chart, self.places[chart.table], rows, self.lang)
            self.sheet.add_chart(drawn, f"A{self.at}")
            self.at += CHART_ROWS + 1

    def _text(self, text: Text, least: int = 1) -> None:
        self._line(text.title.say(self.lang), size=12, strong=True)
        said = "\n".join(one.say(self.lang) if isinstance(one, Message) else one for one in text.lines)
        for n, piece in enumerate(_pieces(said)):
            self._line(piece, size=SIZE)
            row = self.sheet.row_dimensions[self.at - 1]
            lines = max(height(piece, sum(self.widths)), least if n == 0 else 1)
            row.height = min(lines * LINE_HEIGHT + 5, _TALLEST)
            self.sheet.cell(self.at - 1, 1).alignment = Alignment(vertical="top", wrap_text=True)
        self.at += 1


def _pieces(said: str, most: int = 1000) -> list[str]:
    """A text in parts that one cell shows whole."""
    return [said[start : start + most] for start in range(0, len(said), most)] or [""]


def sheet_value(cell: Cell, lang: str) -> Any:
    """A cell's value as a spreadsheet knows it: figures and days as such, words in the language of the paper."""
    if isinstance(cell, Message):
        return cell.say(lang)
    return float(cell) if isinstance(cell, Decimal) else cell


def export_report(
    made: Made, house: House, out: Path, lang: str, progress: Progress | None = None
) -> Path:
    """Writes a report as a workbook to ``out``; whatever is raised, ``out`` stays as it was.

    ``progress(done, total)`` counts pages and may raise Cancelled. Raises SurroundingsError.
    """
    with replacing(out) as stream:
        book = Workbook()
        book.remove(book.active)
        book.properties.creator = house.printed_by or house.app
        book.properties.title = say(made.report.title, lang)
        book.properties.created = local(house.printed_at).replace(tzinfo=None, microsecond=0)
        titles = Titles()
        leaves = made.leaves or (Leaf(()),)
        for n, leaf in enumerate(leaves):
            if progress:
                progress(n, len(leaves))
            SheetOf(book.create_sheet(titles.give(_sheet_title(made, leaf, lang))), made, leaf, house, lang).write()
        if progress:
            progress(len(leaves), len(leaves))
        book.save(stream)
    return out


def _sheet_title(made: Made, leaf: Leaf, lang: str) -> str:
    if leaf.department is None:
        return say(made.report.title, lang)
    return leaf.department.text or say(_("No department named"), lang)
