"""The foot of the duties: the one chosen, why it is due, and noting it as done with what proves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qfdesk.language import _, _p, say
from qfdesk.model.duties import DutyState
from qfdesk.model.show import show_moment
from qfdesk.rules.duties import PROOFS
from qfdesk.ui.theme import set_role


class DutyBox(QFrame):
    """``done_wanted`` carries proof and note, ``undo_wanted`` the reason."""

    done_wanted = Signal(str, str)
    undo_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.title, self.tag, self.told = QLabel(), QLabel(), QLabel()
        self.proof, self.note = QLineEdit(), QLineEdit()
        self.do = QPushButton(say(_("Note as done")))
        self.undo = QPushButton(say(_p("duty", "Take back")))
        set_role(self.title, "strong")
        set_role(self.told, "soft")
        set_role(self.do, "primary")
        self.told.setWordWrap(True)
        self.tag.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for label in (self.title, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
        head, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        head.addWidget(self.title)
        head.addWidget(self.tag)
        head.addStretch(1)
        for widget, stretch in ((self.proof, 3), (self.note, 3), (self.do, 0), (self.undo, 0)):
            foot.addWidget(widget, stretch)
        column.addLayout(head)
        column.addWidget(self.told)
        column.addLayout(foot)
        self._wire()

    def _wire(self) -> None:
        self.proof.setMaxLength(200)
        self.note.setMaxLength(500)
        self.do.clicked.connect(lambda: self.done_wanted.emit(self.proof.text().strip(), self.note.text().strip()))
        self.undo.clicked.connect(lambda: self.undo_wanted.emit(self.note.text().strip()))
        self.proof.textChanged.connect(lambda _text: self._allow())
        self.note.textChanged.connect(lambda _text: self._allow())

    def _allow(self) -> None:
        self.do.setEnabled(bool(self.proof.text().strip()))
        self.undo.setEnabled(bool(self.note.text().strip()))

    def put(self, state: DutyState | None, word: tuple[str, str], may: bool) -> None:
        """Tells of a duty in a period; ``word``: how it stands and its tone; ``may``: it may be noted here."""
        self.setVisible(state is not None)
        if state is None:
            return
        duty, done = state.due.duty, state.done
        self.title.setText(f"{say(duty.title)} · {state.due.period.key}")
        self.tag.setText(say(word[0]))
        set_role(self.tag, f"tag-{'soft' if word[1] == 'faint' else word[1]}")
        self.tag.updateGeometry()
        why = say(_("Due on {day}: {reason}"), day=state.due.on.isoformat(), reason=state.due.reason.say())
        if done is not None:
            why = say(
                _("Done by {who} on {at}. Proof: {proof}"), who=done.who, at=show_moment(done.at), proof=done.proof
            ) + (f" · {done.note}" if done.note else "")
        self.told.setText(why)
        self.proof.clear()
        self.note.clear()
        self.proof.setVisible(may and done is None)
        self.do.setVisible(may and done is None)
        self.note.setVisible(may)
        self.undo.setVisible(may and done is not None)
        self.proof.setPlaceholderText(say(_("What proves it: {kind}"), kind=say(PROOFS[duty.proof])))
        self.note.setPlaceholderText(say(_("Remark")) if done is None else say(_("Why it is taken back")))
        self.proof.setAccessibleName(say(_("What proves it")))
        self.note.setAccessibleName(self.note.placeholderText())
        self._allow()
