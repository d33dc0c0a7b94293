"""One row of a table by its id, with the SQL put together only once: a record is read several times at every save."""

from __future__ import annotations

from typing import Any

from qfdesk.model.entry import Entry

_KNOWN: dict[tuple[Any, Any], str] = {}


def row_of(entry: type[Entry], number: int | None) -> Any:
    """The whole row, or None when there is none."""
    if number is None:
        return None
    return next(iter(entry.raw(_sql(entry), number)), None)


def _sql(entry: type[Entry]) -> str:
    """The words of the query, in the manner of the engine."""
    key = (entry, type(entry._meta.database))
    if key not in _KNOWN:
        _KNOWN[key] = entry.select().where(entry.id == 0).sql()[0]
    return _KNOWN[key]
