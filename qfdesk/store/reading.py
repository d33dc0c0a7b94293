"""One entry as it stands in the ledger, nothing veiled: for the desk's own rules."""

from __future__ import annotations

from qfdesk.model.entry import Entry
from qfdesk.model.show import title_of
from qfdesk.model.values import Opened
from qfdesk.store.links import values_of
from qfdesk.store.rows import row_of


def read(entry: type[Entry], number: int) -> Opened | None:
    """The entry with all its values, or None when there is none."""
    row = row_of(entry, number)
    if row is None:
        return None
    values = values_of(entry, row)
    return Opened(entry.key, row.id, row.uid, title_of(entry, values), row.revision, values, row.voided_at is not None)
