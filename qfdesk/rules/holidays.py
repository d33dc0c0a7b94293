"""A year's table of public holidays as a file: date, worked or free, name (next year's is told each autumn)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from qfdesk.language import Message, _, message
from qfdesk.rules.calendar import HOLIDAYS, Day

LEAST_FREE = 11
"""Public holidays of a year since 2008 (13 since 2025): a table with fewer free days lacks some."""

FIRST_YEAR, LAST_YEAR = 1950, 2900
"""Tables of other years are a slip of the pen."""

_WORKED = frozenset(("班", "上班", "工作日", "调休上班", "是", "yes", "y", "true", "1", "work", "worked", "working"))
_FREE = frozenset(("休", "放假", "休息", "节假日", "否", "no", "n", "false", "0", "off", "free", "holiday"))
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ONE_SPELLING = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午": "Dragon Boat Festival",
    "中秋": "Mid-Autumn Festival",
    "国庆": "National Day",
}


@dataclass(frozen=True)
class YearTable:
    """What a file says of a year; ``wrong``: {line: what does not fit}, and then nothing of it may be taken."""

    year: int = 0
    days: Mapping[dt.date, tuple[bool, str]] = field(default_factory=dict)
    wrong: Mapping[int, Message] = field(default_factory=dict)


def read_table(data: bytes) -> YearTable:
    """The table in a CSV file: UTF-8 with or without a mark, or GBK; parted by commas, semicolons or tabs."""
    try:
        return _table(_decoded(data))
    except csv.Error:
        said = _("this is no table; write a date, “off” or “work”, and a name in each line")
        return YearTable(wrong={1: message(said)})


def _table(text: str) -> YearTable:
    first = text.splitlines()[0] if text.strip() else ""
    parting = max(",;\t", key=first.count)
    days: dict[dt.date, tuple[bool, str]] = {}
    wrong: dict[int, Message] = {}
    year, headings = 0, True
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parting)
    for cells in reader:
        cells = [cell.strip() for cell in cells]
        if not any(cells):
            continue
        first_line, headings = headings, False
        if first_line and not any(letter.isdigit() for letter in cells[0]):
            continue
        found = _line(cells, year, days)
        if isinstance(found, Message):
            wrong[reader.line_num] = found
        else:
            day, worked, name = found
            year = year or day.year
            days[day] = (worked, name)
    return YearTable(year, days, wrong)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _line(cells: list[str], year: int, days: Mapping[dt.date, object]) -> Message | tuple[dt.date, bool, str]:
    """(day, is it worked, name) of a line, or what is wrong with it."""
    day = _day(cells[0])
    if day is None:
        return message(_("“{text}” is not a date; write it as 2027-01-01"), text=cells[0][:40])
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return message(_("“{text}” is not a date; write it as 2027-01-01"), text=cells[0][:40])
    if year and day.year != year:
        return message(_("{day} is not in {year}; give each year a file of its own"), day=day.isoformat(), year=year)
    if day in days:
        return message(_("{day} stands twice; keep one of the two lines"), day=day.isoformat())
    word = cells[1].lower() if len(cells) > 1 else ""
    if word not in _WORKED | _FREE:
        return message(_("“{text}” says neither worked nor free; write “off” or “work”"), text=word[:40])
    return day, word in _WORKED, holiday_name(cells[2] if len(cells) > 2 else "")


def _day(text: str) -> dt.date | None:
    found = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    try:
        return dt.date(*(int(number) for number in found.groups())) if found else None
    except ValueError:
        return None


def holiday_name(text: str) -> str:
    """A holiday as the catalogue knows it, whatever language it was written in; else the text."""
    known = {name.lower(): name for name in HOLIDAYS.values()} | {k.lower(): v for k, v in HOLIDAYS.items()}
    if text.lower() in known:
        return known[text.lower()]
    return next((name for chinese, name in _ONE_SPELLING.items() if text.startswith(chinese)), text[:60])


def lacks_days(table: YearTable, known: Mapping[dt.date, Day]) -> bool:
    """Whether a table is too short to be that of a whole year of which nothing else is ``known``."""
    return not known and sum(not worked for worked, _name in table.days.values()) < LEAST_FREE
