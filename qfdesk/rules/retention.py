"""How long records are kept: at least five years, and a year beyond the batch they speak of (GSP Art. 42; 3.3)."""

from __future__ import annotations

import datetime as dt

LEAST_YEARS = 5
"""GSP Art. 42: records and vouchers are kept at least so many years."""

SETTING = "keep_years"
AFTER_EXPIRY = 1
"""Years that the papers of a recalled or destroyed batch outlive its expiry (药品召回管理办法)."""


def years_kept(setting: str) -> int:
    """The house's term in years; what another hand made of the setting never shortens the law's."""
    return max(LEAST_YEARS, int(setting)) if setting.isascii() and setting.isdigit() else LEAST_YEARS


def allowed(setting: str) -> bool:
    """Whether a house may set this term."""
    return setting.isascii() and setting.isdigit() and LEAST_YEARS <= int(setting) <= 100


def later(day: dt.date, years: int) -> dt.date:
    """The same day years later (or, below zero, earlier); 1 March for a 29 February that year has not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def kept_until(ended: dt.date, years: int, expires: dt.date | None) -> dt.date:
    """The last day a record is kept that was closed or voided on a day, of a batch that expires on another."""
    until = later(ended, years)
    return max(until, later(expires, AFTER_EXPIRY)) if expires else until


def latest_end(on: dt.date, years: int) -> dt.date:
    """The last day of closing whose records are beyond the term on a day."""
    found = later(on, -years) - dt.timedelta(days=1)
    while kept_until(found, years, None) >= on:
        found -= dt.timedelta(days=1)
    return found
