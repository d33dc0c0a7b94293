"""Rules of a meeting: minutes name who was there, a review says what was concluded, actions have owners and days, and
what was decided about persons has a ground and goes no further than it must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from qfdesk.language import Message, _, message, wanted
from qfdesk.rules.actions import all_done

Values = Mapping[str, Any]

REVIEWS = ("review", "analysis", "communication", "management", "rules")
"""Meetings that end with a conclusion and proposals (D1.5, D3.6, D6.2, D7.5, D14.5, D16.4)."""
TOLD_OTHERS = ("topic", "place", "period", "story", "result", "actions", "distribution")
"""What the extract of minutes prints and what is carried into records made from them, as far as a person writes it
freely; whoever chaired the meeting is named all the same."""

_NOTHING = re.compile(
    r"(?:本次|本期|本月|本季度?|本年度?)?(?:会议|考评)?(?:均?无|没有|未作|无人受)(?:奖惩|奖罚)(?:事项|人员|情况|决定)?"
    r"|(?:there (?:are|were) )?no rewards?,? (?:or|and|nor) penalt(?:y|ies)"
    r"|(?:nobody|no one) (?:was|is) rewarded,? (?:or|nor) penali[sz]ed",
    re.IGNORECASE,
)
"""A sentence of the conclusion that says, and says no more than, that nothing was decided about anybody."""
_SENTENCES = re.compile(r"[，。；：！,.;:!\n]+")
_BRACKETED = re.compile(r"[（(【\[〔][^）)】\]〕]*[）)】\]〕]?")
_APART = re.compile(r"[、，,;；/／|\n]+")
_SPACE = re.compile(r"\s+")


def check_meeting(values: Values) -> dict[str, Message]:
    """The next meeting comes after this one; nobody is penalised without a ground (D8.9)."""
    held, following = values.get("received_at"), values.get("next_on")
    found: dict[str, Message] = {}
    if held and following and following < held.date():
        found["next_on"] = message(_("The next meeting lies before this one; correct one of the two dates"))
    for number, line in enumerate(values.get("merits") or (), 1):
        if line.get("what") == "penalty" and not line.get("ground"):
            found["merits"] = message(_("Line {n} is a penalty without a ground: say what for (D8.9)"), n=number)
            break
    return found


def warn_meeting(values: Values) -> dict[str, Message]:
    """What minutes are kept for: who was there, what was concluded, who does what until when."""
    found: dict[str, Message] = {}
    if not values.get("attendees"):
        found["attendees"] = message(_("Minutes name who was there (D1.5)"))
    if values.get("kind") in REVIEWS and not values.get("proposals"):
        found["proposals"] = message(_("A review ends with a conclusion and proposals for improvement (D6.2, D7.5)"))
    if values.get("kind") == "monthly" and not values.get("period"):
        found["period"] = message(_("Say which month the meeting is about (D7.4)"))
    return found | dict(_of_persons(values))


def _of_persons(values: Values) -> Iterator[tuple[str, Message]]:
    """What was decided about persons: complete, said in so many words where it was nothing, named in one place."""
    merits = values.get("merits") or ()
    if values.get("kind") == "appraisal" and not merits and not _nobody(values.get("result") or ""):
        sentence = _("Enter who is rewarded, praised, penalised or trained; if nobody is, conclude “No rewards or "
                     "penalties” (D8.9)")  # fmt: skip
        yield "merits", message(sentence)
    for number, line in enumerate(merits, 1):
        if not line.get("person") or not line.get("what"):
            yield "merits", message(_("Line {n} does not say who it is about or what was decided"), n=number)
            break
    lines = (line.get("person", "") for line in merits if line.get("what") == "penalty")
    penalised = {name for said in lines for name in names(said)}
    for key in TOLD_OTHERS:
        if any(_stands_in(name, _text(values.get(key))) for name in penalised):
            yield key, message(_("Somebody penalised is named here, where others read it; leave the name to the table"))


def _nobody(conclusion: str) -> bool:
    """Whether a conclusion says in so many words that nobody was rewarded or penalised."""
    return any(_NOTHING.fullmatch(said.strip()) for said in _SENTENCES.split(conclusion))


def names(said: str) -> set[str]:
    """The names in a cell, each without what stands in brackets behind it: “李 娜（质量员）、赵敏” are 李娜 and 赵敏.

    A single character is no name to look for.
    """
    found: set[str] = set()
    for part in _APART.split(_BRACKETED.sub("、", said)):
        words = part.split()
        if all(word.isascii() for word in words):
            found.add(" ".join(words))
        else:
            found.update(("".join(words), *words))
    return {name for name in found if len(name) > 1}


def _stands_in(name: str, text: str) -> bool:
    """Latin names only where they stand alone, so that Li is not found in lithium."""
    if name.isascii():
        return re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", text, re.IGNORECASE) is not None
    return name in _SPACE.sub("", text)


def _text(value: Any) -> str:
    """A text, or all that the lines of a small table say."""
    if isinstance(value, list):
        return "\n".join(text for line in value for text in line.values())
    return value or ""


def nothing_agreed(values: Values) -> Message | None:
    """Minutes with actions are followed up, not filed; nor are those with a penalty or training not carried out."""
    if values.get("actions"):
        return message(_("there are actions: issue the minutes and follow them up"))
    return carried_out(values)


def settled(values: Values) -> Message | None:
    """Every action is done, what was decided about persons carried out, and what a review concluded reported."""
    return all_done(values) or carried_out(values) or reported(values)


def carried_out(values: Values) -> Message | None:
    """Every reward, penalty and training has the day on which it was carried out (D8.9)."""
    for number, line in enumerate(values.get("merits") or (), 1):
        if not line.get("done"):
            return message(_("line {n} of rewards, penalties and training has no day on which it was done"), n=number)
    return None


def reported(values: Values) -> Message | None:
    """What an analysis or a review concluded goes to the responsible person of the house (D6.2)."""
    if values.get("kind") in REVIEWS and not values.get("reported_to"):
        return wanted("reported_to", _("say to whom the conclusion and the proposals were reported (D6.2)"))
    return None
