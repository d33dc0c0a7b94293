"""Filter chips: one of them is on; those for which there is no room stand in a menu at the end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from qfdesk.language import _, say
from qfdesk.ui.theme import px, set_role

_GAP = 6


@dataclass(frozen=True)
class Chip:
    """What one chip stands for: its key, its words, how many, a tone if it warns.

    One that counts nothing goes into the menu at the end, unless it ``stays``.
    """

    key: str
    label: str
    count: int
    tone: str = ""
    stays: bool = False


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
        self._bare: set[str] = set()
        self.current = ""
        self._rest = QPushButton("…", self)
        set_role(self._rest, "chip", menu="bare")
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
        self._bare = {chip.key for chip in chips[1:] if not chip.count and not chip.stays}
        for chip in chips:
            self._words[chip.key] = f"{chip.label} {grouped(chip.count)}"
            button = self._chips[chip.key]
            button.setText(self._words[chip.key].replace("&", "&&"))
            button.setAccessibleName(self._words[chip.key])
            if button.property("tone") != chip.tone:
                set_role(button, "chip", tone=chip.tone)
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
        seen = [b for k, b in self._chips.items() if k not in self._bare or k == self.current]
        shown = [button.sizeHint().width() + _GAP for button in seen]
        rest = px(44) if len(shown) < len(self._chips) else -_GAP
        return QSize(sum(shown) + rest, px(30))

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
        """The keys of the chips there is room for; first the one for all, the one that is on and those that warn."""
        keys = [key for key in self._chips if key not in self._bare or key == self.current]
        widths = {key: self._chips[key].sizeHint().width() + _GAP for key in keys}
        whole = len(keys) == len(self._chips)
        if whole and sum(widths.values()) - _GAP <= self.width():
            return keys
        room = self.width() - px(44)
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
