"""The trail of a batch: every record that names it, with what it counts, and who bought of it (D16.6, GSP)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from peewee import JOIN

from qfdesk.model.fields import Lines, Link, Ref
from qfdesk.model.masters import Batch, Party, Product
from qfdesk.model.record import Record
from qfdesk.model.show import title_of
from qfdesk.model.trail import QUANTITIES, Buyer, Trail, TrailLine
from qfdesk.rules.clock import local

_ABOUT = ("story", "result", "purpose", "question")
_OTHER_PARTY = ("customer", "buyer", "supplier", "reported_by", "unit")


def batches_called(number: str, product: str = "") -> list[Any]:
    """The batches in force with this number (any case), of products whose name holds ``product`` where given."""
    rows = Batch.select(Batch, Product).join(Product, JOIN.LEFT_OUTER).where(Batch.voided_at.is_null())
    wanted = number.strip().upper()
    found = [row for row in rows.where(Batch.batch_number.contains(wanted)) if row.batch_number.upper() == wanted]
    if product:
        found = [row for row in found if row.product and product.casefold() in _product(row.product).text.casefold()]
    return found


def batches(ids: Iterable[int]) -> list[Any]:
    """The batches with these ids, in force or not."""
    return list(Batch.select(Batch, Product).join(Product, JOIN.LEFT_OUTER).where(Batch.id.in_(list(ids))))


def batches_of(product: int) -> list[Any]:
    """The batches in force of a product."""
    rows = Batch.select(Batch, Product).join(Product, JOIN.LEFT_OUTER)
    return list(rows.where((Batch.product == product) & Batch.voided_at.is_null()).order_by(Batch.batch_number))


def trail(registers: Iterable[type[Record]], batches: Sequence[Any]) -> Trail:
    """Everything that touches the batches, oldest first. Void records are left out."""
    known = {row.id: row for row in batches}
    lines: list[TrailLine] = []
    recovered: dict[str, Decimal] = {}
    for register in registers:
        if isinstance(register.fields().get("batch"), Link):
            lines += _named(register, known)
            _recovered(register, known, recovered)
        lines += _listed(register, known)
    lines.sort(key=lambda line: (line.at, line.number))
    totals = _totals([row.bought for row in batches], lines)
    refs = tuple(_batch(row) for row in batches)
    back = _back(lines, recovered)
    return Trail(refs, lines, totals, _buyers(lines, back), sum(back.values(), Decimal(0)))


def _product(row: Any) -> Ref:
    return Ref(row.id, title_of(Product, {"name": row.name, "specification": row.specification}))


def _batch(row: Any) -> Ref:
    return Ref(row.id, row.batch_number)


def _named(register: type[Record], batches: Mapping[int, Any]) -> list[TrailLine]:
    """The records whose batch it is."""
    met = register.fields()["batch"].in_(list(batches)) & register.voided_at.is_null()
    paths = [(what, path) for what, path in register.trail if "." not in path]
    found = []
    for row in register.select().where(met):
        counted = _counted((what, getattr(row, path)) for what, path in paths)
        inner = _inner(register, row, batches[row.batch_id])
        found.append(_line(register, row, batches[row.batch_id], _added(counted, inner)))
    return found


def _listed(register: type[Record], batches: Mapping[int, Any]) -> list[TrailLine]:
    """The records of another batch that name one of these in a small table."""
    tables = {path.partition(".")[0] for _what, path in register.trail if "." in path}
    found: dict[tuple[int, int], TrailLine] = {}
    for key in tables:
        table = register.fields()[key]
        if not isinstance(table, Lines):
            continue
        for batch in batches.values():
            own = register.fields().get("batch")
            met = table.contains(batch.batch_number) & register.voided_at.is_null()
            if own is not None:
                met &= own.is_null() | (own != batch.id)
            for row in register.select().where(met):
                counted = _inner(register, row, batch)
                if counted:
                    found[(row.id, batch.id)] = _line(register, row, batch, counted)
    return list(found.values())


def _inner(register: type[Record], row: Any, batch: Any) -> dict[str, Decimal]:
    """What the small tables of a record count of the batch."""
    pairs = []
    for what, path in register.trail:
        table, dot, column = path.partition(".")
        if dot:
            lines = [line for line in getattr(row, table) if line.get("batch", "").strip() == batch.batch_number]
            pairs += [(what, line.get(column)) for line in lines]
    return _counted(pairs)


def _counted(pairs: Iterable[tuple[str, Any]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for what, told in pairs:
        try:
            number = Decimal(str(told)) if told not in (None, "") else None
        except InvalidOperation:
            continue
        if number is not None:
            found[what] = found.get(what, Decimal(0)) + number
    return found


def _added(one: Mapping[str, Decimal], other: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {
        key: one.get(key, Decimal(0)) + other.get(key, Decimal(0)) for key in QUANTITIES if key in one or key in other
    }


def _line(register: type[Record], row: Any, batch: Any, quantities: dict[str, Decimal]) -> TrailLine:
    fields = register.fields()
    party = next((getattr(row, key) for key in _OTHER_PARTY if _is_party(fields.get(key)) and getattr(row, key)), None)
    about = next((text for key in _ABOUT if key in fields and (text := str(getattr(row, key) or "").strip())), "")
    return TrailLine(
        local(row.received_at or row.created_at),
        register.key,
        row.id,
        row.number,
        row.stage,
        _batch(batch),
        _product(batch.product) if batch.product else None,
        Ref(party.id, party.name) if party else None,
        " ".join(about.split())[:200],
        quantities,
    )


def _is_party(field: Any) -> bool:
    return isinstance(field, Link) and field.rel_model is Party


def _totals(bought: Iterable[Any], lines: Iterable[TrailLine]) -> dict[str, Decimal]:
    found = _counted(("bought", one) for one in bought)
    for line in lines:
        found = _added(found, line.quantities)
    return found


def _recovered(register: type[Record], batches: Mapping[int, Any], found: dict[str, Decimal]) -> None:
    """Adds what a recall's table of buyers says that each of them gave back: {name: quantity}."""
    for key, table in register.fields().items():
        if not isinstance(table, Lines) or not {"buyer", "recovered"} <= {column.key for column in table.columns}:
            continue
        rows = register.select().where(register.fields()["batch"].in_(list(batches)) & register.voided_at.is_null())
        for row in rows:
            own = ("", batches[row.batch_id].batch_number)
            for line in getattr(row, key):
                counted = _counted([("recovered", line.get("recovered"))])
                if counted and line.get("batch", "").strip() in own:
                    name = line.get("buyer", "").strip()
                    found[name] = found.get(name, Decimal(0)) + counted["recovered"]


def _back(lines: Sequence[TrailLine], recovered: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """{buyer: what came back from them}. Goods returned against a recall stand in the recall too, so that of the two
    the larger counts."""
    returned: dict[str, Decimal] = {}
    for line in lines:
        if "returned" in line.quantities:
            name = line.party.text if line.party else ""
            returned[name] = returned.get(name, Decimal(0)) + line.quantities["returned"]
    none = Decimal(0)
    return {name: max(returned.get(name, none), recovered.get(name, none)) for name in {**returned, **recovered}}


def _buyers(lines: Sequence[TrailLine], back: Mapping[str, Decimal]) -> list[Buyer]:
    """Who bought, with what came back from them, the largest first."""
    sold: dict[int, Decimal] = {}
    last: dict[int, dt.date] = {}
    for line in lines:
        if line.party is None or line.party.id is None or "sold" not in line.quantities:
            continue
        key = line.party.id
        sold[key] = sold.get(key, Decimal(0)) + line.quantities["sold"]
        last[key] = max(last.get(key, line.at.date()), line.at.date())
    found = [
        Buyer(Ref(r.id, r.name), r.contact, r.phone, r.address, sold[r.id], back.get(r.name, Decimal(0)), last[r.id])
        for r in Party.select().where(Party.id.in_(list(sold)))
    ]
    return sorted(found, key=lambda buyer: (-buyer.sold, buyer.party.text))
