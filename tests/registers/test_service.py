"""Services: recorded with their course (D8.7), followed until solved (D16.11), trips reported (D1.7; M19)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query, Saved
from qfdesk.paper import Pages
from tests.invented import MORNING, save_one
from tests.registers.walking import go, next_of, running

TODAY = MORNING.date()
SERVED: dict[str, Any] = {"work": "更换气泵接头", "served_on": TODAY, "solved": "yes", "result": "充气正常"}
TRIP: dict[str, Any] = {"trip_from": TODAY, "trip_to": TODAY, "expenses": Decimal("86.50")}


def asked(desk: Desk, **values: Any) -> Saved:
    given = {"received_at": MORNING, "customer": Ref(None, "康宁诊所"), "story": "开机后不充气"}
    return save_one(desk, "service", **{**given, **values})


def served(desk: Desk, **values: Any) -> Saved:
    service = asked(desk, **values)
    go(desk, service, "take", handler=values.get("handler") or Ref(None, "周强"))
    go(desk, service, "done", **SERVED)
    return service


def text_of(path: Path) -> str:
    with Pages(path) as pages:
        return "".join("".join(pages.text(n).split()) for n in range(len(pages)))


def test_a_service_is_given_in_reasonable_time_and_as_promised_d8_7(desk: Desk) -> None:
    service = asked(desk, promised_on=dt.date(2026, 11, 23))
    assert running(desk, service) == {"promised": "11-23 17:30", "serve": "11-25 17:30"}
    go(desk, service, "take", handler=Ref(None, "周强"))
    go(desk, service, "done", **SERVED)
    assert running(desk, service) == {}


def test_a_service_is_not_closed_while_the_problem_is_there_d16_11(desk: Desk) -> None:
    service = asked(desk)
    go(desk, service, "take", handler=Ref(None, "周强"))
    go(desk, service, "done", **SERVED | {"solved": "no"})
    with pytest.raises(InvalidError, match="not solved yet"):
        go(desk, service, "close", satisfied="dissatisfied")
    assert go(desk, service, "again", "仍不充气").stage == "serving"


def test_the_report_of_a_trip_is_filed_within_three_working_days_d1_7(desk: Desk) -> None:
    service = served(desk, place_kind="site", **TRIP)
    assert running(desk, service) == {"file": "11-25 17:30"}
    with pytest.raises(InvalidError, match="report of the trip is not filed"):
        go(desk, service, "close", satisfied="satisfied")
    filed = go(desk, service, "file")
    assert (filed.values["filed_at"], filed.values["filed_by"].text) == (MORNING, "王芳")
    assert go(desk, service, "close", satisfied="satisfied").stage == "closed"


def test_expenses_are_paid_only_after_the_report_was_filed_and_then_stand_d1_7(desk: Desk) -> None:
    service = served(desk, place_kind="site", **TRIP)
    with pytest.raises(InvalidError, match="only after the report was filed"):
        go(desk, service, "pay")
    go(desk, service, "file")
    go(desk, service, "pay")
    draft = desk.edit(desk.open("service", service.id))
    draft.values["expenses"] = Decimal(900)
    with pytest.raises(InvalidError, match="no longer changes"):
        desk.save(draft)


def test_a_service_in_the_house_has_no_trip_to_file(desk: Desk) -> None:
    with pytest.raises(InvalidError, match="away from the house"):
        go(desk, served(desk), "file")


def test_who_served_does_not_confirm_it_where_there_is_somebody_else_d11_3(desk: Desk) -> None:
    service = served(desk, handler=desk.session.person)
    save_one(desk, "operator", name="李明", roles=("quality",))
    with pytest.raises(NotPermittedError, match="somebody else than the Served by"):
        go(desk, service, "close", satisfied="satisfied")


@pytest.mark.parametrize("register", ["complaint", "visit"])
def test_a_service_follows_from_a_complaint_or_a_visit_d16_11(desk: Desk, register: str) -> None:
    case = save_one(desk, register, customer=Ref(None, "康宁诊所"), story="血压计不充气")
    draft, _made = next_of(desk, "service", case)
    assert (draft.values["customer"].text, draft.values["story"]) == ("康宁诊所", "血压计不充气")


@pytest.mark.parametrize(("place", "paper"), [("house", "service_record"), ("site", "trip_report")])
def test_a_trip_prints_as_a_report_d1_7(desk: Desk, place: str, paper: str) -> None:
    assert desk.documents.suited("service", asked(desk, place_kind=place).id) == paper


def test_the_report_shows_the_course_the_parts_and_when_it_was_filed_d1_7_d8_7(desk: Desk, tmp_path: Path) -> None:
    steps = [{"on": "2026-11-20", "what": "上门更换接头", "by": "周强"}]
    service = served(desk, place_kind="site", steps=steps, parts=[{"part": "气泵接头", "quantity": "1"}], **TRIP)
    go(desk, service, "file")
    desk.print_forms([("service", service.id)], tmp_path / "report.pdf", lang="en")
    said = text_of(tmp_path / "report.pdf")
    wanted = ("上门更换接头", "气泵接头", "充气正常", "86.50", "2026-11-20")
    assert [word for word in wanted if word not in said] == []


def test_the_ledger_lists_every_service_with_its_course_d8_7(desk: Desk, tmp_path: Path) -> None:
    service = served(desk)
    desk.print_ledger(Query("service"), tmp_path / "services.pdf")
    said = text_of(tmp_path / "services.pdf")
    assert [word for word in (service.title, "更换气泵接头", "充气正常") if word not in said] == []
