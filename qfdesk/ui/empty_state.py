"""What stands where nothing is: why, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from qfdesk.ui.theme import set_role


class EmptyState(QFrame):
    """A sentence, a hint and one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._head, self._hint, self.button = QLabel(), QLabel(), QPushButton()
        set_role(self._head, "strong")
        set_role(self._hint, "soft")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._slot: Callable[[], None] | None = None
        self.button.clicked.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._head, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._hint)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def put(self, head: str, hint: str, action: str, slot: Callable[[], None], *, primary: bool = False) -> None:
        """Says what is empty and offers one thing to do."""
        self._head.setText(head)
        self._hint.setText(hint)
        self.button.setText(action.replace("&", "&&"))
        set_role(self.button, "primary" if primary else "")
        self._slot = slot

    def _press(self) -> None:
        if self._slot:
            self._slot()
