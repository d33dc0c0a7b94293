"""The first line of the board: which day it is, and a word to whoever looks."""

from __future__ import annotations

import datetime as dt

from qfdesk.language import _, _p, say

_MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _p("month", "May"), _("June"), _("July"), _("August"),
    _("September"), _("October"), _("November"), _("December"),
)
_WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


def greeting(now: dt.datetime, name: str) -> str:
    """Friday 20 November · Good morning, 王芳."""
    part = _("Good morning") if now.hour < 12 else _("Good afternoon") if now.hour < 18 else _("Good evening")
    day = say(
        _("{weekday} {day} {month_name}"),
        weekday=say(_WEEKDAYS[now.weekday()]), day=now.day, month_name=say(_MONTHS[now.month - 1]),
    )
    hello = say(_("{greeting}, {name}"), greeting=say(part), name=name)
    return f"{day} · {hello}"
