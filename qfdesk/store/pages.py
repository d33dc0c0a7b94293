"""Lists by the page: counted from indexes, ids first, rows of the page only when they are shown."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from threading import Lock
from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link
from qfdesk.model.ledger import RunningClock
from qfdesk.model.record import Record
from qfdesk.model.values import Listed, Query
from qfdesk.model.veiled import is_secret
from qfdesk.store import clocks, search
from qfdesk.store.conditions import condition, narrow
from qfdesk.store.ledger import Store
from qfdesk.store.many import rows_by_id

_STRAIGHT = {"received_at": ("received_at",), "number": ("number",), "stage": ("stage", "received_at")}
"""The orders that an index beginning with ``voided_at`` has ready, with its columns."""

_SMALL = 20_000
"""Rows that are sorted while nobody notices."""


def _straight(query: Query) -> bool:
    """Whether the rows stand in an index in the order asked for."""
    if query.text.strip() or query.where or narrow(query, None):
        return False
    filtered = query.stages or query.since or query.until
    return query.order[0] == "received_at" if len(query.stages) < 2 and filtered else not filtered


def _order(entry: type[Entry], query: Query) -> tuple[tuple[Any, Any] | None, list[Any]]:
    """(what the order needs joined and on what, or None; the order)."""
    key, down = query.order
    if key == "due":
        first = peewee.fn.MIN(RunningClock.due_at).alias("first")
        running = (RunningClock.register == entry.key) & ~RunningClock.paused
        mine = RunningClock.select(RunningClock.entry, first).where(running)
        nearest = mine.group_by(RunningClock.entry).alias("nearest")
        way = peewee.SQL("DESC" if down else "ASC")
        by: list[Any] = [nearest.c.first.is_null(), peewee.NodeList((nearest.c.first, way))]
        return (nearest, entry.id == nearest.c.entry), [*by, entry.id.desc() if down else entry.id.asc()]
    join, columns = None, []
    if issubclass(entry, Record) and key in _STRAIGHT:
        columns = [getattr(entry, name) for name in _STRAIGHT[key]]
    elif isinstance(field := entry.fields().get(key), Link):
        target = field.rel_model.alias()
        join, columns = (target, field == target.id), [getattr(target, field.rel_model.named[0])]
    elif field is not None:
        columns = [field]
    if query.sight.sealed and is_secret(entry, key):  # else the place in the order would tell the name
        columns = [peewee.Case(None, ((entry.id.in_(sorted(query.sight.sealed)), None),), one) for one in columns]
    return join, [column.desc() if down else column.asc() for column in (*columns, entry.id)]


class _Kept:
    """The last few answers by their question, for the window and the workers alike."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._known: OrderedDict[Any, Any] = OrderedDict()

    def __contains__(self, key: Any) -> bool:
        return key in self._known

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        if key in self._known:
            return self._known[key]
        found = make()
        with self._lock:
            self._known[key] = found
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return found


class Pages:
    """The pages of a store. Orders without an index are sorted once per change of the ledger, not once per page."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._sorted, self._counted, self._found = _Kept(6), _Kept(40), _Kept(6)

    def _key(self, query: Query, now: dt.datetime) -> str:
        """What an answer hangs on: the question, the state of the ledger and, where dates count, the minute."""
        minute = f"{now:%Y-%m-%dT%H:%M}" if query.overdue else ""
        return f"{self.store.version()} {minute} {query!r}"

    def _condition(self, query: Query, now: dt.datetime) -> Any:
        return condition(self.store, query, now.replace(second=0, microsecond=0), self._holding(query))

    def _holding(self, query: Query) -> Sequence[int] | None:
        """The ids in which the query's text was found; None when it has no text."""
        text = query.text.strip()
        if not text:
            return None
        key = (query.register, text, query.sight, self.store.version())
        found: array[int] = self._found.get(
            key, lambda: search.found_in(self.store, query.register, text, query.sight)
        )
        return found

    def count(self, query: Query, now: dt.datetime) -> int:
        """How many entries the query finds."""
        same = replace(query, order=("id", False))
        return int(self._counted.get(self._key(same, now), lambda: self._count(same, now)))

    def _count(self, query: Query, now: dt.datetime) -> int:
        entry = self.store.entries[query.register]
        return int(entry.select(peewee.fn.COUNT(peewee.SQL("*"))).where(self._condition(query, now)).scalar())

    def stage_counts(self, query: Query, now: dt.datetime) -> dict[str, int]:
        """Entries per stage, all under '' and the overdue under ``overdue``; the query's own stages are left aside."""
        wide = replace(query, stages=(), overdue=False, order=("id", False))
        found = self._counted.get(f"by stage {self._key(wide, now)}", lambda: self._by_stage(wide, now))
        if not issubclass(self.store.entries[query.register], Record):
            return {"": sum(found.values())}
        return {**found, "": sum(found.values()), "overdue": self.count(replace(wide, overdue=True), now)}

    def _by_stage(self, wide: Query, now: dt.datetime) -> dict[str, int]:
        entry = self.store.entries[wide.register]
        if not issubclass(entry, Record):
            return {"": self.count(wide, now)}
        asked = entry.select(entry.stage, peewee.fn.COUNT(peewee.SQL("*"))).where(self._condition(wide, now))
        rows = asked.group_by(entry.stage).tuples()
        return dict.fromkeys((stage.key for stage in entry.stages), 0) | dict(rows)

    def _rows(self, query: Query, now: dt.datetime) -> peewee.Query:
        entry = self.store.entries[query.register]
        join, order = _order(entry, query)
        rows = entry.select(entry.id).where(self._condition(query, now)).order_by(*order)
        return rows.join(join[0], peewee.JOIN.LEFT_OUTER, on=join[1]) if join else rows

    def _is_straight(self, query: Query) -> bool:
        record = issubclass(self.store.entries[query.register], Record)
        return record and query.order[0] in _STRAIGHT and _straight(query)

    def _all(self, query: Query, now: dt.datetime) -> array[int]:
        ids: array[int] = self._sorted.get(
            self._key(query, now), lambda: self.store.engine.numbers(self._rows(query, now))
        )
        return ids

    def at_hand(self, query: Query, now: dt.datetime) -> bool:
        """Whether pages come at once: from an index, sorted already, or too few to notice.

        Else ``ids`` should first be asked in a worker.
        """
        if self._is_straight(query) or self._key(query, now) in self._sorted:
            return True
        entry = self.store.entries[query.register]
        return bool((entry.select(peewee.fn.MAX(entry.id)).scalar() or 0) <= _SMALL)

    def ids(self, query: Query, now: dt.datetime, offset: int, limit: int) -> list[int]:
        """The ids of a page in the query's order, counted from the nearer end."""
        if not self._is_straight(query):
            return list(self._all(query, now)[offset : offset + limit])
        count = self.count(query, now)
        limit = min(limit, count - offset)
        if limit <= 0:
            return []
        if offset <= count // 2:
            return list(self.store.engine.numbers(self._rows(query, now).limit(limit).offset(offset)))
        back = replace(query, order=(query.order[0], not query.order[1]))
        rows = self._rows(back, now).limit(limit).offset(count - offset - limit)
        return list(reversed(self.store.engine.numbers(rows)))

    def position(self, query: Query, number: int, now: dt.datetime) -> int | None:
        """The place of an entry in the query's order, or None when it is not in it."""
        if self._is_straight(query):
            return self._straight_position(query, number, now)
        try:
            return self._all(query, now).index(number)
        except ValueError:
            return None

    def _straight_position(self, query: Query, number: int, now: dt.datetime) -> int | None:
        """The rows that stand before the entry, counted in the index."""
        entry = self.store.entries[query.register]
        met, down = self._condition(query, now), query.order[1]
        columns = [*(getattr(entry, name) for name in _STRAIGHT[query.order[0]]), entry.id]
        row = entry.select(*columns).where(entry.id == number).where(met).tuples().first()
        if row is None:
            return None
        pairs = list(zip(columns, row, strict=True))
        first, at = pairs[0]
        steps = [
            reduce(and_, [*(c == v for c, v in pairs[:n]), column > value if down else column < value])
            for n, (column, value) in enumerate(pairs)
        ]
        before = (first >= at if down else first <= at) & reduce(or_, steps)
        return int(entry.select(peewee.fn.COUNT(peewee.SQL("*"))).where(met).where(before).scalar())

    def page(self, query: Query, now: dt.datetime, offset: int, limit: int, columns: tuple[str, ...]) -> list[Listed]:
        """The rows of a page: the values of the columns asked for, links as Ref, and the nearest deadline."""
        entry = self.store.entries[query.register]
        ids = self.ids(query, now, offset, limit)
        rows = rows_by_id(entry, ids, tuple(c for c in columns if c in entry.fields()))
        dated = "due" in columns and issubclass(entry, Record)
        nearest = clocks.nearest(self.store, entry.key, ids) if dated else {}
        return [Listed(n, rows[n][0], nearest.get(n), rows[n][1]) for n in ids if n in rows]
