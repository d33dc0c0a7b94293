"""A file is written whole or not at all, and whoever waits for it is told what to do."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet import _writer

from qfdesk.errors import Cancelled, SurroundingsError
from qfdesk.excel import files, free_name
from qfdesk.model.values import LedgerSheet, Values

Export = Callable[..., Path]
Sheets = Callable[..., list[LedgerSheet]]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where openpyxl keeps its sheets meanwhile."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with an old export in it."""
    path = tmp_path / "out" / "台账.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def untouched(old: Path, work: Path) -> bool:
    return old.read_bytes() == b"old" and list(old.parent.iterdir()) == [old] and not list(work.iterdir())


def many(row: Values, count: int) -> list[Values]:
    return [row | {"number": f"TS-2026-{n:04d}", "uid": str(n)} for n in range(count)]


def test_an_old_file_is_replaced(export: Export, sheets: Sheets, row: Values, old: Path, work: Path) -> None:
    assert export(sheets(row), out=old) == old
    assert old.read_bytes().startswith(b"PK")
    assert list(old.parent.iterdir()) == [old]
    assert not list(work.iterdir())


def test_progress_counts_every_row_of_every_sheet(export: Export, sheets: Sheets, row: Values) -> None:
    seen: list[tuple[int, int]] = []
    export(sheets(*many(row, 250), ledgers=2), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 750), (200, 750), (400, 750), (600, 750), (750, 750)]


@pytest.mark.parametrize("moment", [0, 200, 400, 750])
def test_a_stopped_export_leaves_no_trace(
    export: Export, sheets: Sheets, row: Values, old: Path, work: Path, moment: int
) -> None:
    def stop(done: int, _total: int) -> None:
        if done >= moment:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(sheets(*many(row, 250), ledgers=2), out=old, progress=stop)
    assert untouched(old, work)


def test_a_file_open_in_excel_is_named_with_a_way_out(
    export: Export, sheets: Sheets, row: Values, old: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: Any) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SurroundingsError, match=r"台账\.xlsx cannot be replaced: close it in Excel.*台账 \(2\)\.xlsx"):
        export(sheets(row), out=old)
    assert untouched(old, work)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said(
    export: Export, sheets: Sheets, row: Values, old: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(out: Path) -> Path:
        spare = out.with_name("full.part")
        spare.symlink_to("/dev/full")
        return spare

    monkeypatch.setattr(files, "spare_name", full)
    with pytest.raises(SurroundingsError, match="no room left for .*台账"):
        export(sheets(*many(row, 50)), out=old)
    assert untouched(old, work)
    assert Path("/dev/full").exists()


def test_a_full_temporary_folder_is_said_too(
    export: Export, sheets: Sheets, row: Values, old: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = iter(range(40))

    def filling(*values: Any) -> None:
        if next(rooms, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        write_row(*values)

    write_row = _writer.WorksheetWriter.write_row
    monkeypatch.setattr(_writer.WorksheetWriter, "write_row", filling)
    with pytest.raises(SurroundingsError, match="no room left"):
        export(sheets(*many(row, 50)), out=old)
    assert untouched(old, work)


def test_a_missing_folder_is_said(export: Export, sheets: Sheets, row: Values, tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="does not exist"):
        export(sheets(row), out=tmp_path / "nowhere" / "a.xlsx")


def test_a_folder_is_not_replaced(export: Export, sheets: Sheets, row: Values, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(SurroundingsError, match="no file that could be replaced"):
        export(sheets(row), out=tmp_path / "a.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_free_name_counts_on(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert free_name(path) == path
    path.touch()
    assert free_name(path).name == "台账 (2).xlsx"
    (tmp_path / "台账 (2).xlsx").touch()
    assert free_name(path).name == free_name(tmp_path / "台账 (2).xlsx").name == "台账 (3).xlsx"
