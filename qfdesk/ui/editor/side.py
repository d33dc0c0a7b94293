"""The other side of an entry: its history, its files, the records that belong to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.model.record import Record
from qfdesk.model.values import Linked
from qfdesk.ui.editor.head import SIDES
from qfdesk.ui.editor.held import Held
from qfdesk.ui.editor.side_files import FilesSide
from qfdesk.ui.editor.side_history import HistoryTable
from qfdesk.ui.editor.side_links import LinksSide
from qfdesk.ui.icons import icon
from qfdesk.ui.theme import set_role


class Side(QWidget):
    """One of three pages in place of the form. ``closed``: back to the form. ``counted``: the counts changed."""

    closed = Signal()
    counted = Signal()
    opened = Signal(str, int)
    tie_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._held: Held | None = None
        self.showing = ""
        self.history, self.files, self.links = HistoryTable(), FilesSide(desk), LinksSide(desk)
        self._pages = dict(zip(SIDES, (self.history, self.files, self.links), strict=True))
        self._stack, self._title, self._back = QStackedWidget(), QLabel(), QPushButton()
        for page in self._pages.values():
            self._stack.addWidget(page)
        set_role(self._title, "section")
        set_role(self._back, "flat")
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 12, 12)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self._back.clicked.connect(self.closed)
        self.files.changed.connect(self.counted)
        self.links.opened.connect(self.opened)
        self.links.tie_wanted.connect(self.tie_wanted)

    def show_side(self, side: str, held: Held) -> None:
        """Fills and shows one page. ``held`` must be saved already. Raises DeskError."""
        self._held, self.showing = held, side
        assert held.opened is not None
        place = (held.register, held.opened.id)
        self._title.setText(say(SIDES[side]))
        self._back.setText(say(_("Back to the form")))
        self._back.setIcon(icon("back"))
        if side == "history":
            self.history.put(held.entry, self._desk.history(*place))
        elif side == "attachments":
            self.files.put(*place)
        else:
            self.links.put(self.linked(held))
        self._stack.setCurrentWidget(self._pages[side])

    def linked(self, held: Held) -> list[Linked]:
        """The records tied to the one held, then those of the same batch."""
        if held.opened is None or not issubclass(held.entry, Record):
            return []
        place = (held.register, held.opened.id)
        found = self._desk.links(*place)
        known = {(one.register, one.id) for one in found}
        batch = self._desk.neighbours(*place, held.values())
        return found + [one for one in batch if (one.register, one.id) not in known]

    def counts(self, held: Held) -> dict[str, int]:
        """How much stands on each page."""
        if held.opened is None:
            return {}
        place = (held.register, held.opened.id)
        sizes = (len(self._desk.history(*place)), len(self._desk.attachments(*place)), len(self.linked(held)))
        return dict(zip(SIDES, sizes, strict=True))
