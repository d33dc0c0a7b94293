"""Runs in a process of its own: reads a workbook whose making nobody knows, and hands its cells over.

A workbook of a few kilobytes can make the reader ask for more memory than there is, which ends the whole process; so it
is another one that ends.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sys
import zipfile
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import Element

MEMORY = 1_500_000_000
_FORMULA_WITHOUT_VALUE = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_ERROR = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"')
_MOST_MERGED = 5000
_PLAIN = (str, int, float, bool, dt.date, dt.datetime, dt.time)


def serve(pipe: Any, data: bytes, sheet: str | None, most: int) -> None:
    """Sends ("ok", answer), ("password",), or ("broken", why) through the pipe. ``sheet`` None: only their names."""
    _be_small()
    try:
        pipe.send(("ok", _read(data, sheet, most)))
    except BaseException as error:  # the reader's panics are no Exceptions
        kind = "password" if type(error).__name__ == "PasswordError" else "broken"
        with suppress(OSError):
            pipe.send((kind, str(error)[:200]))
    finally:
        pipe.close()


def _be_small() -> None:
    """Takes memory away and the error output, on which a dying reader speaks."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes, sheet: str | None, most: int) -> dict[str, Any]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = list(book.sheet_names)
    if sheet is None:
        return {"sheets": names}
    found = book.get_sheet_by_name(sheet)
    rows = [[_cell(value) for value in row] for row in found.to_python(skip_empty_area=False, nrows=most)]
    while rows and not any(value not in ("", None) for value in rows[-1]):
        rows.pop()
    width = max((n + 1 for row in rows for n, value in enumerate(row) if value not in ("", None)), default=0)
    merged = [(a, b) for a, b in (found.merged_cell_ranges or ())[:_MOST_MERGED] if b[0] > a[0]]
    return {
        "sheets": names,
        "rows": [row[:width] for row in rows],
        "merged": merged,
        "unread": _unread_formulas(data, names.index(sheet)),
    }


def _cell(value: Any) -> Any:
    if isinstance(value, dt.timedelta):
        return str(value)
    return value if isinstance(value, _PLAIN) else str(value)


def _unread_formulas(data: bytes, place: int) -> list[tuple[int, int]]:
    """(row, column) of the formulas that no program has worked out or that end in an error; of .xlsx only."""
    if data[:2] != b"PK":
        return []
    with suppress(KeyError, zipfile.BadZipFile, ValueError, IndexError):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = _part_of_sheet(archive, place)
            text = archive.read(part) if part else b""
        cells = [*_FORMULA_WITHOUT_VALUE.finditer(text), *_ERROR.finditer(text)]
        return [(int(cell[2]) - 1, _column(cell[1])) for cell in cells]
    return []


def _part_of_sheet(archive: zipfile.ZipFile, place: int) -> str:
    from defusedxml.ElementTree import fromstring

    if "xl/workbook.xml" not in archive.namelist():
        return ""
    links: Element = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book: Element = fromstring(archive.read("xl/workbook.xml"))
    sheets = [node for node in book.iter() if node.tag.endswith("}sheet")]
    key = next((value for name, value in sheets[place].attrib.items() if name.endswith("}id")), "")
    target = targets.get(key, "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
