"""The history looked through, a value put back, an anchor compared, a clock noticed."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qfdesk.app import open_desk, restore
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.audit import AuditQuery
from qfdesk.model.fields import Ref
from qfdesk.model.history_words import cells_of
from qfdesk.model.values import Query, Saved
from qfdesk.rules.due import Term
from tests.invented import MORNING, Clock, change, save_one, walk_to_the_end


@pytest.fixture
def case(desk: Desk, clock: Clock, tmp_path: Path) -> Saved:
    saved = save_one(desk, "complaint", story="瓶盖松动", channel="phone")
    clock.now += dt.timedelta(days=1)
    change(desk, saved, "听错了", story="瓶盖完好")
    desk.print_forms([("complaint", saved.id)], tmp_path / "form.pdf")
    desk.export([Query("complaint")], tmp_path / "ledger.xlsx")
    save_one(desk, "visit")
    return saved


QUERIES: tuple[tuple[AuditQuery, set[str]], ...] = (
    (AuditQuery(register="visit"), {"create"}),
    (AuditQuery(acts=("print",)), {"print"}),
    (AuditQuery(acts=("print", "export")), {"print", "export"}),
    (AuditQuery(text="瓶盖完好"), {"change"}),
    (AuditQuery(text="听错"), {"change"}),
    (AuditQuery(person="没有此人"), set()),
    (AuditQuery(until=MORNING.date()), {"create"}),
    (AuditQuery(since=MORNING.date() + dt.timedelta(days=1), register="complaint"), {"change", "print", "export"}),
)


@pytest.mark.parametrize(("query", "acts"), QUERIES)
def test_lines_are_found_by_what_is_asked(desk: Desk, case: Saved, query: AuditQuery, acts: set[str]) -> None:
    found = desk.audit.lines(query)
    assert {line.act for line in found} == acts
    assert len(found) == desk.audit.count(query)


def test_an_entry_is_followed_and_pages_hang_together(desk: Desk, case: Saved) -> None:
    of_one = desk.audit.lines(AuditQuery(entry=("complaint", case.id)))
    assert [line.act for line in of_one] == ["print", "change", "create"]
    whole = desk.audit.lines(AuditQuery())
    assert [line.seq for line in whole] == list(range(len(whole), 0, -1))
    assert desk.audit.lines(AuditQuery(), 2, 3) == whole[2:5]
    assert desk.audit.people() == ["王芳"]
    assert {"create", "change", "print", "export"} <= set(desk.audit.acts())


def test_looking_through_the_history_is_a_right(desk: Desk, case: Saved) -> None:
    save_one(desk, "operator", name="李婷", login="李婷", roles=("clerk",))
    with desk.at(desk.now(), "李婷"), pytest.raises(NotPermittedError):
        desk.audit.lines(AuditQuery())


def test_personal_data_is_masked_for_whoever_may_not_see_it(desk: Desk) -> None:
    saved = save_one(desk, "complaint", contact_name="赵六六", contact_phone="13812345678", story="赵六六说坏了")
    change(desk, saved, "赵六六更正", contact_phone="18899990000")
    save_one(desk, "operator", name="孙审", login="孙审", roles=("auditor",))
    with desk.at(desk.now(), "孙审"):
        seen = str(desk.audit.lines(AuditQuery(register="complaint")))
    assert [word for word in ("赵六六", "13812345678", "18899990000") if word in seen] == []
    assert "188****0000" in seen


def test_what_is_shown_is_written_and_printed_and_that_is_noted(desk: Desk, case: Saved, tmp_path: Path) -> None:
    query = AuditQuery(entry=("complaint", case.id))
    book = load_workbook(desk.audit.export(query, tmp_path / "history.xlsx", "en"))
    text = str([cell.value for row in book.worksheets[0].iter_rows() for cell in row])
    assert all(word in text for word in ("瓶盖松动", "瓶盖完好", "听错了", case.title, "History up to line"))
    assert desk.audit.print(query, tmp_path / "history.pdf").read_bytes().startswith(b"%PDF")
    assert [line.act for line in desk.audit.lines(AuditQuery(register="house"), 0, 2)] == ["print", "export"]


# putting back


def change_line(desk: Desk, saved: Saved, field: str) -> int:
    return next(line.seq for line in desk.history(saved.register, saved.id) if line.field == field)


def test_an_earlier_value_is_put_back_as_a_new_change(desk: Desk, case: Saved) -> None:
    desk.audit.restore(change_line(desk, case, "story"), "录音证实")
    assert desk.open("complaint", case.id).values["story"] == "瓶盖松动"
    newest = desk.history("complaint", case.id)[0]
    assert (newest.act, newest.before, newest.after) == ("change", "瓶盖完好", "瓶盖松动")
    assert newest.reason.endswith("put back: 录音证实")
    assert desk.wrong() == []


def test_a_link_is_put_back_by_its_name(desk: Desk, case: Saved) -> None:
    change(desk, case, product=Ref(None, "阿莫西林胶囊"))
    change(desk, case, product=Ref(None, "板蓝根颗粒"))
    desk.audit.restore(change_line(desk, case, "product"), "录错")
    assert desk.open("complaint", case.id).values["product"].text == "阿莫西林胶囊"


def test_what_cannot_be_put_back_is_refused_with_a_sentence(desk: Desk, case: Saved) -> None:
    line, restore_it = change_line(desk, case, "story"), desk.audit.restore
    with pytest.raises(InvalidError, match="Say why"):
        restore_it(line, "")
    with pytest.raises(InvalidError, match="There is no line 9999"):
        restore_it(9999, "录错")
    with pytest.raises(InvalidError, match="changed nothing a person types"):
        restore_it(desk.history("complaint", case.id)[-1].seq, "录错")
    change(desk, case, contact_name="赵六六")
    change(desk, case, contact_name="钱七七")
    named = change_line(desk, case, "contact_name")
    change(desk, case, received_at=MORNING - dt.timedelta(days=2))
    walk_to_the_end(desk, case)
    with pytest.raises(InvalidError, match="changed nothing a person types"):
        restore_it(change_line(desk, case, "stage"), "录错")
    with pytest.raises(InvalidError, match="closed or void"):
        restore_it(line, "录错")
    desk.forgetting.forget("complaint", case.id, "本人来信要求")
    with pytest.raises(InvalidError, match="was masked on request"):
        restore_it(named, "录错")


# anchors


def foot(desk: Desk, tmp_path: Path) -> str:
    """What stands at the foot of an exported ledger."""
    book = load_workbook(desk.export([Query("complaint")], tmp_path / "foot.xlsx", "en"))
    told = [str(cell.value) for row in book.worksheets[0].iter_rows(max_row=2) for cell in row if cell.value]
    return next(text for text in told if "History up to line" in text).split("    ")[-1]


def tampered(desk: Desk, tmp_path: Path, statement: str) -> Desk:
    """Somebody works on the history by other means, with the head that the profile keeps gone as well."""
    desk.close()
    shutil.rmtree(tmp_path / "profile" / "heads")
    again = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳", Clock(MORNING))
    for guard in ("history_no_update", "history_no_delete"):
        again.store.db.execute_sql(f"DROP TRIGGER {guard}")
    again.store.db.execute_sql(statement)
    return again


def test_an_anchor_still_fits_when_work_went_on(desk: Desk, case: Saved, tmp_path: Path) -> None:
    backup, head = desk.back_up(tmp_path / "backup.zip"), foot(desk, tmp_path)
    change(desk, case, story="又改")
    assert desk.audit.against(str(backup)) == desk.audit.against(head) == []
    log = (tmp_path / "profile" / "logs" / "history.log").read_text(encoding="utf-8")
    day, _ledger, seq, mark = log.splitlines()[-1].split()
    assert day == f"{desk.now():%Y-%m-%d}"
    assert desk.audit.against(f"{seq} {mark}") == []


def test_a_cut_tail_is_found_by_backup_and_by_the_foot_of_a_ledger(desk: Desk, case: Saved, tmp_path: Path) -> None:
    backup, head = desk.back_up(tmp_path / "backup.zip"), foot(desk, tmp_path)
    again = tampered(desk, tmp_path, "DELETE FROM history WHERE seq > 2")
    for anchor in (str(backup), head):
        (sentence,) = again.audit.against(anchor)
        assert "The history is shorter than it was" in sentence.say("en")
    again.close()


def test_another_history_is_told_from_the_one_that_was(desk: Desk, case: Saved, tmp_path: Path) -> None:
    seq = desk.audit.lines(AuditQuery(), limit=1)[0].seq
    (sentence,) = desk.audit.against(f"{seq} 0123456789ab")
    assert sentence.say("en").startswith("The history is another than it was")
    with pytest.raises(InvalidError, match="write it as 512 abcd1234"):
        desk.audit.against("no anchor")
    assert desk.audit.against("History up to line 0, 000000000000") == []


def test_going_on_from_an_older_backup_is_explained(desk: Desk, case: Saved, tmp_path: Path) -> None:
    old = desk.back_up(tmp_path / "old.zip")
    for n in range(5):
        change(desk, case, story=f"后来 {n}")
    new = desk.back_up(tmp_path / "new.zip")
    desk.close()
    restore(str(tmp_path / "ledger.db"), tmp_path / "profile", old, "王芳", Clock(desk.now()))
    again = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳", Clock(desk.now()))
    assert again.wrong() == []
    line = again.audit.lines(AuditQuery(acts=("restored",)))[0]
    assert line.after.startswith("old.zip, ")
    assert again.audit.against(str(old)) == []
    (sentence,) = again.audit.against(str(new))
    assert "王芳 restored the backup old.zip" in sentence.say("en")
    again.close()


# the clock


def test_a_clock_set_back_is_noted_once_and_moves_no_deadline(desk: Desk, case: Saved, clock: Clock) -> None:
    due = [(line.deadline.key, line.at) for line in desk.dues("complaint", case.id)]
    last = clock.now
    clock.now -= dt.timedelta(hours=20)
    change(desk, case, story="钟被拨回")
    change(desk, case, story="再改")
    noted = desk.audit.lines(AuditQuery(acts=("clock",)))
    assert [dt.datetime.fromisoformat(line.before) for line in noted] == [last]
    told = desk.audit.clock_notice()
    assert told is not None
    assert told.say("en").startswith(f"The computer's clock says {clock.now:%Y-%m-%d %H:%M}")
    assert desk.audit.clock_notice() is None
    assert [line.after for line in desk.history("complaint", case.id)[:2]] == ["再改", "钟被拨回"]
    assert [(line.deadline.key, line.at) for line in desk.dues("complaint", case.id)] == due
    assert desk.wrong() == []


@pytest.mark.parametrize(("minutes", "noted"), [(-4, 0), (0, 0), (-6, 1)])
def test_a_few_minutes_are_no_matter(desk: Desk, case: Saved, clock: Clock, minutes: int, noted: int) -> None:
    clock.now += dt.timedelta(minutes=minutes)
    change(desk, case, story="改")
    assert desk.audit.count(AuditQuery(acts=("clock",))) == noted
    assert (desk.audit.clock_notice() is not None) is bool(noted)


def test_a_moment_told_by_a_person_says_nothing_of_the_clock(desk: Desk, case: Saved) -> None:
    with desk.at(MORNING + dt.timedelta(hours=1), "王芳"):
        change(desk, case, story="补录")
    assert desk.audit.count(AuditQuery(acts=("clock",))) == 0


KEYS = re.compile(r"[a-z]+_[a-z_]+|\b(monthly|appraisal|duty|company|complaint|quality|admin)\b")
"""What only a programmer calls something."""


def of_every_kind(desk: Desk, folder: Path) -> None:
    """Lines of the history that name a report, duties, papers, ledgers, settings, terms, rights and an account."""
    desk.accounts.add("李四", ["handler"])
    meeting, case = save_one(desk, "meeting"), save_one(desk, "complaint")
    desk.clockwork.pause("complaint", case.id, "customer", "等顾客寄回")
    desk.print_forms([("meeting", meeting.id)], folder / "纪要.pdf", "meeting_minutes")
    desk.print_ledger(Query("complaint"), folder / "台账.pdf")
    desk.audit.export(AuditQuery(), folder / "历史.xlsx")
    desk.reporting.export(desk.reporting.make("appraisal", "2026"), folder / "考核.xlsx")
    desk.reporting.conclude("analysis", "2026-Q3", "无异常")
    desk.duties.change("monthly_meeting", "本店自定", proof="text", day=20)
    desk.duties.done("monthly_meeting", "2026-10", "例会纪要")
    desk.duties.undo("monthly_meeting", "2026-10", "记错")
    own = desk.duties.add("盘点冷柜", every="month")
    desk.duties.done(own, "2026-10", "冷柜记录")
    desk.settings.put("company", "康民大药房")
    desk.settings.put("paper_lang", "zh_CN")
    desk.settings.put("keep_years", "6")
    desk.clockwork.set_term("complaint", "accept", Term(working_days=1), "本店从严")
    desk.rights.set("complaint", "void", ["quality"])
    desk.clockwork.set_hours("09:00-17:00")


SAID = (
    "Report made: Appraisal of handlers 2026",
    "Conclusion of a report written: Summary and analysis of quality information 2026-Q3",
    "Duty done: Monthly meeting 2026-10",
    "Duty taken back: Monthly meeting 2026-10",
    "Duty done: 盘点冷柜 2026-10",
    "Paused: waits for",
    "Setting changed: Company",
    "Setting changed: Years of keeping",
    "Setting changed: Periodic duties",
    "Setting changed: term “Complaints · Accept”",
    "Setting changed: Rights",
)


def test_the_history_says_everything_by_the_name_it_has_on_the_screen(desk: Desk, tmp_path: Path) -> None:
    of_every_kind(desk, tmp_path)
    titles, lines = desk.audit.titles(), desk.audit.lines(AuditQuery())
    told = [cells_of(titles, line, "en")[2:] for line in lines if line.act != "create"]
    said = {what: (before, after) for what, before, after, _why in told}
    assert set(SAID) <= set(said)
    printed = [after for what, _before, after, _why in told if what in ("Printed", "Exported")]
    ledger = "Record of quality inquiries, complaints and services (1)"
    assert printed == ["History (7)", ledger, "Minutes of a meeting"]
    assert said["Setting changed: Rights"] == ("", "Complaints · Void: Quality officer")
    assert said["Setting changed: term “Complaints · Accept”"] == ("24 hours", "1 working day")
    assert said["Paused: waits for"] == ("", "the customer")


def test_it_says_so_in_the_language_of_the_reader(desk: Desk, tmp_path: Path) -> None:
    of_every_kind(desk, tmp_path)
    titles, lines = desk.audit.titles(), desk.audit.lines(AuditQuery())
    told = [" ".join(cells_of(titles, line, "zh_CN")[2:]) for line in lines if line.act != "create"]
    assert [text for text in told if KEYS.search(text)] == []
