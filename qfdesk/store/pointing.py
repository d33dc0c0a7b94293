"""Who names a master: every record and master in force that links to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link
from qfdesk.store.ledger import Store


def pointing(
    store: Store, target: type[Entry], number: int, *, void_too: bool = False
) -> Iterator[tuple[str, int, str]]:
    """(register, id, field) of every link to the entry."""
    for entry in store.entries.values():
        for key, field in entry.fields().items():
            if isinstance(field, Link) and field.rel_model is target:
                met: Any = field == number
                if not void_too:
                    met &= entry.voided_at.is_null()
                for row in entry.select(entry.id).where(met).order_by(entry.id).tuples():
                    yield entry.key, row[0], key
