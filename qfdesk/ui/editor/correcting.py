"""What the editor tells of corrections (更正): the mark at a corrected field, what waits, the mode one asks in."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.corrections import APPROVED, Request
from qfdesk.model.record import Record
from qfdesk.model.show import show, show_moment
from qfdesk.ui.editor.corrections_dialog import CorrectionsDialog
from qfdesk.ui.editor.foot import Foot
from qfdesk.ui.editor.form import Form
from qfdesk.ui.editor.held import Held
from qfdesk.ui.events import Events
from qfdesk.ui.told import Banner


class Correcting(QObject):
    """Says at a closed record what corrections did to it, which one waits, and offers to ask for one."""

    def __init__(self, desk: Desk, events: Events, foot: Foot, notice: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._events, self._foot, self._notice, self._over = desk, events, foot, notice, parent

    def put(self, held: Held, form: Form) -> None:
        """Tells it of what is held."""
        try:
            found = self._requests(held)
        except DeskError as error:
            self._notice.tell(error)
            found = []
        form.put_marks(marks(held, found))
        waiting = next((one for one in found if one.is_open), None)
        may = held.closed and not held.voided and self._desk.session.may(held.register, "correct")
        self._foot.put_correction(held.correcting, offered=may and waiting is None)
        if held.correcting:
            text = say(_("A correction: nothing of the record changes before somebody approves it."))
            self._notice.put(text, "warn")
        elif waiting is not None:
            self._tell_waiting(waiting)

    def _requests(self, held: Held) -> list[Request]:
        if held.opened is None or not issubclass(held.entry, Record):
            return []
        return self._desk.corrections.of(held.register, held.opened.id)

    def _tell_waiting(self, one: Request) -> None:
        when = show_moment(one.asked_at)
        text = say(_("A correction is waiting: {name} asked for it on {when}."), name=one.asked_by, when=when)
        self._notice.put(text, "warn", say(_("Look at it…")), lambda: self._look_at(one))

    def _look_at(self, one: Request) -> None:
        dialog = CorrectionsDialog(self._desk, self._over, (one.register, one.entry))
        dialog.decided.connect(self._events.changed)
        dialog.told.connect(self._events.say)
        dialog.exec()
        dialog.deleteLater()


def marks(held: Held, found: list[Request]) -> dict[str, tuple[str, str]]:
    """{field: (what stood there before, all its corrections)} of the fields that were corrected."""
    told: dict[str, tuple[str, str]] = {}
    fields = held.entry.typed()
    for one in (one for one in found if one.state == APPROVED and one.decided_at is not None):
        for key in one.after.keys() & fields.keys():
            old, new = (show(fields[key], said) or say(_("empty")) for said in (one.before[key], one.after[key]))
            line = say(
                _("{when}: {old} → {new}. Asked for by {asker}, approved by {approver}: {reason}"),
                when=show_moment(one.decided_at),  # type: ignore[arg-type]
                old=old,
                new=new,
                asker=one.asked_by,
                approver=one.decided_by,
                reason=one.reason,
            )
            short, lines = told.get(key, (say(_("Corrected, was: {old}"), old=" ".join(old.split())), ""))
            told[key] = (short, f"{lines}\n{line}".strip())
    return told
