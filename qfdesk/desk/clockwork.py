"""The use cases of the clocks: calendar, working hours, terms and their sources; pause and resume."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from qfdesk.desk.actor import Session
from qfdesk.desk.records import Records
from qfdesk.desk.rights import free, needs, needs_house, seated
from qfdesk.desk.veiled_history import Told
from qfdesk.errors import InvalidError, SurroundingsError, cause_of
from qfdesk.language import Message, _, message
from qfdesk.model.declare import Deadline
from qfdesk.model.record import Record
from qfdesk.model.timing import Paused, TermLine
from qfdesk.model.values import Opened
from qfdesk.rules.calendar import Calendar, Day
from qfdesk.rules.due import WAITS_FOR, Term
from qfdesk.rules.holidays import LEAST_FREE, YearTable, lacks_days, read_table
from qfdesk.rules.hours import Hours, read_hours
from qfdesk.rules.legal import LEGAL, LegalClock
from qfdesk.rules.rights import HOUSE
from qfdesk.rules.terms import MOST, TermVersion, Timetable, table_text, term_text, versions_text
from qfdesk.store import clocks, history, pauses
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told

_LARGEST = 1_000_000
"""Bytes of a year's table; a longer file is something else."""


class Clockwork:
    """What due dates are counted by, and the records whose clocks stand still.

    Whatever changes calendar, hours or terms counts every running deadline anew in the same transaction.
    """

    def __init__(self, store: Store, session: Session, records: Records) -> None:
        self.store, self.session, self.records = store, session, records

    @seated
    def timetable(self) -> Timetable:
        """Calendar, hours, terms and sources as they are in force now."""
        with told():
            return clocks.timetable()

    # terms

    @seated
    def terms(self, register: str | None = None) -> list[TermLine]:
        """Every term of a register, or of all, as the house has it now. Raises InvalidError for an unknown register."""
        known = self.timetable()
        return [
            _term_line(entry.key, deadline, known)
            for entry in self._registers(register)
            for deadline in entry.deadlines
        ]

    @seated
    def versions(self, register: str, key: str) -> list[TermVersion]:
        """Every version of a term, the declared one first. Raises InvalidError for an unknown one."""
        deadline = self._deadline(register, key)
        return list(self.timetable().versions(f"{register}.{key}", deadline.term))

    @needs_house("settings")
    def set_term(self, register: str, key: str, term: Term, reason: str) -> TermVersion:
        """Changes a term from now on; what runs already keeps the version it began under (D21.3).

        Raises InvalidError for an unknown or impossible term, one that is in force already, or without a reason.
        """
        return self._change_term(register, key, term, reason)

    @needs_house("settings")
    def reset_term(self, register: str, key: str, reason: str) -> TermVersion:
        """Goes back to the declared term, as another version. Raises like ``set_term``."""
        return self._change_term(register, key, self._deadline(register, key).term, reason)

    def _change_term(self, register: str, key: str, term: Term, reason: str) -> TermVersion:
        deadline, place = self._deadline(register, key), f"{register}.{key}"
        if not 0 <= term.count <= MOST[term.kind] or (term.count == 0 and "hours" in term.kind):
            raise InvalidError(_("A term of {term} cannot be; enter a sensible number"), term=term.say())
        self._want(reason, _("Say why the term is changed; the history keeps the reason"))
        with self.store.change():
            known = clocks.timetable().versions(place, deadline.term)
            if known[-1].term == term:
                raise InvalidError(
                    _("The term of “{deadline}” is {term} already"), deadline=message(deadline.label), term=term.say()
                )
            act = self.session.act("setting", reason.strip())
            version = TermVersion(known[-1].number + 1, term, act.at, act.who, act.reason)
            self.store.set_setting(clocks.TERM + place, versions_text([*known, version]))
            self._note(act, clocks.TERM + place, term_text(known[-1].term), term_text(term))
            clocks.rebuild(self.store, [register])
        return version

    def _registers(self, register: str | None) -> Iterable[type[Record]]:
        asked = self.store.entries.values() if register is None else [self.records.entry(register)]
        return [entry for entry in asked if issubclass(entry, Record)]

    def _deadline(self, register: str, key: str) -> Deadline:
        for entry in self._registers(register):
            for deadline in entry.deadlines:
                if deadline.key == key:
                    return deadline
        raise InvalidError(_("There is no term “{term}”; see “terms”"), term=f"{register}.{key}"[:80])

    # sources of law

    @free
    def law(self) -> dict[str, LegalClock]:
        """Every legal clock and preset by key, as declared; the house's wordings are in ``timetable().sources``."""
        return dict(LEGAL)

    @needs_house("settings")
    def set_source(self, key: str, text: str, reason: str) -> None:
        """Words the source of a legal clock otherwise (articles are renumbered); '' goes back to the declared one."""
        if key not in LEGAL:
            raise InvalidError(_("There is no legal term “{term}”; see “terms”"), term=key[:80])
        self._want(reason, _("Say why the source is worded otherwise; the history keeps the reason"))
        with self.store.change():
            self._put(clocks.LAW + key, text.strip()[:200], reason)

    # working hours

    @seated
    def hours(self) -> Hours:
        """The working hours of the shop."""
        return self.timetable().schedule.hours

    @needs_house("settings")
    def set_hours(self, text: str, reason: str = "") -> Hours:
        """Sets the working hours: ``08:30-12:00, 13:30-17:30; sat``. Raises InvalidError naming what does not fit."""
        try:
            hours = read_hours(text)
        except ValueError as error:
            raise InvalidError(
                _("“{text}” does not fit; write spans that follow each other, such as 08:30-12:00, 13:30-17:30; sat"),
                text=str(error)[:40],
            ) from error
        with self.store.change():
            if self._put(clocks.HOURS, hours.written(), reason, Hours().written()):
                clocks.rebuild(self.store)
        return hours

    # calendar

    @seated
    def calendar(self) -> Calendar:
        """The statutory calendar with the tables that the house imported."""
        return self.timetable().schedule.calendar

    @seated
    def year(self, year: int) -> dict[dt.date, Day]:
        """The days of a year that differ from Monday to Friday, or have a holiday's name; none of an unknown year."""
        return self.calendar().table(year)

    @needs_house("settings")
    def import_calendar(self, file: Path, reason: str = "") -> YearTable:
        """Takes a year's table from a CSV file (date, work or off, name), whole or not at all; replaces an earlier one.

        Raises InvalidError, its ``fields`` naming every wrong line; SurroundingsError when it cannot be read.
        """
        table = read_table(_content(file))
        if table.wrong:
            line, first = next(iter(table.wrong.items()))
            raise InvalidError(
                _("Line {line}: {cause}; nothing was taken over"),
                fields={str(line): cause for line, cause in table.wrong.items()},
                line=line,
                cause=first,
            )
        if not table.days or lacks_days(table, Calendar().table(table.year)):
            raise InvalidError(
                _("The file names {n} free days, but a year has at least {least} public holidays; enter them all"),
                n=sum(not worked for worked, _name in table.days.values()),
                least=LEAST_FREE,
            )
        with self.store.change():
            if self._put(f"{clocks.CALENDAR}{table.year}", table_text(table.days), reason):
                clocks.rebuild(self.store)
        return table

    @needs_house("settings")
    def drop_calendar(self, year: int, reason: str = "") -> None:
        """Takes an imported table away again. Raises InvalidError when there is none."""
        with self.store.change():
            if self.calendar().source(year) != "imported":
                raise InvalidError(_("No table was imported for {year}"), year=year)
            self._put(f"{clocks.CALENDAR}{year}", "", reason)
            clocks.rebuild(self.store)

    @needs_house("check")
    def rebuild(self) -> None:
        """Counts every running deadline anew; what is right stays as it is."""
        with told():
            clocks.rebuild(self.store)

    # pauses

    @needs("pause")
    def pause(self, register: str, number: int, waits_for: str, reason: str) -> None:
        """Stops a record's clocks while it waits for somebody (``WAITS_FOR``); those of the law run on.

        Raises InvalidError when it stands still already, is closed or void, or without a reason.
        """
        if waits_for not in WAITS_FOR:
            known = ", ".join(WAITS_FOR)
            raise InvalidError(_("“{text}” is nobody to wait for; possible: {known}"), text=waits_for[:40], known=known)
        self._want(reason, _("Say why it is paused; the history keeps the reason"))
        with self.store.change():
            opened = self.records.open(register, number)
            if opened.voided or opened.values.get("closed_at") or not isinstance(opened.values.get("number"), str):
                raise InvalidError(_("{title} is closed or void; none of its clocks runs"), title=opened.title)
            if any(one.until is None for one in pauses.of(register, number)):
                raise InvalidError(_("{title} is paused already; resume it first"), title=opened.title)
            pauses.begin(self.store, _place(opened), waits_for, self.session.act("pause", reason.strip()[:500]))
            self._count_again(opened)

    @needs("pause")
    def resume(self, register: str, number: int, reason: str = "") -> None:
        """Lets a record's clocks run on; their ends move by the time paused. Raises InvalidError when they run."""
        with self.store.change():
            opened = self.records.open(register, number)
            if not pauses.end(self.store, _place(opened), self.session.act("resume", reason.strip()[:500])):
                raise InvalidError(_("{title} is not paused"), title=opened.title)
            self._count_again(opened)

    def _count_again(self, opened: Opened) -> None:
        if issubclass(entry := self.records.entry(opened.register), Record):
            clocks.write(entry, opened.id, self.records.read(opened.register, opened.id).values)

    @needs("read")
    def pauses(self, register: str, number: int) -> list[Paused]:
        """Every pause of a record, the first one first; the last may still last."""
        with told():
            return self._seen(pauses.of(register, number))

    @needs("read")
    def paused(self, register: str, number: int) -> Paused | None:
        """The pause that a record is in, or None."""
        return next((one for one in self.pauses(register, number) if one.until is None), None)

    @seated
    def waiting(self) -> list[Paused]:
        """Every paused record the person may read, with whom it waits for; the longest first."""
        readable = self.session.readable()
        with told():
            return self._seen([one for one in pauses.lasting() if one.register in readable])

    def _seen(self, found: list[Paused]) -> list[Paused]:
        seen = Told(self.records.veil)
        return [replace(one, reason=seen.texts(one.register, one.id, [one.reason])[0]) for one in found]

    # keeping

    def _want(self, reason: str, sentence: str) -> None:
        if not reason.strip():
            raise InvalidError(sentence)

    def _put(self, key: str, value: str, reason: str, default: str = "") -> bool:
        """Keeps a setting with its line of the history; False when it is so already."""
        before = self.store.setting(key) or default
        if before == value:
            return False
        self.store.set_setting(key, value)
        self._note(self.session.act("setting", reason.strip()), key, before, value)
        return True

    def _note(self, act: history.Act, key: str, before: str, after: str) -> None:
        history.write(self.store, act, (HOUSE, 0, ""), [(key, before, after)])


def _place(opened: Opened) -> tuple[str, int, str]:
    return opened.register, opened.id, opened.title


def _term_line(register: str, deadline: Deadline, known: Timetable) -> TermLine:
    now = known.versions(f"{register}.{deadline.key}", deadline.term)[-1]
    rule = clocks.rule_of(deadline, known)
    return TermLine(register, deadline, now.number, now.term, deadline.term, rule, now.since, now.who, now.reason)


def _content(file: Path) -> bytes:
    """The bytes of a table. Raises SurroundingsError, InvalidError for a file too large to be one."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        cause: Message | str = cause_of(error)
        raise SurroundingsError(_("{path} cannot be read ({cause})"), path=str(file)[:200], cause=cause) from error
    if len(data) > _LARGEST:
        raise InvalidError(_("{path} is too large for a year's table of holidays"), path=str(file)[:200])
    return data
