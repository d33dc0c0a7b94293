"""A person who asks to be forgotten is masked for good, and the record stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query, Saved
from tests.invented import change, save_one, walk_to_the_end

NAME, SHORT, PHONE, OLD_PHONE, PLACE = "赵六六", "钱七", "13812345678", "18899990000", "杭州市西湖区文三路九十九号"
STAFF = "韩九九"
SECRETS = (NAME, SHORT, PHONE, OLD_PHONE, PLACE)


@pytest.fixture
def case(desk: Desk, tmp_path: Path) -> Saved:
    """A closed complaint full of a person, among others that are nobody's."""
    save_one(desk, "complaint", story="无关的一件")
    saved = save_one(
        desk, "complaint", story=f"{NAME}来电 {OLD_PHONE}，由{SHORT}陪同", contact_name=SHORT, contact_phone=OLD_PHONE,
        contact_address=PLACE, customer=Ref(None, NAME), age=34, responsible_person=STAFF, tags=f"老客户 {NAME}",
    )  # fmt: skip
    change(desk, saved, f"{NAME}换了电话", contact_name=NAME, contact_phone=PHONE)
    letter = tmp_path / f"{NAME}的信.txt"
    letter.write_text(f"{NAME} {PHONE}", encoding="utf-8")
    desk.attach("complaint", saved.id, letter)
    walk_to_the_end(desk, saved)
    return saved


def told_in(path: Path) -> list[str]:
    """The secrets that stand in the bytes of a file."""
    held = path.read_bytes()
    return [word for word in SECRETS if word.encode() in held]


def test_nothing_of_the_person_is_left_in_the_ledgers_file(desk: Desk, case: Saved, tmp_path: Path) -> None:
    assert set(told_in(tmp_path / "ledger.db")) == set(SECRETS)
    done = desk.forgetting.forget("complaint", case.id, "本人来信要求")
    assert done.titles == ("赵**", case.title)
    assert any("Backups and exports made before" in note.say("en") for note in done.notes)
    assert told_in(tmp_path / "ledger.db") == []
    assert desk.store.db.execute_sql("SELECT count(*) FROM history_text WHERE text LIKE '%六六%'").fetchone()[0] == 0
    assert [desk.find(word) for word in SECRETS] == [[]] * len(SECRETS)
    assert desk.find("老客户") != []


def test_the_record_stays_and_its_history_tells_of_the_masking(desk: Desk, case: Saved, tmp_path: Path) -> None:
    before = desk.open("complaint", case.id).values
    desk.forgetting.forget("complaint", case.id, "本人来信要求")
    after = desk.open("complaint", case.id).values
    assert after["contact_name"] == "赵**"
    assert after["contact_phone"] == "138****5678"
    assert after["story"] == "赵**来电 188****0000，由钱*陪同"
    assert (after["number"], after["stage"], after["findings"]) == (case.title, before["stage"], before["findings"])
    assert (after["age"], after["responsible_person"]) == (None, STAFF)
    assert desk.wrong() == []
    lines = desk.history("complaint", case.id)
    assert {(line.act, line.reason) for line in lines[:3]} == {("forget", "本人来信要求")}
    assert any(line.forgotten and line.before == "188****0000" for line in lines)
    assert desk.print_forms([("complaint", case.id)], tmp_path / "form.pdf").is_file()
    assert desk.export([Query("complaint")], tmp_path / "ledger.xlsx").is_file()
    assert desk.count(Query("complaint")) == 2
    with pytest.raises(InvalidError, match="Nothing personal is left"):
        desk.forgetting.forget("complaint", case.id, "再来一次")


def test_files_are_erased_only_when_asked_and_their_row_stays(desk: Desk, case: Saved) -> None:
    done = desk.forgetting.forget("complaint", case.id, "本人来信要求", files=True)
    assert not any("attached files" in note.say("en") for note in done.notes)
    (file,) = desk.attachments("complaint", case.id)
    assert (file.name, file.state) == ("赵**的信.txt", "erased")
    assert [path for path in desk.files.attached.folder.rglob("*") if path.is_file()] == []
    assert desk.wrong() == []


def test_a_person_whom_other_records_name_stays_among_the_customers(desk: Desk, case: Saved) -> None:
    other = save_one(desk, "complaint", customer=desk.open("complaint", case.id).values["customer"])
    done = desk.forgetting.forget("complaint", case.id, "本人来信要求")
    assert done.titles == (case.title,)
    assert any("stays among the customers" in note.say("en") for note in done.notes)
    assert desk.open("complaint", case.id).values["customer"] is None
    assert desk.open("complaint", other.id).values["customer"].text == NAME


def test_a_person_is_masked_in_every_record(desk: Desk, case: Saved, tmp_path: Path) -> None:
    customer = desk.open("complaint", case.id).values["customer"]
    other = save_one(desk, "complaint", customer=customer, story=f"{NAME}又来电")
    with pytest.raises(InvalidError, match=f"not closed: {other.title}; close or void them first"):
        desk.forgetting.forget("party", customer.id, "本人来信要求")
    desk.void("complaint", other.id, desk.open("complaint", other.id).revision, "录重")
    done = desk.forgetting.forget("party", customer.id, "本人来信要求")
    assert done.titles == ("赵**", case.title, other.title)
    assert desk.open("complaint", other.id).values["customer"].text == "赵**"
    assert told_in(tmp_path / "ledger.db") == []
    assert desk.wrong() == []


def test_what_is_open_or_no_person_is_refused_with_a_sentence(desk: Desk, case: Saved) -> None:
    forget = desk.forgetting.forget
    running = save_one(desk, "complaint", contact_name=NAME)
    with pytest.raises(InvalidError, match="is not closed yet; close or void it first"):
        forget("complaint", running.id, "本人要求")
    unit = save_one(desk, "party", name="城东药店", kind="retail")
    with pytest.raises(InvalidError, match="is a unit, not a person"):
        forget("party", unit.id, "本人要求")
    with pytest.raises(InvalidError, match="holds no personal data"):
        forget("department", 1, "本人要求")
    with pytest.raises(InvalidError, match="Say why"):
        forget("complaint", case.id, " ")


def test_only_who_may_masks(desk: Desk, case: Saved) -> None:
    save_one(desk, "operator", name="李婷", login="李婷", roles=("clerk",))
    with desk.at(desk.now(), "李婷"), pytest.raises(NotPermittedError):
        desk.forgetting.forget("complaint", case.id, "本人要求")
    assert desk.open("complaint", case.id).values["contact_name"] == NAME


def test_a_draft_of_the_record_goes_too(desk: Desk, case: Saved) -> None:
    draft = desk.edit(desk.open("complaint", case.id))
    draft.values["remark"] = NAME
    desk.keep_draft(draft)
    desk.forgetting.forget("complaint", case.id, "本人来信要求")
    assert desk.kept_drafts() == []


def test_a_masked_text_is_not_changed_afterwards(desk: Desk, case: Saved) -> None:
    desk.forgetting.forget("complaint", case.id, "本人来信要求")
    with pytest.raises(Exception, match="only ever added to"):
        desk.store.db.execute_sql("UPDATE history_text SET text = '别的' WHERE forgotten_at IS NOT NULL")
    desk.store.db.execute_sql("DROP TRIGGER history_text_only_masked")
    desk.store.db.execute_sql("UPDATE history_text SET text = '别的' WHERE forgotten_at IS NOT NULL")
    assert "was masked outside the program" in desk.wrong()[0].say("en")
