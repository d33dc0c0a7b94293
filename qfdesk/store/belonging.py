"""Which records belong together: of the same batch, made from one another, tied by hand; and where a number is."""

from __future__ import annotations

from typing import Any

from qfdesk.model.ledger import SearchEntry, Tie
from qfdesk.model.record import Record
from qfdesk.model.values import Linked
from qfdesk.store.conditions import in_force
from qfdesk.store.ledger import Store


def located(store: Store, title: str) -> tuple[str, int] | None:
    """(register, id) of the record with this number, else of the newest entry with this name."""
    for key, entry in store.entries.items():
        if issubclass(entry, Record):
            row = entry.select(entry.id).where(entry.number == title.upper()).tuples().first()
            if row:
                return key, row[0]
    named = SearchEntry.select(SearchEntry.register, SearchEntry.entry).where(SearchEntry.number == title)
    row = named.order_by(SearchEntry.id.desc()).tuples().first()
    return (row[0], row[1]) if row else None


def of_batch(store: Store, batch: int) -> list[Linked]:
    """The cases of a batch, register by register."""
    found = []
    for entry in store.entries.values():
        if issubclass(entry, Record) and entry.case and "batch" in entry.fields():
            columns: list[Any] = [entry.id, entry.number, entry.stage, entry.received_at]
            met = (entry.batch == batch) & in_force(entry, aside=True)
            rows = entry.select(*columns).where(met).order_by(entry.id)
            found += [Linked(entry.key, row[0], row[1], row[2], row[3], "batch") for row in rows.tuples()]
    return found


def of_one_case(place: tuple[str, int]) -> set[tuple[str, int]]:
    """This record and all that were made from it or that it was made from, step by step: they are one case."""
    found, waiting = {place}, [place]
    while waiting:
        register, number = waiting.pop()
        made = Tie.select(Tie.other_register, Tie.other_entry).where(
            (Tie.register == register) & (Tie.entry == number) & (Tie.kind == "made")
        )
        origins = Tie.select(Tie.register, Tie.entry).where(
            (Tie.other_register == register) & (Tie.other_entry == number) & (Tie.kind == "made")
        )
        fresh = {*made.tuples(), *origins.tuples()} - found
        found |= fresh
        waiting += fresh
    return found


def tied(store: Store, register: str, number: int) -> list[Linked]:
    """The records tied to this one: ``made`` from it, its ``origin``, or ``see`` for those tied by hand."""
    ours = Tie.select().where((Tie.register == register) & (Tie.entry == number)).order_by(Tie.id)
    theirs = Tie.select().where((Tie.other_register == register) & (Tie.other_entry == number)).order_by(Tie.id)
    return [
        *(_linked(store, t.other_register, t.other_entry, t.kind) for t in ours),
        *(_linked(store, t.register, t.entry, "origin" if t.kind == "made" else t.kind) for t in theirs),
    ]


def _linked(store: Store, register: str, number: int, kind: str) -> Linked:
    entry: Any = store.entries[register]
    row = entry.select(entry.number, entry.stage, entry.received_at).where(entry.id == number).tuples().get()
    return Linked(register, number, row[0], row[1], row[2], kind)
