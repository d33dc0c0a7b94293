"""The sales ledger: what 药品管理法 Art. 57 wants in every line, and what cannot be (D16.12; M15)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from qfdesk.rules import sales as rules
from tests.invented import MORNING

LINE: dict[str, Any] = {"sold_at": MORNING, "batch": object(), "quantity": Decimal(62), "price": Decimal("18.60")}


def test_the_amount_is_quantity_times_price() -> None:
    assert rules.derive_sale(LINE)["amount"] == Decimal("1153.20")
    assert rules.derive_sale(LINE | {"price": None})["amount"] is None


def test_a_sale_stands_at_the_day_it_was_made() -> None:
    assert rules.derive_sale(LINE)["received_at"] == MORNING


def test_a_sale_of_nothing_is_refused() -> None:
    assert list(rules.check_sale(LINE | {"quantity": Decimal(0)})) == ["quantity"]
    assert rules.check_sale(LINE) == {}


def test_batch_and_price_belong_in_every_line_art_57() -> None:
    assert set(rules.warn_sale({"sold_at": MORNING})) == {"batch", "price"}
    assert rules.warn_sale(LINE) == {}


def test_a_sale_after_the_expiry_is_told() -> None:
    assert list(rules.warn_sale(LINE | {"expires_on": dt.date(2026, 11, 19)})) == ["expires_on"]
    assert rules.warn_sale(LINE | {"expires_on": dt.date(2026, 11, 20)}) == {}
