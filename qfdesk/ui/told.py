"""How errors are told: what a person can mend in one sentence, a fault of the program once and with its details."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMessageBox, QPushButton, QToolButton, QWidget

from qfdesk import __version__
from qfdesk.errors import Cancelled, DeskError
from qfdesk.language import _, say
from qfdesk.rules.traces import without_people
from qfdesk.ui.icons import icon
from qfdesk.ui.theme import set_role

log = logging.getLogger("qfdesk")


def sentence(error: BaseException) -> str:
    """What is said of an error: its own sentence, or that the program has a fault."""
    if isinstance(error, DeskError):
        return error.say()
    return say(_("Something went wrong that qfdesk did not expect. What you typed is kept; nothing was half saved."))


def tell(parent: QWidget | None, error: BaseException) -> None:
    """Tells an error in a box over ``parent``. A stopped job is not told."""
    if isinstance(error, Cancelled):
        return
    if isinstance(error, DeskError):
        _box(parent, QMessageBox.Icon.Warning, sentence(error)).exec()
    else:
        tell_fault(parent, error)


def note(error: BaseException) -> str:
    """Puts an unexpected error into the log; returns what it says there: no names, no numbers of people."""
    details = without_people("".join(traceback.format_exception(error)))
    log.error("unexpected error\n%s", details)
    return details


def tell_fault(parent: QWidget | None, error: BaseException) -> None:
    """Logs an unexpected error and tells it, with its details to copy."""
    details = note(error)
    box = _box(parent, QMessageBox.Icon.Critical, sentence(error))
    box.setInformativeText(f"{type(error).__name__}: {error}"[:300])
    copy = box.addButton(say(_("Copy details")), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"qfdesk {__version__}\n{details}"))
    box.exec()


def ask(parent: QWidget | None, question: str, yes: str, *, danger: bool = False) -> bool:
    """Asks a question whose answer is ``yes`` (a verb) or cancel; True for yes."""
    box = _box(parent, QMessageBox.Icon.Question, question)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    button = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    set_role(button, "danger" if danger else "primary")
    box.setDefaultButton(button)
    # A dialog that deletes itself is gone when exec returns, and the answer with it.
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    box.exec()
    answered = box.clickedButton() is button
    box.deleteLater()
    return answered


def _box(parent: QWidget | None, sign: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(sign, "qfdesk", "", QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


class Banner(QFrame):
    """A message in the page itself, above what it speaks of; plain text, never HTML. Hidden while it has no text."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._action, self._close = QLabel(), QPushButton(), QToolButton()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self._action, "link")
        set_role(self._close, "flat")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 4, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._close.clicked.connect(self.clear)
        self.hide()

    def tell(self, error: BaseException) -> None:
        """Shows an error's sentence; an unexpected one is logged too."""
        if not isinstance(error, DeskError):
            note(error)
        self.put(sentence(error), "danger")

    def put(self, text: str, tone: str = "info", action: str = "", slot: object = None) -> None:
        """Shows a sentence in the tone info, ok, warn or danger, with one thing to do about it (a slot) if given."""
        set_role(self, f"banner-{tone}")
        set_role(self._text, "words", tone=tone)
        self._text.setText(text)
        self._close.setIcon(icon("close", tone))
        self._close.setToolTip(say(_("Close this message")))
        self._close.setAccessibleName(say(_("Close this message")))
        if self._action.property("wired"):
            self._action.clicked.disconnect()
        self._action.setProperty("wired", bool(slot))
        if slot:
            self._action.clicked.connect(slot)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.show()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    def clear(self) -> None:
        self.hide()
        self.closed.emit()


class FaultTeller(QObject):
    """Catches what nobody caught, in any thread, and tells it in the GUI's thread.

    A fault of one place is told once and from then on only logged: painting would repeat it without end.
    """

    _caught = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._telling = False
        self._told: set[tuple[type[BaseException], str, int]] = set()
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._hook
        threading.excepthook = lambda caught: self._caught.emit(caught.exc_value)

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._caught.emit(error)

    def _tell(self, error: BaseException) -> None:
        place = self._place(error)
        if self._telling or place in self._told:
            note(error)
            return
        self._telling = True
        self._told |= set() if isinstance(error, DeskError) else {place}
        try:
            tell(QApplication.activeWindow(), error)
        finally:
            self._telling = False

    def _place(self, error: BaseException) -> tuple[type[BaseException], str, int]:
        frames = traceback.extract_tb(error.__traceback__)
        return type(error), frames[-1].filename if frames else "", (frames[-1].lineno or 0) if frames else 0
