"""``import`` on the command line: said beforehand, all or nothing, errors as a workbook, taken back."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Ask

TABLE = "销售日期,购货单位,品名,规格,批号,数量,单价\n2026.3.5,康宁诊所,六味地黄丸,9g*10丸,000308,5,12.5\n"


def test_a_table_is_imported_and_taken_back(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "台账.csv"
    file.write_bytes((TABLE + TABLE.splitlines()[1] + "\n").encode("gbk"))
    dry = ask("import", "sale", str(file), "--dry-run")
    assert (dry.status, "nothing was changed" in dry.lines[-1]) == (0, True)
    assert "  C 品名 → Product" in dry.lines
    done = ask("import", "sale", str(file), "--json").json
    assert (len(done["imported"]), done["made"]) == (2, {"party": 1, "product": 1, "batch": 1})
    assert ask("import", "sale", "--list").lines[0].endswith("台账.csv\t2")
    assert "take that back" in ask("import", "sale", str(file)).sentence
    undone = ask("import", "--undo", str(done["import"]), "--reason", "wrong file")
    assert undone.lines[-1].endswith("5 entries voided")
    assert ask("list", "sale", "--json").json == []


def test_a_wrong_row_leaves_the_ledger_alone_and_stands_in_the_workbook(ask: Ask, tmp_path: Path) -> None:
    file, errors = tmp_path / "台账.csv", tmp_path / "错误.xlsx"
    file.write_text(TABLE + "2026.3.6,康宁诊所,六味地黄丸,9g*10丸,000308,许多,12.5\n", encoding="utf-8-sig")
    refused = ask("import", "sale", str(file), "--errors", str(errors))
    assert refused.status == 2
    assert refused.sentence.startswith("Nothing was imported: 1 errors, first F3: ")
    row = [cell.value for cell in load_workbook(errors).worksheets[0][2]]
    assert (row[:3], row[4]) == ([3, "F", "数量"], "许多")
    assert ask("list", "party", "--json").json == []


def test_columns_are_named_by_hand(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("乙,甲\n康宁诊所,138\n", encoding="utf-8")
    done = ask("import", "party", str(file), "--header-row", "1", "--map", "乙=name", "--map", "B=phone", "--json").json
    assert done["mapping"] == {"乙": "name", "甲": "phone"}
    assert ask("list", "party", "--json").json[0]["name"] == "康宁诊所"
    wrong = ask("import", "party", str(file), "--map", "乙=nothing")
    assert (wrong.status, "no field “nothing”" in wrong.sentence) == (2, True)


def test_what_is_missing_is_told(ask: Ask, tmp_path: Path) -> None:
    assert ask("import", "sale").status == 2
    assert ask("import", "sale", str(tmp_path / "none.xlsx")).status == 1
    assert ask("import", "--undo", "7").status == 2
