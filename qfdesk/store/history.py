"""The history: one chained line per change, only ever added to."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qfdesk.model.ledger import History
from qfdesk.model.show import plain
from qfdesk.model.values import HistoryLine
from qfdesk.store.ledger import Store
from qfdesk.store.rows import add

GENESIS = "0" * 64


@dataclass(frozen=True)
class Act:
    """Who does what, when and why; the same for all lines of one transaction."""

    who: str
    at: dt.datetime
    act: str
    reason: str = ""


def as_text(field: Any, value: Any) -> str:
    """A value as the history keeps it: stable, in no language."""
    known = plain(field, value)
    if known is None or known == []:
        return ""
    return known if isinstance(known, str) else json.dumps(known, ensure_ascii=False, sort_keys=True)


def digest(line: dict[str, Any], previous: str) -> str:
    """The hash of a line: SHA-256 over its canonical JSON and the hash before it."""
    said = json.dumps({**line, "previous": previous}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def write(store: Store, act: Act, entry: tuple[str, int, str], changes: Iterable[tuple[str, str, str]]) -> None:
    """Adds a line per change (field, before, after) of the entry (register, id, number). Inside a transaction only."""
    store.engine.one_at_a_time()
    seq, previous = head(store)
    register, number_id, number = entry
    for field, before, after in changes:
        seq += 1
        line = {
            "seq": seq,
            "at": act.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S"),
            "who": act.who,
            "register": register,
            "entry": number_id,
            "number": number,
            "act": act.act,
            "field": field,
            "before": before,
            "after": after,
            "reason": act.reason,
        }
        mark = digest(line, previous)
        add(History, **{**line, "at": act.at}, previous=previous, hash=mark)
        previous = mark


def read(store: Store, register: str | None = None, entry: int | None = None, limit: int = 0) -> list[HistoryLine]:
    """The lines of an entry, of a register or of all, newest first."""
    rows = History.select().order_by(History.seq.desc())
    if register is not None:
        rows = rows.where(History.register == register)
    if entry is not None:
        rows = rows.where(History.entry == entry)
    if limit:
        rows = rows.limit(limit)
    return [
        HistoryLine(r.seq, r.at, r.who, r.register, r.number, r.act, r.field, r.before, r.after, r.reason) for r in rows
    ]


def head(store: Store) -> tuple[int, str]:
    """The last line's number and hash: kept elsewhere, it shows whether lines were taken away."""
    last = History.select(History.seq, History.hash).order_by(History.seq.desc()).limit(1).tuples().first()
    return last or (0, GENESIS)


def holds(store: Store, seq: int, mark: str) -> bool:
    """Whether the line with this number still has this hash."""
    return seq == 0 or History.select().where((History.seq == seq) & (History.hash == mark)).exists()


def first_broken(store: Store) -> int | None:
    """The number of the first line that does not fit its chain, or None when all do."""
    previous, expected = GENESIS, 1
    for r in History.select().order_by(History.seq).iterator():
        line = {
            "seq": r.seq,
            "at": r.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S"),
            "who": r.who,
            "register": r.register,
            "entry": r.entry,
            "number": r.number,
            "act": r.act,
            "field": r.field,
            "before": r.before,
            "after": r.after,
            "reason": r.reason,
        }
        if r.seq != expected or r.previous != previous or r.hash != digest(line, previous):
            return int(r.seq)
        previous, expected = r.hash, expected + 1
    return None
