"""Before whom a case must come follows from what is said of it, and the ledger knows who that is."""

from __future__ import annotations

from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import NotPermittedError
from qfdesk.model.declare import REGULATOR
from qfdesk.model.record import Record
from qfdesk.model.values import Draft
from qfdesk.registers import all_registers
from qfdesk.rules.rights import ROLES
from tests.invented import save_one

CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "a complaint comes before the head at once": ({"kind": "quality"}, "sales", "D4.4"),
    "a large lot is decided by the responsible person": ({"extent": "lot"}, "large", "D2.6"),
    "so is what is serious": ({"extent": "serious"}, "large", "D2.6"),
    "what is major is tracked": ({"severity": "major"}, "tracked", "D11.4"),
    "a grave fault of a large lot is reviewed": ({"severity": "major", "extent": "lot"}, "review", "D1.5"),
    "a critical case goes to the general manager": ({"severity": "critical"}, "accident", "D16.8"),
    "what is disputed goes straight to the top": ({"disputed": True}, "disputed", "D7.3"),
    "a suspicion goes to the regulator": ({"suspicion": ("fake_spoiled",)}, "suspected", "D17.3"),
    "an adverse reaction goes to the regulator": ({"kind": "adr"}, "reaction", "D17.5"),
    "who is not satisfied may go higher": ({"satisfied": "dissatisfied"}, "higher", "D8.10"),
}


@pytest.mark.parametrize("said", CASES)
def test_a_complaint_goes_where_the_documents_say(said: str, desk: Desk) -> None:
    values, key, rule = CASES[said]
    found = {line.route.key: line.route.rule for line in desk.routing.of("complaint", values)}
    assert found.get(key) == rule


def test_an_ordinary_inquiry_goes_nowhere_else(desk: Desk) -> None:
    assert desk.routing.of("complaint", {"kind": "inquiry", "extent": "single", "severity": "minor"}) == []


def test_a_route_names_the_people_who_have_the_role(desk: Desk) -> None:
    desk.save(Draft("operator", {"name": "陈国栋", "roles": ("head",)}))
    line = desk.routing.of("complaint", {"extent": "lot"})[0]
    assert "陈国栋" in line.people
    assert line.to.say("en") == "Responsible person"


def test_a_route_is_gone_once_its_field_is_filled(desk: Desk) -> None:
    lines = desk.routing.of("complaint", {"extent": "lot", "decided_at": desk.now()})
    assert [line.gone for line in lines if line.route.key == "large"] == [True]


def test_a_closed_record_goes_nowhere_any_more(desk: Desk) -> None:
    assert desk.routing.of("complaint", {"extent": "lot", "closed_at": desk.now()}) == []


@pytest.mark.parametrize("register", all_registers(), ids=lambda register: register.key)
def test_every_route_of_every_register_leads_to_a_role_or_out_of_the_house(register: type[Record]) -> None:
    for route in register.routes:
        assert route.to in {*ROLES, REGULATOR}
        assert route.until == "" or route.until in register.fields()
        assert route.rule


def at_the_decision(desk: Desk, extent: str) -> tuple[str, int, int]:
    """A complaint that only waits for the decision."""
    saved = save_one(desk, "complaint", channel="phone", kind="quality", story="药片变色")
    for move, values in (
        ("accept", {}),
        ("investigate", {"severity": "ordinary", "extent": extent, "handler": "王芳", "informed_at": desk.now()}),
        ("propose", {"truth": "true", "findings": "x", "cause": "x", "responsible": "house", "proposal": "x"}),
    ):
        saved = desk.move("complaint", saved.id, saved.revision, move, as_values(desk, values))
    return "complaint", saved.id, saved.revision


def as_values(desk: Desk, values: dict[str, Any]) -> dict[str, Any]:
    if "handler" in values:
        values = {**values, "handler": next(one for one in desk.people() if one.text == values["handler"])}
    return values


def test_a_quality_officer_decides_small_cases_and_leaves_large_ones_to_the_head(desk: Desk) -> None:
    small, large = at_the_decision(desk, "single"), at_the_decision(desk, "lot")
    desk.save(Draft("operator", {"name": "赵敏", "roles": ("quality",)}))
    with desk.at(desk.now(), "赵敏"):
        assert desk.move(*small, "decide", {"measures": ("explain",), "result": "已答复"}).title
        with pytest.raises(NotPermittedError, match="Responsible person"):
            desk.move(*large, "decide", {"measures": ("explain",), "result": "已答复"})
    assert desk.move(*large, "decide", {"measures": ("explain",), "result": "已答复"}).title
