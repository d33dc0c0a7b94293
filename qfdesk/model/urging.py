"""Urging as plain values: who urged whom, when, how and with what words (催办, D16.10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qfdesk.language import _

WAYS = {
    "by_word": _("By word of mouth"),
    "by_phone": _("By phone"),
    "by_message": _("By message"),
    "in_writing": _("In writing"),
}


@dataclass(frozen=True)
class Urge:
    """One time a case was urged; ``to`` is whoever had it in hand then."""

    at: dt.datetime
    who: str
    to: str
    text: str
    way: str
