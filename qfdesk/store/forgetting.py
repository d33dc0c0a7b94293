"""Masking a person on request: in the entry, its history, search, requests and names of files, the chain untouched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import peewee

from qfdesk.model.entry import Entry
from qfdesk.model.fields import PERSONAL, SEALED, Link, Ref
from qfdesk.model.ledger import TABLES, Attachment, History, HistoryText, LedgerTable, SearchEntry
from qfdesk.model.masters import Party
from qfdesk.model.record import Record
from qfdesk.model.show import title_of
from qfdesk.model.values import Values
from qfdesk.rules.masking import HIDDEN, mask, mask_name, mask_text
from qfdesk.store import chain, history, search
from qfdesk.store.history import Act, as_text, is_mark
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.rows import row_of

_NOBODY = frozenset(("uid", "number", "stage"))
"""System texts that tell nobody."""
_NO_WORDS = frozenset(("register", "number", "sha256", "stored", "kind", "state"))
"""Columns of the ledger's own tables that hold no words of a person."""
_WORDS = ("text", "code", "link")


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
    words = sorted({*_words(entry, before), *_told_before(entry, lines), *more}, key=len, reverse=True)
    texts = _mask_texts(entry, lines, words, act)
    new = {k: v for k, v in _masked_values(entry, before, words, target.cut).items() if v != before[k]}
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


def _personal(one: Any) -> bool:
    return one.traits.secret in (PERSONAL, SEALED) or one.name == "initials"


def _named(entry: type[Entry], key: str) -> bool:
    """Whether a field tells the person: it is declared so, or it is what a person is called."""
    return _personal(entry.fields()[key]) or (issubclass(entry, Party) and key in entry.named)


# words


def _words(entry: type[Entry], values: Values) -> set[str]:
    return {
        word
        for key, one in entry.fields().items()
        if _named(entry, key) and one.kind in _WORDS and (word := _word(one, values[key]))
    }


def _word(one: Any, value: Any) -> str:
    """A value as a word to look for in texts; '' for a unit's name, which stays."""
    text = str(value or "").strip()
    return text if text and _masked_text_of(one, text) != text and one.name != "initials" else ""


def _told_before(entry: type[Entry], lines: Sequence[History]) -> set[str]:
    """The words of earlier values: an old phone is as personal as the new one."""
    found: set[str] = set()
    for line in history.told_lines(lines):
        said = _made(line.after) if line.act == "create" and not line.field else {}
        pairs = [*said.items(), (line.field, line.before), (line.field, line.after)]
        for key, text in pairs:
            one = entry.fields().get(key)
            if one is not None and _named(entry, key) and one.kind in _WORDS and isinstance(text, str):
                found.add(_word(one, text))
    return found - {""}


def _made(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


# values


def _masked_values(entry: type[Entry], values: Values, words: Sequence[str], cut: Sequence[str]) -> Values:
    found: Values = {}
    for key, one in entry.fields().items():
        if key in cut:
            found[key] = None
        elif key not in _NOBODY and not isinstance(one, Link):
            found[key] = _masked(one, values[key], words, named=_named(entry, key))
    return found


def _masked(one: Any, value: Any, words: Sequence[str], *, named: bool) -> Any:
    if value in (None, "", (), []) or isinstance(value, bool):
        return value
    if isinstance(value, list):
        return [{k: (HIDDEN if named and v else mask_text(v, words)) for k, v in line.items()} for line in value]
    if named:
        return _masked_text_of(one, value) if one.kind in ("text", "code", "memo") else _nothing(value)
    if one.kind in ("text", "memo") or (isinstance(value, str) and any(word in value for word in words)):
        return mask_text(value, words)
    return value


def _nothing(value: Any) -> Any:
    """What is left of a choice, a number or a day that tells of a person."""
    return "" if isinstance(value, str) else () if isinstance(value, tuple) else None


def _masked_text_of(one: Any, text: str) -> str:
    """A personal value in the form of a text, masked by what it is; what was masked before stays."""
    if "*" in text:
        return text
    if isinstance(one, Link) or one.name == "initials":
        return mask_name(text) if isinstance(one, Link) else ""
    return mask(one.name, text) if one.kind in ("text", "code") else HIDDEN


# history


def _mask_texts(entry: type[Entry], lines: Sequence[History], words: Sequence[str], act: Act) -> int:
    """Masks the texts behind the marks of an entry's lines; returns how many were changed."""
    roles = _roles(lines)
    known = {mark: row for mark, row in history.texts_of(roles).items() if row.forgotten_at is None}
    changed = 0
    for mark, row in known.items():
        text = _masked_line(entry, roles[mark], row.text, words)
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


def _masked_line(entry: type[Entry], roles: Sequence[str], text: str, words: Sequence[str]) -> str:
    if made := _made(text):
        texts = {k: v if isinstance(v, str) else as_text(None, v) for k, v in made.items()}
        masked = {k: _masked_line(entry, [k], v, words) for k, v in texts.items()}
        return json.dumps(masked, ensure_ascii=False, sort_keys=True)
    fields = entry.fields()
    for role in roles:
        if role == "=":
            return mask_name(text)
        if role in fields and _named(entry, role) and fields[role].kind != "flag":
            return _masked_text_of(fields[role], text)
    return mask_text(text, words)


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
