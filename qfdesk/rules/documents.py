"""Rules of documents from above and of the house's own rules: passed on, read, carried out, in force (D2.1, D7.7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted
from qfdesk.rules.actions import all_done, derive_next_due, planned

Values = Mapping[str, Any]

OUTSIDE = ("order", "law", "announcement", "superior", "supplier")
"""Kinds of documents that come from others."""
OWN = ("rule", "procedure", "plan", "policy")
"""Kinds of documents that the house makes itself."""
AT_ONCE = ("stop_sale", "recall")
"""What a document asks that does not wait."""


def asks_at_once(values: Values) -> bool:
    """A stop-sale or a recall is asked for, or it is marked very urgent."""
    return bool(set(AT_ONCE) & set(values.get("asks") or ())) or values.get("urgency") == "critical"


def can_wait(values: Values) -> bool:
    """It is passed on promptly, but not within the hour."""
    return not asks_at_once(values)


def is_own(values: Values) -> bool:
    """A rule, procedure, plan or policy of the house."""
    return values.get("kind") in OWN


def derive_notice(values: Values) -> dict[str, Any]:
    """How many have not read it yet, and the day of the next action."""
    return {"unread": len(_unread(values)), **derive_next_due(values)}


def _unread(values: Values) -> list[str]:
    return [line.get("who") or "…" for line in values.get("readers") or () if not line.get("read")]


def check_notice(values: Values) -> dict[str, Message]:
    """What cannot be in order of time: issued, received; in force, out of force."""
    found: dict[str, Message] = {}
    issued, received = values.get("issued_on"), values.get("received_at")
    if issued and received and issued > received.date():
        found["issued_on"] = message(_("It was issued after it was received; correct one of the two dates"))
    since, until = values.get("in_force_on"), values.get("valid_until")
    if since and until and until < since:
        found["valid_until"] = message(_("It runs out before it is in force; correct one of the two dates"))
    return found


def warn_notice(values: Values) -> dict[str, Message]:
    """No document number, nobody named to read it, a review that looks back, a stop-sale that names no goods."""
    found: dict[str, Message] = {}
    if not values.get("document_number"):
        found["document_number"] = message(_("Every rule and document is kept under its document number (D7.7)"))
    if not values.get("readers"):
        found["readers"] = message(_("Name who has to read it, so that it is known who was told when (D2.1)"))
    if set(AT_ONCE) & set(values.get("asks") or ()) and not (values.get("product") or values.get("goods")):
        found["product"] = message(_("Enter the goods it names, so that their batches are found (D2.4)"))
    following, last = values.get("review_on"), values.get("reviewed_on")
    if isinstance(following, dt.date) and isinstance(last, dt.date) and following <= last:
        found["review_on"] = message(_("It was reviewed since: set the day of the next review (D14.5)"))
    return found


def for_the_file(values: Values) -> Message | None:
    """Only what asks nothing of the house is filed unread by others."""
    if is_own(values):
        return message(_("a rule or plan of the house is passed on to those it concerns (D2.1)"))
    return _asks_nothing(values, ())


def _asks_nothing(values: Values, known: tuple[str, ...]) -> Message | None:
    """Nothing is asked besides what is ``known`` to be done."""
    if set(values.get("asks") or ()) - set(known) or values.get("actions") or values.get("answer_by"):
        return message(_("it asks something of the house: pass it on (D2.1)"))
    return None


def everyone_read(values: Values) -> Message | None:
    """Everybody named has read it (D2.1)."""
    if unread := _unread(values):
        return message(_("“{who}” has not read it yet: enter the day it was read (D2.1)"), who=unread[0])
    return None


def read_and_done(values: Values) -> Message | None:
    """Read by all, and nothing besides to be carried out; a rule of the house goes on to be put in force."""
    if is_own(values):
        return message(_("a rule of the house is put in force, not filed away (D7.7)"))
    return _asks_nothing(values, ("read",)) or everyone_read(values)


def carried_out(values: Values) -> Message | None:
    """Every task has an owner and a day, and was done."""
    return planned(values) or all_done(values)


def may_close(values: Values) -> Message | None:
    """Carried out as found by the check, answered where an answer was asked for; a rule goes into the library."""
    if is_own(values) and values.get("kind") != "plan":
        return message(_("a rule of the house is put in force, not filed away (D7.7)"))
    return checked(values)


def checked(values: Values) -> Message | None:
    """The check found it carried out, and whoever asked has an answer (D2.1, D17.2)."""
    if values.get("checked") == "no":
        return message(_("the check found it not carried out: give it back"))
    if values.get("answer_by") and not values.get("answered_at"):
        return wanted("answered_at", _("an answer was asked for: send it first (D17.2)"))
    return None


def may_put_in_force(values: Values) -> Message | None:
    """What is in force has a number and a day from which it holds (D7.7)."""
    if not values.get("document_number"):
        return wanted("document_number", _("give it its document number (D7.7)"))
    if not values.get("in_force_on"):
        return wanted("in_force_on", _("enter from when it is in force (D7.7)"))
    return checked(values)
