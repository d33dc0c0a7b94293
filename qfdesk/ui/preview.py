"""A paper before it is printed: its pages, the choice of form and language, print and save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTemporaryDir, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.rules.filenames import safe_name
from qfdesk.ui.export_dialog import language_box
from qfdesk.ui.icons import icon
from qfdesk.ui.jobs import Jobs, Progress
from qfdesk.ui.pages_view import PagesView
from qfdesk.ui.printing import print_pages
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner

Make = Callable[[Path, str, str, Progress], Path]


@dataclass(frozen=True)
class Source:
    """What is shown: ``papers`` {key: title}, the one to begin with, and how a PDF of it is made (in a worker).

    ``about``: what tells its file from others, such as the record's number.
    """

    title: str
    papers: dict[str, str]
    paper: str
    make: Make
    about: str = ""


class Preview(QDialog):
    """Shows what a source makes. Closing it frees the pages and removes the PDF.

    ``left`` says the paper's key when it goes to the printer or into a file; looking at it is no print yet.
    """

    save_wanted = Signal(object)
    left = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._jobs, self._source = desk, jobs, source
        self._folder = QTemporaryDir()
        self._pdf: Path | None = None
        self._asked = 0
        self._closed = False
        self.setWindowTitle(source.title)
        self.resize(900, 720)
        self.view, self.banner = PagesView(), Banner()
        self._form, self._lang = QComboBox(), language_box(desk.settings.get("paper_lang"))
        self._place = QLabel()
        self._save, self._print = QPushButton(say(_("Save as PDF…"))), QPushButton(say(_("Print…")))
        self._lay_out()
        self._wire()
        self._make()

    def _lay_out(self) -> None:
        for key, title in self._source.papers.items():
            self._form.addItem(say(title), key)
        self._form.setCurrentIndex(max(0, self._form.findData(self._source.paper)))
        self._form.setAccessibleName(say(_("Form")))
        self._form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._lang.setAccessibleName(say(_("Language of the paper")))
        set_role(self._place, "soft")
        set_role(self._print, "primary")
        self._print.setIcon(icon("print", "on_accent"))
        self._print.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._form)
        row.addWidget(self._lang)
        row.addStretch(1)
        for widget in (*self._turners(), self._save, self._print):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(self.view, 1)

    def _turners(self) -> list[QWidget]:
        def button(sign: str, name: str, slot: Callable[[], None], keys: str) -> QToolButton:
            made = QToolButton()
            made.setIcon(icon(sign))
            made.setAccessibleName(name)
            made.setToolTip(f"{name} ({keys})")
            made.clicked.connect(slot)
            QShortcut(QKeySequence(keys), self, slot)
            made.setFixedWidth(px(32))
            return made

        return [
            button("back", say(_("Previous page")), lambda: self.view.turn(-1), "PgUp"),
            self._place,
            button("forward", say(_("Next page")), lambda: self.view.turn(1), "PgDown"),
            button("minus", say(_("Smaller")), lambda: self.view.zoom(0.8), "Ctrl+-"),
            button("add", say(_("Larger")), lambda: self.view.zoom(1.25), "Ctrl++"),
            button("width", say(_("Fit the width")), self.view.fit, "Ctrl+0"),
        ]

    def _wire(self) -> None:
        self._form.activated.connect(lambda _n: self._make())
        self._lang.activated.connect(lambda _n: self._make())
        self._save.clicked.connect(lambda: self.save_wanted.emit(self._pdf))
        self._print.clicked.connect(self._to_printer)
        self.view.place_changed.connect(self._show_place)

    def file_name(self) -> str:
        """What a copy is called unless the person says otherwise: the form and what it is about."""
        return safe_name(f"{self._form.currentText()} {self._source.about}".strip() + ".pdf")

    def _make(self) -> None:
        """Makes the PDF for the choices in a worker; an answer to an older question is thrown away."""
        self._asked += 1
        asked, key, lang = self._asked, str(self._form.currentData()), str(self._lang.currentData())
        out, source, desk = Path(self._folder.path()) / f"{asked}", self._source, self._desk
        for button in (self._save, self._print):
            button.setEnabled(False)
        self._place.setText("…")

        def work(progress: Progress) -> tuple[int, Path, Any]:
            out.mkdir()
            pdf = source.make(out / f"{key}.pdf", key, lang, progress)
            return asked, pdf, desk.preview(pdf)

        self._jobs.run(say(_("Making the pages")), work, self._show, self._failed)

    def _show(self, made: tuple[int, Path, Any]) -> None:
        asked, pdf, pages = made
        if asked != self._asked or self._closed:
            pages.close()
            return
        self._pdf = pdf
        self.banner.clear()
        self.view.put(pages)
        for button in (self._save, self._print):
            button.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        if not self._closed:
            self.banner.tell(error)
            self._place.setText("")

    def done(self, result: int) -> None:
        """Closes, frees the pages and removes the PDF."""
        self._closed = True
        self.view.free()
        self._folder.remove()
        super().done(result)

    def _show_place(self, page: int, count: int) -> None:
        self._place.setText(say(_("Page {n} of {all}"), n=page + 1, all=count))

    def _to_printer(self) -> None:
        if print_pages(self.view.pages, self.windowTitle(), self):
            self.leave()
            self.accept()

    def leave(self) -> None:
        """Says that the paper shown has left the window."""
        self.left.emit(str(self._form.currentData()))
