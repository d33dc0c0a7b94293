"""What the help's table of requirements names: fields, moves, terms, papers, duties … found in the declarations.

A name is written as ``complaint`` (register or master), ``complaint.channel``, ``complaint.channel=hotline`` (a
choice), ``slip.parties.received`` (a column of a small table), ``complaint/accept`` (move), ``complaint@accept``
(deadline), ``complaint#letter_slip`` (paper), ``complaint%letters`` (ledger), ``complaint>visit`` (what is made from
it), ``complaint~large`` (route), ``duty:survey``, ``report:analysis``, ``right:seal``, ``role:finance``,
``setting:reach``, ``command:find`` and ``desk:trails.of_number`` (a use case).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from qfdesk.language import Message, _, message, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Lines
from qfdesk.model.record import Record
from qfdesk.places import resources
from qfdesk.rules.duties import DUTIES
from qfdesk.rules.requirements import RequirementTable, read_table
from qfdesk.rules.rights import ACTS, ROLES

SETTINGS = {
    "company": _("Company"),
    "paper_lang": _("Paper language"),
    "reach": _("How customers reach us"),
    "hours": _("Working hours"),
    "keep_years": _("Years of keeping"),
    "management_review": _("Management review"),
}
"""The settings of the house that requirements ask for, by key."""

_PARTS = re.compile(r"^([a-z_]+)(?:([./@#%>~])([a-z0-9_.=]+))?$")
_KIND = {
    "/": _("step “{name}”"),
    "@": _("term “{name}”"),
    "#": _("form “{name}”"),
    "%": _("ledger “{name}”"),
    ">": _("makes “{name}”"),
    "~": _("told to others: “{name}”"),
}
_IN = _("{field}: {name}")
_OF = _("{field} ({name})")
_WORD = {
    "duty": _("periodic duty “{name}”"),
    "report": _("report “{name}”"),
    "right": _("right “{name}”"),
    "role": _("role “{name}”"),
    "setting": _("setting “{name}”"),
    "command": _("command “{name}”"),
}
"""How what does not belong to one register is said; a use case needs no word, since the row's own words tell it."""


@dataclass(frozen=True)
class Named:
    """What a name stands for: in which register or master ('' = none), and what it is called there.

    ``of``: the field of which it is a choice or a column.
    """

    where: str
    what: Message | None = None
    of: str = ""


@cache
def requirement_table(lang: str) -> RequirementTable:
    """The table of requirements in a language."""
    return read_table((resources() / "help" / f"requirements_{lang}.md").read_text("utf-8"))


def named(name: str, entries: Mapping[str, type[Entry]], reports: Mapping[str, str]) -> Named | None:
    """What a name stands for, None when there is no such thing. ``reports``: {key: title}.

    Commands and use cases are taken as they are: they are known only to those who have them.
    """
    word, colon, key = name.partition(":")
    if colon:
        return _of_house(word, key, reports)
    found = _PARTS.match(name)
    if not found or found[1] not in entries:
        return None
    entry, sign, key = entries[found[1]], found[2], found[3]
    if not sign:
        return Named(entry.label)
    if sign == ".":
        return _field(entry, key)
    what = _declared(entry, sign, key, entries)
    return Named(entry.label, what) if what else None


def _of_house(word: str, key: str, reports: Mapping[str, str]) -> Named | None:
    if word == "desk":
        return Named("")
    known: Mapping[str, str] = {
        "duty": {duty.key: duty.title for duty in DUTIES},
        "report": reports,
        "right": {act: label for act, (label, _roles) in ACTS.items()},
        "role": ROLES,
        "setting": SETTINGS,
        "command": {key: key},
    }.get(word, {})
    return Named("", message(_WORD[word], name=message(known[key]))) if key in known else None


def _field(entry: type[Entry], key: str) -> Named | None:
    """A field, one of its choices, a column of its small table, or a choice of that column."""
    path, _equals, option = key.partition("=")
    name, _dot, column = path.partition(".")
    thing: Any = entry.fields().get(name)
    labels = [thing.label] if thing is not None else []
    if thing is not None and column:
        thing = {one.key: one for one in thing.columns}.get(column) if isinstance(thing, Lines) else None
        labels += [thing.label] if thing is not None else []
    if thing is None:
        return None
    if option:
        if option not in getattr(thing, "options", {}):
            return None
        labels.append(thing.options[option])
    return Named(entry.label, message(labels[-1]), labels[-2] if len(labels) > 1 else "")


def _declared(entry: type[Entry], sign: str, key: str, entries: Mapping[str, type[Entry]]) -> Message | None:
    if not issubclass(entry, Record):
        return None
    labels = dict(_labels(entry, sign, entries))
    return message(_KIND[sign], name=message(labels[key])) if key in labels else None


def _labels(entry: type[Record], sign: str, entries: Mapping[str, type[Entry]]) -> Iterator[tuple[str, str]]:
    """{key: label} of the moves, deadlines … of a register."""
    if sign == "/":
        yield from ((move.key, move.label) for stage in entry.stages for move in stage.moves)
    elif sign == "@":
        yield from ((one.key, one.label) for one in entry.deadlines)
    elif sign == "#":
        yield from ((one.key, one.title) for one in entry.papers)
    elif sign == "%":
        yield from ((one.key, one.title) for one in entry.ledgers)
    elif sign == "~":
        yield from ((one.key, one.label) for one in entry.routes)
    elif sign == ">":
        yield from ((one.register, entries[one.register].label) for one in entry.follows if one.register in entries)


def place_lines(names: Sequence[str], entries: Mapping[str, type[Entry]], reports: Mapping[str, str]) -> list[str]:
    """The names as a person reads them, in the screen's language: a line a register, and one for the house."""
    found: dict[str, dict[str, list[str]]] = {}
    for name in names:
        told = named(name, entries, reports)
        if told and told.what:
            # What is a choice stands behind its field, everything else by itself.
            said = told.what.say()
            found.setdefault(told.where, {}).setdefault(say(told.of) or said, []).extend([said] if told.of else [])
        elif told and told.where:
            found.setdefault(told.where, {})
    return [_line(where, things) for where, things in found.items()]


def _line(where: str, things: Mapping[str, Sequence[str]]) -> str:
    comma = say(_(", "))
    said = comma.join(
        say(_OF, field=thing, name=comma.join(dict.fromkeys(parts))) if parts else thing
        for thing, parts in things.items()
    )
    return say(_IN, field=say(where), name=said) if where and said else said or say(where)
