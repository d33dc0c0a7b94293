"""A masked export tells nobody's name, not in the fields and not inside the stories."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from qfdesk.model.fields import PERSONAL, SEALED, Ref
from qfdesk.model.values import LedgerSheet, Values
from qfdesk.rules.masking import mask

Export = Callable[..., Path]
Sheets = Callable[..., list[LedgerSheet]]


def hide(field: Any, value: Any) -> Any:
    """As the desk masks: by the secrecy that the field declares."""
    if field.traits.secret not in (PERSONAL, SEALED) or value in (None, "", ()):
        return value
    kind = "sealed" if field.traits.secret == SEALED else field.name
    return mask(kind, str(value)) if isinstance(value, str | Ref) else mask(kind, "***")


def texts(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for page in book for line in page.iter_rows() for cell in line if cell.value)


def test_names_and_phones_are_masked_on_every_sheet(export: Export, sheets: Sheets, row: Values) -> None:
    told = "张三（13812345678）来电，要求退货"
    secret = row | {"story": told, "contacts": [{"at": "2026-11-20T10:00:00+08:00", "content": "已告知张三"}]}
    found = texts(export(sheets(secret, ledgers=2), mask=hide))
    assert "张三" not in found
    assert "13812345678" not in found
    assert "张*（138****5678）来电，要求退货" in found
    assert "Personal data masked" in found
    assert "阿莫西林胶囊" in found


def test_a_ledger_without_the_name_still_masks_it_in_the_story(export: Export, sheets: Sheets, row: Values) -> None:
    secret = row | {"customer": None, "contact_name": "欧阳龚", "story": "欧阳龚要求退货"}
    made = sheets(secret)
    del made[0].rows[0]["contact_name"]
    assert "欧阳龚" not in texts(export(made, mask=hide))


def test_what_is_sealed_is_withheld(export: Export, sheets: Sheets, row: Values) -> None:
    assert "(sealed)" in texts(export(sheets(row | {"confidential": True}), mask=hide))


def test_nothing_is_masked_unless_asked(export: Export, sheets: Sheets, row: Values) -> None:
    found = texts(export(sheets(row)))
    assert "张三" in found
    assert "13812345678" in found
    assert "masked" not in found
