"""Documents from above and the house's rules: passed on, read, carried out, in force (D2.1, D7.7, D14.1; M17, M28)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.rules import documents as rules
from tests.invented import MORNING

READ = {"who": "刘洋", "read": "2026-11-20"}
UNREAD = {"who": "何静", "told": "2026-11-20"}


def test_it_is_known_how_many_have_not_read_it_d2_1() -> None:
    assert rules.derive_notice({"readers": [READ, UNREAD]})["unread"] == 1
    assert rules.derive_notice({})["unread"] == 0


def test_nobody_named_is_left_out_d2_1() -> None:
    told = rules.everyone_read({"readers": [READ, UNREAD]})
    assert told
    assert "何静" in told.say("en")
    assert rules.everyone_read({"readers": [READ]}) is None


@pytest.mark.parametrize("asks", [("stop_sale",), ("read", "recall")])
def test_a_stop_sale_or_recall_is_passed_on_at_once_d2_4(asks: tuple[str, ...]) -> None:
    assert rules.asks_at_once({"asks": asks})
    assert not rules.can_wait({"asks": asks})


def test_what_is_very_urgent_does_not_wait() -> None:
    assert rules.asks_at_once({"urgency": "critical"})
    assert rules.can_wait({"urgency": "normal", "asks": ("training",)})


def test_only_what_asks_nothing_is_filed_unread() -> None:
    assert rules.for_the_file({"kind": "superior"}) is None
    for asking in ({"asks": ("check",)}, {"answer_by": MORNING.date()}, {"actions": [{"what": "自查"}]}):
        assert rules.for_the_file({"kind": "superior", **asking})
    assert rules.for_the_file({"kind": "rule"})


def test_what_asks_nothing_is_filed_when_all_have_read_it() -> None:
    assert rules.read_and_done({"kind": "law", "readers": [READ]}) is None
    assert rules.read_and_done({"kind": "law", "readers": [UNREAD]})
    assert rules.read_and_done({"kind": "law", "readers": [READ], "asks": ("read", "training")})
    assert rules.read_and_done({"kind": "rule", "readers": [READ]})


def test_to_be_known_to_all_is_done_when_all_have_read_it() -> None:
    known = {"kind": "law", "readers": [READ], "asks": ("read",)}
    assert rules.read_and_done(known) is None
    assert rules.for_the_file(known)


def test_tasks_have_owners_and_are_done_before_the_check() -> None:
    task = {"what": "修订制度", "owner": "赵敏", "due": "2026-11-30"}
    assert rules.carried_out({"actions": [{"what": "修订制度"}]})
    assert rules.carried_out({"actions": [task]})
    assert rules.carried_out({"actions": [task | {"done": "2026-11-25"}]}) is None


def test_a_rule_is_put_in_force_and_not_filed_d7_7() -> None:
    assert rules.may_close({"kind": "rule", "checked": "yes"})
    assert rules.may_close({"kind": "plan", "checked": "yes"}) is None


def test_what_was_not_carried_out_is_not_filed_d2_1() -> None:
    assert rules.may_close({"kind": "order", "checked": "no"})


def test_whoever_asked_for_an_answer_gets_it_d17_2() -> None:
    asked = {"kind": "order", "checked": "yes", "answer_by": MORNING.date()}
    assert rules.may_close(asked)
    assert rules.may_close(asked | {"answered_at": MORNING}) is None


def test_what_is_in_force_has_a_number_and_a_day_d7_7() -> None:
    ready = {"kind": "rule", "checked": "yes", "document_number": "QG-07", "in_force_on": dt.date(2026, 12, 1)}
    assert rules.may_put_in_force(ready) is None
    for lacking in ("document_number", "in_force_on"):
        assert rules.may_put_in_force(ready | {lacking: None})


@pytest.mark.parametrize(
    ("wrong", "values"),
    [
        ("issued_on", {"received_at": MORNING, "issued_on": dt.date(2026, 11, 21)}),
        ("valid_until", {"in_force_on": dt.date(2026, 11, 20), "valid_until": dt.date(2026, 11, 19)}),
    ],
)
def test_dates_that_cannot_be_are_refused(wrong: str, values: dict[str, Any]) -> None:
    assert list(rules.check_notice(values)) == [wrong]


def test_a_document_without_number_or_readers_is_told_d2_1_d7_7() -> None:
    assert {"document_number", "readers"} <= set(rules.warn_notice({}))
    assert rules.warn_notice({"document_number": "皖药监〔2026〕8号", "readers": [READ]}) == {}


def test_a_stop_sale_names_its_goods_d2_4() -> None:
    assert "product" in rules.warn_notice({"asks": ("stop_sale",)})
    assert "product" not in rules.warn_notice({"asks": ("stop_sale",), "goods": [{"batch": "260308"}]})


def test_a_review_sets_the_day_of_the_next_one_d14_5() -> None:
    held = {"reviewed_on": dt.date(2026, 11, 20), "review_on": dt.date(2026, 11, 20)}
    assert "review_on" in rules.warn_notice(held)
    assert "review_on" not in rules.warn_notice(held | {"review_on": dt.date(2027, 11, 19)})
