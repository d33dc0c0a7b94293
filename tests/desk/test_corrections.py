"""A closed record changes only by request, approval and change; who and why stay readable (更正)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.corrections import Request
from qfdesk.model.fields import Link, Ref
from qfdesk.model.show import plain
from qfdesk.model.values import Opened
from qfdesk.registers import all_entries, all_registers
from qfdesk.rules.clock import SHOP
from qfdesk.store import corrections
from tests.invented import MORNING, Clock, a_value, change, filled, for_the_way, save_one, walk_to_the_end

REGISTER = pytest.mark.parametrize("key", [r.key for r in all_registers() if any(s.moves for s in r.stages)])
"""Those with a way to an end; a mere list is never closed."""
WHY = "数量写错"


def closed(desk: Desk, key: str = "complaint", **values: Any) -> Opened:
    saved = save_one(desk, key, **values)
    walk_to_the_end(desk, saved)
    return desk.open(key, saved.id)


def house(desk: Desk) -> None:
    """王芳 leads; 李明 is a quality officer, 赵静 a clerk."""
    for name, roles in (("王芳", ("admin", "head")), ("李明", ("quality",)), ("赵静", ("clerk",))):
        who = next((p for p in desk.people() if p.text == name), None)
        if who is None:
            save_one(desk, "operator", name=name, login=name, roles=roles)
        else:
            change(desk, desk.open("operator", who.id or 0), roles=roles)


@contextmanager
def as_person(desk: Desk, name: str) -> Iterator[None]:
    with desk.at(desk.now(), name):
        yield


def ask(desk: Desk, opened: Opened, **changes: Any) -> Request:
    return desk.corrections.ask(opened.register, opened.id, changes, WHY)


@REGISTER
def test_a_closed_record_is_refused_by_every_way_but_a_correction(key: str, desk: Desk) -> None:
    opened = closed(desk, key)
    with pytest.raises(InvalidError, match="is closed and no longer changed"):
        change(desk, opened, archive_number="D-9")
    asked = ask(desk, opened, archive_number="D-9")
    assert desk.open(key, opened.id) == opened
    desk.corrections.approve(asked.id)
    assert desk.open(key, opened.id).values["archive_number"] == "D-9"


@REGISTER
def test_every_field_a_person_types_can_be_corrected_and_its_old_value_read(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    draft = desk.blank(key)
    draft.values.update(filled(entry))
    saved = desk.save(draft)
    desk.store.db.execute_sql(f"UPDATE {key} SET closed_at = '2026-11-01 02:00:00' WHERE id = {saved.id}")
    opened = desk.open(key, saved.id)
    wanted = {k: v for k, v in filled(entry, 3).items() if v is not None and v != opened.values[k]}
    asked = ask(desk, opened, **wanted)
    corrected = set(asked.after)
    assert corrected >= {k for k, f in entry.typed().items() if k in wanted and f.kind != "link"}
    for name, value in asked.after.items():
        assert str(value) == str(wanted[name]) or value == wanted[name], name
        assert asked.before[name] == opened.values[name] or str(asked.before[name]) == str(opened.values[name]), name
    done = desk.corrections.approve(asked.id, "已核对")
    after = desk.open(key, saved.id)
    for name in corrected:
        field = entry.fields()[name]
        mine = wanted[name].text if isinstance(field, Link) else plain(field, wanted[name])
        assert plain(field, after.values[name]) == mine, name
    assert corrected <= set(done.changed)
    lines = {line.field: line for line in desk.history(key, saved.id) if line.act == "correct"}
    assert set(lines) == set(done.changed)
    for line in lines.values():
        assert line.who == "王芳"
        assert line.before != line.after
        assert line.reason == f"#{asked.id} 王芳: {WHY} | 王芳: 已核对"


@REGISTER
def test_what_the_program_fills_is_never_corrected(key: str, desk: Desk) -> None:
    entry, opened = desk.entry(key), closed(desk, key)
    for name in entry.fields().keys() - entry.typed().keys():
        with pytest.raises(InvalidError) as refused:
            ask(desk, opened, **{name: a_value(entry.fields()[name])})
        assert refused.value.fields[name].say("en").endswith("is filled by the program; leave it out")
    with pytest.raises(InvalidError, match="There is no field"):
        ask(desk, opened, colour="red")
    assert desk.corrections.of(key, opened.id) == []


def test_what_is_asked_for_is_checked_as_a_save_would(desk: Desk) -> None:
    opened = closed(desk, reply_text="已换货")
    for wrong in (
        {"channel": "gibberish"},
        {"bought_on": dt.date(2030, 1, 1)},
        {"story": ""},
        {"kind": 7},
    ):
        with pytest.raises(InvalidError) as refused:
            ask(desk, opened, **wrong)
        assert set(refused.value.fields) == set(wrong)
    with pytest.raises(InvalidError, match="Nothing differs"):
        ask(desk, opened, reply_text="已换货")
    with pytest.raises(InvalidError, match="Say why"):
        desk.corrections.ask("complaint", opened.id, {"tags": "返工"}, " ")
    assert desk.corrections.pending() == []


def test_only_a_closed_record_is_corrected(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    with pytest.raises(InvalidError, match="is not closed; change it and save"):
        ask(desk, desk.open("complaint", saved.id), tags="返工")
    desk.void("complaint", saved.id, saved.revision, "重复登记")
    with pytest.raises(InvalidError, match="is void"):
        ask(desk, desk.open("complaint", saved.id), tags="返工")


def test_a_record_has_one_open_request_at_a_time(desk: Desk) -> None:
    opened = closed(desk)
    first = ask(desk, opened, tags="甲")
    with pytest.raises(InvalidError, match="is waiting already"):
        ask(desk, opened, tags="乙")
    desk.corrections.withdraw(first.id)
    assert ask(desk, opened, tags="乙").is_open


def test_another_person_approves_where_the_house_has_one(desk: Desk) -> None:
    opened = closed(desk)
    house(desk)
    with as_person(desk, "李明"):
        asked = ask(desk, opened, tags="甲")
        with pytest.raises(NotPermittedError, match="You asked for this correction"):
            desk.corrections.approve(asked.id)
    with as_person(desk, "赵静"), pytest.raises(NotPermittedError):
        desk.corrections.approve(asked.id)
    assert desk.open("complaint", opened.id) == opened
    desk.corrections.approve(asked.id)
    done = desk.corrections.of("complaint", opened.id)[0]
    assert (done.state, done.asked_by, done.decided_by) == ("approved", "李明", "王芳")
    assert not [line for line in desk.history("complaint", opened.id) if line.act == "alone"]


def test_whoever_is_alone_approves_and_the_history_says_so(desk: Desk) -> None:
    opened = closed(desk)
    asked = ask(desk, opened, tags="甲")
    desk.corrections.approve(asked.id)
    acts = [line.act for line in desk.history("complaint", opened.id)[:3]]
    assert acts == ["alone", "correct", "correct_ask"]


def test_a_clerk_asks_and_an_auditor_does_not(desk: Desk) -> None:
    opened = closed(desk)
    house(desk)
    save_one(desk, "operator", name="钱审", login="钱审", roles=("auditor",))
    with as_person(desk, "赵静"):
        assert ask(desk, opened, tags="甲").asked_by == "赵静"
    with as_person(desk, "钱审"):
        assert [one.number for one in desk.corrections.pending()] == [opened.title]
        for act in (
            lambda: ask(desk, opened, tags="乙"),
            lambda: desk.corrections.approve(1),
            lambda: desk.corrections.refuse(1, "不"),
            lambda: desk.corrections.withdraw(1),
        ):
            with pytest.raises(NotPermittedError):
                act()


def test_a_record_that_was_reopened_or_corrected_meanwhile_is_not_corrected(desk: Desk) -> None:
    opened = closed(desk)
    asked = ask(desk, opened, tags="甲")
    back = desk.move("complaint", opened.id, opened.revision, "reopen", {}, "客户又来电")
    with pytest.raises(InvalidError, match="is not closed"):
        desk.corrections.approve(asked.id)
    walk_to_the_end(desk, back)
    with pytest.raises(InvalidError, match="was changed since the correction was asked for"):
        desk.corrections.approve(asked.id)
    assert desk.open("complaint", opened.id).values["tags"] == ""
    desk.corrections.refuse(asked.id, "已重新处理")
    assert desk.corrections.pending() == []


def test_a_refusal_wants_a_reason_and_is_told(desk: Desk) -> None:
    opened = closed(desk)
    asked = ask(desk, opened, tags="甲")
    with pytest.raises(InvalidError, match="Say why"):
        desk.corrections.refuse(asked.id, "")
    done = desk.corrections.refuse(asked.id, "原件无误")
    assert (done.state, done.note) == ("refused", "原件无误")
    line = desk.history("complaint", opened.id)[0]
    assert (line.act, line.reason, line.after) == ("correct_refuse", "原件无误", f"#{asked.id}")
    for again in (lambda: desk.corrections.approve(asked.id), lambda: desk.corrections.refuse(asked.id, "再")):
        with pytest.raises(InvalidError, match="is decided already"):
            again()
    with pytest.raises(InvalidError, match="There is no request 99"):
        desk.corrections.approve(99)


def test_only_who_asked_withdraws(desk: Desk) -> None:
    opened = closed(desk)
    house(desk)
    with as_person(desk, "赵静"):
        asked = ask(desk, opened, tags="甲")
    with as_person(desk, "李明"), pytest.raises(NotPermittedError, match="asked for by 赵静"):
        desk.corrections.withdraw(asked.id)
    with as_person(desk, "赵静"):
        assert desk.corrections.withdraw(asked.id).state == "withdrawn"


def test_a_name_that_two_go_by_is_asked_back_at_once_and_the_chosen_one_is_taken(desk: Desk) -> None:
    one, two = (save_one(desk, "party", name="仁济药房", remark=str(n)) for n in range(2))
    opened = closed(desk, customer=Ref(one.id, "仁济药房"))
    with pytest.raises(InvalidError, match="2 entries"):
        ask(desk, opened, customer=Ref(None, "仁济药房"))
    asked = ask(desk, opened, customer=Ref(two.id, "仁济药房"))
    desk.corrections.approve(asked.id)
    assert desk.open("complaint", opened.id).values["customer"] == Ref(two.id, "仁济药房")


def test_a_customer_not_known_yet_is_made_when_the_correction_is_approved(desk: Desk) -> None:
    opened = closed(desk)
    asked = ask(desk, opened, customer=Ref(None, "同德堂"))
    assert desk.suggest("party", "同德堂") == []
    desk.corrections.approve(asked.id)
    assert desk.open("complaint", opened.id).values["customer"].text == "同德堂"


def test_what_is_corrected_is_found_under_its_new_words(desk: Desk) -> None:
    opened = closed(desk, story="瓶盖松动")
    desk.corrections.approve(ask(desk, opened, story="瓶口开裂").id)
    assert [hit.number for hit in desk.find("开裂")] == [opened.title]
    assert desk.find("松动") == []


def test_values_that_follow_from_the_corrected_ones_follow(desk: Desk) -> None:
    opened = closed(desk, "goods_return", quantity_claimed=a_value(desk.entry("goods_return").fields()["unit_price"]))
    before = opened.values["amount"]
    desk.corrections.approve(ask(desk, opened, unit_price=100).id)
    assert desk.open("goods_return", opened.id).values["amount"] != before


def test_a_paper_of_a_corrected_record_says_so_at_its_foot(desk: Desk) -> None:
    opened = closed(desk)
    desk.corrections.approve(ask(desk, opened, tags="甲").id)
    form = desk.documents._filled("complaint", opened.id, desk.paper("complaint", desk.suited("complaint", opened.id)))
    assert "Corrected on 2026-11-20 by request of 王芳" in [note.say("en") for note in form.notes]


def test_the_values_of_requests_are_masked_when_a_person_is_forgotten(desk: Desk) -> None:
    opened = closed(desk, contact_name="张伟", contact_phone="13912345678")
    other = closed(desk, contact_name="张伟")
    asked = ask(desk, opened, contact_phone="13987654321", tags="返工")
    ask(desk, other, contact_name="张玮")
    with desk.together():
        assert corrections.mask("complaint", opened.id, lambda field, text: "***" if "phone" in field else text) == 1
    masked = desk.corrections.of("complaint", opened.id)[0]
    assert (masked.before["contact_phone"], masked.after["contact_phone"]) == ("***", "***")
    assert (masked.after["tags"], masked.reason) == ("返工", WHY)
    assert desk.corrections.of("complaint", other.id)[0].after == {"contact_name": "张玮"}
    assert asked.after["contact_phone"] == "13987654321"
    kept = desk.store.db.execute_sql("SELECT before, after FROM correction").fetchall()
    assert "139" not in str(kept)


# what is typed and what is not


@pytest.mark.parametrize("key", list(all_entries()))
def test_no_draft_sets_what_the_program_fills(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    system = entry.fields().keys() - entry.typed().keys()
    forged = {name: _forged(entry.fields()[name]) for name in system}
    draft = desk.blank(key)
    draft.values.update({**filled(entry), **forged})
    saved = desk.save(draft)
    _nothing_forged(desk, desk.open(key, saved.id), forged)
    again = desk.edit(desk.open(key, saved.id))
    again.values.update({**forged, next(iter(entry.named if entry.named[0] in entry.typed() else ("tags",))): "另"})
    _nothing_forged(desk, desk.open(key, desk.save(again).id), forged)


def _forged(field: Any) -> Any:
    known = {"moment": dt.datetime(2001, 2, 3, 4, 5, tzinfo=SHOP), "link": Ref(None, "冒名者"), "number": 77}
    return known.get(field.kind, a_value(field, 9))


def _nothing_forged(desk: Desk, opened: Opened, forged: dict[str, Any]) -> None:
    follows = desk.records.derived(desk.entry(opened.register), opened.values)
    for name, value in forged.items():
        if name in follows:
            assert opened.values[name] == follows[name], name
            continue
        now = opened.values[name]
        assert now != value, name
        assert str(now) != "冒名者", name


@REGISTER
def test_no_move_takes_what_the_program_fills_from_outside(key: str, desk: Desk) -> None:
    entry = desk.entry(key)
    system = entry.fields().keys() - entry.typed().keys()
    forged = {name: _forged(entry.fields()[name]) for name in system}
    saved = save_one(desk, key)
    while not desk.open(key, saved.id).values["closed_at"]:
        opened = desk.open(key, saved.id)
        state = next(s for s in desk.moves(key, opened.values) if not s.move.back)
        before = dict(opened.values)
        wanted = {**for_the_way(entry, state.missing), **forged}
        desk.move(key, saved.id, opened.revision, state.move.key, wanted, WHY)
        after = desk.open(key, saved.id)
        _nothing_forged(desk, after, forged)
        follows = desk.records.derived(entry, after.values).keys()
        for name in system - follows - set(state.move.stamps) - {"stage", "revision", "changed_at"}:
            assert after.values[name] == before[name], name


# what no longer changes


def refunded(desk: Desk) -> Opened:
    saved = save_one(desk, "goods_return", refund_amount=None)
    for key, values in (
        ("receive", {"quantity_received": 3}),
        ("confirm", {"confirmation": "属实", "department": Ref(None, "质管部"), "handler": Ref(None, "李明")}),
        ("decide", {"disposal": "destroy", "responsible": "maker", "result": "退款"}),
        ("refund", {"refund_amount": 20}),
    ):
        opened = desk.open("goods_return", saved.id)
        desk.move("goods_return", saved.id, opened.revision, key, values, WHY)
    return desk.open("goods_return", saved.id)


def test_a_paid_refund_no_longer_changes_by_save_or_move(desk: Desk) -> None:
    opened = refunded(desk)
    with pytest.raises(InvalidError) as refused:
        change(desk, opened, refund_amount=30)
    assert refused.value.fields["refund_amount"].say("en") == (
        "“Refund” no longer changes since “Refunded at” is filled; close the record, then ask for a correction"
    )
    with pytest.raises(InvalidError, match="“Refund” no longer changes"):
        desk.move("goods_return", opened.id, opened.revision, "settle", {"refund_amount": 30})
    assert desk.open("goods_return", opened.id).values["refund_amount"] == 20
    change(desk, opened, stock_in_number="RK-1")


def test_a_paid_refund_is_corrected_after_closing(desk: Desk) -> None:
    opened = refunded(desk)
    walk_to_the_end(desk, change(desk, opened, stock_in_number="RK-1"))
    done = desk.open("goods_return", opened.id)
    desk.corrections.approve(ask(desk, done, refund_amount=30).id)
    assert desk.open("goods_return", opened.id).values["refund_amount"] == 30


# a time that was typed


def replying(desk: Desk) -> Opened:
    saved = save_one(desk, "complaint", received_at=MORNING - dt.timedelta(days=3))
    while (opened := desk.open("complaint", saved.id)).stage != "replying":
        state = next(s for s in desk.moves("complaint", opened.values) if not s.move.back)
        values = for_the_way(desk.entry("complaint"), state.missing)
        desk.move("complaint", saved.id, opened.revision, state.move.key, values, WHY)
    return opened


YESTERDAY = MORNING - dt.timedelta(days=1)


def test_the_time_of_a_reply_that_was_typed_stands(desk: Desk) -> None:
    opened = replying(desk)
    saved = change(desk, opened, replied_at=YESTERDAY, reply_text="已换货")
    desk.move("complaint", opened.id, saved.revision, "reply", {})
    assert desk.open("complaint", opened.id).values["replied_at"] == YESTERDAY


def test_the_time_of_a_reply_typed_with_the_move_stands(desk: Desk) -> None:
    opened = replying(desk)
    desk.move("complaint", opened.id, opened.revision, "reply", {"replied_at": YESTERDAY, "reply_text": "已换货"})
    assert desk.open("complaint", opened.id).values["replied_at"] == YESTERDAY


def test_a_second_reply_gets_a_time_of_its_own(desk: Desk, clock: Clock) -> None:
    opened = replying(desk)
    first = desk.move("complaint", opened.id, opened.revision, "reply", {"reply_text": "已换货"})
    clock.now = MORNING + dt.timedelta(hours=3)
    desk.move("complaint", opened.id, first.revision, "reply", {})
    assert desk.open("complaint", opened.id).values["replied_at"] == clock.now
