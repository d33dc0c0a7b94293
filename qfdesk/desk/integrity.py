"""What ``check`` says of the history and of what it was known to be by elsewhere."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qfdesk.errors import InvalidError
from qfdesk.language import Listing, Message, _, message
from qfdesk.model.show import show_moment
from qfdesk.model.values import HistoryLine
from qfdesk.store import audit, backup, chain, history
from qfdesk.store.ledger import Store

SHORT = 12
"""How many characters of a line's hash stand at the foot of a ledger."""

_BROKEN = {
    chain.LINE: _("The history is broken at line {n} ({what}): it was changed outside the program"),
    chain.TEXT: _("A text of the history was changed or taken away outside the program: line {n} ({what})"),
    chain.MASKED: _("A text of the history was masked outside the program: line {n} ({what})"),
}
_HEAD = re.compile(r"\D*(?P<seq>\d+)\D+?\b(?P<mark>[0-9a-f]{8,64})…?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Anchor:
    """How far a history had come, kept outside of it: the number of lines and the last one's hash or its beginning.

    ``told``: where it is known from. ``ledger_id``: '' where that was not kept.
    """

    seq: int
    mark: str
    told: str
    ledger_id: str = ""


def foot(store: Store) -> Message:
    """How far the history has come, for the foot of what leaves the house."""
    seq, mark = history.head(store)
    return message(_("History up to line {n}, {mark}"), n=seq, mark=mark[:SHORT])


def anchor(said: str) -> Anchor:
    """The anchor that a backup or the foot of a ledger tells (``512 abcd1234``). Raises InvalidError."""
    if (path := Path(said)).suffix.lower() == ".zip" or zipfile.is_zipfile(path):
        manifest = backup.read(path)
        seq, mark = int(manifest.get("history", 0)), manifest.get("head", "")
        return Anchor(seq, mark, f"{path.name}, {manifest.get('made_at', '')[:16]}", manifest.get("ledger_id", ""))
    if found := _HEAD.fullmatch(said):
        return Anchor(int(found["seq"]), found["mark"].lower(), said.strip())
    raise InvalidError(
        _("“{text}” is neither a backup nor the foot of a ledger; write it as 512 abcd1234"), text=said[:60]
    )


def broken(store: Store) -> list[Message]:
    """What does not hold in the history itself: its first broken line."""
    found = chain.first_broken()
    if found is None:
        return []
    entry = store.entries.get(found.register)
    field = entry.fields().get(found.field) if entry is not None else None
    parts = [found.number or (message(entry.label) if entry is not None else found.register)]
    parts += [message(field.label)] if field is not None else []
    what = Listing(parts=tuple(part.say() if isinstance(part, Message) else part for part in parts))
    return [message(_BROKEN[found.what], n=found.seq, what=what)]


def other_than(store: Store, known: Anchor) -> list[Message]:
    """Where the history is not the one the anchor was taken from, gone on since; empty when it is."""
    if known.ledger_id and known.ledger_id != store.ledger_id:
        return [message(_("This is another ledger than the one of {told}"), told=known.told)]
    now = history.head(store)[0]
    if known.seq > now:
        return [
            message(
                _("The history is shorter than it was ({told}): it had {n} lines and has {now} now{why}"),
                told=known.told,
                n=known.seq,
                now=now,
                why=_why(store),
            )
        ]
    if not history.hash_at(known.seq).startswith(known.mark):
        return [
            message(
                _("The history is another than it was ({told}): line {n} differs{why}"),
                told=known.told,
                n=known.seq,
                why=_why(store),
            )
        ]
    return []


def note_restored(
    store: Store, act: history.Act, name: str, manifest: Mapping[str, str], before: tuple[int, str] | None
) -> None:
    """A line that says from which backup the ledger goes on, and how far the history had come before, if known."""
    had = f"{before[0]} {before[1][:SHORT]}" if before else ""
    head = f"{manifest.get('history', 0)} {manifest.get('head', '')[:SHORT]}"
    now = f"{name}, {str(manifest.get('made_at', ''))[:16]}, {head}"
    with store.change():
        history.write(store, act, history.HOUSE_LINE, [("", had, now)])


def _why(store: Store) -> Message | str:
    """A backup that was put in place explains a history that goes another way."""
    line: HistoryLine | None = audit.last(store, "restored")
    if line is None:
        return ""
    return message(
        _("; on {at} {who} restored the backup {backup}"), at=show_moment(line.at), who=line.who, backup=line.after
    )
