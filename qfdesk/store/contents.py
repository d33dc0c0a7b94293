"""What stands in the ledger that the program never writes: unreadable cells, unknown choices, lost links."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import peewee

from qfdesk.language import Message, _, message
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Choices, Lines, Link
from qfdesk.model.record import Record
from qfdesk.rules.stored import text_in


def strange(entries: Iterable[type[Entry]], most: int = 50) -> Iterator[Message]:
    """A sentence for each such cell, ``most`` of them at most."""
    left = most
    for entry in entries:
        for found in _strange_in(entry):
            if not left:
                return
            left -= 1
            yield found


def _strange_in(entry: type[Entry]) -> Iterator[Message]:
    for key, field in entry.fields().items():
        if isinstance(field, Link):
            yield from _lost(entry, key, field)
        elif field.kind in _UNREADABLE or key == "stage":
            yield from _unreadable(entry, key, field)


def _lost(entry: type[Entry], key: str, field: Link) -> Iterator[Message]:
    """Links to an entry that is not in the ledger."""
    target = field.rel_model.alias()
    rows = (
        entry.select(entry.id, _name(entry))
        .join(target, peewee.JOIN.LEFT_OUTER, on=getattr(entry, key) == target.id)
        .where(getattr(entry, key).is_null(False) & target.id.is_null())
    )
    for number, title in rows.tuples():
        yield message(
            _("{title}: “{field}” names an entry that is not in the ledger; choose it again"),
            title=text_in(title) or f"{entry.key} {number}",
            field=message(field.label),
        )


def _unreadable(entry: type[Entry], key: str, field: Any) -> Iterator[Message]:
    plain = getattr(entry, key).cast("TEXT") if field.kind not in ("date", "moment") else getattr(entry, key)
    rows = entry.select(entry.id, _name(entry), _as_kept(plain)).where(getattr(entry, key).is_null(False))
    known = _known(entry, key, field)
    for number, title, value in rows.tuples().iterator():
        if value not in (None, "") and not known(value):
            yield message(
                _("{title}: “{field}” holds “{value}”, which is no such value; enter it again"),
                title=text_in(title) or f"{entry.key} {number}",
                field=message(field.label),
                value=text_in(value)[:40],
            )


def _as_kept(column: Any) -> Any:
    """The cell as the database has it, past the field's own reading."""
    return peewee.fn.COALESCE(column, None).converter(lambda value: value)


def _name(entry: type[Entry]) -> Any:
    return entry.number if issubclass(entry, Record) else getattr(entry, entry.named[0])


def _known(entry: type[Entry], key: str, field: Any) -> Any:
    if key == "stage" and issubclass(entry, Record):
        stages = {stage.key for stage in entry.stages}
        return lambda value: value in stages
    return _UNREADABLE[field.kind](field)


def _reads(field: Any) -> Any:
    return lambda value: field.python_value(value) is not None


def _choices(field: Choices | Choice) -> Any:
    return lambda value: all(one in field.options for one in value.split(","))


def _choice(field: Choice) -> Any:
    return lambda value: value in field.options


def _table(field: Lines) -> Any:
    keys = {column.key for column in field.columns}

    def known(value: Any) -> bool:
        try:
            lines = json.loads(value)
        except (ValueError, TypeError):
            return False
        return isinstance(lines, list) and all(isinstance(line, dict) and line.keys() <= keys for line in lines)

    return known


_UNREADABLE: dict[str, Any] = {
    "date": _reads,
    "moment": _reads,
    "number": _reads,
    "quantity": _reads,
    "money": _reads,
    "choice": _choice,
    "choices": _choices,
    "lines": _table,
}
