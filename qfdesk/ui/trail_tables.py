"""A read-only table whose last row may hold totals; a double click or Enter chooses a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from qfdesk.ui.theme import px


class Rows(QTableWidget):
    """``chosen``: the row that was chosen."""

    chosen = Signal(int)

    def __init__(self, widths: tuple[int, ...]) -> None:
        super().__init__()
        self._figures, self._widths = 0, widths
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(28))
        self.cellDoubleClicked.connect(lambda row, _column: self.chosen.emit(row))

    def show_heads(self, heads: Sequence[str], wide: int, figures: int) -> None:
        """Shows other columns and no rows; ``wide``: the one that takes what room is left, ``figures``: where they
        begin."""
        widths = self._widths
        self._figures = figures
        self.setRowCount(0)
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        header = self.horizontalHeader()
        for column in range(len(heads)):
            stretch = column == wide
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            )
            if not stretch:
                self.setColumnWidth(column, px(widths[column] if column < min(figures, len(widths)) else 88))

    def put(self, rows: Sequence[Sequence[str]], totals: Sequence[str]) -> None:
        """Shows rows, and totals below them."""
        self.setRowCount(len(rows) + bool(totals))
        for place, row in enumerate([*rows, totals] if totals else rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text[:300])
                if column >= self._figures:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if totals and place == len(rows):
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.setItem(place, column, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.chosen.emit(self.currentRow())
            return
        super().keyPressEvent(event)
