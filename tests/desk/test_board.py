"""The Today board's figures, worked out once more by another way: record by record from what is declared."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.model.record import Record
from qfdesk.model.values import Opened, Query
from qfdesk.rules.clock import SHOP, day_start, local
from qfdesk.rules.due import due
from qfdesk.statistics.cases import INFORMATION
from tests.invented import MORNING, Clock, change, save_one


def everything(desk: Desk) -> Iterator[tuple[type[Record], Opened]]:
    """Every record that is not void."""
    for register in desk.registers():
        for row in desk.page(Query(register.key), 0, 10**6, ()):
            yield register, desk.open(register.key, row.id)


def moment(value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else day_start(value)


def running(desk: Desk) -> list[tuple[dt.datetime, str, str]]:
    """(end, number, deadline) of every clock that runs."""
    found = []
    for register, opened in everything(desk):
        values = opened.values
        for deadline in register.deadlines if not values["closed_at"] else ():
            wanted = deadline.when is None or deadline.when(values)
            if values[deadline.after] and not values[deadline.until] and wanted:
                found.append((due(moment(values[deadline.after]), deadline.term).at, opened.title, deadline.key))
    return sorted(found)


def test_what_is_due_is_what_the_declarations_say(year: Desk) -> None:
    board, now = year.board(), year.now()
    tomorrow = day_start(local(now).date() + dt.timedelta(days=1))
    parts = {
        "overdue": [x for x in running(year) if x[0] < now],
        "today": [x for x in running(year) if now <= x[0] < tomorrow],
        "week": [x for x in running(year) if tomorrow <= x[0] < tomorrow + dt.timedelta(days=7)],
    }
    assert parts["overdue"]
    for name, wanted in parts.items():
        shown = [(row.line.at, row.line.number, row.line.deadline.key) for row in getattr(board, name)]
        assert sorted(shown) == wanted, name
        assert [at for at, _number, _key in shown] == sorted(at for at, _number, _key in shown)


def test_what_holds_up_production_stands_above_all_that_is_late_d1_11(desk: Desk, clock: Clock) -> None:
    late = save_one(desk, "complaint", story="三天前的投诉")
    clock.now = MORNING + dt.timedelta(days=4)
    stopped = save_one(desk, "complaint", story="影响生产进度", affects_production=True)
    first, *others = desk.board().due()
    assert (first.line.number, first.line.deadline.key) == (stopped.title, "same_day")
    assert others[0].line.number == late.title
    assert [row.line.at for row in others] == sorted(row.line.at for row in others)


def test_every_clock_of_a_record_has_its_reason(year: Desk) -> None:
    for at, number, key in running(year):
        line = next(x for x in year.dues(*year.locate(number)) if x.deadline.key == key)
        assert line.at == at
        assert line.deadline.rule in line.reason.say("en")
        assert line.reason.say("zh_CN") != line.reason.say("en")


def test_the_months_are_counted_by_kind(year: Desk) -> None:
    months: dict[str, Counter[str]] = {"2026-11": Counter(), "2026-10": Counter()}
    for register, opened in everything(year):
        month = f"{local(opened.values['received_at']):%Y-%m}"
        if register.key == "complaint" and month in months:
            months[month][opened.values["kind"]] += 1
    labels = year.entry("complaint").fields()["kind"].options
    bars = {bar.label: (bar.last, bar.this) for bar in year.board().months}
    kinds = months["2026-11"] | months["2026-10"]
    assert bars
    for kind in kinds:
        if labels[kind] in bars:
            assert bars[labels[kind]] == (months["2026-10"][kind], months["2026-11"][kind])
    assert len(bars) == min(6, len(kinds))


def test_the_share_met_in_time_counts_what_was_met_or_ran_out_this_month(year: Desk) -> None:
    since, now, kept, missed = dt.datetime(2026, 11, 1, tzinfo=SHOP), year.now(), 0, 0
    for register, opened in everything(year):
        closed = opened.values["closed_at"]
        for deadline in register.deadlines if register.key in INFORMATION else ():
            begun, met = opened.values[deadline.after], opened.values[deadline.until]
            if not begun or (deadline.when and not deadline.when(opened.values)):
                continue
            end = due(moment(begun), deadline.term).at
            if met and moment(met) <= end:
                kept += since <= moment(met) < now
            elif not (closed and closed <= end):
                missed += since <= end < now
    assert kept
    assert missed
    board = year.board()
    assert (board.kept, board.ended) == (kept, kept + missed)
    assert board.on_time == pytest.approx(kept / (kept + missed))


def test_a_deadline_that_ran_out_unmet_lowers_the_share_before_it_is_met(desk: Desk, clock: Clock) -> None:
    first, _second = save_one(desk, "complaint"), save_one(desk, "complaint")
    clock.now += dt.timedelta(hours=1)
    change(desk, first, informed_at=clock.now)
    clock.now += dt.timedelta(minutes=1)
    assert (desk.board().kept, desk.board().ended) == (1, 1)
    clock.now = MORNING + dt.timedelta(hours=25)
    late = {(row.line.id, row.line.deadline.key) for row in desk.board().overdue}
    assert (desk.board().kept, desk.board().ended) == (1, 1 + len(late))


def poisson_at_most(count: int, mean: float) -> float:
    return sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1))


def test_an_unusual_batch_lies_above_what_chance_allows(year: Desk) -> None:
    now = year.now()
    yearly: Counter[int] = Counter()
    lately: Counter[int] = Counter()
    cases = {register.key for register in year.registers() if register.case}
    for register, opened in everything(year):
        batch, at = opened.values.get("batch"), opened.values["received_at"]
        origins = [one for one in year.links(register.key, opened.id) if one.kind == "origin"]
        before = [year.open(one.register, one.id) for one in origins if one.register in cases]
        again = any(one.values.get("batch") == batch and not one.voided for one in before)
        if batch and register.case and not again and at >= now - dt.timedelta(days=365):
            yearly[batch.id] += 1
            lately[batch.id] += at >= now - dt.timedelta(days=30)
    usual = sum(yearly.values()) / len(yearly) * 30 / 365
    wanted = {batch: n for batch, n in lately.items() if n > 1 and poisson_at_most(n - 1, usual) >= 0.99}
    shown = year.board().batches
    assert {one.batch_id: one.count for one in shown} == wanted
    assert all(one.usual == pytest.approx(usual) for one in shown)
    assert [one.count for one in shown] == sorted((one.count for one in shown), reverse=True)


def test_a_deadline_leaves_the_board_when_it_is_met_closed_or_void(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "complaint")
    clock.now = MORNING + dt.timedelta(hours=30)

    def late() -> set[str]:
        return {row.line.deadline.key for row in desk.board().overdue}

    assert late() == {"accept", "inform"}
    change(desk, saved, informed_at=clock.now)
    assert late() == {"accept"}
    opened = desk.open("complaint", saved.id)
    desk.void("complaint", saved.id, opened.revision, "重复")
    assert late() == set()
    assert desk.board().overdue == desk.board().today == desk.board().week == []


def test_the_board_of_an_empty_ledger_is_empty(desk: Desk) -> None:
    board = desk.board()
    assert (board.overdue, board.today, board.week, board.waiting) == ([], [], [], [])
    assert (board.batches, board.months, board.on_time, board.drafts) == ([], [], None, [])


def test_the_rest_of_the_board(desk: Desk) -> None:
    draft = desk.blank("visit")
    desk.keep_draft(draft)
    save_one(desk, "complaint", story="瓶内丸药表面有白色斑点")
    board = desk.board()
    assert [one.uid for one in board.drafts] == [draft.uid]
    assert board.events[0].act == "create"
    assert {row.owner for row in board.week} | {row.owner for row in board.today} == {"王芳"}
    assert any("白色斑点" in row.title for row in board.week)


def test_a_paused_record_waits_and_is_not_overdue(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "visit", story="等化验结果", next_visit_on=None, answer_by=None)
    clock.now = MORNING + dt.timedelta(days=1)
    desk.clockwork.pause("visit", saved.id, "laboratory", "送检")
    since = desk.now()
    clock.now = MORNING + dt.timedelta(days=40)
    board = desk.board()
    assert saved.id not in {row.line.id for row in [*board.overdue, *board.today, *board.week]}
    (row,) = board.waiting
    assert (row.number, row.waits_for, row.reason, row.since) == (saved.title, "laboratory", "送检", since)
    assert (row.owner, "等化验结果" in row.title) == ("王芳", True)
    desk.clockwork.resume("visit", saved.id)
    assert desk.board().waiting == []


def test_a_clock_of_the_law_is_overdue_though_the_record_waits(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "complaint")
    fixed = [line for line in desk.dues("complaint", saved.id) if not line.deadline.pausable]
    desk.clockwork.pause("complaint", saved.id, "customer", "等样品")
    clock.now = MORNING + dt.timedelta(days=200)
    late = {row.line.deadline.key for row in desk.board().overdue if row.line.id == saved.id}
    assert late == {line.deadline.key for line in fixed}


def test_a_stage_that_waits_says_whom_for_and_since_when(year: Desk) -> None:
    wanted = {
        opened.title: register.stage_of(opened.stage).label
        for register, opened in everything(year)
        if register.stage_of(opened.stage).waiting
    }
    assert wanted
    rows = {row.number: row for row in year.board().waiting}
    assert {number: row.label for number, row in rows.items()} == wanted
    for row in rows.values():
        came = [line.at for line in year.history(row.register, row.id) if line.field == "stage"]
        assert row.since == (came[0] if came else year.open(row.register, row.id).values["received_at"])


def test_what_everybody_has_in_hand_is_counted_record_by_record(year: Desk) -> None:
    now = year.now()
    tomorrow = day_start(local(now).date() + dt.timedelta(days=1))
    wanted: dict[str, list[int]] = {}
    ends = running(year)
    for register, opened in everything(year):
        owner = opened.values["handler"] or opened.values["recorded_by"]
        if owner and not register.stage_of(opened.stage).final:
            mine = [at for at, number, _key in ends if number == opened.title]
            found = wanted.setdefault(owner.text, [0, 0, 0])
            found[0] += 1
            found[1] += any(at < now for at in mine)
            found[2] += any(now <= at < tomorrow for at in mine)
    people = year.board().people
    assert {one.person.text: [one.open, one.overdue, one.today] for one in people} == wanted
    assert [one.overdue for one in people] == sorted((one.overdue for one in people), reverse=True)
    for one in people:
        assert one.registers
        listed = {r.id for key in one.registers for r in year.page(Query(key, person=one.person.id), 0, 999, ())}
        assert len(listed) >= max(one.overdue, one.today)


def test_a_row_says_how_often_it_was_urged(desk: Desk, clock: Clock) -> None:
    saved, other = save_one(desk, "complaint"), save_one(desk, "complaint")
    clock.now = MORNING + dt.timedelta(hours=30)
    desk.urging.urge("complaint", saved.id, "快")
    desk.urging.urge("complaint", saved.id, "再快")
    urged = {row.line.id: row.urged for row in desk.board().overdue}
    assert urged == {saved.id: 2, other.id: 0}


def test_a_request_for_a_correction_stands_before_who_may_decide_it(desk: Desk) -> None:
    saved = save_one(desk, "complaint", kind="opinion")
    opened = desk.open("complaint", saved.id)
    desk.move("complaint", saved.id, opened.revision, "decline", {}, "重复来电")
    save_one(desk, "operator", name="赵录入", roles=("clerk",))
    with desk.at(desk.now(), "赵录入"):
        asked = desk.corrections.ask("complaint", saved.id, {"story": "更正后的内容"}, "听错了")
        assert desk.board().corrections == []
    assert [one.id for one in desk.board().corrections] == [asked.id]
    desk.corrections.refuse(asked.id, "原记录无误")
    assert desk.board().corrections == []


@pytest.mark.parametrize(
    ("day", "year"), [((2026, 10, 31), None), ((2026, 11, 1), 2027), ((2025, 11, 20), None), ((2026, 12, 31), 2027)]
)
def test_from_november_on_a_coming_year_without_holidays_is_told(
    desk: Desk, clock: Clock, day: tuple[int, int, int], year: int | None
) -> None:
    clock.now = dt.datetime(*day, 10, tzinfo=SHOP)
    assert desk.board().unknown_year == year


def test_the_duties_of_the_day_stand_on_the_board(year: Desk) -> None:
    board = year.board()
    assert board.duties == year.duties.due()
    assert {"monthly_count", "monthly_summary"} <= {one.due.duty.key for one in board.duties}


def test_a_row_says_what_a_meeting_is_about_in_its_topic(desk: Desk, clock: Clock) -> None:
    draft = desk.blank("meeting")
    draft.values |= {"kind": next(iter(desk.entry("meeting").fields()["kind"].options)), "topic": "十月例会"}
    draft.values |= {"story": "通报本月投诉"}
    saved = desk.save(draft)
    clock.now = MORNING + dt.timedelta(days=30)
    assert {row.title for row in desk.board().overdue if row.line.id == saved.id} == {"十月例会"}
