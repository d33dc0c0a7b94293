"""What a clerk meets on every form: names that tell the boxes apart, people masked, Chinese where it is written."""

from __future__ import annotations

from collections import Counter

import pytest

from qfdesk.language import say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import PERSONAL
from qfdesk.model.masters import MASTERS, Product
from qfdesk.model.record import Record
from qfdesk.registers import all_registers
from qfdesk.registers.complaint import Complaint
from qfdesk.registers.goods_return import GoodsReturn

FORMS: tuple[type[Entry], ...] = (*all_registers(), *MASTERS)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("entry", FORMS, ids=lambda entry: entry.key)
def test_no_two_boxes_of_a_form_are_called_alike(entry: type[Entry], lang: str) -> None:
    names = Counter(say(field.label, lang) for field in entry.fields().values())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("register", all_registers(), ids=lambda register: register.key)
def test_a_customer_is_masked_wherever_one_is_named(register: type[Record]) -> None:
    customer = register.fields().get("customer")
    assert customer is None or customer.traits.secret == PERSONAL


def test_what_is_made_from_a_complaint_knows_whom_to_call() -> None:
    carried = {follow.register: set(follow.carries.values()) for follow in Complaint.follows}
    for register in ("goods_return", "visit"):
        assert {"customer", "contact_name", "contact_phone"} <= carried[register]


def test_numbers_that_hold_chinese_say_so() -> None:
    assert Product.fields()["approval_number"].traits.chinese
    assert GoodsReturn.fields()["stock_in_number"].traits.chinese
    assert not Product.fields()["barcode"].traits.chinese
