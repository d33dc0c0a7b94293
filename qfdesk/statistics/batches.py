"""Batches with more cases than usual: a simple, named limit whose figures are shown (D13.3, D16.6)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable

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
    year, recent = now - dt.timedelta(days=365), now - dt.timedelta(days=days)
    yearly: Counter[int] = Counter()
    lately: Counter[int] = Counter()
    newest: dict[int, tuple[dt.datetime, str, int]] = {}
    for register in registers:
        if "batch" not in register.fields():
            continue
        rows = register.select(register.batch, register.received_at, register.id).where(
            (register.received_at >= year) & register.voided_at.is_null() & register.batch.is_null(False)
        )
        for batch, at, number in rows.tuples():
            yearly[batch] += 1
            if at and at >= recent:
                lately[batch] += 1
                newest[batch] = max(newest.get(batch, (at, register.key, number)), (at, register.key, number))
    if not yearly:
        return []
    usual = sum(yearly.values()) / len(yearly) * days / 365
    limit = max(poisson_limit(usual), 1)
    return [
        _row(batch, count, usual, limit, days, newest[batch]) for batch, count in lately.most_common() if count > limit
    ]


def _row(
    batch: int, count: int, usual: float, limit: int, days: int, newest: tuple[dt.datetime, str, int]
) -> UnusualBatch:
    row = Batch.get_or_none(Batch.id == batch)
    product = Product.get_or_none(Product.id == row.product_id) if row else None
    named = title_of(Product, {"name": product.name, "specification": product.specification}) if product else ""
    return UnusualBatch(named, row.batch_number if row else "", count, usual, limit, days, newest[1], newest[2], batch)
