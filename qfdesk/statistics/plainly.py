"""Records as they are counted: the values of some fields, read for many at once and nothing made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from qfdesk.model.record import Record

WORDS = ("text", "code", "memo", "lines")
"""Kinds that say something in words: no deadline hangs on one, and nothing is counted by one."""
_PART = 500


def fields_but(register: type[Record], kinds: Iterable[str], more: Iterable[str] = ()) -> tuple[str, ...]:
    """The fields of a register that are none of these kinds, and those of ``more`` that it has."""
    left_out, kept = set(kinds), set(more)
    return tuple(key for key, field in register.fields().items() if field.kind not in left_out or key in kept)


def rows(register: type[Record], keys: Iterable[str], met: Any, *order: Any) -> list[dict[str, Any]]:
    """{field: value} of the records that meet a condition, with ``id``; links as the ids of what they point at."""
    fields, names = register.fields(), ("id", *keys)
    columns = [register.id, *(fields[key] for key in names[1:])]
    query = register.select(*columns).where(met).order_by(*order)
    told = register._meta.database.execute(query).fetchall()
    values = [_made(column, said) for column, said in zip(columns, zip(*told, strict=True), strict=False)]
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


def _made(column: Any, said: Sequence[Any]) -> list[Any]:
    """The values of a column of many rows; what the database says more than once is made a value once."""
    known = {one: column.python_value(one) for one in set(said)}
    return [known[one] for one in said]


def parts(ids: Collection[int]) -> Iterator[list[int]]:
    """The ids in order, in portions that every database takes as one list."""
    whole = sorted(ids)
    return (whole[start : start + _PART] for start in range(0, len(whole), _PART))
