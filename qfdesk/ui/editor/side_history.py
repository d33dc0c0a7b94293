"""The history of an entry: when, who, which field, from, to, why."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from qfdesk.language import _, _p, say
from qfdesk.model.entry import Entry
from qfdesk.model.history_house import Titles
from qfdesk.model.history_words import cells_of
from qfdesk.model.values import HistoryLine
from qfdesk.ui.editor.side_table import SideTable

_HEADS = (_("When"), _("Who"), _("What"), _p("change", "From"), _p("change", "To"), _("Why"))
_WIDTHS = (130, 64, 98, 92, 128, 80)


class HistoryTable(SideTable):
    """One line per change, newest first; texts are shown as they are, never as HTML."""

    def __init__(self) -> None:
        super().__init__(_WIDTHS)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def put(self, entry: type[Entry], lines: list[HistoryLine]) -> None:
        """Shows the lines of an entry."""
        self.setHorizontalHeaderLabels([say(head) for head in _HEADS])
        self.setRowCount(len(lines))
        titles = Titles({entry.key: entry})
        for row, line in enumerate(lines):
            for column, text in enumerate(cells_of(titles, line)):
                item = QTableWidgetItem(text.replace("\n", " ")[:300])
                item.setToolTip(_as_plain(text))
                self.setItem(row, column, item)


def _as_plain(text: str) -> str:
    """A tooltip that Qt does not take for HTML."""
    return f"<span style='white-space:pre-wrap'>{escape(text[:2000])}</span>" if text else ""
