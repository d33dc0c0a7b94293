"""The questions the editor asks: leave or save, whose version counts, which record to tie, a new master."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.errors import ConflictError, DeskError
from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.show import show
from qfdesk.ui.editor.boxes.oneline import OneLine
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner

Tie = Callable[[str], None]
SAVE, DISCARD, CANCEL = "save", "discard", "cancel"
MINE, THEIRS = "mine", "theirs"


def ask_leave(parent: QWidget, title: str) -> str:
    """What becomes of typed work that is not saved: save, discard or cancel."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(say(_("“{title}” has changes that are not saved."), title=title))
    keep = box.addButton(say(_("Save")), QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton(say(_("Do not save")), QMessageBox.ButtonRole.DestructiveRole)
    back = box.addButton(say(_("Go on typing")), QMessageBox.ButtonRole.RejectRole)
    set_role(keep, "primary")
    box.setDefaultButton(keep)
    box.setEscapeButton(back)
    box.exec()
    pressed = box.clickedButton()
    box.deleteLater()
    return SAVE if pressed is keep else DISCARD if pressed is drop else CANCEL


class Question(QDialog):
    """A dialog without a default button: a scanner's Enter never answers it."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(12)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)

    def words(self, text: str, role: str = "") -> QLabel:
        """Adds a sentence."""
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            set_role(label, role)
        self.column.addWidget(label)
        return label

    def button(self, text: str, role: str = "") -> QPushButton:
        """Adds a button at the foot."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        if role:
            set_role(button, role)
        self.buttons.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


class ConflictDialog(Question):
    """Both versions side by side, field by field; ``choice`` is mine, theirs or ''."""

    def __init__(self, entry: type[Entry], error: ConflictError, parent: QWidget | None) -> None:
        super().__init__(say(_("Changed by somebody else")), parent)
        self.choice = ""
        self.resize(640, 320)
        self.words(say(_("Somebody else saved this record while you were typing. Nothing of yours is lost.")), "strong")
        keys = [k for k in entry.fields() if k in error.mine or k in error.theirs]
        self.table = QTableWidget(len(keys), 3)
        self.table.setHorizontalHeaderLabels([say(_("Field")), say(_("Yours")), say(_("Theirs"))])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setWordWrap(True)
        for row, key in enumerate(keys):
            field = entry.fields()[key]
            texts = (say(field.label), show(field, error.mine.get(key)), show(field, error.theirs.get(key)))
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeRowsToContents()
        self.column.addWidget(self.table, 1)
        self.column.addLayout(self.buttons)
        self.button(say(_("Keep mine on top of theirs")), "primary").clicked.connect(lambda: self._choose(MINE))
        self.button(say(_("Take theirs"))).clicked.connect(lambda: self._choose(THEIRS))
        self.button(say(_("Go on typing"))).clicked.connect(self.reject)

    def _choose(self, choice: str) -> None:
        self.choice = choice
        self.accept()


class TieDialog(Question):
    """Which other record this one belongs to, by its number. ``tie`` does it and may refuse."""

    def __init__(self, title: str, tie: Tie, parent: QWidget | None) -> None:
        super().__init__(say(_("Tie to another record")), parent)
        self.setMinimumWidth(px(400))
        self._tie = tie
        self.words(say(_("{title} belongs together with the record number"), title=title))
        self.line = OneLine(plain=True)
        self.line.setAccessibleName(say(_("Number")))
        self.line.setPlaceholderText("TS-2026-0001")
        self.banner = Banner()
        self.column.addWidget(self.line)
        self.column.addWidget(self.banner)
        self.column.addLayout(self.buttons)
        self.do = self.button(say(_("Tie")), "primary")
        self.button(say(_("Cancel"))).clicked.connect(self.reject)
        self.do.setEnabled(False)
        self.do.clicked.connect(self._try)
        self.line.textChanged.connect(lambda text: self.do.setEnabled(bool(text.strip())))
        self.line.stepped.connect(lambda _way: self.do.setFocus())

    def _try(self) -> None:
        try:
            self._tie(self.line.text().strip())
        except DeskError as error:
            self.banner.tell(error)
            self.line.setFocus()
        else:
            self.accept()
