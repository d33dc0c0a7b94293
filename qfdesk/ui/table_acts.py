"""What is done with a list as a whole: a table taken in, by the menu or dropped on it; two entries made one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say, say_count
from qfdesk.model.fields import Ref
from qfdesk.model.imported import Imported
from qfdesk.ui.editor import EditorPane
from qfdesk.ui.events import Events
from qfdesk.ui.jobs import Jobs
from qfdesk.ui.list_view import EntryTable
from qfdesk.ui.memory import Memory
from qfdesk.ui.told import tell

ENDINGS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".txt")


class TableActs(QObject):
    """The acts of one register's ``table`` and the editor beside it, on the widget ``tab``."""

    def __init__(
        self,
        tab: QWidget,
        register: str,
        table: EntryTable,
        editor: EditorPane,
        desk: Desk,
        events: Events,
        jobs: Jobs,
        memory: Memory,
    ) -> None:
        super().__init__(tab)
        self._tab, self._register, self._table, self._editor = tab, register, table, editor
        self._desk, self._events, self._jobs, self._memory = desk, events, jobs, memory
        self.take_files(table.viewport())

    def take_files(self, widget: QWidget) -> None:
        """A file dropped on the widget is imported, too."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    # a file dropped

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes a file that is dragged onto the list."""
        if isinstance(event, QDropEvent | QDragEnterEvent | QDragMoveEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.DragMove,
            QEvent.Type.Drop,
        ):
            path = self._path_of(event)
            if path is None or not self._desk.may(self._register, "import"):
                event.ignore()
                return True
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.take_in(path)
            return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _path_of(event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        if len(urls) != 1 or not urls[0].isLocalFile():
            return None
        path = Path(urls[0].toLocalFile())
        return path if path.suffix.lower() in ENDINGS else None

    # import

    def take_in(self, path: Path | None = None) -> None:
        """Imports a table; asks which one."""
        from qfdesk.ui.import_dialog import ImportDialog, choose_file

        if path is None:
            folder = Path(str(self._memory.get("import/folder", str(Path.home()))))
            path = choose_file(self._tab, folder)
        if path is None:
            return
        self._memory.put("import/folder", str(path.parent))
        dialog = ImportDialog(self._desk, self._jobs, self._register, path, self._tab)
        dialog.imported.connect(self._taken_in)
        dialog.written.connect(lambda out: self._events.say.emit(str(out)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _taken_in(self, done: Imported | None) -> None:
        self._events.changed.emit(None)
        if done is not None:
            text = say_count("{n} entry imported", "{n} entries imported", len(done.titles))
            known = say(_("{n} were in the ledger already"), n=done.known) if done.known else ""
            self._events.say.emit(f"{text} · {known}" if known else text)

    # merge

    def merge(self) -> None:
        """Makes one of the two entries that are selected."""
        from qfdesk.ui.merge_dialog import MergeDialog

        chosen = self._table.selected_ids()
        if len(chosen) != 2:
            self._events.say.emit(say(_("Select the two entries in the list (Ctrl and click), then merge them.")))
            return
        if not self._editor.leave():
            return
        try:
            dialog = MergeDialog(self._desk, self._register, (chosen[0], chosen[1]), self._tab)
            if dialog.exec():
                keep, other = dialog.chosen()
                saved = self._desk.merging.merge(self._register, keep, other, dialog.reason())
                self._events.changed.emit(None)
                self._events.open_entry.emit(self._register, keep)
                self._events.say.emit(say(_("Merged into {title}"), title=saved.title))
            dialog.deleteLater()
        except DeskError as error:
            tell(self._tab, error)

    # batch

    def batch(self) -> Ref | None:
        """The batch that the entry in the editor is, or names."""
        held = self._editor.held
        if held is None or held.opened is None:
            return None
        if held.register == "batch":
            return Ref(held.opened.id, held.opened.title)
        found = held.opened.values.get("batch")
        return found if isinstance(found, Ref) and found.id else None
