"""Batches with more cases than usual: a simple, named limit whose figures are shown (D13.3, D16.6)."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

import peewee

from qfdesk.model.board import UnusualBatch
from qfdesk.model.ledger import Tie
from qfdesk.model.masters import Batch, Product
from qfdesk.model.record import Record
from qfdesk.model.show import title_of
from qfdesk.statistics.plainly import parts

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
    found = [(batch, count) for batch, count in lately.most_common() if count > limit]
    newest, names = _newest(concerned, [batch for batch, _count in found]), _names([batch for batch, _count in found])
    return [
        UnusualBatch(*names.get(batch, ("", "")), count, usual, limit, days, *newest[batch][1:], batch)
        for batch, count in found
    ]


def _cases(registers: Collection[type[Record]], since: dt.datetime) -> Counter[int]:
    """{batch: its cases received since}, void ones left out; what was made from one another is one case."""
    found: Counter[int] = Counter()
    for register in registers:
        batch: Any = register.fields()["batch"]
        met = (register.received_at >= since) & register.voided_at.is_null() & batch.is_null(False)
        found.update(dict(register.select(batch, peewee.fn.COUNT(register.id)).where(met).group_by(batch).tuples()))
    found.subtract(_made(registers, since))
    return +found


def _made(registers: Collection[type[Record]], since: dt.datetime) -> Counter[int]:
    """{batch: its cases received since that were made from another case of it}."""
    found: Counter[int] = Counter()
    known = {register.key: register for register in registers}
    pairs = Tie.select(Tie.register, Tie.other_register).where(Tie.kind == "made").distinct().tuples()
    for one, other in [(known[one], known[other]) for one, other in pairs if one in known and other in known]:
        origin, made = one.alias("origin"), other.alias("made")
        tied = (Tie.register == one.key) & (Tie.other_register == other.key) & (Tie.kind == "made")
        met = (made.received_at >= since) & made.voided_at.is_null() & origin.voided_at.is_null()
        rows = (
            Tie.select(made.batch, peewee.fn.COUNT(made.id))
            .join(made, on=(made.id == Tie.other_entry))
            .join(origin, on=(origin.id == Tie.entry))
            .where(tied & met & (made.batch == origin.batch))
            .group_by(made.batch)
        )
        found.update(dict(rows.tuples()))
    return found


def _newest(registers: Iterable[type[Record]], batches: list[int]) -> dict[int, tuple[dt.datetime, str, int]]:
    """{batch: (when, register, id) of its newest case}."""
    found: dict[int, tuple[dt.datetime, str, int]] = {}
    for register in registers:
        batch: Any = register.fields()["batch"]
        for part in parts(batches):
            mine = register.select(batch, register.received_at, register.id, register.voided_at)
            for its, at, number, voided in mine.where(batch.in_(part)).tuples():
                if at and not voided:
                    found[its] = max(found.get(its, (at, register.key, number)), (at, register.key, number))
    return found


def _names(batches: list[int]) -> dict[int, tuple[str, str]]:
    """{batch: (what its product is called, its number)}."""
    found: dict[int, tuple[str, str]] = {}
    wanted = (Batch.id, Batch.batch_number, *(getattr(Product, key) for key in Product.named))
    for part in parts(batches):
        rows = Batch.select(*wanted).join(Product, peewee.JOIN.LEFT_OUTER, on=(Batch.product == Product.id))
        for batch, number, *named in rows.where(Batch.id.in_(part)).tuples():
            found[batch] = (title_of(Product, dict(zip(Product.named, named, strict=True))), number)
    return found
