"""The page that cards stand on: what is folded, and what is brought into sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from qfdesk.language import _, say
from qfdesk.ui.cards import Card, Line
from qfdesk.ui.theme import px


class Folds:
    """Which cards show all their lines, and which only the first. ``again`` shows the cards when that has changed."""

    def __init__(self, again: Callable[[], object]) -> None:
        self._again = again
        self._open: set[str] = set()

    def open(self, name: str) -> None:
        """From the next showing on a card has all its lines."""
        self._open.add(name)

    def turn(self, name: str) -> None:
        """Shows all lines of a card, or its first again."""
        self._open ^= {name}
        self._again()

    def put(self, card: Card, name: str, title: str, lines: Sequence[Line], first: int, nothing: str = "") -> None:
        """Shows the first lines of a card and a way to all of them."""
        whole = name in self._open
        more = say(_("First {n}"), n=first) if whole else say(_("All {n}"), n=len(lines))
        card.put_head(say(title), more if len(lines) > first else "", lambda: self.turn(name))
        card.put_lines(lines if whole else lines[:first], say(nothing))


class CardScroll(QScrollArea):
    """A page of cards that is scrolled when it is higher than the window."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self._inside = inside
        self._wanted: Card | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)  # when new lines have found their places
        self._soon.timeout.connect(self._scroll_to)

    def bring(self, card: Card) -> None:
        """Brings a card into sight, its head before all."""
        self._wanted = card
        self._soon.start()

    def _scroll_to(self) -> None:
        if self._wanted is not None:
            top = self._wanted.mapTo(self._inside, QPoint(0, 0)).y()
            bar = self.verticalScrollBar()
            if not bar.value() <= top <= top + self._wanted.height() <= bar.value() + self.viewport().height():
                bar.setValue(top - px(8))
