"""Rows by plain SQL that is put together once: a record is read and written several times at every save.

The words of each statement come from peewee, in the manner of the engine; only the putting together is spared. Nothing
that was read is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import peewee

from qfdesk.model.entry import Entry

_KNOWN: dict[tuple[Any, ...], str] = {}
_ASKED: dict[tuple[Any, ...], tuple[str, tuple[Any, ...], tuple[Any, ...]]] = {}
_COLUMNS: dict[Any, tuple[tuple[str, Any], ...]] = {}


def row_of(entry: type[Entry], number: int | None) -> Any:
    """The whole row, or None when there is none."""
    if number is None:
        return None
    told = entry._meta.database.execute_sql(_sql("row", entry), (number,)).fetchone()
    if told is None:
        return None
    row: Any = entry(__no_default__=True)
    for (name, kind), value in zip(_columns(entry), told, strict=True):
        row.__data__[name] = kind(value)
    return row


def _columns(table: Any) -> tuple[tuple[str, Any], ...]:
    """(name, what makes its value of what the database says) of every column, in order."""
    if table not in _COLUMNS:
        _COLUMNS[table] = tuple((field.name, field.python_value) for field in table._meta.sorted_fields)
    return _COLUMNS[table]


def names_at(entry: type[Entry], number: int) -> tuple[str, ...]:
    """The texts an entry is called by, in the order of ``named``."""
    found = entry._meta.database.execute_sql(_sql("names", entry), (number,)).fetchone()
    return tuple(found or ())


def asked(table: Any, name: str, query: Callable[[], peewee.Select], *given: Any) -> list[tuple[Any, ...]]:
    """The rows of a query of a table's module that differs only in ``given``, the values in the order it holds them.

    ``name`` tells the query from others of the table; without ``given`` it has always the same values.
    """
    sql, kinds, fixed = _put(table, name, query)
    rows = table._meta.database.execute_sql(sql, given or fixed).fetchall()
    return [tuple(kind(value) if kind else value for kind, value in zip(kinds, row, strict=True)) for row in rows]


def asked_of(
    table: Any, name: str, query: Callable[[], peewee.Select], ids: Sequence[int], *given: Any
) -> list[tuple[Any, ...]]:
    """``asked`` of many: the query asks for one id, ``in_([0])``, behind all that is ``given``.

    What the database says more than once in a column is made a value once.
    """
    if not ids:
        return []
    sql, kinds, _fixed = _put(table, name, query)
    database = table._meta.database
    head, _in, rest = sql.rpartition(f"IN ({database.param})")
    places = ", ".join([database.param] * len(ids))
    told = database.execute_sql(f"{head}IN ({places}){rest}", (*given, *ids)).fetchall()
    values = [_made(kind, said) for kind, said in zip(kinds, zip(*told, strict=True), strict=False)]
    return list(zip(*values, strict=True))


def _made(kind: Any, said: Sequence[Any]) -> Sequence[Any]:
    """The values of a column of many rows."""
    if kind is None:
        return said
    known = {one: kind(one) for one in set(said)}
    return [known[one] for one in said]


def done(table: Any, name: str, query: Callable[[], peewee.Query], *given: Any) -> int:
    """Carries out a change of rows like ``asked``; returns how many it concerned."""
    return int(table._meta.database.execute_sql(_put(table, name, query)[0], given).rowcount)


def _put(table: Any, name: str, query: Callable[[], Any]) -> tuple[str, tuple[Any, ...], tuple[Any, ...]]:
    """(statement, what makes values of its columns, its own values), put together once for each kind of database."""
    key = (table, name, type(table._meta.database))
    if key not in _ASKED:
        made = query()
        sql, fixed = made.sql()
        columns = made._returning or () if isinstance(made, peewee.Select) else ()
        kinds = tuple(map(_kind, columns))
        _ASKED[key] = (sql, kinds, tuple(fixed))
    return _ASKED[key]


def _kind(column: Any) -> Any:
    """What makes values of a selected column of a table or its alias; None where the database's own word is taken."""
    field = column.field if isinstance(column, peewee.FieldAlias) else column
    return field.python_value if isinstance(field, peewee.Field) else None


def add(table: type[peewee.Model], **values: Any) -> None:
    """Adds a row whose id nobody asks for."""
    fields = table._meta.fields
    said = tuple(fields[key].db_value(value) for key, value in values.items())
    table._meta.database.execute_sql(_sql("add", table, *values), said)


def put(table: Any, values: Mapping[str, Any]) -> int:
    """Adds a row, what is not given being as its column begins; gives back its id."""
    fields, database = table._meta.fields, table._meta.database
    whole = dict.fromkeys(name for name in fields if name != "id") | table._meta.get_default_dict() | dict(values)
    said = tuple(fields[key].db_value(value) for key, value in whole.items())
    cursor = database.execute_sql(_sql("put", table, *whole), said)
    return int(cursor.fetchone()[0] if database.returning_clause else cursor.lastrowid)


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


def _put_sql(table: Any, keys: tuple[str, ...]) -> str:
    database = table._meta.database
    returning = f" RETURNING {database.quote[0]}id{database.quote[1]}" if database.returning_clause else ""
    return _add_sql(table, keys) + returning


_MAKE = {"row": _row_sql, "names": _names_sql, "add": _add_sql, "put": _put_sql}
