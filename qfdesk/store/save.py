"""Saving: one transaction for the row guarded by its revision, its number, its history and its search entry."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from qfdesk.errors import ConflictError, InvalidError
from qfdesk.language import _, message
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.ledger import Counter, Tie
from qfdesk.model.masters import Master
from qfdesk.model.record import Record
from qfdesk.model.show import title_of
from qfdesk.model.values import Draft, Saved, Values
from qfdesk.rules.clock import local
from qfdesk.store import clocks, history, pauses, people, search
from qfdesk.store.history import Act, as_text
from qfdesk.store.ledger import Store
from qfdesk.store.links import called, links_first, refuse_void, start_of, values_of
from qfdesk.store.owners import refuse_foreign
from qfdesk.store.pinyin import initials
from qfdesk.store.rows import asked, done, put, row_of

_ITS_OWN = frozenset(("uid", "number", "revision", "created_at", "changed_at"))
"""What the line of a new entry does not repeat: it says when, and of which number."""


def save(store: Store, draft: Draft, act: Act, stamps: Values | None = None) -> Saved:
    """Saves a draft whole or not at all.

    ``stamps``: system fields the program fills. Raises ConflictError when somebody saved the entry meanwhile,
    InvalidError when it is gone or void, SurroundingsError when the database fails.
    """
    with store.change():
        return save_in(store, draft, act, stamps)


def save_in(store: Store, draft: Draft, act: Act, stamps: Values | None = None) -> Saved:
    """``save`` inside a transaction that the caller holds."""
    store.engine.one_at_a_time()
    entry = store.entries[draft.register]
    values = {k: v for k, v in draft.values.items() if k in entry.fields()} | (stamps or {})
    refuse_void(entry, draft)
    for key, field, ref in links_first(entry, values):
        values[key] = _found_or_made(store, field.rel_model, ref, values, act)
    if act.act != "merge":  # merging carries over the product and its batches one after the other
        refuse_foreign(entry, {**draft.base, **values}, draft.base if draft.id is not None else None)
    if (
        issubclass(entry, Master)
        and (draft.id is None or entry.named[0] in draft.changes())
        and not _typed_initials(draft)
    ):
        values["initials"] = initials(title_of(entry, {entry.named[0]: values.get(entry.named[0])}))
    _refuse_namesake(entry, draft, values)
    if draft.id is None:
        return _insert(store, entry, draft, values, act)
    return _update(store, entry, draft, values, act)


def _typed_initials(draft: Draft) -> bool:
    typed = draft.values.get("initials")
    return bool(typed) and typed != draft.base.get("initials")


def _found_or_made(store: Store, target: type[Entry], ref: Ref, near: Values, act: Act) -> Ref:
    found = called(target, ref.text, near)
    if len(found) > 1:
        raise InvalidError(
            _("{n} entries of “{master}” are called “{name}”; choose one of them"),
            n=len(found),
            master=message(target.label),
            name=ref.text,
        )
    number = found[0] if found else None
    if number is None:
        born = Draft(target.key, start_of(target, ref.text, near))
        number = save_in(store, born, replace(act, act="create")).id
    return Ref(number, ref.text)


def _refuse_namesake(entry: type[Entry], draft: Draft, values: Values) -> None:
    """Raises InvalidError when another entry in force has all the fields alike that tell entries apart."""
    if not entry.alone or not set(entry.alone) <= values.keys():
        return
    met = entry.voided_at.is_null() & (entry.uid != draft.uid)
    for key in entry.alone:
        value = values[key].id if isinstance(values[key], Ref) else values[key]
        met &= entry.fields()[key].is_null() if value is None else entry.fields()[key] == value
    if entry.select(entry.id).where(met).exists():
        taken = message(_("There is an entry of this name already; take that one, or name this one otherwise"))
        raise InvalidError(_("{first}"), fields={entry.alone[-1]: taken}, first=taken)


def _row(entry: type[Entry], values: Values) -> dict[str, Any]:
    """The values as peewee stores them: links by id."""
    fields = entry.fields()
    return {k: (v.id if isinstance(v, Ref) else v) if isinstance(fields[k], Link) else v for k, v in values.items()}


def next_number(register: type[Record], year: int) -> str:
    """The next running number of a register's year: prefix-year-serial, never given twice."""
    key = (Counter.register == "") & (Counter.year == 0)
    if not done(Counter, "next", lambda: Counter.update(last=Counter.last + 1).where(key), 1, register.key, year):
        Counter.insert(register=register.key, year=year, last=1).execute()
    ((last,),) = asked(Counter, "last", lambda: Counter.select(Counter.last).where(key), register.key, year)
    return f"{register.prefix}-{year}-{last:04d}"


def _insert(store: Store, entry: type[Entry], draft: Draft, values: Values, act: Act) -> Saved:
    for (twin,) in asked(entry, "twin", lambda: entry.select(entry.id).where(entry.uid == ""), draft.uid):
        # saved once already, and the answer was lost: what was typed since then is a change
        return _update(store, entry, replace(draft, id=twin, revision=1), values, act)
    values = {**values, "uid": draft.uid, "revision": 1, "created_at": act.at, "changed_at": act.at}
    if issubclass(entry, Record):
        received: dt.datetime = values.get("received_at") or act.at
        values["number"] = next_number(entry, local(received).year)
        values.setdefault("stage", entry.stages[0].key)
    number = put(entry, _row(entry, values))
    kept = values_of(entry, row_of(entry, number))
    title = title_of(entry, kept)
    typed = entry.typed()
    fields = {k: f for k, f in entry.fields().items() if k not in _ITS_OWN}
    whole = {k: text for k, f in fields.items() if (text := as_text(f, kept[k])) not in ("", "false")}
    said = json.dumps(whole, ensure_ascii=False, sort_keys=True)
    history.write(store, act, (entry.key, number, title), [("", "", said)])
    _after(store, entry, number, kept, act)
    if draft.made_from:
        tie(draft.made_from, (entry.key, number), "made")
    return Saved(entry.key, number, title, 1, tuple(k for k in typed if k in whole), created=True)


def _update(store: Store, entry: type[Entry], draft: Draft, values: Values, act: Act) -> Saved:
    row = row_of(entry, draft.id)
    if row is None:
        raise InvalidError(_("This entry is no longer in the ledger; load the list again"))
    before = values_of(entry, row)
    if before["revision"] != draft.revision:
        raise conflict(entry, draft, before)
    fields = entry.fields()
    changed = {
        k: v
        for k, v in values.items()
        if as_text(fields[k], v) != as_text(fields[k], before[k]) or _other_link(v, before[k])
    }
    title = title_of(entry, before)
    if not changed:
        return Saved(entry.key, row.id, title, draft.revision, ())
    guard = (entry.id == row.id) & (entry.revision == draft.revision)
    kept = _row(entry, {**changed, "changed_at": act.at})
    if not entry.update(**kept, revision=entry.revision + 1).where(guard).execute():
        raise conflict(entry, draft, values_of(entry, row_of(entry, row.id)))
    after = values_of(entry, row_of(entry, row.id), before)
    lines = [(k, as_text(fields[k], before[k]), as_text(fields[k], after[k])) for k in changed]
    history.write(store, act, (entry.key, row.id, title), lines)
    people.refuse_leaderless(entry, before, after)
    _after(store, entry, row.id, after, act)
    if issubclass(entry, Master) and any(k in (*entry.named, "initials") for k in changed):
        _rewrite_searches(store, entry, row.id)
    return Saved(entry.key, row.id, title_of(entry, after), after["revision"], tuple(changed))


def _other_link(new: Any, old: Any) -> bool:
    """Two masters may go by one name; the id tells them apart."""
    return isinstance(new, Ref) and isinstance(old, Ref) and new.id != old.id


def conflict(entry: type[Entry], draft: Draft, now: Values) -> ConflictError:
    """The refusal to overwrite a newer change, with both versions of what differs."""
    theirs = {k: now[k] for k in entry.typed() if now[k] != draft.base.get(k)}
    return ConflictError(
        _("{title} was changed by somebody else since you opened it; compare both versions, then save again"),
        theirs,
        draft.changes(),
        title=title_of(entry, now),
    )


def _after(store: Store, entry: type[Entry], number: int, values: Values, act: Act) -> None:
    search.write(store, entry, number, values)
    if issubclass(entry, Record):
        if values["closed_at"] or values["voided_at"]:
            pauses.end(store, (entry.key, number, values["number"]), replace(act, act="resume"))
        clocks.write(entry, number, values)


def _rewrite_searches(store: Store, master: type[Entry], number: int) -> None:
    """A renamed master is found under its new name in every record that names it."""
    for entry in store.entries.values():
        for key, field in entry.fields().items():
            if isinstance(field, Link) and field.rel_model is master and field.traits.searched:
                for row in entry.select().where(getattr(entry, key) == number):
                    search.write(store, entry, row.id, values_of(entry, row))


def tie(one: tuple[str, int], other: tuple[str, int], kind: str) -> None:
    """Ties two records; tying them twice changes nothing. Inside a transaction only."""
    Tie.insert(
        register=one[0], entry=one[1], other_register=other[0], other_entry=other[1], kind=kind
    ).on_conflict_ignore().execute()
