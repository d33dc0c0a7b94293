"""Which main customers were visited or asked for their opinion this year (D12.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from qfdesk.model.duties import Asked
from qfdesk.model.masters import Party
from qfdesk.model.record import Record
from qfdesk.rules.clock import day_start

ASKING = {"visit": ("visit", "forum", "talk", "opinion", "follow"), "survey": ()}
"""{register: the kinds of its records in which a customer was asked}; no kinds: all of them."""


def coverage(registers: Iterable[type[Record]], year: int) -> list[Asked]:
    """Every main customer, those not asked yet first, then by name; each with the last time it was asked."""
    last: dict[int, tuple[dt.datetime, str, str]] = {}
    for register in registers:
        if register.key in ASKING and "customer" in register.fields():
            for who, at, number in _asked(register, year):
                last[who] = max(last.get(who, (at, register.key, number)), (at, register.key, number))
    main = Party.select(Party.id, Party.name).where(Party.main_user & Party.voided_at.is_null())
    rows = [Asked(number, name, *last.get(number, (None,))) for number, name in main.tuples()]
    return sorted(rows, key=lambda row: (row.at is not None, row.name))


def _asked(register: type[Record], year: int) -> Iterable[tuple[int, dt.datetime, str]]:
    fields: dict[str, Any] = register.fields()
    since, until = day_start(dt.date(year, 1, 1)), day_start(dt.date(year + 1, 1, 1))
    met = (fields["received_at"] >= since) & (fields["received_at"] < until) & register.voided_at.is_null()
    kinds = ASKING[register.key]
    if kinds:
        met &= fields["kind"].in_(kinds)
    rows = register.select(fields["customer"], register.received_at, register.number)
    return rows.where(met & fields["customer"].is_null(False)).tuples()
