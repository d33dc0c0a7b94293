"""A table on a sheet that is written row by row: looks, header, filter, frozen panes and the printed page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from qfdesk.excel.cells import CellValue, escaped, height, risky
from qfdesk.excel.columns import Column
from qfdesk.language import _, say
from qfdesk.model.values import House

BODY, HEADING, SIZE = "SimSun", "SimHei", 10.5
_LINE = Side(style="thin", color="8C959F")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADE = PatternFill("solid", fgColor="E6EDF3")
_CENTRED = ("count", "date", "moment", "choice", "flag", "code")
_RIGHT = ("number", "quantity", "money")
_A4 = 9
LINE_HEIGHT, _AROUND, _TALLEST = 13.5, 4.5, 409.0
"""Points: a line of text in the widest of the usual fonts, the room around a cell's text, the tallest row there is."""


class Pen:
    """Makes the cells of one column; a cell is good until the next one, since rows are written at once."""

    def __init__(self, sheet: Any, column: Column, grid: bool) -> None:
        self._real = self._styled(sheet, column, grid)
        self._real.number_format = column.number_format
        self._text = self._styled(sheet, column, grid)
        self._text.number_format = "@" if column.kind == "code" else "General"
        self._quoted = self._styled(sheet, column, grid)
        self._quoted.number_format = self._text.number_format
        self._quoted.quotePrefix = True
        self._empty = self._styled(sheet, column, grid) if grid else None

    def cell(self, value: CellValue) -> WriteOnlyCell | None:
        """The value as a cell. Text is never a formula, whatever it begins with."""
        if value is None or value == "":
            return self._empty
        if not isinstance(value, str):
            self._real.value = value
            return self._real
        cell = self._quoted if risky(value) else self._text
        cell.value = escaped(value)
        cell.data_type = "s"
        return cell

    @staticmethod
    def _styled(sheet: Any, column: Column, grid: bool) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet)
        cell.font = Font(name=BODY, size=SIZE)
        across = "right" if column.kind in _RIGHT else "center" if grid and column.kind in _CENTRED else "left"
        high, indent = "center" if grid else "top", int(across == "right")
        cell.alignment = Alignment(horizontal=across, vertical=high, wrap_text=True, indent=indent)
        if grid:
            cell.border = GRID
        return cell


class Table:
    """Header and rows; ``above``: how many rows stand over the header. ``grid``: lined, as a ledger is."""

    def __init__(self, sheet: Any, columns: Sequence[Column], above: int = 0, held: int = 1, grid: bool = True) -> None:
        self.sheet, self.columns, self._above = sheet, columns, above
        self._rows, self._grid = 0, grid
        self._pens = [Pen(sheet, column, grid) for column in columns]
        for letter, column in zip(letters(len(columns)), columns, strict=True):
            sheet.column_dimensions[letter].width = column.width + 0.7
        sheet.freeze_panes = f"{get_column_letter(held + 1)}{above + 2}"
        sheet.print_title_rows = f"1:{above + 1}"

    def head(self) -> None:
        """Writes the header row."""
        labels = [column.label for column in self.columns]
        self._tall(self._above + 1, labels)
        style = {"heading": True, "border": GRID, "fill": _SHADE}
        self.sheet.append([plain_cell(self.sheet, label, **style) for label in labels])

    def add(self, values: Sequence[CellValue]) -> None:
        """Writes one row."""
        self._rows += 1
        place = self._above + 1 + self._rows
        if self._grid:
            self._tall(place, values)
        self.sheet.append([pen.cell(value) for pen, value in zip(self._pens, values, strict=True)])
        # The row is on the disk already; a hundred thousand heights would be kept for nothing.
        self.sheet.row_dimensions.pop(place, None)

    def _tall(self, place: int, values: Sequence[CellValue]) -> None:
        """Makes the row as tall as its texts: not every program does so by itself, and none does it alike."""
        widths = [column.width for column in self.columns]
        lines = max(height(v, w) if isinstance(v, str) else 1 for v, w in zip(values, widths, strict=True))
        self.sheet.row_dimensions[place].height = min(lines * LINE_HEIGHT + _AROUND, _TALLEST)

    def end(self) -> None:
        """Sets the filter over all that was written."""
        last = get_column_letter(len(self.columns))
        self.sheet.auto_filter.ref = f"A{self._above + 1}:{last}{self._above + 1 + self._rows}"


def plain_cell(
    sheet: Any, text: str, *, heading: bool = False, size: float = SIZE, across: str = "center", **style: Any
) -> WriteOnlyCell:
    """A text cell outside the rows of a table."""
    cell = WriteOnlyCell(sheet, escaped(text))
    cell.data_type = "s"
    cell.font = Font(name=HEADING if heading else BODY, size=size, bold=heading)
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    cell.quotePrefix = risky(text or " ")
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def letters(count: int) -> list[str]:
    """The names of the first columns: A, B, …"""
    return [get_column_letter(n) for n in range(1, count + 1)]


def set_page(sheet: Any, house: House, lang: str, *, one_page_wide: bool = True) -> None:
    """A4 landscape with company, page x of y and the day of printing at the foot."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    if one_page_wide:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
    sheet.print_options.horizontalCentered = one_page_wide
    foot = sheet.oddFooter
    foot.left.text = house.company[:60].replace("&", "&&")
    foot.center.text = say(_("Page {page} of {pages}"), lang, page="&P", pages="&N")
    foot.right.text = say(_("Printed on {day}"), lang, day="&D")
    for part in (foot.left, foot.center, foot.right):
        part.size = 8
