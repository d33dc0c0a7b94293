"""The cards of the Today board: a figure, or a head with lines that click through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, overload

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qfdesk.language import _, say
from qfdesk.ui.theme import px, set_role

Press = Callable[[], object] | None
_AT_ONCE = 200
"""Lines a card shows before it is asked for more."""


class Pressable(QFrame):
    """A frame that is a button: mouse, Enter and Space; keyboard focus only when it leads somewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press: Press = None

    def lead(self, press: Press, name: str) -> None:
        """Sets what a press does, and its name for a screen reader."""
        self._press = press
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if press else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if press else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self._press:
            self._press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._press:
            self._press()
        else:
            super().keyPressEvent(event)


class Figure(Pressable):
    """A number and what it counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.number, self.label = QLabel(), QLabel()
        set_role(self.label, "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 8)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(self.label)

    def put(self, number: str, label: str, tone: str, press: Press) -> None:
        """Shows a number in a tone."""
        self.number.setText(number)
        self.label.setText(label)
        set_role(self.number, "figure", tone=tone)
        self.lead(press, f"{label}: {number}")

    def mark(self, chosen: bool, told: str) -> None:
        """Shows whether it is the chosen one, and says so to a screen reader."""
        self.setAccessibleDescription(told)
        if self.property("chosen") != chosen:
            set_role(self, "card", chosen=chosen)


class Line(NamedTuple):
    """One line of a card: a name, the rest softly, a tag at the right, more on hovering, where it leads.

    ``aside`` stands before the tag and is cut last. ``action`` is a small button after the tag and what it does;
    ``menu`` what the right button offers besides.
    """

    name: str
    text: str
    tag: str
    tone: str
    hint: str
    press: Press
    aside: str = ""
    action: tuple[str, Callable[[], object]] | None = None
    menu: tuple[tuple[str, Callable[[], object]], ...] = ()


class Lines(Sequence[Line]):
    """Lines that are made when they are shown; most of thousands never are."""

    def __init__(self, makers: Sequence[Callable[[], Line]]) -> None:
        self._makers = makers

    def __len__(self) -> int:
        return len(self._makers)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Lines: ...
    def __getitem__(self, place: int | slice) -> Line | Lines:
        return Lines(self._makers[place]) if isinstance(place, slice) else self._makers[place]()


class Elided(QLabel):
    """A label that shortens its text to the room it has."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._cut()

    def _cut(self) -> None:
        self.setText(QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._cut()


class Aside(Elided):
    """A label that is shortened only when the line would not fit into the window without that."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(px(60), self.sizeHint().width()), super().minimumSizeHint().height())

    def _cut(self) -> None:
        super()._cut()
        self.setToolTip("" if self.text() == self._whole else self._whole)


class LineRow(Pressable):
    """One line as it is seen; the whole of it is a button, ``button`` a smaller one in it."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        set_role(self, "rowbutton")
        self._menu = line.menu
        name, tag = QLabel(line.name), QLabel(line.tag)
        name.setTextFormat(Qt.TextFormat.PlainText)
        tag.setTextFormat(Qt.TextFormat.PlainText)
        text = Elided(line.text)
        set_role(text, "soft")
        set_role(tag, f"tag-{line.tone}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(name)
        row.addWidget(text, 1)
        if line.aside:
            row.addWidget(Aside(line.aside))
        row.addWidget(tag)
        tag.setVisible(bool(line.tag))
        self.button = QPushButton(self)
        self.button.hide()
        if line.action:
            self._add_button(row, line.name, *line.action)
        self.setMinimumHeight(px(29))
        self.setToolTip(line.hint)
        self.lead(line.press, " ".join(part for part in (line.name, line.text, line.aside, line.tag) if part))


    def _add_button(self, row: QHBoxLayout, name: str, text: str, press: Callable[[], object]) -> None:
        self.button.setText(text)
        self.button.setAccessibleName(f"{text} {name}")
        set_role(self.button, "link")
        self.button.clicked.connect(lambda: press())
        row.addWidget(self.button)
        self.button.show()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._menu:
            menu = QMenu(self)
            for text, press in self._menu:
                menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _on=False, press=press: press())
            menu.exec(event.globalPos())
            menu.deleteLater()


class Card(QFrame):
    """A head and lines, or one widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._head, self._more = QLabel(), QPushButton()
        set_role(self._head, "strong")
        set_role(self._more, "soft")
        self._more.hide()
        self._slot: Press = None
        self._more.clicked.connect(lambda: self._slot and self._slot())
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch(1)
        head.addWidget(self._more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addSpacing(4)
        self._lines: list[QWidget] = []
        self._most = _AT_ONCE
        self._column.addStretch(1)

    def put_head(self, text: str, more: str = "", press: Press = None) -> None:
        """Says what the card is about, with one thing to do at the right."""
        self._head.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._slot = press

    def put_widget(self, widget: QWidget) -> None:
        """Fills the card with one widget instead of lines."""
        self._column.takeAt(self._column.count() - 1)
        self._column.addWidget(widget, 1)

    def put_lines(self, lines: Sequence[Line], nothing: str) -> None:
        """Shows lines, or a sentence when there are none; a line that has the keyboard keeps it.

        Of very many lines the first are shown and a way to the next: a window full of thousands stands still.
        """
        rest = len(lines) - self._most
        if rest > 0:
            further = Line(say(_("{n} more…"), n=rest), "", "", "soft", "", partial(self._show_more, lines))
            lines = [*lines[: self._most], further]
        held = next((old.accessibleName() for old in self._lines if old.hasFocus()), "").split(" ")[0]
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [LineRow(line) for line in lines]
        if not lines:
            label = QLabel(nothing)
            label.setWordWrap(True)
            set_role(label, "soft")
            self._lines = [label]
        for place, row in enumerate(self._lines):
            self._column.insertWidget(2 + place, row)
        again = next((row for row in self._lines if held and row.accessibleName().split(" ")[0] == held), None)
        if again is not None:
            _give_keyboard(again)

    def _show_more(self, lines: Sequence[Line]) -> None:
        first = self._most
        self._most += _AT_ONCE
        self.put_lines(lines, "")
        _give_keyboard(self._lines[first])

    def take_keyboard(self) -> None:
        """Gives the keyboard to the first line."""
        _give_keyboard(self._lines[0])

    def lines(self) -> list[QWidget]:
        """The lines shown."""
        return list(self._lines)


def _give_keyboard(row: QWidget) -> None:
    row.show()  # a line just put is shown by its layout only later, and nothing unseen takes the keyboard
    row.setFocus()
