"""The history, its anchors and the masking of a person on the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from qfdesk.app import open_desk
from tests.cli.conftest import Add, Ask
from tests.invented import change


def test_the_history_is_filtered(ask: Ask, add: Add, tmp_path: Path) -> None:
    number = add(story="胶囊发粘")
    add("visit")
    ask("print", number, "-o", str(tmp_path / "form.pdf"))
    everything = ask("audit", "--json").json
    assert [line["seq"] for line in everything] == list(range(len(everything), 0, -1))
    assert {line["act"] for line in ask("audit", "--act", "print", "--json").json} == {"print"}
    assert {line["register"] for line in ask("audit", "--register", "visit", "--json").json} == {"visit"}
    assert [line["act"] for line in ask("audit", "--number", number, "--json").json] == ["print", "create"]
    assert [line["number"] for line in ask("audit", "--text", "胶囊发粘", "--json").json] == [number]
    assert ask("audit", "--who", "没有此人", "--json").json == []
    assert len(ask("audit", "--limit", "2", "--json").json) == 2
    assert any(number in line and "Printed" in line for line in ask("audit").lines)
    assert ask("audit", "--from", "2026-02-01", "--to", "2026-01-01").status == 2
    assert ask("audit", "--register", "nothing").status == 2


def test_a_value_is_put_back(ask: Ask, add: Add, ledger: Path, profile: Path) -> None:
    number = add(story="胶囊发粘")
    desk = open_desk(str(ledger), profile)
    change(desk, desk.open(*desk.locate(number)), "听错", story="胶囊完好")
    desk.close()
    line = ask("audit", "--text", "胶囊完好", "--json").json[0]["seq"]
    assert ask("put-back", str(line), "--reason", "录音证实").lines == [number]
    assert ask("show", number, "--json").json["story"] == "胶囊发粘"
    assert "no line 999" in ask("put-back", "999", "--reason", "录错").sentence


def test_a_ledger_is_checked_against_a_backup_and_a_foot(ask: Ask, add: Add, tmp_path: Path) -> None:
    add()
    backup = str(tmp_path / "backup.zip")
    assert ask("backup", "-o", backup).status == 0
    add()
    assert ask("check", "--against", backup, "--json").json == {"sound": True, "wrong": []}
    assert ask("check", "--against", "9999 0123456789ab").status == 1
    assert "is neither a backup nor" in ask("check", "--against", "etwas").sentence
    assert ask("restore", backup).status == 0
    assert ask("audit", "--act", "restored", "--json").json[0]["to"].startswith("backup.zip, ")
    assert ask("check").status == 0


def test_a_person_is_masked(ask: Ask, add: Add, ledger: Path, profile: Path) -> None:
    number = add(contact_name="赵六六", story="赵六六说坏了")
    assert "is not closed yet" in ask("forget", number, "--reason", "本人要求").sentence
    desk = open_desk(str(ledger), profile)
    place = desk.locate(number)
    desk.void(*place, desk.open(*place).revision, "录重")
    desk.close()
    answer = ask("forget", number, "--reason", "本人要求", "--json")
    assert answer.json["masked"] == [number]
    assert ask("show", number, "--json").json["story"] == "赵**说坏了"
    assert ask("find", "赵六六", "--json").json == []


def test_a_clock_set_back_is_said_once(ledger: Path, profile: Path, add: Add) -> None:
    """By ``faketime`` where it is installed, else by a clock of our own in another process."""
    add()
    words = ["--ledger", str(ledger), "--profile", str(profile), "--lang", "en"]
    own = (
        "import datetime as dt, sys; from qfdesk import app; import qfdesk.desk as d;"
        "then = dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC); whole = d.Desk.__init__;"
        "d.Desk.__init__ = lambda s, a, b, c, clock=None: whole(s, a, b, c, lambda: then);"
        "sys.exit(app.main(sys.argv[1:]))"
    )
    program = [sys.executable, "-c", own]
    if shutil.which("faketime"):
        program = ["faketime", "2020-01-01 12:00:00", sys.executable, "-m", "qfdesk"]
    said = []
    for _time in range(2):
        done = subprocess.run(
            [*program, *words, "add", "complaint", "--json", "-"], input='{"story": "钟被拨回"}', text=True,
            capture_output=True, check=True, env={**os.environ, "PYTHONUTF8": "1"}, timeout=60,
        )  # fmt: skip
        said.append(done.stderr.strip())
    assert said[0].startswith("The computer's clock says 2020-01-01")
    assert said[1] == ""
