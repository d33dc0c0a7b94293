"""A return: count, confirm, decide, refund, in that order (D12.7-D12.12)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Saved
from qfdesk.paper.preview import Pages
from tests.invented import change, save_one


def applied(desk: Desk, **values: Any) -> Saved:
    given: dict[str, Any] = {"quantity_claimed": Decimal(10), "ground": "quality", "unit_price": Decimal("12.50")}
    return save_one(desk, "goods_return", **{**given, **values})


def move(desk: Desk, saved: Saved, key: str, reason: str = "", **values: Any) -> Saved:
    opened = desk.open("goods_return", saved.id)
    return desk.move("goods_return", saved.id, opened.revision, key, values, reason)


def stage(desk: Desk, saved: Saved) -> str:
    return desk.open("goods_return", saved.id).stage


CONFIRMED: dict[str, Any] = {"confirmation": "属实", "department": Ref(None, "质管部"), "handler": Ref(None, "李明")}
DECIDED: dict[str, Any] = {"disposal": "destroy", "responsible": "maker", "result": "同意退货"}


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"quantity_claimed": Decimal(0)}, "quantity_claimed", "Claim more than nothing"),
        ({"quantity_sold": Decimal(9)}, "quantity_claimed", "10 are claimed but only 9 were sold"),
        ({"quantity_received": Decimal(11)}, "quantity_received", "11 were received but only 10 are claimed"),
        (
            {"refund_amount": Decimal("125.01")},
            "refund_amount",
            "The refund of 125.01 is more than the goods are worth",
        ),
        ({"quantity_claimed": Decimal(-1)}, "quantity_claimed", "cannot be less than nothing"),
    ],
)
def test_quantities_that_cannot_be_are_refused(desk: Desk, values: Any, field: str, sentence: str) -> None:
    with pytest.raises(InvalidError) as refused:
        applied(desk, **values)
    assert sentence in refused.value.fields[field].say("en")


@pytest.mark.parametrize("values", [{"quantity_received": Decimal(10)}, {"quantity_sold": Decimal(10)}, {}])
def test_quantities_that_just_fit_are_taken(desk: Desk, values: Any) -> None:
    assert applied(desk, **values).created


@pytest.mark.parametrize(
    ("ground", "confirmer"),
    [
        ("quality", "quality"),
        ("standard", "research"),
        ("delivery", "sales"),
        ("packing", "sales"),
        ("transport", "sales"),
        ("recall", "quality"),
    ],
)
def test_the_ground_decides_who_confirms(desk: Desk, ground: str, confirmer: str) -> None:
    saved = applied(desk, ground=ground)
    assert desk.open("goods_return", saved.id).values["confirmer"] == confirmer
    change(desk, saved, ground="quality")
    assert desk.open("goods_return", saved.id).values["confirmer"] == "quality"


def test_the_amount_follows_from_what_was_received(desk: Desk) -> None:
    saved = applied(desk)
    assert desk.open("goods_return", saved.id).values["amount"] == Decimal("125.00")
    move(desk, saved, "receive", quantity_received=Decimal(4))
    assert desk.open("goods_return", saved.id).values["amount"] == Decimal("50.00")


def test_nothing_is_received_before_it_was_counted(desk: Desk) -> None:
    saved = applied(desk)
    with pytest.raises(InvalidError, match="“Goods received” still needs: Quantity received"):
        move(desk, saved, "receive")
    with pytest.raises(InvalidError, match="count the goods first"):
        move(desk, saved, "receive", quantity_received=Decimal(0))
    assert stage(desk, saved) == "applied"


def test_no_refund_without_a_confirmed_slip(desk: Desk) -> None:
    saved = applied(desk)
    for stop in ("applied", "received", "confirmed"):
        assert stage(desk, saved) == stop
        with pytest.raises(InvalidError):
            move(desk, saved, "refund", refund_amount=Decimal(1))
        if stop == "applied":
            move(desk, saved, "receive", quantity_received=Decimal(10))
        elif stop == "received":
            move(desk, saved, "confirm", **CONFIRMED)
    whole = {**desk.open("goods_return", saved.id).values, "stage": "settling", "refund_amount": Decimal(1)}
    lock = next(s for s in desk.moves("goods_return", {**whole, "confirmed_at": None}) if s.move.key == "refund")
    assert lock.hindrance is not None
    assert "finance must refuse the refund (D12.10)" in lock.hindrance.say("en")


def settled(desk: Desk, **decision: Any) -> Saved:
    saved = applied(desk)
    move(desk, saved, "receive", quantity_received=Decimal(10))
    move(desk, saved, "confirm", **CONFIRMED)
    move(desk, saved, "decide", **{**DECIDED, **decision})
    return saved


def test_a_refund_is_paid_once_and_before_the_goods_are_settled(desk: Desk) -> None:
    saved = settled(desk)
    change(desk, saved, refund_amount=Decimal(125))
    with pytest.raises(InvalidError, match="the refund is entered but not paid yet"):
        move(desk, saved, "settle")
    move(desk, saved, "refund")
    values = desk.open("goods_return", saved.id).values
    assert (values["refunded_at"], values["refunded_by"].text) == (desk.now(), "王芳")
    with pytest.raises(InvalidError, match="the refund was paid already"):
        move(desk, saved, "refund")
    move(desk, saved, "settle")
    assert stage(desk, saved) == "following"


def test_a_refused_return_is_not_refunded(desk: Desk) -> None:
    saved = settled(desk, disposal="refuse")
    with pytest.raises(InvalidError, match="the return was refused: there is nothing to refund"):
        move(desk, saved, "refund", refund_amount=Decimal(1))


@pytest.mark.parametrize(
    ("disposal", "paper", "sentence"),
    [
        ("restock", "stock_in_number", "enter the number of the return and stock-in paper"),
        ("forward", "stock_out_number", "enter the number of the return and stock-out paper"),
    ],
)
def test_goods_sold_again_were_inspected_and_have_their_papers(
    desk: Desk, disposal: str, paper: str, sentence: str
) -> None:
    with pytest.raises(InvalidError, match="inspected again first"):
        settled(desk, disposal=disposal)
    saved = settled(desk, disposal=disposal, inspection="外观合格")
    with pytest.raises(InvalidError, match=sentence):
        move(desk, saved, "settle")
    move(desk, saved, "settle", **{paper: "RK-001"})
    assert stage(desk, saved) == "following"


def test_a_returning_user_is_visited_until_satisfied(desk: Desk) -> None:
    saved = settled(desk)
    move(desk, saved, "settle")
    with pytest.raises(InvalidError, match="not satisfied: visit again"):
        move(desk, saved, "close", visited_on=desk.now().date(), satisfied="dissatisfied")
    move(desk, saved, "close", visited_on=desk.now().date(), satisfied="satisfied")
    assert stage(desk, saved) == "closed"


@pytest.mark.parametrize(
    ("ground", "warned"),
    [("packing", True), ("delivery", True), ("other", True), ("quality", False), ("recall", False)],
)
def test_a_consumers_return_without_a_quality_ground_is_warned_of(desk: Desk, ground: str, warned: bool) -> None:
    values = desk.open("goods_return", applied(desk).id).values
    found = desk.findings("goods_return", {**values, "consumer": True, "ground": ground}).warnings
    assert ("ground" in found) == warned
    assert "ground" not in desk.findings("goods_return", {**values, "consumer": False, "ground": ground}).warnings


def test_fewer_received_than_claimed_is_said_but_saved(desk: Desk) -> None:
    values = desk.open("goods_return", applied(desk, quantity_received=Decimal(7)).id).values
    found = desk.findings("goods_return", values)
    assert found.errors == {}
    assert found.warnings["quantity_received"].say("en").startswith("3 fewer than claimed were received")


def test_the_refund_to_a_consumer_has_its_clock(desk: Desk) -> None:
    saved = applied(desk, consumer=True)
    move(desk, saved, "receive", quantity_received=Decimal(10))
    assert "refund" in [line.deadline.key for line in desk.dues("goods_return", saved.id)]
    move(desk, saved, "confirm", **CONFIRMED)
    move(desk, saved, "decide", **{**DECIDED, "disposal": "exchange"})
    assert "refund" not in [line.deadline.key for line in desk.dues("goods_return", saved.id)]


def on_paper(desk: Desk, saved: Saved, out: Path) -> str:
    desk.print_forms([("goods_return", saved.id)], out / "slip.pdf", lang="en")
    with Pages(out / "slip.pdf") as pages:
        return " ".join("".join(pages.text(n) for n in range(len(pages))).split())


def test_a_slip_that_is_not_confirmed_tells_finance_so_d12_10(desk: Desk, tmp_path: Path) -> None:
    saved = applied(desk)
    assert "NOT CONFIRMED YET: no refund on this slip" in on_paper(desk, saved, tmp_path)
    saved = move(desk, saved, "receive", quantity_received=Decimal(10))
    saved = move(desk, saved, "confirm", **CONFIRMED)
    assert "no refund on this slip" not in on_paper(desk, saved, tmp_path)
    move(desk, saved, "decide", **{**DECIDED, "disposal": "refuse"})
    assert "REFUSED: no refund on this slip" in on_paper(desk, saved, tmp_path)


def test_the_blank_slip_has_no_word_of_a_refund(desk: Desk, tmp_path: Path) -> None:
    desk.print_blank("goods_return", tmp_path / "blank.pdf", lang="en")
    with Pages(tmp_path / "blank.pdf") as pages:
        assert "no refund" not in pages.text(0)
