"""The line above the form that says how many like cases were solved before (D6.4, D13.5)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from qfdesk.language import say_count
from qfdesk.ui.editor.clickable import Clickable
from qfdesk.ui.theme import set_role


class LikeBanner(Clickable):
    """“3 like cases were solved before”; pressed, they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        set_role(self, "banner-info")
        more = QLabel("›")
        for label in (self._label, more):
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_role(label, "words", tone="info")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(more)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def put(self, count: int) -> None:
        """Says how many there are; hidden for none."""
        said = say_count("{n} like case was solved before", "{n} like cases were solved before", count)
        self._label.setText(said if count else "")
        self.setAccessibleName(self._label.text())
        self.setVisible(bool(count))
