"""A workbook says of itself whether personal data in it is masked; what is masked is the desk's affair."""

from collections.abc import Callable
from pathlib import Path

import openpyxl

from qfdesk.model.fields import Ref
from qfdesk.model.values import LedgerSheet, Values
from qfdesk.rules.masking import WITHHELD

Export = Callable[..., Path]
Sheets = Callable[..., list[LedgerSheet]]


def texts(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for page in book for line in page.iter_rows() for cell in line if cell.value)


def test_masked_sheets_say_so(export: Export, sheets: Sheets, row: Values) -> None:
    assert "Personal data masked" in texts(export(sheets(row | {"contact_name": "张*"}), masked=True))


def test_open_sheets_say_nothing(export: Export, sheets: Sheets, row: Values) -> None:
    assert "masked" not in texts(export(sheets(row)))


def test_what_is_withheld_is_said_in_the_language_of_the_sheet(export: Export, sheets: Sheets, row: Values) -> None:
    sealed = row | {"contact_name": WITHHELD, "customer": Ref(None, WITHHELD)}
    assert "(sealed)" in texts(export(sheets(sealed), masked=True))
    chinese = texts(export(sheets(sealed), lang="zh_CN", masked=True))
    assert "(sealed)" not in chinese


def test_a_mask_stands_in_place_of_a_number(export: Export, sheets: Sheets, row: Values) -> None:
    assert "***" in texts(export(sheets(row | {"age": "***", "sex": "***"}), masked=True))
