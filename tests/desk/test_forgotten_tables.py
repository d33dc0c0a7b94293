"""What becomes of small tables when a person is forgotten: a customer's stay valid, those about staff stay whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.fields import PERSONAL, STAFF, Lines, Ref
from qfdesk.model.values import Saved
from qfdesk.registers import all_registers
from tests.desk.secrets_of import led, person
from tests.invented import a_value, change, save_one, walk_to_the_end

NAME, PHONE = "赵六六", "13812345678"
_NAMES = ("buyer", "contact", "person", "phone", "address")
MERIT = {"person": "周宁", "what": "penalty", "ground": "漏登一件", "measure": "扣百元", "done": "2026-11-20"}


def tables(*secret: str) -> list[tuple[str, str]]:
    """(register, field) of every small table that is kept secret in such a way."""
    return [
        (entry.key, key)
        for entry in all_registers()
        for key, field in entry.fields().items()
        if isinstance(field, Lines) and field.traits.secret in secret
    ]


def closed_with(desk: Desk, register: str, key: str, **values: Any) -> tuple[Saved, list[dict[str, str]]]:
    """A closed record with that table filled, and its lines."""
    fields = desk.entry(register).fields()
    line = a_value(fields[key])[0] | {column.key: NAME for column in fields[key].columns if column.key in _NAMES}
    shown_if = fields[key].traits.shown_if
    if shown_if:
        values |= {shown_if[0]: shown_if[1][0]}
    saved = save_one(desk, register, **values, **{key: [line]})
    walk_to_the_end(desk, saved)
    return saved, desk.open(register, saved.id).values[key]


def test_there_are_such_tables() -> None:
    assert {("recall", "buyers"), ("adr", "group_cases")} <= set(tables(PERSONAL))
    assert ("meeting", "merits") in tables(STAFF)


@pytest.mark.parametrize(("register", "key"), tables(PERSONAL))
def test_a_masked_table_can_be_corrected_reopened_and_saved(desk: Desk, register: str, key: str) -> None:
    save_one(desk, "operator", name="第二人", login="乙", roles=("head",))
    saved, (before,) = closed_with(desk, register, key)
    desk.forgetting.forget(register, saved.id, "本人要求")
    (after,) = desk.open(register, saved.id).values[key]
    columns = {column.key: column for column in desk.entry(register).fields()[key].columns}  # type: ignore[attr-defined]
    kept = {k: v for k, v in before.items() if columns[k].kind not in ("text", "memo") or columns[k].plain}
    assert kept
    assert {k: after[k] for k in kept} == kept
    assert all("*" in after[k] for k in before.keys() - kept.keys())
    assert NAME not in str(after)
    asked = desk.corrections.ask(register, saved.id, {"internal_note": "补记"}, "漏记")
    with desk.at(desk.now(), "第二人"):
        desk.corrections.approve(asked.id)
    opened = desk.open(register, saved.id)
    back = next(s.move.key for s in desk.moves(register, opened.values) if s.move.back)
    desk.move(register, saved.id, opened.revision, back, {}, "再看")
    assert desk.findings(register, desk.open(register, saved.id).values).errors == {}
    given: dict[str, Any] = {key: [after, after]}
    change(desk, saved, internal_note="再记", **given)
    values = desk.open(register, saved.id).values
    assert (values["internal_note"], values[key]) == ("再记", [after, after])
    assert desk.wrong() == []


def test_a_recall_still_adds_up_when_a_buyer_is_forgotten(desk: Desk) -> None:
    line = {"batch": "260308", "sold": "40", "recovered": "36", "sold_on": "2026-11-01",
            "told_at": "2026-11-20T10:00:00+08:00", "way": "电话"}  # fmt: skip
    person = {**line, "buyer": NAME, "contact": NAME, "phone": PHONE, "remark": f"{NAME}的女儿来退"}
    unit = {**line, "buyer": "城东诊所"}
    saved = save_one(desk, "recall", sold_state="sold", buyers=[person, unit], story=f"{NAME}已通知")
    desk.void("recall", saved.id, saved.revision, "录重")
    before = desk.open("recall", saved.id).values
    desk.forgetting.forget("recall", saved.id, "本人要求")
    after = desk.open("recall", saved.id).values
    assert after["buyers"] == [
        {**line, "buyer": "赵**", "contact": "赵**", "phone": "138****5678", "remark": "***"}, unit,
    ]  # fmt: skip
    assert after["story"] == "赵**已通知"
    assert after["quantity_recovered"] == before["quantity_recovered"] == Decimal(72)
    derived = desk.derive("recall", after)
    assert {k: derived[k] for k in ("sold_listed", "buyers_told")} == {"sold_listed": 80, "buyers_told": 2}
    assert NAME not in str(desk.history("recall", saved.id))
    with pytest.raises(InvalidError, match="Nothing personal is left"):
        desk.forgetting.forget("recall", saved.id, "再来")


def test_an_earlier_table_with_an_asterisk_in_it_is_masked_too(desk: Desk) -> None:
    saved = save_one(desk, "recall", sold_state="sold", buyers=[{"buyer": NAME, "remark": "2*10盒", "sold": "20"}])
    change(desk, saved, buyers=[])
    desk.void("recall", saved.id, desk.open("recall", saved.id).revision, "录重")
    desk.forgetting.forget("recall", saved.id, "本人要求")
    assert NAME not in str(desk.history("recall", saved.id))


@pytest.mark.parametrize("ask", ["party", "meeting"])
def test_what_was_decided_about_staff_stays_when_a_customer_is_forgotten(desk: Desk, ask: str) -> None:
    customer = save_one(desk, "party", name=NAME, kind="person", phone=PHONE)
    namesake = {**MERIT, "person": NAME, "ground": f"对{NAME}态度差"}
    given = {"kind": "appraisal", "story": f"{NAME}来电", "customer": Ref(customer.id, NAME)}
    saved = save_one(desk, "meeting", **given, merits=[MERIT, namesake])
    change(desk, saved, merits=[namesake, MERIT])
    walk_to_the_end(desk, saved)
    desk.forgetting.forget(ask, {"party": customer.id, "meeting": saved.id}[ask], "本人要求")
    values = desk.open("meeting", saved.id).values
    assert values["merits"] == [{**namesake, "ground": "对赵**态度差"}, MERIT]
    assert values["story"] == "赵**来电"
    told = [line for line in desk.history("meeting", saved.id) if line.field == "merits" and line.act == "change"]
    assert told
    assert all("周宁" in line.before and "漏登一件" in line.after for line in told)
    assert desk.wrong() == []


def test_minutes_without_a_customer_have_nobody_to_forget(desk: Desk) -> None:
    saved = save_one(desk, "meeting", kind="appraisal", story="逐人评议", merits=[MERIT])
    walk_to_the_end(desk, saved)
    with pytest.raises(InvalidError, match="Nothing personal is left"):
        desk.forgetting.forget("meeting", saved.id, "周宁要求")
    assert desk.open("meeting", saved.id).values["merits"] == [MERIT]


def test_those_responsible_for_an_accident_are_kept_when_the_customer_is_forgotten(desk: Desk) -> None:
    saved = save_one(
        desk, "accident", direction="external", contact_name=NAME, responsible_person="周宁", story=f"{NAME}服后不适",
        persons_handled=f"周宁写出说明，向{NAME}道歉",
    )  # fmt: skip
    desk.void("accident", saved.id, saved.revision, "录重")
    desk.forgetting.forget("accident", saved.id, "本人要求")
    values = desk.open("accident", saved.id).values
    assert (values["contact_name"], values["responsible_person"]) == ("赵**", "周宁")
    assert values["persons_handled"] == "周宁写出说明，向赵**道歉"


@pytest.mark.parametrize(("register", "key"), tables(STAFF))
def test_what_is_said_of_staff_is_veiled_like_personal_data(desk: Desk, register: str, key: str) -> None:
    led(desk)
    saved = save_one(desk, register, **{key: [MERIT]})
    own = desk.session.person
    desk.session.become(person(desk, "人员甲", "clerk"))
    assert "周宁" not in str(desk.open(register, saved.id))
    assert key in desk.open(register, saved.id).veiled
    change(desk, saved, place="二楼")
    desk.session.become(own)
    assert desk.open(register, saved.id).values[key] == [MERIT]
