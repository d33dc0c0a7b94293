"""An adverse reaction: its four elements, its clocks, what contradicts itself (M17, D17.5; regulation 3.4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qfdesk.model.fields import Ref
from qfdesk.registers.adr import Adr
from qfdesk.rules.clock import SHOP
from qfdesk.rules.reactions import (
    check_reaction,
    derive_reaction,
    has_news,
    may_close,
    may_report,
    missing_elements,
    warn_reaction,
)

day = dt.date.fromisoformat
WHOLE: dict[str, Any] = {
    "patient_name": "张某",
    "reporter_name": "孙丽",
    "product": Ref(1, "阿莫西林胶囊"),
    "reaction_name": "皮疹",
}


@pytest.mark.parametrize(
    ("lost", "element"),
    [("patient_name", "patient"), ("reporter_name", "reporter"), ("product", "drug"), ("reaction_name", "reaction")],
)
def test_without_one_of_its_four_elements_a_report_is_not_valid(lost: str, element: str) -> None:
    values = WHOLE | {lost: None}
    assert missing_elements(values) == (element,)
    assert derive_reaction(values)["validity"] == "invalid"
    hindrance = may_report(values)
    assert hindrance is not None
    assert "not valid without" in hindrance.say("en")
    assert "ask for it now" in warn_reaction(values)[lost].say("en")


@pytest.mark.parametrize(
    "values",
    [
        WHOLE,
        WHOLE | {"patient_name": "", "age": 46},
        WHOLE | {"patient_name": "", "sex": "female"},
        WHOLE | {"reporter_name": "", "unit_name": "人民路店"},
        WHOLE | {"product_role": "concomitant", "drugs": [{"role": "suspect", "name": "头孢克肟"}]},
    ],
)
def test_whoever_can_be_told_from_others_is_enough(values: dict[str, Any]) -> None:
    assert missing_elements(values) == ()
    assert may_report(values) is None


def test_a_drug_only_used_at_the_same_time_is_no_suspect() -> None:
    values = WHOLE | {"product_role": "concomitant", "drugs": [{"role": "concomitant", "name": "头孢克肟"}]}
    assert missing_elements(values) == ("drug",)


@pytest.mark.parametrize(
    ("values", "clock", "term"),
    [
        ({"kinds": ("ordinary",)}, "other", "30 days"),
        ({"kinds": ()}, "other", "30 days"),
        ({"kinds": ("new",)}, "grave", "15 days"),
        ({"kinds": ("serious",)}, "grave", "15 days"),
        ({"kinds": ("ordinary",), "seriousness": ("hospital",)}, "grave", "15 days"),
        ({"kinds": ("serious",), "outcome": "death"}, "death", "the same day"),
        ({"kinds": ("new",), "seriousness": ("death",)}, "death", "the same day"),
    ],
)
def test_the_clock_follows_from_how_grave_it_is(values: dict[str, Any], clock: str, term: str) -> None:
    reporting = [d for d in Adr.deadlines if d.until == "reported_at" and d.when and d.when(values)]
    assert [(d.key, d.term.say().say("en"), d.pausable) for d in reporting] == [(clock, term, False)]


def test_only_a_manufacturer_investigates_a_death() -> None:
    clock = next(d for d in Adr.deadlines if d.key == "investigate")
    assert clock.when is not None
    assert clock.when({"outcome": "death", "unit_category": "maker"})
    assert not clock.when({"outcome": "death", "unit_category": "trader"})
    assert may_close({"outcome": "death", "unit_category": "maker"}) is not None
    assert may_close({"outcome": "death", "unit_category": "maker", "investigated_at": 1}) is None


def test_a_group_event_is_told_before_the_case_is_closed() -> None:
    assert may_close({"group_event": True}) is not None
    assert "group_told_at" in warn_reaction(WHOLE | {"group_event": True})
    assert may_close({"group_event": True, "group_told_at": 1}) is None


@pytest.mark.parametrize(
    ("told", "open_again"), [(None, True), ("2026-11-19T10:00", True), ("2026-11-20T10:00", False)]
)
def test_news_of_the_patient_is_reported_again(told: str | None, open_again: bool) -> None:
    followed = dt.datetime.fromisoformat(told).replace(tzinfo=SHOP) if told else None
    assert has_news({"news_on": day("2026-11-20"), "followed_at": followed}) is open_again
    assert not has_news({"followed_at": followed})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kinds": ("ordinary", "serious")}, "kinds"),
        ({"age": 131}, "age"),
        ({"born_on": day("2026-11-02"), "occurred_on": day("2026-11-01")}, "born_on"),
        ({"use_from": day("2026-11-02"), "use_until": day("2026-11-01")}, "use_until"),
        ({"died_on": day("2026-11-01"), "occurred_on": day("2026-11-02")}, "died_on"),
        ({"group_deaths": 3, "group_ill": 2}, "group_deaths"),
    ],
)
def test_what_contradicts_itself_is_refused(values: dict[str, Any], field: str) -> None:
    assert list(check_reaction(values)) == [field]


def test_what_looks_wrong_is_only_said() -> None:
    early = {"use_from": day("2026-11-15"), "occurred_on": day("2026-11-14")}
    assert check_reaction(early) == {}
    assert "occurred_on" in warn_reaction(WHOLE | early)
    assert "“serious”" in warn_reaction(WHOLE | {"outcome": "death"})["kinds"].say("en")
    assert "“serious” itself" in warn_reaction(WHOLE | {"seriousness": ("life",)})["kinds"].say("en")
    assert "kinds" not in warn_reaction(WHOLE | {"seriousness": ("life",), "kinds": ("serious",)})


def test_dose_route_and_frequency_stand_in_one_box_of_the_form() -> None:
    found = derive_reaction({"dose": "0.5g", "route": "口服", "frequency": "一日3次"})
    assert found["usage"] == "0.5g, 口服, 一日3次"
    period = {"use_from": day("2026-11-15"), "use_until": day("2026-11-16")}
    assert derive_reaction(period)["use_period"] == "2026-11-15 ~ 2026-11-16"
    assert derive_reaction({"use_from": day("2026-11-15")})["use_period"] == "2026-11-15"
