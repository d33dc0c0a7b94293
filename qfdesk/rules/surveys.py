"""Rules of a satisfaction survey: scores, forms out and back, what follows from dissatisfaction (D4, D8.10, D13.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from qfdesk.language import Message, _, message, wanted
from qfdesk.rules.actions import all_done, planned

Values = Mapping[str, Any]

FORM, PLAN = "form", "plan"
PRODUCT, SERVICE, HANDLING = "product", "service", "handling"
ITEMS = {
    "quality": (PRODUCT, 25),
    "packing": (PRODUCT, 10),
    "price": (PRODUCT, 10),
    "delivery": (SERVICE, 15),
    "attitude": (SERVICE, 15),
    "response": (SERVICE, 10),
    "handling": (HANDLING, 15),
}
"""{item of the form: (what it is about, its weight where the house says nothing else)}."""
POINTS = {"s5": 100, "s4": 80, "s3": 60, "s2": 40, "s1": 20}
"""{answer: points of a hundred}, from very satisfied to very dissatisfied."""
LOW = 40
"""Points at or below which an answer shows dissatisfaction."""
OWN = ("own1", "own2", "own3")
"""The house's own questions in a count, in the order they are asked."""
OWN_WEIGHT = 10
"""The weight of each question of the house's own, where the house says nothing else."""
FEW = 50
"""The rate in percent below which too few forms came back to speak for all."""


@dataclass(frozen=True)
class Answer:
    """What was said of one item: ``about`` product, service or handling; ``points`` of a hundred, a mean for many."""

    item: str
    about: str
    weight: Decimal
    points: Decimal


def answers(values: Values) -> list[Answer]:
    """The answers on one customer's form, to the items and to the house's own questions."""
    found = [
        Answer(item, about, weight_of(values, item), Decimal(POINTS[said]))
        for item, (about, _weight) in ITEMS.items()
        if (said := values.get(f"on_{item}")) in POINTS
    ]
    for n, line in enumerate(values.get("questions") or (), 1):
        if line.get("said") in POINTS:
            found.append(Answer(f"own{n}", *_own(values, n), Decimal(POINTS[line["said"]])))
    return found


def tallied(values: Values) -> list[Answer]:
    """The mean answers of a survey whose forms were counted item by item."""
    found = []
    for line in values.get("tally") or ():
        counts = {level: _number(line.get(level)) for level in POINTS}
        people = sum(counts.values())
        item = line.get("item", "")
        if people and (item in ITEMS or item in OWN):
            mean = sum((POINTS[level] * n for level, n in counts.items()), Decimal(0)) / people
            found.append(Answer(item, *_standing(values, item), mean))
    return found


def _standing(values: Values, item: str) -> tuple[str, Decimal]:
    """What an item is about, and its weight."""
    return (ITEMS[item][0], weight_of(values, item)) if item in ITEMS else _own(values, OWN.index(item) + 1)


def weight_of(values: Values, item: str) -> Decimal:
    """The weight of an item, or of each ``own`` question: as the survey says, else the usual one."""
    given, usual = values.get(f"weight_{item}"), ITEMS[item][1] if item in ITEMS else OWN_WEIGHT
    return Decimal(usual if given is None else given)


def _own(values: Values, n: int) -> tuple[str, Decimal]:
    """What the house's own question number ``n`` is about, and its weight."""
    lines = values.get("questions") or ()
    about = lines[n - 1].get("about") if n <= len(lines) else ""
    return about or SERVICE, weight_of(values, "own")


def _number(text: Any) -> Decimal:
    try:
        number = Decimal(str(text or 0).strip())
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() and number > 0 else Decimal(0)


def weighted(found: Iterable[Answer], about: str = "") -> Decimal | None:
    """The weighted score of a hundred, of one side only where ``about`` names it; None where nothing was said."""
    counted = [one for one in found if about in ("", one.about)]
    weights = sum((one.weight for one in counted), Decimal(0))
    if not weights:
        return None
    total = sum((one.points * one.weight for one in counted), Decimal(0))
    return _tenth(total / weights)


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def derive_survey(values: Values) -> dict[str, Any]:
    """Scores, low answers, the rate of forms that came back, and the day before the management review (D4.10)."""
    plan = values.get("kind") == PLAN
    found = tallied(values) if plan else answers(values)
    whole = values.get("on_the_whole")
    score = weighted(found)
    if score is None and not plan and whole in POINTS:
        score = Decimal(POINTS[whole])
    rate = Decimal(values.get("forms_back") or 0) * 100 / out if (out := values.get("forms_out")) else None
    low = sum(1 for one in found if one.points <= LOW) + (not plan and POINTS.get(whole or "", 100) <= LOW)
    review = values.get("review_on")
    return {
        "score": score,
        **{f"{about}_score": weighted(found, about) for about in (PRODUCT, SERVICE, HANDLING)},
        "low": int(low),
        "rate": None if rate is None or values.get("forms_back") is None else _tenth(rate),
        "report_by": review - dt.timedelta(days=1) if review else None,
    }


def is_plan(values: Values) -> bool:
    """The record of a survey as a whole, not of one customer's form."""
    return values.get("kind") == PLAN


def evaluated(values: Values) -> bool:
    """A survey whose forms came back."""
    return is_plan(values) and bool(values.get("returned_on"))


def is_low(values: Values) -> bool:
    """A customer's form that shows dissatisfaction."""
    return not is_plan(values) and bool(values.get("low"))


def check_survey(values: Values) -> dict[str, Message]:
    """Nothing comes back before it went out, nor more of it."""
    found: dict[str, Message] = {}
    sent, back, by = (values.get(key) for key in ("sent_on", "returned_on", "answer_by"))
    if sent and back and back < sent:
        found["returned_on"] = message(_("It came back before it was sent out; correct one of the two dates"))
    if sent and by and by < sent:
        found["answer_by"] = message(_("It is wanted back before it was sent out; correct one of the two dates"))
    out, returned, valid = (values.get(key) for key in ("forms_out", "forms_back", "forms_valid"))
    if out is not None and returned is not None and returned > out:
        found["forms_back"] = message(_("More forms came back than went out; correct one of the two numbers"))
    if returned is not None and valid is not None and valid > returned:
        found["forms_valid"] = message(_("More forms are valid than came back; correct one of the two numbers"))
    return found


def warn_survey(values: Values) -> dict[str, Message]:
    """Dissatisfaction without a reason; few forms back; weights that are no hundred; an item counted twice."""
    found: dict[str, Message] = {}
    if is_low(values) and not values.get("reasons"):
        found["reasons"] = message(_("An answer shows dissatisfaction: ask why and write it down (D4.4)"))
    if not is_plan(values):
        return found
    rate = values.get("rate")
    if rate is not None and rate < FEW:
        found["forms_back"] = message(_("Only {n} % came back: ask the others by phone or visit (D4.8)"), n=f"{rate:f}")
    weights = sum((weight_of(values, item) for item in ITEMS), Decimal(0))
    weights += weight_of(values, "own") * len(values.get("questions") or ())
    if weights != 100:
        found["weight_handling"] = message(
            _("The weights add up to {n}, not 100; scores are worked out in proportion"), n=f"{weights:f}"
        )
    items = [line.get("item") for line in values.get("tally") or () if line.get("item")]
    if len(set(items)) < len(items):
        found["tally"] = message(_("An item is counted on two lines; put them together"))
    return found


def counted(values: Values) -> Message | None:
    """A survey is back when it is known how many forms went out and came back (D4.7)."""
    if is_plan(values) and not (values.get("forms_out") and values.get("forms_back") is not None):
        return message(_("enter how many forms went out and came back (D4.7)"))
    return None


def only_form(values: Values) -> Message | None:
    """A survey as a whole is neither answered at once nor lost."""
    return message(_("this is a survey as a whole, not one customer's form")) if is_plan(values) else None


def nothing_low(values: Values) -> Message | None:
    """Only a form without dissatisfaction is filed at once; a survey ends with its summary report (D4.4, D4.9)."""
    if is_plan(values):
        return message(_("a survey ends with its summary report: report it (D4.9)"))
    if is_low(values):
        return message(_("the customer is not satisfied: report it and follow it up (D4.4, D8.10)"))
    return None


def reportable(values: Values) -> Message | None:
    """The summary report holds the analysis and proposals for improvement (D4.9)."""
    if is_plan(values) and not (values.get("analysis") and values.get("proposals")):
        return message(_("the summary report needs the analysis and the proposals for improvement (D4.9)"))
    return None


def may_close(values: Values) -> Message | None:
    """Decided by the general manager and carried out (D4.9); a dissatisfied customer was asked again (D8.10, D20.6)."""
    if is_plan(values) and not values.get("decided_at"):
        return message(_("the general manager has not decided the measures yet (D4.9)"))
    after = values.get("view_after")
    if is_low(values) and not after:
        return message(_("ask the customer once more and enter the view afterwards (D20.6)"))
    if is_low(values) and after == "dissatisfied" and not values.get("level"):
        return wanted("level", _("the customer is still not satisfied: take it to a higher level (D8.10)"))
    return planned(values) or all_done(values)
