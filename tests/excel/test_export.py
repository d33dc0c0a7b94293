"""What is exported can be read by other programs as what it is: text as text, dates as dates, numbers as numbers."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from qfdesk.errors import InvalidError
from qfdesk.language import say
from qfdesk.model.values import LedgerSheet, Values
from qfdesk.registers import all_entries, all_registers

Export = Callable[..., Path]
Sheets = Callable[..., list[LedgerSheet]]
PAYLOADS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(1)", "＝1+1", "#N/A", "=", "_x0041_", "{=1}", "'a")
WHOLE = "Complaints – all fields"


def table(path: Path, title: str, header_row: int = 1) -> list[dict[str, Any]]:
    """The rows of a sheet by header, read by a reader that is not the writer."""
    sheet = python_calamine.load_workbook(path).get_sheet_by_name(title)
    rows: list[list[Any]] = list(sheet.to_python(skip_empty_area=False))
    return [dict(zip(rows[header_row - 1], row, strict=True)) for row in rows[header_row:]]


def whole(path: Path) -> list[dict[str, Any]]:
    return table(path, WHOLE)


def test_a_workbook_holds_the_ledgers_first_and_then_every_field(export: Export, sheets: Sheets, row: Values) -> None:
    book = openpyxl.load_workbook(export(sheets(row, ledgers=2)))
    assert book.sheetnames == ["Record of quality inquiries…", "Register of users' letters…", WHOLE]


def test_a_ledger_shows_title_company_period_and_its_declared_columns(
    export: Export, sheets: Sheets, row: Values
) -> None:
    page = openpyxl.load_workbook(export(sheets(row, row | {"number": "TS-2026-0002", "uid": "b"}))).worksheets[0]
    ledger = sheets()[0].ledger
    assert page["A1"].value == say(ledger.title, "en")
    assert "A1:P1" in [str(merged) for merged in page.merged_cells.ranges]
    assert page["A2"].value == "杭州R&D医药有限公司"
    said = " ".join(str(cell.value) for cell in page[2] if cell.value)
    for part in ("2026-11-01 to 2026-11-30", "2 entries", ledger.form_number, "2026-11-22 10:05", "王丽"):
        assert part in said
    assert len([cell for cell in page[3] if cell.value]) == len(ledger.columns) + 1
    assert [page["A4"].value, page["A5"].value] == [1, 2]
    assert page["B4"].value == "TS-2026-0001"


def test_the_table_can_be_filtered_scrolled_and_printed(export: Export, sheets: Sheets, row: Values) -> None:
    page = openpyxl.load_workbook(export(sheets(row))).worksheets[0]
    assert page.auto_filter.ref == "A3:P4"
    assert page.freeze_panes == "C4"
    assert page.print_title_rows == "$1:$3"
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.oddFooter.left.text == "杭州R&&D医药有限公司"
    assert page.oddFooter.center.text == "Page &P of &N"


def test_dates_and_numbers_are_dates_and_numbers(export: Export, sheets: Sheets, row: Values) -> None:
    found = whole(export(sheets(row)))[0]
    assert found["Received at"] == dt.datetime(2026, 11, 20, 10, 5)
    assert found["Passed on on"] in (dt.date(2026, 11, 21), dt.datetime(2026, 11, 21))
    assert found["Quantity"] == 12.5
    assert found["Paid to the customer"] == 30
    assert found["Age"] == 45


def test_they_are_shown_as_the_house_writes_them(export: Export, sheets: Sheets, row: Values) -> None:
    page = openpyxl.load_workbook(export(sheets(row)))[WHOLE]
    shown = {head.value: cell.number_format for head, cell in zip(page[1], page[2], strict=True)}
    assert shown["Received at"] == "yyyy-mm-dd hh:mm"
    assert shown["Passed on on"] == "yyyy-mm-dd"
    assert shown["Paid to the customer"] == "0.00"
    assert shown["Quantity"] == "General"
    assert shown["Number"] == shown["Phone"] == shown["Batch number"] == "@"


def test_choices_stages_and_links_are_shown_by_name(export: Export, sheets: Sheets, row: Values) -> None:
    found = whole(export(sheets(row)))[0]
    assert found["Stage"] == "To investigate"
    assert found["Batch number"] == "0020260115"
    assert found["Identity sealed"] == "No"
    assert found["Customer"] == "张三"


def test_codes_keep_their_noughts(export: Export, sheets: Sheets, row: Values) -> None:
    found = whole(export(sheets(row | {"trace_code": "00123456789012345678", "contact_phone": "057188886666"})))[0]
    assert "00123456789012345678" in found.values()
    assert "057188886666" in found.values()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_never_becomes_a_formula(export: Export, sheets: Sheets, row: Values, payload: str) -> None:
    path = export(sheets(row | {"story": payload, "contact_phone": payload, "contact_name": payload}))
    assert list(whole(path)[0].values()).count(payload) == 3
    for page in openpyxl.load_workbook(path):
        cells = [cell for line in page.iter_rows() for cell in line if cell.value is not None]
        assert not [cell for cell in cells if cell.data_type in ("f", "e")]
        risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@\t＝"]
        assert all(cell.quotePrefix for cell in risky)


def test_what_no_workbook_can_hold_is_left_out(export: Export, sheets: Sheets, row: Values) -> None:
    found = whole(export(sheets(row | {"story": "a\x00b\x1f\ud800c\ufffe\r\nd"})))[0]
    assert found["What is complained of"] == "abc\nd"


def test_dates_that_excel_does_not_know_stay_text(export: Export, sheets: Sheets, row: Values) -> None:
    assert whole(export(sheets(row | {"forwarded_on": dt.date(1899, 1, 2)})))[0]["Passed on on"] == "1899-01-02"


def test_a_text_of_any_length_is_there_to_the_last_character(export: Export, sheets: Sheets, row: Values) -> None:
    story = "".join(f"{n}𠮷很长的经过。\n" if n % 9 == 0 else f"{n}受潮，" for n in range(9_000))
    path = export(sheets(row | {"story": story}))
    parts = [line for line in table(path, "Long texts") if line["Field"] == "What is complained of"]
    assert "".join(line["Text"] for line in parts) == story
    assert [line["Part"] for line in parts] == list(range(1, len(parts) + 1))
    assert {line["Number"] for line in parts} == {"TS-2026-0001"}
    kept = whole(path)[0]["What is complained of"]
    assert story.startswith(kept[:1000])
    assert kept.endswith("… (whole text on the sheet “Long texts”)")
    assert len(kept.encode("utf-16-le")) // 2 <= 32_767


def test_what_a_printed_row_cannot_show_is_pointed_to(export: Export, sheets: Sheets, row: Values) -> None:
    path = export(sheets(row | {"story": "很长的经过。" * 300}))
    ledger = table(path, openpyxl.load_workbook(path).sheetnames[0], 3)[0]
    assert ledger["Inquiry or complaint"].endswith("… (whole text on the sheet “Long texts”)")
    assert whole(path)[0]["What is complained of"] == "很长的经过。" * 300


def test_columns_are_wide_enough_for_their_numbers(export: Export, sheets: Sheets, row: Values) -> None:
    page = openpyxl.load_workbook(export(sheets(row | {"quantity": 1234567890123}))).worksheets[0]
    place = next(cell.column_letter for cell in page[3] if cell.value == "Quantity")
    assert page.column_dimensions[place].width > 13


def test_an_empty_ledger_is_still_a_ledger(export: Export, sheets: Sheets) -> None:
    book = openpyxl.load_workbook(export(sheets()))
    assert len(book.sheetnames) == 1
    assert book.worksheets[0].auto_filter.ref == "A3:P3"


def test_nothing_chosen_is_said(export: Export, tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="at least one ledger"):
        export([])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_every_ledger_of_every_register_can_be_exported(export: Export, lang: str) -> None:
    made = [
        LedgerSheet(register.key, ledger, [{"number": "X-1"}], (None, None), [{"number": "X-1", "uid": register.key}])
        for register in all_registers()
        for ledger in register.ledgers
    ]
    path = export(made, lang)
    titles = openpyxl.load_workbook(path).sheetnames
    assert len(titles) == len(made) + len({sheet.register for sheet in made})
    for title, sheet in zip(titles, made, strict=False):
        assert table(path, title, 3)[0][say("Number", lang)] == "X-1", sheet.ledger.key


def test_every_field_has_a_column_of_its_own(export: Export, sheets: Sheets, row: Values) -> None:
    page = openpyxl.load_workbook(export(sheets(row)))[WHOLE]
    heads = [cell.value for cell in page[1]]
    assert len(heads) == len(all_entries()["complaint"].fields())
    assert len(set(heads)) == len(heads)
    assert heads[:3] == ["Number", "Stage", "Received at"]
