"""What may be meant by a text half typed: masters by name, initials and codes, and texts entered before."""

from __future__ import annotations

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
    if len(text) > LONGEST:
        return []
    column = entry.fields()[field]
    newest = entry.select(peewee.fn.MAX(entry.id)).scalar() or 0
    lately = entry.id > newest - LATELY
    rows = entry.select(column).where(lately & column.contains(text) & (column != "")).distinct().limit(200).tuples()
    return sorted((row[0] for row in rows), key=lambda said: (not said.startswith(text), said))[:limit]
