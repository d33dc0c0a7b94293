"""What the program writes beside the ledger for whoever looks after it holds nobody's name, phone or address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qfdesk.app import main
from qfdesk.desk import Desk
from qfdesk.desk.lists import Lists
from qfdesk.errors import DeskError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query
from qfdesk.store import history
from tests.invented import change, save_one, walk_to_the_end

SECRETS = ("赵六六", "13812345678", "杭州市西湖区文三路", "zhaoliuliu@example.cn", "330102199001011234")
PERSON = {
    "contact_name": SECRETS[0],
    "contact_phone": SECRETS[1],
    "contact_address": SECRETS[2],
    "identity_proof": SECRETS[4],
    "story": f"{SECRETS[0]} {SECRETS[3]}",
    "customer": Ref(None, SECRETS[0]),
}


def told_in(texts: list[str]) -> list[str]:
    return [word for word in SECRETS if any(word in text for text in texts)]


def logs(profile: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in (profile / "logs").rglob("*") if path.is_file()]


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    caplog.set_level(logging.DEBUG)
    return lambda: [record.getMessage() for record in caplog.records if record.name.startswith("qfdesk")]


def test_a_days_work_leaves_nobody_in_the_logs(
    desk: Desk, tmp_path: Path, heard: Callable[[], list[str]]
) -> None:
    saved = save_one(desk, "complaint", **PERSON)
    change(desk, saved, f"{SECRETS[0]}更正", contact_phone="18899990000")
    with pytest.raises(DeskError):
        save_one(desk, "complaint", **{**PERSON, "received_at": None})
    desk.print_forms([("complaint", saved.id)], tmp_path / "form.pdf")
    desk.export([Query("complaint")], tmp_path / "ledger.xlsx")
    desk.find(SECRETS[0])
    walk_to_the_end(desk, saved)
    desk.forgetting.forget("complaint", saved.id, "本人来信要求")
    desk.back_up()
    desk.wrong()
    desk.close()
    texts = [*logs(tmp_path / "profile"), *heard()]
    assert texts != []
    assert told_in(texts) == []


def test_a_fault_of_the_program_is_logged_without_the_person(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save_one(desk, "complaint", **PERSON)
    desk.close()

    def fail(*given: Any, **_named: Any) -> None:
        raise ValueError(f"cannot read {SECRETS!r}")

    monkeypatch.setattr(Lists, "find", fail)
    words = ["--ledger", str(tmp_path / "ledger.db"), "--profile", str(tmp_path / "profile"), "find", SECRETS[0]]
    assert main(words) == 1
    capsys.readouterr()
    texts = logs(tmp_path / "profile")
    assert any("ValueError" in text and "Traceback" in text for text in texts)
    assert told_in(texts) == []


def test_a_fault_in_the_window_is_logged_without_the_person(heard: Callable[[], list[str]]) -> None:
    pytest.importorskip("PySide6")
    from qfdesk.ui.told import note

    note(ValueError(f"cannot read {SECRETS!r}"))
    assert any("ValueError" in text for text in heard())
    assert told_in(heard()) == []


def test_the_daily_note_of_the_history_names_nobody(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "complaint", **PERSON)
    seq, mark = history.head(desk.store)
    desk.close()
    (line,) = (tmp_path / "profile" / "logs" / "history.log").read_text(encoding="utf-8").splitlines()
    assert line.split()[2:] == [str(seq), mark]
