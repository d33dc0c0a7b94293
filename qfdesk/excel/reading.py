"""Reads a table somebody else made: .xlsx, .xls, .ods in a process of its own, .csv and .txt here; within limits."""

from __future__ import annotations

import io
import multiprocessing
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qfdesk.errors import InvalidError, SurroundingsError, cause_of
from qfdesk.excel.reading_child import serve
from qfdesk.excel.reading_csv import rows_of
from qfdesk.language import _

MOST_BYTES, MOST_UNPACKED, MOST_RATIO, MOST_PARTS = 20_000_000, 200_000_000, 200, 2000
MOST_ROWS, MOST_COLUMNS = 50_000, 200
SECONDS = 60.0
_RATIO_FROM = 5_000_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Table:
    """A sheet as it was read: rows of cells from the sheet's first row on.

    ``filled``: cells (row, column) that a merged cell above reaches into. ``unread``: formulas without a value.
    """

    sheets: tuple[str, ...]
    sheet: str
    rows: list[list[Any]]
    filled: frozenset[tuple[int, int]] = field(default=frozenset())
    unread: frozenset[tuple[int, int]] = field(default=frozenset())


def bytes_of(path: Path) -> bytes:
    """The file. Raises SurroundingsError where it cannot be read, InvalidError where it is too large or empty."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InvalidError(
                _("{name} is larger than {n} MB; save only the table itself, in a workbook of its own"),
                name=path.name,
                n=MOST_BYTES // 1_000_000,
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SurroundingsError(
            _("{path} cannot be read ({cause})"), path=str(path)[:200], cause=cause_of(error)
        ) from error
    if not data.strip(b"\0 \r\n\t"):
        raise InvalidError(_("There is nothing in {name}"), name=path.name)
    return data


def table_of(data: bytes, name: str, sheet: str = "", progress: Progress | None = None) -> Table:
    """A sheet of a file (the first with anything in it, unless named). Raises InvalidError saying what is wrong."""
    if not data.startswith(_BOOKS):
        rows = rows_of(data, name, MOST_ROWS)
        return _within(Table((), "", _trimmed(rows)), name)
    if _ENCRYPTED in data:
        raise _protected(name)
    _refuse_bomb(data, name)
    sheets = tuple(_asked(data, name, None, progress)["sheets"])
    if sheet and sheet not in sheets:
        raise InvalidError(
            _("{name} has no sheet “{sheet}”; it has: {sheets}"), name=name, sheet=sheet[:40], sheets=", ".join(sheets)
        )
    empty = Table(sheets, sheets[0] if sheets else "", [])
    for one in (sheet,) if sheet else sheets:
        found = _table(_asked(data, name, one, progress), one)
        if found.rows or sheet:
            return _within(found, name)
    return _within(empty, name)


def _table(answer: dict[str, Any], sheet: str) -> Table:
    rows: list[list[Any]] = answer["rows"]
    filled = set()
    for (top, left), (bottom, _right) in answer["merged"]:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        if isinstance(value, float | int | bool) or value in ("", None):
            continue  # a number that stands once counts once
        for place in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if left < len(rows[place]) and rows[place][left] in ("", None):
                rows[place][left] = value
                filled.add((place, left))
    return Table(tuple(answer["sheets"]), sheet, rows, frozenset(filled), frozenset(answer["unread"]))


def _within(table: Table, name: str) -> Table:
    if not table.rows:
        raise InvalidError(_("There is no table in {name}"), name=name)
    if len(table.rows) > MOST_ROWS:
        raise InvalidError(_("{name} has more than {n} rows; import it in parts"), name=name, n=MOST_ROWS)
    if max(map(len, table.rows)) > MOST_COLUMNS:
        raise InvalidError(
            _("{name} has more than {n} columns; delete those that are not to be imported"), name=name, n=MOST_COLUMNS
        )
    return table


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _refuse_bomb(data: bytes, name: str) -> None:
    """Raises InvalidError where a file is small only as long as it is packed."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _broken(name) from error
    size = sum(part.file_size for part in parts)
    ratio = size / max(len(data), 1)
    if len(parts) > MOST_PARTS or size > MOST_UNPACKED or (size > _RATIO_FROM and ratio > MOST_RATIO):
        raise InvalidError(
            _("{name} unpacks to {n} MB, which no ledger does; copy the table itself into a new workbook"),
            name=name,
            n=size // 1_000_000,
        )


def _asked(data: bytes, name: str, sheet: str | None, progress: Progress | None) -> dict[str, Any]:
    """What the reading process answers; it is stopped when it takes too long or ``progress`` raises."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    child = context.Process(target=serve, args=(theirs, data, sheet, MOST_ROWS + 1), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = _waited(mine, name, progress)
    finally:
        mine.close()
        child.kill()
        child.join()
    if answer[0] == "ok":
        return dict(answer[1])
    if answer[0] == "password":
        raise _protected(name)
    raise _broken(name)


def _waited(pipe: Any, name: str, progress: Progress | None) -> tuple[Any, ...]:
    end = time.monotonic() + SECONDS
    while not pipe.poll(0.1):
        if progress:
            progress(0, 0)
        if time.monotonic() > end:
            raise InvalidError(_("{name} takes too long to read; copy the table itself into a new workbook"), name=name)
    try:
        return tuple(pipe.recv())
    except EOFError:
        return ("broken", "")


def _broken(name: str) -> InvalidError:
    return InvalidError(
        _("{name} cannot be read as a workbook; open it in Excel and save it as .xlsx without a password"),
        name=name,
    )


def _protected(name: str) -> InvalidError:
    return InvalidError(_("{name} is protected by a password; save it without one, then import it"), name=name)
