"""urge and duties by command."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.rules.clock import SHOP
from tests.cli.conftest import Add, Ask

TODAY = dt.datetime.now(SHOP).date()


def test_urging_names_whom_and_stands_in_the_history(ask: Ask, add: Add) -> None:
    one, other = add(), add("visit")
    answer = ask("urge", one, other, "--text", "请本周内办结", "--way", "by_phone")
    assert answer.status == 0
    assert [line.split("\t")[0] for line in answer.lines] == [one, other]
    assert all(line.split("\t")[1] for line in answer.lines)
    last = ask("history", one, "--json").json[-1]
    assert (last["act"], last["reason"], last["to"]) == ("urge", "请本周内办结", answer.lines[0].split("\t")[1])


def test_urging_for_several_is_all_or_nothing(ask: Ask, add: Add) -> None:
    number = add()
    assert ask("urge", number, "TS-1999-0001", "--text", "快").status == 2
    assert [line["act"] for line in ask("history", number, "--json").json] == ["create"]


@pytest.mark.parametrize("words", [("--text", "  "), (), ("--text", "快", "--way", "by_pigeon")])
def test_urging_without_words_or_by_no_known_way_is_wrong_usage(ask: Ask, add: Add, words: tuple[str, ...]) -> None:
    answer = ask("urge", add(), *words)
    assert answer.status == 2
    assert answer.sentence


def test_duties_are_told_with_their_reason_done_and_taken_back(ask: Ask, add: Add) -> None:
    add()
    period = str(TODAY.year)
    known = {(one["duty"], one["period"]): one for one in ask("duties", "--year", period, "--json").json}
    assert known["survey", period]["rule"] == "D4.6"
    assert known["survey", period]["due_on"] <= f"{period}-12-31"
    assert "D4.6" in known["survey", period]["reason"]
    assert ask("duties", "--done", "training", period, "--proof", "签到表").status == 0
    done = next(one for one in ask("duties", "--year", period, "--json").json if one["duty"] == "training")
    assert (done["state"], done["proof"]) == ("done", "签到表")
    assert ask("duties", "--done", "training", period, "--proof", "签到表").status == 2
    assert ask("duties", "--undo", "training", period, "--note", "改期").status == 0
    assert ask("duties", "--year", "99999").status == 2


def test_due_tells_the_duties_too(ask: Ask, add: Add) -> None:
    add()
    day = dt.date(TODAY.year + 1, 12, 31)
    told = ask("due", "--on", day.isoformat(), "--json").json["duties"]
    assert {"survey", "monthly_count", "communication_review"} <= {one["duty"] for one in told}
    assert all(one["reason"] and one["due_on"] and one["role"] for one in told)


def test_the_main_customers_not_asked_stand_first(ask: Ask, add: Add) -> None:
    add("party", name="甲", main_user=True)
    add("party", name="乙", main_user=True)
    number = add("visit", customer="甲", kind="opinion")
    rows = ask("duties", "--customers", "--json").json
    assert [(one["customer"], one["number"]) for one in rows] == [("乙", ""), ("甲", number)]
