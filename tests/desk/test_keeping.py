"""Records are kept five years at least; older ones go only by hand, with a reason, after a backup (GSP Art. 42)."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import qfdesk
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.ledger import TABLES, History, HistoryText
from qfdesk.model.values import Opened, Query
from qfdesk.registers import all_registers
from qfdesk.store import backup
from tests.invented import MORNING, Clock, change, save_one, walk_to_the_end

REGISTER = pytest.mark.parametrize("key", [r.key for r in all_registers() if any(s.moves for s in r.stages)])
"""Those with a way to an end; a mere list is never closed."""
LONG_AGO = dt.datetime(2020, 5, 6, 10, tzinfo=MORNING.tzinfo)
UNTIL = dt.date(2021, 11, 19)


def closed_at(desk: Desk, moment: dt.datetime, key: str = "complaint", **values: Any) -> Opened:
    with desk.at(moment):
        draft_values = {"received_at": moment - dt.timedelta(days=1), **values}
        saved = save_one(desk, key, **draft_values)
        end(desk, key, saved.id, moment)
    assert desk.session.person.id  # sits down again
    return desk.open(key, saved.id)


def end(desk: Desk, key: str, number: int, moment: dt.datetime) -> None:
    """Closes a record long ago; the ways of the registers are tested elsewhere."""
    last = next(stage.key for stage in desk.store.entries[key].stages if stage.final)  # type: ignore[attr-defined]
    utc = moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    desk.store.db.execute_sql(f"UPDATE {key} SET stage = '{last}', closed_at = '{utc}' WHERE id = {number}")
    desk.store.db.execute_sql(f"DELETE FROM running_clock WHERE register = '{key}' AND entry = {number}")


def numbers(desk: Desk, key: str = "complaint") -> list[str]:
    return sorted(row.values["number"] for row in desk.page(Query(key), 0, 99, ("number",)))


@REGISTER
def test_what_is_beyond_its_term_is_taken_away_with_all_that_belongs_to_it(
    key: str, desk: Desk, tmp_path: Path
) -> None:
    old = closed_at(desk, LONG_AGO, key, tags="旧案")
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    desk.attach(key, old.id, tmp_path / "photo.jpg")
    file = next((desk.profile / "attachments").rglob("*/??/*"))
    young = save_one(desk, key)
    title = desk.open(key, young.id).title
    done = desk.keeping.purge(key, UNTIL, "保存期满")
    assert [one.number for one in done.taken] == [old.title]
    assert numbers(desk, key) == [title]
    assert desk.find("旧案") == []
    assert not file.exists()
    for table in TABLES:
        if {"register", "entry"} <= table._meta.fields.keys() and table not in (History, HistoryText):
            fields = table._meta.fields
            met = (fields["register"] == key) & (fields["entry"] == old.id)
            assert not table.select().where(met).exists(), table
    assert desk.wrong() == []


@REGISTER
def test_the_history_of_a_record_taken_away_stays_and_says_why(key: str, desk: Desk) -> None:
    old = closed_at(desk, LONG_AGO, key)
    save_one(desk, key)
    before = desk.history(key, old.id)
    desk.keeping.purge(key, UNTIL, "保存期满")
    after = desk.history(key, old.id)
    assert after[1:] == before
    assert (after[0].act, after[0].number, after[0].reason, after[0].who) == ("purge", old.title, "保存期满", "王芳")


def test_numbers_of_records_taken_away_are_never_given_again(desk: Desk) -> None:
    old = closed_at(desk, LONG_AGO)
    save_one(desk, "complaint")
    desk.keeping.purge("complaint", UNTIL, "保存期满")
    again = save_one(desk, "complaint", received_at=LONG_AGO)
    assert old.title == "TS-2020-0001"
    assert desk.open("complaint", again.id).title == "TS-2020-0002"


def test_the_newest_record_stays_so_that_no_other_gets_its_place_and_history(desk: Desk) -> None:
    first, last = closed_at(desk, LONG_AGO), closed_at(desk, LONG_AGO)
    done = desk.keeping.purge("complaint", UNTIL, "保存期满")
    assert [one.number for one in done.taken] == [first.title]
    assert [(one.number, one.why.say("en")) for one in done.left if one.why] == [
        (last.title, "the newest record of a register always stays")
    ]


@REGISTER
def test_a_younger_period_is_refused_and_the_latest_day_named(key: str, desk: Desk) -> None:
    closed_at(desk, LONG_AGO, key)
    save_one(desk, key)
    for until in (UNTIL + dt.timedelta(days=1), dt.date(2026, 11, 20), dt.date(2031, 1, 1)):
        with pytest.raises(InvalidError) as refused:
            desk.keeping.purge(key, until, "保存期满")
        assert refused.value.say("en") == (
            "Records are kept for 5 years after they end; name 2021-11-19 or an earlier day"
        )
    assert desk.count(Query(key)) == 2


def test_an_open_record_is_kept_however_old_it_is(desk: Desk) -> None:
    with desk.at(LONG_AGO):
        save_one(desk, "complaint", received_at=LONG_AGO)
    save_one(desk, "complaint")
    with pytest.raises(InvalidError, match="No record of this register ended so long ago"):
        desk.keeping.purge("complaint", UNTIL, "保存期满")


def test_a_void_record_counts_from_the_day_it_was_made_void(desk: Desk) -> None:
    with desk.at(LONG_AGO):
        saved = save_one(desk, "complaint", received_at=LONG_AGO)
        desk.void("complaint", saved.id, saved.revision, "重复登记")
    save_one(desk, "complaint")
    assert desk.keeping.plan("complaint", dt.date(2020, 5, 5)).taken == ()
    assert [one.id for one in desk.keeping.plan("complaint", dt.date(2020, 5, 6)).taken] == [saved.id]


def test_a_closed_record_made_void_later_counts_from_the_later_day(desk: Desk) -> None:
    old = closed_at(desk, LONG_AGO)
    desk.void("complaint", old.id, old.revision, "重复登记")
    save_one(desk, "complaint")
    assert desk.keeping.plan("complaint", UNTIL).taken == ()


def test_a_record_stays_until_a_year_after_its_batch_expired(desk: Desk) -> None:
    batch = save_one(desk, "batch", batch_number="20200101", expires_on=dt.date(2025, 12, 31))
    old = closed_at(desk, LONG_AGO, batch=Ref(batch.id, "20200101"))
    save_one(desk, "complaint")
    with pytest.raises(InvalidError) as refused:
        desk.keeping.purge("complaint", UNTIL, "保存期满")
    assert refused.value.say("en") == (
        f"{old.title} cannot be taken away: its batch expires so late that it is kept until 2026-12-31"
    )
    change(desk, desk.open("batch", batch.id), expires_on=dt.date(2025, 11, 1))
    assert desk.keeping.purge("complaint", UNTIL, "保存期满").taken[0].number == old.title


def test_a_record_that_a_younger_one_depends_on_stays_and_the_younger_one_is_named(desk: Desk) -> None:
    old, older = closed_at(desk, LONG_AGO), closed_at(desk, LONG_AGO)
    young = save_one(desk, "visit")
    title = desk.open("visit", young.id).title
    desk.tie("visit", young.id, old.title)
    desk.tie("complaint", older.id, old.title)
    save_one(desk, "complaint")
    plan = desk.keeping.plan("complaint", UNTIL)
    assert plan.taken == ()
    assert {one.number: one.why.say("en") for one in plan.left if one.why} == {
        old.title: f"{title} belongs to it and stays",
        older.title: f"{old.title} belongs to it and stays",
    }


def test_records_tied_to_one_another_go_together(desk: Desk) -> None:
    one, other = closed_at(desk, LONG_AGO), closed_at(desk, LONG_AGO)
    desk.tie("complaint", one.id, other.title)
    save_one(desk, "complaint")
    done = desk.keeping.purge("complaint", UNTIL, "保存期满")
    assert [line.number for line in done.taken] == [one.title, other.title]
    assert desk.wrong() == []


def test_records_and_what_belongs_to_them_go_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.files, "back_up", lambda: None)  # a server is backed up by its own tools
    one, other = closed_at(desk, LONG_AGO), closed_at(desk, LONG_AGO)
    desk.tie("complaint", one.id, other.title)
    asked = desk.corrections.ask("complaint", one.id, {"tags": "返工"}, "写错")
    desk.corrections.withdraw(asked.id)
    save_one(desk, "complaint")
    done = desk.keeping.purge("complaint", UNTIL, "保存期满")
    assert [line.number for line in done.taken] == [one.title, other.title]
    assert desk.find("TS-2020") == []
    assert desk.corrections.of("complaint", one.id) == []
    assert [line.act for line in desk.history("complaint", other.id)][:1] == ["purge"]


def test_a_record_whose_correction_waits_stays(desk: Desk) -> None:
    old = closed_at(desk, LONG_AGO)
    save_one(desk, "complaint")
    asked = desk.corrections.ask("complaint", old.id, {"tags": "返工"}, "写错")
    with pytest.raises(InvalidError, match="a correction of it is waiting"):
        desk.keeping.purge("complaint", UNTIL, "保存期满")
    desk.corrections.withdraw(asked.id)
    assert desk.keeping.purge("complaint", UNTIL, "保存期满").taken


def test_a_backup_with_the_records_in_it_is_made_first(desk: Desk) -> None:
    closed_at(desk, LONG_AGO)
    save_one(desk, "complaint")
    desk.keeping.purge("complaint", UNTIL, "保存期满")
    kept = list((desk.profile / "backups").glob("*.zip"))
    assert len(kept) == 1
    assert int(backup.read(kept[0])["history"]) < desk.store.version()


def test_nothing_goes_when_the_backup_cannot_be_written(desk: Desk) -> None:
    closed_at(desk, LONG_AGO)
    save_one(desk, "complaint")
    desk.profile.mkdir(exist_ok=True)
    (desk.profile / "backups").write_text("in the way")
    with pytest.raises(Exception, match="cannot be written"):
        desk.keeping.purge("complaint", UNTIL, "保存期满")
    assert desk.count(Query("complaint")) == 2


def test_nothing_goes_when_it_cannot_all_go(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_at(desk, LONG_AGO)
    save_one(desk, "complaint")
    found = desk.wrong()

    def fails(*_given: Any) -> None:
        raise InvalidError("no")

    monkeypatch.setattr("qfdesk.store.purging.history.write", fails)
    with pytest.raises(InvalidError):
        desk.keeping.purge("complaint", UNTIL, "保存期满")
    monkeypatch.undo()
    assert desk.count(Query("complaint")) == 2
    assert len(desk.find("TS-2020")) == 1
    assert desk.wrong() == found


def test_a_purge_wants_a_reason_and_a_register(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="Say why"):
        desk.keeping.purge("complaint", UNTIL, "  ")
    with pytest.raises(InvalidError, match="only records are ever taken away"):
        desk.keeping.plan("party", UNTIL)
    with pytest.raises(InvalidError, match="There is no register"):
        desk.keeping.plan("colour", UNTIL)


def test_only_the_responsible_person_takes_records_away(desk: Desk) -> None:
    closed_at(desk, LONG_AGO)
    save_one(desk, "complaint")
    save_one(desk, "operator", name="李明", login="李明", roles=("quality", "admin"))
    with desk.at(desk.now(), "李明"), pytest.raises(NotPermittedError):
        desk.keeping.purge("complaint", UNTIL, "保存期满")
    assert desk.count(Query("complaint")) == 2


def test_the_house_lengthens_the_term_and_cannot_shorten_it(desk: Desk) -> None:
    assert desk.keeping.years() == 5
    for short in ("4", "0", "", "-1", "five"):
        with pytest.raises(InvalidError, match="at least 5 years"):
            desk.settings.put("keep_years", short)
    desk.settings.put("keep_years", "8", "公司规定")
    assert desk.keeping.years() == 8
    assert desk.keeping.latest() == dt.date(2018, 11, 19)
    with pytest.raises(InvalidError, match="kept for 8 years"):
        desk.keeping.purge("complaint", UNTIL, "保存期满")
    desk.store.set_setting("keep_years", "1")  # by another hand
    assert desk.keeping.years() == 5


def test_what_is_beyond_its_term_is_told_and_nothing_is_done_by_itself(desk: Desk, clock: Clock) -> None:
    old = closed_at(desk, LONG_AGO)
    closed_at(desk, dt.datetime(2024, 1, 1, 10, tzinfo=MORNING.tzinfo), "visit")
    save_one(desk, "complaint")
    found = desk.keeping.due()
    assert [(plan.register, [one.number for one in plan.taken]) for plan in found] == [("complaint", [old.title])]
    assert desk.keeping.due(dt.date(2025, 5, 6)) == []
    assert [plan.taken[0].number for plan in desk.keeping.due(dt.date(2025, 5, 7))] == [old.title]
    clock.now = MORNING + dt.timedelta(days=4000)
    desk.board()
    assert desk.count(Query("complaint")) == 2


def test_a_closed_way_walked_today_is_not_beyond_its_term(desk: Desk) -> None:
    walk_to_the_end(desk, save_one(desk, "complaint"))
    assert desk.keeping.due() == []


def test_nothing_but_a_purge_deletes_an_entry() -> None:
    """Rows are deleted elsewhere only where they are an index or a set of names, never an entry or its history.

    The tie of two records gives way when they turn out to be the same case. An ``axis.delete`` of a chart is none.
    """
    kept_anew = {"RunningClock", "SearchEntry", "SealHolder", "DutyDone", "Tie"}
    found = []
    for path in Path(qfdesk.__file__).parent.rglob("*.py"):
        if path.name == "purging.py" or {"migrations", "excel"} & set(path.parts):
            continue
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and node.attr in (
                "delete",
                "delete_instance",
                "delete_by_id",
                "truncate_table",
            ):
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                if owner not in kept_anew:
                    found.append(f"{path.name}:{node.lineno} {owner}.{node.attr}")
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.upper()
                if "DELETE FROM" in words or "DROP TABLE" in words or "TRUNCATE" in words:
                    found.append(f"{path.name}:{node.lineno} {node.value[:40]}")
    assert found == []
