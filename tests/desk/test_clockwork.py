"""The clocks at the desk: terms with versions, hours, next year's calendar, pauses; every change in the history."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, SurroundingsError
from qfdesk.model.values import DueLine, HistoryLine, Query
from qfdesk.registers.complaint import Complaint
from qfdesk.rules.clock import SHOP
from qfdesk.rules.due import Term
from qfdesk.store import history
from tests.invented import MORNING, Clock, change, save_one, walk_to_the_end

HOUR = dt.timedelta(hours=1)


def line_of(desk: Desk, number: int, key: str, register: str = "complaint") -> DueLine:
    return next(line for line in desk.dues(register, number) if line.deadline.key == key)


def house_lines(desk: Desk) -> list[HistoryLine]:
    return [line for line in history.read(desk.store, "house") if line.act == "setting"]


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHOP)


def table(year: int, free: int = 13) -> str:
    days = [dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(free)]
    return "\n".join(f"{day},休,春节" for day in days)


# terms


def test_every_declared_term_is_version_one(desk: Desk) -> None:
    lines = desk.clockwork.terms()
    assert len(lines) == sum(len(register.deadlines) for register in desk.registers())
    for line in lines:
        assert (line.version, line.term, line.rule) == (1, line.deadline.term, line.deadline.rule)
        assert [v.number for v in desk.clockwork.versions(line.register, line.deadline.key)] == [1]


def test_a_changed_term_holds_from_then_on_and_what_runs_keeps_the_version_it_began_under(
    desk: Desk, clock: Clock
) -> None:
    old = save_one(desk, "complaint")
    clock.now += HOUR
    version = desk.clockwork.set_term("complaint", "accept", Term(hours=4), "上级要求")
    assert (version.number, version.since, version.who) == (2, clock.now, "王芳")
    clock.now += HOUR
    new = save_one(desk, "complaint")
    first, second = line_of(desk, old.id, "accept"), line_of(desk, new.id, "accept")
    assert (first.version, first.at) == (1, MORNING + 24 * HOUR)
    assert (second.version, second.at) == (2, MORNING + 6 * HOUR)
    assert "version" not in first.reason.say("en")
    assert second.reason.say("en").endswith("version 2 of this term")
    assert second.reason.say("en").startswith("within 4 hours of")


def test_a_change_of_a_term_is_in_the_history_and_going_back_is_another_version(desk: Desk, clock: Clock) -> None:
    desk.clockwork.set_term("complaint", "answer", Term(working_days=3), "试行")
    clock.now += HOUR
    desk.clockwork.reset_term("complaint", "answer", "试行结束")
    found = [(line.field, line.before, line.after, line.reason) for line in house_lines(desk)]
    assert found == [
        ("term:complaint.answer", "working_days=3", "working_days=5", "试行结束"),
        ("term:complaint.answer", "working_days=5", "working_days=3", "试行"),
    ]
    versions = desk.clockwork.versions("complaint", "answer")
    assert [(v.number, v.term) for v in versions] == [
        (1, Term(working_days=5)),
        (2, Term(working_days=3)),
        (3, Term(working_days=5)),
    ]
    line = next(t for t in desk.clockwork.terms("complaint") if t.deadline.key == "answer")
    assert (line.version, line.term, line.declared, line.why) == (3, line.declared, Term(working_days=5), "试行结束")
    assert desk.wrong() == []


@pytest.mark.parametrize(
    ("register", "key", "term", "reason", "sentence"),
    [
        ("complaint", "accept", Term(hours=24), "因为", "24 hours already"),
        ("complaint", "accept", Term(hours=8), "  ", "Say why"),
        ("complaint", "accept", Term(hours=0), "因为", "cannot be"),
        ("complaint", "accept", Term(days=-1), "因为", "cannot be"),
        ("complaint", "accept", Term(working_days=367), "因为", "cannot be"),
        ("complaint", "nothing", Term(hours=8), "因为", "no term “complaint.nothing”"),
        ("nothing", "accept", Term(hours=8), "因为", "no register “nothing”"),
        ("party", "accept", Term(hours=8), "因为", "no term “party.accept”"),
    ],
)
def test_a_term_that_cannot_be_changed_so_is_refused(
    desk: Desk, register: str, key: str, term: Term, reason: str, sentence: str
) -> None:
    with pytest.raises(InvalidError, match=sentence):
        desk.clockwork.set_term(register, key, term, reason)
    assert house_lines(desk) == []


def test_the_house_words_a_source_of_law_its_own_way(desk: Desk) -> None:
    saved = save_one(desk, "goods_return", consumer=True)
    desk.move("goods_return", saved.id, saved.revision, "receive", {"quantity_received": Decimal(1)})
    desk.clockwork.set_source("consumer.refund", "消保法第二十五条", "条号核对")
    line = line_of(desk, saved.id, "refund", "goods_return")
    assert line.rule == "消保法第二十五条"
    assert line.reason.say("en").endswith("(消保法第二十五条)")
    desk.clockwork.set_source("consumer.refund", "", "改回")
    line = line_of(desk, saved.id, "refund", "goods_return")
    assert line.rule == desk.clockwork.law()["consumer.refund"].source
    assert [x.field for x in house_lines(desk)] == ["law:consumer.refund"] * 2
    with pytest.raises(InvalidError, match="no legal term"):
        desk.clockwork.set_source("consumer.nothing", "x", "因为")


# hours and calendar


def test_new_working_hours_move_what_runs_in_one_go(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    assert line_of(desk, saved.id, "answer").at == moment("2026-11-27T17:30")
    desk.clockwork.set_hours("9:00-12:00，14:00-20:00；周六", "冬季")
    assert desk.clockwork.hours().written() == "09:00-12:00, 14:00-20:00; sat"
    assert line_of(desk, saved.id, "answer").at == moment("2026-11-27T20:00")
    assert [(x.field, x.before, x.after) for x in house_lines(desk)] == [
        ("hours", "08:30-12:00, 13:30-17:30", "09:00-12:00, 14:00-20:00; sat")
    ]
    with pytest.raises(InvalidError, match="“14:00-13:00” does not fit"):
        desk.clockwork.set_hours("14:00-13:00")


def test_an_unknown_year_is_flagged_and_certain_once_its_table_is_imported(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    clock.now = moment("2026-12-30T10:00")
    saved = save_one(desk, "complaint")
    line = line_of(desk, saved.id, "answer")
    assert (line.certain, line.at) == (False, moment("2027-01-06T17:30"))
    assert "not known yet" in line.reason.say("en")
    file = tmp_path / "2027.csv"
    file.write_bytes("\n".join([table(2027), "2027-01-16,班,春节"]).encode("gbk"))
    assert desk.clockwork.import_calendar(file, "国务院办公厅通知").year == 2027
    line = line_of(desk, saved.id, "answer")
    assert (line.certain, line.at) == (True, moment("2027-01-18T17:30"))
    assert line.reason.say("en").endswith("put off by Spring Festival")
    assert desk.clockwork.year(2027)[dt.date(2027, 1, 16)].working
    desk.clockwork.drop_calendar(2027, "录错")
    assert line_of(desk, saved.id, "answer").at == moment("2027-01-06T17:30")
    assert not line_of(desk, saved.id, "answer").certain
    lines = house_lines(desk)
    assert [(x.field, x.after == "") for x in lines] == [("calendar:2027", True), ("calendar:2027", False)]
    assert json.loads(lines[1].after)["2027-01-01"] == [False, "Spring Festival"]


def test_a_wrong_table_is_refused_whole(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(table(2027) + "\n2027-13-01,休\n2027-03-01,maybe", "utf-8")
    with pytest.raises(InvalidError, match="Line 14: “2027-13-01” is not a date") as told:
        desk.clockwork.import_calendar(file)
    assert set(told.value.fields) == {"14", "15"}
    file.write_text(table(2027, 5), "utf-8")
    with pytest.raises(InvalidError, match="names 5 free days"):
        desk.clockwork.import_calendar(file)
    file.write_bytes(b"")
    with pytest.raises(InvalidError, match="names 0 free days"):
        desk.clockwork.import_calendar(file)
    with pytest.raises(SurroundingsError, match="cannot be read"):
        desk.clockwork.import_calendar(tmp_path)
    with pytest.raises(InvalidError, match="No table was imported for 2027"):
        desk.clockwork.drop_calendar(2027)
    assert desk.clockwork.calendar().source(2027) == "unknown"
    assert house_lines(desk) == []


def test_another_table_of_a_year_takes_the_place_of_the_first(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    for free in (13, 15):
        file.write_text(table(2027, free), "utf-8-sig")
        desk.clockwork.import_calendar(file)
    desk.clockwork.import_calendar(file)
    assert len(desk.clockwork.year(2027)) == 15
    assert len(house_lines(desk)) == 2  # what changes nothing leaves no line


# pauses


def test_a_paused_record_falls_due_later_by_the_time_it_waited(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "complaint")
    clock.now += 2 * HOUR
    desk.clockwork.pause("complaint", saved.id, "laboratory", "送药检所检验")
    clock.now += 48 * HOUR
    late = line_of(desk, saved.id, "accept")
    assert late.paused
    assert not late.overdue(clock.now)
    assert late.reason.say("en").endswith("paused, waits for a laboratory")
    assert desk.board().overdue == []
    assert desk.due_before(clock.now + 1000 * HOUR) == []
    assert desk.count(Query("complaint", overdue=True)) == 0
    waiting = desk.clockwork.waiting()
    assert [(one.number, one.waits_for, one.reason, one.by) for one in waiting] == [
        (saved.title, "laboratory", "送药检所检验", "王芳")
    ]
    desk.clockwork.resume("complaint", saved.id)
    found = line_of(desk, saved.id, "accept")
    assert (found.paused, found.at) == (False, MORNING + 72 * HOUR)
    assert "put off by the time it was paused" in found.reason.say("en")
    assert line_of(desk, saved.id, "answer").at == moment("2026-11-27T17:30")  # a weekend is no working day
    assert desk.clockwork.waiting() == []
    acts = [(x.act, x.before, x.after, x.reason) for x in desk.history("complaint", saved.id)][:2]
    assert acts == [("resume", "laboratory", "", ""), ("pause", "", "laboratory", "送药检所检验")]


def test_the_clocks_of_law_run_on_while_a_record_is_paused(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "batch_issue", suspicion=("fake_spoiled",))
    desk.clockwork.pause("batch_issue", saved.id, "customer", "等样品")
    clock.now += 30 * HOUR
    assert line_of(desk, saved.id, "regulator", "batch_issue").overdue(clock.now)
    assert line_of(desk, saved.id, "handle", "batch_issue").paused
    assert [line.deadline.key for line in desk.due_before(clock.now)] == ["regulator"]
    assert desk.count(Query("batch_issue", overdue=True)) == 1


def test_what_was_late_before_it_was_paused_stays_late(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "complaint")
    clock.now += 30 * HOUR
    desk.clockwork.pause("complaint", saved.id, "other", "等厂家")
    assert line_of(desk, saved.id, "accept").overdue(clock.now)
    assert line_of(desk, saved.id, "answer").paused


@pytest.mark.parametrize("ending", ["close", "void"])
def test_closing_or_voiding_a_record_ends_its_pause(desk: Desk, clock: Clock, ending: str) -> None:
    saved = save_one(desk, "visit")
    desk.clockwork.pause("visit", saved.id, "customer", "等回复")
    clock.now += HOUR
    if ending == "close":
        walk_to_the_end(desk, saved)
    else:
        opened = desk.open("visit", saved.id)
        desk.void("visit", saved.id, opened.revision, "重复")
    assert desk.clockwork.waiting() == []
    [pause] = desk.clockwork.pauses("visit", saved.id)
    assert (pause.until, pause.resumed_by) == (clock.now, "王芳")
    assert "resume" in [line.act for line in desk.history("visit", saved.id)]
    assert desk.dues("visit", saved.id) == []
    with pytest.raises(InvalidError, match="closed or void"):
        desk.clockwork.pause("visit", saved.id, "customer", "再等")


def test_a_pause_that_makes_no_sense_is_refused(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    with pytest.raises(InvalidError, match="is not paused"):
        desk.clockwork.resume("complaint", saved.id)
    with pytest.raises(InvalidError, match="Say why it is paused"):
        desk.clockwork.pause("complaint", saved.id, "customer", " ")
    with pytest.raises(InvalidError, match="“nobody” is nobody to wait for"):
        desk.clockwork.pause("complaint", saved.id, "nobody", "因为")
    desk.clockwork.pause("complaint", saved.id, "customer", "因为")
    with pytest.raises(InvalidError, match="is paused already"):
        desk.clockwork.pause("complaint", saved.id, "laboratory", "因为")
    assert len(desk.clockwork.pauses("complaint", saved.id)) == 1
    party = save_one(desk, "party", name="仁济药房")
    with pytest.raises(InvalidError):
        desk.clockwork.pause("party", party.id, "customer", "因为")


def test_a_record_that_only_stands_still_comes_after_those_that_run(desk: Desk, clock: Clock) -> None:
    first, second = save_one(desk, "complaint"), save_one(desk, "complaint")
    desk.clockwork.pause("complaint", first.id, "customer", "因为")
    rows = desk.page(Query("complaint", order=("due", False)), 0, 10, ("due",))
    assert [row.id for row in rows] == [second.id, first.id]
    assert [row.due is not None and row.due.paused for row in rows] == [False, True]


# beginning anew


def test_only_a_field_that_the_rule_names_begins_a_term_anew(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = tuple(replace(d, restarts=("severity",)) if d.key == "accept" else d for d in Complaint.deadlines)
    monkeypatch.setattr(Complaint, "deadlines", anew)
    options = list(Complaint.fields()["severity"].options)
    saved = save_one(desk, "complaint", severity=options[0])
    clock.now += 5 * HOUR
    change(desk, saved, handler=desk.people()[0], story="另一种说法")
    assert line_of(desk, saved.id, "accept").at == MORNING + 24 * HOUR
    clock.now += HOUR
    change(desk, saved, severity=options[1])
    assert line_of(desk, saved.id, "accept").at == clock.now + 24 * HOUR
    assert line_of(desk, saved.id, "inform").at == MORNING + 24 * HOUR
    clock.now += HOUR
    change(desk, saved, story="第三种说法")
    assert line_of(desk, saved.id, "accept").at == clock.now + 23 * HOUR


def test_what_was_met_in_time_is_judged_by_the_houses_terms_and_pauses(desk: Desk, clock: Clock) -> None:
    save_one(desk, "complaint")
    clock.now += HOUR
    desk.clockwork.set_term("complaint", "inform", Term(hours=2), "试行")
    met = save_one(desk, "complaint")
    clock.now += 3 * HOUR
    change(desk, met, informed_at=clock.now)
    clock.now += dt.timedelta(minutes=1)
    assert desk.board().on_time == 0
    waited = save_one(desk, "complaint")
    desk.clockwork.pause("complaint", waited.id, "customer", "等回复")
    clock.now += 3 * HOUR
    desk.clockwork.resume("complaint", waited.id)
    change(desk, waited, informed_at=clock.now)
    clock.now += dt.timedelta(minutes=1)
    assert desk.board().on_time == 0.5


def test_what_a_regulator_passed_on_runs_under_the_law_besides(desk: Desk) -> None:
    saved = save_one(desk, "complaint", channel="regulator")
    line = line_of(desk, saved.id, "accept_12315")
    assert line.at == moment("2026-12-01T17:30")
    assert line.reason.say("en") == (
        "within 7 working days of “Received at” (Interim measures on complaints and reports, Art. 14)"
    )
    other = save_one(desk, "complaint", channel="phone")
    assert "accept_12315" not in [one.deadline.key for one in desk.dues("complaint", other.id)]
