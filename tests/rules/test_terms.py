"""Versions of a term: which one is in force when, and how they are kept."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.rules.clock import SHOP
from qfdesk.rules.due import Term
from qfdesk.rules.terms import (
    TermVersion,
    Timetable,
    table_in,
    table_text,
    term_of,
    term_text,
    versions_in,
    versions_text,
)

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=SHOP)
CHANGED = (
    TermVersion(2, Term(hours=8), NOON, "王芳", "太慢"),
    TermVersion(3, Term(days=1), NOON + dt.timedelta(days=9)),
)


def test_a_term_runs_under_the_version_that_was_in_force_when_it_began() -> None:
    known = Timetable(changed={"complaint.accept": CHANGED})
    begun = {2: NOON, 1: NOON - dt.timedelta(seconds=1), 3: NOON + dt.timedelta(days=10)}
    for number, moment in begun.items():
        assert known.at("complaint.accept", Term(hours=24), moment).number == number
    assert known.at("complaint.inform", Term(hours=24), NOON) == TermVersion(1, Term(hours=24))


def test_versions_and_tables_come_back_as_they_were_kept() -> None:
    assert versions_in(versions_text([TermVersion(1, Term(hours=24)), *CHANGED])) == CHANGED
    table = {dt.date(2027, 1, 1): (False, "元旦"), dt.date(2027, 1, 2): (True, "")}
    assert table_in(table_text(table)) == table
    for term in (Term(hours=1), Term(working_hours=2), Term(working_days=0), Term(days=4)):
        assert term_of(term_text(term)) == term


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "[1]", '[{"version": 2}]', '{"x": 1}', "null"])
def test_what_another_hand_wrote_there_changes_nothing(text: str) -> None:
    assert versions_in(text) == ()
    assert table_in(text) == {}
