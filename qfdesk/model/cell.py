"""Cells of somebody else's table into typed values: serial dates, digits that were lost, marks for nothing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any

from qfdesk.language import Message, _, message
from qfdesk.model.fields import Link
from qfdesk.model.parse import parse, unreadable
from qfdesk.rules.clock import SHOP

_NOTHING = frozenset(("/", "\\", "-", "--", "—", "——", "n/a", "无", "暂无", "null", "none"))
_FAILED = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))
_EPOCH = dt.datetime(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 91_314
"""1950-01-01 and 2149-12-31 as a spreadsheet counts days."""
_EXACT = 10**15
"""From here on a spreadsheet has rounded a number's last digits away."""
_POWER = re.compile(r"\d[.,]?\d*E\+?\d{2,}", re.IGNORECASE)
_AMOUNT = re.compile(r"([+-]?[\d.,]+)\s*[^\W\d_]{1,4}")
_DAY_AND_CLOCK = re.compile(r"(.+?)[\sT]+0?0:00(:00(\.0+)?)?")
_BLANKABLE = ("date", "moment", "number", "quantity", "money", "link", "choice", "choices", "code", "flag")


class UnfitError(ValueError):
    """A cell that cannot be what its column says; ``message`` is the sentence for the person."""

    def __init__(self, sentence: Message) -> None:
        self.message = sentence
        super().__init__(sentence.say("en"))


def value_in(field: Any, cell: Any) -> Any:
    """A cell as the field's value; None for an empty one. Raises UnfitError."""
    cell = _tidy(field, cell)
    if cell is None:
        return None
    try:
        if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            return _from_number(field, cell)
        if isinstance(cell, dt.date | dt.time):
            return _from_time(field, cell)
        return _from_text(field, cell)
    except UnfitError:
        raise
    except (ValueError, TypeError, ArithmeticError) as error:
        raise UnfitError(unreadable(field, cell)) from error


def _tidy(field: Any, cell: Any) -> Any:
    if cell is None or not isinstance(cell, str):
        return cell
    said = cell.strip().strip("\u200b\ufeff\u3000")
    if said.upper() in _FAILED:
        raise UnfitError(
            message(
                _("“{field}”: the formula ends in {error}; write the value there"),
                field=message(field.label),
                error=said,
            )
        )
    if not said or (field.kind in _BLANKABLE and said.casefold() in _NOTHING):
        return None
    return cell if field.kind == "memo" else said


def _exact(field: Any) -> bool:
    """Whether every digit counts: codes, and links to what is named by one."""
    if isinstance(field, Link):
        target = field.rel_model
        return bool(target.fields()[target.named[0]].kind == "code")
    return bool(field.kind == "code")


def _from_number(field: Any, cell: Any) -> Any:
    if field.kind in ("date", "moment"):
        return _serial(field, float(cell))
    if field.kind in ("number", "quantity", "money"):
        return parse(field, str(round(Decimal(repr(cell)), 6).normalize() if isinstance(cell, float) else cell))
    whole = float(cell).is_integer()
    if whole and abs(cell) >= _EXACT:
        raise UnfitError(_lost(field, f"{cell:.0f}"))
    return parse(field, f"{cell:.0f}" if whole else repr(cell))


def _serial(field: Any, days: float) -> Any:
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL:
        text = f"{days:.0f}"
        if len(text) == 8:
            return parse(field, text)
        raise UnfitError(unreadable(field, f"{days:g}"))
    moment = _EPOCH + dt.timedelta(seconds=round(days * 86_400))
    return moment.date() if field.kind == "date" else moment.replace(tzinfo=SHOP)


def _from_time(field: Any, cell: Any) -> Any:
    if isinstance(cell, dt.time):
        if field.kind in ("date", "moment") or _exact(field):
            raise UnfitError(unreadable(field, cell.isoformat()))
        return parse(field, cell.isoformat("minutes"))
    moment = cell if isinstance(cell, dt.datetime) else dt.datetime.combine(cell, dt.time())
    if field.kind == "date":
        return moment.date()
    if field.kind == "moment":
        return moment.replace(tzinfo=moment.tzinfo or SHOP)
    if _exact(field):
        raise UnfitError(
            message(
                _("“{field}”: the spreadsheet made the date {day} of it; format the cell as text and write it anew"),
                field=message(field.label),
                day=moment.date().isoformat(),
            )
        )
    return parse(field, moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(" ", "minutes"))


def _from_text(field: Any, cell: Any) -> Any:
    if not isinstance(cell, str):
        return parse(field, cell)
    if _exact(field) and _POWER.fullmatch(cell):
        raise UnfitError(_lost(field, cell))
    if field.kind in ("date", "moment"):
        return _from_day(field, unicodedata.normalize("NFKC", cell))
    if field.kind in ("number", "quantity", "money"):
        said = unicodedata.normalize("NFKC", cell).replace(" ", "")
        with_unit = _AMOUNT.fullmatch(said)
        return parse(field, with_unit[1] if with_unit else said)
    return parse(field, cell)


def _from_day(field: Any, said: str) -> Any:
    clock = _DAY_AND_CLOCK.fullmatch(said)
    said = clock[1] if clock else said
    if re.fullmatch(r"\d{5}(\.\d+)?", said):
        return _serial(field, float(said))
    if field.kind == "date":  # a day with a time is that day
        day = re.fullmatch(r"(\S+)\s+\d{1,2}:\d{2}(:\d{2})?", said)
        said = day[1] if day else said
    return parse(field, said)


def _lost(field: Any, text: str) -> Message:
    return message(
        _("“{field}”: the spreadsheet has rounded {value}; format the cell as text and write all digits"),
        field=message(field.label),
        value=text,
    )
