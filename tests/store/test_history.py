"""The history is only ever added to, and a change from outside is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
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


def test_two_lines_exchanged_are_found(told: Desk, tmp_path: Path) -> None:
    swap = ("UPDATE history SET seq = 99 WHERE seq = 3", "UPDATE history SET seq = 3 WHERE seq = 4")
    outside(told, tmp_path, *GUARDS, *swap, "UPDATE history SET seq = 4 WHERE seq = 99")
    assert said(told)[0].startswith("The history is broken at line 3 (TS-2026-0001")


def test_of_many_lines_the_first_broken_one_is_named(desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint", story="第一")
    for n in range(60):
        saved = change(desk, saved, story=f"第 {n + 2}")
    rows = ("UPDATE history SET who = '别人' WHERE seq = 50", "UPDATE history SET who = '别人' WHERE seq = 55")
    outside(desk, tmp_path, *GUARDS, *rows)
    assert said(desk)[0].startswith("The history is broken at line 50 (TS-2026-0001")


REFUSED_TEXTS = (
    "DELETE FROM history_text",
    "UPDATE history_text SET text = '别的话'",
    "UPDATE history_text SET forgotten_at = '2026-11-20 02:00:00', mark = 'x'",
    "INSERT OR REPLACE INTO history_text (mark, salt, text, register, entry)"
    " SELECT mark, salt, '别的话', register, entry FROM history_text",
    "INSERT OR REPLACE INTO history SELECT seq, at, '别人', register, entry, number, act, field, before, after,"
    " reason, previous, hash FROM history",
)


@pytest.mark.parametrize("statement", REFUSED_TEXTS)
def test_texts_and_lines_are_not_replaced_either(told: Desk, tmp_path: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the history is only ever added to"):
        outside(told, tmp_path, statement)
    assert told.wrong() == []


_CHANGED = "A text of the history was changed or taken away outside the program: line 4"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE history_text SET text = '第 9' WHERE text = '第 3'", _CHANGED),
        ("DELETE FROM history_text WHERE text = '第 3'", _CHANGED),
        (
            "UPDATE history_text SET text = '', salt = '', forgotten_at = '2026-11-20 02:00:00' WHERE text = '第 3'",
            "A text of the history was masked outside the program: line 4",
        ),
    ],
)
def test_a_text_changed_outside_is_found_and_named(
    told: Desk, tmp_path: Path, statement: str, sentence: str
) -> None:
    outside(told, tmp_path, *TEXT_GUARDS, statement)
    assert sentence in said(told)[0]
    assert "(TS-2026-0001, What is complained of)" in said(told)[0]


def test_no_text_that_may_tell_a_person_stands_in_the_chain(desk: Desk) -> None:
    saved = save_one(
        desk, "complaint", story="赵六六来电", contact_name="赵六六", customer=Ref(None, "赵六六"), channel="phone"
    )
    change(desk, saved, "赵六六又来电", contact_phone="13812345678", channel="letter")
    chain = str(desk.store.db.execute_sql("SELECT * FROM history").fetchall())
    assert [word for word in ("赵六六", "13812345678") if word in chain] == []
    assert "letter" in chain
    newest = desk.history("complaint", saved.id)
    assert {(line.field, line.before, line.after, line.reason) for line in newest[:2]} == {
        ("contact_phone", "", "13812345678", "赵六六又来电"),
        ("channel", "phone", "letter", "赵六六又来电"),
    }
    assert desk.history("party", 1)[0].number == "赵六六"


def test_what_looks_like_a_mark_is_told_as_it_was_typed(desk: Desk) -> None:
    looks = "#" + "0a" * 32
    saved = save_one(desk, "complaint", archive_number=looks)
    change(desk, saved, archive_number="B2")
    assert desk.history("complaint", saved.id)[0].before == looks
    assert desk.wrong() == []


ROWS = {
    "UPDATE complaint SET story = '别的话'": "TS-2026-0001: “What is complained of” is not what the history says",
    "UPDATE complaint SET result = '假的结果'": "TS-2026-0001: “Result” is not what the history says",
    "UPDATE complaint SET stage = 'closed'": "TS-2026-0001: “Stage” is not what the history says",
    "UPDATE complaint SET closed_at = '2026-11-19 00:00:00'": "TS-2026-0001: “Closed at” is not what the history says",
    "UPDATE operator SET roles = 'admin'": "王芳: “Roles” is not what the history says",
    "DELETE FROM complaint": "TS-2026-0001 was taken out of the ledger outside the program",
}


@pytest.mark.parametrize("statement", ROWS)
def test_a_record_changed_behind_the_programs_back_is_found(told: Desk, tmp_path: Path, statement: str) -> None:
    outside(told, tmp_path, statement)
    assert any(ROWS[statement] in sentence for sentence in said(told)), said(told)


def test_a_record_put_in_by_another_program_is_found(told: Desk, tmp_path: Path) -> None:
    columns = ", ".join(
        row[1] for row in told.store.db.execute_sql("PRAGMA table_info(visit)").fetchall() if row[1] != "id"
    )
    save_one(told, "visit")
    copied = columns.replace("uid", "'x'").replace("number", "'FW-2026-0009'", 1)
    outside(told, tmp_path, f"INSERT INTO visit ({columns}) SELECT {copied} FROM visit")
    assert any("was put into the ledger outside the program" in sentence for sentence in said(told))


def test_a_renamed_master_is_no_difference(desk: Desk) -> None:
    saved = save_one(desk, "complaint", product=Ref(None, "阿莫西林胶囊"), customer=Ref(None, "城东药店"))
    opened = desk.open("complaint", saved.id)
    change(desk, desk.open("product", opened.values["product"].id), name="阿莫西林颗粒")
    change(desk, desk.open("party", opened.values["customer"].id), name="城西药店")
    assert said(desk) == []


def test_a_byte_changed_in_the_file_is_found(told: Desk, tmp_path: Path) -> None:
    told.close()
    path = tmp_path / "ledger.db"
    path.write_bytes(path.read_bytes().replace("第 4".encode(), "第 7".encode()))
    assert said(told) != []


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
