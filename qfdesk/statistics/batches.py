"""Batches with more cases than usual: a simple, named limit whose figures are shown (D13.3, D16.6)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

import peewee

from qfdesk.model.board import UnusualBatch
from qfdesk.model.masters import Batch, Product
from qfdesk.model.record import Record
from qfdesk.model.show import title_of

SHARE = 0.99
DAYS = 30


def poisson_limit(mean: float, share: float = SHARE) -> int:
    """The smallest count that a Poisson variable with this mean stays at or under with the given probability."""
    term = total = math.exp(-mean)
    count = 0
    while total < share:
        count += 1
        term *= mean / count
        total += term
    return count


def unusual(registers: Iterable[type[Record]], now: dt.datetime, days: int = DAYS) -> list[UnusualBatch]:
    """Batches whose cases of the last ``days`` days exceed the limit, most first.

    What is usual: the mean number of cases a batch that has cases at all had per period over the last year.
    """
    concerned = [register for register in registers if "batch" in register.fields() and register.case]
    yearly, lately = (_cases(concerned, now - dt.timedelta(days=span)) for span in (365, days))
    if not yearly:
        return []
    usual = sum(yearly.values()) / len(yearly) * days / 365
    limit = max(poisson_limit(usual), 1)
    return [
        _row(batch, count, usual, limit, days, _newest(concerned, batch))
        for batch, count in lately.most_common()
        if count > limit
    ]


def _cases(registers: Iterable[type[Record]], since: dt.datetime) -> Counter[int]:
    """{batch: its cases received since}, void ones left out."""
    found: Counter[int] = Counter()
    for register in registers:
        batch: Any = register.fields()["batch"]
        met = (register.received_at >= since) & register.voided_at.is_null() & batch.is_null(False)
        found.update(dict(register.select(batch, peewee.fn.COUNT(register.id)).where(met).group_by(batch).tuples()))
    return found


def _newest(registers: Iterable[type[Record]], batch: int) -> tuple[dt.datetime, str, int]:
    """(when, register, id) of the batch's newest case."""
    found = []
    for register in registers:
        mine = register.select(register.received_at, register.id, register.voided_at)
        rows = mine.where(register.fields()["batch"] == batch).tuples()
        found += [(at, register.key, number) for at, number, voided in rows if at and not voided]
    return max(found)


def _row(
    batch: int, count: int, usual: float, limit: int, days: int, newest: tuple[dt.datetime, str, int]
) -> UnusualBatch:
    row = Batch.get_or_none(Batch.id == batch)
    product = Product.get_or_none(Product.id == row.product_id) if row else None
    named = title_of(Product, {"name": product.name, "specification": product.specification}) if product else ""
    return UnusualBatch(named, row.batch_number if row else "", count, usual, limit, days, newest[1], newest[2], batch)
