"""The cells of a small table: whether what stands in one is of its column's kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from qfdesk.model.fields import LineColumn

WORDS = ("text", "memo")
"""Kinds of columns that take any words."""
_MOST = Decimal(10) ** 11


def rightly_written(column: LineColumn, text: str) -> bool:
    """Whether a cell's stored text is one of its column's kind."""
    try:
        if column.kind == "date":
            dt.date.fromisoformat(text)
        elif column.kind == "moment":
            dt.datetime.fromisoformat(text)
        elif column.kind in ("quantity", "money"):
            number = Decimal(text)
            return number.is_finite() and abs(number) < _MOST
    except (ValueError, InvalidOperation):
        return False
    return column.kind != "choice" or text in column.options


def wrongly_written(
    columns: tuple[LineColumn, ...], lines: list[dict[str, str]]
) -> Iterator[tuple[int, LineColumn, str]]:
    """(line from 1, column, text) of the cells that are none of their column's kind."""
    for number, line in enumerate(lines, 1):
        for column in columns:
            text = line.get(column.key)
            if text and not rightly_written(column, text):
                yield number, column, text
