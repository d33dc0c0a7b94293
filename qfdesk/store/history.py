"""The history: one chained line per change, only ever added to.

What may tell a person stands in a line by its mark only, ``#`` and the hash of a salt and the text; the text itself
lies beside the chain, so that it can be masked on request (personal-information law, Art. 47) and the chain holds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link
from qfdesk.model.ledger import History, HistoryText
from qfdesk.model.record import Record
from qfdesk.model.show import plain
from qfdesk.model.values import HistoryLine
from qfdesk.store.ledger import Store
from qfdesk.store.rows import add, asked

GENESIS = "0" * 64
HOUSE_LINE = ("house", 0, "")
"""The entry of a line that concerns the ledger as a whole."""
SET_BACK = dt.timedelta(minutes=5)
"""How far a clock may stand before the last line without a line that says so."""

_MARK = re.compile(r"#[0-9a-f]{64}")
_PLAIN_ACTS = frozenset(("print", "export", "unmask", "tie", "forget", "clock", "restored"))
"""Acts whose lines without a field name nobody: forms, files, numbers."""
_TELLING_KINDS = frozenset(("text", "memo", "lines"))
_TELLS: dict[tuple[type[Entry], str], bool] = {}
_AT_ONCE = 5000


@dataclass(frozen=True)
class Act:
    """Who does what, when and why; the same for all lines of one transaction.

    ``told``: the moment was told by a person or a sample, so that it says nothing about the computer's clock.
    """

    who: str
    at: dt.datetime
    act: str
    reason: str = ""
    told: bool = False


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


def mark_of(salt: str, text: str) -> str:
    """What stands in a line for a text."""
    return "#" + hashlib.sha256((salt + text).encode("utf-8", "surrogatepass")).hexdigest()


def is_mark(text: str) -> bool:
    """Whether what stands in a line is a mark."""
    return len(text) == 65 and _MARK.fullmatch(text) is not None


def names_people(entry: type[Entry] | None) -> bool:
    """Whether what an entry is called may be a person: masters that hold personal data."""
    return entry is not None and not issubclass(entry, Record) and any(f.traits.secret for f in entry.fields().values())


def tells(entry: type[Entry] | None, act: str, field: str) -> bool:
    """Whether the before and after of a line may tell a person, so that it keeps only their marks."""
    if entry is None:
        return False
    if not field:
        return act not in _PLAIN_ACTS
    if (entry, field) not in _TELLS:
        _TELLS[entry, field] = _tells(entry.fields().get(field))
    return _TELLS[entry, field]


def _tells(field: Any) -> bool:
    if field is None or field.traits.secret or field.kind in _TELLING_KINDS:
        return True
    return isinstance(field, Link) and names_people(field.rel_model)


def _end() -> peewee.Select:
    """The last line."""
    return History.select(History.seq, History.hash, History.at).order_by(History.seq.desc()).limit(1)


class _Chain:
    """The end of the chain, and the lines that one act adds to it."""

    def __init__(self, store: Store, act: Act) -> None:
        self.store, self.act = store, act
        found = asked(History, "end", _end)
        self.seq, self.previous, self.last_at = found[0] if found else (0, GENESIS, None)
        self._marks: dict[tuple[str, int, str], str] = {}

    def note_clock(self) -> None:
        """Adds a line of its own where the clock stands well before the last line (ALCOA; the order stays)."""
        now, last = self.act.at, self.last_at
        if last is None or self.act.told or now >= last - SET_BACK:
            return
        before, after = (moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (last, now))
        self.add(HOUSE_LINE, "clock", ("", before, after), "")
        self.store.clock_set_back = (last, now)

    def add(self, entry: tuple[str, int, str], act: str, change: tuple[str, str, str], reason: str) -> None:
        """Adds one line."""
        self.seq += 1
        line = {
            "seq": self.seq,
            "at": self.act.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S"),
            "who": self.act.who,
            "register": entry[0],
            "entry": entry[1],
            "number": entry[2],
            "act": act,
            "field": change[0],
            "before": change[1],
            "after": change[2],
            "reason": reason,
        }
        mark = digest(line, self.previous)
        add(History, **{**line, "at": self.act.at}, previous=self.previous, hash=mark)
        self.previous = mark

    def marked(self, entry: tuple[str, int, str], text: str) -> str:
        """The mark of a text, which is kept beside the chain; one text of one act has one mark."""
        if not text:
            return ""
        key = (entry[0], entry[1], text)
        if key not in self._marks:
            salt = secrets.token_hex(16)
            mark = self._marks[key] = mark_of(salt, text)
            add(HistoryText, mark=mark, salt=salt, text=text, register=entry[0], entry=entry[1])
        return self._marks[key]


def write(store: Store, act: Act, entry: tuple[str, int, str], changes: Iterable[tuple[str, str, str]]) -> None:
    """Adds a line per change (field, before, after) of the entry (register, id, number). Inside a transaction only."""
    store.engine.one_at_a_time()
    chain = _Chain(store, act)
    chain.note_clock()
    declared = store.entries.get(entry[0])
    kept = (entry[0], entry[1], chain.marked(entry, entry[2]) if names_people(declared) and entry[1] else entry[2])
    reason = chain.marked(entry, act.reason) if declared is not None and entry[1] else act.reason
    for field, before, after in changes:
        hidden = entry[1] and tells(declared, act.act, field)
        said = [chain.marked(entry, one) if hidden or is_mark(one) else one for one in (before, after)]
        chain.add(kept, act.act, (field, said[0], said[1]), reason)


def texts_of(marks: Iterable[str]) -> dict[str, HistoryText]:
    """The texts behind marks, by mark; a query for every few thousand."""
    wanted = list(dict.fromkeys(marks))
    found: dict[str, HistoryText] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = HistoryText.select().where(HistoryText.mark.in_(wanted[start : start + _AT_ONCE]))
        found |= {row.mark: row for row in rows}
    return found


def told_lines(rows: Sequence[History]) -> list[HistoryLine]:
    """Lines as they are read: every mark made its text again, all by one query."""
    marks = [one for r in rows for one in (r.number, r.before, r.after, r.reason) if is_mark(one)]
    texts = texts_of(marks) if marks else {}

    def said(text: str) -> str:
        return texts[text].text if text in texts else text

    return [
        HistoryLine(
            r.seq, r.at, r.who, r.register, said(r.number), r.act, r.field, said(r.before), said(r.after),
            said(r.reason), r.entry,
            any(one in texts and texts[one].forgotten_at is not None for one in (r.before, r.after)),
        )
        for r in rows
    ]  # fmt: skip


def read(store: Store, register: str | None = None, entry: int | None = None, limit: int = 0) -> list[HistoryLine]:
    """The lines of an entry, of a register or of all, newest first."""
    rows = History.select().order_by(History.seq.desc())
    if register is not None:
        rows = rows.where(History.register == register)
    if entry is not None:
        rows = rows.where(History.entry == entry)
    if limit:
        rows = rows.limit(limit)
    return told_lines(list(rows))


def changed(register: str, entry: int, fields: Sequence[str]) -> bool:
    """Whether any of the fields of an entry was ever changed."""
    met = (History.register == register) & (History.entry == entry) & History.field.in_(fields)
    return bool(fields) and bool(History.select().where(met).exists())


def typed(register: str, entry: int | None, field: str) -> bool:
    """Whether the present value of a field was typed by a person, not filled in by a move."""
    met = (History.register == register) & (History.entry == entry) & (History.field == field)
    last = History.select(History.act).where(met).order_by(History.seq.desc()).limit(1).tuples().first()
    return last is None or last[0] != "move"


def head(store: Store) -> tuple[int, str]:
    """The last line's number and hash: kept elsewhere, it shows whether lines were taken away."""
    last = asked(History, "head", lambda: History.select(History.seq, History.hash).order_by(-History.seq).limit(1))
    return (last[0][0], last[0][1]) if last else (0, GENESIS)


def hash_at(seq: int) -> str:
    """The hash of the line with this number; '' where there is none."""
    found = History.select(History.hash).where(History.seq == seq).tuples().first()
    return found[0] if found else GENESIS if seq == 0 else ""
