"""Masking a person on request: in the entry, its history, search, requests and names of files, the chain untouched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.ledger import TABLES, Attachment, History, HistoryText, LedgerTable, SearchEntry
from qfdesk.model.masters import Party
from qfdesk.model.record import Record
from qfdesk.model.show import title_of
from qfdesk.model.values import Values
from qfdesk.rules.masking import mask_text
from qfdesk.store import chain, history, search
from qfdesk.store.history import Act, as_text, is_mark
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.rows import row_of
from qfdesk.store.unnamed import masked_line, masked_values, told_before, words_of

_NO_WORDS = frozenset(("register", "number", "sha256", "stored", "kind", "state"))
"""Columns of the ledger's own tables that hold no words of a person."""


@dataclass(frozen=True)
class Target:
    """An entry to mask a person in. ``cut``: its links to a person who stays, since others name them too."""

    entry: type[Entry]
    id: int
    title: str
    uid: str
    finished: bool
    cut: tuple[str, ...] = ()


@dataclass
class Done:
    """What was masked in one entry; ``left``: lines of the history that still tell the person in the plain."""

    title: str
    changed: bool
    left: int = 0
    words: list[str] = field(default_factory=list)


def targets(store: Store, entry: type[Entry], number: int) -> list[Target]:
    """The entries that are masked together, persons first.

    Of a record: itself, and the person it names if no other entry does. Of a person: the person and every record.
    """
    if issubclass(entry, Party):
        return [_target(entry, number), *(_target(*place) for place in naming(store, number))]
    values = _values(entry, number)
    people, cut = [], []
    for key, one in _links_to_people(entry):
        ref = values[key]
        if not isinstance(ref, Ref) or ref.id is None or not _is_person(ref.id):
            continue
        if naming(store, ref.id) == [(entry, number)]:
            people.append(_target(one.rel_model, ref.id))
        else:
            cut.append(key)
    return [*people, _target(entry, number, tuple(cut))]


def naming(store: Store, party: int) -> list[tuple[type[Entry], int]]:
    """The entries that name a customer or unit, each once."""
    found: dict[tuple[type[Entry], int], None] = {}
    for entry in store.entries.values():
        for key, _field in _links_to_people(entry):
            rows = entry.select(entry.id).where(getattr(entry, key) == party).order_by(entry.id).tuples()
            found |= dict.fromkeys((entry, row[0]) for row in rows)
    return list(found)


def is_person(number: int) -> bool:
    """Whether a customer or unit is a natural person."""
    return _is_person(number)


def forget(store: Store, target: Target, act: Act, more: Iterable[str] = ()) -> Done:
    """Masks the person in one entry and all the ledger says of it. Inside a transaction only.

    ``more``: further words that name the person. ``left`` counts lines from before texts stood beside the history.
    """
    entry, number = target.entry, target.id
    before = _values(entry, number)
    lines = list(
        History.select().where((History.register == entry.key) & (History.entry == number)).order_by(History.seq)
    )
    words = sorted({*words_of(entry, before), *told_before(entry, lines), *more}, key=len, reverse=True)
    texts = _mask_texts(entry, lines, words, act)
    new = {k: v for k, v in masked_values(entry, before, words, target.cut).items() if v != before[k]}
    others = _mask_tables(entry.key, number, words)
    if not (texts or new or others):
        return Done(target.title, changed=False, words=words)
    row = {k: (v.id if isinstance(v, Ref) else v) for k, v in new.items()}
    entry.update(**row, changed_at=act.at, revision=entry.revision + 1).where(entry.id == number).execute()
    after = _values(entry, number)
    fields = entry.fields()
    told = [(k, "", as_text(fields[k], after[k])) for k in new]
    history.write(store, act, (entry.key, number, title_of(entry, after)), [*told, ("", "", _seal(entry.key, number))])
    search.write(store, entry, number, after)
    return Done(title_of(entry, after), changed=True, left=_left(lines, words), words=words)


def rewrite_search(store: Store, places: Iterable[tuple[type[Entry], int]]) -> None:
    """Has entries found under what the masters they name are called now."""
    for entry, number in places:
        search.write(store, entry, number, _values(entry, number))


def _target(entry: type[Entry], number: int, cut: tuple[str, ...] = ()) -> Target:
    values = _values(entry, number)
    finished = bool(values.get("closed_at") or values["voided_at"]) if issubclass(entry, Record) else True
    return Target(entry, number, title_of(entry, values), values["uid"], finished, cut)


def _values(entry: type[Entry], number: int) -> Values:
    return values_of(entry, row_of(entry, number))


def _links_to_people(entry: type[Entry]) -> list[tuple[str, Link]]:
    return [(k, f) for k, f in entry.fields().items() if isinstance(f, Link) and f.rel_model is Party]


def _is_person(number: int) -> bool:
    return bool(Party.select().where((Party.id == number) & (Party.kind == "person")).exists())


# history


def _mask_texts(entry: type[Entry], lines: Sequence[History], words: Sequence[str], act: Act) -> int:
    """Masks the texts behind the marks of an entry's lines; returns how many were changed."""
    roles = _roles(lines)
    known = {mark: row for mark, row in history.texts_of(roles).items() if row.forgotten_at is None}
    changed = 0
    for mark, row in known.items():
        text = masked_line(entry, roles[mark], row.text, words)
        if text != row.text:
            changed += 1
            HistoryText.update(text=text, salt="", forgotten_at=act.at).where(HistoryText.mark == mark).execute()
    return changed


def _roles(lines: Sequence[History]) -> dict[str, list[str]]:
    """What each mark stands for: the fields it was a value of; '' a text of another kind, ``=`` the entry's name."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for mark, role in ((line.before, line.field), (line.after, line.field), (line.reason, ""), (line.number, "=")):
            if is_mark(mark):
                found.setdefault(mark, []).append(role)
    return found


def _seal(register: str, number: int) -> str:
    rows = HistoryText.select(HistoryText.mark, HistoryText.text).where(
        (HistoryText.register == register)
        & (HistoryText.entry == number)
        & HistoryText.forgotten_at.is_null(False)
    )
    return chain.seal_of(rows.tuples())


def _left(lines: Sequence[History], words: Sequence[str]) -> int:
    """Lines from before texts stood beside the history: they cannot be masked without breaking the chain."""
    return sum(
        any(word in text for word in words for text in (r.number, r.before, r.after, r.reason) if not is_mark(text))
        for r in lines
    )


# the ledger's other tables


def _mask_tables(register: str, number: int, words: Sequence[str]) -> int:
    """Masks the words in requests, pauses, names of files and whatever else the ledger keeps of the entry."""
    changed = 0
    for table in TABLES:
        known = table._meta.fields
        if table in (History, HistoryText, SearchEntry) or not {"register", "entry"} <= known.keys():
            continue
        for row in table.select().where((known["register"] == register) & (known["entry"] == number)):
            changed += _mask_row(table, row, words)
    return changed


def _mask_row(table: type[LedgerTable], row: Any, words: Sequence[str]) -> bool:
    new = {}
    for key, one in table._meta.fields.items():
        text = getattr(row, key)
        if isinstance(one, peewee.TextField) and key not in _NO_WORDS and isinstance(text, str):
            masked = mask_text(text, words)
            if masked != text:
                new[key] = masked
    if new:
        table.update(**new).where(table._meta.primary_key == row.get_id()).execute()
    return bool(new)


def files_of(register: str, number: int) -> list[Attachment]:
    """The files ever kept with an entry that are not erased yet."""
    rows = Attachment.select().where((Attachment.register == register) & (Attachment.entry == number))
    return list(rows.where(Attachment.erased_at.is_null()))


def note_erased(attachment: int, act: Act) -> None:
    """Notes that a file itself is gone; its row with the checksum stays."""
    Attachment.update(erased_at=act.at).where(Attachment.id == attachment).execute()
