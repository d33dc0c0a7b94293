"""report by command."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from qfdesk.rules.clock import SHOP
from tests.cli.conftest import Add, Ask

MONTH = f"{dt.datetime.now(SHOP):%Y-%m}"
YEAR = MONTH[:4]


def test_every_report_is_listed_with_its_periods(ask: Ask) -> None:
    known = {one["key"]: one for one in ask("report", "--list", "--json").json}
    assert {"monthly_count", "monthly_summary", "brief", "analysis", "regulator_summary", "appraisal"} <= known.keys()
    assert known["main_customers"]["periods"] == ["year"]
    assert [line.split("\t")[0] for line in ask("report", "--list").lines] == list(known)


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_a_report_is_written_as_pdf_or_excel(ask: Ask, add: Add, tmp_path: Path, ending: str) -> None:
    add()
    file = tmp_path / f"brief.{ending}"
    answer = ask("report", "brief", "--month", MONTH, "-o", str(file), "--json")
    assert (answer.status, answer.json) == (0, {"file": str(file)})
    assert file.read_bytes()[:4] == {"pdf": b"%PDF", "xlsx": b"PK\x03\x04"}[ending]
    assert ask("audit", "--act", "report", "--json").json[0]["to"] == file.name


def test_without_a_file_the_figures_are_told(ask: Ask, add: Add) -> None:
    add()
    add()
    told = ask("report", "analysis", "--month", MONTH, "--json").json
    kinds = next(table for table in told["pages"][0]["tables"] if table["key"] == "kinds")
    assert kinds["rows"][0][:2] == ["Complaints", 2]
    assert any(line.startswith("Complaints\t2") for line in ask("report", "analysis", "--month", MONTH).lines)


def test_the_paper_speaks_its_own_language(ask: Ask, add: Add, tmp_path: Path) -> None:
    add()
    file = tmp_path / "a.xlsx"
    assert ask("report", "analysis", "--year", YEAR, "-o", str(file), "--paper-lang", "zh_CN").status == 0
    values = [cell.value for row in openpyxl.load_workbook(file).worksheets[0].iter_rows() for cell in row]
    assert "投诉" in values


def test_a_conclusion_given_by_command_stands_in_the_report(ask: Ask, add: Add) -> None:
    add()
    assert ask("report", "brief", "--month", MONTH, "--conclusion", "外观问题最多").status == 0
    assert ask("report", "brief", "--month", MONTH, "--json").json["pages"][0]["conclusion"] == "外观问题最多"


@pytest.mark.parametrize(
    "words",
    [
        ("report",),
        ("report", "nonsense", "--month", MONTH),
        ("report", "brief"),
        ("report", "brief", "--month", MONTH, "--year", YEAR),
        ("report", "brief", "--month", "2026-99"),
        ("report", "brief", "--year", YEAR),
        ("report", "brief", "--month", "2999-01"),
        ("report", "brief", "--month", MONTH, "-o", "a.docx"),
        ("report", "monthly_summary", "--month", MONTH, "--department", "没有这个部门"),
        ("report", "monthly_summary", "--month", MONTH, "--conclusion", "x"),
    ],
)
def test_wrong_usage_is_one_sentence(ask: Ask, words: tuple[str, ...]) -> None:
    answer = ask(*words)
    assert answer.status == 2
    assert answer.sentence


def test_a_folder_that_does_not_exist_is_said_before_anything_is_made(ask: Ask, tmp_path: Path) -> None:
    answer = ask("report", "brief", "--month", MONTH, "-o", str(tmp_path / "none" / "a.pdf"))
    assert answer.status == 1
    assert "none" in answer.sentence
