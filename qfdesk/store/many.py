"""Many entries at once: the values of some columns, with the names of what they link to, by one query."""

from __future__ import annotations

from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.show import title_of
from qfdesk.model.values import Values
from qfdesk.store.rows import asked_of


def rows_by_id(entry: type[Entry], ids: list[int], columns: tuple[str, ...]) -> dict[int, tuple[Values, bool]]:
    """{id: (values of the columns, is it void)} in one query with the linked names joined."""
    fields = entry.fields()
    found = {}
    for number, voided, *told in asked_of(entry, " ".join(("by id", *columns)), lambda: _joined(entry, columns), ids):
        values: Values = {}
        said = iter(told)
        for key in columns:
            value, field = next(said), fields[key]
            if isinstance(field, Link):
                text = title_of(field.rel_model, {name: next(said) for name in field.rel_model.named})
                value = Ref(value, text) if value else None
            values[key] = value
        found[number] = (values, voided is not None)
    return found


def _joined(entry: type[Entry], columns: tuple[str, ...]) -> peewee.Select:
    """The columns of an entry, each link with the names of what it leads to behind it."""
    fields, wanted, joins = entry.fields(), list[Any]((entry.id, entry.voided_at)), []
    for key in columns:
        wanted.append(fields[key])
        if isinstance(fields[key], Link):
            alias = fields[key].rel_model.alias()
            joins.append((fields[key], alias))
            wanted.extend(getattr(alias, name) for name in fields[key].rel_model.named)
    rows = entry.select(*wanted)
    for field, alias in joins:
        rows = rows.join_from(entry, alias, peewee.JOIN.LEFT_OUTER, on=(field == alias.id))
    return rows.where(entry.id.in_([0]))
