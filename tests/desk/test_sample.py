"""The sample year reads like a shop's own: every stage, nothing ahead of time, history in order, the same each time."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from qfdesk.app import make_desk
from qfdesk.desk import Desk
from qfdesk.desk.sample import make_sample
from qfdesk.model.record import Record
from qfdesk.model.values import Opened, Query
from qfdesk.rules.clock import SHOP

NOW = dt.datetime(2026, 11, 22, 15, 0, tzinfo=SHOP)
COUNT = 320


def desk_with_sample(folder: Path, count: int, seed: int = 1) -> Desk:
    desk = make_desk(str(folder / "ledger.db"), folder, "王芳", lambda: NOW)
    make_sample(desk, count, NOW.date(), seed)
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = desk_with_sample(tmp_path_factory.mktemp("sample"), COUNT)
    yield made
    made.close()


def entries(desk: Desk, register: type[Record]) -> list[Opened]:
    listed = [
        row.id for void in (False, True) for row in desk.page(Query(register.key, voided=void), 0, 1000, ("number",))
    ]
    return [desk.open(register.key, number) for number in listed]


def registers_tied(desk: Desk, register: str, number: int) -> set[str]:
    """The registers of all records that hang together with this one."""
    seen, left = {(register, number)}, [(register, number)]
    while left:
        for one in desk.links(*left.pop()):
            if (one.register, one.id) not in seen:
                seen.add((one.register, one.id))
                left.append((one.register, one.id))
    return {place[0] for place in seen}


def everything(desk: Desk) -> list[Opened]:
    return [opened for register in desk.registers() for opened in entries(desk, register)]


@pytest.fixture(scope="module")
def year(desk: Desk) -> list[Opened]:
    """All records of the sample, void ones too."""
    return everything(desk)


def test_as_many_records_come_as_were_asked_for_and_most_are_complaints(year: list[Opened]) -> None:
    found = Counter(opened.register for opened in year)
    assert found.pop("sale") >= COUNT
    assert sum(found.values()) == COUNT
    assert found["complaint"] == max(found.values())


def test_every_stage_of_every_register_occurs_and_most_records_are_done(desk: Desk) -> None:
    for register in desk.registers():
        counts = desk.stage_counts(Query(register.key))
        assert [stage.key for stage in register.stages if not counts[stage.key]] == []
        done = sum(counts[stage.key] for stage in register.stages if stage.final or stage.tone == "ok")
        assert done > counts[""] / 2


def test_every_deadline_runs_for_some_record(desk: Desk, year: list[Opened]) -> None:
    """The clocks of the law come once for every level and text of it: one of each will do."""
    for register in desk.registers():
        records = [desk.records.read(o.register, o.id).values for o in year if o.register == register.key]
        runs: dict[str, bool] = {}
        for deadline in register.deadlines:
            kind = re.sub(r"_(2007|2022)_\d$", "", deadline.key)
            began = [values for values in records if values[deadline.after] is not None]
            runs[kind] = runs.get(kind, False) or any(deadline.when is None or deadline.when(v) for v in began)
        assert [kind for kind, occurs in runs.items() if not occurs] == [], register.key


def test_one_batch_went_the_whole_way_from_complaint_to_the_last_visit(desk: Desk) -> None:
    recall = max(
        (o for o in entries(desk, desk.entry("recall")) if o.values["kind"] == "recover"),  # type: ignore[arg-type]
        key=lambda o: len(desk.links(o.register, o.id)),
    )
    assert registers_tied(desk, "recall", recall.id) == {
        "complaint",
        "batch_issue",
        "stop_sale",
        "recall",
        "goods_return",
        "capa",
        "visit",
    }
    trail = desk.trails.of_number(str(recall.values["batch"]))
    assert trail.totals["bought"] == 60
    assert trail.totals["sold"] == recall.values["quantity_sold"] == 37
    assert trail.totals["locked"] == recall.values["quantity_locked"] == 23
    assert trail.totals["returned"] == trail.totals["recovered"] == trail.back == 25
    assert trail.outstanding == 12
    assert {line.stage for line in trail.lines if line.register != "sale"} == {"closed"}
    told = recall.values["buyers"]
    assert len(told) == len(trail.buyers) == 11
    assert all(line["phone"] and line["contact"] and line["told_at"] for line in told)


def test_a_few_records_are_overdue_and_some_are_due_within_the_week(desk: Desk) -> None:
    board = desk.board()
    assert 3 <= len(board.overdue) <= 40
    assert board.today
    assert board.week


def test_an_appraisal_of_the_year_rewarded_penalised_and_trained_people(desk: Desk) -> None:
    held = [o.values for o in entries(desk, desk.entry("meeting")) if o.values["kind"] == "appraisal"]  # type: ignore[arg-type]
    assert {line["what"] for values in held for line in values["merits"]} >= {"reward", "penalty", "training"}
    assert {line["person"] for values in held for line in values["merits"]} <= {one.text for one in desk.people()}


def test_some_records_are_void_and_some_returns_were_made_from_complaints(desk: Desk, year: list[Opened]) -> None:
    assert any(opened.voided for opened in year)
    returns = [o for o in year if o.register == "goods_return"]
    kinds = Counter(link.kind for opened in returns for link in desk.links("goods_return", opened.id))
    assert kinds["origin"] >= 5


def test_two_batches_stand_out_now(desk: Desk) -> None:
    assert 2 <= len(desk.board().batches) <= 4


def test_no_number_is_given_twice_and_none_is_left_out(desk: Desk, year: list[Opened]) -> None:
    numbers = [opened.title for opened in year]
    assert len(set(numbers)) == len(numbers)
    for register in desk.registers():
        serials = [int(n.rpartition("-")[2]) for n in numbers if n.startswith(f"{register.prefix}-2026-")]
        assert sorted(serials) == list(range(1, len(serials) + 1))


def test_nothing_lies_after_the_present_moment(desk: Desk, year: list[Opened]) -> None:
    for opened in year:
        moments = [value for value in opened.values.values() if isinstance(value, dt.datetime)]
        assert all(moment <= NOW for moment in moments)
        assert all(line.at <= NOW for line in desk.history(opened.register, opened.id))


def test_the_history_of_a_record_stands_in_the_order_in_which_it_happened(desk: Desk, year: list[Opened]) -> None:
    for opened in year:
        moments = [line.at for line in sorted(desk.history(opened.register, opened.id), key=lambda line: line.seq)]
        assert moments == sorted(moments)


def test_no_record_breaks_a_rule_of_its_register(desk: Desk, year: list[Opened]) -> None:
    wrong = {o.title: f.errors for o in year if (f := desk.findings(o.register, o.values)).errors}
    assert wrong == {}
    assert desk.wrong() == []


def test_the_names_that_fonts_lack_are_among_the_people(year: list[Opened]) -> None:
    texts = " ".join(str(o.values.get("customer") or "") for o in year if o.register == "complaint")
    assert sum(name in texts for name in ("欧阳龚", "刘䶮", "张㛃", "李𠮷", "陈镕")) >= 3


def test_few_complaints_tell_the_same_story(year: list[Opened]) -> None:
    stories = [o.values["story"] for o in year if o.register == "complaint"]
    assert len(set(stories)) > 0.7 * len(stories)


def test_no_story_has_an_unfilled_place(year: list[Opened]) -> None:
    texts = [str(value) for o in year for value in o.values.values() if isinstance(value, str)]
    assert [text for text in texts if "{" in text] == []


def test_the_same_seed_gives_the_same_records(tmp_path: Path) -> None:
    told = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        desk = desk_with_sample(tmp_path / name, 24)
        kept = ("number", "stage", "story", "customer", "product", "batch", "received_at", "closed_at")
        told.append([{key: opened.values.get(key) for key in kept} for opened in everything(desk)])
        desk.close()
    assert told[0] == told[1]


@pytest.mark.parametrize("count", [0, 1, 12, 17, 60])
def test_a_small_sample_works_too(tmp_path: Path, count: int) -> None:
    desk = desk_with_sample(tmp_path, count)
    assert len([o for o in everything(desk) if o.register != "sale"]) == count
    assert desk.wrong() == []
    desk.close()


def test_the_duties_of_the_year_were_done_in_time_but_for_the_last_meeting(desk: Desk) -> None:
    found = [one for one in desk.duties.year(2026) if one.due.on <= NOW.date() and not one.due.unset]
    left = [(one.due.duty.key, one.due.period.key) for one in found if one.owed and one.done is None]
    assert left == [("monthly_meeting", "2026-10")]
    for one in found:
        if one.done is not None:
            assert one.done.at.date() <= one.due.on
            assert one.done.proof
            assert one.done.who in {person.text for person in desk.people()}
