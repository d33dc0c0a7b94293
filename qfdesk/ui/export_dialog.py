"""What goes into an exported workbook: which entries, which language, personal data or not."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.language import LANGUAGES, _, say
from qfdesk.model.values import Query
from qfdesk.ui.chips import grouped
from qfdesk.ui.theme import set_role


class ExportDialog(QDialog):
    """Three questions before a file is written."""

    def __init__(self, desk: Desk, query: Query, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._query = desk, query
        self.setWindowTitle(say(_("Export to Excel")))
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._scope = QButtonGroup(self)
        count = grouped(desk.count(query))
        words = (
            say(_("What the list shows now ({n})"), n=count),
            say(_("The whole register “{name}”"), name=name),
            say(_("All registers, a sheet each")),
        )
        for place, text in enumerate(words):
            button = QRadioButton(text)
            self._scope.addButton(button, place)
            column.addWidget(button)
        self._scope.button(0).setChecked(True)
        self._add_rest(column)

    def _add_rest(self, column: QVBoxLayout) -> None:
        self._personal = QCheckBox(say(_("Names, phones and addresses in full")))
        self._hint = QLabel(say(_("Otherwise they are masked. An export in full is noted in the history.")))
        set_role(self._hint, "soft")
        self._hint.setWordWrap(True)
        self._lang = language_box(self._desk.settings.get("paper_lang"))
        row, label = QHBoxLayout(), QLabel(say(_("Language of the sheets")))
        label.setBuddy(self._lang)
        row.addWidget(label)
        row.addWidget(self._lang, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        do = buttons.addButton(say(_("Choose a file…")), QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(do, "primary")
        do.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addSpacing(8)
        column.addWidget(self._personal)
        column.addWidget(self._hint)
        column.addSpacing(8)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(buttons)

    def queries(self) -> list[Query]:
        """What to export."""
        choice = self._scope.checkedId()
        if choice == 0:
            return [self._query]
        if choice == 1:
            return [Query(self._query.register, order=self._query.order)]
        return [Query(register.key) for register in self._desk.registers()]

    def lang(self) -> str:
        """In which language."""
        return str(self._lang.currentData())

    def unmask(self) -> bool:
        """Whether personal data is written in full."""
        return self._personal.isChecked()


def language_box(current: str = "") -> QComboBox:
    """A choice of the languages there are; the screen's own where none is given."""
    from qfdesk.language import screen

    box = QComboBox()
    for key, name in LANGUAGES.items():
        box.addItem(name, key)
    box.setCurrentIndex(max(0, box.findData(current or screen())))
    box.setAccessibleName(say(_("Language")))
    return box
