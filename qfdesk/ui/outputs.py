"""What leaves the window: previews, prints, exports. Each runs as a job; the window never waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.language import _, say
from qfdesk.model.declare import Paper
from qfdesk.model.record import Record
from qfdesk.model.values import Query
from qfdesk.rules.filenames import safe_name
from qfdesk.ui.jobs import Jobs, Progress
from qfdesk.ui.told import ask, sentence, tell

if TYPE_CHECKING:
    from qfdesk.ui.preview import Preview

Make = Callable[[Path, str, str, Progress], Path]


class Outputs(QObject):
    """Prints and exports for whoever asks. ``written`` carries the file that was made."""

    written = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._jobs, self._window = desk, jobs, window
        self._folder = Path.home() / "Documents"

    # on paper

    def forms(self, targets: Sequence[tuple[str, int]], paper: str = "") -> None:
        """Shows records as they print."""
        chosen = list(targets)
        papers = self._papers(chosen[0][0])
        if not papers:
            return

        def make(out: Path, key: str, lang: str, _progress: Progress) -> Path:
            return self._desk.print_forms(chosen, out, key, lang, looked_at=True)

        first = self._desk.open(*chosen[0]).title
        about = say(_("{number} and {n} more"), number=first, n=len(chosen) - 1) if len(chosen) > 1 else first
        dialog = self._preview(say(_("Print")), papers, paper or self._desk.suited(*chosen[0]), make, about)
        dialog.left.connect(partial(self._desk.note_print, chosen))

    def blank(self, register: str) -> None:
        """Shows a form to be filled by hand."""

        def make(out: Path, key: str, lang: str, _progress: Progress) -> Path:
            return self._desk.print_blank(register, out, key, lang)

        title = say(_("Blank form"))
        self._preview(title, self._papers(register), "", make, title)

    def ledger(self, query: Query) -> None:
        """Shows the list as a ledger on paper."""
        entry = self._desk.entry(query.register)
        if not (issubclass(entry, Record) and entry.ledgers):
            return

        def make(out: Path, key: str, lang: str, progress: Progress) -> Path:
            return self._desk.print_ledger(query, out, key, lang, progress)

        ledgers = {ledger.key: ledger.title for ledger in entry.ledgers}
        self._preview(say(_("Ledger")), ledgers, "", make, f"{self._desk.now():%Y-%m-%d}")

    def _papers(self, register: str) -> dict[str, str]:
        entry = self._desk.entry(register)
        papers: tuple[Paper, ...] = entry.papers if issubclass(entry, Record) else ()
        return {paper.key: paper.title for paper in papers}

    def _preview(self, title: str, papers: dict[str, str], paper: str, make: Make, about: str) -> Preview:
        from qfdesk.ui.preview import Preview, Source

        dialog = Preview(self._desk, self._jobs, Source(title, papers, paper, make, about), self._window)
        dialog.save_wanted.connect(lambda pdf: dialog.leave() if self.save_copy(pdf, dialog.file_name()) else None)
        dialog.open()
        return dialog

    def save_copy(self, pdf: Path, name: str) -> bool:
        """Asks where a shown PDF is to be kept and puts it there; True when it is."""
        target = self._ask_place(name, "PDF (*.pdf)")
        if not target:
            return False
        try:
            self._desk.keep_copy(pdf, target)
        except SurroundingsError as error:
            tell(self._window, error)
            return False
        self.written.emit(target)
        return True

    # as Excel

    def export(self, queries: list[Query], name: str) -> None:
        """Asks what goes into the workbook and where, then writes it."""
        from qfdesk.ui.export_dialog import ExportDialog

        dialog = ExportDialog(self._desk, queries[0], name, self._window)
        if dialog.exec():
            target = self._ask_place(f"{name} {self._desk.now():%Y-%m-%d}.xlsx", "Excel (*.xlsx)")
            if target:
                self._write(dialog.queries(), target, dialog.lang(), dialog.unmask())
        dialog.deleteLater()

    def _write(self, queries: list[Query], target: Path, lang: str, unmask: bool) -> None:
        def work(progress: Progress) -> Path:
            return self._desk.export(queries, target, lang, progress, unmask=unmask)

        failed = partial(self._not_written, lambda other: self._write(queries, other, lang, unmask), target)
        self._jobs.run(say(_("Exporting {name}"), name=target.name), work, self.written.emit, failed)

    def workbook(self, name: str, write: Callable[[Path, Progress], Path]) -> None:
        """Asks where a workbook goes and writes it there in a worker."""
        if target := self._ask_place(name, "Excel (*.xlsx)"):
            self._make_workbook(write, target)

    def _make_workbook(self, write: Callable[[Path, Progress], Path], target: Path) -> None:
        failed = partial(self._not_written, lambda other: self._make_workbook(write, other), target)
        title = say(_("Exporting {name}"), name=target.name)
        self._jobs.run(title, lambda progress: write(target, progress), self.written.emit, failed)

    def _not_written(self, again: Callable[[Path], None], target: Path, error: BaseException) -> None:
        if not isinstance(error, SurroundingsError):
            tell(self._window, error)
        elif ask(self._window, sentence(error), say(_("Choose another name"))):
            other = self._ask_place(self._desk.free_name(target).name, "Excel (*.xlsx)")
            if other:
                again(other)

    def _ask_place(self, name: str, kinds: str) -> Path | None:
        start = str((self._folder if self._folder.is_dir() else Path.home()) / safe_name(name))
        chosen, _kind = QFileDialog.getSaveFileName(self._window, say(_("Save as")), start, kinds)
        if not chosen:
            return None
        path, suffix = Path(chosen), ".xlsx" if "xlsx" in kinds else ".pdf"
        self._folder = path.parent
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)
