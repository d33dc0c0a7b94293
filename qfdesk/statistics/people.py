"""Who has how many open records in hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import peewee

from qfdesk.model.masters import Operator
from qfdesk.model.record import Record


def in_hand(registers: Iterable[type[Record]]) -> Counter[tuple[int, str]]:
    """{(person, register): open records}: of its handler, else of who recorded it; what is at its end is not open."""
    found: Counter[tuple[int, str]] = Counter()
    for register in registers:
        owner: Any = peewee.fn.COALESCE(register.handler, register.recorded_by)
        ends = [stage.key for stage in register.stages if stage.final]
        met = register.voided_at.is_null() & register.closed_at.is_null() & register.stage.not_in(ends)
        rows = register.select(owner, peewee.fn.COUNT(register.id)).where(met).group_by(owner)
        found.update({(person, register.key): count for person, count in rows.tuples() if person})
    return found


def names(people: Iterable[int]) -> dict[int, str]:
    """{person: name}."""
    rows = Operator.select(Operator.id, Operator.name).where(Operator.id.in_(sorted(set(people))))
    return dict(rows.tuples())
