"""Text tables: their encoding and what parts their columns are found by looking, nothing is converted."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from qfdesk.errors import InvalidError
from qfdesk.language import _

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = (",", "\t", ";", "|", "，")
_LOOKED_AT = 30
_LONGEST_CELL = 200_000
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')


def text_of(data: bytes, name: str) -> str:
    """The bytes as text: UTF-8, UTF-16 or GB 18030 (GBK, GB 2312). Raises InvalidError."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, (encoding,), name)
    if 0 in data[:4000]:  # UTF-16 without a mark: one half of every Latin letter is nought
        late = data[1:4000:2].count(0) > data[:4000:2].count(0)
        return _decoded(data, ("utf-16-le" if late else "utf-16-be",), name)
    return _decoded(data, ("utf-8", "gb18030"), name)


def _decoded(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidError(_("{name} is neither UTF-8 nor GB 18030; open it in Excel and save it as a workbook"), name=name)


def rows_of(data: bytes, name: str, most: int) -> list[list[str]]:
    """The rows of a text table, ``most`` at most. Raises InvalidError."""
    text = text_of(data, name).replace("\0", "")
    if text[:200].lstrip()[:1] == "<":
        raise InvalidError(
            _("{name} is a web page, whatever its ending says; open it in Excel and save it as a workbook"), name=name
        )
    delimiter = ""
    first, _break, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], rest
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text))
    found: list[list[str]] = []
    try:
        for row in reader:
            found.append([_plain(cell) for cell in row])
            if len(found) > most:
                break
    except csv.Error as error:
        raise InvalidError(
            _("Line {n} of {name} is no row of a table; open it in Excel and save it as a workbook"),
            n=reader.line_num,
            name=name,
        ) from error
    return found


def _plain(cell: str) -> str:
    """Programs write ="0012" so that Excel keeps the noughts."""
    quoted = _QUOTED_FORMULA.fullmatch(cell.strip())
    return quoted[1] if quoted else cell


def _delimiter(text: str) -> str:
    """What parts the columns: what gives most rows the same, largest number of cells."""
    best, found = (0, 0), ","
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text[:60_000], newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row, _n in zip(reader, range(_LOOKED_AT), strict=False) if row]
        except csv.Error:
            continue
        width, often = max(Counter(widths).items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(0, 0))
        if width > 1 and (often, width) > best:
            best, found = (often, width), delimiter
    return found
