"""When a case must come before somebody else: by extent, severity, dispute, suspicion, dissatisfaction (1.R; M7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.rules.rights import HEAD, QUALITY

Values = Mapping[str, Any]

LARGE = ("lot", "serious")
GRAVE = ("major", "critical")


def large(values: Values) -> bool:
    """A large lot or something serious is for the responsible person (D2.6)."""
    return values.get("extent") in LARGE


def grave(values: Values) -> bool:
    """Something major is tracked with the quality department (D11.4)."""
    return values.get("severity") in GRAVE


def accident(values: Values) -> bool:
    """A critical case or an accident goes to the general manager, who forms the investigation group (D16.8)."""
    return values.get("severity") == "critical" or values.get("kind") == "accident"


def review(values: Values) -> bool:
    """A lot accident or gross error is reviewed in a meeting (D1.5)."""
    return values.get("extent") in LARGE and values.get("severity") in GRAVE


def disputed(values: Values) -> bool:
    """What is disputed goes straight to the general manager (D7.3)."""
    return bool(values.get("disputed"))


def urgent(values: Values) -> bool:
    """What is very urgent goes straight to the general manager (D7.3)."""
    return values.get("urgency") == "critical"


def complained(values: Values) -> bool:
    """A complaint comes at once before the head of the sales side (D4.4); an inquiry does not."""
    return values.get("kind") not in ("inquiry", "", None)


def suspected(values: Values) -> bool:
    """A suspicion of fake or inferior drugs is reported to the regulator (D17.3)."""
    return bool(values.get("suspicion"))


def reaction(values: Values) -> bool:
    """A suspected adverse reaction is reported (D17.5)."""
    return values.get("kind") == "adr"


def dissatisfied(values: Values) -> bool:
    """A customer who is not satisfied may ask for a higher level (D8.10)."""
    return values.get("satisfied") == "dissatisfied"


def deciders(values: Values) -> tuple[str, ...]:
    """Who decides: the responsible person what is large or serious, else the quality officer too (D2.6)."""
    return (HEAD,) if large(values) else (QUALITY, HEAD)
