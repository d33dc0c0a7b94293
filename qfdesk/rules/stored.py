"""What stands in the database, read so that nothing written there by another hand stops the program.

A cell that is none of its kind counts as empty here; ``check`` names it. Only the cell is left out, never the entry.
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal, InvalidOperation
from typing import Any


def text_in(value: Any) -> str:
    """A text; nothing is ''."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def date_in(value: Any) -> dt.date | None:
    """A day, or None for what is none."""
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value[:10])
        except ValueError:
            return None
    return value if isinstance(value, dt.date) else None


def moment_in(value: Any) -> dt.datetime | None:
    """A point in time as it is kept, without its zone, or None for what is none."""
    if isinstance(value, str):
        try:
            moment = dt.datetime.fromisoformat(value[:19])
            return moment if moment.tzinfo is None else moment.replace(tzinfo=None)
        except ValueError:
            return None
    return value if isinstance(value, dt.datetime) else None


def number_in(value: Any) -> int | None:
    """A whole number, or None for what is none."""
    number = decimal_in(value, 0)
    return None if number is None else int(number)


def decimal_in(value: Any, places: int) -> Decimal | None:
    """A number with so many places, or None for what is none or too large to be one."""
    if value is None:
        return None
    try:
        number = Decimal(str(value))
        return round(number, places) if number.is_finite() else None
    except InvalidOperation:
        return None


def lines_in(value: Any, keys: tuple[str, ...]) -> list[dict[str, str]]:
    """The lines of a small table; text that is no table stands as it is in its first column."""
    if not value:
        return []
    try:
        lines = json.loads(value)
    except (ValueError, TypeError):
        lines = None
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        return [{keys[0]: text_in(value)}]
    return [{k: text_in(v) for k, v in line.items() if v is not None} for line in lines]
