"""A name typed once reaches wherever it is asked for: complainant, contact, telephone, consumer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.model.values import Values
from qfdesk.paper.preview import Pages
from tests.invented import change, save_one


def kept(desk: Desk, register: str, **values: object) -> Values:
    saved = save_one(desk, register, **values)
    return desk.open(register, saved.id).values


@pytest.mark.parametrize("reporter", ["patient", ""])
def test_somebody_new_who_complains_is_the_complainant(reporter: str, desk: Desk) -> None:
    found = kept(desk, "complaint", customer=Ref(None, "孙秀英"), reporter_type=reporter)
    assert found["contact_name"] == "孙秀英"


def test_a_new_unit_and_a_name_typed_are_left_alone(desk: Desk) -> None:
    assert kept(desk, "complaint", customer=Ref(None, "市三院"), reporter_type="medical")["contact_name"] == ""
    assert kept(desk, "complaint", customer=Ref(None, "康宁诊所"), reporter_type="")["contact_name"] == ""
    typed = kept(desk, "complaint", customer=Ref(None, "孙秀英"), contact_name="孙女士")
    assert typed["contact_name"] == "孙女士"


def test_a_new_unit_is_kept_as_what_it_complains_as(desk: Desk) -> None:
    for reporter, kind in (("medical", "medical"), ("patient", "person"), ("staff", "other")):
        customer = kept(desk, "complaint", customer=Ref(None, f"某{kind}"), reporter_type=reporter)["customer"]
        assert desk.open("party", customer.id).values["kind"] == kind


def test_a_name_taken_away_later_stays_away(desk: Desk) -> None:
    saved = save_one(desk, "complaint", customer=Ref(None, "孙秀英"))
    change(desk, saved, contact_name="")
    assert desk.open("complaint", saved.id).values["contact_name"] == ""


def test_a_known_person_fills_name_telephone_and_consumer(desk: Desk) -> None:
    person = save_one(desk, "party", name="孙秀英", kind="person", phone="13800000000").id
    unit = save_one(desk, "party", name="市三院", kind="medical", contact="李主任").id
    assert desk.fill("complaint", "customer", person) == {"contact_name": "孙秀英", "contact_phone": "13800000000"}
    assert desk.fill("goods_return", "customer", person)["consumer"] is True
    assert desk.fill("goods_return", "customer", unit) == {"contact_name": "李主任"}


def test_a_return_made_from_a_consumers_complaint_is_a_consumers(desk: Desk) -> None:
    person = save_one(desk, "party", name="孙秀英", kind="person", phone="13800000000").id
    for reporter, is_consumer in (("patient", True), ("medical", False)):
        customer = Ref(person, "孙秀英") if is_consumer else Ref(None, "市三院")
        saved = save_one(desk, "complaint", customer=customer, reporter_type=reporter)
        made = desk.blank("goods_return", ("complaint", saved.id)).values
        assert made["consumer"] is is_consumer
        assert made["contact_name"] == ("孙秀英" if is_consumer else "")
        assert made["contact_phone"] == ("13800000000" if is_consumer else "")


@pytest.mark.parametrize("paper", ["complaint_record", "complaint_card"])
def test_the_paper_names_the_complainant_once(paper: str, desk: Desk, tmp_path: Path) -> None:
    person = Ref(save_one(desk, "party", name="孙秀英", kind="person").id, "孙秀英")
    for name in ("", "孙秀英"):
        saved = save_one(desk, "complaint", customer=person, contact_name=name, contact_address="城东路 3 号")
        to = tmp_path / f"{paper}{len(name)}.pdf"
        desk.print_forms([("complaint", saved.id)], to, paper, "zh_CN")
        with Pages(to) as pages:
            said = re.sub(r"\s", "", pages.text(0))
        assert "投诉人孙秀英" in said
        assert said.count("孙秀英") == (2 if not name else 1)
