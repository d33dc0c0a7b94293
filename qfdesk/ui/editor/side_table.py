"""The table that the editor's side shows: history, attached files, records that belong together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget

from qfdesk.ui.theme import px


class SideTable(QTableWidget):
    """Rows to read and choose, not to change; the last column takes what room is left."""

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__(0, len(widths))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(30))
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setShowGrid(False)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, px(width))
