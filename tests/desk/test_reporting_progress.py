"""A report that takes long tells how far it is and may be stopped."""

from __future__ import annotations

from itertools import pairwise

import pytest

from qfdesk.desk import Desk, reporting
from qfdesk.errors import Cancelled

Told = list[tuple[int, int]]


def making(desk: Desk, key: str = "analysis") -> Told:
    """What is told while the year's report is made."""
    told: Told = []
    desk.reporting.make(key, "2026", progress=lambda done, total: told.append((done, total)))
    return told


def test_much_to_count_is_told_from_the_first_record_to_the_last(
    year: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MANY", 1)
    told = making(year)
    assert len(told) > 2
    assert len({total for _done, total in told}) == 1
    assert all(before <= after for (before, _), (after, _) in pairwise(told))
    assert 0 < told[-1][0] <= told[-1][1]


def test_little_to_count_is_not_spoken_of(year: Desk) -> None:
    assert making(year) == []


def test_a_stopped_report_ends_at_its_next_step(year: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "MANY", 1)
    steps: Told = []

    def stop(done: int, total: int) -> None:
        steps.append((done, total))
        raise Cancelled

    with pytest.raises(Cancelled):
        year.reporting.make("analysis", "2026", progress=stop)
    assert len(steps) == 1


def test_the_figures_are_the_same_whoever_looks_on(year: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "MANY", 1)
    watched = year.reporting.make("analysis", "2026", progress=lambda _done, _total: None)
    assert watched.leaves == year.reporting.make("analysis", "2026").leaves
