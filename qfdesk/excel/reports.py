"""Reports as a workbook: a sheet a page, its tables one under the other, each chart drawn from the cells beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from qfdesk.excel.cells import escaped, height, legal, risky
from qfdesk.excel.files import replacing
from qfdesk.excel.report_charts import CHART_ROWS, CHART_WIDTH, chart_for
from qfdesk.excel.table import BODY, GRID, HEADING, LINE_HEIGHT, SIZE, set_page
from qfdesk.excel.titles import Titles
from qfdesk.language import Message, _, say
from qfdesk.model import report as of
from qfdesk.model.report import Cell, Chart, Leaf, Made, Part, Table, Text
from qfdesk.model.values import House
from qfdesk.rules.clock import local

Progress = Callable[[int, int], None]
_HEAD, _SUM = PatternFill("solid", fgColor="E6EDF3"), PatternFill("solid", fgColor="F3F5F7")
_FORMATS = {of.SHARE: "0.0%", of.CHANGE: "+0;-0;0", of.NUMBER: "0.0", of.MONEY: "#,##0.00", of.COUNT: "0"}
_WIDEST, _TALLEST, _LEAST_COLUMNS = 48.0, 409.0, 8
_DATE = "yyyy-mm-dd"
_LONG = 20.0
"""Characters: a column wider than this, other than the first, is for texts."""
_FEW = 4
"""Columns of a table beside which its chart has room."""
_ROW, _CHARACTER = 15.0, 5.25
_PAGES = {True: (784.0, 512.0), False: (537.0, 758.0)}
"""Points: the usual row, a character's width, and how wide and high the printed page is, lying or standing."""


class SheetOf:
    """Parts of a page of a report as a sheet; ``at`` is the next free row, ``places`` where each table's header is."""

    def __init__(self, sheet: Any, made: Made, leaf: Leaf, parts: Sequence[Part], house: House, lang: str) -> None:
        self.sheet, self.made, self.leaf, self.house, self.lang = sheet, made, leaf, house, lang
        self.parts = parts
        self.at = self.page_begun = 1
        self.widths: list[float] = []
        self.places: dict[str, int] = {}
        for table in (part for part in parts if isinstance(part, Table)):
            for n, column in enumerate(table.columns):
                wide = min(column.width + 2, _WIDEST)
                self.widths[n : n + 1] = [max(wide, self.widths[n]) if n < len(self.widths) else wide]
        self.widths += [10.0] * (_LEAST_COLUMNS - len(self.widths))

    @property
    def across(self) -> int:
        return len(self.widths)

    def write(self, lists: str = "") -> None:
        """Writes the parts in the order of the paper, and at the end the conclusion; ``lists``: the sheet with the
        records by name."""
        self.begin()
        if lists:
            self._line(say(_("Records by name: see the sheet “{sheet}”"), self.lang, sheet=lists), size=SIZE)
        if self.made.report.concluded:
            conclusion = (self.leaf.conclusion,) if self.leaf.conclusion else ()
            self._text(Text(Message(_("Conclusion")), conclusion), least=5)
        if self.made.report.signs:
            labels = [f"{say(label, self.lang)}________________" for label in self.made.report.signs]
            self._line("      ".join(labels), size=SIZE)

    def begin(self) -> None:
        """Writes the head and the parts."""
        set_page(self.sheet, self.house, self.lang)
        if not self.made.report.landscape:
            self.sheet.page_setup.orientation = "portrait"
        for n, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(n)].width = width
        self.sheet.sheet_view.showGridLines = False
        self._title()
        waiting = list(self.parts)
        while waiting:
            part, begun = waiting.pop(0), self.at
            beside = waiting[0] if waiting and _share_a_line(part, waiting[0]) else None
            if isinstance(part, Table):
                self._table(part)
            elif isinstance(part, Chart):
                self._chart(part, "A")
            else:
                self._text(part)
            if isinstance(beside, Chart):
                waiting.pop(0)
                after, self.at = self.at, begun
                self._chart(beside, self._right_of(part))
                self.at = max(after, self.at)
            self._keep_together(begun)

    def _keep_together(self, begun: int) -> None:
        """Begins a new printed page with what was written since a row, where it would be cut in two."""
        wide = sum(self.widths) * _CHARACTER
        page = _PAGES[self.made.report.landscape]
        room = page[1] * max(1.0, wide / page[0])
        high = [self.sheet.row_dimensions[row].height or _ROW for row in range(self.page_begun, self.at)]
        if sum(high) > room and begun > self.page_begun:
            self.sheet.row_breaks.append(Break(id=begun - 1))
            self.page_begun = begun

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

    def _right_of(self, part: Part) -> str:
        """The column beside a table, or beside a chart."""
        if isinstance(part, Table):
            return get_column_letter(len(part.columns) + 1)
        across = 0.0
        for n, width in enumerate(self.widths, 1):
            across += width * _CHARACTER
            if across >= CHART_WIDTH:
                return get_column_letter(n + 1)
        return get_column_letter(self.across + 1)

    def _chart(self, chart: Chart, column: str) -> None:
        rows = len(self.leaf.drawn(chart))
        if rows:
            drawn = chart_for(self.sheet, chart, self.places[chart.table], rows, self.lang)
            self.sheet.add_chart(drawn, f"{column}{self.at}")
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


def _share_a_line(part: Part, chart: Part) -> bool:
    """Whether a chart stands beside the part before it: its own small table, or another chart."""
    if isinstance(part, Table) and isinstance(chart, Chart):
        return chart.table == part.key and len(part.columns) <= _FEW
    return isinstance(part, Chart) and isinstance(chart, Chart)


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
            _write_leaf(book, titles, made, leaf, house, lang)
        if progress:
            progress(len(leaves), len(leaves))
        book.save(stream)
    return out


def _write_leaf(book: Workbook, titles: Titles, made: Made, leaf: Leaf, house: House, lang: str) -> None:
    """A page: its figures on one sheet; lists of records, whose long texts would spread the columns, on another."""
    name = _sheet_title(made, leaf, lang)
    apart = lists_of(leaf)
    sheet, lists = book.create_sheet(titles.give(name)), None
    if apart:
        lists = book.create_sheet(titles.give(name, say(_(" – records"), lang)))
        SheetOf(lists, made, leaf, apart, house, lang).begin()
    kept = [part for part in leaf.parts if not any(part is one for one in apart)]
    SheetOf(sheet, made, leaf, kept, house, lang).write(lists.title if lists else "")


def lists_of(leaf: Leaf) -> list[Table]:
    """The tables with long texts, unless the page begins with one: then it is made for them."""
    tables = list(leaf.tables.values())
    wide = [table for table in tables if any(column.width > _LONG for column in table.columns[1:])]
    return [] if not wide or wide[0] is tables[0] else wide


def _sheet_title(made: Made, leaf: Leaf, lang: str) -> str:
    if leaf.department is None:
        return say(made.report.title, lang)
    return leaf.department.text or say(_("No department named"), lang)
