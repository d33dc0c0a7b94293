"""Who may know a sealed identity (D15.5), and the words of a master that name the person behind a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.ledger import SealHolder
from qfdesk.model.masters import Master, Operator
from qfdesk.model.record import Record
from qfdesk.model.values import Values
from qfdesk.model.veiled import secret_keys, secrets
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.many import rows_by_id
from qfdesk.store.rows import asked, row_of

_AT_ONCE = 500


def sealed_from(store: Store, entry: type[Entry], operator: int | None) -> frozenset[int]:
    """The ids of the records whose identity this person may not know (None: nobody in particular); of masters those
    that only such records name."""
    if entry.sealed_by:
        return _records_sealed_from(entry, operator)
    named = issubclass(entry, Master) and bool(secret_keys(entry))
    return _masters_sealed_from(store, entry, operator) if named else frozenset()


def _records_sealed_from(entry: type[Entry], operator: int | None) -> frozenset[int]:
    if operator is None:
        return frozenset(number for number, _recorder in _sealed(entry))
    known = {row[0] for row in asked(SealHolder, "held", _held, entry.key, operator)}
    return frozenset(number for number, recorder in _sealed(entry) if recorder != operator and number not in known)


def _masters_sealed_from(store: Store, master: Any, operator: int | None) -> frozenset[int]:
    known = set(store.entries.values())
    links = [(entry, field) for field, entry in master._meta.backrefs.items() if entry in known]
    hidden = {entry: _records_sealed_from(entry, operator) for entry, _field in links if entry.sealed_by}
    named: set[int] = set()
    for entry, field in links:
        if hidden.get(entry):
            rows = entry.select(field).where(entry.id.in_(sorted(hidden[entry])) & field.is_null(False)).tuples()
            named.update(row[0] for row in rows)
    for entry, field in links if named else ():
        openly = entry.select(field).where(field.in_(sorted(named)) & entry.id.not_in(sorted(hidden.get(entry, ()))))
        named.difference_update(row[0] for row in openly.distinct().tuples())
    return frozenset(named)


def _held() -> peewee.Select:
    met = (SealHolder.register == "") & (SealHolder.operator == 0)
    return SealHolder.select(SealHolder.entry).where(met)


def _sealed(entry: Any) -> list[tuple[Any, ...]]:
    """(id, who recorded it) of the sealed records."""
    flag = entry.fields()[entry.sealed_by]
    recorder = entry.recorded_by if issubclass(entry, Record) else entry.id
    met = flag == True  # noqa: E712 (SQL, not Python)
    return asked(entry, "sealed", lambda: entry.select(entry.id, recorder).where(met))


def named(register: str, number: int) -> list[Ref]:
    """The persons named for a record who still work here, by name; without whoever entered it."""
    holders = SealHolder.select(SealHolder.operator).where(
        (SealHolder.register == register) & (SealHolder.entry == number)
    )
    rows = Operator.select(Operator.id, Operator.name).where(Operator.id.in_(holders) & Operator.voided_at.is_null())
    return [Ref(*row) for row in rows.order_by(Operator.name).tuples()]


def works_here(operator: int) -> bool:
    """Whether the person's entry is in force."""
    return bool(Operator.select().where((Operator.id == operator) & Operator.voided_at.is_null()).exists())


def name(register: str, number: int, operator: int) -> None:
    """Names a person; naming twice changes nothing. Inside a transaction only."""
    SealHolder.insert(register=register, entry=number, operator=operator).on_conflict_ignore().execute()


def release(register: str, number: int, operator: int) -> None:
    """Takes a person off. Inside a transaction only."""
    met = (SealHolder.register == register) & (SealHolder.entry == number) & (SealHolder.operator == operator)
    SealHolder.delete().where(met).execute()


def told_of(entry: type[Entry], rows: Sequence[Values], is_sealed: bool = False) -> list[list[str]]:
    """For each row the words of the masters it names that may stand in its texts: a customer's phone, a contact."""
    links = {k: f for k, f in entry.fields().items() if isinstance(f, Link) and secret_keys(f.rel_model)}
    wanted: dict[Any, set[int]] = {}
    for key, field in links.items():
        found = {ref.id for row in rows if isinstance(ref := row.get(key), Ref) and ref.id is not None}
        wanted.setdefault(field.rel_model, set()).update(found)
    known: dict[tuple[Any, int | None], list[str]] = {}
    for target, ids in wanted.items():
        known.update(((target, n), words) for n, words in _words(target, sorted(ids), is_sealed).items())
    return [
        [
            word
            for key, field in links.items()
            if isinstance(ref := row.get(key), Ref)
            for word in known.get((field.rel_model, ref.id), ())
        ]
        for row in rows
    ]


def _words(target: type[Entry], ids: list[int], is_sealed: bool) -> dict[int, list[str]]:
    """{id: the words that name the person behind a master}."""
    if len(ids) == 1:  # as at every save
        row = row_of(target, ids[0])
        return {} if row is None else {ids[0]: secrets(target, values_of(target, row), sealed=is_sealed)}
    keys, found = (*secret_keys(target), target.named[0]), dict[int, list[str]]()
    for start in range(0, len(ids), _AT_ONCE):
        rows = rows_by_id(target, ids[start : start + _AT_ONCE], tuple(dict.fromkeys(keys)))
        found.update((n, secrets(target, row[0], sealed=is_sealed)) for n, row in rows.items())
    return found
