"""Saving is one transaction: row, number, history and search, or nothing."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qfdesk.app import open_desk
from qfdesk.desk import Desk
from qfdesk.errors import ConflictError, InvalidError, SurroundingsError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, Query
from qfdesk.rules.clock import SHOP
from qfdesk.store import search
from tests.invented import MORNING, Clock, change, filled, save_one


def numbers(desk: Desk, register: str = "complaint") -> list[str]:
    rows = desk.page(Query(register, order=("id", False)), 0, 999, ("number",))
    return [row.values["number"] for row in rows]


def test_numbers_run_by_register_and_year(desk: Desk, clock: Clock) -> None:
    save_one(desk, "complaint")
    save_one(desk, "goods_return")
    save_one(desk, "complaint", received_at=dt.datetime(2025, 12, 31, 23, 30, tzinfo=SHOP))
    save_one(desk, "complaint")
    clock.now = dt.datetime(2027, 1, 1, 0, 30, tzinfo=SHOP)
    save_one(desk, "complaint")
    assert numbers(desk) == ["TS-2026-0001", "TS-2025-0001", "TS-2026-0002", "TS-2027-0001"]
    assert numbers(desk, "goods_return") == ["TH-2026-0001"]


def test_the_year_of_a_number_is_the_shops_not_greenwichs(desk: Desk) -> None:
    at = dt.datetime(2025, 12, 31, 16, 30, tzinfo=dt.UTC)
    assert save_one(desk, "complaint", received_at=at).title == "TS-2026-0001"


def test_the_number_of_a_void_record_is_not_given_again(desk: Desk) -> None:
    first = save_one(desk, "complaint")
    desk.void("complaint", first.id, first.revision, "重复")
    assert save_one(desk, "complaint").title == "TS-2026-0002"


def test_a_refused_save_uses_up_no_number(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise InvalidError("no")

    with monkeypatch.context() as broken:
        broken.setattr(search, "write", fail)
        with pytest.raises(InvalidError):
            save_one(desk, "complaint", customer=Ref(None, "新顾客"))
    assert numbers(desk) == []
    assert desk.suggest("party", "新顾客") == []
    assert save_one(desk, "complaint").title == "TS-2026-0001"
    assert desk.wrong() == []


def test_eight_people_saving_at_once_get_numbers_of_their_own(desk: Desk) -> None:
    got: list[str] = []
    failed: list[BaseException] = []

    def work(who: int) -> None:
        try:
            for n in range(25):
                got.append(save_one(desk, "complaint", story=f"{who}-{n}", customer=Ref(None, f"顾客{n}")).title)
        except BaseException as error:
            failed.append(error)
        finally:
            desk.let_go()

    people = [threading.Thread(target=work, args=(who,)) for who in range(8)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert failed == []
    assert sorted(got) == [f"TS-2026-{n:04d}" for n in range(1, 201)]
    assert desk.count(Query("party")) == 25
    assert desk.wrong() == []


def test_a_draft_saved_twice_is_one_record(desk: Desk) -> None:
    draft = desk.blank("complaint")
    draft.values["story"] = "一次"
    first, again = desk.save(draft), desk.save(draft)
    assert (first.id, first.title, first.created) == (again.id, again.title, True)
    assert not again.created
    assert numbers(desk) == ["TS-2026-0001"]


def test_what_was_typed_after_a_lost_answer_is_saved_too(desk: Desk) -> None:
    draft = desk.blank("complaint")
    draft.values["story"] = "一次"
    first = desk.save(draft)
    draft.values["story"] = "一次，又想起一件"
    assert desk.save(draft).id == first.id
    assert desk.open("complaint", first.id).values["story"] == "一次，又想起一件"
    change(desk, first, story="别人改了")
    with pytest.raises(ConflictError):
        desk.save(draft)


def test_a_newer_change_is_never_overwritten_and_both_versions_are_told(desk: Desk) -> None:
    saved = save_one(desk, "complaint", story="原文", wish="退款")
    mine = desk.edit(desk.open("complaint", saved.id))
    change(desk, saved, story="他们的", outlet="二店")
    mine.values["story"], mine.values["wish"] = "我的", "换货"
    with pytest.raises(ConflictError) as refused:
        desk.save(mine)
    assert refused.value.theirs == {"story": "他们的", "outlet": "二店"}
    assert refused.value.mine == {"story": "我的", "wish": "换货"}
    assert refused.value.status == 3
    assert "TS-2026-0001 was changed by somebody else" in refused.value.say("en")
    assert desk.open("complaint", saved.id).values["story"] == "他们的"
    for stale in (
        lambda: desk.move("complaint", saved.id, saved.revision, "accept", {"channel": "phone"}),
        lambda: desk.void("complaint", saved.id, saved.revision, "废"),
    ):
        with pytest.raises(ConflictError):
            stale()


def test_of_two_who_save_at_once_one_is_told(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    drafts = [desk.edit(desk.open("complaint", saved.id)) for _ in range(2)]
    outcome: list[str] = []

    def work(n: int) -> None:
        drafts[n].values["story"] = f"第 {n} 个"
        try:
            desk.save(drafts[n])
            outcome.append("saved")
        except ConflictError:
            outcome.append("told")
        finally:
            desk.let_go()

    both = [threading.Thread(target=work, args=(n,)) for n in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcome) == ["saved", "told"]


def test_many_are_saved_all_or_none(desk: Desk) -> None:
    drafts = [desk.blank("complaint") for _ in range(3)]
    for n, draft in enumerate(drafts):
        draft.values["story"] = f"第 {n} 件" if n != 1 else ""
    with pytest.raises(InvalidError, match="Object 2 of 3: “What is complained of” is empty; fill it in; nothing was"):
        desk.save_all(drafts)
    assert numbers(desk) == []
    drafts[1].values["story"] = "补上"
    assert [saved.title for saved in desk.save_all(drafts)] == [f"TS-2026-000{n}" for n in (1, 2, 3)]


def test_a_link_typed_as_text_finds_its_master_or_makes_it(desk: Desk) -> None:
    product = save_one(desk, "product", name="头孢克肟分散片", specification="50mg", barcode="6901234567892")
    for text in ("头孢克肟分散片", "头孢克肟分散片 50mg", "6901234567892", " 头孢克肟分散片 "):
        saved = save_one(desk, "complaint", product=Ref(None, text), batch=Ref(None, "K1"))
        assert desk.open("complaint", saved.id).values["product"] == Ref(product.id, "头孢克肟分散片 50mg"), text
    assert desk.count(Query("product")) == 1
    assert [row.values["product"].id for row in desk.page(Query("batch"), 0, 9, ("product",))] == [product.id]
    made = desk.open("complaint", save_one(desk, "complaint", product=Ref(None, "维生素C片 0.1g")).id).values["product"]
    assert desk.open("product", made.id).values["specification"] == "0.1g"


def test_batches_of_one_number_are_told_apart_by_their_product(desk: Desk) -> None:
    for name in ("六味地黄丸", "阿莫西林胶囊"):
        save_one(desk, "complaint", product=Ref(None, name), batch=Ref(None, "260101"))
    assert desk.count(Query("batch")) == 2


def test_a_name_that_two_go_by_is_not_guessed(desk: Desk) -> None:
    for specification in ("0.25g", "0.5g"):
        save_one(desk, "product", name="阿莫西林胶囊", specification=specification)
    with pytest.raises(InvalidError, match="2 entries of “Products” are called “阿莫西林胶囊”"):
        save_one(desk, "complaint", product=Ref(None, "阿莫西林胶囊"))
    saved = save_one(desk, "complaint", product=Ref(None, "阿莫西林胶囊 0.5g"))
    assert desk.open("complaint", saved.id).values["product"].text == "阿莫西林胶囊 0.5g"
    bare = save_one(desk, "product", name="阿莫西林胶囊")
    again = save_one(desk, "complaint", product=Ref(None, "阿莫西林胶囊"))
    assert desk.open("complaint", again.id).values["product"].id == bare.id


def test_a_batch_stands_once_but_may_be_voided_and_entered_again(desk: Desk) -> None:
    product = save_one(desk, "product", name="六味地黄丸")
    link = Ref(product.id, "六味地黄丸")
    first = save_one(desk, "batch", batch_number="A1", product=link)
    with pytest.raises(InvalidError, match="There is an entry of this name already") as refused:
        save_one(desk, "batch", batch_number="A1", product=link)
    assert set(refused.value.fields) == {"batch_number"}
    desk.void("batch", first.id, first.revision, "录错")
    second = desk.open("complaint", save_one(desk, "complaint", product=link, batch=Ref(None, "A1")).id)
    assert second.values["batch"].id not in (None, first.id)
    change(desk, desk.open("batch", second.values["batch"].id), place="B-2")


def test_the_second_desk_at_the_same_ledger_sees_what_the_first_saved(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    saved = save_one(desk, "complaint", story="留言")
    desk.close()
    again = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "李明", clock)
    assert again.open("complaint", saved.id).values["story"] == "留言"
    assert again.actor == "李明"
    again.close()


def test_long_rare_and_hidden_characters(desk: Desk) -> None:
    story = "长" * 100_000 + "䶮㛃𠮷镕"
    saved = save_one(desk, "complaint", story=story, contact_name="欧阳\x00䶮\u202e\r\n二")
    values = desk.open("complaint", saved.id).values
    assert values["story"] == story
    assert values["contact_name"] == "欧阳䶮 二"
    assert [hit.id for hit in desk.find("㛃𠮷")] == [saved.id]
    with pytest.raises(InvalidError, match="holds 200 characters at most, this has 201"):
        save_one(desk, "complaint", contact_name="长" * 201)


def test_a_surrogate_half_reaches_neither_ledger_nor_search(desk: Desk) -> None:
    saved = save_one(desk, "complaint", story="半个\ud83d字")
    assert desk.open("complaint", saved.id).values["story"] == "半个字"
    assert [hit.id for hit in desk.find("半个\ud83d字")] == [saved.id]
    assert desk.find("\x00") == []
    assert desk.count(Query("complaint", text="\ud83d\x00")) == 1
    with pytest.raises(InvalidError, match="There is no record with the number"):
        desk.locate("\ud83d")


def test_the_clock_going_back_loses_no_line(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "complaint")
    clock.now = MORNING - dt.timedelta(days=400)
    change(desk, saved, wish="退款", received_at=clock.now)
    assert [line.field for line in desk.history("complaint", saved.id)][-1:] == [""]
    assert desk.wrong() == []


def test_sentences_of_the_database_are_told_as_sentences(desk: Desk) -> None:
    draft = desk.blank("complaint")
    draft.values.update(filled(desk.entry("complaint")), customer=Ref(99, "Niemand"))
    with pytest.raises(SurroundingsError, match="The database refused this") as refused:
        desk.save(replace(draft))
    assert "\n" not in refused.value.say("en")
    assert numbers(desk) == []


def test_nothing_new_names_a_master_that_was_voided_or_merged_meanwhile(desk: Desk) -> None:
    keep, lost = (save_one(desk, "party", name=name) for name in ("甲店", "乙店"))
    old = save_one(desk, "visit", customer=Ref(lost.id, "乙店"))
    typed = {"customer": Ref(lost.id, "乙店"), "story": "漏液"}
    open_draft = Draft("complaint", {**desk.blank("complaint").values, **typed})
    desk.merging.merge("party", keep.id, lost.id, "同一家")
    with pytest.raises(InvalidError, match="void.*choose another"):
        desk.save(open_draft)
    assert desk.open("visit", old.id).values["customer"].id == keep.id
    desk.void("party", keep.id, desk.open("party", keep.id).revision, "停业")
    opened = desk.open("visit", old.id)
    change(desk, opened, place="门口")  # what named it before goes on doing so
    assert desk.open("visit", old.id).values["customer"].id == keep.id
