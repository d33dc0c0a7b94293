"""Rules of a slip: the ladder it climbs, what it may not lack, when it is answered, when it may be closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted

Values = Mapping[str, Any]

LADDER = ("group", "workshop", "office", "manager")
"""From the team to the general manager, one level at a time (D1.3)."""


def is_hard(values: Values) -> bool:
    """One week instead of two days (D1.10)."""
    return bool(values.get("hard")) and not affects_production(values)


def is_ordinary(values: Values) -> bool:
    """Two days (D1.10)."""
    return not values.get("hard") and not affects_production(values)


def affects_production(values: Values) -> bool:
    """Handled on arrival (D1.11)."""
    return bool(values.get("affects_production"))


def is_sent(values: Values) -> bool:
    """What a department solves itself is not sent (D1.3)."""
    return values.get("kind") != "local"


def leaps(values: Values) -> bool:
    """Whether the slip leaves out a level of the ladder on its way up (D1.3)."""
    here, there = values.get("from_level"), values.get("to_level")
    return here in LADDER and there in LADDER and LADDER.index(there) > LADDER.index(here) + 1


def ladder_kept(values: Values) -> Message | None:
    """A level is left out only for what is urgent, unexpected, contradictory or disputed; the reason is said (D7.3)."""
    if leaps(values) and not (values.get("bypass_ground") and values.get("bypass_reason")):
        return message(
            _("this slip leaves out a level: name the ground and the reason, or send it one level up (D7.3)")
        )
    return None


def needs_review(values: Values) -> bool:
    """Rework or scrap of a lot, gross errors and the like are reviewed in a meeting (D1.5)."""
    return bool(values.get("event"))


def only_simple_query(values: Values) -> Message | None:
    """Only a simple query may be answered without a slip (D1.4)."""
    if values.get("simple_query"):
        return None
    return message(_("only a simple query may be answered at once; tick it, or send the slip (D1.4)"))


def only_local(values: Values) -> Message | None:
    """What a department can solve itself needs no slip (D1.3)."""
    if values.get("kind") == "local":
        return None
    return message(_("only what the department solves itself ends here; choose that kind, or send the slip (D1.3)"))


def check_slip(values: Values) -> dict[str, Message]:
    """An answer cannot be wanted before the slip is written."""
    found: dict[str, Message] = {}
    written, wanted = values.get("received_at"), values.get("answer_by")
    if written and wanted and wanted < written.date():
        found["answer_by"] = message(
            _("The answer is wanted before the slip was written; correct one of the two dates")
        )
    return found


def warn_slip(values: Values) -> dict[str, Message]:
    """What the receiver will miss, and who else has to be told: it may be saved, but it is said."""
    found: dict[str, Message] = {}
    kind = values.get("kind")
    if kind in ("quality", "product"):
        for key in ("product", "batch"):
            if not values.get(key):
                found[key] = message(_("A report on a medicine should name the product and its batch number (D5.2)"))
    if kind in ("abnormal", "product") and not values.get("customer") and not values.get("contact_name"):
        found["customer"] = message(_("Name the user the information comes from (D16.2)"))
    if leaps(values) and not values.get("bypass_ground"):
        found["bypass_ground"] = message(_("A level of the ladder is left out: say on what ground (D7.3)"))
    if values.get("disputed") and kind != "local" and values.get("to_level") not in ("manager", None):
        found["to_level"] = message(_("What is disputed goes straight to the general manager (D7.3)"))
    if needs_review(values) and not values.get("parties"):
        found["parties"] = message(_("Tell the departments concerned and the quality office: one line for each (D1.5)"))
    serious = values.get("severity") in ("major", "critical")
    if serious and not values.get("leader_told_at"):
        found["leader_told_at"] = message(_("A serious problem is reported to the leader in writing (D16.10)"))
    return found


def answer_complete(values: Values) -> Message | None:
    """Other goods of the batch were looked at before a slip on goods is handled (D16.6)."""
    of_goods = values.get("kind") in ("abnormal", "product", "quality")
    if of_goods and values.get("batch") and not values.get("same_batch"):
        return wanted("same_batch", _("say what the check of the same batch showed (D16.6)"))
    return None


def may_close(values: Values) -> Message | None:
    """Reviewed where the event asks for it (D1.5), received by all it went to (D6.3), taken higher when disputed."""
    if needs_review(values) and not values.get("review"):
        sentence = _("an event of this kind is reviewed first: write down who took part and the measures (D1.5)")
        return wanted("review", sentence)
    for party in values.get("parties") or ():
        if party.get("party") and not party.get("received"):
            return message(_("{party} has not confirmed the receipt yet: enter the date (D6.3)"), party=party["party"])
    if values.get("satisfied") == "dissatisfied" and not values.get("escalated_to"):
        return wanted("escalated_to", _("the sending department is not satisfied: escalate it before closing (D8.10)"))
    return None
