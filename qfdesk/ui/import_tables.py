"""The two tables of the import: the first rows below a choice of fields, and what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as Texts
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from qfdesk.language import _, say
from qfdesk.model.imported import Plan, Problem, letter_of
from qfdesk.ui.theme import px

_ROWS, _MOST = 8, 500
_WIDTH, _WIDEST = 120, 260


class Mapping(QTableWidget):
    """A column a column of the file: what it becomes, its header, its first cells. ``changed``: {column: path}."""

    changed = Signal(object)

    def __init__(self, labels: Texts[str, str]) -> None:
        super().__init__()
        self._labels = dict(labels)
        self.boxes: list[QComboBox] = []
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(say(_("Columns and the first rows")))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(26))

    def put(self, plan: Plan) -> None:
        """Shows a plan."""
        self.clear()
        self.boxes = []
        rows = plan.rows[:_ROWS]
        self.setColumnCount(len(plan.headers))
        self.setRowCount(1 + len(rows))
        self.setHorizontalHeaderLabels([head or letter_of(n) for n, head in enumerate(plan.headers)])
        self.setVerticalHeaderLabels([say(_("becomes")), *(str(row.number) for row in rows)])
        self.setRowHeight(0, px(34))
        for column, header in enumerate(plan.headers):
            box = self._box(column, header or letter_of(column), plan.mapping.get(column, ""))
            self.boxes.append(box)
            self.setCellWidget(0, column, box)
            self._widen(column)
            for place, row in enumerate(rows, 1):
                text = _shown(row.cells[column] if column < len(row.cells) else "")
                item = QTableWidgetItem(text)
                item.setToolTip(text[:300])
                self.setItem(place, column, item)

    def _box(self, column: int, header: str, path: str) -> QComboBox:
        box = QComboBox()
        box.addItem(say(_("(left out)")), "")
        for key, label in self._labels.items():
            box.addItem(label, key)
        box.setCurrentIndex(max(0, box.findData(path)))
        box.setAccessibleName(say(_("Column “{header}” becomes"), header=header))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        box.view().setMinimumWidth(px(240))
        box.currentIndexChanged.connect(partial(self._chosen, column))
        return box

    def _widen(self, column: int) -> None:
        """Makes room for the words of the field chosen."""
        box = self.boxes[column]
        words = box.fontMetrics().horizontalAdvance(box.currentText())
        box.setToolTip(box.currentText())
        self.setColumnWidth(column, min(max(px(_WIDTH), words + px(56)), px(_WIDEST)))

    def _chosen(self, column: int, _place: int) -> None:
        path = self.boxes[column].currentData()
        for other, box in enumerate(self.boxes):
            if other != column and path and box.currentData() == path:
                box.blockSignals(True)
                box.setCurrentIndex(0)
                box.blockSignals(False)
        self._widen(column)
        self.changed.emit(self.mapping())

    def mapping(self) -> dict[int, str]:
        """What is chosen."""
        return {n: str(box.currentData()) for n, box in enumerate(self.boxes) if box.currentData()}


class Problems(QTableWidget):
    """Row, column, header, sentence, value; hidden while nothing is wrong."""

    def __init__(self) -> None:
        super().__init__(0, 5)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(26))
        self.setAccessibleName(say(_("What is wrong")))
        heads = (_("Row"), _("Column"), _("Header"), _("What is wrong"), _("Value"))
        self.setHorizontalHeaderLabels([say(head) for head in heads])
        for column, width in enumerate((56, 64, 120, 480, 160)):
            self.setColumnWidth(column, px(width))
        self.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.hide()

    def put(self, problems: Sequence[Problem]) -> None:
        """Shows what is wrong, the first few hundred."""
        self.setVisible(bool(problems))
        self.setRowCount(min(len(problems), _MOST))
        for place, one in enumerate(problems[:_MOST]):
            texts = (str(one.row), one.column, one.header, one.sentence.say(), one.value)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text[:300])
                self.setItem(place, column, item)


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)
