"""Imports as the history keeps them, and masters found by what a table says of them."""

from __future__ import annotations

import json
from typing import Any

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.imported import PastImport
from qfdesk.model.ledger import History
from qfdesk.model.masters import Product
from qfdesk.model.values import Values
from qfdesk.store import history
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store
from qfdesk.store.links import called

ACT, UNDO = "import", "import_undo"
_TELLING = ("approval_number", "barcode", "maker")
"""What tells products of one name and specification apart."""


def note(store: Store, act: Act, one: PastImport) -> int:
    """Writes the line of an import; gives back its number, which names the import. Inside a transaction only."""
    told = {"file": one.file, "sheet": one.sheet, "rows": one.rows, "first": one.first, "mapping": one.mapping}
    said = f"{one.file} ({one.rows})\n{json.dumps(told, ensure_ascii=False, sort_keys=True)}"
    history.write(store, act, (one.register, 0, ""), [("", one.sha256, said)])
    return history.head(store)[0]


def past(register: str = "") -> list[PastImport]:
    """All imports, newest first."""
    met = (History.entry == 0) & History.act.in_((ACT, UNDO))
    if register:
        met &= History.register == register
    rows = list(History.select().where(met).order_by(History.seq.desc()))
    undone = {int(row.before) for row in rows if row.act == UNDO and row.before.isdecimal()}
    return [_past(row, row.seq in undone) for row in rows if row.act == ACT]


def _past(row: History, undone: bool) -> PastImport:
    told = json.loads(row.after.partition("\n")[2] or "{}")
    return PastImport(
        row.seq,
        row.at,
        row.who,
        row.register,
        told.get("file", ""),
        told.get("sheet", ""),
        told.get("rows", 0),
        row.before,
        told.get("first", row.seq),
        told.get("mapping", {}),
        undone,
    )


def made_by(one: PastImport) -> list[tuple[str, int]]:
    """(register, id) of every entry an import made, masters included, in the order of making."""
    met = (History.seq >= one.first) & (History.seq < one.id) & (History.act == "create") & (History.entry != 0)
    rows = History.select(History.register, History.entry).where(met).order_by(History.seq)
    return list(dict.fromkeys(rows.tuples()))


def found(target: type[Entry], text: str, near: Values, parts: Values) -> list[int]:
    """The ids of the masters in force that a row means: by name and what else it says, else as ``called`` does."""
    if target is Product and parts.get("specification"):
        rows = _alike(target, {"name": text, "specification": parts["specification"]})
        rows = {n: row for n, row in rows.items() if not _another(row, parts)}
        for key in _TELLING:
            closer = [n for n, row in rows.items() if parts.get(key) and getattr(row, key) == parts[key]]
            if len(rows) > 1 and closer:
                return closer
        return list(rows)
    return called(target, text, near)


def twin(entry: type[Entry], values: Values) -> int | None:
    """The master in force that has the same name as the values, if any."""
    keys = entry.alone or entry.named
    rows = _alike(entry, {key: values.get(key) for key in keys})
    if entry is Product:  # one name and strength is made by several houses
        rows = {n: row for n, row in rows.items() if not _another(row, values)}
    return next(iter(rows), None)


def _another(row: Any, values: Values) -> bool:
    """Whether a product of the same name and specification is another one all the same."""
    return any(values.get(key) and getattr(row, key) and getattr(row, key) != values[key] for key in _TELLING)


def _alike(entry: type[Entry], values: Values) -> dict[int, Any]:
    met = entry.voided_at.is_null()
    for key, value in values.items():
        field = entry.fields()[key]
        kept = value.id if isinstance(value, Ref) else value
        met &= field.is_null() if kept is None else field == kept
    return {row.id: row for row in entry.select().where(met).order_by(entry.id)}
