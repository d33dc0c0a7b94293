"""Periods by name."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.rules.periods import length, named


@pytest.mark.parametrize(
    ("text", "first", "last", "every"),
    [
        ("2026-02", "2026-02-01", "2026-02-28", "month"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "quarter"),
        ("2026-q1", "2026-01-01", "2026-03-31", "quarter"),
        ("2026-H1", "2026-01-01", "2026-06-30", "half"),
        (" 2024 ", "2024-01-01", "2024-12-31", "year"),
    ],
)
def test_a_period_is_named_as_people_write_it(text: str, first: str, last: str, every: str) -> None:
    found = named(text)
    assert found is not None
    assert (found.first, found.last) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert length(found) == every
    assert named(found.key) == found


@pytest.mark.parametrize("text", ["", "2026-00", "2026-13", "2026-Q5", "2026-H3", "26-11", "0001", "2999", "2026-1"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert named(text) is None
