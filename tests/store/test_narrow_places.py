"""A full disk, a ledger that may only be read, a ledger of an older version: for the use cases that came later, too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from qfdesk.app import open_desk
from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.rules import passwords
from qfdesk.rules.due import Term
from qfdesk.rules.rights import ADMIN, CLERK
from tests.invented import MORNING, Clock, save_one, walk_to_the_end
from tests.store.test_schema import OLD, put

PASSWORD = "Regen-am-Montag"
YEAR = "\n".join(f"2031-{month:02d}-{day:02d},off,{'节' * 40}" for month in range(1, 13) for day in range(1, 29))


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", {"time_cost": 1, "memory_cost": 64, "parallelism": 1})
    passwords._hasher.cache_clear()


def _import(desk: Desk, folder: Path) -> None:
    (folder / "2031.csv").write_text(YEAR, encoding="utf-8")
    desk.clockwork.import_calendar(folder / "2031.csv", "明年")


def _password(desk: Desk, _folder: Path) -> None:
    desk.accounts.change_password("", PASSWORD)


def _purge(desk: Desk, _folder: Path) -> None:
    desk.keeping.purge("complaint", dt.date(2027, 1, 1), "期满")


def _pause(desk: Desk, _folder: Path) -> None:
    desk.clockwork.pause("complaint", 2, "customer", "等" * 500)


def _term(desk: Desk, _folder: Path) -> None:
    desk.clockwork.set_term("complaint", "accept", Term(working_days=3), "长" * 400)


def _forget(desk: Desk, _folder: Path) -> None:
    desk.forgetting.forget("complaint", 1, "本人要求")


ACTS = pytest.mark.parametrize(
    "act", [_import, _password, _purge, _pause, _term, _forget], ids=lambda act: act.__name__.strip("_")
)


@pytest.fixture
def old_case(desk: Desk, clock: Clock) -> Desk:
    """An old closed complaint, an open one after it, nine years later."""
    saved = save_one(desk, "complaint", contact_phone="13711112222", contact_name="欧阳明珠", story="欧阳明珠说" * 300)
    walk_to_the_end(desk, saved)
    clock.now = MORNING + dt.timedelta(days=365 * 9)
    save_one(desk, "complaint")
    return desk


def _state(desk: Desk) -> list[str]:
    db = desk.store.db
    names = [row[0] for row in db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    kept = [n for n in names if not n.startswith(("sqlite_", "search_")) and n != "ledger_info"]
    return [f"{name} {db.execute_sql(f'SELECT * FROM {name}').fetchall()}" for name in sorted(kept)]


@ACTS
def test_on_a_full_disk_nothing_is_half_done_and_it_works_once_there_is_room(
    old_case: Desk, act: Callable[[Desk, Path], None], tmp_path: Path
) -> None:
    db = old_case.store.db
    db.execute_sql("VACUUM")
    before = _state(old_case)
    pages = db.execute_sql("PRAGMA page_count").fetchone()[0]
    db.execute_sql(f"PRAGMA max_page_count = {pages}")
    with suppress(SurroundingsError):
        act(old_case, tmp_path)
        before = []  # there was room for it in the pages that are
    assert before in ([], _state(old_case))
    db.execute_sql("PRAGMA max_page_count = 1000000")
    if before:
        act(old_case, tmp_path)
    assert _state(old_case) != before
    assert [one.say("en") for one in old_case.wrong()] == []


@ACTS
def test_in_a_ledger_that_may_only_be_read_everything_is_refused_with_a_sentence(
    old_case: Desk, act: Callable[[Desk, Path], None], tmp_path: Path
) -> None:
    before = _state(old_case)
    old_case.store.db.execute_sql("PRAGMA query_only = 1")
    with pytest.raises(SurroundingsError):
        act(old_case, tmp_path)
    old_case.store.db.execute_sql("PRAGMA query_only = 0")
    assert _state(old_case) == before


@pytest.mark.parametrize("backup", OLD, ids=lambda path: path.stem)
def test_an_old_ledger_knows_every_word_that_came_later(backup: Path, tmp_path: Path) -> None:
    clock = Clock(MORNING)
    desk = open_desk(str(put(backup, tmp_path)), tmp_path / "profile", "王芳", clock)
    saved = save_one(desk, "complaint", contact_phone="13711112222", story="打13711112222")
    desk.clockwork.pause("complaint", saved.id, "customer", "等")
    desk.clockwork.resume("complaint", saved.id)
    desk.urging.urge("complaint", saved.id, "快")
    desk.clockwork.set_term("complaint", "accept", Term(working_days=3), "试")
    _import(desk, tmp_path)
    revision = desk.open("complaint", saved.id).revision
    walk_to_the_end(desk, saved)
    assert desk.open("complaint", saved.id).revision > revision
    asked = desk.corrections.ask("complaint", saved.id, {"archive_number": "D-9"}, "写错")
    desk.corrections.approve(asked.id)
    desk.forgetting.forget("complaint", saved.id, "本人要求")
    desk.rights.set("*", "export", [ADMIN])
    desk.accounts.add("李明", [CLERK])
    desk.accounts.change_password("", PASSWORD)
    desk.accounts.log_out()
    desk.accounts.log_in("王芳", PASSWORD)
    assert desk.board().overdue is not None
    for key in ("complaint", "batch_issue", "visit", "goods_return"):
        for number in (1, 2):
            assert desk.history(key, number)
            desk.dues(key, number)
            desk.clockwork.pauses(key, number)
            desk.urging.of(key, number)
            desk.corrections.of(key, number)
            desk.secrecy.holders(key, number)
    desk.keeping.due()
    desk.duties.year(2026)
    desk.duties.coverage(2026)
    clock.now = MORNING + dt.timedelta(days=365 * 9)
    save_one(desk, "complaint")
    assert saved.id in [one.id for one in desk.keeping.purge("complaint", dt.date(2027, 1, 1), "期满").taken]
    assert [one.say("en") for one in desk.wrong()] == []
    desk.close()
