"""The lines of the Today board: each names its record, says why it stands there, and leads to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.board import DueRow, PersonCount, UnusualBatch, WaitingRow, by_record
from qfdesk.model.corrections import Request
from qfdesk.model.duties import OVERDUE, TODAY, DutyState
from qfdesk.model.show import show_moment
from qfdesk.model.values import Draft, HistoryLine
from qfdesk.rules.clock import local
from qfdesk.rules.due import WAITS_FOR
from qfdesk.ui.cards import Line, Lines
from qfdesk.ui.events import Events
from qfdesk.ui.list_model import due_tag, short_moment

ACTS = {
    "create": _("entered {number}"),
    "change": _("changed {number}"),
    "move": _("moved {number} on"),
    "void": _("made {number} void"),
    "attach": _("added a file to {number}"),
    "detach": _("took a file from {number}"),
    "print": _("printed {number}"),
    "export": _("exported {number}"),
    "unmask": _("saw personal data of {number}"),
    "seal": _("sealed the identity in {number}"),
    "unseal": _("unsealed the identity in {number}"),
    "hold": _("named a person who may know the identity in {number}"),
    "release": _("took a person off who knew the identity in {number}"),
    "tie": _("tied {number} to another"),
    "urge": _("urged for {number}"),
    "pause": _("paused {number}"),
    "resume": _("let {number} run on"),
    "correct_ask": _("asked for a correction of {number}"),
    "correct": _("corrected {number}"),
    "correct_refuse": _("refused a correction of {number}"),
    "correct_withdraw": _("withdrew a correction of {number}"),
    "alone": _("decided alone on {number}"),
    "purge": _("took {number} away after its time of keeping"),
    "duty": _("noted a duty as done"),
    "duty_undo": _("took back that a duty was done"),
    "setting": _("changed a setting of the house"),
    "account": _("changed the account of {number}"),
    "forget": _("masked a person in {number}"),
    "merge": _("merged {number} with another"),
    "import": _("imported into {number}"),
    "import_undo": _("took back an import into {number}"),
}
Pressed = Callable[..., object]
Offer = tuple[str, Callable[[], object]]
Late = dict[int | None, list[DueRow]]
"""{person: one row of each record that the person is late with}."""


class TodayLines:
    """Turns what the desk says of the day into lines of cards. ``urge`` is called with the rows to urge for."""

    def __init__(self, desk: Desk, events: Events, urge: Callable[[list[DueRow]], object]) -> None:
        self._desk, self._events, self._urge = desk, events, urge

    def due(self, rows: list[DueRow], every: list[DueRow], person_wanted: Pressed) -> Lines:
        """A line a record, the most urgent first, with what is to be done and by whom.

        ``rows``: the deadlines asked for; ``every``: all that run out soon, which the hint of a line tells of as well.
        """
        whole, late = by_record(every), _late_by_person(every, self._desk)
        together = by_record(rows).items()
        return Lines([partial(self._due, found, whole[key], late, person_wanted) for key, found in together])

    def _due(self, rows: list[DueRow], whole: list[DueRow], late: Late, person_wanted: Pressed) -> Line:
        first, now = rows[0], self._desk.now()
        tag = due_tag(first.line, now)
        labels = list(dict.fromkeys(say(row.line.deadline.label) for row in rows))
        what = labels[0] if len(labels) == 1 else f"{labels[0]} +{len(labels) - 1}"
        urged = say(_("urged {n}×"), n=first.urged) if first.urged else ""
        aside = " · ".join(part for part in (what, first.owner, urged) if part)
        told = ((say(row.line.deadline.label), show_moment(row.line.at), row.line.reason.say()) for row in whole)
        hint = "\n".join(f"{label} {at} · {reason}" for label, at, reason in told)
        press = partial(self._events.open_entry.emit, first.line.register, first.line.id)
        presses = any(due_tag(row.line, now).tone in ("danger", "warn") for row in whole)
        may = presses and self._desk.session.may(first.line.register, "urge")
        action = (say(_("Urge")), partial(self._urge, [first])) if may else None
        menu: list[Offer] = [(say(_("Open")), press)]
        if may:
            menu += [(say(_("Urge…")), partial(self._urge, [first])), *self._for_all(first, late)]
        if first.person is not None:
            name = say(_("Everything {name} has in hand"), name=first.owner)
            menu.append((name, partial(person_wanted, first.line.register, first.person, first.owner)))
        tone = tag.tone or "info"
        return Line(first.line.number, first.title, tag.text, tone, hint, press, aside, action, tuple(menu))

    def _for_all(self, first: DueRow, late: Late) -> list[Offer]:
        """Urging for all that the same person is late with, where there are several."""
        mine = late.get(first.person, [])
        if len(mine) < 2:
            return []
        text = say(_("Urge for all {n} overdue of {name}…"), n=len(mine), name=first.owner)
        return [(text, partial(self._urge, mine))]

    def people(self, people: list[PersonCount], rows: list[DueRow], person_wanted: Pressed) -> list[Line]:
        """What everybody has in hand; a click shows it in the list."""
        lines, behind = [], _late_by_person(rows, self._desk)
        for one in people:
            late = behind.get(one.person.id, [])
            may = bool(late) and all(self._desk.session.may(row.line.register, "urge") for row in late)
            text = say(_("{n} open"), n=one.open)
            tag, tone = say(_("in time")), "ok"
            if one.overdue:
                tag, tone = say(_("{n} overdue"), n=one.overdue), "danger"
            elif one.today:
                tag, tone = say(_("{n} due today"), n=one.today), "warn"
            hint = say(
                _("{name}: {open} open, {overdue} overdue, {today} due today"),
                name=one.person.text, open=one.open, overdue=one.overdue, today=one.today,
            )
            press = partial(person_wanted, one.registers[0], one.person.id, one.person.text) if one.registers else None
            action = (say(_("Urge")), partial(self._urge, late)) if may else None
            lines.append(Line(one.person.text, "", tag, tone, hint, press, text, action))
        return lines

    def waiting(self, rows: list[WaitingRow]) -> list[Line]:
        """What waits for somebody else, for whom and since when, the longest first."""
        now, lines = self._desk.now(), []
        for row in rows:
            whom = say(WAITS_FOR.get(row.waits_for, WAITS_FOR["other"])) if row.waits_for else say(row.label)
            since = say(_("since {day}"), day=short_moment(row.since, now).split()[0]) if row.since else ""
            hint = "\n".join(part for part in (row.title, row.reason, row.owner) if part)
            press = partial(self._events.open_entry.emit, row.register, row.id)
            lines.append(Line(row.number, row.reason or row.title, since, "soft", hint, press, whom))
        return lines

    def duties(self, duties: list[DutyState], press: Pressed) -> list[Line]:
        """Periodic duties whose time has come, with their rule."""
        today, lines = self._desk.now().date(), []
        for one in duties:
            duty, state = one.due.duty, one.state(today)
            tone = "danger" if state == OVERDUE else "warn" if state == TODAY else "info"
            tag = say(_("overdue")) if state == OVERDUE else say(_("today")) if state == TODAY else ""
            tag = say(_("day not set")) if one.due.unset else f"{one.due.on:%m-%d} {tag}".strip()
            parts = (one.due.period.key, say(duty.rule), one.named.say() if one.named else "")
            text = " · ".join(part for part in parts if part)
            lines.append(Line(say(duty.title), text, tag, tone, one.due.reason.say(), partial(press, one)))
        return lines

    def corrections(self, requests: list[Request]) -> list[Line]:
        """Requests for a correction that wait for this person's decision."""
        lines = []
        for one in requests:
            press = partial(self._events.open_entry.emit, one.register, one.entry)
            day = short_moment(one.asked_at, self._desk.now())
            lines.append(Line(one.number, one.reason, day, "warn", one.reason, press, one.asked_by))
        return lines

    def batches(self, batches: list[UnusualBatch]) -> list[Line]:
        """Batches with more cases than usual, with the figures that say so."""
        hint = say(_("More cases than a Poisson count with the usual mean reaches in 99 of 100 batches"))
        lines = []
        for found in batches[:4]:
            figures = say(
                _("{count} cases in {days} days, usually {usual} (limit {limit})"),
                count=found.count, days=found.days, usual=f"{found.usual:.1f}", limit=found.limit,
            )
            grave = found.count > found.limit + 1
            word = say(_("Look at the batch") if grave else _("Keep an eye on it"))
            press = partial(self._events.open_entry.emit, "batch", found.batch_id)
            lines.append(Line(found.batch, found.product, word, "danger" if grave else "warn", hint, press, figures))
        return lines

    def drafts(self, drafts: list[Draft], go_on: Callable[[Draft], None]) -> list[Line]:
        """Drafts that were begun and not saved."""
        lines = []
        for draft in drafts:
            told = (str(draft.values.get(k) or "") for k in ("customer", "product", "name", "story", "purpose"))
            text = " ".join(" ".join(told).split())[:80]
            name = say(self._desk.entry(draft.register).label)
            lines.append(Line(name, text, say(_("Go on")), "info", "", partial(go_on, draft)))
        return lines

    def events(self, events: list[HistoryLine], most: int = 8) -> list[Line]:
        """The latest changes, one line for each time somebody saved."""
        now = self._desk.now()
        found: dict[tuple[object, ...], Line] = {}
        for event in events:
            at = local(event.at)
            when = f"{at:%H:%M}" if at.date() == now.date() else short_moment(event.at, now)
            number = event.number or self._label(event.register)
            text = say(ACTS.get(event.act, ACTS["change"]), number=number)
            line = Line(event.who, text, when, "soft", event.reason, partial(self._open_number, event.number))
            found.setdefault((event.who, event.at, event.number, event.act), line)
        return list(found.values())[:most]

    def _label(self, register: str) -> str:
        try:
            return say(self._desk.entry(register).label)
        except DeskError:
            return register

    def _open_number(self, number: str) -> None:
        try:
            if number:
                self._events.open_entry.emit(*self._desk.locate(number))
        except DeskError as error:
            self._events.say.emit(error.say())


def _late_by_person(rows: list[DueRow], desk: Desk) -> Late:
    now = desk.now()
    found: Late = {}
    for _record, (row, *_others) in by_record(row for row in rows if row.line.overdue(now)).items():
        if row.person is not None:
            found.setdefault(row.person, []).append(row)
    return found
