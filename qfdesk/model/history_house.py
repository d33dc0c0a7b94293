"""What the keys in a line of the history are called on the screen: reports, duties, papers, ledgers, settings, terms.

The line stays as it was written; only its telling follows the declarations of today and the language of the reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qfdesk.language import LANGUAGES, _, _p, say, say_count
from qfdesk.model.entry import Entry
from qfdesk.model.record import Record
from qfdesk.model.served import SETTINGS
from qfdesk.model.values import HistoryLine
from qfdesk.rules.due import WAITS_FOR
from qfdesk.rules.duties import EVERY, PROOFS
from qfdesk.rules.legal import LEGAL
from qfdesk.rules.rights import ACTS as RIGHTS
from qfdesk.rules.rights import EVERY as EVERYWHERE
from qfdesk.rules.rights import ROLES
from qfdesk.rules.terms import table_in, term_of

_NAMES = SETTINGS | {
    "idle_minutes": _("Cover the window when nobody works at it (minutes)"),
    "rights": _("Rights"),
    "duties": _("Periodic duties"),
}
_PARTS = {
    "failures": _("wrong passwords in a row"),
    "must_change": _("Must be changed at the next login"),
    "password": _("Password"),
    "disabled": _("Account closed"),
    "waits_for": _p("pause", "waits for"),
}
"""What stands in a line and is no field of its entry."""
_OF_DUTY = {
    "title": _p("periodic", "Duty"),
    "rule": _("Written in"),
    "every": _("How often"),
    "month": _("Due in month of the period"),
    "day": _("By day"),
    "role": _p("duty", "Who"),
    "department": _("Department"),
    "proof": _("What proves it"),
    "register": _("Register"),
    "off": _("Not asked for in this house"),
}
_CHOICES: dict[str, Mapping[str, str]] = {"every": EVERY, "role": ROLES, "proof": PROOFS}
_COUNTED = re.compile(r"([a-z0-9_]+) \((\d+)\)")
_VERSION = re.compile(r"(\d+) ([0-9a-f]{16})")
_OF_PERIOD = frozenset(("report", "conclude", "duty", "duty_undo"))


@dataclass(frozen=True)
class Titles:
    """What is called how: every entry by its key, and titles by the key of report, duty and department."""

    entries: Mapping[str, type[Entry]] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[int, str] = field(default_factory=dict)


def thing(titles: Titles, line: HistoryLine, lang: str | None = None) -> str:
    """What a line names that is no field of an entry: a report with its period, a setting …"""
    if line.act in _OF_PERIOD:
        return _with_period(titles, line, lang)
    if line.act == "setting":
        return _setting(titles, line.field, lang)
    return say(_PARTS[line.field], lang) if line.field in _PARTS else line.field


def _with_period(titles: Titles, line: HistoryLine, lang: str | None) -> str:
    key, *rest = line.field.split(" ")
    known = titles.duties if line.act.startswith("duty") else titles.reports
    title = known.get(key) or (_("a duty that was taken away") if line.act.startswith("duty") else key)
    if len(rest) > 1 and rest[1].isdecimal():
        rest[1] = titles.departments.get(int(rest[1]), rest[1])
    return " ".join((say(title, lang), *rest))


def _setting(titles: Titles, key: str, lang: str | None) -> str:
    kind, _colon, name = key.partition(":")
    if kind == "calendar":
        return say(_("Holidays of {year}"), lang, year=name)
    if kind == "law" and name in LEGAL:
        return say(_("Source of “{term}”"), lang, term=say(LEGAL[name].label, lang))
    if kind == "term":
        register, _dot, deadline = name.partition(".")
        entry = titles.entries.get(register)
        if entry is not None and issubclass(entry, Record):
            label = next((one.label for one in entry.deadlines if one.key == deadline), deadline)
            return say(_("term “{name}”"), lang, name=f"{say(entry.label, lang)} · {say(label, lang)}")
    return say(_NAMES.get(key, key), lang)


def values(titles: Titles, line: HistoryLine, lang: str | None = None) -> tuple[str, str]:
    """From and to of a line that is about no field of an entry."""
    before, after = line.before, line.after
    if line.act == "setting":
        return _set(titles, line, lang)
    if line.act == "conclude":
        return _version(before, lang), _version(after, lang)
    if line.act in ("print", "export"):
        return before, _printed(titles, line, lang)
    if line.field in _PARTS:
        return _part(line.field, before, lang), _part(line.field, after, lang)
    return before, after


def reason(titles: Titles, line: HistoryLine, lang: str | None = None) -> str:
    """Why; a look behind a mask names the register for which it was taken."""
    word, _space, rest = line.reason.partition(" ")
    if line.act == "unmask" and rest and word in titles.entries:
        return f"{say(titles.entries[word].label, lang)} {rest}"
    return line.reason


def _part(key: str, text: str, lang: str | None) -> str:
    if key == "waits_for":
        return say(WAITS_FOR.get(text, text), lang)
    return say({"true": _("Yes"), "false": _("No")}.get(text, text), lang)


def _version(text: str, lang: str | None) -> str:
    found = _VERSION.fullmatch(text)
    return say(_("version {n} (mark {mark})"), lang, n=found[1], mark=found[2]) if found else text


def _printed(titles: Titles, line: HistoryLine, lang: str | None) -> str:
    """A paper or ledger by its title; the name of a file as it is."""
    entry, found = titles.entries.get(line.register), _COUNTED.fullmatch(line.after)
    known: dict[str, str] = {"history": _("History")} if entry is None else {}
    if entry is not None and issubclass(entry, Record):
        known = {one.key: one.title for one in (entry.ledgers if found else entry.papers)}
    key = found[1] if found else line.after
    if key not in known:
        return line.after
    return f"{say(known[key], lang)} ({found[2]})" if found else say(known[key], lang)


def _set(titles: Titles, line: HistoryLine, lang: str | None) -> tuple[str, str]:
    """The values of a setting; of one with many parts, those that differ."""
    kind = line.field.partition(":")[0]
    pair = (line.before, line.after)
    if kind in ("rights", "duties"):
        split = _rights if kind == "rights" else _duties
        had, has = (dict(split(titles, _object(text), lang)) for text in pair)
        changed = [name for name in (*had, *(n for n in has if n not in had)) if had.get(name) != has.get(name)]
        had, has = ({name: side[name] for name in changed if name in side} for side in (had, has))
        return _lines(had, lang), _lines(has, lang)
    before, after = (_value(kind, text, lang) if text else "" for text in pair)
    return before, after


def _lines(named: Mapping[str, str], lang: str | None) -> str:
    return "\n".join(say(_("{field}: {name}"), lang, field=field, name=name) for field, name in named.items())


def _value(kind: str, text: str, lang: str | None) -> str:
    if kind == "term":
        try:
            return term_of(text).say().say(lang)
        except ValueError:
            return text
    if kind == "calendar":
        return say_count("{n} day", "{n} days", len(table_in(text)), lang)
    return LANGUAGES.get(text, text) if kind == "paper_lang" else text


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {k: v for k, v in found.items() if isinstance(v, dict)} if isinstance(found, dict) else {}


def _rights(titles: Titles, said: dict[str, Any], lang: str | None) -> Iterator[tuple[str, str]]:
    """(register and act, the roles that may)."""
    for register, acts in said.items():
        entry = titles.entries.get(register)
        everywhere = _("Every register") if register == EVERYWHERE else _("The ledger")
        where = say(entry.label if entry is not None else everywhere, lang)
        for act, roles in acts.items():
            names = say(_(", "), lang).join(say(ROLES.get(role, role), lang) for role in roles)
            yield f"{where} · {say(_right(entry, act), lang)}", names


def _right(entry: type[Entry] | None, act: str) -> str:
    _kind, _colon, key = act.partition(":")
    if key and entry is not None and issubclass(entry, Record):
        return next((move.label for stage in entry.stages for move in stage.moves if move.key == key), key)
    return RIGHTS[act][0] if act in RIGHTS else act


def _duties(titles: Titles, said: dict[str, Any], lang: str | None) -> Iterator[tuple[str, str]]:
    """(duty and what of it, how the house wants it)."""
    for key, changed in said.items():
        title = say(titles.duties.get(key) or str(changed.get("title") or _("a duty that was taken away")), lang)
        for name, value in changed.items():
            known = value if isinstance(value, str) else ""
            text = _CHOICES.get(name, {}).get(known, known or str(value))
            if isinstance(value, bool):
                text = _("Yes") if value else _("No")
            if name == "register" and known in titles.entries:
                text = titles.entries[known].label
            yield f"{title} · {say(_OF_DUTY.get(name, name), lang)}", say(text, lang)
