"""Periodic duties at the desk: what is due, what proves it, what the house changed, who was not asked yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.duties import DONE, NOW, OVERDUE, PAST, TODAY, DutyState
from qfdesk.model.fields import Ref
from qfdesk.rules.clock import SHOP
from tests.invented import Clock, save_one


def shop(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 10, tzinfo=SHOP)


@pytest.fixture
def begun(desk: Desk, clock: Clock) -> Desk:
    """A ledger in use since 20 September."""
    clock.now = shop(2026, 9, 20)
    save_one(desk, "complaint")
    clock.now = shop(2026, 11, 20)
    return desk


def states(desk: Desk, on: dt.date | None = None) -> dict[tuple[str, str], DutyState]:
    return {(one.due.duty.key, one.due.period.key): one for one in desk.duties.due(on)}


def test_what_was_left_last_month_is_overdue_and_this_months_comes_up(begun: Desk) -> None:
    found = states(begun)
    today = begun.now().date()
    assert found["monthly_count", "2026-10"].state(today) == OVERDUE
    assert found["monthly_count", "2026-11"].state(today) == NOW
    assert ("monthly_count", "2026-09") not in found
    assert found["survey", "2026"].state(today) == NOW
    assert ("work_plan", "2026") not in found  # due in January, before this ledger was
    assert [one.due.on for one in begun.duties.due()] == sorted(one.due.on for one in begun.duties.due())


def test_a_new_ledger_owes_nothing_from_before_it_began(desk: Desk) -> None:
    assert {one.state(desk.now().date()) for one in desk.duties.due()} == {NOW}


def test_on_its_day_a_duty_is_due_today(begun: Desk) -> None:
    day = dt.date(2026, 11, 30)
    assert states(begun, day)["monthly_count", "2026-11"].state(day) == TODAY


def test_the_summary_comes_up_a_month_before_the_review_and_over_the_new_year(begun: Desk) -> None:
    unset = states(begun)["satisfaction_summary", "2026"]
    assert (unset.due.unset, unset.state(begun.now().date())) == (True, NOW)
    assert unset.state(dt.date(2027, 2, 1)) == PAST
    begun.duties.set_review("12-15")
    assert states(begun)["satisfaction_summary", "2026"].due.on == dt.date(2026, 12, 14)
    begun.duties.set_review("1-15")
    found = states(begun, dt.date(2026, 12, 20))
    assert found["satisfaction_summary", "2027"].state(dt.date(2026, 12, 20)) == NOW
    with pytest.raises(InvalidError):
        begun.duties.set_review("31-12")


def test_a_duty_done_names_who_when_and_what_proves_it_and_stands_in_the_history(begun: Desk) -> None:
    begun.duties.done("monthly_count", "2026-10", "来信来访统计 2026-10.xlsx", "已报全质办")
    assert ("monthly_count", "2026-10") not in states(begun)
    done = next(
        one for one in begun.duties.year(2026) if (one.due.duty.key, one.due.period.key) == ("monthly_count", "2026-10")
    )
    assert done.done is not None
    assert (done.done.who, done.done.proof, done.done.note) == ("王芳", "来信来访统计 2026-10.xlsx", "已报全质办")
    assert done.state(begun.now().date()) == DONE
    line = begun.history("house", 0)[0]
    assert (line.act, line.field, line.after, line.reason) == (
        "duty",
        "monthly_count 2026-10",
        "来信来访统计 2026-10.xlsx",
        "已报全质办",
    )


def test_a_duty_is_noted_once_and_taken_back_with_a_reason(begun: Desk) -> None:
    begun.duties.done("training", "2026", "签到表")
    with pytest.raises(InvalidError, match="already"):
        begun.duties.done("training", "2026", "签到表")
    with pytest.raises(InvalidError, match="why"):
        begun.duties.undo("training", "2026", "  ")
    begun.duties.undo("training", "2026", "培训改期")
    assert states(begun)["training", "2026"].done is None
    assert (begun.history("house", 0)[0].act, begun.history("house", 0)[0].before) == ("duty_undo", "签到表")
    with pytest.raises(InvalidError):
        begun.duties.undo("training", "2026", "培训改期")


@pytest.mark.parametrize(
    ("key", "period", "proof"),
    [("nothing", "2026", "x"), ("training", "2026-Q9", "x"), ("training", "next", "x"), ("training", "2026", "  ")],
)
def test_nothing_is_noted_that_is_not_known_or_proved(begun: Desk, key: str, period: str, proof: str) -> None:
    with pytest.raises(InvalidError):
        begun.duties.done(key, period, proof)
    assert begun.history("house", 0) == []


def test_a_duty_proved_by_a_record_wants_the_number_of_one(begun: Desk) -> None:
    begun.duties.change("main_customers", proof="record", register="visit")
    visit = save_one(begun, "visit")
    with pytest.raises(InvalidError):
        begun.duties.done("main_customers", "2026", "走访完毕")
    with pytest.raises(InvalidError, match="Visits"):
        begun.duties.done("main_customers", "2026", "TS-2026-0001")
    begun.duties.done("main_customers", "2026", visit.title.lower())
    done = next(one for one in begun.duties.year(2026) if one.due.duty.key == "main_customers").done
    assert done is not None
    assert done.proof == visit.title


def test_the_house_changes_a_duty_and_takes_the_change_back(begun: Desk) -> None:
    begun.duties.change("brief", "月初例会", day=10)
    assert states(begun, dt.date(2026, 12, 8))["brief", "2026-11"].due.on == dt.date(2026, 12, 10)
    assert (
        begun.history("house", 0)[0].act,
        begun.history("house", 0)[0].field,
        begun.history("house", 0)[0].reason,
    ) == (
        "setting",
        "duties",
        "月初例会",
    )
    begun.duties.change("brief", off=True)
    assert not any(one.due.duty.key == "brief" for one in begun.duties.year(2026))
    begun.duties.reset("brief")
    assert states(begun, dt.date(2026, 12, 3))["brief", "2026-11"].due.on == dt.date(2026, 12, 4)


def test_the_house_adds_a_duty_of_its_own_and_takes_it_away(begun: Desk) -> None:
    key = begun.duties.add("冷库温度复核", every="month", day=25, role="clerk", rule="QG-7")
    assert states(begun)[key, "2026-11"].due.on == dt.date(2026, 11, 25)
    begun.duties.reset(key)
    assert key not in {duty.key for duty in begun.duties.known()}


@pytest.mark.parametrize("wrong", [{"every": "week"}, {"day": 40}, {"colour": "red"}, {"title": "改名"}, {"own": True}])
def test_what_a_duty_cannot_be_is_refused(begun: Desk, wrong: dict[str, Any]) -> None:
    before = begun.duties.known()
    with pytest.raises(InvalidError):
        begun.duties.change("brief", **wrong)
    assert begun.duties.known() == before


def test_a_year_shows_every_duty_in_every_period(begun: Desk) -> None:
    found = begun.duties.year(2026)
    assert sum(one.due.duty.key == "monthly_count" for one in found) == 12
    assert sum(one.due.duty.key == "analysis" for one in found) == 4
    assert sum(one.due.duty.key == "service_survey" for one in found) == 2
    assert sum(one.due.duty.key == "survey" for one in found) == 1
    january = next(one for one in found if one.due.period.key == "2026-01")
    assert january.state(begun.now().date()) == PAST


def test_the_main_customers_not_asked_this_year_stand_first(desk: Desk, clock: Clock) -> None:
    for name in ("市三院药剂科", "城东卫生站", "康民诊所", "散客"):
        save_one(desk, "party", name=name, main_user=name != "散客")
    found = {one.name: one for one in desk.duties.coverage(2026)}
    assert set(found) == {"市三院药剂科", "城东卫生站", "康民诊所"}
    clinic, station = (Ref(found[name].id, name) for name in ("康民诊所", "城东卫生站"))
    save_one(desk, "visit", kind="opinion", customer=clinic)
    save_one(desk, "visit", kind="letter", customer=station)
    last_year = save_one(desk, "visit", kind="visit", customer=station, received_at=shop(2025, 12, 30))
    gone = save_one(desk, "visit", kind="visit", customer=station)
    desk.void("visit", gone.id, gone.revision, "重复")
    asked = desk.duties.coverage(2026)
    assert [(one.name, one.at is None) for one in asked] == [
        ("城东卫生站", True),
        ("市三院药剂科", True),
        ("康民诊所", False),
    ]
    before = {one.name: one.number for one in desk.duties.coverage(2025)}
    assert before["城东卫生站"] == last_year.title
