"""The history is only ever added to, and a change from outside is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from qfdesk.desk import Desk
from tests.invented import change, save_one


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A desk with a history of some lines."""
    saved = save_one(desk, "complaint", story="第一")
    for n in range(4):
        saved = change(desk, saved, "改正", story=f"第 {n + 2}")
    return desk


def outside(desk: Desk, tmp_path: Path, *statements: str) -> None:
    """Somebody works on the ledger's file with another program."""
    desk.close()
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        for statement in statements:
            db.execute(statement)
    db.close()


GUARDS = ("DROP TRIGGER history_no_update", "DROP TRIGGER history_no_delete")
TEXT_GUARDS = ("DROP TRIGGER history_text_only_masked", "DROP TRIGGER history_text_no_delete")


def said(desk: Desk) -> list[str]:
    """What ``check`` says."""
    return [wrong.say("en") for wrong in desk.wrong()]


@pytest.mark.parametrize("statement", ["UPDATE history SET after = 'x' WHERE seq = 2", "DELETE FROM history"])
def test_lines_are_neither_changed_nor_taken_away(told: Desk, tmp_path: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the history is only ever added to"):
        outside(told, tmp_path, statement)
    assert told.wrong() == []


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE history SET after = '第 9' WHERE seq = 4", "4 (TS-2026-0001, What is complained of)"),
        ("UPDATE history SET who = '别人' WHERE seq = 1", "1 (王芳)"),
        ("UPDATE history SET at = '2026-01-01 00:00:00' WHERE seq = 3", "3 (TS-2026-0001, What is complained of)"),
        ("UPDATE history SET reason = '' WHERE seq = 5", "5 (TS-2026-0001, What is complained of)"),
        ("DELETE FROM history WHERE seq = 3", "4 (TS-2026-0001, What is complained of)"),
        ("UPDATE history SET seq = 99 WHERE seq = 2", "3 (TS-2026-0001, What is complained of)"),
    ],
)
def test_a_line_changed_outside_is_found(told: Desk, tmp_path: Path, statement: str, line: str) -> None:
    outside(told, tmp_path, *GUARDS, statement)
    assert said(told)[0] == f"The history is broken at line {line}: it was changed outside the program"


def test_a_cut_off_end_is_found_by_the_head_that_was_kept(
    told: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.back_up()
    outside(told, tmp_path, *GUARDS, "DELETE FROM history WHERE seq > 3")
    assert any("shorter" in wrong.say("en") for wrong in told.wrong())


@pytest.mark.parametrize("change_it", [lambda d, s: d.void("complaint", s.id, s.revision, "废"), None])
def test_every_act_has_its_line(told: Desk, change_it: Callable[..., None] | None, tmp_path: Path) -> None:
    saved = save_one(told, "complaint")
    before = len(told.history("complaint", saved.id))
    if change_it is not None:
        change_it(told, saved)
        assert told.history("complaint", saved.id)[0].act == "void"
    else:
        paper = tmp_path / "note.txt"
        paper.write_text("收据", encoding="utf-8")
        attached = told.attach("complaint", saved.id, paper)
        told.print_forms([("complaint", saved.id)], tmp_path / "form.pdf")
        told.tie("complaint", saved.id, "TS-2026-0001")
        told.detach(attached.id, "附错了")
        acts = [line.act for line in told.history("complaint", saved.id)]
        assert acts[:4] == ["detach", "tie", "print", "attach"]
        assert len(acts) == before + 4
        assert all(line.number == saved.title for line in told.history("complaint", saved.id))
