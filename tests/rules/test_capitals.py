"""Amounts in Chinese capitals read as a bank clerk writes them."""

from decimal import Decimal

import pytest

from qfdesk.rules.capitals import capitals


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.5", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("120", "壹佰贰拾元整"),
        ("1000.5", "壹仟元伍角整"),
        ("1001", "壹仟零壹元整"),
        ("1010.10", "壹仟零壹拾元壹角整"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("100010", "壹拾万零壹拾元整"),
        ("110000", "壹拾壹万元整"),
        ("1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1000000000000", "壹万亿元整"),
        ("1200000000000", "壹万贰仟亿元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("-3.2", "负叁元贰角整"),
        ("0.005", "壹分"),
    ],
)
def test_amounts_read_as_a_clerk_writes_them(amount: str, said: str) -> None:
    assert capitals(Decimal(amount)) == f"人民币{said}"


def test_an_amount_without_a_reading_is_refused() -> None:
    with pytest.raises(ValueError, match="no capitals"):
        capitals(Decimal(10) ** 16)
