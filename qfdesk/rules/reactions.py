"""Rules of an adverse reaction report: its four elements, its clocks, what contradicts itself (regulation 3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted
from qfdesk.rules.clock import local

Values = Mapping[str, Any]

ELEMENTS = {
    "patient": _("the patient"),
    "reporter": _("the reporter"),
    "drug": _("the suspect drug"),
    "reaction": _("the reaction"),
}


def is_death(values: Values) -> bool:
    """A death is reported at once (药品不良反应报告和监测管理办法 Art. 21)."""
    return values.get("outcome") == "death" or "death" in (values.get("seriousness") or ())


def is_grave(values: Values) -> bool:
    """New or serious, but no death: 15 days (Art. 21)."""
    grave = {"new", "serious"} & set(values.get("kinds") or ()) or values.get("seriousness")
    return bool(grave) and not is_death(values)


def is_other(values: Values) -> bool:
    """Neither new nor serious: 30 days (Art. 21)."""
    return not is_grave(values) and not is_death(values)


def is_group(values: Values) -> bool:
    """Several persons by the same drug: told at once by telephone or fax, then the group form."""
    return bool(values.get("group_event"))


def is_any(values: Values) -> bool:
    """Every suspected reaction is reported (D17.5)."""
    return True


def is_makers_death(values: Values) -> bool:
    """A manufacturer investigates a death within 15 days (Art. 22)."""
    return is_death(values) and values.get("unit_category") == "maker"


def has_news(values: Values) -> bool:
    """More was learned of the case than the last follow-up report says (Art. 21: promptly)."""
    learned, told = values.get("news_on"), values.get("followed_at")
    return learned is not None and (told is None or local(told).date() < learned)


def derive_reaction(values: Values) -> dict[str, Any]:
    """Whether the report has its four elements, and the usage as the form has it in one box."""
    said = [values.get(key) for key in ("dose", "route", "frequency")]
    days = [day.isoformat() for day in (values.get("use_from"), values.get("use_until")) if day]
    validity = "invalid" if missing_elements(values) else "valid"
    return {
        "validity": validity,
        "usage": ", ".join(text for text in said if text),
        "use_period": " ~ ".join(dict.fromkeys(days)),
    }


def missing_elements(values: Values) -> tuple[str, ...]:
    """Patient, reporter, suspect drug, reaction: which of them nobody could identify by this report."""
    drugs = values.get("drugs") or []
    suspect = any(line.get("role") == "suspect" and line.get("name") for line in drugs)
    there = {
        "patient": any(values.get(k) for k in ("patient_name", "sex", "born_on", "age", "case_number")),
        "reporter": any(values.get(k) for k in ("reporter_name", "unit_name")),
        "drug": bool(values.get("product")) and values.get("product_role") != "concomitant" or suspect,
        "reaction": bool(values.get("reaction_name")),
    }
    return tuple(key for key, known in there.items() if not known)


def check_reaction(values: Values) -> dict[str, Message]:
    """An ordinary reaction is neither new nor serious; days that stand in the wrong order."""
    found: dict[str, Message] = {}
    kinds = set(values.get("kinds") or ())
    if "ordinary" in kinds and len(kinds) > 1:
        found["kinds"] = message(_("An ordinary reaction is neither new nor serious; untick what does not hold"))
    age, born, happened = values.get("age"), values.get("born_on"), values.get("occurred_on")
    if age is not None and not 0 <= age <= 130:
        found["age"] = message(_("An age lies between 0 and 130 years; correct it or leave it empty"))
    if born and happened and born > happened:
        found["born_on"] = message(_("The patient was born after the reaction; correct one of the two dates"))
    begun, ended = values.get("use_from"), values.get("use_until")
    if begun and ended and ended < begun:
        found["use_until"] = message(_("The drug was stopped before it was begun; correct one of the two dates"))
    died = values.get("died_on")
    if died and happened and died < happened:
        found["died_on"] = message(_("The patient died before the reaction; correct one of the two dates"))
    deaths, ill = values.get("group_deaths"), values.get("group_ill")
    if deaths is not None and ill is not None and deaths > ill:
        found["group_deaths"] = message(_("More persons died than fell ill; correct one of the two numbers"))
    return found


def warn_reaction(values: Values) -> dict[str, Message]:
    """What the report still lacks, said while it can be asked (four elements; D15.2, D17.5)."""
    found: dict[str, Message] = {}
    boxes = {"patient": "patient_name", "reporter": "reporter_name", "drug": "product", "reaction": "reaction_name"}
    for element in missing_elements(values):
        found[boxes[element]] = message(
            _("A report is valid only with {element}: ask for it now"), element=message(ELEMENTS[element])
        )
    begun, happened = values.get("use_from"), values.get("occurred_on")
    if begun and happened and happened < begun:
        found["occurred_on"] = message(_("The reaction began before the drug was used; look at both dates once more"))
    if is_death(values) and "serious" not in (values.get("kinds") or ()):
        found["kinds"] = message(_("A death is a serious reaction; tick “serious” as well"))
    elif values.get("seriousness") and "serious" not in (values.get("kinds") or ()):
        found["kinds"] = message(_("One of the signs of a serious reaction is ticked, but not “serious” itself"))
    if is_group(values) and not values.get("group_told_at"):
        found["group_told_at"] = message(_("A group event is told at once by telephone or fax, then on the group form"))
    return found


def may_report(values: Values) -> Message | None:
    """Without its four elements a report is not valid (regulation 3.4)."""
    missing = missing_elements(values)
    if not missing:
        return None
    return message(
        _("the report is not valid without {element}: fill it in first"), element=message(ELEMENTS[missing[0]])
    )


def may_report_at_once(values: Values) -> Message | None:
    """A death or a group event does not wait for the assessment."""
    if not is_death(values) and not is_group(values):
        return message(_("only a death or a group event is reported before it is assessed; assess this one first"))
    return may_report(values)


def may_close(values: Values) -> Message | None:
    """A group event has been told, and a manufacturer has investigated a death."""
    if is_group(values) and not values.get("group_told_at"):
        return wanted("group_told_at", _("tell the authorities of the group event by telephone or fax first"))
    if is_makers_death(values) and not values.get("investigated_at"):
        return wanted("investigated_at", _("a manufacturer investigates a death first (Art. 22)"))
    return None
