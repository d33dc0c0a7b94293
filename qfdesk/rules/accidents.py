"""Rules of a quality accident: its level and who must hear of it, the review, and the three points not to let pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted

Values = Mapping[str, Any]

THREE = ("cause_clear", "people_taught", "measures_taken")
"""三不放过: no accident is let pass before its cause is clear, the people are taught and measures are taken."""
REVIEWED = ("rework", "scrap", "process", "mispick", "missed")
"""The events that the quality committee has to review (D1.5)."""


def is_serious(values: Values) -> bool:
    """A serious accident is reported within 24 hours."""
    return values.get("severity") == "serious"


def is_ordinary(values: Values) -> bool:
    """An ordinary accident is reported within two days."""
    return not is_serious(values)


def needs_review(values: Values) -> bool:
    """Serious ones and those of D1.5 are reviewed, others when needed (D16.4)."""
    return is_serious(values) or values.get("event") in REVIEWED


def is_accident(_values: Values) -> bool:
    """Every accident goes to the general manager at once (D16.8)."""
    return True


def check_accident(values: Values) -> dict[str, Message]:
    """It cannot be learned of before it happened."""
    happened, learned = values.get("happened_at"), values.get("received_at")
    if happened and learned and happened > learned:
        return {"happened_at": message(_("It happened after it was learned of; correct one of the two times"))}
    return {}


def warn_accident(values: Values) -> dict[str, Message]:
    """Who has to be told at once, and what has to be secured."""
    found: dict[str, Message] = {}
    if not values.get("manager_told_at"):
        found["manager_told_at"] = message(_("An accident goes to the general manager at once (D16.8)"))
    if values.get("event") in REVIEWED and not values.get("departments_told_at"):
        found["departments_told_at"] = message(
            _("Tell the departments concerned and the quality office promptly (D1.5)")
        )
    if is_serious(values) and not values.get("regulator_told_at"):
        found["regulator_told_at"] = message(_("A major problem is reported to the drug regulator promptly (D17.4)"))
    if not values.get("containment"):
        found["containment"] = message(_("Say what was done at once to keep the harm small"))
    return found


def investigated(values: Values) -> Message | None:
    """Other goods of the batch are checked before a cause is named (D16.6)."""
    if values.get("batch") and not values.get("same_batch"):
        return wanted("same_batch", _("say what the check of the same batch showed (D16.6)"))
    return None


def no_review_needed(values: Values) -> Message | None:
    """A review is left out only where nothing asks for it (D1.5, D16.4)."""
    if needs_review(values):
        return message(
            _("a serious accident, lot rework, scrap, process error, wrong pick or missed check is reviewed (D1.5)")
        )
    return None


def may_close(values: Values) -> Message | None:
    """Nothing is let pass: cause clear, people taught, measures taken; whoever is responsible is known (D16.3)."""
    if any(values.get(key) == "no" for key in THREE):
        return message(_("one of the three points is not met: go back to the investigation"))
    if values.get("responsible") == "open":
        return message(_("settle who is responsible before closing (D16.3)"))
    return None
