"""Importing a table: sheet, row of the headers, which column is which field, what is wrong; then all rows or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say, say_count
from qfdesk.model.imported import Imported, PastImport, Plan, Problem
from qfdesk.model.record import Record
from qfdesk.model.show import show_moment
from qfdesk.ui.import_tables import Mapping, Problems
from qfdesk.ui.jobs import Job, Jobs, Progress
from qfdesk.ui.reason_dialog import ReasonDialog
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner, ask

KINDS = "*.xlsx *.xls *.ods *.csv *.txt"


class ImportDialog(QDialog):
    """``imported`` carries what was done (None: an import was taken back); ``written`` a workbook of errors."""

    imported = Signal(object)
    written = Signal(object)

    def __init__(self, desk: Desk, jobs: Jobs, register: str, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs, self._register, self._path = desk, jobs, register, path
        self.plan: Plan | None = None
        self._problems: Sequence[Problem] = ()
        self._job: Job | None = None
        self._later = QTimer(self, singleShot=True, interval=250)
        entry = desk.entry(register)
        self.setWindowTitle(say(_("Import into {register}"), register=say(entry.label)))
        self.resize(min(px(980), 1180), 640)
        self.banner, self.file, self.sheet, self.header = Banner(), QLabel(), QComboBox(), QSpinBox()
        self.other, self.past = QPushButton(say(_("Another file…"))), QPushButton(say(_("Earlier imports")))
        self.mapping, self.problems = Mapping(desk.importing.targets(register)), Problems()
        self.closed = QCheckBox(say(_("Old records that have come to their end")))
        final = issubclass(entry, Record) and any(stage.final for stage in entry.stages) and len(entry.stages) > 1
        self.closed.setVisible(final and desk.may(register, "approve"))
        self.said, self.errors = QLabel(), QPushButton(say(_("Errors as a workbook…")))
        self.take = QPushButton(say(_("Import")))
        self._lay_out()
        self._wire()
        self.look()

    def _lay_out(self) -> None:
        for label in (self.file, self.said):
            label.setWordWrap(True)
        for button in (self.other, self.past, self.errors, self.take):
            button.setAutoDefault(False)
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._sheet_label = QLabel()
        set_role(self.file, "strong")
        set_role(self.take, "primary")
        set_role(self.past, "", menu=True)
        self.past.setMenu(QMenu(self.past))
        self.header.setRange(1, 999)
        head, form = QHBoxLayout(), QFormLayout()
        head.addWidget(self.file, 1)
        head.addWidget(self.other)
        head.addWidget(self.past)
        places = QHBoxLayout()
        for words, box in ((_("Sheet"), self.sheet), (_("Headers in row"), self.header)):
            label = QLabel(say(words))
            self._sheet_label = label if box is self.sheet else self._sheet_label
            label.setBuddy(box)
            box.setAccessibleName(say(words))
            places.addWidget(label)
            places.addWidget(box)
        places.addStretch(1)
        places.addWidget(self.closed)
        form.addRow(places)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.errors, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addLayout(form)
        column.addWidget(self.mapping, 3)
        column.addWidget(self.said)
        column.addWidget(self.problems, 2)
        column.addWidget(buttons)

    def _wire(self) -> None:
        self.other.clicked.connect(self._choose)
        self.sheet.activated.connect(lambda _n: self.look(self.sheet.currentText()))
        self.header.editingFinished.connect(self._take_header)
        self.mapping.changed.connect(self._remap)
        self.closed.toggled.connect(lambda _on: self._later.start())
        self._later.timeout.connect(self.check)
        self.errors.clicked.connect(self._write_errors)
        self.take.clicked.connect(self.run)
        menu = self.past.menu()
        menu.aboutToShow.connect(self._offer_past)

    # looking

    def look(self, sheet: str = "", header: int = 0) -> None:
        """Reads the file in a worker and shows what it is."""
        self._busy(say(_("Reading {name}"), name=self._path.name))
        path = self._path

        def work(progress: Progress) -> Plan:
            return self._desk.importing.look(self._register, path, sheet, header, progress=progress)

        self._job = self._jobs.run(say(_("Reading {name}"), name=path.name), work, self._show, self._failed)

    def _choose(self) -> None:
        path = choose_file(self, self._path.parent)
        if path:
            self._path = path
            self.look()

    def _take_header(self) -> None:
        if self.plan and self.header.value() != self.plan.header + 1:
            self.look(self.plan.sheet, self.header.value())

    def _show(self, plan: Plan) -> None:
        self.plan = plan
        self.file.setText(plan.file)
        self.sheet.clear()
        self.sheet.addItems(plan.sheets)
        self.sheet.setCurrentText(plan.sheet)
        self.sheet.setEnabled(len(plan.sheets) > 1)
        for widget in (self.sheet, self._sheet_label):
            widget.setVisible(bool(plan.sheets))
        self.header.setValue(plan.header + 1)
        self.mapping.put(plan)
        self.banner.clear()
        if plan.before:
            one = plan.before[0]
            text = _("This very file was imported already, on {day} by {who} (import {n})")
            self.banner.put(say(text, day=f"{one.at:%Y-%m-%d}", who=one.who, n=one.id), "warn")
        self.check()

    def _remap(self, mapping: dict[int, str]) -> None:
        if self.plan:
            self.plan = replace(self.plan, mapping=mapping)
            self._later.start()

    def check(self) -> None:
        """Says what is wrong in the cells."""
        if self.plan is None or not self.plan.mapping or not self.plan.rows:
            self._tell_problems(())
            return
        plan = self.plan
        self._busy(say(_("Looking at the rows")))

        def work(progress: Progress) -> tuple[Problem, ...]:
            return self._desk.importing.check(plan, progress)

        self._job = self._jobs.run(say(_("Looking at the rows")), work, self._tell_problems, self._failed, quiet=True)

    def _tell_problems(self, problems: Sequence[Problem]) -> None:
        self._problems = problems
        self.problems.put(problems)
        self.said.setText(self._sentence())
        self.errors.setEnabled(bool(problems))
        ready = self.plan is not None and bool(self.plan.rows) and bool(self.plan.mapping) and not problems
        self.take.setEnabled(ready)

    def _sentence(self) -> str:
        plan = self.plan
        if plan is None or not plan.rows:
            return say(_("There are no rows below the headers."))
        if not plan.mapping:
            return say(_("Say which column is which field."))
        parts = [say_count("{n} row", "{n} rows", len(plan.rows))]
        if plan.skipped:
            rows = ", ".join(f"{row} ({why.say()})" for row, why in plan.skipped[:4])
            parts.append(say(_("left out: {rows}"), rows=rows + (" …" if len(plan.skipped) > 4 else "")))
        parts += [note.say() for note in plan.notes]
        if self._problems:
            wrong = say_count("{n} cell is wrong", "{n} cells are wrong", len(self._problems))
            parts.append(
                say(_("{wrong}: mend the table or the mapping; nothing is imported until all is right"), wrong=wrong)
            )
        return " · ".join(parts)

    # doing

    def run(self) -> None:
        """Imports all rows or none, in a worker."""
        plan = self.plan
        if plan is None:
            return
        again = bool(plan.before)
        if again and not ask(self, say(_("Import this file once more?")), say(_("Import it once more")), danger=True):
            return
        closed = self.closed.isChecked()
        self._busy(say(_("Importing {name}"), name=plan.file))

        def work(progress: Progress) -> Imported:
            return self._desk.importing.run(plan, again=again, closed=closed, progress=progress)

        self._job = self._jobs.run(say(_("Importing {name}"), name=plan.file), work, self._done, self._failed)

    def _done(self, done: Imported) -> None:
        if done.problems:
            self._tell_problems(done.problems)
            return
        self.imported.emit(done)
        self.accept()

    def _offer_past(self) -> None:
        menu = self.past.menu()
        menu.clear()
        found = [one for one in self._desk.importing.past(self._register) if not one.undone]
        for one in found[:20]:
            text = say(
                _("Take back {file}, {rows} rows, {at}, {who}…"),
                file=one.file,
                rows=one.rows,
                at=show_moment(one.at),
                who=one.who,
            )
            menu.addAction(text.replace("&", "&&")).triggered.connect(partial(self._take_back, one))
        if not found:
            menu.addAction(say(_("None so far"))).setEnabled(False)

    def _take_back(self, one: PastImport, _on: bool = False) -> None:
        question = say(_("Every entry that this import made becomes void. Why is it taken back?"))
        dialog = ReasonDialog(one.file, question, say(_("Take the import back")), self)
        if dialog.exec():
            reason = dialog.reason()
            self._busy(say(_("Taking the import back")))
            work = partial(self._undo, one.id, reason)
            self._job = self._jobs.run(say(_("Taking the import back")), work, self._taken_back, self._failed)
        dialog.deleteLater()

    def _undo(self, number: int, reason: str, _progress: Progress) -> int:
        return self._desk.importing.undo(number, reason)

    def _taken_back(self, count: int) -> None:
        self.imported.emit(None)
        self.look(self.plan.sheet if self.plan else "")
        self.said.setText(say(_("{n} entries are void now"), n=count))

    def _write_errors(self) -> None:
        if self.plan is None:
            return
        start = str(self._path.with_name(say(_("Errors in {name}"), name=self._path.stem) + ".xlsx"))
        chosen, _kind = QFileDialog.getSaveFileName(self, say(_("Save as")), start, "Excel (*.xlsx)")
        if chosen:
            out = Path(chosen) if chosen.lower().endswith(".xlsx") else Path(chosen + ".xlsx")
            try:
                self.written.emit(self._desk.importing.write_problems(self.plan, self._problems, out))
            except DeskError as error:
                self.banner.tell(error)

    def _busy(self, words: str) -> None:
        self.said.setText(f"{words} …")
        for button in (self.take, self.errors):
            button.setEnabled(False)

    def _failed(self, error: BaseException) -> None:
        self.banner.tell(error)
        if self.plan is None or isinstance(error, DeskError):
            self._tell_problems(self._problems)

    def done(self, result: int) -> None:
        self._later.stop()
        if self._job and self._job in self._jobs._running:
            self._job.progress.stop()
        super().done(result)


def choose_file(parent: QWidget, folder: Path) -> Path | None:
    """Asks for a table to import."""
    title = say(_("Import a table"))
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), f"{say(_('Tables'))} ({KINDS})")
    return Path(chosen) if chosen else None
