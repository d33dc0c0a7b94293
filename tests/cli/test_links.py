"""Links written as text: the master is found by its names and codes, or made when there is none."""

import pytest

from tests.cli.conftest import LEAST, Add, Ask

PRODUCT = {
    "name": "盐酸小檗碱片",
    "specification": "0.1g*24片",
    "approval_number": "国药准字H15020568",
    "barcode": "6901234567892",
    "maker": "赤峰蒙欣药业有限公司",
}


def _product_of(ask: Ask, number: str) -> str:
    return ask("show", number, "--json").json["product"]


@pytest.mark.parametrize("text", ["盐酸小檗碱片", "盐酸小檗碱片 0.1g*24片", "国药准字H15020568", "6901234567892"])
def test_a_product_is_found_by_name_approval_number_and_barcode(ask: Ask, add: Add, text: str) -> None:
    add("product", **PRODUCT)
    assert _product_of(ask, add(product=text)) == "盐酸小檗碱片 0.1g*24片"
    assert len(ask("list", "product", "--json").json) == 1


def test_a_product_with_spaces_in_its_name_is_found_again(ask: Ask, add: Add) -> None:
    add("product", name="Vitamin C", specification="0.1 g x 100")
    assert _product_of(ask, add(product="Vitamin C 0.1 g x 100")) == "Vitamin C 0.1 g x 100"
    assert len(ask("list", "product", "--json").json) == 1


def test_masters_are_made_when_there_are_none(ask: Ask, add: Add) -> None:
    number = add(customer="张三", product="复方丹参片 60片", batch="20260101", handler="李雷", department="质管部")
    shown = ask("show", number, "--json").json
    assert (shown["customer"], shown["product"], shown["batch"]) == ("张三", "复方丹参片 60片", "20260101")
    (batch,) = ask("list", "batch", "--json").json
    assert (batch["batch_number"], batch["product"]) == ("20260101", "复方丹参片 60片")
    assert [d["name"] for d in ask("list", "department", "--json").json] == ["质管部"]


def test_the_same_name_makes_one_master_in_a_list(ask: Ask) -> None:
    given = [{"story": str(n), "customer": "张三", "product": "板蓝根颗粒", "batch": "A1"} for n in range(3)]
    assert ask("add", "complaint", given=given).status == 0
    assert [len(ask("list", m, "--json").json) for m in ("party", "product", "batch")] == [1, 1, 1]


def test_one_batch_number_of_two_products_makes_two_batches(ask: Ask, add: Add) -> None:
    first, second = add(product="板蓝根颗粒", batch="A1"), add(product="感冒灵颗粒", batch="A1")
    assert len(ask("list", "batch", "--json").json) == 2
    assert len(ask("list", "complaint", "--where", "batch=A1", "--json").json) == 2
    assert _product_of(ask, first) != _product_of(ask, second)


def test_a_batch_tells_two_products_of_one_name_apart(ask: Ask, add: Add) -> None:
    for specification in ("0.1g", "0.2g"):
        add("product", name="双黄连片", specification=specification)
    add(product="双黄连片 0.2g", batch="B7")
    answer = ask("add", "complaint", given={"story": "x", "product": "双黄连片", "batch": "B7"})
    assert (answer.status, answer.err) == (0, "")
    assert _product_of(ask, answer.lines[0]) == "双黄连片 0.2g"


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_of_several_masters_of_one_name_the_first_is_taken_and_told(ask: Ask, add: Add, lang: str) -> None:
    add("party", name="张伟", phone="1"), add("party", name="张伟", phone="2")
    answer = ask("add", "complaint", given=[{"story": "x", "customer": "张伟"}] * 3, lang=lang)
    assert answer.status == 0
    assert "张伟" in answer.sentence
    assert len(answer.lines) == 3
    assert len(ask("list", "party", "--json").json) == 2


def test_a_record_is_found_by_initials_of_customer_and_product(ask: Ask, add: Add) -> None:
    number = add(customer="仁济药房", product="盐酸小檗碱片")
    add(customer="百草堂", product="板蓝根颗粒")
    for initials in ("rjyf", "YSXBJ", "xbjp"):
        assert [hit["number"] for hit in ask("find", initials, "--json").json] == [number]


def test_a_link_to_nothing_is_left_empty(ask: Ask, add: Add) -> None:
    shown = ask("show", add(customer="  ", product=None), "--json").json
    assert (shown["customer"], shown["product"]) == ("", "")


@pytest.mark.parametrize("master", ["party", "product", "batch", "department", "operator"])
def test_masters_are_added_and_listed(ask: Ask, add: Add, master: str) -> None:
    name = add(master)
    (field,) = LEAST[master]
    assert name in [m[field] for m in ask("list", master, "--json").json]
    assert ask("show", name, "--json").json["register"] == master


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_a_batch_of_a_product_is_entered_once(ask: Ask, add: Add, lang: str) -> None:
    add("batch", batch_number="A1", product="板蓝根颗粒")
    answer = ask("add", "batch", given={"batch_number": "A1", "product": "板蓝根颗粒"}, lang=lang)
    assert answer.status == 2
    assert answer.json["error"] == answer.sentence
