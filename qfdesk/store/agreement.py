"""Whether every entry is what its history says: a row changed behind the program's back has no line that tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qfdesk.language import Message, _, message
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Link, Ref
from qfdesk.model.ledger import History
from qfdesk.model.show import title_of
from qfdesk.model.values import HistoryLine, Values
from qfdesk.store import history
from qfdesk.store.history import as_text
from qfdesk.store.ledger import Store
from qfdesk.store.many import rows_by_id

GONE = frozenset(("purge",))
"""Acts after which a record is no longer in the ledger."""
_UNTOLD = frozenset(("uid", "number", "revision", "created_at", "changed_at"))
"""What the lines of an entry do not tell."""
_PAGE = 200


def differing(store: Store, most: int = 50) -> Iterator[Message]:
    """A sentence for each entry or field that is not as its history says, ``most`` of them at most."""
    left = most
    for entry in store.entries.values():
        for found in _differing_in(store, entry):
            if not left:
                return
            left -= 1
            yield found


def _differing_in(store: Store, entry: type[Entry]) -> Iterator[Message]:
    present = [row[0] for row in entry.select(entry.id).order_by(entry.id).tuples()]
    yield from _taken_out(entry, set(present))
    columns = tuple(entry.fields())
    for start in range(0, len(present), _PAGE):
        page = present[start : start + _PAGE]
        rows, told = rows_by_id(entry, page, columns), _lines_of(entry, page)
        for number in page:
            yield from _compared(entry, number, rows[number][0], told.get(number, []))


def _taken_out(entry: type[Entry], present: set[int]) -> Iterator[Message]:
    """Entries that the history knows and the ledger has no more, though no line says they were taken away."""
    lines = History.select(History.entry, History.number, History.act).where(
        (History.register == entry.key) & (History.entry > 0)
    )
    known = {number: title for number, title, _act in lines.tuples()}
    gone = {number for number, _title, act in lines.where(History.act.in_(GONE)).tuples()}
    for number in sorted(known.keys() - present - gone):
        title = next(iter(history.texts_of([known[number]]).values())).text if history.is_mark(known[number]) else ""
        yield message(
            _("{title} was taken out of the ledger outside the program; restore a backup"),
            title=title or known[number],
        )


def _lines_of(entry: type[Entry], numbers: list[int]) -> dict[int, list[HistoryLine]]:
    rows = History.select().where((History.register == entry.key) & History.entry.in_(numbers)).order_by(History.seq)
    found: dict[int, list[HistoryLine]] = {}
    for line in history.told_lines(list(rows)):
        found.setdefault(line.entry, []).append(line)
    return found


def _compared(entry: type[Entry], number: int, values: Values, lines: list[HistoryLine]) -> Iterator[Message]:
    title = title_of(entry, values) or f"{entry.key} {number}"
    if not lines:
        yield message(_("{title} was put into the ledger outside the program: its history is empty"), title=title)
        return
    told, covered = _last_told(entry, lines)
    for key, field in entry.fields().items():
        if key not in _UNTOLD and (key in told or key in covered) and not _agrees(field, values[key], told.get(key)):
            yield message(
                _("{title}: “{field}” is not what the history says: it was changed outside the program"),
                title=title,
                field=message(field.label or key),
            )


def _last_told(entry: type[Entry], lines: list[HistoryLine]) -> tuple[dict[str, str], frozenset[str]]:
    """The last value of each field by its lines, and the fields that are as new where no line names them."""
    told: dict[str, str] = {}
    covered: frozenset[str] = frozenset()
    for line in lines:
        if line.act == "create" and not line.field:
            started = _started(line.after)
            told |= {k: v if isinstance(v, str) else as_text(None, v) for k, v in started.items()}
            covered = _covered(entry, started)
        elif line.field:
            told[line.field] = line.after
    return told, covered


def _started(text: str) -> dict[str, Any]:
    """What a line of a new entry tells; nothing where it was spoilt, which the chain tells of."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _covered(entry: type[Entry], started: dict[str, Any]) -> frozenset[str]:
    """The fields a new entry's line speaks for. Of fields that went by another name once nothing is known."""
    if not started.keys() <= entry.fields().keys():
        return frozenset()
    return frozenset(entry.fields() if "stage" in started else entry.typed())


def _agrees(field: Any, value: Any, told: str | None) -> bool:
    if isinstance(value, Ref) and not told:
        return False
    kept = as_text(field, value)
    if kept == (told or "") or (not told and kept in ("", "false")):
        return True
    if told is None and not isinstance(field, Link):  # a column that came later begins with its default
        default = field.default() if callable(field.default) else field.default
        return kept == as_text(field, default)
    return isinstance(value, Ref) and told in _names_of(field.rel_model, value)


def _names_of(target: type[Entry], ref: Ref) -> set[str]:
    """Everything a linked entry was ever called: a line keeps the name of its day."""
    lines = History.select().where((History.register == target.key) & (History.entry == ref.id))
    return {ref.text, *(line.number for line in history.told_lines(list(lines)))}
