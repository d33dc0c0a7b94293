"""Named persons and groups: what somebody is named for, and from when until when (M28)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message

LETTERS, RETURNS, COLLECTOR, TRACKER, ANALYSIS, LEADING, SERVICE, REACTIONS, OTHER = (
    *("letters", "returns", "collector", "tracker", "analysis"),
    *("leading", "service", "reactions", "other"),
)
# D12.1; D12.7; D6.1, D13.2; D6.5; D6.2, D14.3; D14.1; D8.7, D8.9; 药品不良反应报告和监测管理办法
POSTS = {
    LETTERS: _("Register of letters, calls and visits"),
    RETURNS: _("Returns: taking in and recording"),
    COLLECTOR: _("Collecting and classing quality information"),
    TRACKER: _("Following up open cases"),
    ANALYSIS: _("Analysing quality information"),
    LEADING: _("Leading group for quality"),
    SERVICE: _("After-sales service"),
    REACTIONS: _("Adverse drug reactions"),
    OTHER: _("Other"),
}


def check_post(values: Mapping[str, Any]) -> dict[str, Message]:
    """A post does not end before it begins."""
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        return {"until": message(_("The last day lies before the first; correct one of the two"))}
    return {}


def warn_post(values: Mapping[str, Any]) -> dict[str, Message]:
    """A post asks for a person, a group for a head or members (D6.1, D12.1)."""
    if not values.get("person") and not values.get("members"):
        return {"person": message(_("Nobody is named yet; enter a person, or the members of the group"))}
    return {}
