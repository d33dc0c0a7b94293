"""How many records of each register the sample year has, and which of them rest unfinished, how far they have come."""

from __future__ import annotations

from collections.abc import Mapping

SHARES = {
    "complaint": 0.31,
    "batch_issue": 0.11,
    "visit": 0.1,
    "slip": 0.036,
    "accident": 0.047,
    "capa": 0.036,
    "meeting": 0.02,
    "stop_sale": 0.036,
    "recall": 0.041,
    "adr": 0.036,
    "inspection": 0.032,
    "service": 0.032,
    "notice": 0.036,
    "survey": 0.036,
}
"""The rest are returns."""

# Hours ago it came in, and the move after which it rests: every stage occurs, some late, some due in the next days.
UNFINISHED: dict[str, tuple[tuple[float, str], ...]] = {
    "complaint": (
        (1.5, "save"),
        (5, "save"),
        (19, "save"),
        (29, "save"),
        (6, "accept"),
        (21, "accept"),
        (50, "accept"),
        (26, "investigate"),
        (30, "investigate"),
        (52, "investigate"),
        (122, "investigate"),
        (200, "investigate"),
        (50, "propose"),
        (74, "propose"),
        (148, "propose"),
        (98, "decide"),
        (124, "decide"),
        (200, "decide"),
        (170, "reply"),
        (220, "reply"),
    ),
    "batch_issue": (
        (3, "save"),
        (26, "save"),
        (25, "accept"),
        (98, "accept"),
        (30, "department_opinion"),
        (126, "department_opinion"),
        (100, "quality_opinion"),
        (150, "quality_opinion"),
        (300, "quality_opinion"),
    ),
    "visit": (
        (25, "save"),
        (73, "save"),
        (50, "handle"),
        (122, "handle"),
        (220, "handle"),
        (120, "propose"),
        (150, "propose"),
        (250, "reply"),
    ),
    "goods_return": (
        (2, "save"),
        (26, "save"),
        (122, "save"),
        (25, "receive"),
        (98, "receive"),
        (75, "confirm"),
        (220, "confirm"),
        (100, "decide"),
        (150, "decide"),
        (195, "settle"),
        (290, "settle"),
        (360, "settle"),
    ),
    "slip": ((3, "save"), (20, "send"), (30, "take"), (45, "handle"), (60, "answer")),
    "accident": (
        (2, "save"),
        (25, "report"),
        (52, "form_group"),
        (122, "report_cause"),
        (170, "review"),
        (240, "decide"),
    ),
    "capa": ((4, "save"), (50, "take"), (98, "analyse"), (220, "approve"), (700, "done")),
    "meeting": ((20, "save"), (150, "issue")),
    "stop_sale": ((2, "save"), (27, "save"), (5, "stop"), (30, "lock"), (320, "feed_back")),
    "recall": ((2, "save"), (20, "stop"), (26, "lock"), (170, "notify"), (300, "complete")),
    "adr": ((26, "save"), (60, "assess"), (420, "assess"), (5, "report_at_once"), (200, "report")),
    "inspection": ((2, "save"), (30, "handle"), (200, "handle"), (100, "handled")),
    "notice": ((3, "save"), (30, "save"), (100, "pass_on"), (250, "read"), (200, "done")),
    "survey": ((2, "save"), (150, "send"), (400, "send"), (50, "back"), (100, "report")),
    "service": ((2, "save"), (100, "save"), (20, "take"), (30, "done")),
}


def shared(count: int, fixed: Mapping[str, int]) -> dict[str, int]:
    """How many of each register make ``count`` together; ``fixed``: those there are in any case."""
    found: dict[str, int] = {}
    upto = 0.0
    for register, share in SHARES.items():
        before = round(count * upto)
        upto += share
        found[register] = round(count * upto) - before
    found["goods_return"] = count - sum(found.values())
    for register, number in fixed.items():
        more = max(number - found[register], 0)
        found[register] += more
        found["complaint"] -= more
    return found
