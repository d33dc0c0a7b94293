"""What a query asks of a row, as a condition that leads the planner to the index that serves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choices, Lines, Ref
from qfdesk.model.ledger import RunningClock
from qfdesk.model.record import Record
from qfdesk.model.values import Query
from qfdesk.model.veiled import is_secret
from qfdesk.rules.clock import day_start
from qfdesk.store.ledger import Store
from qfdesk.store.links import called

_FEW = 5000


def in_force(entry: type[Entry], voided: bool = False, *, aside: bool = False) -> Any:
    """The condition that a row is not void (or is).

    ``aside``: said so that the index beginning with ``voided_at`` is left alone, where another one finds fewer rows.
    """
    if not aside:
        return entry.voided_at.is_null(not voided)
    return peewee.Case(None, ((entry.voided_at.is_null(), 1),), 0) == (0 if voided else 1)


def narrow(query: Query, found: Sequence[int] | None) -> bool:
    """Whether something in the query finds its few rows sooner than the indexes of the list do."""
    linked = any(isinstance(value, Ref) for _key, value in query.where)
    return query.overdue or query.person is not None or linked or (found is not None and len(found) < _FEW)


def condition(store: Store, query: Query, now: dt.datetime, found: Sequence[int] | None = None) -> Any:
    """What the query asks of a row of its register; ``found``: the ids in which its text was found."""
    entry = store.entries[query.register]
    met = in_force(entry, query.voided, aside=narrow(query, found))
    if issubclass(entry, Record):
        met = _record_condition(met, entry, query)
        if query.overdue:
            late = RunningClock.select(RunningClock.entry).where(
                (RunningClock.register == entry.key) & (RunningClock.due_at < now) & ~RunningClock.paused
            )
            met &= entry.id.in_(late)
    for key, value in query.where:
        met &= _equal(entry.fields()[key], value)
        if query.sight.sealed and is_secret(entry, key):
            met &= entry.id.not_in(sorted(query.sight.sealed))
    if query.sight.sealed and not entry.sealed_by:
        met &= entry.id.not_in(sorted(query.sight.sealed))
    if found is not None:
        met &= entry.id.in_(store.engine.among(found))
    return met


def _equal(field: Any, value: Any) -> Any:
    """A link by its id or, known by its text only, any entry of that name; several choices are all among them."""
    if isinstance(value, Ref):
        return field == value.id if value.id is not None else field.in_(called(field.rel_model, value.text, {}))
    if isinstance(field, Choices) and value:
        kept = peewee.Value(",").concat(field).concat(",")
        return reduce(and_, (kept.contains(f",{one},") for one in value))
    if isinstance(field, Lines):
        value = field.db_value(value)
    return field.is_null() if value is None else field == value


def _record_condition(met: Any, entry: type[Record], query: Query) -> Any:
    if len(query.stages) == 1:
        met &= entry.stage == query.stages[0]
    elif query.stages:
        met &= entry.stage.in_(query.stages)
    if query.since:
        met &= entry.received_at >= day_start(query.since)
    if query.until:
        met &= entry.received_at < day_start(query.until + dt.timedelta(days=1))
    if query.person is not None:
        met &= (entry.handler == query.person) | (entry.recorded_by == query.person)
    return met
