"""The editor as it is seen: the parts, the entry it shows, what follows from typing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.check import empty
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.values import DueLine, MoveState, Values
from qfdesk.ui.editor.add_dialog import AddDialog, start_of
from qfdesk.ui.editor.boxes import Scene
from qfdesk.ui.editor.correcting import Correcting
from qfdesk.ui.editor.following import Following
from qfdesk.ui.editor.foot import Foot
from qfdesk.ui.editor.form import Form
from qfdesk.ui.editor.head import Head
from qfdesk.ui.editor.held import Held
from qfdesk.ui.editor.likes import LikeDialog, Likes
from qfdesk.ui.editor.saving import rebased
from qfdesk.ui.editor.secrecy_bar import SecrecyBar
from qfdesk.ui.editor.side import Side
from qfdesk.ui.editor.unread import read_again, unread
from qfdesk.ui.events import Events
from qfdesk.ui.jobs import Jobs
from qfdesk.ui.memory import Memory
from qfdesk.ui.theme import set_role
from qfdesk.ui.told import Banner


class EntryView(QFrame):
    """Head, form, side and foot of one entry; what is done to the ledger is the pane's.

    ``print_wanted`` (register, id, paper key); ``new_wanted`` (register, (register, id) it is made from);
    ``shown``: another entry, or another state of it, is shown.
    """

    print_wanted = Signal(str, int, str)
    new_wanted = Signal(str, object)
    shown = Signal()

    def __init__(self, desk: Desk, events: Events, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._events, self._jobs = desk, events, jobs
        self._memory = Memory(desk.profile)
        self.held: Held | None = None
        self.form: Form | None = None
        self._forms: dict[str, Form] = {}
        self._empty_register = ""
        set_role(self, "card")
        self.setMinimumWidth(360)
        self.head, self.banner, self.notice, self.side = Head(), Banner(), Banner(), Side(desk)
        self.foot = Foot(desk)
        self.secrecy = SecrecyBar(desk)
        self.body, self._nothing = QStackedWidget(), QLabel()
        self.following = Following(desk, lambda: self.held, lambda: self.form)
        self.following.setParent(self)
        self.correcting = Correcting(desk, events, self.foot, self.notice, self)
        self.likes = Likes(desk, jobs, lambda: self.held, lambda: self.form)
        self.likes.setParent(self)
        self._lay_out()
        self._wire()
        self.show_empty("")

    def _lay_out(self) -> None:
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._nothing, "soft")
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head)
        messages = QVBoxLayout()
        messages.setContentsMargins(16, 0, 12, 0)
        messages.addWidget(self.secrecy)
        messages.addWidget(self.notice)
        messages.addWidget(self.banner)
        column.addLayout(messages)
        column.addWidget(self.body, 1)
        column.addWidget(self.foot)

    def _wire(self) -> None:
        self.head.side_wanted.connect(self.show_side)
        self.secrecy.lifted.connect(self._read_anew)
        self.side.closed.connect(lambda: self.show_side(""))
        self.side.counted.connect(self._count)
        self.side.opened.connect(self._events.open_entry)
        self.following.looked.connect(self._put_following)
        self.following.looked.connect(self.likes.soon)
        self.following.trouble.connect(self.banner.tell)
        self.foot.field_wanted.connect(self.go_to)
        self._events.language_changed.connect(self._rebuild)
        self._events.theme_changed.connect(self._rebuild)
        self._events.keep_typed.connect(self.following.keep_draft)
        self._events.handed_over.connect(self._let_go)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    # what is shown

    def show_empty(self, register: str) -> None:
        """Shows that nothing is chosen."""
        self.following.stop()
        self.held, self.form, self._empty_register = None, None, register
        self._nothing.setText(say(_("Choose an entry in the list, or begin a new one with Ctrl+N.")))
        self.body.setCurrentWidget(self._nothing)
        for part in (self.head, self.foot, self.secrecy, self.notice, self.banner):
            part.hide()

    def _let_go(self) -> None:
        """Another person sits down: what was typed is kept as a draft and no longer held."""
        self.show_empty("")

    def hold(self, held: Held, *, fold: bool = True) -> None:
        """Shows what is held; ``fold``: opens and folds the sections for its stage."""
        self.held = held
        self.form = self._form_of(held.register)
        for part in (self.head, self.foot):
            part.show()
        self.banner.clear()
        self.form.put(held.readonly or self._only_reads(held), held.values(), held.veiled)
        if fold:
            self.form.fold_for(held.stage)
            self.form.verticalScrollBar().setValue(0)
        self.head.put(held, self._dues(held), self._desk.now())
        self.secrecy.put(held)
        self.shown.emit()
        self.foot.put(held.entry, held.opened is None, held.readonly)
        self._say_state(held)
        self.correcting.put(held, self.form)
        self.following.begin()
        self._count()
        if self.side.showing and held.opened:
            self.show_side(self.side.showing)
        else:
            self.show_side("")

    def _read_anew(self) -> None:
        """The person sees more or less of the entry than before; what was typed stays."""
        held = self.held
        if held is not None and held.opened is not None:
            opened = self._desk.open(held.register, held.opened.id)
            self.hold(Held(held.entry, rebased(self._desk, held.draft), opened), fold=False)

    def _form_of(self, register: str) -> Form:
        if register not in self._forms:
            scene = Scene(self._desk, register, lambda: self.held.values() if self.held else {}, self._add_master)
            form = self._forms[register] = Form(self._desk.entry(register), scene, self._memory, self.body)
            form.edited.connect(self._edited)
            form.walked_out.connect(self._walked_out)
            form.neighbour_wanted.connect(self._events.open_entry)
            form.likes.clicked.connect(self._show_likes)
            self.body.addWidget(form)
        return self._forms[register]

    def _show_likes(self) -> None:
        """The closed cases like this one, to open or to take something over from."""
        if self.held is not None:
            dialog = LikeDialog(self._desk, self.held.register, self.likes.found, self.held.values(), self)
            dialog.opened.connect(self._events.open_entry)
            dialog.taken.connect(self._take_over)
            dialog.open()

    def _take_over(self, values: Values) -> None:
        if self.held is not None and self.form is not None:
            self.held.draft.values.update(values)
            self.form.refresh(values)
            self.following.look()
            self.following.keep_draft()

    def _only_reads(self, held: Held) -> bool:
        """Whether the person may neither change the entry nor move it on from where it stands."""
        if held.opened is None or held.correcting or self._desk.may(held.register, "change"):
            return False
        moves = held.entry.stage_of(held.stage).moves if issubclass(held.entry, Record) else ()
        return not self._desk.permitted((held.register, f"move:{move.key}") for move in moves)

    def _dues(self, held: Held) -> list[DueLine]:
        if held.opened is None or held.readonly or not issubclass(held.entry, Record):
            return []
        return self._desk.dues(held.register, held.opened.id)

    def _say_state(self, held: Held) -> None:
        if held.voided and held.opened:
            self.notice.put(say(_("Voided: {reason}"), reason=str(held.opened.values.get("void_reason", ""))), "danger")
        elif held.closed:
            back = next((s for s in self._desk.moves(held.register, held.values()) if s.move.back), None)
            text = say(_("Closed: this record is only read. Ask for a correction, or reopen it and say why."))
            if back is None:
                self.notice.put(text, "info")
            else:
                self.notice.put(text, "info", say(back.move.label), lambda: self.foot.move_wanted.emit(back.move.key))
        else:
            self.notice.clear()

    def show_side(self, side: str) -> None:
        """Shows a side (history, attachments, links), or the form for ''."""
        if side and self.held and self.held.opened:
            try:
                self.side.show_side(side, self.held)
            except DeskError as error:
                self.banner.tell(error)
                side = ""
        self.side.showing = side
        self.head.mark_side(side)
        if self.form is not None:
            self.body.setCurrentWidget(self.side if side else self.form)

    def _count(self) -> None:
        if self.held:
            self.head.put_counts(self.side.counts(self.held))

    # typing

    def is_dirty(self) -> bool:
        """Whether anything typed is not saved."""
        if self.held is None or self.form is None or self.held.readonly:
            return False
        return self.held.dirty() or bool(self.form.faults())

    def _edited(self, key: str) -> None:
        self.following.edited(key)
        self.head.put_unsaved(self.is_dirty())

    def _put_following(self) -> None:
        held = self.held
        if held is None:
            return
        fields = held.entry.fields()
        unsaved = self.is_dirty()
        new = unsaved or held.opened is None
        moves = [] if held.correcting else self.following.moves
        self.foot.put_moves(moves, lambda key: say(fields[key].label), new, self._aside(held))
        self.foot.bar_moves("" if held.correcting else self.following.barred)
        self.head.put_unsaved(unsaved)

    def _aside(self, held: Held) -> MoveState | None:
        """What may be done beside the next move and is not done yet: the customer told, the refund paid."""
        values = held.values()
        for state in self.following.moves[1:]:
            if state.ready and state.move.to == held.stage and any(empty(values.get(k)) for k in state.move.stamps):
                return state
        return None

    def _focus_moved(self, before: QWidget | None, _now: QWidget | None) -> None:
        if self.form is not None and before is not None and self.form.isAncestorOf(before):
            self.following.soon()

    def _walked_out(self) -> None:
        (self.foot.move_button if self.foot.move_button.isEnabled() else self.foot.save_button).setFocus()

    def go_to(self, key: str) -> None:
        """Brings a field's box into sight and goes there."""
        if self.form is not None:
            self.show_side("")
            self.form.focus(key, middle=True)

    def _add_master(self, master: str, text: str) -> Ref | None:
        assert self.held is not None
        start = start_of(self._desk.entry(master), text, self.held.values().get("product"))
        dialog = AddDialog(self._desk, master, start, self)
        dialog.exec()
        saved = dialog.saved
        dialog.deleteLater()
        if saved is None:
            return None
        self._events.changed.emit(saved)
        return Ref(saved.id, saved.title)

    def _rebuild(self) -> None:
        """Builds the forms anew: another language has other widths, another theme other signs."""
        texts = unread(self.form)
        for form in self._forms.values():
            self.body.removeWidget(form)
            form.deleteLater()
        self._forms.clear()
        if self.held is None:
            self.show_empty(self._empty_register)
        else:
            self.hold(self.held)
            read_again(self.form, texts)
