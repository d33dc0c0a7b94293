"""Filter chips: one of them is on; those for which there is no room stand in a menu at the end."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from qfdesk.language import _, say
from qfdesk.ui.theme import px, set_role

_GAP = 6


class Chip(NamedTuple):
    """What one chip stands for: its key, its words, how many, and a tone if it warns."""

    key: str
    label: str
    count: int
    tone: str = ""


def grouped(number: int) -> str:
    """1286 as 1 286, unbroken."""
    return f"{number:,}".replace(",", "\u202f")


class ChipRow(QWidget):
    """Chips in a row; ``chosen`` carries the key of the one pressed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, QPushButton] = {}
        self._words: dict[str, str] = {}
        self.current = ""
        self._rest = QPushButton("…", self)
        set_role(self._rest, "chip", menu=True)
        self._rest_menu = QMenu(self._rest)
        self._rest.setMenu(self._rest_menu)
        self._rest.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def put(self, chips: list[Chip]) -> None:
        """Shows these chips; those at hand are kept, so that the focus stays where it is."""
        wanted = [chip.key for chip in chips]
        for key in [k for k in self._chips if k not in wanted]:
            self._chips.pop(key).deleteLater()
        self._chips = {chip.key: self._chips.get(chip.key) or self._make(chip) for chip in chips}
        for chip in chips:
            self._words[chip.key] = f"{chip.label} {grouped(chip.count)}"
            button = self._chips[chip.key]
            button.setText(self._words[chip.key].replace("&", "&&"))
            button.setAccessibleName(self._words[chip.key])
            button.ensurePolished()
        self._rest.setAccessibleName(say(_("More filters")))
        self.updateGeometry()
        self.choose(self.current if self.current in self._chips else "")

    def choose(self, key: str) -> None:
        """Marks one chip as on, without telling anybody."""
        self.current = key
        for name, button in self._chips.items():
            button.setChecked(name == key)
        self._lay()

    def _make(self, chip: Chip) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        set_role(button, "chip", tone=chip.tone)
        button.clicked.connect(partial(self._press, chip.key))
        return button

    def _press(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        widths = [button.sizeHint().width() + _GAP for button in self._chips.values()]
        return QSize(sum(widths), px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(150), px(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()

    def _lay(self) -> None:
        shown = self._fitting()
        x, height = 0, px(26)
        top = (self.height() - height) // 2
        for key, button in self._chips.items():
            button.setVisible(key in shown)
            if key in shown:
                wide = button.sizeHint().width()
                button.setGeometry(x, top, wide, height)
                x += wide + _GAP
        hidden = [key for key in self._chips if key not in shown]
        self._rest.setVisible(bool(hidden))
        self._rest.setGeometry(x, top, px(44), height)
        self._fill_rest(hidden)

    def _fitting(self) -> list[str]:
        """The keys of the chips there is room for; the first, the one that is on and those that warn go before."""
        room = self.width()
        widths = {key: button.sizeHint().width() + _GAP for key, button in self._chips.items()}
        if sum(widths.values()) - _GAP <= room:
            return list(self._chips)
        room -= px(44)
        keys = list(self._chips)
        first = [k for k in keys if k in (keys[0], self.current) or self._chips[k].property("tone")]
        taken: list[str] = []
        for key in [*first, *(k for k in keys if k not in first)]:
            if widths[key] <= room:
                taken.append(key)
                room -= widths[key]
        return taken

    def _fill_rest(self, hidden: list[str]) -> None:
        self._rest_menu.clear()
        for key in hidden:
            action = self._rest_menu.addAction(self._words[key].replace("&", "&&"))
            action.triggered.connect(partial(self._press, key))


def menu_chip(parent: QWidget) -> QPushButton:
    """A chip that opens a menu; it looks pressed while it narrows the list."""
    button = QPushButton(parent)
    button.setCheckable(True)
    button.setFixedHeight(px(26))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    set_role(button, "chip", menu=True)
    return button
