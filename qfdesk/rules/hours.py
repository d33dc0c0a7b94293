"""The working hours of the shop: when a day of work begins, rests and ends."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

Span = tuple[dt.time, dt.time]

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE = "一二三四五六日"
_CLOCK = r"(\d{1,2})[:：.](\d{2})"
_SPAN = re.compile(rf"\s*{_CLOCK}\s*(?:-|–|—|~|～|至|到)\s*{_CLOCK}\s*")


@dataclass(frozen=True)
class Hours:
    """When the shop works on a working day, and on which weekdays (ISO numbers) besides the statutory calendar.

    A public holiday is free even when it falls on such a weekday.
    """

    spans: tuple[Span, ...] = ((dt.time(8, 30), dt.time(12)), (dt.time(13, 30), dt.time(17, 30)))
    also: tuple[int, ...] = ()

    @property
    def closing(self) -> dt.time:
        """When the last span of the day ends; terms of days end then."""
        return self.spans[-1][1]

    def written(self) -> str:
        """As a person types it and the ledger keeps it: ``08:30-12:00, 13:30-17:30; sat, sun``."""
        spans = ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in self.spans)
        also = ", ".join(_WEEKDAYS[day - 1] for day in self.also)
        return f"{spans}; {also}" if also else spans


def read_hours(text: str) -> Hours:
    """The hours a person wrote: spans, then after a semicolon the weekdays worked besides (sat, 6, 周六).

    Raises ValueError, naming the part that is no span or weekday, or the span that does not follow the one before.
    """
    spans_text, _semicolon, also_text = text.replace("；", ";").partition(";")
    spans = tuple(_span(part) for part in _parts(spans_text))
    if not spans:
        raise ValueError(text.strip())
    for before, (begin, end) in zip((None, *spans), spans, strict=False):
        if begin >= end or (before is not None and begin < before[1]):
            raise ValueError(f"{begin:%H:%M}-{end:%H:%M}")
    return Hours(spans, tuple(sorted({_weekday(part) for part in _parts(also_text)})))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split("[,，、]", text) if part.strip()]


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hour, minute, until_hour, until_minute = (int(number) for number in found.groups())
    try:
        return dt.time(hour, minute), dt.time(until_hour, until_minute)
    except ValueError:
        raise ValueError(text) from None


def _weekday(text: str) -> int:
    said = text.lower().removeprefix("周").removeprefix("星期")
    if said.isdecimal() and 1 <= int(said) <= 7:
        return int(said)
    if said[:3] in _WEEKDAYS:
        return _WEEKDAYS.index(said[:3]) + 1
    if said and said.replace("天", "日") in _CHINESE:
        return _CHINESE.index(said.replace("天", "日")) + 1
    raise ValueError(text)
