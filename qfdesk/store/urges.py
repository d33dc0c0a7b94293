"""What the history says of urging, for many records at once."""

from __future__ import annotations

from collections.abc import Iterable

import peewee

from qfdesk.model.ledger import History

ACT = "urge"


def counts(register: str, entries: Iterable[int]) -> dict[int, int]:
    """{id: how often it was urged}, of those records of a register that were."""
    met = (History.register == register) & History.entry.in_(list(entries)) & (History.act == ACT)
    rows = History.select(History.entry, peewee.fn.COUNT(History.seq)).where(met).group_by(History.entry)
    return dict(rows.tuples())
