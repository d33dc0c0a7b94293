"""What the quality rules ask for and where the program does it, row by row, with a box to look in."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.language import _, say, say_count, screen
from qfdesk.model.served import place_lines, requirement_table
from qfdesk.rules.requirements import Capability, Requirement
from qfdesk.ui.theme import color, px, set_role


class RequirementsDialog(QDialog):
    """The table of requirements; what is typed leaves the rows that hold every word of it, or that an id stands for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(_("Requirements served")))
        self.resize(px(860), px(640))
        self.table = requirement_table(screen())
        entries = {entry.key: entry for entry in (*desk.registers(), *desk.masters())}
        reports = {report.key: report.title for report in desk.reporting.known()}
        self._places = {one.id: place_lines(one.names, entries, reports) for one in self.table.all()}
        told = {one.id: (one.asked, one.words, *self._places[one.id]) for one in self.table.all()}
        self._words = {key: " ".join(said).lower() for key, said in told.items()}
        self.filter, self.count, self.text = QLineEdit(), QLabel(), QTextBrowser()
        self._lay_out()
        self.filter.textChanged.connect(self.show_rows)
        self.show_rows()

    def _lay_out(self) -> None:
        self.filter.setPlaceholderText(say(_("D9.4, D9, M5, or words")))
        self.filter.setAccessibleName(say(_("Find in the requirements")))
        self.filter.setClearButtonEnabled(True)
        set_role(self.count, "soft")
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(say(_("Requirements served")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.filter, 1)
        head.addWidget(self.count)
        column.setContentsMargins(12, 12, 12, 12)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)

    def found(self) -> tuple[Requirement, ...]:
        """The rows that what is typed leaves, in order."""
        typed = self.filter.text().strip()
        if by_id := self.table.matching(typed):
            return by_id
        words = typed.lower().split()
        return tuple(one for one in self.table.all() if all(word in self._words[one.id] for word in words))

    def show_rows(self) -> None:
        """Shows what is found, by document."""
        found = frozenset(one.id for one in self.found())
        self.count.setText(say_count("{n} requirement", "{n} requirements", len(found)))
        parts = []
        for document in self.table.documents:
            rows = [self._row(one) for one in document.requirements if one.id in found]
            if rows:
                parts.append(_table(f"{document.id} {document.title}", rows))
        whole = _capabilities(self._capabilities())
        self.text.setHtml("".join([whole, *parts] if self.filter.text().strip() else [*parts, whole]))

    def _capabilities(self) -> tuple[Capability, ...]:
        """The capability asked for by its id, or all of them where nothing is."""
        typed = self.filter.text().strip().upper()
        return tuple(one for one in self.table.capabilities if typed in ("", one.id))

    def _row(self, one: Requirement) -> str:
        places = "".join(f"<br>{_soft(line)}" for line in self._places[one.id])
        under = _soft(" ".join(self.table.capabilities_of(one.id)))
        return _cells(f"<b>{one.id}</b><br>{under}", escape(one.asked), escape(one.words) + places)


def _capabilities(shown: tuple[Capability, ...]) -> str:
    rows = [_cells(f"<b>{one.id}</b>", escape(one.title), _soft(" ".join(one.requirements))) for one in shown]
    return _table(say(_("What the requirements add up to")), rows) if rows else ""


def _table(title: str, rows: list[str]) -> str:
    style = f"border-collapse: collapse; border-style: solid; border-color: {color('line').name()}"
    frame = f'width="100%" cellspacing="0" cellpadding="{px(5)}" border="1" style="{style}"'
    return f"<h3>{escape(title)}</h3><table {frame}>{''.join(rows)}</table>"


def _cells(id: str, asked: str, where: str) -> str:
    return f'<tr><td width="9%">{id}</td><td width="39%">{asked}</td><td>{where}</td></tr>'


def _soft(text: str) -> str:
    return f'<span style="color: {color("soft").name()}">{escape(text)}</span>'
