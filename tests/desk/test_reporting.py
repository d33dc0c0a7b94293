"""Reports: their figures against numbers counted another way, on paper, in the sheet, with their conclusions."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from qfdesk.desk import Desk
from qfdesk.errors import ConflictError, InvalidError, NotPermittedError
from qfdesk.language import Message, say
from qfdesk.model.fields import Ref
from qfdesk.model.report import Made, Table, summed
from qfdesk.model.values import Draft, Opened, Query, Values
from qfdesk.rules import due as clock
from qfdesk.rules.clock import SHOP, local
from qfdesk.statistics.cases import INFORMATION

MONTHS = ("2026-06", "2026-10", "2026-11")
ALL = (
    ("monthly_count", "2026-10"),
    ("monthly_summary", "2026-10"),
    ("brief", "2026-10"),
    ("analysis", "2026-Q4"),
    ("satisfaction_summary", "2026"),
    ("regulator_summary", "2026-Q4"),
    ("accident_comparison", "2026"),
    ("appraisal", "2026-10"),
    ("main_customers", "2026"),
    ("inspections", "2026"),
)


class ByHand:
    """Every record of the ledger, opened one after the other and counted with pencil and paper."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.records = cache(self._records)

    def _records(self, register: str) -> list[Opened]:
        if register not in {one.key for one in self.desk.registers()}:
            return []
        rows = self.desk.page(Query(register), 0, 100_000, ("number",))
        return [self.desk.open(register, row.id) for row in rows if not row.voided]

    def received(self, register: str, month: str) -> list[Opened]:
        return [one for one in self.records(register) if starts(one.values["received_at"], month)]

    def verdicts(self, register: str, month: str) -> list[bool]:
        """Whether each deadline settled in a month was kept, in the order they come."""
        first, after = edges(month, self.desk.now())
        found = []
        for one in self.records(register):
            for begun, due, met, closed in self.deadlines(one, after):
                settled = min(met, due) if met else due
                if not first <= settled < after or (not (met and met <= due) and closed and closed <= due):
                    continue
                assert begun is not None
                found.append(bool(met and met <= due))
        return found

    def overdue(self, register: str, month: str) -> set[str]:
        """The records open at the end of the month with a deadline missed by then."""
        _first, after = edges(month, self.desk.now())
        found = set()
        for one in self.records(register):
            closed = one.values["closed_at"]
            if one.values["received_at"] >= after or (closed and closed <= after):
                continue
            if any(not met and due < after for _begun, due, met, _closed in self.deadlines(one, after)):
                found.add(one.title)
        return found

    def deadlines(self, one: Opened, after: dt.datetime) -> Iterable[tuple[Any, Any, Any, Any]]:
        """(begun, due, met, closed) of a record's deadlines, as they stood at a moment."""
        known = self.desk.clockwork.timetable()
        stops = [clock.Pausing(p.since, p.until) for p in self.desk.clockwork.pauses(one.register, one.id)]
        values = {k: None if isinstance(v, dt.datetime) and v > after else v for k, v in one.values.items()}
        for deadline in self.desk.entry(one.register).deadlines:  # type: ignore[attr-defined]
            start, met = moment(values.get(deadline.after)), moment(values.get(deadline.until))
            met = met if met is None or met < after else None
            if start is None or (deadline.when and not deadline.when(values)):
                continue
            for line in self.desk.history(one.register, one.id):
                if line.field in deadline.restarts and line.at <= (met or after):
                    start = max(start, line.at)
            term = known.at(f"{one.register}.{deadline.key}", deadline.term, start).term
            end = clock.due(start, term, known.schedule, stops if deadline.pausable else ())
            if not end.paused:
                yield start, end.at, met, values.get("closed_at")


def moment(value: Any) -> dt.datetime | None:
    if value is None or isinstance(value, dt.datetime):
        return value
    return dt.datetime.combine(value, dt.time(), SHOP)


def starts(value: dt.datetime, month: str) -> bool:
    return local(value).isoformat().startswith(month)


def edges(month: str, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of a month and the moment whose state is told."""
    year, number = map(int, month.split("-"))
    first = dt.datetime(year, number, 1, tzinfo=SHOP)
    last = dt.datetime(year + number // 12, number % 12 + 1, 1, tzinfo=SHOP)
    return first, min(last, now)


def before(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year}-{number - 1:02d}" if number > 1 else f"{year - 1}-12"


@pytest.fixture(scope="module")
def house(sample_year: Path) -> Iterable[Desk]:
    """王芳 at the sample year, only read."""
    import shutil
    import tempfile

    from qfdesk.app import open_desk
    from tests.invented import MORNING, Clock

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "year"
        shutil.copytree(sample_year, place)
        desk = open_desk(str(place / "demo.db"), place, "王芳", Clock(MORNING + dt.timedelta(hours=4)))
        yield desk
        desk.close()


@pytest.fixture(scope="module")
def by_hand(house: Desk) -> ByHand:
    return ByHand(house)


def said(cell: Any) -> Any:
    return cell.say("en") if isinstance(cell, Message) else cell


def heads(table: Table) -> list[Any]:
    return [column.label for column in table.columns]


def rows(table: Table) -> dict[Any, tuple[Any, ...]]:
    """{first cell: the others}."""
    return {said(row[0]): tuple(map(said, row[1:])) for row in table.rows}


@pytest.mark.parametrize("month", MONTHS)
def test_the_grid_counts_what_came_what_is_handled_and_what_is_late(house: Desk, by_hand: ByHand, month: str) -> None:
    found = rows(house.reporting.make("analysis", month).table("kinds"))
    first, after = edges(month, house.now())
    for register in INFORMATION:
        if register not in {one.key for one in house.registers()}:
            continue
        mine = by_hand.received(register, month)
        handled = sum(bool(one.values["closed_at"] and one.values["closed_at"] <= after) for one in mine)
        old = [
            one
            for one in by_hand.records(register)
            if one.values["received_at"] < first
            and not (one.values["closed_at"] and one.values["closed_at"] <= after)
        ]
        last, kept = len(by_hand.received(register, before(month))), by_hand.verdicts(register, month)
        wanted = (
            len(mine),
            last,
            len(mine) - last,
            handled,
            len(mine) - handled,
            len(old),
            len(by_hand.overdue(register, month)),
            len(kept),
            sum(kept),
            pytest.approx(sum(kept) / len(kept)) if kept else None,
        )
        label = say(house.entry(register).label, "en")
        assert found.get(label, (0,) * 9 + (None,)) == wanted, label


def test_the_departments_together_are_the_house(house: Desk) -> None:
    brief = house.reporting.make("brief", "2026-10")
    departments = brief.table("departments")
    assert departments.total[1:] == brief.table("kinds").total[1:]
    for place in (1, 2, 4, 5, 6, 7, 8, 9):
        assert summed(departments.rows, place) == departments.total[place]
    summaries = house.reporting.make("monthly_summary", "2026-10")
    for leaf in summaries.leaves:
        assert leaf.department is not None
        row = rows(departments)[leaf.department.text or "No department named"]
        assert leaf.tables["kinds"].total[1:] == row


def test_a_department_has_the_records_that_name_it_or_whose_handler_belongs_to_it(
    house: Desk, by_hand: ByHand
) -> None:
    homes = {
        row.id: ref.text
        for row in house.page(Query("operator", order=("id", False)), 0, 1000, ("name", "department"))
        if isinstance(ref := row.values["department"], Ref)
    }
    counted: Counter[str] = Counter()
    for register in INFORMATION:
        for one in by_hand.received(register, "2026-10"):
            named = next((one.values[k] for k in ("department", "to_department") if one.values.get(k)), None)
            people = [one.values[k] for k in ("handler", "recorded_by") if one.values.get(k)]
            home = next((homes[who.id] for who in people if who.id in homes), "")
            counted[named.text if named else home] += 1
    table = rows(house.reporting.make("brief", "2026-10").table("departments"))
    assert {name: row[0] for name, row in table.items() if row[0]} == dict(counted)


def test_pareto_tables_are_in_order_and_cumulate_to_all(house: Desk, by_hand: ByHand) -> None:
    made = house.reporting.make("analysis", "2026")
    for key in ("problems", "causes", "complaint_kinds"):
        table = made.table(key)
        counts = [int(row[1]) for row in table.rows]  # type: ignore[arg-type]
        assert counts == sorted(counts, reverse=True)
        assert table.rows[-1][3] == pytest.approx(1.0)
        assert table.total[1] == sum(counts)
    kinds = Counter(one.values["kind"] for one in by_hand.received("complaint", "2026"))
    options = house.entry("complaint").fields()["kind"].options
    assert rows(made.table("complaint_kinds")).keys() == {say(options[kind], "en") for kind in kinds}
    causes = Counter(
        cause
        for register in ("complaint", "batch_issue", "goods_return", "slip", "accident", "service")
        for one in by_hand.received(register, "2026")
        for cause in one.values.get("cause_kind") or ()
    )
    assert sorted(causes.values(), reverse=True) == made.table("causes").column(1)


def test_the_trend_tells_every_month_as_its_own_report_does(house: Desk) -> None:
    trend = house.reporting.make("analysis", "2026-10").table("trend")
    for row in trend.rows[-3:]:
        own = house.reporting.make("analysis", str(row[0])).table("kinds").total
        assert (row[-2], row[-1]) == (own[1], own[-1])


def test_the_board_tells_the_on_time_rate_of_this_month_as_the_reports_do(house: Desk, by_hand: ByHand) -> None:
    board = house.board()
    kept = [one for register in INFORMATION for one in by_hand.verdicts(register, "2026-11")]
    assert (board.ended, board.kept) == (len(kept), sum(kept))
    assert 0 < board.kept < board.ended
    for report in ("brief", "appraisal"):
        made = house.reporting.make(report, "2026-11")
        tables = [table for table in made.leaves[0].tables.values() if "On-time rate" in map(said, heads(table))]
        assert tables
        for table in tables:
            place = [said(head) for head in heads(table)].index("On-time rate")
            last = table.total or table.rows[-1]
            assert last[place] == pytest.approx(board.on_time), (report, table.key)


def test_letters_calls_and_visits_are_told_apart(house: Desk, by_hand: ByHand) -> None:
    table = rows(house.reporting.make("monthly_count", "2026-10").table("ways"))
    channels = Counter(one.values["channel"] for one in by_hand.received("complaint", "2026-10"))
    assert table["Letters"][0] == sum(channels[c] for c in ("letter", "email", "fax", "slip", "box"))
    assert table["Calls"][0] == channels["phone"] + channels["hotline"]
    assert table["Visits in person"][0] == channels["visit"]
    assert sum(row[0] for row in table.values()) == sum(channels.values())


def test_handlers_are_appraised_by_their_own_cases(house: Desk, by_hand: ByHand) -> None:
    made = house.reporting.make("appraisal", "2026-10")
    table, (_first, after) = rows(made.table("handlers")), edges("2026-10", house.now())
    mine: dict[str, list[Values]] = {}
    for register in INFORMATION:
        for one in by_hand.received(register, "2026-10"):
            who = one.values.get("handler") or one.values["recorded_by"]
            mine.setdefault(str(who), []).append(one.values)
    for name, cases in mine.items():
        closed = [v for v in cases if v["closed_at"] and v["closed_at"] <= after]
        days = [(v["closed_at"] - v["received_at"]).total_seconds() / 86_400 for v in closed]
        asked = [v for v in closed if v.get("satisfied") in ("satisfied", "fairly", "dissatisfied")]
        row = table[name]
        assert row[:3] == (len(cases), len(closed), len(cases) - len(closed))
        assert row[8] == (pytest.approx(sum(days) / len(days), abs=0.06) if days else None)
        assert row[10] == len(asked)
    assert sum(row[0] for row in table.values()) == made.table("handlers").total[1]


def test_main_customers_are_those_of_the_duty(house: Desk) -> None:
    made = house.reporting.make("main_customers", "2026")
    known = house.duties.coverage(2026)
    assert [row[0] for row in made.table("customers").rows] == [one.name for one in known]
    done = sum(one.at is not None for one in known)
    assert made.table("coverage").rows == ((len(known), done, len(known) - done, done / len(known)),)
    assert made.table("growth").rows[-1][2:] == (done, done / len(known))


def test_every_accident_stands_beside_the_others_with_what_they_share(house: Desk, by_hand: ByHand) -> None:
    made = house.reporting.make("accident_comparison", "2026")
    accidents = by_hand.received("accident", "2026")
    heads = [
        column.label.say("en")
        for key, table in made.leaves[0].tables.items()
        if key.startswith("compared")
        for column in table.columns[1:]
    ]
    assert sorted(heads) == sorted(one.title for one in accidents)
    shared = Counter(kind for one in accidents for kind in one.values["cause_kind"])
    options = house.entry("accident").fields()["cause_kind"].options
    common = {said(row[1]): row[2] for row in made.table("common").rows if said(row[0]) == "Kind of cause"}
    assert common == {say(options[kind], "en"): n for kind, n in shared.items() if n > 1}


def test_satisfaction_counts_forms_and_views(house: Desk, by_hand: ByHand) -> None:
    made = house.reporting.make("satisfaction_summary", "2026")
    plans = [one.values for one in by_hand.received("survey", "2026") if one.values["kind"] == "plan"]
    named = {plan["topic"] for plan in plans if plan["forms_out"] is not None}
    forms = [one.values for one in by_hand.received("survey", "2026") if one.values["kind"] == "form"]
    alone = [form for form in forms if form["topic"] not in named]
    out = sum(plan["forms_out"] or 0 for plan in plans)
    out += sum(bool(form["sent_on"] or form["returned_on"]) for form in alone)
    assert made.table("surveys").total[1:2] in ((out,), ())
    views = Counter(
        one.values["satisfied"]
        for register in ("complaint", "visit", "goods_return", "service")
        for one in by_hand.records(register)
        if one.values["closed_at"] and starts(one.values["closed_at"], "2026")
    )
    total = made.table("handling").total
    assert total[2:6] == tuple(views[view] for view in ("satisfied", "fairly", "dissatisfied", "unreachable"))


def test_every_outside_sample_is_listed_once(house: Desk, by_hand: ByHand) -> None:
    made = house.reporting.make("inspections", "2026")
    samples = by_hand.received("inspection", "2026")
    assert [row[0] for row in made.table("samples").rows] == sorted(one.title for one in samples)
    assert made.table("verdicts").total[1:2] in ((sum(bool(one.values["verdict"]) for one in samples),), ())


def test_the_regulator_is_told_of_goods_and_of_nobody(house: Desk, by_hand: ByHand, tmp_path: Path) -> None:
    made = house.reporting.make("regulator_summary", "2026-Q4")
    listed = {row[0] for row in made.table("goods").rows}
    issues = {
        one.title for month in ("2026-10", "2026-11", "2026-12") for one in by_hand.received("batch_issue", month)
    }
    assert issues <= listed
    text = text_of(house.reporting.print(made, tmp_path / "r.pdf", "zh_CN", looked_at=True))
    text += " ".join(str(said(cell)) for row in made.table("goods").rows for cell in row)
    people = {
        str(one.values[key])
        for register in ("complaint", "adr")
        for one in by_hand.records(register)
        for key in ("customer", "contact_name", "contact_phone", "patient_name", "reporter_name")
        if one.values.get(key) and len(str(one.values[key])) > 2
    }
    assert [name for name in people if name in text] == []


# on paper and in the sheet


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def figures(made: Made) -> Iterable[tuple[str, tuple[Any, ...]]]:
    """(sheet title or '', cells) of every row of figures."""
    for leaf in made.leaves:
        for table in leaf.tables.values():
            for row in (*table.rows, *([table.total] if table.total else [])):
                yield table.key, row


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(("key", "period"), ALL)
def test_paper_and_sheet_hold_the_figures_of_the_screen(
    house: Desk, tmp_path: Path, key: str, period: str, lang: str
) -> None:
    made = house.reporting.make(key, period)
    pdf = re.sub(r"\s+", "", text_of(house.reporting.print(made, tmp_path / "a.pdf", lang, looked_at=True)))
    book = openpyxl.load_workbook(house.reporting.export(made, tmp_path / "a.xlsx", lang))
    cells = [
        tuple(cell.value for cell in row) for sheet in book.worksheets for row in sheet.iter_rows() if row[0].value
    ]
    missing = []
    for table, row in figures(made):
        numbers = [cell for cell in row if isinstance(cell, int | float)]
        name = row[0].say(lang) if isinstance(row[0], Message) else row[0]
        found = [c for c in cells if c[0] == name or (hasattr(c[0], "date") and c[0].date() == name)]
        if numbers and not any(
            [n for n in c if isinstance(n, int | float)] == pytest.approx(numbers) for c in found
        ):
            missing.append((table, name, "sheet"))
        if isinstance(name, str) and re.sub(r"\s+", "", name) not in pdf:
            missing.append((table, name, "paper"))
    assert missing == []
    assert made.period.key in pdf
    assert sum(len(sheet._charts) for sheet in book.worksheets) == sum(  # type: ignore[attr-defined]
        type(part).__name__ == "Chart" and bool(leaf.tables[part.table].rows)  # type: ignore[union-attr]
        for leaf in made.leaves
        for part in leaf.parts
    )


def test_a_row_on_paper_reads_as_on_the_screen(house: Desk, tmp_path: Path) -> None:
    made = house.reporting.make("brief", "2026-10")
    total = made.table("kinds").total
    text = text_of(house.reporting.print(made, tmp_path / "a.pdf", "en", looked_at=True))
    numbers = [f"{n:+d}" if place == 3 and n else str(n) for place, n in enumerate(total[1:-1], 1)]  # type: ignore[str-format]
    assert " ".join(["Total", *numbers, f"{total[-1]:.1%}"]) in re.sub(r"\s+", " ", text)


def test_figures_in_the_sheet_are_numbers_and_text_is_never_a_formula(year: Desk, tmp_path: Path) -> None:
    year.reporting.conclude("brief", "2026-10", "=1+1 不是公式")
    book = openpyxl.load_workbook(year.reporting.export(year.reporting.make("brief", "2026-10"), tmp_path / "a.xlsx"))
    values = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell for cell in values if cell.data_type == "f"] == []
    assert any(cell.value == "=1+1 不是公式" for cell in values)


def test_a_cancelled_export_leaves_nothing_behind(year: Desk, tmp_path: Path) -> None:
    from qfdesk.errors import Cancelled

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        year.reporting.export(year.reporting.make("brief", "2026-10"), tmp_path / "a.xlsx", None, stop)
    assert list(tmp_path.glob("*.xlsx")) == []


# conclusions


def test_a_conclusion_is_kept_with_its_report_and_period_and_printed_with_it(year: Desk, tmp_path: Path) -> None:
    year.reporting.conclude("brief", "2026-10", "外观问题最多，下月加强巡查。")
    made = year.reporting.make("brief", "2026-10")
    assert made.leaves[0].conclusion == "外观问题最多，下月加强巡查。"
    assert year.reporting.make("brief", "2026-09").leaves[0].conclusion == ""
    assert year.reporting.make("analysis", "2026-10").leaves[0].conclusion == ""
    assert "下月加强巡查" in re.sub(r"\s", "", text_of(year.reporting.print(made, tmp_path / "a.pdf", "zh_CN")))


def test_the_history_says_who_concluded_but_not_the_words(year: Desk) -> None:
    year.reporting.conclude("brief", "2026-10", "张三处理不当")
    second = year.reporting.conclude("brief", "2026-10", "处理得当")
    assert (second.version, second.text, second.who) == (2, "处理得当", "王芳")
    lines = [line for line in year.history("house", 0) if line.act == "conclude"]
    assert [line.field for line in lines] == ["brief 2026-10"] * 2
    assert lines[0].before == lines[1].after
    assert not any("张三" in f"{line.before}{line.after}{line.reason}" for line in lines)


def test_writing_the_same_again_is_no_change(year: Desk) -> None:
    year.reporting.conclude("brief", "2026-10", "处理得当")
    assert year.reporting.conclude("brief", "2026-10", " 处理得当 \n").version == 1


def test_two_who_conclude_at_once_do_not_overwrite_each_other(year: Desk) -> None:
    read = year.reporting.conclusion("brief", "2026-10")
    year.reporting.conclude("brief", "2026-10", "甲的结论", version=read.version)
    with pytest.raises(ConflictError):
        year.reporting.conclude("brief", "2026-10", "乙的结论", version=read.version)
    assert year.reporting.conclusion("brief", "2026-10").text == "甲的结论"


def test_the_work_brief_quotes_what_the_departments_concluded(year: Desk) -> None:
    leaf = next(one for one in year.reporting.make("monthly_summary", "2026-10").leaves if one.place > 0)
    assert leaf.department is not None
    year.reporting.conclude("monthly_summary", "2026-10", "本部门按时完成。", leaf.place)
    again = year.reporting.make("monthly_summary", "2026-10", leaf.department.text)
    assert [one.conclusion for one in again.leaves] == ["本部门按时完成。"]
    texts = [part for part in year.reporting.make("brief", "2026-10").leaves[0].parts if type(part).__name__ == "Text"]
    assert [line.say("en") for part in texts for line in part.lines] == [  # type: ignore[union-attr]
        f"{leaf.department.text}: 本部门按时完成。"
    ]


# what is asked for wrongly, and who may


@pytest.mark.parametrize(
    ("key", "period", "words"),
    [
        ("nonsense", "2026-10", "no report"),
        ("brief", "2026-13", "no period"),
        ("brief", "2026", "not made for"),
        ("main_customers", "2026-10", "not made for"),
        ("brief", "2027-01", "not begun"),
    ],
)
def test_what_cannot_be_made_is_said(house: Desk, key: str, period: str, words: str) -> None:
    with pytest.raises(InvalidError) as told:
        house.reporting.make(key, period)
    assert words in told.value.say("en")


def test_a_period_that_has_ended_tells_its_end_however_late_it_is_made(year: Desk, clock: Any) -> None:
    made = year.reporting.make("brief", "2026-10")
    assert (made.over, made.state) == (True, "2026-10-31 24:00")
    clock.now += dt.timedelta(days=60)
    later = year.reporting.make("brief", "2026-10")
    for key in ("departments", "kinds", "trend"):
        assert later.table(key).rows == made.table(key).rows


def seat(desk: Desk, people: dict[str, str]) -> None:
    """{name: role}, in a house whose administrator is 王芳 and which so keeps to its table of rights."""
    own = next(one for one in desk.people() if one.text == "王芳")
    draft = desk.edit(desk.open("operator", own.id or 0))
    draft.values["roles"] = (*draft.values["roles"], "admin")
    desk.save(draft)
    for name, role in people.items():
        desk.save(Draft("operator", {"name": name, "login": name, "roles": (role,)}))


def test_a_clerk_makes_no_reports(year: Desk) -> None:
    seat(year, {"小李": "clerk"})
    with year.at(year.now(), "小李"):
        for word in (
            lambda: year.reporting.make("brief", "2026-10"),
            lambda: year.reporting.conclude("brief", "2026-10", "x"),
        ):
            with pytest.raises(NotPermittedError):
                word()


def test_who_may_not_see_personal_data_sees_people_masked(year: Desk) -> None:
    year.save(Draft("party", {"name": "欧阳明珠", "kind": "person", "main_user": True}))
    seat(year, {"小赵": "quality", "财务": "finance"})
    seen = {}
    for who in ("小赵", "财务"):
        with year.at(year.now(), who):
            seen[who] = year.reporting.make("main_customers", "2026").table("customers").column(0)
    assert "欧阳明珠" in seen["小赵"]
    assert "欧阳明珠" not in seen["财务"]
    assert len(seen["财务"]) == len(seen["小赵"])


def test_no_report_tells_a_sealed_identity(house: Desk, by_hand: ByHand) -> None:
    sealed = [one.values for one in by_hand.records("complaint") if one.values["confidential"]]
    secrets = {str(v[k]) for v in sealed for k in ("contact_name", "contact_phone") if len(str(v.get(k) or "")) > 2}
    for key, period in ALL:
        made = house.reporting.make(key, period)
        text = " ".join(str(said(cell)) for _table, row in figures(made) for cell in row)
        assert [secret for secret in secrets if secret in text] == []
