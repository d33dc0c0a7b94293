"""A stop-sale's rules: what is locked, who answered, when goods may be sold again (D2.4, D17.3, D18.4; M16)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from qfdesk.rules.clock import SHOP
from qfdesk.rules.stop_sales import check_stop, may_dispose, may_release, warn_stop

RECEIVED = dt.datetime(2026, 11, 18, 9, tzinfo=SHOP)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quantity_stock": Decimal(182), "quantity_locked": Decimal(183)}, "quantity_locked"),
        ({"received_at": RECEIVED, "noticed_on": dt.date(2026, 11, 19)}, "noticed_on"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, Any], field: str) -> None:
    assert list(check_stop(values)) == [field]


def test_a_notice_of_the_same_day_and_a_stock_locked_whole_are_taken() -> None:
    values = {"received_at": RECEIVED, "noticed_on": dt.date(2026, 11, 18)}
    assert check_stop(values | {"quantity_stock": Decimal(182), "quantity_locked": Decimal(182)}) == {}


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({}, "batch", "every batch of the product"),
        ({"all_batches": True, "source": "regulator"}, "notice_number", "filed by its number"),
        ({"quantity_stock": Decimal(5), "quantity_locked": Decimal(3)}, "quantity_locked", "2 in stock are not locked"),
        ({"quantity_sold": Decimal(418)}, "quantity_sold", "418 were sold already: make a recall"),
        ({"recipients": [{"to": "人民路店"}]}, "recipients", "No answer yet from 人民路店"),
        ({"suspicion": ("fake_spoiled",)}, "regulator_told_at", "reported to the regulator promptly (D17.3)"),
    ],
)
def test_what_is_still_open_is_said(values: dict[str, Any], field: str, sentence: str) -> None:
    assert sentence in warn_stop(values)[field].say("en")


def test_a_stop_with_everything_done_says_nothing() -> None:
    recipients = [{"to": "人民路店", "stopped_on": "2026-11-18"}]
    assert warn_stop({"all_batches": True, "source": "house", "recipients": recipients}) == {}


def test_unfit_goods_are_not_released() -> None:
    hindrance = may_release({"retest_verdict": "unfit"})
    assert hindrance is not None
    assert "disposed of, not released (D2.4)" in hindrance.say("en")
    assert may_release({"retest_verdict": "fit"}) is None
    assert may_release({"retest_verdict": "lifted"}) is None


def test_a_suspicion_is_told_before_the_goods_are_gone() -> None:
    assert may_dispose({"suspicion": ("fake_spoiled",)}) is not None
    assert may_dispose({"suspicion": ("fake_spoiled",), "regulator_told_at": RECEIVED}) is None
    assert may_dispose({}) is None
