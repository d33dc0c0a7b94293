"""Every field of a register as a sheet: for sorting, counting and taking elsewhere rather than for paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qfdesk.excel.cells import cell_value
from qfdesk.excel.columns import COUNT_FIELD, Column, field_columns
from qfdesk.excel.job import Job
from qfdesk.excel.longtexts import PART_WIDTH
from qfdesk.excel.table import Table, set_page
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.show import title_of
from qfdesk.model.values import Values

_ROW_HEIGHT = 30.0
"""Two lines: rows of one height are easier to go through than rows as tall as their longest story."""


def write_whole(sheet: Any, rows: Sequence[Values], entry: type[Entry], job: Job) -> None:
    """Writes one row an entry, one column a field."""
    columns = field_columns(entry, job.lang)
    set_page(sheet, job.house, job.lang, one_page_wide=False)
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _ROW_HEIGHT, True
    sheet.print_title_cols = "A:A"
    table = Table(sheet, columns, grid=False)
    table.head()
    for row in rows:
        name = title_of(entry, row)
        values = [cell_value(entry, c.field, row.get(c.path), job.lang) for c in columns]
        cells = zip(columns, values, strict=True)
        table.add([job.long.stored(name, c.label, v) if isinstance(v, str) else v for c, v in cells])
        job.step()
    table.end()


def write_long_texts(sheet: Any, job: Job) -> None:
    """Writes the texts that no cell of the other sheets could hold or show."""
    columns = [
        Column("", say(_("Number"), job.lang), COUNT_FIELD, "code", 20),
        Column("", say(_("Field"), job.lang), COUNT_FIELD, "text", 18),
        Column("", say(_("Part"), job.lang), COUNT_FIELD, "count", 6),
        Column("", say(_("Text"), job.lang), COUNT_FIELD, "memo", PART_WIDTH),
    ]
    set_page(sheet, job.house, job.lang)
    table = Table(sheet, columns)
    table.head()
    for row in job.long.rows():
        table.add(row)
    table.end()
