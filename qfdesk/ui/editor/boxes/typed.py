"""What the boxes have in common whose value is typed as text: days, moments, numbers, amounts."""

from __future__ import annotations

from typing import Any

from qfdesk.ui.editor.boxes.box import Box
from qfdesk.ui.editor.boxes.oneline import OneLine


class TypedBox(Box):
    """A value typed on one line. A text that cannot be understood stays as typed and is flagged.

    A kind of box gives its line to ``type_in`` while it builds, and says by ``said`` and ``understood`` how its
    values are written and read.
    """

    line: OneLine

    def type_in(self, line: OneLine) -> None:
        """Makes this the line one types in."""
        self._held: Any = None
        self._wrong = False
        self.line = line
        line.textEdited.connect(self._typed)
        line.editingFinished.connect(self.tidy)
        line.stepped.connect(self._step)

    def said(self, value: Any) -> str:
        """The value as it stands in the box."""
        raise TypeError(f"{type(self).__name__} writes no value")

    def understood(self, text: str) -> Any:
        """The value of a text. Raises ValueError."""
        raise TypeError(f"{type(self).__name__} reads no text")

    def value(self) -> Any:
        return self._held

    def set_value(self, value: Any) -> None:
        self._held, self._wrong = value, False
        text = self.said(value)
        if text != self.line.text():
            self.line.put(text)

    def unread(self) -> str:
        return self.line.text() if self._wrong else ""

    def read_again(self, text: str) -> None:
        self.line.put(text)
        self._typed(text)

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)

    def tidy(self) -> None:
        """Writes the value as it is usually written, once the person has left."""
        if not self._wrong and self.line.text() != self.said(self._held):
            self.line.put(self.said(self._held))

    def _step(self, way: int) -> None:
        self.tidy()
        self.stepped.emit(way)

    def _typed(self, text: str) -> None:
        try:
            self._held, self._wrong = self.understood(text), False
        except ValueError:
            self._held, self._wrong = None, True
        self.changed.emit()
