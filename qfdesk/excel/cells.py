"""Values as Excel knows them: dates and numbers stay dates and numbers, everything else is text and only text."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from qfdesk.excel.titles import units
from qfdesk.language import say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Number, Quantity, Text
from qfdesk.model.show import show
from qfdesk.rules.clock import local
from qfdesk.rules.masking import WITHHELD

LONGEST = 32_767
"""Characters one cell holds, counted as ``units`` does."""
MOST_BREAKS = 250
"""Line breaks one cell holds, with a few to spare."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Before 1 March 1900 Excel's calendar is wrong, and it knows no year above 9999.
_FIRST_DAY = dt.date(1900, 3, 1)

CellValue = str | dt.date | dt.datetime | int | float | Decimal | None


def cell_value(entry: type[Entry], field: Any, value: Any, lang: str) -> CellValue:
    """The value for a cell, None where nothing was entered."""
    if isinstance(value, dt.date) and (value.date() if isinstance(value, dt.datetime) else value) >= _FIRST_DAY:
        return local(value).replace(tzinfo=None, microsecond=0) if isinstance(value, dt.datetime) else value
    if isinstance(field, Quantity | Number) and isinstance(value, int | float | Decimal) and math.isfinite(value):
        return value
    if value == WITHHELD:
        return say(WITHHELD, lang)
    if isinstance(value, str) and not isinstance(field, Text):
        return legal(value) or None
    if field.name == "stage":
        value = next((say(stage.label, lang) for stage in getattr(entry, "stages", ()) if stage.key == value), value)
    return legal(show(field, value, lang)) or None


def legal(text: str) -> str:
    """The text without what no workbook can hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """The text as it stands in the file: Excel would read ``_x0041_`` as an A."""
    return _ESCAPED.sub("_x005F_", text) if "_x" in text else text


def risky(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula when it is edited or pasted on."""
    return text[0] in "=+-@\t\n＝＋－＠"


def height(text: str, width: float) -> int:
    """How many lines the text takes in a column of this width (in half-width characters)."""
    if 2 * len(text) < width and "\n" not in text:
        return 1
    room = max(width - 0.5, 2)
    return sum(max(1, math.ceil(_across(line) / room)) for line in text.split("\n"))


def fits(text: str, width: float, lines: int) -> bool:
    """Whether the text is seen whole in ``lines`` lines."""
    most = 2 * len(text) / max(width - 0.5, 2) + 2 * text.count("\n") + 1
    return most <= lines or height(text, width) <= lines


def storable(text: str) -> bool:
    """Whether one cell holds the text."""
    return len(text) <= MOST_BREAKS or (units(escaped(text)) <= LONGEST and text.count("\n") <= MOST_BREAKS)


def pieces(text: str, width: float, lines: int) -> Iterator[str]:
    """The text in parts of so many lines; joined they are the text again."""
    start = used = across = 0
    for place, letter in enumerate(text):
        wide = 0 if letter == "\n" else _wide(letter)
        if across + wide > width - 0.5 or text[place - 1 : place] == "\n":
            used, across = used + 1, 0
            if used >= lines:
                yield text[start:place]
                start, used = place, 0
        across += wide
    yield text[start:]


def _across(line: str) -> int:
    """The line's width; rather too wide than too narrow. A Chinese character is two wide and three bytes long."""
    return len(line) + (len(line.encode()) - len(line) + 1) // 2


def _wide(letter: str) -> int:
    return 1 if letter < "\u1100" else 2 if unicodedata.east_asian_width(letter) in "WFA" else 1
