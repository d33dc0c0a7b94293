"""Workbooks and forms from the command line, read back by other libraries."""

from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Add, Ask


def _cells(path: Path) -> list[object]:
    book = CalamineWorkbook.from_path(str(path))
    return [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]


def _words(path: Path) -> str:
    document = pypdfium2.PdfDocument(str(path))
    pages = [page.get_textpage() for page in document]
    text = "".join(page.get_text_range() for page in pages)
    for page in pages:
        page.close()
    document.close()
    return text.replace("\r\n", "")


TEXTS = ["胶囊发粘😡", "=1+1", "+86", "-5℃", "@SUM(A1)", "第一行\n第二行", "龚䶮、李㛃、𠮷田、陶镕", "<b>&amp;"]


def test_a_workbook_holds_every_text_as_it_was_entered(ask: Ask, tmp_path: Path) -> None:
    assert ask("add", "complaint", given=[{"story": text} for text in TEXTS]).status == 0
    out = tmp_path / "台账.xlsx"
    assert ask("export", "complaint", "-o", str(out)).out.strip() == str(out)
    assert set(TEXTS) <= set(_cells(out))
    formulas = [c for s in load_workbook(out) for row in s for c in row if c.data_type == "f" and c.value in TEXTS]
    assert formulas == []


def test_a_workbook_follows_the_filter(ask: Ask, add: Add, tmp_path: Path) -> None:
    add(story="早的", received_at="2026-01-01"), add(story="晚的", received_at="2026-03-01", customer="张三")
    for words, expected in (
        (("--from", "2026-02-01"), {"晚的"}),
        (("--to", "2026-02-01"), {"早的"}),
        (("--where", "customer=张三"), {"晚的"}),
        ((), {"早的", "晚的"}),
    ):
        assert ask("export", "complaint", *words, "-o", str(tmp_path / "f.xlsx")).status == 0
        assert set(_cells(tmp_path / "f.xlsx")) & {"早的", "晚的"} == expected


def test_personal_data_is_masked_unless_asked_for(ask: Ask, add: Add, tmp_path: Path) -> None:
    add(contact_name="欧阳娜娜", contact_phone="13812345678")
    ask("export", "complaint", "-o", str(tmp_path / "m.xlsx"))
    assert not {"欧阳娜娜", "13812345678"} & set(_cells(tmp_path / "m.xlsx"))
    ask("export", "complaint", "--unmask", "-o", str(tmp_path / "u.xlsx"))
    assert {"欧阳娜娜", "13812345678"} <= set(_cells(tmp_path / "u.xlsx"))


@pytest.mark.parametrize("what", ["all", "party", "product", "batch", "department", "operator"])
def test_all_registers_and_every_master_are_exported(ask: Ask, add: Add, tmp_path: Path, what: str) -> None:
    add()
    add("goods_return")
    assert ask("export", what, "-o", str(tmp_path / "f.xlsx"), "--json").json == {"file": str(tmp_path / "f.xlsx")}
    assert _cells(tmp_path / "f.xlsx")


def test_forms_hold_number_and_text(ask: Ask, add: Add, tmp_path: Path) -> None:
    numbers = [add(story=f"第{n}件：胶囊发粘", customer="龚䶮") for n in range(3)]
    answer = ask("print", *numbers, "-o", str(tmp_path / "f.pdf"), "--paper-lang", "zh_CN")
    assert answer.status == 0
    text = _words(tmp_path / "f.pdf")
    assert all(number in text and f"第{n}件：胶囊发粘" in text for n, number in enumerate(numbers))
    assert "龚䶮" in text


def test_a_printed_form_stands_in_the_history(ask: Ask, add: Add, tmp_path: Path) -> None:
    number = add()
    ask("print", number, "-o", str(tmp_path / "f.pdf"))
    assert [line["act"] for line in ask("history", number, "--json").json] == ["create", "print"]


def test_one_wrong_number_prints_nothing(ask: Ask, add: Add, tmp_path: Path) -> None:
    number = add()
    assert ask("print", number, "TS-1999-0001", "-o", str(tmp_path / "f.pdf")).status == 2
    assert not (tmp_path / "f.pdf").exists()
    assert [line["act"] for line in ask("history", number, "--json").json] == ["create"]


def test_every_form_is_printed_blank(ask: Ask, tmp_path: Path) -> None:
    for register in ask("registers", "--json").json:
        for paper in register["papers"]:
            out = tmp_path / f"{paper['key']}.pdf"
            assert ask("print", "--blank", register["key"], "--form", paper["key"], "-o", str(out)).status == 0
            assert paper["label"].split()[0] in _words(out)


def test_screen_and_paper_may_speak_two_languages(ask: Ask, add: Add, tmp_path: Path) -> None:
    number = add()
    ask("print", number, "-o", str(tmp_path / "f.pdf"), "--paper-lang", "zh_CN", lang="en")
    assert "投诉" in _words(tmp_path / "f.pdf")
    ask("print", number, "-o", str(tmp_path / "f.pdf"), "--paper-lang", "en", lang="zh_CN")
    assert "投诉" not in _words(tmp_path / "f.pdf")


def test_a_long_text_flows_on_to_further_pages(ask: Ask, add: Add, tmp_path: Path) -> None:
    number = add(story="很长的经过，" * 1500 + "到此为止")
    assert ask("print", number, "-o", str(tmp_path / "f.pdf"), "--paper-lang", "zh_CN").status == 0
    text = _words(tmp_path / "f.pdf")
    assert "到此为止" in text
    assert text.count("很长的经过") >= 1490
