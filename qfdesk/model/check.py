"""What the declaration itself demands of values: filled, in the list, in range, not in the future, a known link."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from qfdesk.language import Message, _, message
from qfdesk.model.cells import wrongly_written
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Choices, Lines, Link, Ref
from qfdesk.model.values import Findings, Values
from qfdesk.rules.clock import local
from qfdesk.rules.text import clean

_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "code": (str,),
    "memo": (str,),
    "choice": (str,),
    "choices": (tuple,),
    "lines": (list,),
    "date": (dt.date,),
    "moment": (dt.datetime,),
    "number": (int,),
    "quantity": (Decimal, int),
    "money": (Decimal, int),
    "flag": (bool,),
    "link": (Ref,),
}
_MOST = Decimal(10) ** 11
_CELLS = {
    "choice": _("“{field}”, line {n}: “{column}” has no choice “{value}”; take one of its list"),
    "date": _("“{field}”, line {n}: “{column}” wants a date such as 2026-11-22, not “{value}”"),
    "moment": _("“{field}”, line {n}: “{column}” wants a time such as 2026-11-22 09:30, not “{value}”"),
    "quantity": _("“{field}”, line {n}: “{column}” wants a number, not “{value}”"),
    "money": _("“{field}”, line {n}: “{column}” wants an amount such as 12.50, not “{value}”"),
}
"""What is said of a cell by the kind of its column."""


def empty(value: Any) -> bool:
    """Nothing was entered."""
    return (
        value is None
        or value == ""
        or value == ()
        or value == []
        or (isinstance(value, Ref) and value.id is None and not value.text.strip())
    )


def applies(entry: type[Entry], key: str, values: Values) -> bool:
    """Whether the field belongs to a record with these choices (``shown_if`` of the field and of its section)."""
    traits = entry._meta.fields[key].traits  # not fields(): this is asked for every box at every keystroke
    for shown_if in (traits.shown_if, traits.section.shown_if if traits.section else None):
        if shown_if and values.get(shown_if[0]) not in shown_if[1]:
            return False
    return True


def cleaned(entry: type[Entry], values: Values) -> Values:
    """The values without what cannot be kept: control characters, edges, empty lines of small tables."""
    found: Values = {}
    fields = entry.fields()
    for key, value in values.items():
        field = fields.get(key)
        if field is None:
            continue
        if isinstance(value, Ref):
            value = Ref(value.id, clean(value.text, "text")) if value.id is not None or value.text.strip() else None
        elif isinstance(field, Lines):
            value = _clean_lines(field, value)
        elif isinstance(value, str):
            value = clean(value, field.kind if field.kind in ("memo", "code") else "text")
        found[key] = value
    return found


def _clean_lines(field: Lines, lines: Any) -> Any:
    if not isinstance(lines, list):
        return lines
    tidy = [
        {c.key: clean(str(line.get(c.key) or ""), "memo" if c.kind == "memo" else "text") for c in field.columns}
        for line in lines
    ]
    return [{k: v for k, v in line.items() if v} for line in tidy if any(line.values())]


def understood(entry: type[Entry], values: Values) -> Values:
    """The values without those that are none of their field's kind, so that rules can count on the rest."""
    fields = entry.fields()
    return {k: None if k in fields and v is not None and not _of_kind(fields[k], v) else v for k, v in values.items()}


def _of_kind(field: Any, value: Any) -> bool:
    right = isinstance(value, _TYPES[field.kind])
    return right and not (isinstance(value, bool) and field.kind != "flag")


def findings(entry: type[Entry], values: Values, now: dt.datetime) -> Findings:
    """Everything the declaration and the register's own rules say of the values."""
    errors: dict[str, Message] = {}
    for key, field in entry.typed().items():
        value = values.get(key)
        if empty(value):
            if field.traits.required and applies(entry, key, values):
                errors[key] = message(_("“{field}” is empty; fill it in"), field=message(field.label))
        elif wrong := _wrong(field, value, now):
            errors[key] = wrong
    if not errors:
        for check in entry.checks:
            errors.update(check(values))
    warnings: dict[str, Message] = {}
    if not errors:
        for warn in entry.warnings:
            warnings.update(warn(values))
    return Findings(errors, warnings)


def fixed(entry: type[Entry], now: Values, wanted: Values) -> dict[str, Message]:
    """The wanted values that no longer change because what fixes them is filled (a paid refund), with the sentence."""
    wrong: dict[str, Message] = {}
    for key, field in entry.typed().items():
        by = field.traits.fixed_by
        if by and key in wanted and wanted[key] != now.get(key) and not empty(now.get(by)):
            wrong[key] = message(
                _("“{field}” no longer changes since “{by}” is filled; close the record, then ask for a correction"),
                field=message(field.label),
                by=message(entry.fields()[by].label),
            )
    return wrong


def _wrong(field: Any, value: Any, now: dt.datetime) -> Message | None:
    label = message(field.label)
    if not _of_kind(field, value):
        return message(_("“{field}” does not understand this entry; type it once more"), field=label)
    if isinstance(field, Choices | Choice):
        return _wrong_choice(field, value, label)
    if isinstance(field, Lines):
        return _wrong_cell(field, value, label)
    if isinstance(field, Link):
        return _wrong_length(value.text, _longest_name(field), label) if value.id is None else None
    if isinstance(value, str):
        return _wrong_length(value, field.traits.limit, label)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return _wrong_number(field, value, label)
    if isinstance(value, dt.date):
        return _wrong_date(field, value, now, label)
    return None


def _longest_name(field: Link) -> int:
    """How long a text may be that an entry is made of."""
    target = field.rel_model
    return int(target.fields()[target.named[0]].traits.limit)


def _wrong_length(text: str, limit: int, label: Message) -> Message | None:
    if not limit or len(text) <= limit:
        return None
    return message(
        _("“{field}” holds {limit} characters at most, this has {n}; shorten it or write it in a longer field"),
        field=label,
        limit=limit,
        n=len(text),
    )


def _wrong_choice(field: Any, value: Any, label: Message) -> Message | None:
    for one in value if isinstance(value, tuple) else (value,):
        if not isinstance(one, str) or one not in field.options:
            return message(_("“{field}” has no choice “{value}”; take one of its list"), field=label, value=one)
    return None


def _wrong_cell(field: Lines, lines: list[Any], label: Message) -> Message | None:
    """The first cell of a small table that is none of its column's kind; words are kept as they were written."""
    for number, column, text in wrongly_written(field.columns, lines):
        sentence = _CELLS[column.kind]
        return message(sentence, field=label, n=number, column=message(column.label), value=text[:40])
    return None


def _wrong_number(field: Any, value: Any, label: Message) -> Message | None:
    if field.traits.unit != "℃" and value < 0:
        return message(_("“{field}” cannot be less than nothing; correct the number"), field=label)
    if abs(value) >= (_MOST if field.kind != "number" else 2**31):
        return message(_("“{field}” is too large a number; correct it"), field=label)
    return None


def _wrong_date(field: Any, value: dt.date, now: dt.datetime, label: Message) -> Message | None:
    day = local(value).date() if isinstance(value, dt.datetime) else value
    if day.year < 1950 or day.year > 2150:
        return message(_("“{field}” lies in the year {year}; correct the date"), field=label, year=day.year)
    future = (
        value > now + dt.timedelta(minutes=5)
        if isinstance(value, dt.datetime) and value.tzinfo
        else day > local(now).date()
    )
    if field.traits.past and future:
        return message(_("“{field}” lies in the future; correct the date"), field=label)
    return None
