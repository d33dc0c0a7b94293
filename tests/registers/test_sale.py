"""The sales ledger: Art. 57's columns, the trail's buyers, what is made from a sale (D16.12; M15)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.fields import PERSONAL, Ref
from qfdesk.model.values import Query, Saved
from qfdesk.paper import Pages
from qfdesk.registers.sale import Sale
from tests.invented import MORNING, save_one
from tests.registers.walking import next_of

RETURN: dict[str, Any] = {"ground": "quality", "quantity_claimed": Decimal(2)}


def sold(desk: Desk, **values: Any) -> Saved:
    given: dict[str, Any] = {
        "sold_at": MORNING - dt.timedelta(days=3),
        "buyer": Ref(None, "康宁诊所"),
        "product": Ref(None, "六味地黄丸"),
        "batch": Ref(None, "260308"),
        "quantity": Decimal(62),
        "price": Decimal("18.60"),
    }
    return save_one(desk, "sale", **{**given, **values})


def test_a_sale_stands_on_the_day_it_was_made_with_its_amount(desk: Desk) -> None:
    values = desk.open("sale", sold(desk).id).values
    assert values["received_at"] == values["sold_at"] == MORNING - dt.timedelta(days=3)
    assert values["amount"] == Decimal("1153.20")


def test_a_sale_has_no_way_to_go(desk: Desk) -> None:
    assert desk.moves("sale", desk.open("sale", sold(desk).id).values) == []


def test_a_sale_of_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="A sale of nothing is none"):
        sold(desk, quantity=Decimal(0))


def test_the_columns_of_article_57_stand_in_the_ledger() -> None:
    [ledger] = Sale.ledgers
    wanted = {
        "sold_at",
        "buyer",
        "product.name",
        "product.dosage_form",
        "product.specification",
        "product.approval_number",
        "product.holder",
        "product.maker",
        "batch",
        "expires_on",
        "quantity",
        "price",
        "amount",
        "handler",
    }
    assert wanted <= {column.path for column in ledger.columns}


def test_the_ledger_prints_who_bought_which_batch(desk: Desk, tmp_path: Path) -> None:
    sold(desk)
    desk.print_ledger(Query("sale"), tmp_path / "sales.pdf")
    with Pages(tmp_path / "sales.pdf") as pages:
        said = pages.text(0)
    assert [word for word in ("康宁诊所", "260308", "1153.20") if word not in said] == []


def test_the_trail_of_a_batch_counts_what_was_sold_and_to_whom_d16_6(desk: Desk) -> None:
    sold(desk)
    sold(desk, buyer=Ref(None, "和平社区站"), quantity=Decimal(30))
    trail = desk.trails.of_number("260308")
    assert trail.totals["sold"] == 92
    assert {buyer.party.text: buyer.sold for buyer in trail.buyers} == {"康宁诊所": 62, "和平社区站": 30}


@pytest.mark.parametrize(("register", "given"), [("goods_return", RETURN), ("complaint", {})])
def test_what_a_buyer_brings_back_or_says_begins_at_the_sale(desk: Desk, register: str, given: dict[str, Any]) -> None:
    draft, _made = next_of(desk, register, sold(desk), story="封口松动", **given)
    assert draft.values["customer"].text == "康宁诊所"
    assert draft.values["batch"].text == "260308"


def test_who_bought_is_personal() -> None:
    assert Sale.fields()["buyer"].traits.secret == PERSONAL
