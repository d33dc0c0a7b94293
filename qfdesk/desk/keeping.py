"""The use cases of keeping records: how long, what is beyond its term, and taking it away (GSP Art. 42)."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from qfdesk.desk.actor import Session
from qfdesk.desk.files import Files
from qfdesk.desk.rights import needs, seated
from qfdesk.desk.settings import Settings
from qfdesk.errors import InvalidError
from qfdesk.language import Message, _, message
from qfdesk.model.corrections import Outworn, Purge
from qfdesk.model.record import Record
from qfdesk.rules import retention
from qfdesk.store import purging
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told


class Keeping:
    """The time records are kept. Nothing is ever taken away by itself."""

    def __init__(self, store: Store, session: Session, settings: Settings, files: Files) -> None:
        self.store, self.session, self.settings, self.files = store, session, settings, files

    @seated
    def years(self) -> int:
        """How many years the house keeps a record after its end: five or more."""
        return retention.years_kept(self.settings.get(retention.SETTING))

    @seated
    def latest(self, on: dt.date | None = None) -> dt.date:
        """The last day of closing whose records are beyond the term."""
        return retention.latest_end(on or self.session.now().date(), self.years())

    @seated
    def due(self, on: dt.date | None = None) -> list[Purge]:
        """What is beyond its term on a day, register by register; registers with nothing are left out."""
        day = on or self.session.now().date()
        found = []
        for entry in self.store.entries.values():
            if issubclass(entry, Record) and self.session.may(entry.key, "read"):
                plan = self._planned(entry, self.latest(day), day)
                found += [plan] if plan.taken or plan.left else []
        return found

    @needs("read")
    def plan(self, register: str, until: dt.date) -> Purge:
        """What a purge of the records that ended on a day or before would take away and leave.

        Raises InvalidError for a period that is younger than the term.
        """
        entry = self._register(register)
        if until > self.latest():
            raise InvalidError(
                _("Records are kept for {years} years after they end; name {day} or an earlier day"),
                years=self.years(),
                day=self.latest().isoformat(),
            )
        return self._planned(entry, until, self.session.now().date())

    @needs("purge")
    def purge(self, register: str, until: dt.date, reason: str) -> Purge:
        """Takes away the records that ended on a day or before, after a backup; those others depend on are left.

        Numbers are never given again, and the history says what was taken away. Raises InvalidError for a younger
        period, without a reason, and when nothing can go.
        """
        if not reason.strip():
            raise InvalidError(_("Say why the records are taken away; the history keeps the reason"))
        self._refuse_nothing(self.plan(register, until))
        self.files.back_up()
        with self.store.change():
            plan = self.plan(register, until)  # once more: another seat may have tied something meanwhile
            self._refuse_nothing(plan)
            gone = {one.id: one.number for one in plan.taken}
            act = self.session.act("purge", reason.strip())
            stored = purging.take_away(self.store, self._register(register), gone, act)
        for name in stored:
            with suppress(OSError):  # a file that stays names nobody: its row is gone
                self.files.attached.discard(name)
        return plan

    def _register(self, key: str) -> type[Record]:
        entry = self.store.entries.get(key)
        if entry is None:
            raise InvalidError(_("There is no register “{key}”; see “registers --json”"), key=key)
        if not issubclass(entry, Record):
            raise InvalidError(_("“{key}” is no register; only records are ever taken away"), key=key)
        return entry

    def _refuse_nothing(self, plan: Purge) -> None:
        if plan.taken:
            return
        if plan.left:
            first = plan.left[0]
            raise InvalidError(_("{number} cannot be taken away: {cause}"), number=first.number, cause=first.why)
        raise InvalidError(_("No record of this register ended so long ago; nothing was taken away"))

    def _planned(self, entry: type[Record], until: dt.date, on: dt.date) -> Purge:
        """Sorts the ended records into those that go and those that something holds."""
        years = self.years()
        with told():
            ended = purging.ended(entry, until)
            ties = purging.ties_of(self.store, entry.key, [one.id for one in ended])
            waiting, newest = purging.with_open_request(entry.key), purging.newest(entry)
        lines = {
            one.id: Outworn(
                entry.key, one.id, one.number, one.ended_on, retention.kept_until(one.ended_on, years, one.expires)
            )
            for one in ended
        }
        held: dict[int, Message] = {}
        for number, line in lines.items():
            if line.kept_until >= on:
                held[number] = message(
                    _("its batch expires so late that it is kept until {day}"), day=line.kept_until.isoformat()
                )
            elif number in waiting:
                held[number] = message(_("a correction of it is waiting"))
            elif number == newest:
                held[number] = message(_("the newest record of a register always stays"))
        self._hold_tied(entry.key, lines, ties, held)
        left = [
            Outworn(line.register, line.id, line.number, line.ended_on, line.kept_until, held[number])
            for number, line in lines.items()
            if number in held
        ]
        taken = [line for number, line in lines.items() if number not in held]
        return Purge(entry.key, until, tuple(taken), tuple(left))

    def _hold_tied(
        self,
        register: str,
        lines: dict[int, Outworn],
        ties: dict[int, list[purging.Place]],
        held: dict[int, Message],
    ) -> None:
        """Whatever is tied to a record that stays, stays too."""
        changed = True
        while changed:
            changed = False
            for number in lines:
                if number in held:
                    continue
                staying = [p for p in ties[number] if p[0] != register or p[1] not in lines or p[1] in held]
                if staying:
                    with told():
                        other = purging.number_of(self.store, staying[0])
                    held[number] = message(_("{other} belongs to it and stays"), other=other)
                    changed = True
