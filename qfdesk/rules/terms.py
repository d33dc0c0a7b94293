"""The terms of a house: every declared term is version 1, every change of the house another one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qfdesk.rules.calendar import Table
from qfdesk.rules.due import KINDS, Term
from qfdesk.rules.schedule import Schedule

MOST = {"hours": 24 * 366, "working_hours": 24 * 366, "working_days": 366, "days": 3660}
"""The longest term that is still one."""


@dataclass(frozen=True)
class TermVersion:
    """A term as it is in force from a moment on; version 1 is the declared one and has always been."""

    number: int
    term: Term
    since: dt.datetime | None = None
    who: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Timetable:
    """Everything that due dates are counted by: calendar and hours, the terms as changed, the sources as changed.

    ``changed``: {"complaint.accept": versions after the first}; ``sources``: {key of a legal clock: the house's text}.
    """

    schedule: Schedule = field(default_factory=Schedule)
    changed: Mapping[str, tuple[TermVersion, ...]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def versions(self, place: str, declared: Term) -> tuple[TermVersion, ...]:
        """Every version of the term at ``register.deadline``, the first one first."""
        return (TermVersion(1, declared), *self.changed.get(place, ()))

    def at(self, place: str, declared: Term, begun: dt.datetime) -> TermVersion:
        """The version that was in force when a term began."""
        if place not in self.changed:
            return TermVersion(1, declared)
        return next(v for v in reversed(self.versions(place, declared)) if v.since is None or v.since <= begun)


def term_text(term: Term) -> str:
    """A term as the ledger and its history keep it: ``working_days=2``."""
    return f"{term.kind}={term.count}"


def term_of(text: str) -> Term:
    """The term that ``term_text`` wrote. Raises ValueError."""
    kind, _equals, count = text.partition("=")
    if kind not in KINDS:
        raise ValueError(text)
    return Term(**{kind: int(count)})


def versions_text(versions: Iterable[TermVersion]) -> str:
    """The versions after the first, as the ledger keeps them."""
    return json.dumps([_plain(version) for version in versions if version.since is not None], ensure_ascii=False)


def _plain(version: TermVersion) -> dict[str, Any]:
    since = version.since.isoformat() if version.since else ""
    return {
        "version": version.number,
        "term": term_text(version.term),
        "since": since,
        "who": version.who,
        "reason": version.reason,
    }


def versions_in(text: str) -> tuple[TermVersion, ...]:
    """What ``versions_text`` wrote; nothing for what another hand wrote there."""
    try:
        return tuple(_version(one) for one in json.loads(text))
    except (ValueError, TypeError, KeyError):
        return ()


def _version(one: Any) -> TermVersion:
    since = dt.datetime.fromisoformat(one["since"])
    return TermVersion(int(one["version"]), term_of(one["term"]), since, str(one["who"]), str(one["reason"]))


def table_text(table: Table) -> str:
    """A year's table as the ledger keeps it."""
    return json.dumps({day.isoformat(): list(table[day]) for day in sorted(table)}, ensure_ascii=False)


def table_in(text: str) -> dict[dt.date, tuple[bool, str]]:
    """What ``table_text`` wrote; nothing for what another hand wrote there."""
    try:
        return {dt.date.fromisoformat(day): (bool(told[0]), str(told[1])) for day, told in json.loads(text).items()}
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return {}
