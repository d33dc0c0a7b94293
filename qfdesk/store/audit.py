"""Looking through the history: lines by entry, person, day, act and text, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import peewee

from qfdesk.errors import InvalidError
from qfdesk.language import _
from qfdesk.model.audit import AuditQuery
from qfdesk.model.ledger import History, HistoryText
from qfdesk.model.values import HistoryLine
from qfdesk.rules.clock import day_start
from qfdesk.store import history
from qfdesk.store.ledger import Store
from qfdesk.store.search import LONGEST, MOST_WORDS


def count(query: AuditQuery) -> int:
    """How many lines the query finds."""
    return int(History.select().where(_met(query)).count())


def page(query: AuditQuery, offset: int, limit: int) -> list[HistoryLine]:
    """The lines of one page, the newest first."""
    rows = History.select().where(_met(query)).order_by(History.seq.desc())
    return history.told_lines(list(rows.limit(limit).offset(offset)))


def numbers(query: AuditQuery) -> list[int]:
    """The numbers of the lines the query finds, the newest first."""
    return [row[0] for row in History.select(History.seq).where(_met(query)).order_by(History.seq.desc()).tuples()]


def lines(wanted: Sequence[int]) -> list[HistoryLine]:
    """The lines with these numbers, the newest first; a few hundred at most."""
    rows = History.select().where(History.seq.in_(list(wanted))).order_by(History.seq.desc())
    return history.told_lines(list(rows))


def line(seq: int) -> HistoryLine | None:
    """The line with this number."""
    return next(iter(history.told_lines(list(History.select().where(History.seq == seq)))), None)


def last(_store: Store, act: str) -> HistoryLine | None:
    """The newest line of an act."""
    rows = History.select().where(History.act == act).order_by(History.seq.desc()).limit(1)
    return next(iter(history.told_lines(list(rows))), None)


def people() -> list[str]:
    """Everybody the history names, in order."""
    return [row[0] for row in History.select(History.who).distinct().order_by(History.who).tuples()]


def acts() -> list[str]:
    """Every act the history holds, in order."""
    return [row[0] for row in History.select(History.act).distinct().order_by(History.act).tuples()]


def _met(query: AuditQuery) -> Any:
    met = History.seq > 0
    if query.entry is not None:
        met &= (History.register == query.entry[0]) & (History.entry == query.entry[1])
    if query.register:
        met &= History.register == query.register
    if query.person:
        met &= History.who == query.person
    if query.since:
        met &= History.at >= day_start(query.since)
    if query.until:
        met &= History.at < day_start(query.until + dt.timedelta(days=1))
    if query.acts:
        met &= History.act.in_(query.acts)
    return met & _holds(query.text) if query.text else met


def _holds(text: str) -> Any:
    """That every word stands in the line or in a text behind one of its marks. Raises InvalidError for endless ones."""
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        raise InvalidError(_("This is too long to search for; a few words of it are enough"))
    met: Any = peewee.Value(1) == 1
    for word in text.split():
        marks = HistoryText.select(HistoryText.mark).where(HistoryText.text.contains(word))
        columns = (History.number, History.before, History.after, History.reason)
        plainly, behind = columns[0].contains(word), columns[0].in_(marks)
        for column in columns[1:]:
            plainly, behind = plainly | column.contains(word), behind | column.in_(marks)
        met &= plainly | behind
    return met
