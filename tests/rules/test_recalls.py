"""A recall's figures and clocks: recovered against sold, limits by level and text of the law (M16)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from qfdesk.registers.recall import Recall
from qfdesk.rules.recalls import check_recall, derive_recall, may_complete, may_notify, warn_recall

CLINIC = {"buyer": "康宁诊所", "sold": "40", "recovered": "36", "told_at": "2026-11-18T14:10:00+08:00"}
STATION = {"buyer": "社区站", "sold": "30", "recovered": "30", "told_at": ""}


def test_told_sold_and_recovered_follow_from_the_list_of_buyers() -> None:
    found = derive_recall({"buyers": [CLINIC, STATION]})
    assert (found["buyers_listed"], found["buyers_told"]) == (2, 1)
    assert (found["sold_listed"], found["quantity_recovered"], found["outstanding"]) == (70, 66, 4)
    assert found["recovered_share"] == Decimal("94.3")


def test_the_share_is_of_all_that_was_sold_where_that_is_known() -> None:
    found = derive_recall({"buyers": [CLINIC, STATION], "quantity_sold": Decimal(132)})
    assert (found["recovered_share"], found["outstanding"]) == (50, 66)


def test_a_recall_without_buyers_has_no_share() -> None:
    assert set(derive_recall({"quantity_sold": Decimal(0)}).values()) == {None, 0}


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"buyers": [CLINIC | {"recovered": "41"}]}, "buyers", "康宁诊所 gave back 41 but bought 40"),
        ({"buyers": [CLINIC | {"sold": "many"}]}, "buyers", "“many” at 康宁诊所 is no quantity"),
        ({"buyers": [CLINIC | {"recovered": "-1"}]}, "buyers", "“-1” at 康宁诊所 is no quantity"),
        ({"buyers": [CLINIC], "quantity_sold": Decimal(39)}, "quantity_sold", "bought 40, more than the 39 sold"),
        (
            {"buyers": [{"buyer": "零售", "recovered": "9"}], "quantity_sold": Decimal(8)},
            "buyers",
            "9 came back, more than the 8 sold",
        ),
        (
            {"buyers": [CLINIC], "quantity_locked": Decimal(10), "quantity_disposed": Decimal(47)},
            "quantity_disposed",
            "47 are disposed of, but only 46 were locked or recovered",
        ),
    ],
)
def test_more_than_there_was_cannot_come_back(values: dict[str, Any], field: str, sentence: str) -> None:
    assert sentence in check_recall(values)[field].say("en")


@pytest.mark.parametrize(
    "values",
    [
        {"buyers": [CLINIC, STATION], "quantity_sold": Decimal(70)},
        {"buyers": [CLINIC], "quantity_locked": Decimal(10), "quantity_disposed": Decimal(46)},
        {"buyers": [{"buyer": "零售"}]},
        {},
    ],
)
def test_quantities_that_just_fit_are_taken(values: dict[str, Any]) -> None:
    assert check_recall(values) == {}


def test_goods_sold_to_nobody_known_and_buyers_not_told_are_said() -> None:
    values = {"level": "two", "head_told_at": 1, "quantity_sold": Decimal(100), "buyers": [CLINIC, STATION]}
    assert "30 of the goods sold have no buyer yet" in warn_recall(values)["buyers"].say("en")
    told = warn_recall(values | {"quantity_sold": Decimal(70)})["buyers"].say("en")
    assert told == "社区站 is not told yet"
    assert "time limits" in warn_recall({})["level"].say("en")
    assert "responsible person" in warn_recall({"level": "one"})["head_told_at"].say("en")
    assert "list the buyers" in warn_recall({"sold_state": "none", "quantity_sold": Decimal(3)})["sold_state"].say("en")


def test_every_buyer_is_told_before_the_recall_counts_as_passed_on() -> None:
    hindrance = may_notify({"buyers": [CLINIC, STATION]})
    assert hindrance is not None
    assert "社区站" in hindrance.say("en")
    assert may_notify({"buyers": [CLINIC]}) is None
    assert may_notify({"sold_state": "none", "buyers": [STATION]}) is None


def test_a_recall_is_complete_when_it_was_fed_back_and_what_is_missing_is_explained() -> None:
    values: dict[str, Any] = {"buyers": [CLINIC]}
    for sentence, more in (
        ("feed back", {"fed_back_at": 1}),
        ("4 have not come back", {"shortfall": "已用4盒"}),
    ):
        hindrance = may_complete(values)
        assert hindrance is not None
        assert sentence in hindrance.say("en")
        values |= more
    assert may_complete(values) is None


LIMITS = {
    ("text2007", "one"): {"notify": "24 hours", "file": "1 day", "first_report": "1 day", "next_report": "1 day"},
    ("text2007", "two"): {"notify": "48 hours", "file": "3 days", "first_report": "3 days", "next_report": "3 days"},
    ("text2007", "three"): {"notify": "72 hours", "file": "7 days", "first_report": "7 days", "next_report": "7 days"},
    ("text2022", "one"): {"notify": "1 day", "file": "1 day", "first_report": "1 day", "next_report": "1 day"},
    ("text2022", "two"): {"notify": "3 days", "file": "3 days", "first_report": "3 days", "next_report": "3 days"},
    ("text2022", "three"): {"notify": "7 days", "file": "7 days", "first_report": "7 days", "next_report": "7 days"},
}


@pytest.mark.parametrize(("version", "level"), LIMITS)
def test_level_and_text_of_the_law_give_the_time_limits(version: str, level: str) -> None:
    values = {"rule_version": version, "level": level, "kind": "holder"}
    running = [d for d in Recall.deadlines if d.law and d.when and d.when(values) and d.key != "summary"]
    assert {d.key.rsplit("_", 2)[0]: d.term.say().say("en") for d in running} == LIMITS[version, level]
    assert not any(d.pausable for d in running)


@pytest.mark.parametrize(
    ("kind", "files"), [("holder", True), ("ordered", True), ("assist", False), ("recover", False)]
)
def test_only_who_answers_for_the_recall_files_with_the_authority(kind: str, files: bool) -> None:
    values = {"rule_version": "text2022", "level": "two", "kind": kind}
    keys = {d.key for d in Recall.deadlines if d.when and d.when(values)}
    assert ("file_2022_2" in keys) == ("summary" in keys) == files
    assert "notify_2022_2" in keys
