"""Where a backup cannot be written, the sentence speaks of that place, and nothing is left there."""

from __future__ import annotations

from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError


def test_a_backup_replaces_no_folder(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "usb"
    place.mkdir()
    with pytest.raises(SurroundingsError, match="no file that a backup could replace"):
        desk.back_up(place)
    assert place.is_dir()


def test_a_name_that_is_too_long_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="cannot be written"):
        desk.back_up(tmp_path / ("n" * 300 + ".zip"))


def test_a_folder_without_rights_is_told_as_such(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_words: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(SurroundingsError, match="The backup .* cannot be written"):
        desk.back_up(tmp_path / "backup.zip")
