"""Old ledgers are brought up to date, newer ones are refused."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from qfdesk.app import make_desk, open_desk
from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.model.values import Query
from qfdesk.registers import all_entries
from qfdesk.store import ledger, schema
from tests.invented import save_one

STEPS = sorted(path.stem for path in schema.FOLDER.glob("[0-9]*.py"))


def old_ledger(path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger as the program with no later step than this one made it, with records in it."""
    with monkeypatch.context() as then:

        def only_to(engine: Any) -> list[str]:
            done = list(schema.runner(engine).up(step))
            engine.after_migration()
            return done

        then.setattr(schema, "migrate", only_to)
        store = ledger.make_ledger(str(path), all_entries())
        store.close()
        then.setattr(schema, "bring_up_to_date", lambda _engine: None)
        desk = open_desk(str(path), path.parent / "profile", "王芳")
        save_one(desk, "complaint", story="老账本里的投诉")
        desk.close()


def shape(path: Path) -> list[tuple[str, ...]]:
    """Tables, indexes and triggers as the file keeps them, columns by name and kind."""
    db = sqlite3.connect(path)
    rows = db.execute("SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    columns = [
        (table, *map(str, column[1:]))
        for kind, table, _of in rows
        if kind == "table"
        for column in db.execute(f"PRAGMA table_info('{table}')")
    ]
    db.close()
    return sorted([*map(tuple, rows), *columns])


@pytest.mark.parametrize("step", STEPS[:-1])
def test_an_old_ledger_becomes_as_a_new_one_and_a_copy_is_kept(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    old_ledger(old, step, monkeypatch)
    before = old.read_bytes()
    desk = open_desk(str(old), tmp_path / "profile", "王芳")
    assert [hit.number for hit in desk.find("老账本")] == ["TS-2026-0001"]
    assert desk.wrong() == []
    desk.close()
    make_desk(str(new), tmp_path / "profile", "王芳").close()
    assert shape(old) == shape(new)
    kept = list(tmp_path.glob("old.before-*.db"))
    assert [copy.read_bytes() for copy in kept] == [before]
    open_desk(str(old), tmp_path / "profile", "王芳").close()
    assert list(tmp_path.glob("old.before-*.db")) == kept


def test_a_new_ledger_is_what_the_models_say(desk: Desk) -> None:
    assert not schema.differences(desk.store.engine, desk.store.entries.values())
    assert schema.write_step(desk.store.engine, desk.store.entries.values(), "nothing") is None


def test_a_ledger_of_a_newer_program_is_refused_and_left_alone(desk: Desk, tmp_path: Path) -> None:
    desk.store.db.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('0999_tomorrow', '2030-01-01')")
    desk.close()
    before = (tmp_path / "ledger.db").read_bytes()
    with pytest.raises(SurroundingsError, match="made by a newer qfdesk; install the newer version"):
        open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_a_step_that_fails_changes_nothing_and_is_taken_the_next_time(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_one(desk, "complaint")
    desk.close()
    steps = tmp_path / "steps"
    shutil.copytree(schema.FOLDER, steps, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "FOLDER", steps)
    broken = "def up(migrator, db):\n    db.execute_sql('ALTER TABLE visit ADD COLUMN colour TEXT')\n"
    (steps / "0900_colour.py").write_text(broken + "    db.execute_sql('nonsense')\n", encoding="utf-8")
    before = shape(tmp_path / "ledger.db")
    for _time in range(2):
        with pytest.raises(SurroundingsError):
            open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
        assert shape(tmp_path / "ledger.db") == before
    (steps / "0900_colour.py").write_text(broken, encoding="utf-8")
    again = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
    assert again.count(Query("complaint")) == 1
    again.close()
    assert shape(tmp_path / "ledger.db") != before


def test_without_room_for_the_copy_an_old_ledger_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_ledger(tmp_path / "old.db", STEPS[0], monkeypatch)
    before = (tmp_path / "old.db").read_bytes()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(SurroundingsError, match=r"no copy of it can be kept .*the disk is full"):
        open_desk(str(tmp_path / "old.db"), tmp_path / "profile", "王芳")
    assert (tmp_path / "old.db").read_bytes() == before
