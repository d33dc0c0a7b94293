"""A ledger as a sheet: what the paper ledger looks like, ready to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from qfdesk.excel.cells import CellValue, cell_value
from qfdesk.excel.columns import Column, count_column, ledger_columns
from qfdesk.excel.job import Job
from qfdesk.excel.table import Table, letters, plain_cell, set_page
from qfdesk.language import _, say, say_count
from qfdesk.model.entry import Entry
from qfdesk.model.show import show_date, show_moment, title_of
from qfdesk.model.values import LedgerSheet, Values

KEPT_BY = _("Kept by {names}")
_SEPARATOR = "    "


def write_ledger(sheet: Any, ledger: LedgerSheet, rows: Sequence[Values], entry: type[Entry], job: Job) -> None:
    """Writes title, company and period, header and rows; ``rows`` are the ledger's, masked where they must be."""
    columns = _widened(entry, ledger_columns(entry, ledger.ledger, job.lang), rows, job.lang)
    set_page(sheet, job.house, job.lang)
    table = Table(sheet, [count_column(job.lang), *columns], above=2, held=2)
    _head(sheet, table.columns, say(ledger.ledger.title, job.lang), job.house.company, particulars(ledger, job))
    table.head()
    for n, row in enumerate(rows, 1):
        table.add([n, *_cells(entry, columns, row, job)])
        job.step()
    table.end()


def particulars(ledger: LedgerSheet, job: Job) -> str:
    """The period, how many entries, the form's number, who made the file and when."""
    lang, house = job.lang, job.house
    parts = [
        period(*ledger.period, lang=lang),
        say_count("{n} entry", "{n} entries", len(ledger.rows), lang),
        ledger.ledger.form_number,
        say(KEPT_BY, lang, names=ledger.keeper.say(lang)) if ledger.keeper else "",
        say(_("Personal data masked"), lang) if job.masked else "",
        say(_("Exported {at} by {who}"), lang, at=show_moment(house.printed_at, lang), who=house.printed_by),
        house.anchor.say(lang) if house.anchor else "",
    ]
    return _SEPARATOR.join(part for part in parts if part)


def period(since: dt.date | None, until: dt.date | None, *, lang: str) -> str:
    """The days a ledger covers, in words."""
    days = {"since": show_date(since, lang) if since else "", "until": show_date(until, lang) if until else ""}
    if since and until:
        return say(_("{since} to {until}"), lang, **days)
    if since:
        return say(_("From {since}"), lang, **days)
    return say(_("Up to {until}"), lang, **days) if until else say(_("All dates"), lang)


def _head(sheet: Any, columns: Sequence[Column], title: str, company: str, particulars: str) -> None:
    names = letters(len(columns))
    split = _split([column.width for column in columns])
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 30, 20
    sheet.append([plain_cell(sheet, title, heading=True, size=16)])
    left, right = plain_cell(sheet, company, across="left"), plain_cell(sheet, particulars, across="right")
    sheet.append([left, *[None] * (split - 1), right])
    for first, last, row in ((0, len(names) - 1, 1), (0, split - 1, 2), (split, len(names) - 1, 2)):
        if first < last:
            sheet.merged_cells.add(f"{names[first]}{row}:{names[last]}{row}")


def _split(widths: Sequence[float]) -> int:
    """How many columns belong to the left third."""
    third, across = sum(widths) / 3, 0.0
    for place, width in enumerate(widths[:-1], 1):
        across += width
        if across >= third:
            return place
    return max(len(widths) - 1, 1)


def _widened(entry: type[Entry], columns: list[Column], rows: Sequence[Values], lang: str) -> list[Column]:
    return [
        c.widened([cell_value(entry, c.field, row.get(c.path), lang) for row in rows] if c.grows else ())
        for c in columns
    ]


def _cells(entry: type[Entry], columns: Sequence[Column], row: Values, job: Job) -> Iterator[CellValue]:
    name = title_of(entry, row)
    for column in columns:
        value = cell_value(entry, column.field, row.get(column.path), job.lang)
        yield job.long.seen(name, column.label, value, column.width) if isinstance(value, str) else value
