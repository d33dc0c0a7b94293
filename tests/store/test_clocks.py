"""The index of running deadlines: for every register it says what the records say, and can be made anew."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.model.ledger import RunningClock
from qfdesk.model.values import Query
from qfdesk.registers import all_registers
from qfdesk.registers.complaint import Complaint
from qfdesk.rules.clock import day_start
from qfdesk.rules.due import Pausing, Term, due
from qfdesk.store import clocks
from qfdesk.store.ledger import Store
from tests.invented import Clock, filled

Row = tuple[str, str, str, dt.datetime, bool, bool, int]


def index() -> list[Row]:
    """Every row of the index, without its id."""
    columns = (
        RunningClock.register,
        RunningClock.number,
        RunningClock.deadline,
        RunningClock.due_at,
        RunningClock.certain,
        RunningClock.paused,
        RunningClock.version,
    )
    return sorted(RunningClock.select(*columns).tuples())


def computed(desk: Desk) -> list[Row]:
    """What the records themselves say, one by one."""
    known, found = desk.clockwork.timetable(), []
    for register in desk.registers():
        for row in desk.page(Query(register.key), 0, 10**6, ()):
            values = desk.open(register.key, row.id).values
            stops = [Pausing(one.since, one.until) for one in desk.clockwork.pauses(register.key, row.id)]
            for deadline in register.deadlines if not values["closed_at"] else ():
                start = values[deadline.after]
                if start is None or values[deadline.until] or (deadline.when and not deadline.when(values)):
                    continue
                begun = start if isinstance(start, dt.datetime) else day_start(start)
                version = known.at(f"{register.key}.{deadline.key}", deadline.term, begun)
                end = due(begun, version.term, known.schedule, stops if deadline.pausable else ())
                told = (register.key, values["number"], deadline.key)
                found.append((*told, end.at, end.certain, end.paused, version.number))
    return sorted(found)


def upset(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    """Pauses, resumes, changes terms, hours and calendar."""
    for register in desk.registers():
        alive = [r.id for r in desk.page(Query(register.key), 0, 100, ()) if desk.dues(register.key, r.id)][:4]
        for n, number in enumerate(alive):
            desk.clockwork.pause(register.key, number, "customer", "等回复")
            if n % 2:
                clock.now += dt.timedelta(days=1)
                desk.clockwork.resume(register.key, number)
        if register.deadlines:
            desk.clockwork.set_term(register.key, register.deadlines[0].key, Term(working_hours=5), "试行")
    desk.clockwork.set_hours("9:00-20:00; sun")
    file = tmp_path / "2027.csv"
    file.write_text("\n".join(f"2027-01-{day:02},off" for day in range(1, 20)), "utf-8")
    desk.clockwork.import_calendar(file)


def test_the_index_says_what_the_records_say(year: Desk, tmp_path: Path, clock: Clock) -> None:
    assert index() == computed(year) != []
    upset(year, tmp_path, clock)
    assert {row[5] for row in index()} == {False, True}
    assert index() == computed(year)


def test_made_anew_it_is_what_it_was(year: Desk, tmp_path: Path, clock: Clock) -> None:
    upset(year, tmp_path, clock)
    before = index()
    for _again in range(2):
        year.clockwork.rebuild()
        assert index() == before
    RunningClock.delete().execute()
    clocks.rebuild(year.store, ["visit"])
    assert index() == [row for row in before if row[0] == "visit"]


@pytest.mark.parametrize("key", [register.key for register in all_registers() if register.deadlines])
def test_every_clock_of_every_register_runs_and_stands_still_as_declared(desk: Desk, key: str, clock: Clock) -> None:
    register = next(r for r in all_registers() if r.key == key)
    draft = desk.blank(key)
    draft.values.update(
        filled(register, 1) | {d.until: None for d in register.deadlines if d.until in register.typed()}
    )
    number = desk.save(draft).id
    assert index() == computed(desk)
    if not desk.dues(key, number):
        return
    desk.clockwork.pause(key, number, "laboratory", "送检")
    for line in desk.dues(key, number):
        assert line.paused <= line.deadline.pausable
    assert index() == computed(desk)
    clock.now += dt.timedelta(days=3)
    desk.clockwork.resume(key, number)
    assert index() == computed(desk)


def test_a_term_that_fails_half_way_leaves_everything_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (index(), desk.store.version(), desk.clockwork.terms())

    def fail(_store: Store, _registers: Any = None) -> None:
        raise RuntimeError("in between")

    monkeypatch.setattr(clocks, "rebuild", fail)
    with pytest.raises(RuntimeError):
        desk.clockwork.set_term("complaint", "accept", Term(hours=2), "试行")
    with pytest.raises(RuntimeError):
        desk.clockwork.set_hours("9:00-20:00")
    assert (index(), desk.store.version(), desk.clockwork.terms()) == before


def test_settings_that_another_hand_spoilt_count_as_none(desk: Desk) -> None:
    for key in ("term:complaint.accept", "hours", "calendar:2027", "calendar:x", "law:adr.death"):
        desk.store.set_setting(key, "{spoilt")
    known = desk.clockwork.timetable()
    assert known.changed == {"complaint.accept": ()}
    assert known.schedule.hours.written() == "08:30-12:00, 13:30-17:30"
    assert known.schedule.calendar.source(2027) == "unknown"


def test_another_version_of_the_program_counts_anew_when_it_opens_the_ledger(
    year: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = index()
    RunningClock.delete().execute()
    clocks.bring_up_to_date(year.store)
    assert index() == []  # the same program trusts what it made
    monkeypatch.setattr(clocks, "__version__", "99.0")
    clocks.bring_up_to_date(year.store)
    assert index() == before
    monkeypatch.setattr(Complaint, "deadlines", Complaint.deadlines[1:])
    clocks.bring_up_to_date(year.store)
    assert index() == [row for row in before if row[2] != "accept"]
