"""The search: every text of every entry, from one Chinese character on, and the initials of whom it names."""

from __future__ import annotations

from typing import Any

import peewee

from qfdesk.errors import InvalidError
from qfdesk.language import _
from qfdesk.model.entry import Entry
from qfdesk.model.fields import SEALED, Choice, Link, Ref
from qfdesk.model.ledger import SearchEntry
from qfdesk.model.masters import Master
from qfdesk.model.record import Record
from qfdesk.model.show import show, title_of
from qfdesk.model.values import Values
from qfdesk.rules.text import clean
from qfdesk.rules.words import candidates, tokens
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.rows import row_of

LONGEST, MOST_WORDS = 1000, 50
"""What may be searched for at once, in characters and in words: more makes a query no database takes."""


def text_of(entry: type[Entry], values: Values) -> str:
    """All searched texts of an entry, a line each. Choices stand in no language and are left out."""
    lines = [title_of(entry, values)]
    for key, field in entry.fields().items():
        if field.traits.secret == SEALED or isinstance(field, Choice) or key in entry.named or key in ("uid", "stage"):
            continue
        if field.traits.searched or (field.kind in ("text", "memo", "code", "lines") and not field.traits.system):
            text = values[key].text if isinstance(values.get(key), Ref) else show(field, values.get(key), "en")
            if text:
                lines.append(text)
    return "\n".join(dict.fromkeys(lines))


def initials_of(entry: type[Entry], values: Values) -> str:
    """The initials of the masters an entry names; a master's own."""
    if issubclass(entry, Master):
        return str(values.get("initials") or "")
    wanted = []
    for key, field in entry.fields().items():
        ref = values.get(key)
        if isinstance(field, Link) and field.traits.searched and isinstance(ref, Ref) and ref.id:
            target = field.rel_model
            row = target.select(target.initials).where(target.id == ref.id).tuples().first()
            wanted.append(row[0] if row else "")
    return " ".join(part for part in wanted if part)


def write(store: Store, entry: type[Entry], number: int, values: Values) -> None:
    """Puts an entry into the search, replacing what stood there. Inside a transaction only."""
    body, initials = text_of(entry, values), initials_of(entry, values)
    old = SearchEntry.get_or_none((SearchEntry.register == entry.key) & (SearchEntry.entry == number))
    title = title_of(entry, values)
    if old is None:
        row = SearchEntry.insert(register=entry.key, entry=number, number=title, body=body, initials=initials).execute()
        store.engine.index(row, tokens(f"{body}\n{initials}"))
    elif (old.body, old.initials, old.number) != (body, initials, title):
        SearchEntry.update(number=title, body=body, initials=initials).where(SearchEntry.id == old.id).execute()
        store.engine.index(old.id, tokens(f"{body}\n{initials}"), tokens(f"{old.body}\n{old.initials}"))


def matching(store: Store, text: str) -> Any:
    """The condition on SearchEntry that every word of the text (parted by spaces) is met. Raises InvalidError."""
    words = clean(text, "text").split()
    if len(text) > LONGEST or len(words) > MOST_WORDS:
        raise InvalidError(_("This is too long to search for; a few words of it are enough"))
    condition = peewee.Value(1) == 1
    rows = SearchEntry.select(peewee.fn.MAX(SearchEntry.id)).scalar() or 0
    for word in words:
        met = SearchEntry.body.contains(word)
        if word.isascii():
            met |= SearchEntry.initials.contains(word.lower())
        condition &= met
        within = store.engine.candidates(candidates(word), rows)
        if within is not None:
            condition &= SearchEntry.id.in_(within)
    return condition


def find(store: Store, text: str, register: str | None, limit: int) -> list[tuple[str, int, str, str]]:
    """(register, id, number, body) of the newest records the text is found in; masters are left out."""
    if not text.strip():
        return []
    records = [key for key, entry in store.entries.items() if issubclass(entry, Record)]
    wanted = [register] if register else records
    rows = (
        SearchEntry.select(SearchEntry.register, SearchEntry.entry, SearchEntry.number, SearchEntry.body)
        .where(SearchEntry.register.in_(wanted) & matching(store, text))
        .order_by(SearchEntry.id.desc())
        .limit(limit)
    )
    return list(rows.tuples())


def stages_of(store: Store, places: list[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The stage of each record (register, id): one query a register."""
    found: dict[tuple[str, int], str] = {}
    for key in {key for key, _number in places}:
        entry = store.entries[key]
        if issubclass(entry, Record):
            numbers = [number for register, number in places if register == key]
            rows = entry.select(entry.id, entry.stage).where(entry.id.in_(numbers)).tuples()
            found |= {(key, number): stage for number, stage in rows}
    return found


def rebuild(store: Store) -> int:
    """Makes the whole index anew from the entries; returns how many there are."""
    with store.db.atomic():
        store.engine.empty_index()
        SearchEntry.delete().execute()
        count = 0
        for entry, number in _in_order_of_time(store):
            write(store, entry, number, values_of(entry, row_of(entry, number)))
            count += 1
    return count


def _in_order_of_time(store: Store) -> list[tuple[type[Entry], int]]:
    """All entries as they were entered, since the search tells the newest first by the order of its own rows."""
    found = [
        (created.timestamp() if created else 0, place, number, entry)
        for place, entry in enumerate(store.entries.values())
        for number, created in entry.select(entry.id, entry.created_at).tuples()
    ]
    return [(entry, number) for _created, _place, number, entry in sorted(found, key=lambda one: one[:3])]
