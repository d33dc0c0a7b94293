"""Reading tables nobody knows: encodings, broken and hostile files, limits; each ends in rows or in one sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from qfdesk.errors import Cancelled, InvalidError, SurroundingsError
from qfdesk.excel import reading
from qfdesk.excel.reading import bytes_of, table_of

TABLE = "品名,批号,数量\n六味地黄丸,000123,5\n"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(cells: dict[str, object]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    for place, value in cells.items():
        sheet[place] = value
    made.save(out)
    return out.getvalue()


def with_sheet(data: bytes, text: bytes) -> bytes:
    """The workbook with another sheet in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == SHEET else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_table_is_read_in_any_encoding(encoding: str, delimiter: str) -> None:
    rows = table_of(TABLE.replace(",", delimiter).encode(encoding), "台账.csv").rows
    assert rows == [["品名", "批号", "数量"], ["六味地黄丸", "000123", "5"]]


def test_quotes_line_breaks_and_noughts_in_a_text_table_stay() -> None:
    rows = table_of(b'sep=;\nname;code;note\r\n"a;b";="0012";"one\ntwo"\r\n', "a.csv").rows
    assert rows[1] == ["a;b", "0012", "one\ntwo"]


def test_what_is_no_text_and_no_workbook_is_told() -> None:
    with pytest.raises(InvalidError, match="neither UTF-8 nor GB 18030"):
        table_of(b"\xff\xfa\x80\x81" * 40, "a.csv")
    with pytest.raises(InvalidError, match="is a web page"):
        table_of(b"<html><table><tr><td>1</td></tr></table></html>", "a.xls")
    with pytest.raises(InvalidError, match="cannot be read as a workbook"):
        table_of(b"PK\x03\x04 and then nothing", "a.xlsx")


def test_the_sheet_with_something_in_it_is_read_unless_one_is_named() -> None:
    made, out = Workbook(), io.BytesIO()
    made.create_sheet("三月").append(["品名", "数量"])
    made.save(out)
    assert (table_of(out.getvalue(), "a.xlsx").sheet, table_of(out.getvalue(), "a.xlsx").rows) == (
        "三月",
        [["品名", "数量"]],
    )
    with pytest.raises(InvalidError, match="no sheet “四月”; it has: Sheet, 三月"):
        table_of(out.getvalue(), "a.xlsx", "四月")


def test_trailing_rows_and_columns_without_anything_are_no_rows() -> None:
    data = workbook({"A1": "品名", "B1": "数量", "A2": "丸", "D900": " ", "A5000": ""})
    assert len(table_of(data, "a.xlsx").rows[0]) <= 4
    assert table_of(workbook({"A1": "品名", "A3": 1}), "a.xlsx").rows == [["品名"], [""], [1.0]]


def test_a_workbook_that_would_end_the_reader_is_told() -> None:
    """4.6 kB whose used range is the whole sheet: the reader asks for 500 GB and aborts its process."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    data = with_sheet(workbook({"A1": 1}), sheet + b"</sheetData></worksheet>")
    with pytest.raises(InvalidError, match=r"cannot be read as a workbook|more than"):
        table_of(data, "bomb.xlsx")


def test_a_workbook_that_unpacks_to_far_more_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_asked", lambda *_given: pytest.fail("it was read"))
    with pytest.raises(InvalidError, match="unpacks to 30 MB"):
        table_of(with_sheet(workbook({"A1": 1}), b" " * 30_000_000), "bomb.xlsx")


def test_entities_that_grow_are_not_followed() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    sheet = laughs + b']><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c>'
    sheet += b"</row></sheetData></worksheet>"
    try:
        rows = table_of(with_sheet(workbook({"A1": 1}), sheet), "laughs.xlsx").rows
    except InvalidError:
        return
    assert len(str(rows)) < 1000


def test_files_beyond_the_limits_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    with pytest.raises(InvalidError, match="more than 3 rows"):
        table_of(b"a,b\n" * 5, "a.csv")
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    (tmp_path / "a.csv").write_bytes(b"a,b\n" * 5)
    with pytest.raises(InvalidError, match="larger than"):
        bytes_of(tmp_path / "a.csv")
    with pytest.raises(SurroundingsError, match="cannot be read"):
        bytes_of(tmp_path / "none.csv")


def test_too_many_columns_are_told() -> None:
    with pytest.raises(InvalidError, match="more than 200 columns"):
        table_of((",".join("abc" for _n in range(300)) + "\n").encode(), "a.csv")


def test_reading_can_be_stopped() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        table_of(workbook({"A1": 1}), "a.xlsx", progress=stop)


def test_a_workbook_with_a_password_says_so() -> None:
    sealed = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
    with pytest.raises(InvalidError, match="protected by a password"):
        table_of(sealed, "a.xlsx")
