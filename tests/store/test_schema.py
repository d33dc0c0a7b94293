"""Old ledgers are brought up to date, newer ones are refused.

The ledgers beside this file were made by the program of their day, each with a backup of it.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qfdesk.app import make_desk, open_desk, restore
from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.model.audit import AuditQuery
from qfdesk.model.values import Query
from qfdesk.store import schema
from qfdesk.store.sqlite import SqliteEngine
from qfdesk.store.trouble import told
from tests.invented import MORNING, Clock, save_one

OLD = sorted((Path(__file__).parent / "ledgers").glob("*.zip"))
NOW = Clock(MORNING.replace(day=29))


def put(backup: Path, place: Path) -> Path:
    """The ledger of a backup, with its files, as it lay there before today's program was installed."""
    with zipfile.ZipFile(backup) as bundle:
        bundle.extract("ledger.db", place)
        ledger = (place / "ledger.db").rename(place / "old.db")
        (number,) = rows(ledger, "SELECT value FROM ledger_info WHERE key = 'ledger_id'")
        for name in bundle.namelist():
            if name.startswith("attachments/"):
                bundle.extract(name, place / "files")
        shutil.copytree(place / "files" / "attachments", place / "profile" / "attachments" / number[0])
    return ledger


def rows(path: Path, statement: str) -> list[tuple[str, ...]]:
    """What another program reads in the file."""
    db = sqlite3.connect(path)
    found = db.execute(statement).fetchall()
    db.close()
    return found


def shape(path: Path) -> list[tuple[str, ...]]:
    """Tables, indexes and triggers as the file keeps them, columns by name and kind."""
    found = rows(path, "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    columns = [
        (table, *map(str, column[1:]))
        for kind, table, _of in found
        if kind == "table"
        for column in rows(path, f"PRAGMA table_info('{table}')")
    ]
    return sorted([*found, *columns])


def counts(path: Path) -> dict[str, int]:
    """How many rows each table has, but for what the program itself notes of its steps and its search."""
    tables = [row[0] for row in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [t for t in tables if not t.startswith(("sqlite_", "search_", "schema_", "running_"))]
    return {table: int(rows(path, f"SELECT count(*) FROM {table}")[0][0]) for table in kept}


def content(path: Path) -> list[str]:
    """All the file says: its tables and every row."""
    db = sqlite3.connect(path)
    found = list(db.iterdump())
    db.close()
    return found


def steps_in(path: Path) -> list[str]:
    return [row[0] for row in rows(path, "SELECT name FROM schema_migration ORDER BY name")]


def test_the_old_ledgers_are_old_and_hold_records_of_every_register_of_their_day(tmp_path: Path) -> None:
    assert [backup.stem for backup in OLD] == ["0001", "0002"]
    for backup in OLD:
        place = tmp_path / backup.stem
        place.mkdir()
        ledger = put(backup, place)
        assert steps_in(ledger)[-1].startswith(backup.stem)
        assert all(counts(ledger)[key] == 2 for key in ("complaint", "batch_issue", "visit", "goods_return"))


@pytest.mark.parametrize("backup", OLD, ids=lambda path: path.stem)
def test_an_old_ledger_becomes_as_a_new_one_and_a_copy_is_kept(backup: Path, tmp_path: Path) -> None:
    old, new = put(backup, tmp_path), tmp_path / "new.db"
    before, held = content(old), counts(old)
    desk = open_desk(str(old), tmp_path / "profile", "王芳", NOW)
    assert [hit.number for hit in desk.find("老账本")] != []
    assert [wrong.say("en") for wrong in desk.wrong()] == []
    assert desk.history("complaint", 2)[-1].act == "create"
    desk.close()
    after = counts(old)
    assert {table: after[table] for table in held} == held | {"ledger_info": after["ledger_info"]}
    make_desk(str(new), tmp_path / "profile", "王芳").close()
    assert shape(old) == shape(new)
    kept = list(tmp_path.glob("old.before-*.db"))
    assert [content(copy) for copy in kept] == [before]
    assert kept[0].stat().st_mode == old.stat().st_mode
    open_desk(str(old), tmp_path / "profile", "王芳").close()
    assert list(tmp_path.glob("old.before-*.db")) == kept


@pytest.mark.parametrize("backup", OLD, ids=lambda path: path.stem)
def test_an_old_ledger_is_worked_in_again(backup: Path, tmp_path: Path) -> None:
    desk = open_desk(str(put(backup, tmp_path)), tmp_path / "profile", "王芳", NOW)
    saved = save_one(desk, "complaint", story="新程序里的第一件")
    assert saved.title == "TS-2026-0003"
    assert desk.count(Query("complaint", voided=False)) == 2
    assert [wrong.say("en") for wrong in desk.wrong()] == []
    desk.close()


@pytest.mark.parametrize("backup", OLD, ids=lambda path: path.stem)
def test_an_old_backup_is_put_in_place_and_brought_up_to_date(backup: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    restore(str(ledger), tmp_path / "profile", backup, "王芳", NOW)
    desk = open_desk(str(ledger), tmp_path / "profile", "王芳", NOW)
    assert [wrong.say("en") for wrong in desk.wrong()] == []
    line = desk.audit.lines(AuditQuery(), limit=1)[0]
    assert line.act == "restored"
    assert backup.name in line.after
    desk.close()


def broken_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One more step after the last, which fails half-way."""
    steps = tmp_path / "steps"
    shutil.copytree(schema.FOLDER, steps, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "FOLDER", steps)
    text = "def up(migrator, db):\n    db.execute_sql('ALTER TABLE visit ADD COLUMN colour TEXT')\n"
    (steps / "0900_colour.py").write_text(text + "    raise RuntimeError('half-way')\n", encoding="utf-8")
    return steps / "0900_colour.py"


@pytest.mark.parametrize("backup", OLD, ids=lambda path: path.stem)
def test_when_the_last_step_fails_the_file_is_as_it_was(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = put(backup, tmp_path)
    before, step = old.read_bytes(), broken_step(tmp_path, monkeypatch)
    for _time in range(2):
        with pytest.raises(SurroundingsError, match=r"\(half-way\); nothing in it was changed"):
            open_desk(str(old), tmp_path / "profile", "王芳", NOW)
        assert old.read_bytes() == before
        assert list(tmp_path.glob("old.*")) == [old]
    step.unlink()
    desk = open_desk(str(old), tmp_path / "profile", "王芳", NOW)
    assert desk.wrong() == []
    desk.close()


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
    step = broken_step(tmp_path, monkeypatch)
    before = shape(tmp_path / "ledger.db")
    for _time in range(2):
        with pytest.raises(SurroundingsError, match="could not be brought up to this version"):
            open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
        assert shape(tmp_path / "ledger.db") == before
    step.write_text(step.read_text(encoding="utf-8").replace("raise RuntimeError('half-way')", "pass"), "utf-8")
    again = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
    assert again.count(Query("complaint")) == 1
    again.close()
    assert shape(tmp_path / "ledger.db") != before


def test_without_room_for_the_copy_an_old_ledger_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = put(OLD[0], tmp_path)
    before = old.read_bytes()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SqliteEngine, "copy_before_writing", full)
    with pytest.raises(SurroundingsError, match=r"no copy of it can be kept .*the disk is full"):
        open_desk(str(old), tmp_path / "profile", "王芳")
    assert old.read_bytes() == before
    assert list(tmp_path.glob("old.*")) == [old]


def test_where_no_copy_can_be_written_an_old_ledger_is_not_touched(tmp_path: Path) -> None:
    old = put(OLD[0], tmp_path)
    before = old.read_bytes()
    (tmp_path / f"old.before-{last_step(old)}.part").mkdir()
    with pytest.raises(SurroundingsError, match="no copy of it can be kept"):
        open_desk(str(old), tmp_path / "profile", "王芳")
    assert old.read_bytes() == before


def last_step(ledger: Path) -> str:
    return schema.runner(SqliteEngine(ledger)).migrations()[-1].name[:4]


def test_a_copy_that_lies_there_is_not_written_over(tmp_path: Path) -> None:
    old = put(OLD[0], tmp_path)
    before, last = content(old), last_step(old)
    earlier = tmp_path / f"old.before-{last}.db"
    earlier.write_bytes(b"the copy of an earlier time")
    open_desk(str(old), tmp_path / "profile", "王芳", NOW).close()
    assert earlier.read_bytes() == b"the copy of an earlier time"
    assert content(tmp_path / f"old.before-{last}-2.db") == before


# two programs at once

SEAT = """
import sys
from pathlib import Path
from playhouse.migrations import Runner
from qfdesk.app import open_desk
from qfdesk.store import schema

ledger, profile, schema.FOLDER = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
look = Runner.status

def status(runner):
    found = look(runner)
    print("missing" if any(step.applied is None for step in found) else "nothing is missing", flush=True)
    return found

Runner.status = status
desk = open_desk(ledger, profile, "王芳")
print("open", len(desk.find("老账本")) > 0, [wrong.say("en") for wrong in desk.wrong()], flush=True)
desk.close()
"""
"""A program that says what it sees as it opens a ledger."""

WAITS = """
import sys

def up(migrator, db):
    db.execute_sql("CREATE TABLE colour (name TEXT)")
    print("in the middle", flush=True)
    if sys.stdin.readline() != "go on\\n":
        raise RuntimeError("half-way")
"""
"""A last step that waits until it is told to go on."""

Seat = subprocess.Popen[str]


def seat(ledger: Path, steps: Path) -> Seat:
    words = [sys.executable, "-c", SEAT, str(ledger), str(ledger.parent / "profile"), str(steps)]
    pipe = subprocess.PIPE
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")


def heard(one: Seat, lines: int) -> list[str]:
    assert one.stdout is not None
    return [one.stdout.readline().strip() for _line in range(lines)]


def steps_that_wait(place: Path) -> Path:
    steps = place / "steps"
    shutil.copytree(schema.FOLDER, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "0900_waits.py").write_text(WAITS, encoding="utf-8")
    return steps


def two_at_once(old: Path) -> tuple[Seat, Seat]:
    """One in the middle of the steps, and one that has seen that they are missing."""
    steps = steps_that_wait(old.parent)
    first = seat(old, steps)
    assert heard(first, 4) == ["missing"] * 3 + ["in the middle"]
    second = seat(old, steps)
    assert heard(second, 1) == ["missing"]
    return first, second


def test_of_two_programs_one_brings_the_ledger_up_to_date_and_the_other_finds_it_so(tmp_path: Path) -> None:
    old = put(OLD[0], tmp_path)
    before, held = content(old), counts(old)
    first, second = two_at_once(old)
    said = [one.communicate("go on\n", 60) for one in (first, second)]
    assert said == [("open True []\n", ""), ("nothing is missing\nopen True []\n", "")]
    after = counts(old)
    assert {table: after[table] for table in held} == held | {"ledger_info": after["ledger_info"]}
    assert [content(copy) for copy in tmp_path.glob("old.before-*")] == [before]


def test_where_the_steps_of_one_fail_the_other_finds_the_ledger_whole(tmp_path: Path) -> None:
    old = put(OLD[0], tmp_path)
    before = content(old)
    first, second = two_at_once(old)
    _said, told_first = first.communicate("stop\n", 60)
    assert "(half-way); nothing in it was changed" in told_first
    assert heard(second, 3) == ["missing", "missing", "in the middle"]
    assert content(old) == before
    assert second.communicate("go on\n", 60) == ("open True []\n", "")
    assert [content(copy) for copy in tmp_path.glob("old.before-*")] == [before]


def test_who_waits_too_long_for_another_program_is_told_and_touches_nothing(tmp_path: Path) -> None:
    old = put(OLD[0], tmp_path)
    before = content(old)
    other, engine = sqlite3.connect(old, isolation_level=None), SqliteEngine(old)
    other.execute("BEGIN IMMEDIATE")
    engine.wait_at_most(0.1)
    with pytest.raises(SurroundingsError, match="Another program is writing"), told():
        schema.bring_up_to_date(engine)
    engine.db.close()
    other.execute("ROLLBACK")
    other.close()
    assert content(old) == before
    assert list(tmp_path.glob("old.*")) == [old]
