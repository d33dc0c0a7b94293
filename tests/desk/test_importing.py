"""Importing tables: mapped by their headers, checked cell by cell, kept whole or not at all, taken back as a whole."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from qfdesk.desk import Desk
from qfdesk.errors import Cancelled, InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.imported import Imported
from qfdesk.model.values import Query
from qfdesk.rules.clock import SHOP
from tests.invented import change, save_one

HEADERS = [
    "序号",
    "销售日期",
    "购货单位",
    "通用名称",
    "规格",
    "批准文号",
    "产品批号",
    "有效期至",
    "数量(盒)",
    "单价（元）",
]
ROW: list[Any] = [
    1,
    dt.datetime(2026, 3, 5),
    "康宁诊所",
    "六味地黄丸",
    "9g*10丸",
    "国药准字Z20260001",
    "260308",
    "2028-03-31",
    5,
    12.5,
]


def book(path: Path, *rows: list[Any], above: int = 0) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in [["仁和堂销售台账"]] * above + [list(one) for one in rows]:
        sheet.append(row)
    made.save(path)
    return path


def like(**changed: Any) -> list[Any]:
    """ROW with other cells, by header."""
    return [changed.get(header.split("(")[0].split("（")[0], cell) for header, cell in zip(HEADERS, ROW, strict=True)]


def sales(path: Path, *rows: list[Any], above: int = 0) -> Path:
    return book(path / "台账.xlsx", *[[]] * 0, *([["仁和堂销售台账"]] * above), HEADERS, *rows)


def run(desk: Desk, file: Path, register: str = "sale", **how: Any) -> Imported:
    return desk.importing.run(desk.importing.look(register, file), **how)


def count(desk: Desk, register: str) -> int:
    return desk.count(Query(register))


def only(desk: Desk, register: str = "sale") -> dict[str, Any]:
    row = desk.page(Query(register), 0, 1, ("number",))[0]
    return dict(desk.open(register, row.id).values)


def seat(desk: Desk, role: str) -> None:
    """Lets somebody of just this role sit down."""
    desk.accounts.add(f"p-{role}", [role])
    desk.session.become(next(one.ref for one in desk.accounts.list() if one.name == f"p-{role}"))


def test_a_sales_ledger_is_understood_by_its_headers(desk: Desk, tmp_path: Path) -> None:
    done = run(desk, sales(tmp_path, ROW, above=2))
    values = only(desk)
    assert (len(done.titles), values["quantity"], values["price"], values["amount"]) == (
        1,
        5,
        Decimal("12.50"),
        Decimal("62.50"),
    )
    assert values["sold_at"] == dt.datetime(2026, 3, 5, tzinfo=SHOP)
    assert (values["buyer"].text, values["batch"].text) == ("康宁诊所", "260308")
    product = desk.open("product", values["product"].id).values
    assert (product["name"], product["specification"], product["approval_number"]) == (
        "六味地黄丸",
        "9g*10丸",
        "国药准字Z20260001",
    )
    assert desk.open("batch", values["batch"].id).values["expires_on"] == dt.date(2028, 3, 31)


@pytest.mark.parametrize(
    "day",
    [
        "2026.3.5",
        "2026年3月5日",
        "2026/3/5",
        "２０２６－３－５",
        46086,
        "46086",
        "20260305",
        20260305,
        "2026-03-05 00:00:00",
    ],
)
def test_a_day_is_understood_as_people_write_it(desk: Desk, tmp_path: Path, day: Any) -> None:
    run(desk, sales(tmp_path, like(销售日期=day)))
    assert only(desk)["sold_at"].date() == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("cell", "amount"), [("１２", 12), ("12盒", 12), ("1,200", 1200), (2.5, Decimal("2.5")), (7.0, 7)]
)
def test_a_quantity_is_understood_as_people_write_it(desk: Desk, tmp_path: Path, cell: Any, amount: Any) -> None:
    run(desk, sales(tmp_path, like(数量=cell)))
    assert only(desk)["quantity"] == amount


def test_codes_keep_their_noughts_and_all_their_digits(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "药品.xlsx", ["通用名", "条形码"], ["甲", "00012345678901234567"], ["乙", 6901234567892])
    run(desk, file, "product")
    found = {
        row.values["name"]: row.values["barcode"]
        for row in desk.page(Query("product", order=("id", True)), 0, 9, ("name", "barcode"))
    }
    assert found == {"甲": "00012345678901234567", "乙": "6901234567892"}


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (12345678901234567890, "rounded"),
        ("1.23457E+19", "rounded"),
        (dt.datetime(2026, 3, 8), "made the date 2026-03-08"),
        ("#N/A", "formula"),
    ],
)
def test_a_code_that_the_spreadsheet_spoiled_is_told(desk: Desk, tmp_path: Path, cell: Any, sentence: str) -> None:
    done = run(desk, book(tmp_path / "药品.xlsx", ["通用名", "条形码"], ["甲", cell]), "product")
    assert [(p.row, p.column, p.header) for p in done.problems] == [(2, "B", "条形码")]
    assert sentence in done.problems[0].sentence.say("en")
    assert count(desk, "product") == 0


def test_one_wrong_row_keeps_all_out(desk: Desk, tmp_path: Path) -> None:
    rows = [like(序号=n) for n in range(60)]
    rows[35] = like(数量="许多")
    done = run(desk, sales(tmp_path, *rows))
    assert [(p.row, p.column, p.value) for p in done.problems] == [(37, "I", "许多")]
    assert (count(desk, "sale"), count(desk, "party"), done.id) == (0, 0, 0)


def test_every_wrong_cell_is_told_with_its_place_in_a_workbook(desk: Desk, tmp_path: Path) -> None:
    plan = desk.importing.look("sale", sales(tmp_path, like(数量="许多", 销售日期="春天"), ROW, like(购货单位="")))
    done = desk.importing.run(plan)
    out = desk.importing.write_problems(plan, done.problems, tmp_path / "错误.xlsx", "en")
    told = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0].iter_rows(min_row=2)]
    assert [row[:3] + row[4:] for row in told] == [
        [2, "B", "销售日期", "春天"],
        [2, "I", "数量(盒)", "许多"],
        [4, "C", "购货单位", None],
    ]
    assert "wants" in told[0][3]


def test_what_the_rules_of_the_register_refuse_is_told_by_row(desk: Desk, tmp_path: Path) -> None:
    done = run(desk, sales(tmp_path, like(数量=0), like(销售日期="2199-01-01")))
    assert [(p.row, p.column) for p in done.problems] == [(2, "I"), (3, "B")]


def test_a_dry_run_says_what_would_be_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = desk.store.version()
    done = run(desk, sales(tmp_path, ROW, ROW), dry_run=True)
    assert (len(done.titles), done.made) == (2, {"party": 1, "product": 1, "batch": 1})
    assert (desk.store.version(), count(desk, "sale"), count(desk, "product")) == (before, 0, 0)


def test_rows_of_totals_empty_rows_and_who_made_it_are_left_out(desk: Desk, tmp_path: Path) -> None:
    file = sales(
        tmp_path,
        ROW,
        [],
        HEADERS,
        ROW,
        ["合 计", *[None] * 7, 10],
        [None, "本月合计：", *[None] * 6, 10],
        ["制表人：王芳", "审核：李明"],
    )
    plan = desk.importing.look("sale", file)
    assert ([row.number for row in plan.rows], [row for row, _why in plan.skipped]) == ([2, 5], [4, 6, 7, 8])


def test_merged_cells_reach_down_but_numbers_count_once(desk: Desk, tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (HEADERS, ROW, like(购货单位=None, 单价=None)):
        sheet.append(row)
    for letter in "CJ":
        sheet.merge_cells(f"{letter}2:{letter}3")
    made.save(tmp_path / "合并.xlsx")
    plan = desk.importing.look("sale", tmp_path / "合并.xlsx")
    desk.importing.run(plan)
    rows = desk.page(Query("sale"), 0, 9, ("buyer", "price"))
    assert [(row.values["buyer"].text, row.values["price"]) for row in rows] == [
        ("康宁诊所", None),
        ("康宁诊所", Decimal("12.50")),
    ]
    assert [note.say() for note in plan.notes] == ["1 cells were filled from merged cells above them"]


def test_a_formula_nobody_worked_out_is_told(desk: Desk, tmp_path: Path) -> None:
    done = run(desk, sales(tmp_path, like(数量="=2+3")))
    assert [(p.row, p.column) for p in done.problems] == [(2, "I")]
    assert "a formula without a value" in done.problems[0].sentence.say("en")


def test_links_are_found_before_they_are_made(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "product", name="六味地黄丸", specification="6g*10袋")
    mine = save_one(desk, "product", name="六味地黄丸", specification="9g*10丸")
    clinic = save_one(desk, "party", name="康宁诊所")
    done = run(desk, sales(tmp_path, ROW))
    assert (only(desk)["product"].id, only(desk)["buyer"].id, done.made) == (mine.id, clinic.id, {"batch": 1})


def test_the_same_file_is_imported_twice_only_when_asked_for(desk: Desk, tmp_path: Path) -> None:
    file = sales(tmp_path, ROW)
    first = run(desk, file)
    with pytest.raises(InvalidError, match=rf"imported on 2026-11-20 by 王芳 already \(import {first.id}\)"):
        run(desk, file)
    run(desk, file, again=True)
    assert count(desk, "sale") == 2


def test_an_import_is_taken_back_as_a_whole_and_the_history_says_so(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "sale", buyer=Ref(None, "和平社区站"))
    kept = count(desk, "party")
    done = run(desk, sales(tmp_path, ROW, like(购货单位="和平社区站")))
    assert desk.importing.undo(done.id, "wrong month") == 5  # two sales; a customer, a product and a batch made by them
    assert (count(desk, "sale"), count(desk, "party")) == (1, kept)
    number = desk.page(Query("sale", voided=True), 0, 1, ("number",))[0]
    line = desk.history("sale", number.id)[0]
    assert (line.act, "wrong month" in line.reason) == ("void", True)
    assert desk.importing.past("sale")[0].undone
    with pytest.raises(InvalidError, match="no import"):
        desk.importing.undo(done.id)
    assert len(run(desk, sales(tmp_path, ROW)).titles) == 1


def test_an_import_somebody_worked_on_since_is_not_taken_back(desk: Desk, tmp_path: Path) -> None:
    done = run(desk, sales(tmp_path, ROW, ROW))
    _register, number = desk.locate(done.titles[0])
    change(desk, desk.open("sale", number), story="退货")
    with pytest.raises(
        InvalidError, match=f"1 of the records were worked on since the import, such as {done.titles[0]}"
    ):
        desk.importing.undo(done.id)
    assert count(desk, "sale") == 2


def test_a_mapping_is_remembered_for_the_same_headers(desk: Desk, tmp_path: Path) -> None:
    head = ["甲", "乙", "丙", "丁"]
    said = {"甲": "sold_at", "乙": "buyer", "C": "product", "丁": "quantity"}
    plan = desk.importing.look(
        "sale", book(tmp_path / "a.xlsx", head, ["2026-3-5", "康宁诊所", "六味地黄丸", 5]), header=1, said=said
    )
    desk.importing.run(plan)
    later = desk.importing.look(
        "sale", book(tmp_path / "b.xlsx", head[::-1], [5, "逍遥丸", "康宁诊所", "2026-3-6"]), header=1
    )
    assert later.mapping == {0: "quantity", 1: "product", 2: "buyer", 3: "sold_at"}


def test_a_master_that_is_there_already_is_left_as_it_is(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "party", name="康宁诊所", phone="1")
    done = run(
        desk,
        book(
            tmp_path / "客户.xlsx",
            ["客户名称", "联系电话"],
            ["康宁诊所", "2"],
            ["和平社区站", "3"],
            ["和平社区站", "4"],
        ),
        "party",
    )
    assert (len(done.titles), done.known) == (1, 2)


def test_old_complaints_come_in_at_the_end_of_their_way(desk: Desk, tmp_path: Path) -> None:
    head = ["登记编号", "投诉日期", "客户名称", "联系电话", "药品名称", "批号", "投诉内容", "办结日期"]
    row = ["2019-07", "2019.7.3", "康宁诊所", "13800138000", "六味地黄丸", "190102", "包装破损", "2019.7.9"]
    done = run(desk, book(tmp_path / "投诉台账.xlsx", head, row), "complaint", closed=True)
    assert done.problems == ()
    opened = desk.open("complaint", desk.locate(done.titles[0])[1])
    assert (opened.values["archive_number"], opened.values["closed_at"].date()) == ("2019-07", dt.date(2019, 7, 9))
    assert desk.dues("complaint", opened.id) == []
    assert next(s for s in desk.entry("complaint").stages if s.key == opened.stage).final  # type: ignore[attr-defined]


def test_a_stopped_import_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        run(desk, sales(tmp_path, *[ROW] * 60), progress=stop)
    assert (count(desk, "sale"), count(desk, "party")) == (0, 0)


def test_headers_that_nobody_understands_are_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="No header of row 1 is understood"):
        run(desk, book(tmp_path / "x.xlsx", ["qqq", "www"], ["1", "2"]))
    with pytest.raises(InvalidError, match="No column is called “数目”; the table has: 序号, 销售日期"):
        desk.importing.look("sale", sales(tmp_path, ROW), said={"数目": "quantity"})


def test_whoever_only_reads_imports_nothing(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "sale")
    seat(desk, "auditor")
    with pytest.raises(NotPermittedError):
        desk.importing.look("sale", sales(tmp_path, ROW))


def test_a_field_that_no_column_gives_is_told_once(desk: Desk, tmp_path: Path) -> None:
    done = run(desk, book(tmp_path / "x.xlsx", ["品名", "数量"], ["丸", 5], ["散", 6], ["膏", "许多"]), "sale")
    told = [(p.row, p.column, p.sentence.say("en")) for p in done.problems]
    assert told[:2] == [
        (1, "", "No column is “Sold at”, which every entry needs"),
        (1, "", "No column is “Buyer”, which every entry needs"),
    ]
    assert [place[:2] for place in told[2:]] == [(4, "B")]


def test_one_name_and_strength_of_two_makers_are_two_products(desk: Desk, tmp_path: Path) -> None:
    head = ["通用名", "规格", "生产厂家", "批准文号"]
    rows = [["甲", "1g", "一厂", "国药准字Z1"], ["甲", "1g", "二厂", "国药准字Z2"], ["甲", "1g", "一厂", "国药准字Z1"]]
    done = run(desk, book(tmp_path / "药品.xlsx", head, *rows), "product")
    assert (len(done.titles), done.known) == (2, 1)
    heads = [*HEADERS, "生产企业"]
    row = [*like(通用名称="甲", 规格="1g", 批准文号="国药准字Z2"), "二厂"]
    run(desk, book(tmp_path / "台账.xlsx", heads, row))
    assert desk.open("product", only(desk)["product"].id).values["maker"] == "二厂"


def test_a_table_that_names_unknown_people_takes_the_right_to_keep_people(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "sale")
    parties = count(desk, "party")
    seat(desk, "clerk")
    file = book(tmp_path / "台账.xlsx", [*HEADERS, "销售员"], [*ROW, "李明"])
    with pytest.raises(NotPermittedError):
        run(desk, file)
    assert count(desk, "party") == parties
