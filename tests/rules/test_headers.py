"""Headers of other people's tables: which of them are which field."""

from __future__ import annotations

import pytest

from qfdesk.model.imported import names_of
from qfdesk.model.masters import Party, Product
from qfdesk.registers.complaint import Complaint
from qfdesk.registers.sale import Sale
from qfdesk.rules.headers import header_row, is_foot, is_total, matched


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("销售日期", "sold_at"),
        ("出库日期", "sold_at"),
        (" 购 货 单 位 ", "buyer"),
        ("客户名称", "buyer"),
        ("Buyer", "buyer"),
        ("buyer", "buyer"),
        ("产品批号*", "batch"),
        ("批 号", "batch"),
        ("药品通用名称", "product"),
        ("规格", "product.specification"),
        ("生产厂家", "product.maker"),
        ("批准文号", "product.approval_number"),
        ("数量（盒）", "quantity"),
        ("销售数量", "quantity"),
        ("有效期至", "expires_on"),
        ("单价(元)", "price"),
        ("联系电话", "buyer.phone"),
    ],
)
def test_a_header_of_a_sales_ledger_is_its_field(header: str, path: str) -> None:
    assert matched([header], names_of(Sale)) == {0: path}


def test_columns_that_only_count_and_sums_are_no_fields() -> None:
    assert matched(["序号", "金额", "页码"], names_of(Sale)) == {}


def test_no_field_is_given_twice() -> None:
    found = matched(["客户", "客户名称", "日期", "销售日期"], names_of(Sale))
    assert sorted(found.values()) == sorted(set(found.values()))
    assert found[3] == "sold_at"


def test_a_catalogue_of_another_program_becomes_products() -> None:
    heads = [
        "DRUG_CODE",
        "DRUG_CHEM_NAME",
        "DRUG_TRADE_NAME",
        "DRUG_SPEC",
        "DRUG_DOSE",
        "DRUG_MANUFATURER",
        "DRUG_LICENSE_NO",
    ]
    found = {heads[place]: path for place, path in matched(heads, names_of(Product)).items()}
    assert found == {
        "DRUG_CHEM_NAME": "name",
        "DRUG_TRADE_NAME": "trade_name",
        "DRUG_SPEC": "specification",
        "DRUG_DOSE": "dosage_form",
        "DRUG_MANUFATURER": "maker",
        "DRUG_LICENSE_NO": "approval_number",
    }


def test_customers_and_complaints_are_understood() -> None:
    assert matched(["客户名称", "联系人", "联系电话", "地址"], names_of(Party)) == {
        0: "name",
        1: "contact",
        2: "phone",
        3: "address",
    }
    found = matched(["投诉日期", "客户名称", "药品名称", "批号", "投诉内容"], names_of(Complaint))
    assert found == {0: "received_at", 1: "customer", 2: "product", 3: "batch", 4: "story"}


def test_the_row_of_the_headers_is_found_below_titles() -> None:
    rows = [
        ["仁和堂销售台账"],
        ["部门：销售部", "", "2026年3月"],
        [],
        ["序号", "日期", "客户", "品名", "批号", "数量"],
        ["1", "2026-3-5", "康宁诊所", "丸", "1", "2"],
    ]
    assert header_row(rows, names_of(Sale)) == 3


@pytest.mark.parametrize(
    "cells", [["合计", "", "9"], ["", "总 计：", "9"], ["本月合计", "9"], ["Total", "9"], ["小计"]]
)
def test_a_row_of_totals_is_told_by_its_first_words(cells: list[str]) -> None:
    assert is_total(cells)


@pytest.mark.parametrize("cells", [["合计大药房", "9"], ["1", "康宁诊所", "合计"], ["累计洗剂"]])
def test_a_row_that_only_holds_such_a_word_is_a_row(cells: list[str]) -> None:
    assert not is_total(cells)


def test_who_made_the_table_is_no_row_of_it() -> None:
    assert is_foot(["制表人：王芳", "审核：李明"])
    assert not is_foot(["制表机", "1", "2", "3", "4"])
