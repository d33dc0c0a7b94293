"""Rules of a meeting: minutes name who was there, a review says what was concluded, actions have owners and days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message
from qfdesk.rules.actions import all_done

Values = Mapping[str, Any]

REVIEWS = ("review", "analysis", "communication", "management", "rules")
"""Meetings that end with a conclusion and proposals (D1.5, D3.6, D6.2, D7.5, D14.5, D16.4)."""


def check_meeting(values: Values) -> dict[str, Message]:
    """The next meeting comes after this one."""
    held, following = values.get("received_at"), values.get("next_on")
    if held and following and following < held.date():
        return {"next_on": message(_("The next meeting lies before this one; correct one of the two dates"))}
    return {}


def warn_meeting(values: Values) -> dict[str, Message]:
    """What minutes are kept for: who was there, what was concluded, who does what until when."""
    found: dict[str, Message] = {}
    if not values.get("attendees"):
        found["attendees"] = message(_("Minutes name who was there (D1.5)"))
    if values.get("kind") in REVIEWS and not values.get("proposals"):
        found["proposals"] = message(_("A review ends with a conclusion and proposals for improvement (D6.2, D7.5)"))
    if values.get("kind") == "monthly" and not values.get("period"):
        found["period"] = message(_("Say which month the meeting is about (D7.4)"))
    return found


def nothing_agreed(values: Values) -> Message | None:
    """Minutes with actions are followed up, not filed."""
    if values.get("actions"):
        return message(_("there are actions: issue the minutes and follow them up"))
    return None


def settled(values: Values) -> Message | None:
    """Every action is done, and what a review concluded was reported."""
    return all_done(values) or reported(values)


def reported(values: Values) -> Message | None:
    """What an analysis or a review concluded goes to the responsible person of the house (D6.2)."""
    if values.get("kind") in REVIEWS and not values.get("reported_to"):
        return message(_("say to whom the conclusion and the proposals were reported (D6.2)"))
    return None
