"""Printing ledgers (登记簿, 台账): a list on A4 landscape, as many pages as it takes, nothing cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from qfdesk.language import _, say, say_count
from qfdesk.model.declare import LedgerColumn
from qfdesk.model.entry import Entry
from qfdesk.model.show import field_at, show, show_date, show_moment
from qfdesk.model.values import House, LedgerSheet, Values
from qfdesk.paper.files import write_whole
from qfdesk.paper.fonts import bold, printable
from qfdesk.paper.forms import Progress, Report, describe, log_missing
from qfdesk.paper.frame import FORM, PAGE, PRINTED, PRINTED_BY_NOBODY, fitted, fitting
from qfdesk.paper.pen import SOFT, Pen
from qfdesk.paper.style import Style, style_of
from qfdesk.paper.tables import Rows, Table, make_table
from qfdesk.rules.clock import local

COUNT = _("No.")
BETWEEN = _("From {since} to {until}")
SINCE = _("From {since}")
UNTIL = _("Up to {until}")
ALL = _("All dates")
KEPT_BY = _("Kept by {names}")
DATE_CHARS = 11
_ROWS_A_STEP = 500


class SetLedger:
    """A ledger set into pages of rows."""

    def __init__(
        self,
        sheet: LedgerSheet,
        house: House,
        lang: str,
        entry: type[Entry],
        missing: Report,
        progress: Progress | None,
    ) -> None:
        self.sheet, self.house, self.lang, self.entry, self.missing = sheet, house, lang, entry, missing
        self.style = style_of("A4", landscape=True)
        self.fields = [field_at(entry, column.path) for column in sheet.ledger.columns]
        texts = []
        for n, row in enumerate(sheet.rows):
            if progress and n % _ROWS_A_STEP == 0:
                progress(n, len(sheet.rows))
            texts.append((str(n + 1), *self._row(row)))
        self.table = self._table(texts)
        rows = [self.table.set_row(row) for row in texts] or self._blank_rows()
        self.pages: list[Rows] = []
        while rows:
            page, rows = self.table.take(rows, self.room)
            self.pages.append(page)

    @property
    def top(self) -> float:
        return self.style.height - self.style.top - self.style.company * 1.5 - self.style.title * 2 - self.style.lead

    @property
    def room(self) -> float:
        return self.top - self.style.bottom - self.style.small * 2 - self.table.head_height

    def _row(self, row: Values) -> list[str]:
        columns = zip(self.sheet.ledger.columns, self.fields, strict=True)
        return [printable(self._text(column, field, row.get(column.path)), self.missing) for column, field in columns]

    def _text(self, column: LedgerColumn, field: Any, value: object) -> str:
        """Dates as 2026-11-20, for there is little room; a narrow column leaves the time of day off."""
        if isinstance(value, dt.datetime) and column.width <= DATE_CHARS:
            return show_date(local(value).date(), self.lang)
        return show(field, value, self.lang).strip()

    def _table(self, texts: list[tuple[str, ...]]) -> Table:
        ledger, style = self.sheet.ledger, self.style
        columns = [(say(COUNT, self.lang), 5.0, "count")]
        for column, field in zip(ledger.columns, self.fields, strict=True):
            columns.append((say(column.label or field.label, self.lang), column.width or 12.0, field.kind))
        total = sum(width for _label, width, _kind in columns)
        size = min(8.5, max(6.8, style.inner / total * 1.9))
        return make_table(tuple(columns), texts, style.inner, size, style.row * 0.75, 2.5)

    def _blank_rows(self) -> Rows:
        """A blank ledger is a page of empty rows, high enough to write in."""
        empty: list[list[str]] = [[""] * max(1, int(self.style.row / self.table.lead)) for _width in self.table.widths]
        return [empty] * int((self.room - 1) // self.table.height(empty))

    def period(self) -> str:
        """The days the ledger covers."""
        since, until = self.sheet.period
        days = {
            "since": show_date(since, self.lang, paper=True) if since else "",
            "until": show_date(until, self.lang, paper=True) if until else "",
        }
        if not since and not until:
            return say(ALL, self.lang) if self.sheet.rows else ""
        return say(BETWEEN if since and until else SINCE if since else UNTIL, self.lang, **days)

    def particulars(self) -> str:
        """The days the ledger covers, and who is named to keep it (D12.1)."""
        keeper = self.sheet.keeper
        kept = printable(say(KEPT_BY, self.lang, names=keeper.say(self.lang)), self.missing) if keeper else ""
        return "    ".join(part for part in (self.period(), kept) if part)

    def draw(self, pen: Pen) -> None:
        """Draws all pages."""
        for n, rows in enumerate(self.pages, 1):
            self._draw_head(pen, n)
            self._draw_rows(pen, rows)
            pen.canvas.showPage()

    def _draw_head(self, pen: Pen, page: int) -> None:
        style, ledger, lang = self.style, self.sheet.ledger, self.lang
        left, right = style.left, style.width - style.right
        y = style.height - style.top - style.company
        numbering = say(PAGE, lang, page=page, pages=len(self.pages))
        if ledger.form_number:
            numbering = f"{say(FORM, lang, number=ledger.form_number)}   {numbering}"
        end = pen.right(right, y, numbering, style.small + 0.5, grey=SOFT)
        fitted(pen, left, y, printable(self.house.company, self.missing), style.company, end - left - 12)
        title, spacing = say(ledger.title, lang), 1.2 if lang == "zh_CN" else 0.2
        size = fitting(title, style.title, style.inner, spacing)
        middle = style.left + style.inner / 2
        pen.centred(middle, y - style.company - style.title, title, size, cut=bold(), spacing=spacing)
        line = self.top + 5
        count = say_count("{n} entry", "{n} entries", len(self.sheet.rows), lang) if self.sheet.rows else ""
        end = pen.right(right, line, count, style.small + 1, grey=SOFT)
        fitted(pen, left, line, self.particulars(), style.small + 1, end - left - 12, grey=SOFT)

    def _draw_rows(self, pen: Pen, rows: Rows) -> None:
        style, table = self.style, self.table
        table.draw_head(pen, style.left, self.top)
        at = self.top - table.head_height
        for row in rows:
            height = table.height(row)
            table.draw_row(pen, style.left, at, row, height)
            at -= height
        pen.frame(style.left, self.top, style.inner, self.top - at)
        pen.text(style.left, style.bottom, self._printed(), style.small, grey=SOFT)

    def _printed(self) -> str:
        house = self.house
        said = PRINTED if house.printed_by else PRINTED_BY_NOBODY
        when = show_moment(house.printed_at, self.lang)
        line = say(said, self.lang, app=house.app, who=house.printed_by, when=when)
        if house.anchor is not None:
            line = f"{line}   {house.anchor.say(self.lang)}"
        return printable(line, self.missing)


def print_ledger(
    sheet: LedgerSheet,
    house: House,
    out: Path,
    lang: str,
    entry: Callable[[str], type[Entry]],
    *,
    missing: Report = log_missing,
    progress: Progress | None = None,
) -> Path:
    """Prints a ledger into a PDF at ``out``; one without rows is a blank page to fill in by hand.

    The parameters are those of ``print_forms``. Raises SurroundingsError when the file cannot be written.
    """
    buffer = BytesIO()
    set_ledger = SetLedger(sheet, house, lang, entry(sheet.register), missing, progress)
    style: Style = set_ledger.style
    canvas = Canvas(buffer, pagesize=(style.width, style.height))
    set_ledger.draw(Pen(canvas))
    describe(canvas, say(sheet.ledger.title, lang), house)
    canvas.save()
    return write_whole(out, buffer.getvalue())
