"""The use cases of many entries: lists, search, suggestions, neighbours, deadlines, history."""

from __future__ import annotations

import datetime as dt

from qfdesk.desk.actor import Session
from qfdesk.desk.rights import needs, seated
from qfdesk.desk.veil import Veil
from qfdesk.desk.veiled_history import Told
from qfdesk.model.fields import Ref
from qfdesk.model.masters import Master
from qfdesk.model.record import Record
from qfdesk.model.show import title_of
from qfdesk.model.values import DueLine, HistoryLine, Hit, Linked, Listed, Query, Suggestion, Values
from qfdesk.model.veiled import is_secret
from qfdesk.rules.text import clean
from qfdesk.rules.words import around
from qfdesk.store import belonging, clocks, history, pages, people, search, suggestions
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.trouble import told

_AT_THE_DOOR = ("login", "login_failed", "logout")
_MORE = 4
"""So many lines are read for each shown, since logins and what the person may not read are left out."""
_LOOKED_THROUGH = 400
"""Masters that a half typed text may mean: for who sees names masked, most of them are not offered."""
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
    "roles",
)


class Lists:
    """What can be asked of many entries at once. Nothing here changes anything."""

    def __init__(self, store: Store, session: Session, veil: Veil) -> None:
        self.store, self.session, self.veil = store, session, veil
        self.told = Told(veil)
        self.pages = pages.Pages(store)

    @needs("read")
    def count(self, query: Query) -> int:
        """How many entries the query finds."""
        with told():
            return self.pages.count(self.veil.asking(query), self.session.now())

    @needs("read")
    def stage_counts(self, query: Query) -> dict[str, int]:
        """Entries per stage; '' counts all, ``overdue`` those past a deadline."""
        with told():
            return self.pages.stage_counts(self.veil.asking(query), self.session.now())

    @needs("read")
    def page(self, query: Query, offset: int, limit: int, columns: tuple[str, ...]) -> list[Listed]:
        """The rows of one page with the columns asked for."""
        with told():
            asked = self.veil.asking(query)
            rows = self.pages.page(asked, self.session.now(), offset, limit, columns)
        return self.veil.listed(query.register, rows)

    @needs("read")
    def at_hand(self, query: Query) -> bool:
        """Whether pages of the query come at once; else ``look_through`` should be asked in a worker first."""
        with told():
            return self.pages.at_hand(self.veil.asking(query), self.session.now())

    @needs("read")
    def look_through(self, query: Query) -> int:
        """Searches, sorts and counts, so that pages and counts are at hand; returns how many entries there are."""
        self.numbers_of(query)
        self.stage_counts(query)
        return self.count(query)

    @needs("read")
    def position(self, query: Query, number: int) -> int | None:
        """The place of an entry in the query's order."""
        with told():
            return self.pages.position(self.veil.asking(query), number, self.session.now())

    @seated
    def find(self, text: str, register: str | None = None, limit: int = 50) -> list[Hit]:
        """Records that hold every word of the text, or whose customer or product has these initials; newest first."""
        text = clean(text, "text")
        word, readable = text.split()[0] if text else "", self.session.readable()
        among = [register] if register else [k for k, e in self.store.entries.items() if issubclass(e, Record)]
        known = self.veil.sights(among)
        sights = {key: known[key] for key in among if key in readable}
        with told():
            rows = search.find(self.store, text, sights, limit)
            stages = search.stages_of(self.store, [(key, number) for key, number, _title, _body in rows])
        return [
            Hit(key, number, title, around(body, word), stages.get((key, number), ""))
            for key, number, title, body in rows
        ]

    @needs("read")
    def suggest(self, master: str, text: str, limit: int = 20) -> list[Suggestion]:
        """Masters (or, for a link to records, none) that a typed text fits."""
        entry = self.store.entries[master]
        if not issubclass(entry, Master):
            return []
        text, sight = clean(text, "text"), self.veil.sight(master)
        masked = not sight.personal
        with told():
            rows = suggestions.masters(entry, text, _LOOKED_THROUGH if masked else limit)
            found = [self._suggestion(entry, values_of(entry, row), row.id) for row in rows]
        seen = (self.veil.suggestion(entry, one, text, sight) for one in found)
        offered = [self._suggestion(entry, one.values, one.id) if masked else one for one in seen if one]
        return offered[:limit]

    def _suggestion(self, entry: type[Master], values: Values, number: int) -> Suggestion:
        fields = entry.fields()
        detail = [
            str(values[k])
            for k in _DETAILS
            if k in fields and fields[k].kind not in ("choice", "choices") and values.get(k)
        ]
        return Suggestion(number, title_of(entry, values), " · ".join(detail), values)

    @needs("read")
    def suggest_text(self, register: str, field: str, text: str, limit: int = 20) -> list[str]:
        """What was entered in this field before and begins alike, then what holds the text."""
        entry, sight = self.store.entries[register], self.veil.sight(register)
        if not sight.personal and is_secret(entry, field):
            return []
        with told():
            if sight.whole:
                return suggestions.texts(entry, field, clean(text, "text"), limit)
            found = suggestions.texts_by_id(entry, field, clean(text, "text"))
        seen = self.veil.rows(register, {number: {field: said} for number, said in found.items()})
        told_openly = dict.fromkeys(said for number, said in found.items() if seen[number][field] == said)
        return suggestions.nearest(told_openly, clean(text, "text"), limit)

    @seated
    def people(self) -> list[Ref]:
        """Everybody who may be named as handler."""
        with told():
            return people.everybody()

    @needs("read")
    def dues(self, register: str, number: int) -> list[DueLine]:
        """The running deadlines of a record, nearest first."""
        with told():
            return clocks.read(self.store, register=register, entries=[number])

    @seated
    def due_before(self, moment: dt.datetime) -> list[DueLine]:
        """Every running deadline the person may read that ends before a moment, nearest first."""
        readable = self.session.readable()
        with told():
            return [line for line in clocks.read(self.store, before=moment) if line.register in readable]

    @needs("read")
    def neighbours(
        self, register: str, number: int | None, values: Values, made_from: tuple[str, int] | None = None
    ) -> list[Linked]:
        """The other cases of the same batch (D16.6), newest first; what was made from one another is one case.

        ``made_from``: what a record not saved yet is made from.
        """
        batch = values.get("batch")
        if not isinstance(batch, Ref) or batch.id is None:
            return []
        with told():
            same = belonging.of_batch(self.store, batch.id)
            place = (register, number) if number is not None else made_from
            own = belonging.of_one_case(place) if place is not None and same else set()
        readable = self.session.readable()
        found = [one for one in same if (one.register, one.id) not in own and one.register in readable]
        return sorted(found, key=lambda one: one.received_at or self.session.now(), reverse=True)

    @needs("read")
    def links(self, register: str, number: int) -> list[Linked]:
        """The records tied to this one that the person may read: made from it, its origin, tied by hand."""
        with told():
            found = belonging.tied(self.store, register, number)
        return [one for one in found if one.register in self.session.readable()]

    @needs("read")
    def history(self, register: str, number: int) -> list[HistoryLine]:
        """What happened to an entry, newest first."""
        with told():
            lines = history.read(self.store, register, number)
        return self.told.lines(lines)

    @seated
    def latest(self, limit: int = 12) -> list[HistoryLine]:
        """The last changes of the ledger to what the person may read."""
        readable = self.session.readable()
        with told():
            lines = history.read(self.store, limit=limit * _MORE)
        seen = [line for line in lines if line.register in readable and line.act not in _AT_THE_DOOR][:limit]
        return self.told.lines(seen)

    @needs("read")
    def numbers_of(self, query: Query) -> list[int]:
        """The ids of everything the query finds, in its order."""
        with told():
            return self.pages.ids(self.veil.asking(query), self.session.now(), 0, 10**9)
