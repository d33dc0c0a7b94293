"""Codes of the trade: approval numbers, barcodes, drug trace codes. They warn, they never block (regulation 3.5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message

APPROVAL = re.compile(
    r"^(国药(准|试)字[HZSJBTF]\d{8}|国药准字[HZS](C|J)\d{8}|国药准字C?[HZS]C?\d{8}|B?[HZS]C?\d{8}|[\u4e00-\u9fff]{1,4}(健|械|食|卫|妆).{4,24})$"
)


def approval_number_known(number: str) -> bool:
    """Whether an approval number has one of the known forms (regulation 3.5)."""
    return bool(APPROVAL.match(number.replace(" ", "").replace("(", "").replace(")", "")))


def check_digit_right(code: str) -> bool:
    """Whether a 13-digit EAN or 14-digit GTIN / 药品本位码 ends in its right check digit."""
    body, check = code[:-1], int(code[-1])
    total = sum(int(c) * (3 if n % 2 == 0 else 1) for n, c in enumerate(reversed(body)))
    return (10 - total % 10) % 10 == check


def code_kind(code: str) -> str:
    """What a scanned code is: ``trace`` (20 digits), ``standard`` (药品本位码, 14 digits from 869), ``ean`` or ''."""
    if not re.fullmatch(r"\d+", code):
        return ""
    if len(code) == 20:
        return "trace"
    if len(code) == 14 and code.startswith("869"):
        return "standard"
    return "ean" if len(code) in (8, 12, 13, 14) else ""


def warn_product(values: Mapping[str, Any]) -> dict[str, Message]:
    """What looks mistyped in a product's codes."""
    found: dict[str, Message] = {}
    number, barcode = values.get("approval_number") or "", values.get("barcode") or ""
    if number and not approval_number_known(number):
        found["approval_number"] = message(
            _("This is not one of the known forms of an approval number; check it once more")
        )
    if code_kind(barcode) in ("ean", "standard") and len(barcode) in (13, 14) and not check_digit_right(barcode):
        found["barcode"] = message(_("The check digit of this barcode does not fit; scan or type it once more"))
    return found


def check_batch(values: Mapping[str, Any]) -> dict[str, Message]:
    """A batch cannot expire before it was made."""
    made, expires = values.get("made_on"), values.get("expires_on")
    if made and expires and expires < made:
        return {"expires_on": message(_("Valid until lies before the day it was made; correct one of the two"))}
    return {}
