"""Saving, moving, voiding: what is asked before, and what is done when the desk refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from qfdesk.desk import Desk
from qfdesk.errors import ConflictError, DeskError, InvalidError
from qfdesk.language import Message, _, say
from qfdesk.model.corrections import Request
from qfdesk.model.forgetting import Forgotten
from qfdesk.model.values import Draft, MoveState, Saved, Values
from qfdesk.ui.editor.dialogs import MINE, THEIRS, ConflictDialog, TieDialog
from qfdesk.ui.editor.held import Held
from qfdesk.ui.reason_dialog import ReasonDialog


@dataclass
class Saving:
    """What the editor does to the ledger.

    ``refused`` is called with the wrong fields, ``told`` with any other error: the form stays as it is.
    """

    desk: Desk
    parent: QWidget
    refused: Callable[[dict[str, Message]], None]
    told: Callable[[DeskError], None]

    def save(self, held: Held, reason: str = "") -> Saved | None:
        """Saves the draft; None when it was refused or the person went back to typing."""
        draft = held.draft
        while True:
            try:
                saved = self.desk.save(draft, reason)
            except ConflictError as error:
                rebased = self._settle(held, draft, error)
                if rebased is None:
                    return None
                if isinstance(rebased, Saved):
                    return rebased
                draft = rebased
            except InvalidError as error:
                self._tell(error)
                return None
            except DeskError as error:
                self.told(error)
                return None
            else:
                self.desk.drop_draft(draft.uid)
                return saved

    def _settle(self, held: Held, draft: Draft, error: ConflictError) -> Draft | Saved | None:
        """Asks whose version counts: a draft on top of theirs, theirs as it stands, or None to go on typing."""
        dialog = ConflictDialog(held.entry, error, self.parent)
        dialog.exec()
        choice = dialog.choice
        dialog.deleteLater()
        assert draft.id is not None
        if choice == MINE:
            return rebased(self.desk, draft)
        if choice == THEIRS:
            self.desk.drop_draft(draft.uid)
            now = self.desk.open(draft.register, draft.id)
            return Saved(draft.register, draft.id, now.title, now.revision, ())
        return None

    def move(self, held: Held, state: MoveState, values: Values | None = None) -> Saved | None:
        """Does a move on the entry, with the reason it may want and ``values`` that were not saved before."""
        reason = ""
        if state.move.reason:
            question = say(_("Why “{move}”? The reason stays in the history."), move=say(state.move.label))
            answer = self.ask_reason(say(state.move.label), question, say(state.move.label))
            if answer is None:
                return None
            reason = answer
        opened = held.opened
        assert opened is not None
        try:
            saved = self.desk.move(held.register, opened.id, opened.revision, state.move.key, values or {}, reason)
            self.desk.drop_draft(held.draft.uid)
            return saved
        except InvalidError as error:
            self._tell(error)
        except DeskError as error:
            self.told(error)
        return None

    def forget(self, held: Held) -> Forgotten | None:
        """Masks the person in the entry, with a reason."""
        from qfdesk.ui.forget_dialog import ForgetDialog

        opened = held.opened
        assert opened is not None
        dialog = ForgetDialog(opened.title, self.parent)
        reason, files = (dialog.reason() if dialog.exec() else ""), dialog.files.isChecked()
        dialog.deleteLater()
        if not reason:
            return None
        try:
            return self.desk.forgetting.forget(held.register, opened.id, reason, files=files)
        except DeskError as error:
            self.told(error)
            return None

    def void(self, held: Held) -> Saved | None:
        """Makes the entry void, with a reason; its number is never given again."""
        opened = held.opened
        assert opened is not None
        question = say(
            _("Why is {title} void? It stays in the ledger, struck through, with this reason."), title=opened.title
        )
        reason = self.ask_reason(say(_("Void")), question, say(_("Make it void")))
        if reason is None:
            return None
        try:
            return self.desk.void(held.register, opened.id, opened.revision, reason)
        except DeskError as error:
            self.told(error)
            return None

    def correct(self, held: Held) -> Request | None:
        """Asks for a correction of a closed record, with the reason; None when the person thought better of it."""
        opened = held.opened
        assert opened is not None
        question = say(
            _("Why is {title} to be corrected? Whoever decides reads the reason, and it stays with the record."),
            title=opened.title,
        )
        reason = self.ask_reason(say(_("Ask for a correction")), question, say(_("Send the request")))
        if reason is None:
            return None
        try:
            asked = self.desk.corrections.ask(held.register, opened.id, held.typed(), reason)
        except InvalidError as error:
            self._tell(error)
        except DeskError as error:
            self.told(error)
        else:
            self.desk.drop_draft(held.draft.uid)
            return asked
        return None

    def tie(self, held: Held) -> bool:
        """Ties the record to another by its number; whether it was done."""
        opened = held.opened
        assert opened is not None
        dialog = TieDialog(opened.title, lambda other: self.desk.tie(held.register, opened.id, other), self.parent)
        done = bool(dialog.exec())
        dialog.deleteLater()
        return done

    def ask_reason(self, title: str, question: str, verb: str) -> str | None:
        """Asks why; None when the person thought better of it."""
        dialog = ReasonDialog(title, question, verb, self.parent)
        reason = dialog.reason() if dialog.exec() else None
        dialog.deleteLater()
        return reason

    def _tell(self, error: InvalidError) -> None:
        if error.fields:
            self.refused(error.fields)
        else:
            self.told(error)


def rebased(desk: Desk, draft: Draft) -> Draft:
    """The draft's own changes on top of the entry as it stands now."""
    assert draft.id is not None
    fresh = desk.edit(desk.open(draft.register, draft.id))
    fresh.values.update(draft.changes())
    return fresh
