"""Closed cases like the one in hand help to solve it."""

from __future__ import annotations

import pytest

from qfdesk.desk import Desk
from qfdesk.model.record import Record
from qfdesk.model.values import Query, Values
from qfdesk.registers import all_registers


def newest(desk: Desk, register: str = "complaint") -> Values:
    """The newest record of the sample year whose product a closed one with a cause was about."""
    rows = desk.page(Query(register), 0, 50, ("product",))
    closed = desk.page(Query(register, stages=("closed",)), 0, 200, ("product", "cause"))
    known = {row.values["product"]: row.id for row in closed if row.values["product"] and row.values["cause"]}
    met = [row for row in rows if known.get(row.values["product"], row.id) != row.id]
    return desk.open(register, met[0].id).values


def test_only_closed_cases_of_the_register_are_found_the_likest_first(year: Desk) -> None:
    found = year.solutions.like("complaint", newest(year))
    assert found
    assert all(one.case.values["closed_at"] for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_case_is_not_like_itself(year: Desk) -> None:
    closed = year.page(Query("complaint", stages=("closed",)), 0, 1, ())[0].id
    values = year.open("complaint", closed).values
    assert closed not in [one.case.id for one in year.solutions.like("complaint", values, closed)]
    assert closed in [one.case.id for one in year.solutions.like("complaint", values)]


def test_a_new_case_takes_over_only_how_it_was_handled_and_only_what_is_empty(year: Desk) -> None:
    values = newest(year)
    told = {"product": values["product"], "story": values["story"], "result": "已有结果"}
    new = {**year.blank("complaint").values, **told}
    solution = next(one for one in year.solutions.like("complaint", new) if one.case.values["cause"])
    handed = year.solutions.hand_on("complaint", solution, new)
    assert "result" not in handed
    assert not handed.keys() & {"story", "customer", "contact_name", "contact_phone", "batch"}
    assert handed["cause"] == solution.case.values["cause"]


def test_nothing_said_yet_is_like_nothing(year: Desk) -> None:
    assert year.solutions.like("complaint", {"story": "", "kind": ""}) == []


@pytest.mark.parametrize("register", all_registers(), ids=lambda register: register.key)
def test_every_register_may_be_asked(register: type[Record], year: Desk) -> None:
    rows = year.page(Query(register.key), 0, 1, ())
    values = year.open(register.key, rows[0].id).values if rows else year.blank(register.key).values
    for one in year.solutions.like(register.key, values):
        assert one.case.register == register.key
