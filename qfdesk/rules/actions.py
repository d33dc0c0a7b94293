"""Rules of actions with owners and days: what the next one is, which lack somebody or a day, which are not done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message

Values = Mapping[str, Any]


def derive_next_due(values: Values) -> dict[str, Any]:
    """The day by which the next action is to be done: the earliest of those that are not done."""
    days = [_day(line.get("due")) for line in values.get("actions") or () if not line.get("done")]
    return {"next_due": min((day for day in days if day), default=None)}


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def planned(values: Values) -> Message | None:
    """Every action has somebody who does it and a day by which it is done (D3.5)."""
    for line in values.get("actions") or ():
        if not line.get("owner") or not _day(line.get("due")):
            return message(_("“{what}” has no owner or no day: fill in both (D3.5)"), what=_short(line))
    return None


def all_done(values: Values) -> Message | None:
    """No action is left open."""
    for line in values.get("actions") or ():
        if not line.get("done"):
            return message(_("“{what}” is not done yet: enter the day it was done"), what=_short(line))
    return None


def _short(line: Mapping[str, str]) -> str:
    what = (line.get("what") or "…").partition("\n")[0]
    return what if len(what) <= 24 else what[:23] + "…"
