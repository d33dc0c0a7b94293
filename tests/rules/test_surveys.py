"""Satisfaction: weighted scores of one form and of many, forms back, what dissatisfaction asks for (M18)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from qfdesk.rules import surveys as rules

SAID: dict[str, Any] = {
    "kind": "form",
    "on_quality": "s4",
    "on_packing": "s2",
    "on_price": "s4",
    "on_delivery": "s3",
    "on_attitude": "s5",
    "on_response": "s4",
    "on_handling": "s3",
}
TALLY = [
    {"item": "quality", "s5": "30", "s4": "20"},
    {"item": "packing", "s5": "10", "s3": "20", "s2": "10", "s1": "10"},
]


def derived(**values: Any) -> dict[str, Any]:
    return rules.derive_survey(values)


def test_a_form_has_a_weighted_score_of_a_hundred_d4_8() -> None:
    # 80·25 + 40·10 + 80·10 + 60·15 + 100·15 + 80·10 + 60·15 = 7300 of a weight of 100
    assert derived(**SAID)["score"] == Decimal("73.0")


def test_product_service_and_handling_have_scores_of_their_own_d8_8_d13_6() -> None:
    found = derived(**SAID)
    assert found["product_score"] == Decimal("71.1")
    assert (found["service_score"], found["handling_score"]) == (80, 60)


def test_the_weights_are_the_houses() -> None:
    heavy = derived(**SAID, weight_packing=910, weight_quality=0, weight_price=0)
    assert heavy["product_score"] == 40


def test_items_left_empty_do_not_lower_the_score() -> None:
    assert derived(kind="form", on_quality="s5", on_price="s4")["score"] == Decimal("94.3")


def test_a_form_with_one_answer_on_the_whole_has_that_score() -> None:
    assert derived(kind="form", on_the_whole="s3")["score"] == 60
    assert derived(kind="form")["score"] is None


def test_an_own_question_counts_on_the_side_it_is_about() -> None:
    own = [{"question": "咨询解答", "about": "handling", "said": "s1"}, {"question": "到货"}]
    found = derived(**SAID, questions=own, weight_own=15)
    assert found["handling_score"] == 40
    assert found["low"] == 2


def test_every_answer_of_two_or_less_is_low() -> None:
    assert derived(**SAID)["low"] == 1
    assert derived(**SAID | {"on_packing": "s3"})["low"] == 0
    assert derived(kind="form", on_the_whole="s1")["low"] == 1


def test_a_survey_is_scored_from_the_forms_counted() -> None:
    found = derived(kind="plan", tally=TALLY)
    # quality 92 · 25, packing (10·100 + 20·60 + 10·40 + 10·20) / 50 = 56 · 10
    assert found["score"] == Decimal("81.7")
    assert found["service_score"] is None


@pytest.mark.parametrize("nonsense", ["viel", "-3", "NaN", "Infinity"])
def test_what_is_no_count_counts_nothing(nonsense: str) -> None:
    assert derived(kind="plan", tally=[{"item": "quality", "s5": nonsense}])["score"] is None


def test_the_recovery_rate_is_forms_back_of_forms_out_d4_7() -> None:
    assert derived(kind="plan", forms_out=60, forms_back=51)["rate"] == 85
    assert derived(kind="plan", forms_out=60)["rate"] is None
    assert derived(kind="plan", forms_out=0, forms_back=0)["rate"] is None


def test_the_summary_is_due_before_the_management_review_d4_10() -> None:
    assert derived(kind="plan", review_on=dt.date(2026, 12, 15))["report_by"] == dt.date(2026, 12, 14)


def test_nothing_comes_back_before_it_went_out() -> None:
    wrong = rules.check_survey({"sent_on": dt.date(2026, 11, 16), "returned_on": dt.date(2026, 11, 15)})
    assert list(wrong) == ["returned_on"]


def test_no_more_forms_come_back_than_went_out() -> None:
    assert list(rules.check_survey({"forms_out": 10, "forms_back": 11})) == ["forms_back"]
    assert list(rules.check_survey({"forms_out": 10, "forms_back": 9, "forms_valid": 10})) == ["forms_valid"]
    assert rules.check_survey({"forms_out": 10, "forms_back": 10, "forms_valid": 10}) == {}


def test_dissatisfaction_wants_its_reason_d4_4() -> None:
    assert "reasons" in rules.warn_survey({"kind": "form", "low": 1})
    assert rules.warn_survey({"kind": "form", "low": 1, "reasons": "漏液"}) == {}


def test_few_forms_back_are_told_d4_8() -> None:
    assert "forms_back" in rules.warn_survey({"kind": "plan", "rate": Decimal("49.9")})
    assert "forms_back" not in rules.warn_survey({"kind": "plan", "rate": Decimal(50)})


def test_weights_that_are_no_hundred_are_told() -> None:
    assert "weight_handling" not in rules.warn_survey({"kind": "plan"})
    assert "weight_handling" in rules.warn_survey({"kind": "plan", "weight_price": 20})
    assert "weight_handling" in rules.warn_survey({"kind": "plan", "questions": [{"question": "咨询"}]})


def test_an_item_counted_twice_is_told() -> None:
    assert "tally" in rules.warn_survey({"kind": "plan", "tally": [*TALLY, TALLY[0]]})


def test_only_a_form_without_dissatisfaction_is_filed_d4_4_d8_10() -> None:
    assert rules.nothing_low({"kind": "form", "low": 0}) is None
    assert rules.nothing_low({"kind": "form", "low": 1})
    assert rules.nothing_low({"kind": "plan"})


def test_a_dissatisfied_customer_is_asked_again_before_closing_d20_6() -> None:
    low = {"kind": "form", "low": 1}
    assert rules.may_close(low)
    assert rules.may_close(low | {"view_after": "fairly"}) is None


def test_who_stays_dissatisfied_is_taken_to_a_higher_level_d8_10() -> None:
    still = {"kind": "form", "low": 1, "view_after": "dissatisfied"}
    assert rules.may_close(still)
    assert rules.may_close(still | {"level": "manager"}) is None


def test_a_survey_closes_after_the_general_manager_decided_d4_9() -> None:
    assert rules.may_close({"kind": "plan"})
    assert rules.may_close({"kind": "plan", "decided_at": dt.datetime(2026, 11, 20)}) is None


def test_measures_that_are_not_done_keep_a_survey_open() -> None:
    decided = {"kind": "plan", "decided_at": dt.datetime(2026, 11, 20)}
    assert rules.may_close(decided | {"actions": [{"what": "换纸箱", "owner": "孙涛", "due": "2026-11-30"}]})
