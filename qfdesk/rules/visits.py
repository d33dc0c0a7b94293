"""Rules of a visit: a visit is to somebody, an opinion is not filed away unanswered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted

Values = Mapping[str, Any]


def check_visit(values: Values) -> dict[str, Message]:
    """A reply cannot lie before the visit it answers."""
    visited, replied = values.get("received_at"), values.get("replied_at")
    if visited and replied and replied < visited:
        return {"replied_at": message(_("The reply lies before the visit; correct one of the two times"))}
    return {}


def warn_visit(values: Values) -> dict[str, Message]:
    """A visit names whom; a forum names who was there (D12.5)."""
    found: dict[str, Message] = {}
    if values.get("kind") == "forum" and not values.get("attendees"):
        found["attendees"] = message(_("The minutes of a forum name the units and people present (D12.5)"))
    if values.get("kind") != "forum" and not values.get("customer") and not values.get("host_name"):
        found["customer"] = message(_("Name the customer who was visited (D12.4)"))
    return found


def nothing_open(values: Values) -> Message | None:
    """Opinions without a handling are not filed away (D12.4)."""
    for opinion in values.get("opinions") or ():
        if opinion.get("said") and not opinion.get("handling"):
            return message(_("an opinion has no handling yet: fill it in, or pass the visit on (D12.4)"))
    return None


def may_close(values: Values) -> Message | None:
    """A dissatisfied user is visited again (D12.12)."""
    if values.get("satisfied") == "dissatisfied" and not values.get("next_visit_on"):
        return wanted("next_visit_on", _("the customer is not satisfied: name the day of the next visit (D12.12)"))
    return None
