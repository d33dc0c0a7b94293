"""The files kept with an entry: added by button or by dropping them, opened as a copy, taken out with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.show import show_moment
from qfdesk.model.values import Attached
from qfdesk.ui.editor.side_table import SideTable
from qfdesk.ui.icons import icon
from qfdesk.ui.opening import open_file
from qfdesk.ui.reason_dialog import ReasonDialog
from qfdesk.ui.theme import color, set_role
from qfdesk.ui.told import Banner

_HEADS = (_("File"), _("Size"), _("Added"), _("State"))
_STATES = {
    "ok": _("in order"),
    "erased": _("erased"),
    "missing": _("missing"),
    "changed": _("changed outside the program"),
}
_WIDTHS = (250, 80, 190, 90)


class FilesSide(QWidget):
    """The attachments. ``changed``: one was added or taken out."""

    changed = Signal()

    def __init__(self, desk: Desk, opener: Callable[[Path], None] = open_file) -> None:
        super().__init__()
        self._desk, self._open = desk, opener
        self._place: tuple[str, int] | None = None
        self.files: list[Attached] = []
        self.setAcceptDrops(True)
        self.table, self.banner, self._hint = SideTable(_WIDTHS), Banner(), QLabel()
        self.adder, self.opener, self.remover = QPushButton(), QPushButton(), QPushButton()
        set_role(self._hint, "soft")
        row = QHBoxLayout()
        for widget in (self.adder, self.opener, self.remover, self._hint):
            row.addWidget(widget)
        row.addStretch(1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.banner, self.table):
            column_layout.addWidget(part)
        column_layout.addLayout(row)
        self.adder.clicked.connect(self.choose)
        self.opener.clicked.connect(self.open_copy)
        self.remover.clicked.connect(self.remove)
        self.table.cellDoubleClicked.connect(lambda *_cell: self.open_copy())
        self.table.itemSelectionChanged.connect(self._enable)

    def put(self, register: str, number: int) -> None:
        """Shows the files of an entry."""
        self._place = (register, number)
        self.files = self._desk.attachments(register, number)
        self._say_words()
        self.table.setRowCount(len(self.files))
        for row, file in enumerate(self.files):
            added = f"{show_moment(file.added_at)} · {file.added_by}"
            for column, text in enumerate((file.name, _size(file.size), added, say(_STATES[file.state]))):
                item = QTableWidgetItem(text)
                if column == 3 and file.state != "ok":
                    item.setForeground(color("danger"))
                self.table.setItem(row, column, item)
        self._enable()

    def _say_words(self) -> None:
        self.table.setHorizontalHeaderLabels([say(head) for head in _HEADS])
        self.adder.setText(say(_("Attach files…")))
        self.adder.setIcon(icon("attach"))
        self.opener.setText(say(_("Open a copy")))
        self.remover.setText(say(_("Take out…")))
        self._hint.setText(say(_("or drop them here")))

    def _enable(self) -> None:
        chosen = self._chosen()
        self.opener.setEnabled(bool(chosen and chosen.state not in ("missing", "erased")))
        self.remover.setEnabled(bool(chosen))

    def _chosen(self) -> Attached | None:
        row = self.table.currentRow()
        return self.files[row] if 0 <= row < len(self.files) and self.table.selectedItems() else None

    def choose(self) -> None:
        """Lets the person choose files to attach."""
        names, _kind = QFileDialog.getOpenFileNames(self, say(_("Attach files")))
        self.attach([Path(name) for name in names])

    def attach(self, paths: list[Path]) -> None:
        """Attaches files one after the other; what cannot be attached is told."""
        if self._place is None or not paths:
            return
        self.banner.clear()
        for path in paths:
            try:
                self._desk.attach(*self._place, path)
            except DeskError as error:
                self.banner.tell(error)
        self.put(*self._place)
        self.changed.emit()

    def open_copy(self) -> None:
        """Opens a copy of the chosen file; the kept one is never touched."""
        chosen = self._chosen()
        if chosen is None:
            return
        try:
            self._open(self._desk.attachment_copy(chosen.id))
        except DeskError as error:
            self.banner.tell(error)

    def remove(self) -> None:
        """Takes the chosen file out, with a reason."""
        chosen = self._chosen()
        if chosen is None or self._place is None:
            return
        question = say(_("Why is {name} taken out? The history keeps the reason."), name=chosen.name)
        dialog = ReasonDialog(say(_("Take out")), question, say(_("Take out")), self)
        if dialog.exec():
            try:
                self._desk.detach(chosen.id, dialog.reason())
            except DeskError as error:
                self.banner.tell(error)
            self.put(*self._place)
            self.changed.emit()
        dialog.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.attach(paths)


def _size(size: int) -> str:
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
