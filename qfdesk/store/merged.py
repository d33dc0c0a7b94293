"""Duplicates: which entries were merged into one, and the making of it."""

from __future__ import annotations

from qfdesk.model.entry import Entry
from qfdesk.model.ledger import Tie
from qfdesk.model.masters import Batch
from qfdesk.store.ledger import Store

SAME = "same"
"""The tie of a duplicate to the record that was kept: the kept one stands first."""


def tie_same(keep: tuple[str, int], other: tuple[str, int]) -> None:
    """Ties a duplicate to its record, whatever tied the two before. Inside a transaction only."""
    for one, two in ((keep, other), (other, keep)):
        Tie.delete().where(
            (Tie.register == one[0]) & (Tie.entry == one[1])
            & (Tie.other_register == two[0]) & (Tie.other_entry == two[1])
        ).execute()  # fmt: skip
    Tie.insert(register=keep[0], entry=keep[1], other_register=other[0], other_entry=other[1], kind=SAME).execute()


def merged_into(register: str, number: int) -> list[tuple[str, int]]:
    """The records that turned out to be the same case as this one, and theirs."""
    found: list[tuple[str, int]] = []
    waiting = [(register, number)]
    while waiting:
        one = waiting.pop()
        met = (Tie.register == one[0]) & (Tie.entry == one[1]) & (Tie.kind == SAME)
        rows = Tie.select(Tie.other_register, Tie.other_entry).where(met).order_by(Tie.id).tuples()
        fresh = [place for place in rows if place not in found and place != (register, number)]
        found += fresh
        waiting += fresh
    return found


def same_batches(keep: int, other: int) -> list[tuple[int, int]]:
    """(kept, other) of the batches in force that two products both have."""
    in_force = Batch.voided_at.is_null()
    kept = dict(Batch.select(Batch.batch_number, Batch.id).where((Batch.product == keep) & in_force).tuples())
    rows = Batch.select(Batch.batch_number, Batch.id).where((Batch.product == other) & in_force)
    return [(kept[number], place) for number, place in rows.tuples() if number in kept]


def by_uid(store: Store, register: str, uid: str) -> int | None:
    """The id of the entry with this identity."""
    entry: type[Entry] = store.entries[register]
    row = entry.select(entry.id).where(entry.uid == uid).tuples().first()
    return int(row[0]) if row else None
