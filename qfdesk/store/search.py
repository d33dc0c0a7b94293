"""The search: every text of every entry, from one Chinese character on, and the initials of whom it names."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from functools import reduce
from operator import and_, or_
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
from qfdesk.model.values import Sight, Values
from qfdesk.model.veiled import is_sealed, veiled
from qfdesk.rules.masking import HIDDEN
from qfdesk.rules.words import candidates, tokens
from qfdesk.store import seals
from qfdesk.store.ledger import Store
from qfdesk.store.links import values_of
from qfdesk.store.rows import asked, put, row_of
from qfdesk.store.trouble import told

LONGEST, MOST_WORDS = 1000, 50
"""What may be searched for at once, in characters and in words: more makes a query no database takes."""

_FORM_KEY, _FORM = "search_form", "veiled"
"""What the setting of the ledger says once its index knows what of each entry is veiled."""

_IS_TOKEN = re.compile(r"[a-z0-9]{1,2}|[\u4e00-\u9fa5]{1,2}", re.IGNORECASE | re.ASCII)
"""A word that is in the index as it is: what the index says of it needs no second look."""


_KEPT = ("number", "body", "initials", "veiled", "veiled_initials")


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


def initials_of(entry: type[Entry], values: Values) -> tuple[str, str]:
    """The initials of the masters an entry names (a master's own); and without those whose names are veiled."""
    if issubclass(entry, Master):
        own = str(values.get("initials") or "")
        return own, "" if veiled(entry, values)["initials"] == HIDDEN else own
    wanted, open_to_all = [], []
    for key, field in entry.fields().items():
        ref = values.get(key)
        if isinstance(field, Link) and field.traits.searched and isinstance(ref, Ref) and ref.id:
            wanted.append(_initials_at(field.rel_model, ref.id))
            if veiled(entry, {key: ref}, sealed=is_sealed(entry, values))[key] == ref:
                open_to_all.append(wanted[-1])
    return " ".join(filter(None, wanted)), " ".join(filter(None, open_to_all))


def _initials_at(master: Any, number: int) -> str:
    rows = asked(master, "initials", lambda: master.select(master.initials).where(master.id == 0), number)
    return str(rows[0][0]) if rows else ""


def veiled_of(entry: type[Entry], values: Values) -> str:
    """``text_of`` as it is found by whoever may not see personal data."""
    sealed = is_sealed(entry, values)
    return text_of(entry, veiled(entry, values, more=seals.told_of(entry, [values], sealed)[0], sealed=sealed))


def write(store: Store, entry: type[Entry], number: int, values: Values) -> None:
    """Puts an entry into the search, replacing what stood there. Inside a transaction only."""
    body, (initials, open_initials) = text_of(entry, values), initials_of(entry, values)
    seen = veiled_of(entry, values)
    said = (title_of(entry, values), body, initials, "" if seen == body else seen, open_initials)
    found = asked(SearchEntry, "said", _said, entry.key, number)
    if not found:
        row = put(SearchEntry, {"register": entry.key, "entry": number, **dict(zip(_KEPT, said, strict=True))})
        store.engine.index(row, tokens(f"{body}\n{initials}"))
    elif said != found[0][1:]:
        row, _title, old_body, old_initials, *_veiled = found[0]
        SearchEntry.update(**dict(zip(_KEPT, said, strict=True))).where(SearchEntry.id == row).execute()
        store.engine.index(row, tokens(f"{body}\n{initials}"), tokens(f"{old_body}\n{old_initials}"))


def _said() -> peewee.Select:
    """What the search holds of an entry."""
    columns = (getattr(SearchEntry, key) for key in _KEPT)
    met = (SearchEntry.register == "") & (SearchEntry.entry == 0)
    return SearchEntry.select(SearchEntry.id, *columns).where(met)


def remove(store: Store, register: str, number: int) -> None:
    """Takes an entry out of the search. Inside a transaction only."""
    old = SearchEntry.get_or_none((SearchEntry.register == register) & (SearchEntry.entry == number))
    if old is not None:
        store.engine.unindex(old.id, tokens(f"{old.body}\n{old.initials}"))
        SearchEntry.delete().where(SearchEntry.id == old.id).execute()


def _tokens(text: str) -> list[str]:
    """The tokens an entry must hold to contain every word of the text. Raises InvalidError for an endless one."""
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        raise InvalidError(_("This is too long to search for; a few words of it are enough"))
    return list(dict.fromkeys(token for word in text.split() for token in candidates(word)))


def _holds(word: str) -> Any:
    met = SearchEntry.body.contains(word)
    return met | SearchEntry.initials.contains(word.lower()) if word.isascii() else met


def _holding(text: str, *, looked_up: bool) -> Any:
    """The condition that every word of the text (parted by spaces) is met; ``looked_up``: the tokens are already."""
    words = [word for word in text.split() if not (looked_up and _IS_TOKEN.fullmatch(word))]
    return reduce(and_, (_holds(word) for word in words), peewee.Value(1) == 1)


def _seen() -> Any:
    """The text of an entry under the veil."""
    return peewee.Case(None, ((SearchEntry.veiled == "", SearchEntry.body),), SearchEntry.veiled)


def _holds_veiled(word: str) -> Any:
    met = _seen().contains(word)
    return met | SearchEntry.veiled_initials.contains(word.lower()) if word.isascii() else met


def _behind(sights: Mapping[str, Sight]) -> Any:
    """The condition that an entry is veiled for whoever asks; None where nothing is."""
    register = SearchEntry.register.concat("")
    masked = [key for key, sight in sights.items() if not sight.personal]
    met = [register.in_(masked)] if masked else []
    for key, sight in sights.items():
        if sight.personal and sight.sealed:
            met.append((register == key) & SearchEntry.entry.in_(sorted(sight.sealed)))
    return reduce(or_, met) if met else None


def _found_by(text: str, sights: Mapping[str, Sight], *, looked_up: bool) -> Any:
    """The condition that every word of the text is met by what whoever asks may see."""
    whole = _holding(text, looked_up=looked_up)
    behind = _behind(sights)
    if behind is None:
        return whole
    seen = reduce(and_, (_holds_veiled(word) for word in text.split()), peewee.Value(1) == 1)
    return seen if not any(sight.personal for sight in sights.values()) else whole & (~behind | seen)


def _newest_row() -> int:
    return int(SearchEntry.select(peewee.fn.MAX(SearchEntry.id)).scalar() or 0)


def found_in(store: Store, register: str, text: str, sight: Sight) -> array[int]:
    """The ids of a register's entries that hold every word of the text where whoever asks may see it, in no order."""
    rows = SearchEntry.select(SearchEntry.entry.alias("id"))
    within = store.engine.candidates(_tokens(text), _newest_row())
    if within is None:
        rows = rows.where(SearchEntry.register == register)
    else:  # led by the rows of the index: joined with '' the register's own index is left alone
        rows = rows.where(SearchEntry.id.in_(within)).where(SearchEntry.register.concat("") == register)
    met = _found_by(text, {register: sight}, looked_up=within is not None)
    return store.engine.numbers(rows.where(met))


def find(store: Store, text: str, sights: Mapping[str, Sight], limit: int) -> list[tuple[str, int, str, str]]:
    """(register, id, number, text) of the newest records the text is found in where whoever asks may see it; the one
    that has this very number comes first.

    ``sights``: what may be seen, by register; in these it is looked for.
    """
    if not text.strip() or not sights:
        return []
    among, behind = SearchEntry.register.concat("").in_(list(sights)), _behind(sights)
    body = SearchEntry.body if behind is None else peewee.Case(None, ((behind, _seen()),), SearchEntry.body)
    columns = (SearchEntry.register, SearchEntry.entry, SearchEntry.number, body)
    rows = SearchEntry.select(*columns).where(among).order_by(SearchEntry.id.desc()).limit(limit).tuples()
    words, newest = _tokens(text), _newest_row()
    anywhere = _found_by(text, sights, looked_up=False)
    found = list(rows.where((SearchEntry.number == text.strip().upper()) & anywhere))
    if store.engine.candidates(words, newest) is None:
        return list(dict.fromkeys([*found, *rows.where(anywhere)]))[:limit]
    for numbers in _backwards(store, words, newest + 1):
        found.extend(rows.where(SearchEntry.id.in_(numbers) & _found_by(text, sights, looked_up=True)))
        if len(found) >= limit:
            break
    return list(dict.fromkeys(found))[:limit]


def _backwards(store: Store, words: list[str], below: int) -> Iterator[list[int]]:
    """The rows of the index that hold all the words, newest first, in growing pieces."""
    most = 200
    while numbers := store.engine.newest(words, below, most):
        yield numbers
        if len(numbers) < most:
            return
        below, most = numbers[-1], min(most * 4, 5000)


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


def bring_up_to_date(store: Store) -> None:
    """Makes the index anew where an older program made it, which knew no veil."""
    with told():
        if store.setting(_FORM_KEY) == _FORM:
            return
        if SearchEntry.select().exists():
            rebuild(store)
        store.set_setting(_FORM_KEY, _FORM)


def rebuild(store: Store) -> int:
    """Makes the whole index anew from the entries; returns how many there are."""
    with store.change():
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
