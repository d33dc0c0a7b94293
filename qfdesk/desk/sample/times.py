"""The shop's hours: when customers come and when the office works."""

from __future__ import annotations

import datetime as dt
from random import Random

OPENS, SHUTS, OFFICE_SHUTS = dt.time(8, 30), dt.time(20, 30), dt.time(17, 30)


def before(moment: dt.datetime) -> dt.datetime:
    """The same moment, or the last minutes the shop was open before it."""
    if moment.time() < OPENS:
        moment = dt.datetime.combine(moment.date() - dt.timedelta(days=1), SHUTS, moment.tzinfo)
    elif moment.time() > SHUTS:
        moment = dt.datetime.combine(moment.date(), SHUTS, moment.tzinfo)
    else:
        return moment.replace(microsecond=0)
    return moment - dt.timedelta(minutes=20)


def later(rng: Random, moment: dt.datetime, hours: tuple[float, float]) -> dt.datetime:
    """So many hours later, in office hours; what falls outside is done the next morning."""
    at = (moment + dt.timedelta(hours=rng.uniform(*hours))).replace(microsecond=0)
    if at.time() > OFFICE_SHUTS and at - moment > dt.timedelta(hours=2):
        at = dt.datetime.combine(at.date() + dt.timedelta(days=1), OPENS, at.tzinfo)
        at += dt.timedelta(minutes=rng.uniform(3, 80))
    elif at.time() < OPENS:
        at = dt.datetime.combine(at.date(), OPENS, at.tzinfo) + dt.timedelta(minutes=rng.uniform(3, 80))
    return at.replace(microsecond=0)


def some_day(rng: Random, now: dt.datetime, days: float, minutes: int = 700) -> dt.datetime:
    """A moment within so many minutes after opening, on some day of the last ``days``."""
    back = days * rng.random() ** 1.25  # business grows: more of it lately
    day = now.date() - dt.timedelta(days=int(max(back, 1)))
    return dt.datetime.combine(day, OPENS, now.tzinfo) + dt.timedelta(minutes=rng.randint(5, minutes))
