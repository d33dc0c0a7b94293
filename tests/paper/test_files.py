"""A file is written completely or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qfdesk.errors import SurroundingsError
from qfdesk.paper.files import write_whole


def test_a_file_in_use_is_told_and_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "投诉.pdf"
    out.write_bytes(b"old")

    def refuse(_from: Path, _to: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SurroundingsError, match="close it where it is open, or choose another name"):
        write_whole(out, b"new")
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SurroundingsError, match="the disk is full"):
        write_whole(tmp_path / "a.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_rights_that_files_have_here(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    assert write_whole(tmp_path / "a.pdf", b"new").stat().st_mode == plain.stat().st_mode


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(SurroundingsError, match="no file that could be replaced"):
        write_whole(tmp_path / "folder.pdf", b"new")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder.pdf"]


def test_a_folder_without_rights_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, *_words: str) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SurroundingsError, match="Nothing can be written in"):
        write_whole(tmp_path / "a.pdf", b"new")
