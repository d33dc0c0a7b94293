"""China's time: one zone for the whole country, no summer time since 1991."""

from __future__ import annotations

import datetime as dt

SHOP = dt.timezone(dt.timedelta(hours=8), "UTC+8")


def local(moment: dt.datetime) -> dt.datetime:
    """The moment as the shop's wall clock shows it; a moment without a zone is taken to be the shop's."""
    if moment.tzinfo is SHOP:
        return moment
    return moment.replace(tzinfo=SHOP) if moment.tzinfo is None else moment.astimezone(SHOP)


def day_start(day: dt.date) -> dt.datetime:
    """Midnight at the beginning of the day, shop time."""
    return dt.datetime.combine(day, dt.time(), SHOP)
