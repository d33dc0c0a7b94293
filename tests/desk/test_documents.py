"""What leaves the desk: which paper a record prints on, what the history says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from tests.invented import save_one


def test_a_forum_prints_as_minutes_and_a_visit_as_a_visit_record(desk: Desk, tmp_path: Path) -> None:
    forum, visit = save_one(desk, "visit", kind="forum"), save_one(desk, "visit", kind="visit")
    assert desk.suited("visit", forum.id) == "forum_minutes"
    assert desk.suited("visit", visit.id) == "visit_record"
    desk.print_forms([("visit", forum.id), ("visit", visit.id)], tmp_path / "both.pdf")
    papers = {line.number: line.after for line in desk.latest() if line.act == "print"}
    assert papers == {forum.title: "forum_minutes", visit.title: "visit_record"}


def test_a_paper_asked_for_by_name_wins(desk: Desk, tmp_path: Path) -> None:
    forum = save_one(desk, "visit", kind="forum")
    desk.print_forms([("visit", forum.id)], tmp_path / "one.pdf", "visit_record")
    assert next(line.after for line in desk.latest() if line.act == "print") == "visit_record"


def test_looking_at_a_form_leaves_no_line(desk: Desk, tmp_path: Path) -> None:
    visit = save_one(desk, "visit")
    desk.print_forms([("visit", visit.id)], tmp_path / "one.pdf", looked_at=True)
    assert not [line for line in desk.latest() if line.act == "print"]


def test_a_shown_pdf_is_kept_whole_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    shown = tmp_path / "a.pdf"
    shown.write_bytes(b"%PDF")
    desk.keep_copy(shown, tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "b.pdf").stat().st_mode == shown.stat().st_mode
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(SurroundingsError):
        desk.keep_copy(shown, tmp_path / "nowhere" / "b.pdf")
    with pytest.raises(SurroundingsError):
        desk.keep_copy(tmp_path / "gone.pdf", tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == b"%PDF"
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_the_name_offered_is_the_one_the_refusal_names(desk: Desk, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a (2).xlsx"):
        (tmp_path / name).touch()
    assert desk.free_name(tmp_path / "a.xlsx").name == "a (3).xlsx"
