"""The use cases of periodic duties: what is due, what was done and what proves it, what the house asks for (M21)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from qfdesk.desk.actor import Session
from qfdesk.desk.records import Records
from qfdesk.desk.rights import needs_house
from qfdesk.desk.settings import Settings
from qfdesk.errors import InvalidError
from qfdesk.language import _, message
from qfdesk.model.duties import DONE, LATER, PAST, Asked, Done, DutyState
from qfdesk.model.record import Record
from qfdesk.rules import duties as rules
from qfdesk.rules.duties import Duty, Period
from qfdesk.rules.rights import HOUSE
from qfdesk.statistics.coverage import coverage
from qfdesk.store import clocks, history
from qfdesk.store import duties as kept
from qfdesk.store.ledger import Store
from qfdesk.store.posts import Posts
from qfdesk.store.trouble import told

REVIEW = "management_review"
"""The setting that holds month and day of the yearly management review, as 12-15 (D4.10)."""


class Duties:
    """What the house has to do each month, quarter, half year and year."""

    def __init__(self, store: Store, session: Session, settings: Settings, records: Records) -> None:
        self.store, self.session, self.settings, self.records = store, session, settings, records

    @needs_house("read")
    def known(self) -> tuple[Duty, ...]:
        """Every duty in force, those the house does without among them."""
        with told():
            return rules.in_force(kept.changes(self.store))

    @needs_house("read")
    def due(self, on: dt.date | None = None) -> list[DutyState]:
        """What is to be done as of a day (today): left from the period before, or its time has come; nearest first."""
        day = on or self.session.now().date()
        asked = []
        for duty in self._wanted():
            asked += [(duty, period) for period in rules.periods_near(duty, day)]
        found = [state for state in self._states(asked) if state.state(day) not in (DONE, LATER, PAST)]
        return sorted(found, key=lambda state: state.due.on)

    @needs_house("read")
    def year(self, year: int) -> list[DutyState]:
        """Every duty in every period of a year, duty by duty. Raises InvalidError for a year no calendar reaches."""
        if not 1950 <= year <= 2900:
            raise InvalidError(_("“{year}” is no year to look at; take one from 1950 to 2900"), year=year)
        return self._states([(d, period) for d in self._wanted() for period in rules.periods_of(d.every, year)])

    @needs_house("read")
    def coverage(self, year: int) -> list[Asked]:
        """The main customers and when each was visited or asked in the year; those not asked yet first (D12.6)."""
        with told():
            found = coverage((e for e in self.store.entries.values() if issubclass(e, Record)), year)
        seen = self.records.veil.rows("party", {one.id: {"name": one.name} for one in found})
        return [replace(one, name=seen[one.id]["name"]) for one in found]

    @needs_house("duty")
    def done(self, key: str, period: str, proof: str, note: str = "") -> None:
        """Notes a duty as done in a period. Raises InvalidError for an unknown one, or without what proves it."""
        with self.store.change():
            state = self._state(key, period)
            if state.done is not None:
                raise InvalidError(
                    _("“{duty}” is noted as done for {period} already, by {who}; take that back first"),
                    duty=message(state.due.duty.title),
                    period=period,
                    who=state.done.who,
                )
            proof = self._proof(state.due.duty, proof.strip())
            what = Done(self.session.now(), self.session.person.text, proof[:200], note.strip()[:2000])
            kept.add(key, period, what)
            self._note("duty", f"{key} {period}", "", what.proof, what.note)

    @needs_house("duty")
    def undo(self, key: str, period: str, reason: str) -> None:
        """Takes back that a duty was done; the history keeps both. Raises InvalidError."""
        with self.store.change():
            state = self._state(key, period)
            if state.done is None:
                raise InvalidError(
                    _("“{duty}” is not noted as done for {period}"), duty=message(state.due.duty.title), period=period
                )
            if not reason.strip():
                raise InvalidError(_("Say why it is taken back; the history keeps the reason"))
            kept.take_back(key, period)
            self._note("duty_undo", f"{key} {period}", state.done.proof, "", reason.strip())

    @needs_house("settings")
    def change(self, key: str, reason: str = "", **changed: Any) -> None:
        """Changes a duty for this house (``every``, ``month``, ``day``, ``role``, ``off`` …).

        Raises InvalidError for what cannot be.
        """
        declared = {duty.key for duty in rules.DUTIES}
        with self.store.change():
            before = kept.changes(self.store)
            after = {**before, key: {**before.get(key, {}), **changed}}
            duty = next((d for d in rules.in_force(after) if d.key == key), None)
            if changed.keys() - rules.CHANGEABLE or (key in declared and "title" in changed) or duty is None:
                raise InvalidError(_("A duty has no “{field}” that could be changed"), field=", ".join(changed))
            if (wrong := rules.wrong_in(duty)) is not None:
                raise InvalidError(_("{first}"), first=wrong)
            self.settings.keep(kept.KEY, kept.as_setting(after), self.session.act("setting", reason))

    @needs_house("settings")
    def add(self, title: str, reason: str = "", **given: Any) -> str:
        """Adds a duty of the house's own; returns its key. Raises InvalidError."""
        key = f"own_{uuid.uuid4().hex[:8]}"
        self.change(key, reason, title=title.strip()[:100], **given)
        return key

    @needs_house("settings")
    def reset(self, key: str, reason: str = "") -> None:
        """Puts a declared duty back as the documents ask for it; takes one of the house's own away."""
        with self.store.change():
            changed = kept.changes(self.store)
            changed.pop(key, None)
            self.settings.keep(kept.KEY, kept.as_setting(changed), self.session.act("setting", reason))

    @needs_house("settings")
    def set_review(self, day: str, reason: str = "") -> None:
        """Sets month and day of the yearly management review (``12-15``; '' for none). Raises InvalidError."""
        try:
            found = rules.month_and_day(day)
        except ValueError as error:
            raise InvalidError(_("“{text}” is not a day of the year; write it as 12-15"), text=day[:20]) from error
        text = f"{found[0]:02d}-{found[1]:02d}" if found else ""
        self.settings.keep(REVIEW, text, self.session.act("setting", reason))

    def _review(self) -> tuple[int, int] | None:
        return rules.month_and_day(self.settings.get(REVIEW))

    def _wanted(self) -> list[Duty]:
        with told():
            return [duty for duty in rules.in_force(kept.changes(self.store)) if not duty.off]

    def _states(self, asked: Iterable[tuple[Duty, Period]]) -> list[DutyState]:
        review = self._review()
        with told():
            calendar = clocks.timetable().schedule.calendar
            dues = [rules.due_in(duty, period, review, calendar) for duty, period in asked]
            done = kept.done(due.period.key for due in dues)
            begun = kept.begun_on() or self.session.now().date()
            named = Posts().named
        return [
            DutyState(due, done.get((due.duty.key, due.period.key)), due.on >= begun, named((due.duty.post,), due.on))
            for due in dues
        ]

    def _state(self, key: str, period: str) -> DutyState:
        duty = next((duty for duty in self._wanted() if duty.key == key), None)
        if duty is None:
            raise InvalidError(_("There is no duty “{key}”; see “duties”"), key=key[:40])
        year = int(period[:4]) if period[:4].isdecimal() and 1950 <= int(period[:4]) <= 2900 else 1950
        found = next((one for one in rules.periods_of(duty.every, year) if one.key == period), None)
        if found is None:
            known = rules.period_of(duty.every, self.session.now().date()).key
            raise InvalidError(
                _("“{text}” is no period of this duty; write it as {period}"), text=period[:20], period=known
            )
        return self._states([(duty, found)])[0]

    def _proof(self, duty: Duty, text: str) -> str:
        """What proves it, in full: the number of a record where the duty asks for one that this house keeps."""
        if not text:
            raise InvalidError(_("Name what proves it: the number of a record, a report or a document"))
        if duty.proof == rules.RECORD and duty.register in self.store.entries:
            register, number = self.records.locate(text)
            if register != duty.register:
                raise InvalidError(
                    _("{title} is not a record of “{register}”, which proves this duty"),
                    title=text[:40],
                    register=message(self.store.entries[duty.register].label),
                )
            return self.records.open(register, number).title
        return text

    def _note(self, act: str, what: str, before: str, after: str, reason: str) -> None:
        history.write(self.store, self.session.act(act, reason), (HOUSE, 0, ""), [(what, before, after)])
