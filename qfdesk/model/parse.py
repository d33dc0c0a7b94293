"""Text and JSON into typed values, the way back of ``show.plain``: for the command line, imports and typed boxes."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from qfdesk.errors import InvalidError
from qfdesk.language import LANGUAGES, Message, _, message, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Lines, Ref
from qfdesk.model.values import Values
from qfdesk.rules.clock import SHOP, local

_YES = {"1", "true", "yes", "y", "是", "√"}
_NO = {"0", "false", "no", "n", "否", ""}


def parse_all(entry: type[Entry], given: dict[str, Any]) -> Values:
    """Values by field key from a JSON object. Raises InvalidError naming every field that is unknown or unreadable."""
    typed, found, wrong = entry.typed(), {}, {}
    for key, value in given.items():
        if key not in typed:
            known = key in entry.fields()
            wrong[key] = message(
                _("“{field}” is filled by the program; leave it out")
                if known
                else _("There is no field “{field}” here; see “registers --json”"),
                field=key,
            )
            continue
        try:
            found[key] = parse(typed[key], value)
        except (ValueError, TypeError, InvalidOperation, OverflowError):
            wrong[key] = unreadable(typed[key], value)
    if wrong:
        first = next(iter(wrong.values()))
        raise InvalidError(_("{first}"), fields=wrong, first=first)
    return found


def unreadable(field: Any, value: Any) -> Message:
    """The sentence for an entry that is none of the field's kind, with the form it has to have."""
    forms = {
        "date": _("a date such as 2026-11-22"),
        "moment": _("a time such as 2026-11-22 09:30"),
        "number": _("a whole number"),
        "quantity": _("a number"),
        "money": _("an amount such as 12.50"),
        "flag": _("yes or no"),
        "lines": _("a list of objects with the table's columns"),
        "choices": _("a list of choices"),
        "choice": _("a choice"),
    }
    wanted = message(forms.get(field.kind, _("a text")))
    return message(
        _("“{field}” wants {wanted}, not “{value}”"), field=message(field.label), wanted=wanted, value=str(value)[:40]
    )


def parse(field: Any, value: Any) -> Any:
    """One value. Raises ValueError, TypeError or InvalidOperation when it is none of the field's kind."""
    kind = field.kind
    if value is None or value == "":
        return {"flag": False, "lines": [], "choices": ()}.get(kind, None if kind in _NULLED else "")
    if isinstance(value, dict | list) and kind not in ("lines", "choices"):
        raise ValueError(kind)
    if isinstance(value, bool) and kind != "flag":
        raise ValueError(kind)
    return _PARSERS[kind](field, value)


def kept(field: Any, text: str) -> Any:
    """A value from the form the history keeps it in (``store.history.as_text``); a link is known by its text only.

    Raises like ``parse``.
    """
    return parse(field, json.loads(text) if text and field.kind in ("lines", "choices") else text)


def _choice(field: Any, value: Any) -> str:
    text = str(value).strip()
    if text in field.options:
        return text
    for key, label in field.options.items():
        if any(text.casefold() == say(label, lang).casefold() for lang in LANGUAGES):
            return str(key)
    return text


def _choices(field: Any, value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list | tuple) else re.split(r"[,，、;；]", str(value))
    return tuple(_choice(field, part) for part in parts if str(part).strip())


def parse_date(text: str) -> dt.date:
    """2026-11-22, 2026/11/22, 2026.11.22, 20261122, 2026年11月22日."""
    numbers = re.fullmatch(r"\s*(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?\s*", str(text))
    if not numbers:
        raise ValueError(text)
    return dt.date(*(int(n) for n in numbers.groups()))


def parse_moment(text: str) -> dt.datetime:
    """ISO 8601 with or without a zone, or a date in any form and perhaps a time; without a zone it is the shop's."""
    said = str(text).strip()
    try:
        return local(dt.datetime.fromisoformat(said))
    except ValueError:
        day, _space, rest = said.partition(" ")
        rest = re.sub(r"^(\d):", r"0\1:", rest.strip())
        clock = dt.time.fromisoformat(rest) if rest else dt.time()
        return dt.datetime.combine(parse_date(day), clock, SHOP)


def _number(_field: Any, value: Any) -> int:
    number = Decimal(str(value).strip())
    if number != number.to_integral_value():
        raise ValueError(value)
    return int(number)


def _decimal(_field: Any, value: Any) -> Decimal:
    number = Decimal(str(value).strip().replace(",", "").replace("，", "").lstrip("¥￥"))
    if not number.is_finite():
        raise ValueError(value)
    return round(number, _field.places)


def _flag(_field: Any, value: Any) -> bool:
    said = str(value).strip().casefold()
    if said not in _YES | _NO:
        raise ValueError(value)
    return said in _YES


def _lines(field: Lines, value: Any) -> list[dict[str, str]]:
    known = {c.key for c in field.columns}
    if not isinstance(value, list) or any(not isinstance(line, dict) or not set(line) <= known for line in value):
        raise ValueError("lines")
    return [{k: str(v) for k, v in line.items() if v is not None} for line in value]


def _text(_field: Any, value: Any) -> str:
    return str(value)


_NULLED = ("date", "moment", "number", "quantity", "money", "link")
_PARSERS: dict[str, Any] = {
    "text": _text,
    "code": _text,
    "memo": _text,
    "choice": _choice,
    "choices": _choices,
    "date": lambda _f, v: parse_date(v),
    "moment": lambda _f, v: parse_moment(v),
    "number": _number,
    "quantity": _decimal,
    "money": _decimal,
    "flag": _flag,
    "link": lambda _f, v: v if isinstance(v, Ref) else Ref(None, str(v)),
    "lines": _lines,
}
