"""The lines of the Today board: each names its record, says why it stands there, and leads to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.board import DueRow, UnusualBatch
from qfdesk.model.show import show_moment
from qfdesk.model.values import Draft, HistoryLine
from qfdesk.rules.clock import local
from qfdesk.ui.cards import Line
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
    "unmask": _("exported {number} with personal data"),
    "tie": _("tied {number} to another"),
}


class TodayLines:
    """Turns what the desk says of the day into lines of cards."""

    def __init__(self, desk: Desk, events: Events) -> None:
        self._desk, self._events = desk, events

    def due(self, rows: list[DueRow]) -> list[Line]:
        """What is due, a line a record, the most urgent first, with what is to be done and by whom."""
        together: dict[tuple[str, int], list[DueRow]] = {}
        for row in rows:
            together.setdefault((row.line.register, row.line.id), []).append(row)
        return [self._due(found) for found in together.values()]

    def _due(self, rows: list[DueRow]) -> Line:
        first = rows[0]
        tag = due_tag(first.line, self._desk.now())
        labels = list(dict.fromkeys(say(row.line.deadline.label) for row in rows))
        what = labels[0] if len(labels) == 1 else f"{labels[0]} +{len(labels) - 1}"
        aside = " · ".join(part for part in (what, first.owner) if part)
        told = ((say(row.line.deadline.label), show_moment(row.line.at), row.line.reason.say()) for row in rows)
        hint = "\n".join(f"{label} {at} · {reason}" for label, at, reason in told)
        press = partial(self._events.open_entry.emit, first.line.register, first.line.id)
        return Line(first.line.number, first.title, tag.text, tag.tone or "info", hint, press, aside)

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
        for draft in drafts[:3]:
            told = (str(draft.values.get(k) or "") for k in ("customer", "product", "name", "story", "purpose"))
            text = " ".join(" ".join(told).split())[:80]
            name = say(self._desk.entry(draft.register).label)
            lines.append(Line(name, text, say(_("Go on")), "info", "", partial(go_on, draft)))
        return lines

    def events(self, events: list[HistoryLine]) -> list[Line]:
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
        return list(found.values())[:8]

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
