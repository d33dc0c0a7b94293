"""What may be meant by a text half typed: masters by name, initials and codes, and texts entered before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.masters import Master

LATELY = 20_000
"""Entries looked through for texts entered before: more would be felt at every key."""

LONGEST = 200
"""Characters of a text worth looking for: a whole page pasted into a box names nobody."""


def masters(master: type[Master], text: str, limit: int) -> list[Any]:
    """Live masters a typed text fits: the start of the name or initials first, then anywhere, then by code."""
    text = text.strip()
    if len(text) > LONGEST:
        return []
    rows = master.select().where(master.voided_at.is_null())
    if not text:
        return list(rows.order_by(master.changed_at.desc(), master.id.desc()).limit(limit))
    name = getattr(master, master.named[0])
    near = name.contains(text)
    if text.isascii():
        near |= master.initials.contains(text.lower())
    for key in ("trade_name", "approval_number", "barcode", "login", "phone", "credit_code"):
        if key in master.fields():
            near |= getattr(master, key).contains(text)
    first = peewee.Case(
        None, (((name == text), 0), (name.startswith(text), 1), (master.initials.startswith(text.lower()), 2)), 3
    )
    return list(rows.where(near).order_by(first, name, master.id.desc()).limit(limit))


def texts(entry: type[Entry], field: str, text: str, limit: int) -> list[str]:
    """What was entered in a field lately: what begins with the text, then what holds it."""
    column = entry.fields()[field]
    rows = _lately(entry, column, text, column)
    return nearest((row[0] for row in rows.distinct().limit(200).tuples()), text, limit) if rows is not None else []


def texts_by_id(entry: type[Entry], field: str, text: str) -> dict[int, str]:
    """{id: text}: the same by the entries it stands in, the newest first."""
    column = entry.fields()[field]
    rows = _lately(entry, column, text, entry.id, column)
    return dict(rows.order_by(entry.id.desc()).limit(500).tuples()) if rows is not None else {}


def nearest(said: Iterable[str], text: str, limit: int) -> list[str]:
    """What begins with the text first."""
    return sorted(said, key=lambda one: (not one.startswith(text), one))[:limit]


def _lately(entry: type[Entry], column: Any, text: str, *wanted: Any) -> Any:
    if len(text) > LONGEST:
        return None
    newest = entry.select(peewee.fn.MAX(entry.id)).scalar() or 0
    return entry.select(*wanted).where((entry.id > newest - LATELY) & column.contains(text) & (column != ""))
