"""The record editor: one entry of any register or master, built from its declaration alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.values import Saved, Values
from qfdesk.ui.editor.chasing import Chasing
from qfdesk.ui.editor.held import Held
from qfdesk.ui.editor.typed import TypedEntry
from qfdesk.ui.events import Events
from qfdesk.ui.jobs import Jobs


class EditorPane(TypedEntry):
    """The editor beside the list: shows an entry, saves it, moves it on. Unsaved work is never lost silently."""

    def __init__(self, desk: Desk, events: Events, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(desk, events, jobs, parent)
        self.chasing = Chasing(desk, self, events)
        self.foot.print_wanted.connect(self._print)
        self.foot.follow_wanted.connect(self._follow)
        self.foot.more_wanted.connect(lambda what: self.void() if what == "void" else self.tie())
        self.foot.move_wanted.connect(self.move_on)
        self.side.tie_wanted.connect(self.tie)
        events.changed.connect(self._changed)
        self.setAcceptDrops(True)

    # moving on

    def move_on(self, key: str) -> bool:
        """Saves what was typed, then does a move; what it still needs is gone to instead. Whether it was done."""
        typed, held = self._before_moving(), self.held
        if typed is None or held is None:
            return False
        state = next((s for s in self._desk.moves(held.register, held.values()) if s.move.key == key), None)
        if state is None:
            return False
        if state.hindrance is not None:
            self.banner.put(state.hindrance.say(), "warn")
        if state.to_fill:
            self.go_to(state.to_fill[0])
        if not state.ready:
            return False
        saved = self._saving.move(held, state, typed)
        if saved is None:
            return False
        said = say(_("{title}: {move}"), title=saved.title, move=say(state.move.label))
        self._saved(saved, said, fold=state.move.to != held.stage)
        self._go_to_the_next()
        return True

    def _before_moving(self) -> Values | None:
        """Saves what was typed; whoever may not change the record hands it in with the move. None: refused."""
        held, form = self.held, self.form
        if held is None or form is None:
            return None
        if held.opened is None or self._desk.may(held.register, "change"):
            return {} if self.save() else None
        form.settle()
        return held.draft.changes()

    def _go_to_the_next(self) -> None:
        """After a move: to the first box that the next one still needs."""
        following = self.following.moves[:1]
        if following and following[0].to_fill and not following[0].move.back:
            self.go_to(following[0].to_fill[0])

    def advance(self) -> None:
        """Does the one next move, or goes to what it still needs; never a way back."""
        ahead = self.following.moves[:1]
        if ahead and not ahead[0].move.back:
            self.move_on(ahead[0].move.key)

    def void(self) -> None:
        """Makes the entry void, after the reason was given."""
        if self.held is None or self.held.opened is None or not self.leave():
            return
        saved = self._saving.void(self.held)
        if saved is not None:
            self._saved(saved, say(_("{title} is void"), title=saved.title))

    def forget(self) -> None:
        """Masks the person in a closed record, after the reason was given."""
        if self.held is None or self.held.opened is None or not self.leave():
            return
        done = self._saving.forget(self.held)
        if done is not None:
            self.show_entry(self.held.register, self.held.opened.id)
            self._events.changed.emit(None)
            self.banner.put(" ".join([say(_("The person is masked.")), *(note.say() for note in done.notes)]), "info")

    def tie(self) -> None:
        """Ties the record to another one."""
        if self.held is None or self.held.opened is None:
            return
        if self._saving.tie(self.held):
            self._count()
            self.show_side("links")

    def _print(self, paper: str) -> None:
        if self.save():
            opened = self.held.opened if self.held else None
            if opened is not None:
                self.print_wanted.emit(opened.register, opened.id, paper)

    def _follow(self, register: str) -> None:
        if self.held is not None and self.held.opened is not None and self.leave():
            self.new_wanted.emit(register, (self.held.register, self.held.opened.id))

    def _changed(self, saved: Saved | None) -> None:
        """Something changed elsewhere: an entry without unsaved work is read again."""
        held = self.held
        if held is None or held.opened is None or self.is_dirty():
            return
        if saved is not None and (saved.register, saved.id) != (held.register, held.opened.id):
            return
        try:
            opened = self._desk.open(held.register, held.opened.id)
        except DeskError:
            self.show_empty(held.register)
            return
        if opened != held.opened:
            self.hold(Held(held.entry, self._desk.edit(opened), opened), fold=False)
        elif self.form is not None:
            self._say_state(held)
            self.correcting.put(held, self.form)

    # keys and windows

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Goes to the first box that wants something."""
        if self.form is not None and not self.side.showing:
            self.form.focus_first()
        else:
            super().setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        saving = event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if saving or event.key() == Qt.Key.Key_F2:
            self.save()
        elif event.key() == Qt.Key.Key_Escape and self.side.showing:
            self.show_side("")
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.held is not None and self.held.opened is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.show_side("attachments")
        self.side.files.dropEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.following.soon()

    def hideEvent(self, event: QHideEvent) -> None:
        self.following.keep_draft()
        self.following.stop()
        super().hideEvent(event)
