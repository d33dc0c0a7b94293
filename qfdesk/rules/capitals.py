"""Amounts in Chinese capitals (人民币大写), as refunds and vouchers demand them. The numerals are data, not words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal(10) ** 16


def capitals(amount: Decimal) -> str:
    """Yuan as 人民币壹佰贰拾元整, rounded to the fen (正确填写票据和结算凭证的基本规定).

    Raises ValueError for an amount of 10^16 yuan or more, for which there is no accepted reading.
    """
    fen = int((abs(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP)) if abs(amount) < LIMIT else -1
    if fen < 0:
        raise ValueError(f"no capitals for {amount}")
    yuan, small = divmod(fen, 100)
    sign = "负" if amount < 0 and fen else ""
    if not fen:
        return "人民币零元整"
    return f"人民币{sign}{_yuan(yuan)}{_small(*divmod(small, 10), after_yuan=yuan > 0)}"


def _small(jiao: int, fen: int, *, after_yuan: bool) -> str:
    if not jiao and not fen:
        return "整"
    if not jiao:
        return f"{'零' if after_yuan else ''}{DIGITS[fen]}分"
    return f"{DIGITS[jiao]}角" + (f"{DIGITS[fen]}分" if fen else "整")


def _yuan(yuan: int) -> str:
    """Groups of four digits from the left; one nought stands for every gap of noughts between figures."""
    said, gap = "", False
    for n in range(len(GROUPS) - 1, -1, -1):
        group = yuan // 10 ** (4 * n) % 10_000
        if not group:
            gap = gap or bool(said)
            continue
        if said and (gap or group < 1000):
            said += DIGITS[0]
        said += _group(group) + _group_name(n, yuan)
        gap = False
    return f"{said}元" if said else ""


def _group_name(n: int, yuan: int) -> str:
    """万亿 is said once: 壹万贰仟亿 is one figure of 亿 when both groups are there."""
    return "万" if n == 3 and yuan // 10**8 % 10_000 else GROUPS[n]


def _group(group: int) -> str:
    said, gap = "", False
    for n in range(3, -1, -1):
        digit = group // 10**n % 10
        if digit:
            said += (DIGITS[0] if gap and said else "") + DIGITS[digit] + PLACES[n]
        gap = not digit
    return said
