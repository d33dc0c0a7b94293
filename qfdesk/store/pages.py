"""Lists by the page: counted from indexes, ids first, rows of the page only when they are shown."""

from __future__ import annotations

import datetime as dt
from array import array
from dataclasses import replace
from functools import lru_cache, reduce
from operator import and_
from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choices, Lines, Link, Ref
from qfdesk.model.ledger import RunningClock, SearchEntry
from qfdesk.model.record import Record
from qfdesk.model.show import title_of
from qfdesk.model.values import Listed, Query, Values
from qfdesk.rules.clock import day_start
from qfdesk.store import clocks, search
from qfdesk.store.ledger import Store
from qfdesk.store.links import called

_BY_INDEX = ("received_at", "number", "id")


def condition(store: Store, query: Query, now: dt.datetime) -> Any:
    """What the query asks of a row, as a condition on its register."""
    entry = store.entries[query.register]
    met = entry.voided_at.is_null(not query.voided)
    if issubclass(entry, Record):
        met &= _record_condition(entry, query)
        if query.overdue:
            late = RunningClock.select(RunningClock.entry).where(
                (RunningClock.register == entry.key) & (RunningClock.due_at < now)
            )
            met &= entry.id.in_(late)
    for key, value in query.where:
        met &= _equal(entry.fields()[key], value)
    if query.text.strip():
        found = SearchEntry.select(SearchEntry.entry).where(
            (SearchEntry.register == entry.key) & search.matching(store, query.text)
        )
        met &= entry.id.in_(found)
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


def _record_condition(entry: type[Record], query: Query) -> Any:
    met = peewee.Value(1) == 1
    if query.stages:
        met &= entry.stage.in_(query.stages)
    if query.since:
        met &= entry.received_at >= day_start(query.since)
    if query.until:
        met &= entry.received_at < day_start(query.until + dt.timedelta(days=1))
    if query.person is not None:
        met &= (entry.handler == query.person) | (entry.recorded_by == query.person)
    return met


def count(store: Store, query: Query, now: dt.datetime) -> int:
    """How many entries the query finds."""
    entry = store.entries[query.register]
    return int(entry.select(peewee.fn.COUNT(entry.id)).where(condition(store, query, now)).scalar())


def stage_counts(store: Store, query: Query, now: dt.datetime) -> dict[str, int]:
    """Entries per stage, all under '' and the overdue under ``overdue``; the query's own stages are left aside."""
    entry = store.entries[query.register]
    wide = replace(query, stages=(), overdue=False)
    if not issubclass(entry, Record):
        return {"": count(store, wide, now)}
    rows = entry.select(entry.stage, peewee.fn.COUNT(entry.id)).where(condition(store, wide, now)).group_by(entry.stage)
    found = dict.fromkeys((stage.key for stage in entry.stages), 0) | dict(rows.tuples())
    late = replace(wide, overdue=True)
    return {**found, "": sum(found.values()), "overdue": count(store, late, now)}


def _order(entry: type[Entry], query: Query) -> tuple[Any, list[Any]]:
    """(the join the order needs or None, the order)."""
    key, down = query.order
    link = None
    if key == "due":
        by: Any = RunningClock.select(peewee.fn.MIN(RunningClock.due_at)).where(
            (RunningClock.register == entry.key) & (RunningClock.entry == entry.id)
        )
    elif key not in entry.fields():
        by = entry.id
    elif isinstance(field := entry.fields()[key], Link):
        link = (field, field.rel_model.alias())
        by = getattr(link[1], field.rel_model.named[0])
    else:
        by = field
    end = entry.id.desc() if down else entry.id.asc()
    if key == "due":
        way = peewee.SQL("DESC" if down else "ASC")
        return None, [peewee.NodeList((by, peewee.SQL("IS NULL"))), peewee.NodeList((by, way)), end]
    return link, [by.desc() if down else by.asc(), end]


def _ids(store: Store, query: Query, now: dt.datetime) -> peewee.Query:
    entry = store.entries[query.register]
    link, order = _order(entry, query)
    rows = entry.select(entry.id).where(condition(store, query, now)).order_by(*order)
    if link is not None:
        field, target = link
        rows = rows.join(target, peewee.JOIN.LEFT_OUTER, on=(field == target.id))
    return rows.tuples()


class Pages:
    """The pages of a store. Orders without an index are sorted once per change of the ledger, not once per page."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._sorted = lru_cache(maxsize=6)(self._all_ids)

    def _all_ids(self, query: Query, minute: dt.datetime, version: int) -> array[int]:
        return array("q", (row[0] for row in _ids(self.store, query, minute)))

    def ids(self, query: Query, now: dt.datetime, offset: int, limit: int) -> list[int]:
        """The ids of a page in the query's order."""
        minute = now.replace(second=0, microsecond=0)
        if query.order[0] in _BY_INDEX and not query.text:
            return [row[0] for row in _ids(self.store, query, minute).limit(limit).offset(offset)]
        return list(self._sorted(query, minute, self.store.version())[offset : offset + limit])

    def position(self, query: Query, number: int, now: dt.datetime) -> int | None:
        """The place of an entry in the query's order, or None when it is not in it."""
        ids = self._sorted(query, now.replace(second=0, microsecond=0), self.store.version())
        try:
            return ids.index(number)
        except ValueError:
            return None

    def page(self, query: Query, now: dt.datetime, offset: int, limit: int, columns: tuple[str, ...]) -> list[Listed]:
        """The rows of a page: the values of the columns asked for, links as Ref, and the nearest deadline."""
        entry = self.store.entries[query.register]
        ids = self.ids(query, now, offset, limit)
        rows = rows_by_id(entry, ids, tuple(c for c in columns if c in entry.fields()))
        nearest: dict[int, Any] = {}
        if "due" in columns and issubclass(entry, Record):
            for line in clocks.read(self.store, register=entry.key, entries=ids):
                nearest.setdefault(line.id, line)
        return [Listed(n, rows[n][0], nearest.get(n), rows[n][1]) for n in ids if n in rows]


def rows_by_id(entry: type[Entry], ids: list[int], columns: tuple[str, ...]) -> dict[int, tuple[Values, bool]]:
    """{id: (values of the columns, is it void)} in one query with the linked names joined."""
    fields, wanted, rows = entry.fields(), [entry.id, entry.voided_at], None
    plan: list[tuple[str, Any, int]] = []
    joins = []
    for key in columns:
        field = fields[key]
        plan.append((key, field, len(wanted)))
        wanted.append(field)
        if isinstance(field, Link):
            alias = field.rel_model.alias()
            joins.append((field, alias))
            wanted.extend(getattr(alias, name) for name in field.rel_model.named)
    rows = entry.select(*wanted)
    for field, alias in joins:
        rows = rows.join_from(entry, alias, peewee.JOIN.LEFT_OUTER, on=(field == alias.id))
    found = {}
    for row in rows.where(entry.id.in_(ids)).tuples():
        values: Values = {}
        for key, field, place in plan:
            if isinstance(field, Link):
                names = row[place + 1 : place + 1 + len(field.rel_model.named)]
                text = title_of(field.rel_model, dict(zip(field.rel_model.named, names, strict=True)))
                values[key] = Ref(row[place], text) if row[place] else None
            else:
                values[key] = row[place]
        found[row[0]] = (values, row[1] is not None)
    return found
