"""Actions with owners and days, parallels, and no closing without proof (D3.5, D16.3, D21.5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.rules import actions, capas
from tests.invented import MORNING

DAY = MORNING.date()
TWO = [
    {"what": "更换温控器", "owner": "周强", "due": "2026-11-25", "done": ""},
    {"what": "首检培训", "owner": "赵敏", "due": "2026-11-22", "done": "2026-11-21"},
]


def test_the_next_day_is_the_earliest_of_what_is_not_done_d3_5() -> None:
    assert actions.derive_next_due({"actions": TWO}) == {"next_due": dt.date(2026, 11, 25)}
    assert actions.derive_next_due({"actions": [{**TWO[0], "done": "2026-11-24"}, TWO[1]]}) == {"next_due": None}
    assert actions.derive_next_due({}) == {"next_due": None}


def test_a_day_that_is_no_day_is_left_out() -> None:
    assert actions.derive_next_due({"actions": [{"what": "x", "due": "月底"}]}) == {"next_due": None}


@pytest.mark.parametrize("missing", ["owner", "due"])
def test_every_action_has_an_owner_and_a_day_d3_5(missing: str) -> None:
    assert actions.planned({"actions": TWO}) is None
    found = actions.planned({"actions": [TWO[1], {**TWO[0], missing: ""}]})
    assert found is not None
    assert found.say("en") == "“更换温控器” has no owner or no day: fill in both (D3.5)"


def test_a_long_action_is_named_by_its_beginning() -> None:
    found = actions.all_done({"actions": [{"what": "一" * 60 + "\n第二行"}]})
    assert found is not None
    assert found.say("en").startswith("“" + "一" * 23 + "…”")


def test_nothing_is_done_while_an_action_is_open() -> None:
    assert actions.all_done({"actions": TWO})
    assert actions.all_done({"actions": TWO[1:]}) is None


def test_a_plan_follows_a_look_at_like_products_and_batches_d16_3() -> None:
    assert "parallels" in capas.warn_capa({"corrective": "返工"})
    assert "parallels" not in capas.warn_capa({"corrective": "返工", "parallels": "无"})
    assert "parallels" not in capas.warn_capa({"corrective": "返工", "parallel_goods": [{"goods": "同机产品"}]})


def test_goods_with_the_same_fault_need_a_measure_d16_3() -> None:
    line = {"goods": "同机产品", "state": "affected"}
    assert "parallel_goods" in capas.warn_capa({"parallel_goods": [line]})
    assert "parallel_goods" not in capas.warn_capa({"parallel_goods": [{**line, "action": "返工"}]})


def test_a_ticked_kind_of_cause_is_said_in_words() -> None:
    assert "cause_machine" in capas.warn_capa({"cause_kind": ("machine",)})
    assert capas.warn_capa({"cause_kind": ("machine",), "cause_machine": "温控器漂移"}) == {}
    assert capas.warn_capa({"cause_kind": ("unknown",)}) == {}


@pytest.mark.parametrize(
    ("effect", "closed"), [("effective", True), ("partly", False), ("ineffective", False), ("", False)]
)
def test_only_what_works_is_closed_d21_5(effect: str, closed: bool) -> None:
    assert (capas.proved({"effect": effect}) is None) is closed


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_at": MORNING, "done_on": DAY - dt.timedelta(days=1)}, "done_on"),
        ({"done_on": DAY, "verify_on": DAY - dt.timedelta(days=1)}, "verify_on"),
    ],
)
def test_the_days_of_an_action_follow_each_other(values: dict[str, Any], field: str) -> None:
    assert list(capas.check_capa(values)) == [field]
    assert capas.check_capa({"received_at": MORNING, "done_on": DAY, "verify_on": DAY}) == {}
