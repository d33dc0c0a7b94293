"""Requests to correct closed records, as they are kept; the values in the form of the history."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from qfdesk.errors import InvalidError
from qfdesk.language import _
from qfdesk.model.corrections import APPROVED, ASKED, Request
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.ledger import Correction
from qfdesk.model.parse import kept
from qfdesk.model.values import Opened, Values
from qfdesk.store import history
from qfdesk.store.history import Act, as_text
from qfdesk.store.ledger import Store

Cover = Callable[[str, str], str]


def differing(entry: type[Entry], now: Values, wanted: Values) -> Values:
    """Those of the wanted values that are others than now; two entries of one name differ too."""
    fields = entry.fields()
    return {k: v for k, v in wanted.items() if as_text(fields[k], v) != as_text(fields[k], now[k]) or _id(v, now[k])}


def _id(new: Any, old: Any) -> bool:
    return isinstance(new, Ref) and isinstance(old, Ref) and new.id is not None and new.id != old.id


def add(store: Store, opened: Opened, after: Values, act: Act) -> int:
    """Keeps a request, which changes nothing of the record. Raises InvalidError while another one is open.

    Inside a transaction only.
    """
    if any(one.is_open for one in of(store, opened.register, opened.id)):
        raise InvalidError(
            _("A correction of {title} is waiting already; let it be decided, or withdraw it first"), title=opened.title
        )
    fields = store.entries[opened.register].fields()
    texts = {k: as_text(fields[k], v) for k, v in after.items()}
    number = Correction.insert(
        register=opened.register,
        entry=opened.id,
        number=opened.title,
        before=_said({k: as_text(fields[k], opened.values[k]) for k in after}),
        after=_said(texts),
        links=_said({k: v.id for k, v in after.items() if isinstance(v, Ref) and v.id is not None}),
        revision=opened.revision,
        reason=act.reason,
        asked_at=act.at,
        asked_by=act.who,
    ).execute()
    history.write(store, act, (opened.register, opened.id, opened.title), [("", "", _said(texts))])
    return int(number)


def found(store: Store, number: int) -> Request:
    """The request with this id. Raises InvalidError when there is none."""
    row = Correction.get_or_none(Correction.id == number)
    if row is None:
        raise InvalidError(_("There is no request {n} for a correction; see “corrections”"), n=number)
    return _request(store, row)


def asked_of(number: int) -> int:
    """The version of the record that a request was made for."""
    return int(Correction.get_by_id(number).revision)


def waiting(store: Store) -> list[Request]:
    """All open requests, the oldest first."""
    rows = Correction.select().where(Correction.state == ASKED).order_by(Correction.id)
    return [_request(store, row) for row in rows if row.register in store.entries]


def of(store: Store, register: str, entry: int) -> list[Request]:
    """Every request for a record, the newest first."""
    met = (Correction.register == register) & (Correction.entry == entry)
    return [_request(store, row) for row in Correction.select().where(met).order_by(Correction.id.desc())]


def done(store: Store, register: str, entry: int) -> list[Request]:
    """The corrections a record went through, the newest first."""
    return [one for one in of(store, register, entry) if one.state == APPROVED]


def decide(store: Store, asked: Request, state: str, act: Act, note: str) -> None:
    """Ends a request, once. Inside a transaction only."""
    met = (Correction.id == asked.id) & (Correction.state == ASKED)
    ended = Correction.update(state=state, decided_at=act.at, decided_by=act.who, note=note).where(met).execute()
    if not ended:
        raise InvalidError(_("This correction was decided meanwhile; load the list again"))


def mask(register: str, entry: int, cover: Cover) -> int:
    """Rewrites what the requests for an entry say, when a person in it is forgotten; returns how many were changed.

    ``cover(field, text)`` gives the text to keep instead; ``field`` is '' for reasons and notes. Inside a transaction.
    """
    changed = 0
    for row in Correction.select().where((Correction.register == register) & (Correction.entry == entry)):
        before, after, links = (_known(text) for text in (row.before, row.after, row.links))
        masked = {k: cover(k, v) for k, v in after.items()}
        now = {
            "before": _said({k: cover(k, v) for k, v in before.items()}),
            "after": _said(masked),
            "links": _said({k: v for k, v in links.items() if masked[k] == after[k]}),
            "reason": cover("", row.reason),
            "note": cover("", row.note),
        }
        if any(getattr(row, key) != text for key, text in now.items()):
            Correction.update(**now).where(Correction.id == row.id).execute()
            changed += 1
    return changed


def _request(store: Store, row: Any) -> Request:
    fields = store.entries[row.register].fields()
    links = _known(row.links)
    before = {k: _value(fields[k], v) for k, v in _known(row.before).items() if k in fields}
    after = {k: _value(fields[k], v, links.get(k)) for k, v in _known(row.after).items() if k in fields}
    return Request(
        row.id,
        row.register,
        row.entry,
        row.number,
        before,
        after,
        row.reason,
        row.state,
        row.asked_at,
        row.asked_by,
        row.decided_at,
        row.decided_by,
        row.note,
    )


def _value(field: Any, text: str, link: int | None = None) -> Any:
    """The typed value; a text that was masked and is none of its kind any more stays a text."""
    try:
        value = kept(field, text)
    except (ValueError, TypeError, ArithmeticError):
        return text
    return Ref(link, value.text) if isinstance(value, Ref) else value


def _said(texts: dict[str, Any]) -> str:
    return json.dumps(texts, ensure_ascii=False, sort_keys=True)


def _known(text: str) -> dict[str, Any]:
    return dict(json.loads(text)) if text else {}
