"""An entry that is typed in: shown, left, saved, corrected. Unsaved work is never lost silently."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import Message, _, say
from qfdesk.model.values import Draft, Saved
from qfdesk.ui.editor.dialogs import DISCARD, SAVE, ask_leave
from qfdesk.ui.editor.held import Held
from qfdesk.ui.editor.saving import Saving
from qfdesk.ui.editor.unread import read_again
from qfdesk.ui.editor.view import EntryView
from qfdesk.ui.events import Events
from qfdesk.ui.jobs import Jobs


class TypedEntry(EntryView):
    """Shows an entry for typing and keeps what was typed."""

    def __init__(self, desk: Desk, events: Events, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, events, jobs, parent)
        self._saving = Saving(desk, self, self._refused, self.banner.tell)
        self.foot.save_wanted.connect(self.save)
        self.foot.correct_wanted.connect(self.correct)

    # what is shown

    def show_entry(self, register: str, number: int) -> bool:
        """Shows an entry; unsaved work is asked about first. Whether it is shown."""
        if not self.leave():
            return False
        try:
            opened = self._desk.open(register, number)
            self.hold(Held(self._desk.entry(register), self._desk.edit(opened), opened))
        except DeskError as error:
            self.show_empty(register)
            self.banner.tell(error)
            return False
        self._offer_kept()
        return True

    def show_new(self, register: str, made_from: tuple[str, int] | None = None) -> bool:
        """Begins a new entry, empty or made from another. Whether it is shown."""
        if not self.leave():
            return False
        try:
            self.hold(Held(self._desk.entry(register), self._desk.blank(register, made_from), None))
        except DeskError as error:
            self.banner.tell(error)
            return False
        return True

    def show_draft(self, draft: Draft) -> bool:
        """Goes on with a draft kept from before. Whether it is shown."""
        if not self.leave():
            return False
        try:
            opened = self._desk.open(draft.register, draft.id) if draft.id is not None else None
        except DeskError as error:
            self.banner.tell(error)
            return False
        held = Held(self._desk.entry(draft.register), draft, opened)
        held.correcting = held.closed and not held.voided
        self.hold(held)
        read_again(self.form, draft.unread)
        return True

    def _offer_kept(self) -> None:
        held = self.held
        kept = next((d for d in self._desk.kept_drafts() if held and d.uid == held.draft.uid), None)
        if kept is not None:
            text = say(_("Something typed here earlier was never saved."))
            self.banner.put(text, "info", say(_("Go on with it")), lambda: self.show_draft(kept))

    # leaving and saving

    def leave(self) -> bool:
        """Whether the editor may show something else; asks what becomes of unsaved work."""
        if not self.is_dirty() or self.held is None:
            return True
        answer = ask_leave(self, self.held.title)
        if answer == SAVE:
            return self.save()
        if answer == DISCARD:
            self.discard()
            return True
        return False

    def discard(self) -> None:
        """Throws away what was typed."""
        held = self.held
        if held is None:
            return
        self.following.stop()
        self._desk.drop_draft(held.draft.uid)
        if held.opened is None:
            self.show_empty(held.register)
        else:
            self.hold(Held(held.entry, self._desk.edit(held.opened), held.opened), fold=False)

    def save(self) -> bool:
        """Saves what was typed; False when something is wrong, which then stands at its box."""
        held, form = self.held, self.form
        if held is None or form is None or held.readonly:
            return True
        form.settle()
        if not self.is_dirty() and held.opened is not None:
            if held.correcting:
                self.banner.put(say(_("Nothing differs yet; change what is to be corrected.")), "warn")
            return not held.correcting
        wrong = {**self.following.found(held).errors, **form.faults()}
        if wrong:
            self._refused(wrong)
            return False
        if held.correcting:
            return self._send(held)
        saved = self._saving.save(held)
        if saved is None:
            return False
        self._saved(saved, say(_("{title} saved"), title=saved.title))
        return True

    def _refused(self, wrong: dict[str, Message]) -> None:
        held, form = self.held, self.form
        if held is None or form is None:
            return
        held.tried = True
        self.following.look()
        form.show_findings(wrong, self.following.findings.warnings)
        first = next((key for key in held.entry.fields() if key in wrong), "")
        self.show_side("")
        if first in held.entry.typed():
            form.focus(first)
        else:
            self.banner.put(next(iter(wrong.values())).say(), "danger")

    def _saved(self, saved: Saved, said: str, *, fold: bool = False) -> None:
        opened = self._desk.open(saved.register, saved.id)
        self.hold(Held(self._desk.entry(saved.register), self._desk.edit(opened), opened), fold=fold)
        self._events.changed.emit(saved)
        self._events.say.emit(said)

    # correcting what is closed

    def correct(self) -> None:
        """Makes a closed record one that is typed in to ask for a correction of it, or leaves that again."""
        held = self.held
        if held is None or held.opened is None or not held.closed:
            return
        if held.correcting:
            self.discard()
            return
        draft = self._desk.edit(held.opened)
        self.hold(Held(held.entry, draft, held.opened, correcting=True), fold=False)
        self.setFocus()

    def _send(self, held: Held) -> bool:
        asked = self._saving.correct(held)
        if asked is None:
            return False
        saved = Saved(asked.register, asked.entry, asked.number, 0, ())
        self._saved(saved, say(_("The correction of {title} is asked for"), title=asked.number))
        return True
