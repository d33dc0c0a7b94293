"""The way of a record at the desk: who and when come from the program, rules are held, nothing is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import say
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query, Saved
from qfdesk.rules.clock import SHOP
from tests.invented import MORNING, Clock, a_value, change, save_one, walk_to_the_end


def move(desk: Desk, saved: Saved, key: str, reason: str = "", **values: Any) -> Saved:
    opened = desk.open(saved.register, saved.id)
    return desk.move(saved.register, saved.id, opened.revision, key, values, reason)


def value(desk: Desk, saved: Saved, key: str) -> Any:
    return desk.open(saved.register, saved.id).values[key]


def test_who_and_when_are_filled_by_the_program(desk: Desk, clock: Clock) -> None:
    saved = save_one(desk, "complaint")
    assert value(desk, saved, "recorded_by").text == "王芳"
    clock.now = dt.datetime(2026, 11, 20, 3, 15, 59, tzinfo=dt.UTC)
    with desk.at(clock.now, "李明"):
        move(desk, saved, "accept", channel="phone")
    assert value(desk, saved, "accepted_at") == dt.datetime(2026, 11, 20, 11, 15, 59, tzinfo=SHOP)
    assert value(desk, saved, "accepted_by").text == "李明"
    assert desk.actor == "王芳"
    with pytest.raises(InvalidError):
        desk.save_all([_with(desk, recorded_by=Ref(None, "别人"), story="")])


def _with(desk: Desk, **values: Any) -> Any:
    draft = desk.blank("complaint")
    draft.values.update(values)
    return draft


def test_a_move_names_all_that_is_missing(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    with pytest.raises(InvalidError) as refused:
        move(desk, saved, "accept")
    assert refused.value.say("en") == "“Accept” still needs: Channel"
    assert list(refused.value.fields) == ["channel"]
    move(desk, saved, "accept", channel="phone")
    with pytest.raises(InvalidError, match="still needs: Severity, Extent, Handler, Customer told at"):
        move(desk, saved, "investigate")


def test_a_move_of_another_stage_is_refused_and_the_possible_ones_named(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    with pytest.raises(InvalidError, match="possible: accept, answer, decline"):
        move(desk, saved, "close")
    with pytest.raises(InvalidError, match="wants a reason"):
        move(desk, saved, "decline")
    move(desk, saved, "decline", "与药品无关")
    assert desk.history("complaint", saved.id)[0].reason == "与药品无关"


def test_what_a_move_is_given_is_checked_like_any_entry(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    for wrong in ({"channel": "gibberish"}, {"channel": "phone", "bought_on": dt.date(2030, 1, 1)}):
        with pytest.raises(InvalidError):
            move(desk, saved, "accept", **wrong)
    assert desk.open("complaint", saved.id).stage == "received"


def test_only_a_simple_query_is_answered_at_once(desk: Desk) -> None:
    saved = save_one(desk, "complaint", result="已答复")
    with pytest.raises(InvalidError, match="only a simple query may be answered at once"):
        move(desk, saved, "answer")
    move(desk, saved, "answer", simple_query=True)
    assert value(desk, saved, "closed_at") == MORNING


def test_the_same_batch_is_looked_at_before_an_opinion(desk: Desk) -> None:
    saved = save_one(desk, "complaint", batch=Ref(None, "K1"), channel="phone")
    move(desk, saved, "accept")
    move(desk, saved, "investigate", severity="minor", extent="single", handler=Ref(None, "李明"), informed_at=MORNING)
    given = {"truth": "real", "findings": "属实", "cause": "运输", "responsible": "carrier", "proposal": "换货"}
    options = desk.entry("complaint").fields()
    given |= {key: next(iter(options[key].options)) for key in ("truth", "responsible")}
    with pytest.raises(InvalidError, match=r"say what the check of the same batch showed \(D16\.6\)"):
        move(desk, saved, "propose", **given)
    move(desk, saved, "propose", **given, same_batch="同批未见异常")


def test_an_unsatisfied_customer_is_escalated_before_closing(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    values = {**desk.open("complaint", saved.id).values, "stage": "replying", "reply_text": "x", "replied_at": MORNING}
    close = {s.move.key: s for s in desk.moves("complaint", {**values, "satisfied": "dissatisfied"})}["close"]
    assert close.hindrance is not None
    assert "escalate it before closing (D8.10)" in close.hindrance.say("en")
    ready = desk.moves("complaint", {**values, "satisfied": "dissatisfied", "escalated_to": "manager"})
    assert {s.move.key: s for s in ready}["close"].ready


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "quality", "product": None}, "product"),
        ({"kind": "quality", "batch": None}, "batch"),
        ({"kind": "adr", "symptoms": ""}, "symptoms"),
        ({"customer": None, "contact_name": "", "confidential": False}, "contact_name"),
        ({"contact_name": "张三", "contact_phone": "", "contact_address": ""}, "contact_phone"),
    ],
)
def test_what_a_later_reader_will_miss_is_said(desk: Desk, values: Any, field: str) -> None:
    blank = {**desk.blank("complaint").values, "story": "故事"}
    found = desk.findings("complaint", {**blank, **values})
    assert found.errors == {}
    assert field in found.warnings


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"age": 131}, "age"),
        ({"bought_on": dt.date(2026, 11, 20), "received_at": MORNING - dt.timedelta(days=2)}, "bought_on"),
        ({"replied_at": MORNING - dt.timedelta(days=2), "received_at": MORNING - dt.timedelta(days=1)}, "replied_at"),
    ],
)
def test_what_contradicts_itself_is_refused(desk: Desk, values: Any, field: str) -> None:
    blank = {**desk.blank("complaint").values, "story": "故事"}
    assert field in desk.findings("complaint", {**blank, **values}).errors


def test_a_large_lot_and_a_suspicion_are_told_before_an_issue_is_closed(desk: Desk) -> None:
    saved = save_one(desk, "batch_issue", extent="lot")
    values = {**desk.open("batch_issue", saved.id).values, "stage": "deciding"}
    values |= {"measures": ("recall",), "result": "召回", "answered_at": MORNING}

    def against(**more: Any) -> str:
        state = next(s for s in desk.moves("batch_issue", {**values, **more}) if s.move.key == "close")
        return state.hindrance.say("en") if state.hindrance else ""

    assert "tell the responsible person of the house first (D2.6)" in against()
    assert against(head_told_at=MORNING) == ""
    assert "tell the regulator first (D17.3)" in against(head_told_at=MORNING, suspicion=("expired",))
    assert against(head_told_at=MORNING, suspicion=("expired",), regulator_told_at=MORNING) == ""
    assert "head_told_at" in desk.findings("batch_issue", values).warnings


def test_a_suspicion_starts_the_regulators_clock(desk: Desk) -> None:
    options = list(desk.entry("batch_issue").fields()["suspicion"].options)
    saved = save_one(desk, "batch_issue", suspicion=(options[0],))
    assert "regulator" in [line.deadline.key for line in desk.dues("batch_issue", saved.id)]
    change(desk, saved, regulator_told_at=MORNING)
    assert "regulator" not in [line.deadline.key for line in desk.dues("batch_issue", saved.id)]


def test_stock_and_sales_are_not_more_than_was_bought(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="more than was bought"):
        save_one(desk, "batch_issue", quantity_bought=10, quantity_stock=6, quantity_sold=5)
    assert save_one(desk, "batch_issue", quantity_bought=11, quantity_stock=6, quantity_sold=5).created


def test_an_opinion_without_handling_is_not_filed_away(desk: Desk) -> None:
    saved = save_one(desk, "visit", purpose="送货情况", opinions=[{"said": "送货太慢"}])
    with pytest.raises(InvalidError, match="an opinion has no handling yet"):
        move(desk, saved, "file")
    change(desk, saved, opinions=[{"said": "送货太慢", "handling": "改为次日达"}])
    move(desk, saved, "file")
    assert desk.open("visit", saved.id).stage == "closed"


def test_a_closed_record_is_reopened_only_with_a_reason_which_the_history_keeps(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    walk_to_the_end(desk, saved)
    with pytest.raises(InvalidError, match="is closed and no longer changed; reopen it first and say why"):
        change(desk, saved, wish="新")
    move(desk, saved, "reopen", "顾客又来电")
    lines = [line for line in desk.history("complaint", saved.id) if line.reason == "顾客又来电"]
    assert {line.field for line in lines} >= {"stage", "closed_at", "closed_by", "satisfied"}
    assert value(desk, saved, "satisfied") == ""
    assert change(desk, saved, wish="新").changed == ("wish",)


def test_ties_are_seen_from_both_sides_and_once(desk: Desk) -> None:
    one, other = save_one(desk, "complaint"), save_one(desk, "visit")
    for _time in range(2):
        desk.tie("complaint", one.id, f" {other.title.lower()} ")
    assert [(x.number, x.kind) for x in desk.links("complaint", one.id)] == [(other.title, "see")]
    assert [(x.number, x.kind) for x in desk.links("visit", other.id)] == [(one.title, "see")]
    with pytest.raises(InvalidError, match="cannot be tied to itself"):
        desk.tie("complaint", one.id, one.title)
    with pytest.raises(InvalidError, match="There is no record with the number"):
        desk.tie("complaint", one.id, "TS-2099-0001")


def test_the_neighbours_of_a_batch_are_the_other_records_of_it(desk: Desk) -> None:
    product, batch = Ref(None, "六味地黄丸"), Ref(None, "260101")
    first = save_one(desk, "complaint", product=product, batch=batch)
    second = save_one(desk, "batch_issue", product=product, batch=batch)
    void = save_one(desk, "complaint", product=product, batch=batch)
    desk.void("complaint", void.id, void.revision, "重复")
    save_one(desk, "complaint", product=product, batch=Ref(None, "260102"))
    values = desk.open("complaint", first.id).values
    assert [one.number for one in desk.neighbours("complaint", first.id, values)] == [second.title]
    assert {one.number for one in desk.neighbours("complaint", None, values)} == {first.title, second.title}
    assert desk.neighbours("complaint", None, {"batch": Ref(None, "260101")}) == []


def test_choosing_a_customer_and_a_batch_fills_what_they_know(desk: Desk) -> None:
    party = save_one(desk, "party", name="城东卫生站", contact="李医生", phone="0571-88886666", address="城东路 1 号")
    filled = desk.fill("complaint", "customer", party.id)
    assert filled == {"contact_name": "李医生", "contact_phone": "0571-88886666", "contact_address": "城东路 1 号"}
    made = save_one(desk, "complaint", product=Ref(None, "六味地黄丸"), batch=Ref(None, "K1"))
    values = desk.open("complaint", made.id).values
    assert desk.fill("complaint", "batch", values["batch"].id)["product"] == values["product"]
    shown = desk.shown("complaint", values, ("product.name", "batch.product", "batch.expires_on", "story"))
    assert shown == {
        "product.name": "六味地黄丸",
        "batch.product": values["product"],
        "batch.expires_on": None,
        "story": values["story"],
    }


def test_a_number_is_found_however_it_is_typed(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    for typed in (saved.title, saved.title.lower(), f"  {saved.title}\n"):
        assert desk.locate(typed) == ("complaint", saved.id)
    party = save_one(desk, "party", name="城东卫生站")
    assert desk.locate("城东卫生站") == ("party", party.id)
    for nothing in ("", "TS", "%"):
        with pytest.raises(InvalidError, match="There is no record with the number"):
            desk.locate(nothing)


def test_an_entry_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="no longer in the ledger"):
        desk.open("complaint", 99)
    with pytest.raises(InvalidError, match="There is no register “sales”"):
        desk.blank("sales")


@pytest.mark.parametrize(
    ("register", "field", "column", "text", "said"),
    [
        ("meeting", "actions", "done", "notadate", "“Done on” wants a date such as 2026-11-22, not “notadate”"),
        ("meeting", "actions", "due", "2026-02-30", "“By” wants a date such as 2026-11-22, not “2026-02-30”"),
        ("recall", "buyers", "told_at", "昨天", "“Told at” wants a time such as 2026-11-22 09:30, not “昨天”"),
        ("recall", "buyers", "sold", "三盒", "“Sold” wants a number, not “三盒”"),
        ("recall", "buyers", "sold", "NaN", "“Sold” wants a number, not “NaN”"),
        ("goods_return", "more_goods", "price", "12元", "“Unit price” wants an amount such as 12.50, not “12元”"),
        ("meeting", "merits", "what", "fired", "“What” has no choice “fired”; take one of its list"),
    ],
)
def test_a_cell_that_is_none_of_its_kind_is_refused_by_field_line_and_column(
    desk: Desk, register: str, field: str, column: str, text: str, said: str
) -> None:
    declared: Any = desk.entry(register).fields()[field]
    right = a_value(declared)[0]
    with pytest.raises(InvalidError) as refused:
        save_one(desk, register, **{field: [right, {**right, column: text}]})
    assert refused.value.fields[field].say("en") == f"“{say(declared.label, 'en')}”, line 2: {said}"
    assert desk.count(Query(register)) == 0
