"""Masked data lets a colleague recognise the person and a stranger learn nothing."""

import pytest

from qfdesk.rules.masking import WITHHELD, mask, mask_text


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳龚", "欧阳*"),
        ("欧阳", "欧*"),
        ("𠮷野家", "𠮷**"),
        ("䶮", "䶮*"),
        ("阿不都·热合曼", "阿******"),
        ("张三、李四", "张*、李*"),
        ("张三（患者家属）", "张*（患者家属）"),
        ("John Smith", "J*** S***"),
    ],
)
def test_people_keep_their_surname(name: str, masked: str) -> None:
    assert mask("contact_name", name) == masked
    assert mask("customer", name) == masked


@pytest.mark.parametrize(
    "unit",
    ["杭州市第一人民医院", "仁和堂大药房", "浙江某某制药有限公司", "市药监局", "Wuxi Pharmacy Ltd", "匿名", "顾客"],
)
def test_units_and_nobody_keep_their_name(unit: str) -> None:
    assert mask("customer", unit) == unit


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138 **** 5678"),
        ("+86 13812345678", "+86 138****5678"),
        ("0571-88886666", "0571-****6666"),
        ("(010)6666777", "(010)***6777"),
        ("057188886666", "0571****6666"),
        ("88886666", "****6666"),
        ("13812345678 / 0571-88886666", "138****5678 / 0571-****6666"),
        ("12345", "*****"),
        ("wx_anna", "w***"),
    ],
)
def test_phones_keep_their_ends(number: str, masked: str) -> None:
    assert mask("contact_phone", number) == masked


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        ("email", "anna.wang@x.cn", "a***@x.cn"),
        ("identity_proof", "330106199001011234", "330106**********34"),
        ("identity_proof", "身份证 33010619900101123X", "身份证 330106**********3X"),
        ("identity_proof", "E12345678", "E******78"),
        ("identity_proof", "无证件", "***"),
        ("contact_address", "杭州市西湖区文三路1号2幢301室", "杭州市西湖区***"),
        ("address", "文三路1号", "文三***"),
        ("symptoms", "头晕、皮疹", "***"),
        ("age", "***", "***"),
        ("sex", "female", "***"),
        ("contact_name", "", ""),
    ],
)
def test_other_data_keep_what_is_needed(kind: str, value: str, masked: str) -> None:
    assert mask(kind, value) == masked


def test_the_identity_of_a_whistle_blower_is_withheld() -> None:
    assert mask("sealed", "张三") == WITHHELD == "(sealed)"


def test_a_story_does_not_tell_what_its_fields_hide() -> None:
    story = (
        "张三来电（138-1234-5678），住杭州市西湖区文三路1号，身份证330106199001011234，邮箱anna@x.cn。张三要求退货。"
    )
    masked = mask_text(story, ["张三", "杭州市西湖区文三路1号"])
    assert (
        masked == "张*来电（138-****-5678），住杭州市西湖区***，身份证330106**********34，邮箱a***@x.cn。张*要求退货。"
    )


def test_trace_codes_and_batch_numbers_are_no_phones() -> None:
    text = "追溯码81234561381234567890，批号20260115，国药准字H20230001"
    assert mask_text(text) == text


def test_short_latin_names_do_not_change_other_words() -> None:
    assert mask_text("Li took lithium", ["Li"]) == "L*** took lithium"


def test_units_and_single_characters_are_left_in_texts() -> None:
    assert mask_text("仁和堂大药房反映张力不足", ["仁和堂大药房", "张"]) == "仁和堂大药房反映张力不足"
