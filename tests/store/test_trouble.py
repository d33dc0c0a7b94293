"""When disk, file or power fail: one sentence, nothing half done, and never a new ledger in an old one's place."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qfdesk.app import first_desk, make_desk, open_desk
from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.model.values import Query
from tests.invented import Clock, save_one


def test_a_full_disk_is_told_and_the_next_save_works(desk: Desk) -> None:
    save_one(desk, "complaint")
    db = desk.store.db
    pages = db.execute_sql("PRAGMA page_count").fetchone()[0]
    db.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SurroundingsError, match="The disk is full, nothing was saved; free some space"):
        save_one(desk, "complaint", story="长" * 200_000)
    assert desk.count(Query("complaint")) == 1
    db.execute_sql("PRAGMA max_page_count = 1000000")
    assert save_one(desk, "complaint", story="长" * 200_000).title == "TS-2026-0002"
    assert desk.wrong() == []


def test_a_disk_that_fills_while_writing_tears_nothing(desk: Desk, tmp_path: Path) -> None:
    """A file may not grow any further: what the system says then is another error than SQLite's own."""
    save_one(desk, "complaint")
    limit = os.path.getsize(tmp_path / "ledger.db")
    desk.close()
    program = """
import resource, signal, sys
from pathlib import Path
from qfdesk.app import open_desk
from qfdesk.errors import SurroundingsError
from tests.invented import Clock, MORNING, save_one
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
desk = open_desk(sys.argv[1], Path(sys.argv[2]), "王芳", Clock(MORNING))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    save_one(desk, "complaint", story="长" * 200_000)
except SurroundingsError as error:
    print(error.say("en"))
"""
    assert resource.RLIM_INFINITY
    done = child(program, str(tmp_path / "ledger.db"), str(tmp_path / "profile"), str(limit))
    assert "nothing was saved" in done.stdout, done.stderr
    assert done.stdout.count("\n") == 1
    again = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
    assert again.count(Query("complaint")) == 1
    assert again.wrong() == []
    again.close()


def child(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, cwd=root)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


def no_database(path: Path) -> None:
    path.write_text("Dies ist ein Brief. " * 500, encoding="utf-8")


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE songs (title)")
    db.close()


def header_lost(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * 100)


def garbled(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        for place in range(4096, size, 4096):
            file.seek(place)
            file.write(os.urandom(2048))


def cut_in_half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (gone, "There is no ledger at"),
        (emptied, "is empty (0 bytes): something has emptied it; restore the newest backup"),
        (no_database, "This file is not a ledger, or it is damaged"),
        (foreign, "is a database but not a qfdesk ledger"),
        (header_lost, "This file is not a ledger, or it is damaged"),
        (garbled, "damaged"),
        (cut_in_half, "damaged"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence_and_left_alone(
    harm: Callable[[Path], None], sentence: str, desk: Desk, tmp_path: Path
) -> None:
    for n in range(30):
        save_one(desk, "complaint", story=f"{n} " * 300)
    desk.close()
    ledger, profile = tmp_path / "ledger.db", tmp_path / "profile"
    harm(ledger)
    before = ledger.read_bytes() if ledger.exists() else None
    for opening in (open_desk, first_desk):
        with pytest.raises(SurroundingsError) as refused:
            opening(str(ledger), profile, "王芳")
        assert sentence in refused.value.say("en")
        assert "\n" not in refused.value.say("en")
        assert refused.value.say("zh_CN") != refused.value.say("en")
    assert (ledger.read_bytes() if ledger.exists() else None) == before


def test_the_first_start_makes_a_ledger_and_the_second_opens_it(tmp_path: Path) -> None:
    first = first_desk(str(tmp_path / "a" / "ledger.db"), tmp_path / "profile", "王芳")
    known = first.store.ledger_id
    first.close()
    second = first_desk(str(tmp_path / "a" / "ledger.db"), tmp_path / "profile", "王芳")
    assert second.store.ledger_id == known
    second.close()


def test_a_ledger_is_never_made_over_another_file(tmp_path: Path) -> None:
    (tmp_path / "brief.db").write_text("Brief", encoding="utf-8")
    with pytest.raises(SurroundingsError, match="There is a file at"):
        make_desk(str(tmp_path / "brief.db"), tmp_path, "王芳")
    assert (tmp_path / "brief.db").read_text(encoding="utf-8") == "Brief"


def test_a_ledger_that_could_not_be_made_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qfdesk.store import schema

    def fail(_engine: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "migrate", fail)
    with pytest.raises(SurroundingsError):
        make_desk(str(tmp_path / "ledger.db"), tmp_path, "王芳")
    assert not (tmp_path / "ledger.db").exists()
    monkeypatch.undo()
    make_desk(str(tmp_path / "ledger.db"), tmp_path, "王芳").close()


@pytest.mark.skipif(os.name == "nt" or not os.path.exists("/usr/bin/setpriv"), reason="needs another user")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() != 0, reason="needs root to become somebody else")
def test_a_folder_without_rights_is_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    locked.chmod(0o555)
    root = Path(__file__).resolve().parents[2]
    program = (
        f"import sys; sys.path.insert(0, {str(root)!r}); from qfdesk.app import main; "
        f"sys.exit(main(['--lang', 'en', '--profile', {str(locked / 'p')!r}, 'init']))"
    )
    done = subprocess.run(
        ["setpriv", "--reuid", "65534", "--clear-groups", sys.executable, "-c", program],
        capture_output=True, text=True, cwd=root,
    )  # fmt: skip
    if "ModuleNotFoundError" in done.stderr or "Permission denied" in done.stderr.split("\n")[0][:40]:
        pytest.skip("the other user cannot read the program here")
    assert done.returncode == 1
    assert str(locked) in done.stderr
    assert "Traceback" not in done.stderr


SAVES = """
import sys
from pathlib import Path
from qfdesk.app import open_desk
from qfdesk.model.fields import Ref
from tests.invented import save_one
desk = open_desk(sys.argv[1], Path(sys.argv[2]), "王芳")
while True:
    saved = save_one(desk, "complaint", story="断电前", customer=Ref(None, "顾客"), batch=Ref(None, "K1"))
    print(saved.title, flush=True)
"""


def test_nothing_that_was_saved_is_lost_when_the_program_is_killed(desk: Desk, tmp_path: Path) -> None:
    ledger, profile = str(tmp_path / "ledger.db"), tmp_path / "profile"
    desk.close()
    rng, told = random.Random(3), []
    root = Path(__file__).resolve().parents[2]
    for _round in range(8):
        program = subprocess.Popen(
            [sys.executable, "-c", SAVES, ledger, str(profile)], stdout=subprocess.PIPE, text=True, cwd=root
        )
        assert program.stdout is not None
        for _line in range(rng.randint(1, 12)):
            told.append(program.stdout.readline().strip())
        program.send_signal(signal.SIGKILL)
        told += program.stdout.read().split()
        program.stdout.close()
        program.wait()
    assert all(told)
    again = open_desk(ledger, profile, "王芳", Clock(desk.now()))
    kept = {row.values["number"] for row in again.page(Query("complaint"), 0, 10**6, ("number",))}
    assert set(told) <= kept
    assert len(kept) <= len(told) + 8, "at most the one save a round whose answer was not heard"
    assert again.wrong() == []
    assert {hit.number for hit in again.find("断电前", limit=10**6)} == kept
    again.close()
