"""What every box is: one field on the form, with its value, its faults and a place for a sentence beneath."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from qfdesk.language import Message, _, say
from qfdesk.ui.editor.boxes.scene import Scene
from qfdesk.ui.theme import px, restyle, set_role

_ONE_LINE = 16
"""Characters of a masked value that surely fit beside its label."""


class Box(QWidget):
    """One field on the form.

    ``changed``: the person changed the value. ``stepped``: the person is done here and goes on (1) or back (-1).
    A kind of box builds its widget in ``build`` and returns it; that widget takes the focus.
    """

    changed = Signal()
    stepped = Signal(int)

    def __init__(self, key: str, field: Any, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.field, self.scene = key, field, scene
        self._note: QLabel | None = None
        self._veil: QLabel | None = None
        self._mark: QLabel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.inner = self.build()
        self._column.addWidget(self.inner)
        self.setFocusProxy(self.inner)
        self.name()

    def build(self) -> QWidget:
        """The widget one types in."""
        raise TypeError(f"{type(self).__name__} builds no widget")

    def name(self) -> None:
        """Says the accessible name and the help in the screen's language."""
        traits = self.field.traits
        self.inner.setAccessibleName(say(traits.label))
        self.inner.setAccessibleDescription(say(traits.help))
        self.inner.setToolTip(say(traits.help))

    def value(self) -> Any:
        """The typed value; empty or not understood (see ``fault``) is the kind's empty value."""
        raise TypeError(f"{type(self).__name__} has no value")

    def set_value(self, value: Any) -> None:
        """Shows a value without telling ``changed``."""
        raise TypeError(f"{type(self).__name__} takes no value")

    def fault(self) -> Message | None:
        """Why the text typed here is not understood, if it is not."""
        return None

    def unread(self) -> str:
        """The text typed here, while it is not understood."""
        return ""

    def read_again(self, text: str) -> None:
        """Takes a text as if it were typed anew."""

    def remark(self) -> str:
        """A soft remark of the box's own, where it has one."""
        return ""

    def set_readonly(self, readonly: bool) -> None:
        """Lets the value be read and copied only."""
        self.inner.setEnabled(not readonly)

    def set_veiled(self, text: str) -> None:
        """Shows a masked value in place of the box, to be read only; '' gives the box back."""
        if self._veil is None:
            if not text:
                return
            self._veil = QLabel(self)
            self._veil.setTextFormat(Qt.TextFormat.PlainText)
            self._veil.setMinimumHeight(px(30))
            set_role(self._veil, "soft")
            self._column.insertWidget(0, self._veil)
        self._veil.setText(text)
        self._veil.setWordWrap(len(text) > _ONE_LINE)  # a label that may wrap asks for more height than one line has
        self._veil.setAccessibleName(say(_("{field}: {text} (masked)"), field=say(self.field.label), text=text))
        self._veil.setVisible(bool(text))
        self.inner.setVisible(not text)

    @property
    def veiled(self) -> str:
        """The masked value shown in place of the box."""
        return self._veil.text() if self._veil is not None else ""

    def set_error(self, sentence: str) -> None:
        """Shows what is wrong under the box; '' takes it away."""
        self._say(sentence, "invalid" if sentence else "")

    def set_warning(self, sentence: str) -> None:
        """Shows a soft remark under the box; '' takes it away."""
        self._say(sentence, "warn" if sentence else "")

    def set_mark(self, sentence: str, whole: str) -> None:
        """Says under the box that it was corrected, with all of it as a tooltip; '' takes it away."""
        if self._mark is None:
            if not sentence:
                return
            self._mark = QLabel(self)
            self._mark.setTextFormat(Qt.TextFormat.PlainText)
            self._mark.setWordWrap(True)
            set_role(self._mark, "note", tone="info")
            self._column.addWidget(self._mark)
        self._mark.setText(sentence)
        self._mark.setToolTip(f"<span style='white-space:pre-wrap'>{escape(whole)}</span>" if whole else "")
        self._mark.setAccessibleDescription(whole)
        self._mark.setVisible(bool(sentence))

    @property
    def mark(self) -> tuple[str, str]:
        """What is said of a correction, in short and in full."""
        if self._mark is None or self._mark.isHidden():
            return "", ""
        return self._mark.text(), self._mark.accessibleDescription()

    def framed(self) -> QWidget:
        """The widget whose frame shows that something is wrong."""
        return self.inner

    @property
    def note(self) -> str:
        """The sentence under the box."""
        return self._note.text() if self._note is not None and not self._note.isHidden() else ""

    def _say(self, sentence: str, state: str) -> None:
        if self._note is None:
            if not sentence:
                return
            self._note = QLabel(self)
            self._note.setTextFormat(Qt.TextFormat.PlainText)
            self._note.setWordWrap(True)
            self._column.addWidget(self._note)
        if self._note.text() != sentence or self._note.isHidden() != (not sentence):
            self._note.setText(sentence)
            self._note.setVisible(bool(sentence))
            self.inner.setAccessibleDescription(sentence or say(self.field.traits.help))
        set_role(self._note, "note", tone={"invalid": "danger", "warn": "warn"}.get(state, "soft"))
        frame = self.framed()
        if (frame.property("state") or "") != state:
            frame.setProperty("state", state)
            restyle(frame)
