"""The records that belong to an entry: of the same batch, made from it, its origin, tied by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.model.show import show_moment
from qfdesk.model.values import Linked
from qfdesk.ui.editor.side_table import SideTable
from qfdesk.ui.list_model import stage_tag

KINDS = {
    "batch": _("Same batch"),
    "made": _("Made from it"),
    "origin": _("Its origin"),
    "see": _("Tied"),
    "same": _("Same case"),
}
_HEADS = (_("How"), _("Number"), _("Register"), _("Stage"), _("Received at"))
_WIDTHS = (96, 124, 110, 90, 130)


class LinksSide(QWidget):
    """The links. ``opened``: one of them (register, id). ``tie_wanted``: another is to be tied."""

    opened = Signal(str, int)
    tie_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: list[Linked] = []
        self.table, self.opener, self.tier, self.trail = SideTable(_WIDTHS), QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        for button in (self.opener, self.tier, self.trail):
            row.addWidget(button)
        row.addStretch(1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.addWidget(self.table)
        column_layout.addLayout(row)
        self.table.cellDoubleClicked.connect(lambda *_cell: self.open_chosen())
        self.table.itemSelectionChanged.connect(lambda: self.opener.setEnabled(bool(self.table.selectedItems())))
        self.opener.clicked.connect(self.open_chosen)
        self.tier.clicked.connect(self.tie_wanted)
        self.trail.clicked.connect(self.show_trail)

    def put(self, found: list[Linked]) -> None:
        """Shows the records."""
        self.found = found
        self.table.setHorizontalHeaderLabels([say(head) for head in _HEADS])
        self.opener.setText(say(_("Open")))
        self.tier.setText(say(_("Tie to another record…")))
        self.trail.setText(say(_("Batch trail…")))
        self.opener.setEnabled(False)
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            entry = self._desk.entry(one.register)
            at = show_moment(one.received_at) if one.received_at else ""
            stage = stage_tag(entry, one.stage).text  # type: ignore[arg-type]
            texts = (say(KINDS[one.kind]), one.number, say(entry.label), stage, at)
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))

    def open_chosen(self) -> None:
        """Shows the chosen record."""
        row = self.table.currentRow()
        if 0 <= row < len(self.found):
            self.opened.emit(self.found[row].register, self.found[row].id)

    def show_trail(self) -> None:
        """Does what the menu does: the trail of the batch that the entry names."""
        if action := self.window().findChild(QAction, "trail"):
            action.trigger()
