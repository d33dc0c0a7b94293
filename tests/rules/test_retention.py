"""Records are kept five years or more after their end, and a year beyond the expiry of their batch."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.rules.retention import allowed, kept_until, latest_end, years_kept

day = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("ended", "years", "expires", "until"),
    [
        ("2020-03-10", 5, None, "2025-03-10"),
        ("2020-02-29", 5, None, "2025-03-01"),
        ("2020-02-29", 8, None, "2028-02-29"),
        ("2020-03-10", 5, "2022-01-31", "2025-03-10"),
        ("2020-03-10", 5, "2025-01-31", "2026-01-31"),
        ("2020-03-10", 10, "2025-01-31", "2030-03-10"),
    ],
)
def test_how_long_a_record_is_kept(ended: str, years: int, expires: str | None, until: str) -> None:
    assert kept_until(day(ended), years, day(expires) if expires else None) == day(until)


@pytest.mark.parametrize(
    ("on", "years", "latest"),
    [
        ("2026-11-20", 5, "2021-11-19"),
        ("2025-03-01", 5, "2020-02-28"),
        ("2025-03-02", 5, "2020-03-01"),
        ("2028-02-29", 5, "2023-02-28"),
        ("2026-11-20", 10, "2016-11-19"),
    ],
)
def test_the_last_day_of_closing_that_is_beyond_the_term(on: str, years: int, latest: str) -> None:
    assert latest_end(day(on), years) == day(latest)
    assert kept_until(day(latest), years, None) < day(on)
    assert kept_until(day(latest) + dt.timedelta(days=1), years, None) >= day(on)


@pytest.mark.parametrize(
    ("setting", "years"), [("", 5), ("5", 5), ("8", 8), ("4", 5), ("0", 5), ("-9", 5), ("x", 5), ("６", 5)]
)
def test_nothing_in_the_settings_makes_the_term_shorter_than_the_law(setting: str, years: int) -> None:
    assert years_kept(setting) == years


def test_a_house_may_only_lengthen_the_term() -> None:
    assert [text for text in ("4", "5", "30", "101", "", "5.5", "五", "-5") if allowed(text)] == ["5", "30"]
