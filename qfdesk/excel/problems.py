"""The workbook of what is wrong in a table: one row a cell, so that it can be mended beside the table."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook

from qfdesk.excel.columns import COUNT_FIELD, Column
from qfdesk.excel.files import replacing
from qfdesk.excel.table import Table
from qfdesk.language import _, say
from qfdesk.model.imported import Plan, Problem


def write_problems(plan: Plan, problems: Iterable[Problem], out: Path, lang: str | None = None) -> Path:
    """Writes the workbook to ``out``. Raises SurroundingsError."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(say(_("Errors"), lang))
    columns = [
        Column("", say(_("Row"), lang), COUNT_FIELD, "number", 7),
        Column("", say(_("Column"), lang), COUNT_FIELD, "code", 8),
        Column("", say(_("Header"), lang), COUNT_FIELD, "text", 18),
        Column("", say(_("What is wrong"), lang), COUNT_FIELD, "memo", 60),
        Column("", say(_("Value"), lang), COUNT_FIELD, "memo", 30),
    ]
    with replacing(out) as stream:
        table = Table(sheet, columns)
        table.head()
        for one in problems:
            table.add([one.row, one.column, one.header, one.sentence.say(lang), one.value])
        table.end()
        book.save(stream)
    return out
