"""What the editor does about the time a record takes: it pauses, lets go on, urges; and says so in its head."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.values import Saved
from qfdesk.ui.editor.head import Chased
from qfdesk.ui.editor.held import Held
from qfdesk.ui.editor.view import EntryView
from qfdesk.ui.events import Events
from qfdesk.ui.pause_dialog import PauseDialog
from qfdesk.ui.urge_dialog import urge


class Chasing(QObject):
    """Stands beside an editor; the head's words about pauses and urging are its own."""

    def __init__(self, desk: Desk, view: EntryView, events: Events) -> None:
        super().__init__(view)
        self._desk, self._view, self._events = desk, view, events
        view.head.pause_wanted.connect(self.pause)
        view.head.resume_wanted.connect(self.resume)
        view.head.urge_wanted.connect(self.urge)
        view.shown.connect(self.look)
        events.changed.connect(self._changed)

    def _changed(self, saved: Saved | None) -> None:
        held = self._held()
        if held and (saved is None or (saved.register, saved.id) == (held.register, held.draft.id)):
            self.look()

    def _held(self) -> Held | None:
        """The record shown, when it is one that is saved and not finished."""
        held = self._view.held
        kept = held is not None and held.opened is not None and not (held.closed or held.voided)
        if not kept or held is None or not issubclass(held.entry, Record):
            return None
        return None if held.entry.stage_of(held.stage).final else held

    def look(self) -> None:
        """Asks how the record's clocks stand and says it in the head."""
        held = self._held()
        if held is None or held.opened is None:
            self._view.head.put_chased(None)
            return
        key, number, session = held.register, held.opened.id, self._desk.session
        try:
            found = Chased(
                self._desk.clockwork.paused(key, number), self._desk.urging.of(key, number),
                session.may(key, "pause"), session.may(key, "urge"),
            )
            self._view.head.put_dues(self._desk.dues(key, number), self._desk.now())
        except DeskError as error:
            self._view.banner.tell(error)
            return
        self._view.head.put_chased(found)

    def pause(self) -> None:
        """Stops the clocks, after whom and why was asked."""
        held = self._held()
        if held is None or held.opened is None:
            return
        dialog = PauseDialog(held.title, self._view)
        if dialog.exec():
            place, whom, reason = (held.register, held.opened.id), dialog.waits_for(), dialog.reason()
            text = say(_("{title} waits; its clocks stand still"), title=held.title)
            self._do(held, lambda: self._desk.clockwork.pause(*place, whom, reason), text)
        dialog.deleteLater()

    def resume(self) -> None:
        """Lets the clocks run on."""
        held = self._held()
        if held is not None and held.opened is not None:
            place = (held.register, held.opened.id)
            text = say(_("{title} goes on; its due dates have moved by the time it waited"), title=held.title)
            self._do(held, lambda: self._desk.clockwork.resume(*place), text)

    def urge(self) -> None:
        """Asks whoever has the record in hand to hurry."""
        held = self._held()
        if held is None or held.opened is None:
            return
        values = held.opened.values
        owner = next((one.text for key in ("handler", "recorded_by") if isinstance(one := values.get(key), Ref)), "")
        for saved in urge(self._desk, self._view, [(held.register, held.opened.id)], [held.title], [owner]):
            self._events.changed.emit(saved)
            self._events.say.emit(say(_("Urged for {number}"), number=saved.title))

    def _do(self, held: Held, act: Callable[[], object], text: str) -> None:
        try:
            act()
        except DeskError as error:
            self._view.banner.tell(error)
            return
        if held.opened is not None:
            self._events.changed.emit(Saved(held.register, held.opened.id, held.title, held.opened.revision, ()))
        self._events.say.emit(text)
