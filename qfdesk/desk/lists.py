"""The use cases of many entries: lists, search, suggestions, neighbours, deadlines, history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qfdesk.desk.actor import Session
from qfdesk.model.fields import Ref
from qfdesk.model.ledger import Tie
from qfdesk.model.masters import Master, Operator
from qfdesk.model.record import Record
from qfdesk.model.show import title_of
from qfdesk.model.values import DueLine, HistoryLine, Hit, Linked, Listed, Query, Suggestion, Values
from qfdesk.rules.words import around
from qfdesk.store import clocks, history, pages, search
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.trouble import told

_DETAILS = (
    "kind",
    "trade_name",
    "dosage_form",
    "maker",
    "approval_number",
    "product",
    "expires_on",
    "phone",
    "duty",
    "role",
)


class Lists:
    """What can be asked of many entries at once. Nothing here changes anything."""

    def __init__(self, store: Store, session: Session) -> None:
        self.store, self.session = store, session
        self.pages = pages.Pages(store)

    def count(self, query: Query) -> int:
        """How many entries the query finds."""
        with told():
            return pages.count(self.store, query, self.session.now())

    def stage_counts(self, query: Query) -> dict[str, int]:
        """Entries per stage; '' counts all, ``overdue`` those past a deadline."""
        with told():
            return pages.stage_counts(self.store, query, self.session.now())

    def page(self, query: Query, offset: int, limit: int, columns: tuple[str, ...]) -> list[Listed]:
        """The rows of one page with the columns asked for."""
        with told():
            return self.pages.page(query, self.session.now(), offset, limit, columns)

    def position(self, query: Query, number: int) -> int | None:
        """The place of an entry in the query's order."""
        with told():
            return self.pages.position(query, number, self.session.now())

    def find(self, text: str, register: str | None = None, limit: int = 50) -> list[Hit]:
        """Records that hold every word of the text, or whose customer or product has these initials; newest first."""
        with told():
            rows = search.find(self.store, text, register, limit)
        word = text.split()[0] if text.split() else ""
        return [
            Hit(key, number, title, around(body, word), self._stage(key, number)) for key, number, title, body in rows
        ]

    def _stage(self, register: str, number: int) -> str:
        entry = self.store.entries[register]
        row = (
            entry.select(entry.stage).where(entry.id == number).tuples().first() if issubclass(entry, Record) else None
        )
        return row[0] if row else ""

    def suggest(self, master: str, text: str, limit: int = 20) -> list[Suggestion]:
        """Masters (or, for a link to records, none) that a typed text fits."""
        entry = self.store.entries[master]
        if not issubclass(entry, Master):
            return []
        with told():
            rows = pages.suggest(self.store, entry, text, limit)
            return [self._suggestion(entry, values_of(entry, row), row.id) for row in rows]

    def _suggestion(self, entry: type[Master], values: Values, number: int) -> Suggestion:
        fields = entry.fields()
        detail = [str(values[k]) for k in _DETAILS if k in fields and fields[k].kind != "choice" and values.get(k)]
        return Suggestion(number, title_of(entry, values), " · ".join(detail), values)

    def suggest_text(self, register: str, field: str, text: str, limit: int = 20) -> list[str]:
        """What was entered in this field before and begins alike, then what holds the text."""
        entry = self.store.entries[register]
        column = entry.fields()[field]
        with told():
            rows = entry.select(column).where(column.contains(text) & (column != "")).distinct().limit(200).tuples()
            found = sorted((row[0] for row in rows), key=lambda said: (not said.startswith(text), said))
        return found[:limit]

    def people(self) -> list[Ref]:
        """Everybody who may be named as handler."""
        with told():
            rows = (
                Operator.select(Operator.id, Operator.name).where(Operator.voided_at.is_null()).order_by(Operator.name)
            )
            return [Ref(*row) for row in rows.tuples()]

    def dues(self, register: str, number: int) -> list[DueLine]:
        """The running deadlines of a record, nearest first."""
        with told():
            return clocks.read(self.store, register=register, entries=[number])

    def due_before(self, moment: dt.datetime) -> list[DueLine]:
        """Every running deadline that ends before a moment, nearest first."""
        with told():
            return clocks.read(self.store, before=moment)

    def neighbours(self, register: str, number: int | None, values: Values) -> list[Linked]:
        """The other records of the same batch (D16.6), newest first."""
        batch = values.get("batch")
        if not isinstance(batch, Ref) or batch.id is None:
            return []
        found = []
        with told():
            for entry in self.store.entries.values():
                if issubclass(entry, Record) and "batch" in entry.fields():
                    rows = entry.select(entry.id, entry.number, entry.stage, entry.received_at).where(
                        (entry.batch == batch.id) & entry.voided_at.is_null()
                    )
                    found += [
                        Linked(entry.key, row[0], row[1], row[2], row[3], "batch")
                        for row in rows.tuples()
                        if (entry.key, row[0]) != (register, number)
                    ]
        return sorted(found, key=lambda one: one.received_at or self.session.now(), reverse=True)

    def links(self, register: str, number: int) -> list[Linked]:
        """The records tied to this one: made from it, its origin, tied by hand."""
        found = []
        with told():
            ours = Tie.select().where((Tie.register == register) & (Tie.entry == number))
            found += [self._linked(t.other_register, t.other_entry, t.kind) for t in ours]
            theirs = Tie.select().where((Tie.other_register == register) & (Tie.other_entry == number))
            found += [self._linked(t.register, t.entry, "origin" if t.kind == "made" else t.kind) for t in theirs]
        return found

    def _linked(self, register: str, number: int, kind: str) -> Linked:
        entry: Any = self.store.entries[register]
        row = entry.select(entry.number, entry.stage, entry.received_at).where(entry.id == number).tuples().get()
        return Linked(register, number, row[0], row[1], row[2], kind)

    def history(self, register: str, number: int) -> list[HistoryLine]:
        """What happened to an entry, newest first."""
        with told():
            return history.read(self.store, register, number)

    def latest(self, limit: int = 12) -> list[HistoryLine]:
        """The last changes of the ledger."""
        with told():
            return history.read(self.store, limit=limit)

    def numbers_of(self, query: Query) -> list[int]:
        """The ids of everything the query finds, in its order."""
        with told():
            return self.pages.ids(query, self.session.now(), 0, 10**9)
