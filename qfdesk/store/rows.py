"""Single rows by plain SQL that is put together once: a record is read and written several times at every save.

The words of each statement come from peewee, in the manner of the engine; only the putting together is spared.
"""

from __future__ import annotations

from typing import Any

import peewee

from qfdesk.model.entry import Entry

_KNOWN: dict[tuple[Any, ...], str] = {}


def row_of(entry: type[Entry], number: int | None) -> Any:
    """The whole row, or None when there is none."""
    if number is None:
        return None
    return next(iter(entry.raw(_sql("row", entry), number)), None)


def names_at(entry: type[Entry], number: int) -> tuple[str, ...]:
    """The texts an entry is called by, in the order of ``named``."""
    found = entry._meta.database.execute_sql(_sql("names", entry), (number,)).fetchone()
    return tuple(found or ())


def add(table: type[peewee.Model], **values: Any) -> None:
    """Adds a row whose id nobody asks for."""
    fields = table._meta.fields
    said = tuple(fields[key].db_value(value) for key, value in values.items())
    table._meta.database.execute_sql(_sql("add", table, *values), said)


def _sql(what: str, table: Any, *keys: str) -> str:
    key = (what, table, type(table._meta.database), keys)
    if key not in _KNOWN:
        _KNOWN[key] = _MAKE[what](table, keys)
    return _KNOWN[key]


def _row_sql(entry: Any, _keys: tuple[str, ...]) -> str:
    return str(entry.select().where(entry.id == 0).sql()[0])


def _names_sql(entry: Any, _keys: tuple[str, ...]) -> str:
    return str(entry.select(*(getattr(entry, name) for name in entry.named)).where(entry.id == 0).sql()[0])


def _add_sql(table: Any, keys: tuple[str, ...]) -> str:
    database = table._meta.database
    quote = database.quote
    columns = ", ".join(f"{quote[0]}{table._meta.fields[key].column_name}{quote[1]}" for key in keys)
    places = ", ".join(database.param for _ in keys)
    return f"INSERT INTO {quote[0]}{table._meta.table_name}{quote[1]} ({columns}) VALUES ({places})"


_MAKE = {"row": _row_sql, "names": _names_sql, "add": _add_sql}
