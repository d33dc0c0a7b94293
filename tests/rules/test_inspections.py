"""A sampling result's rules: fit is filed, unfit is handled (D2.5, D18.1, D18.4; M17)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from qfdesk.rules.clock import SHOP
from qfdesk.rules.inspections import (
    check_inspection,
    is_unfit,
    may_close,
    may_object,
    only_fit,
    only_unfit,
    warn_inspection,
)

day = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sampled_on": day("2026-11-02"), "reported_on": day("2026-11-01")}, "reported_on"),
        (
            {"sampled_on": day("2026-11-02"), "received_at": dt.datetime(2026, 11, 1, 9, tzinfo=SHOP)},
            "sampled_on",
        ),
        ({"quantity_sampled": Decimal(7), "quantity_bought": Decimal(6)}, "quantity_sampled"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, Any], field: str) -> None:
    assert list(check_inspection(values)) == [field]


def test_an_item_that_fails_beside_a_verdict_of_fit_is_said() -> None:
    values = {"verdict": "fit", "items": [{"item": "溶出度", "verdict": "fail"}], "report_number": "SD-44"}
    assert "“溶出度” fails, but the verdict is fit" in warn_inspection(values)["verdict"].say("en")


def test_unfit_goods_not_secured_and_items_not_named_are_said() -> None:
    found = warn_inspection({"verdict": "unfit", "control": "none"})
    assert set(found) == {"control", "failed_items", "report_number"}
    whole = {"verdict": "unfit", "control": "locked", "failed_items": "溶出度", "report_number": "SD-44"}
    assert warn_inspection(whole) == {}


def test_fit_is_filed_and_unfit_is_handled() -> None:
    assert only_fit({"verdict": "fit"}) is None
    assert only_fit({"verdict": "unfit"}) is not None
    assert only_unfit({"verdict": "unfit"}) is None
    assert only_unfit({"verdict": "fit"}) is not None


def test_a_retest_that_says_fit_ends_the_matter() -> None:
    unfit = {"verdict": "unfit"}
    assert is_unfit(unfit)
    assert may_object(unfit)
    assert not may_object(unfit | {"objection": "accepted"})
    assert is_unfit(unfit | {"objection": "asked"})
    assert not is_unfit(unfit | {"objection": "asked", "objection_result": "fit"})
    assert may_close(unfit | {"objection": "asked", "objection_result": "fit"}) is None


def test_unfit_goods_are_secured_and_disposed_of_before_the_case_is_filed() -> None:
    values: dict[str, Any] = {"verdict": "unfit", "control": "none"}
    for sentence, more in (
        ("not secured", {"control": "locked"}),
        ("what became of the unfit goods", {"disposal": "supplier"}),
    ):
        hindrance = may_close(values)
        assert hindrance is not None
        assert sentence in hindrance.say("en")
        values |= more
    assert may_close(values) is None
