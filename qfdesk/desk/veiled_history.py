"""The history and the requests for corrections as the person at the desk may see them (D9.7, D15.5)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from qfdesk.desk.veil import Veil
from qfdesk.model.corrections import Request
from qfdesk.model.entry import Entry
from qfdesk.model.fields import SEALED, Link, Ref
from qfdesk.model.masters import Master
from qfdesk.model.values import HistoryLine, Values
from qfdesk.model.veiled import (
    TELLING,
    is_secret,
    needed,
    secrets,
    staff_keys,
    tells_of_staff,
    veiled,
    veiled_text,
)
from qfdesk.rules.masking import HIDDEN
from qfdesk.store import history, seals
from qfdesk.store.reading import read
from qfdesk.store.trouble import told

_SAID_IN_WORDS = ("text", "memo", "code", "link")
"""Kinds that a mask knows how to shorten; of others the history keeps a form that no mask understands."""


@dataclass(frozen=True)
class _Over:
    """What lies over an entry for the person: the words that name somebody in it are veiled, ``sealed`` whole.

    ``mute``: it says, or once said, what was decided about staff, so that reasons given for it are withheld (D8.9).
    """

    words: Sequence[str]
    sealed: bool
    mute: bool

    def text(self, said: str) -> str:
        """A text of the record, veiled."""
        return veiled_text(said, self.words, sealed=self.sealed)

    def reason(self, said: str) -> str:
        """A reason or note given for a change of the record, veiled."""
        return HIDDEN if self.mute and said else self.text(said)


class Told:
    """What lines and requests tell of persons, under the veil."""

    def __init__(self, veil: Veil) -> None:
        self.veil, self.store = veil, veil.store

    def requests(self, requests: Sequence[Request]) -> list[Request]:
        """Requests for corrections as the person sees them."""
        return [self._request(one) for one in requests]

    def _request(self, one: Request) -> Request:
        entry = self.store.entries[one.register]
        with told():
            opened = read(entry, one.entry)
        over = self.veil.over(opened) if opened else ""
        if opened is None or not over:
            return one
        sealed, states = over == SEALED, (opened.values, one.before, one.after)
        words = [word for values in states for word in secrets(entry, values, sealed=sealed)]
        before, after = (
            veiled(entry, values, whole=opened.values, more=words, sealed=sealed) for values in states[1:]
        )
        mute = any(tells_of_staff(entry, values) for values in states)
        reason, note = (_Over(words, sealed, mute).reason(said) for said in (one.reason, one.note))
        return replace(one, before=before, after=after, reason=reason, note=note)

    def lines(self, lines: Sequence[HistoryLine]) -> list[HistoryLine]:
        """Lines of the history as the person sees them, whatever entries they are about."""
        together: dict[tuple[str, int], list[HistoryLine]] = {}
        for line in lines:
            together.setdefault((line.register, line.entry), []).append(line)
        known: dict[int, HistoryLine] = {}
        for (register, number), some in together.items():
            known.update((line.seq, line) for line in self._lines(register, number, some))
        return [known[line.seq] for line in lines]

    def _lines(self, register: str, number: int, lines: Sequence[HistoryLine]) -> Iterable[HistoryLine]:
        entry = self.store.entries.get(register)
        if entry is None or not number:
            return lines
        over = self._over(entry, number)
        if over is None:
            return lines
        over = replace(over, words=[*over.words, *_told_before(entry, lines, over.sealed)])
        return [self._line(entry, line, over) for line in lines]

    def texts(self, register: str, number: int, said: Sequence[str]) -> list[str]:
        """Texts kept beside an entry, reasons and notes, as the person sees them."""
        over = self._over(self.store.entries[register], number)
        return [over.reason(one) if over else one for one in said]

    def _over(self, entry: type[Entry], number: int) -> _Over | None:
        """What lies over an entry for the person; None where nothing does."""
        with told():
            opened = read(entry, number)
        if opened is None:
            return self._over_gone(entry, number)
        over = self.veil.over(opened)
        if not over:
            return None
        sealed = over == SEALED
        with told():
            more = seals.told_of(entry, [opened.values], sealed)[0]
            mute = tells_of_staff(entry, opened.values) or history.changed(entry.key, number, staff_keys(entry))
        return _Over([*secrets(entry, opened.values, sealed=sealed), *more], sealed, mute)

    def _over_gone(self, entry: type[Entry], number: int) -> _Over | None:
        """The same of an entry that was taken away: what its history tells. What was sealed nobody is told any more."""
        with told():
            lines = history.read(self.store, entry.key, number)
        if not needed(entry) or not lines:
            return None
        flag = entry.sealed_by
        told_flag = [one.after if one.field else str(_made(one.after).get(flag, "")) for one in lines
                     if (one.field == flag or one.act == "create") and flag]  # fmt: skip
        sealed = told_flag[:1] == ["true"]
        if not sealed and self.veil.sight(entry.key).personal:
            return None
        mute = any(one.field in staff_keys(entry) or tells_of_staff(entry, _made(one.after)) for one in lines)
        return _Over(_told_before(entry, lines, sealed), sealed, mute)

    def _line(self, entry: type[Entry], line: HistoryLine, over: _Over) -> HistoryLine:
        reason, words, sealed = over.reason(line.reason), over.words, over.sealed
        number = self.veil.title(entry, line.number) if issubclass(entry, Master) else line.number
        if line.field:
            before, after = (_seen(entry, line.field, said, words, sealed) for said in (line.before, line.after))
        else:
            before, after = (_seen_all(entry, said, words, sealed) for said in (line.before, line.after))
        return replace(line, before=before, after=after, reason=reason, number=number)


def _told_before(entry: type[Entry], lines: Iterable[HistoryLine], sealed: bool) -> list[str]:
    """The words that named somebody in an entry at any time its lines tell of."""
    said: list[Values] = []
    for line in lines:
        said += [{line.field: line.before}, {line.field: line.after}]
        if line.act == "create":
            said.append(_made(line.after))
    texts = ({k: v for k, v in one.items() if isinstance(v, str)} for one in said)
    return [word for one in texts for word in secrets(entry, one, sealed=sealed)]


def _made(text: str) -> Values:
    """The values that a line about a new entry holds."""
    with suppress(ValueError):
        said = json.loads(text)
        return said if isinstance(said, dict) else {}
    return {}


def _seen(entry: type[Entry], key: str, text: str, words: Sequence[str], sealed: bool) -> str:
    """One value as the history keeps it, veiled."""
    field = entry.fields().get(key)
    if field is None or not text:
        return veiled_text(text, words, sealed=sealed)
    if is_secret(entry, key) and field.kind not in _SAID_IN_WORDS:
        return HIDDEN
    if is_secret(entry, key):
        value: object = Ref(1, text) if isinstance(field, Link) else text
        shown = veiled(entry, {key: value}, sealed=sealed)[key]
        return str(shown) if isinstance(shown, str | Ref) else HIDDEN
    return veiled_text(text, words, sealed=sealed) if field.kind in TELLING and not field.traits.system else text


def _seen_all(entry: type[Entry], text: str, words: Sequence[str], sealed: bool) -> str:
    """What a line without a field says: the values of a new entry as JSON, or a text."""
    made = _made(text)
    if not made:
        return veiled_text(text, words, sealed=sealed)
    seen = {k: _seen(entry, k, v if isinstance(v, str) else json.dumps(v, ensure_ascii=False), words, sealed)
            for k, v in made.items()}  # fmt: skip
    return json.dumps(seen, ensure_ascii=False, sort_keys=True)
