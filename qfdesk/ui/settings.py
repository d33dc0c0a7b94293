"""The settings: some for this seat (language, theme, size), some of the house, kept in the ledger."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import LANGUAGES, _, _p, say, screen
from qfdesk.ui.looks import Looks
from qfdesk.ui.theme import set_role
from qfdesk.ui.told import Banner

_THEMES = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
_SIZES = {"normal": _p("size", "Normal"), "large": _("Large")}


class SettingsDialog(QDialog):
    """Everything that can be set in the window; taken over at once by OK."""

    def __init__(self, desk: Desk, looks: Looks, parent: QWidget | None = None, page: str = "") -> None:
        super().__init__(parent)
        self._desk, self._looks = desk, looks
        self.setWindowTitle(say(_("Settings")))
        self.setMinimumWidth(460)
        self.banner = Banner()
        self.lang = _box(LANGUAGES, screen())
        self.theme = _box({k: say(v) for k, v in _THEMES.items()}, looks.theme)
        self.size_of_words = _box({k: say(v) for k, v in _SIZES.items()}, looks.size)
        self.company = QLineEdit(desk.settings.get("company"))
        self.company.setMaxLength(100)
        self.paper_lang = _box({"": say(_("As the screen")), **LANGUAGES}, desk.settings.get("paper_lang"))
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.banner)
        self._group(column, _("This seat"), (
            (_("Screen language"), self.lang), (_("Theme"), self.theme), (_("Size of the words"), self.size_of_words),
        ))
        self._group(column, _("The house, on every paper and sheet"), (
            (_("Company"), self.company), (_("Paper language"), self.paper_lang),
        ))
        self.company.setPlaceholderText(say(_("As it stands at the head of the papers")))
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        set_role(buttons.button(kinds.Ok), "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @staticmethod
    def _group(column: QVBoxLayout, title: str, rows: tuple[tuple[str, QWidget], ...]) -> None:
        head = QLabel(say(title))
        set_role(head, "section")
        column.addWidget(head)
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, box in rows:
            label = QLabel(say(text))
            set_role(label, "label")
            label.setBuddy(box)
            box.setAccessibleName(say(text))
            form.addRow(label, box)
        column.addLayout(form)

    def accept(self) -> None:
        """Keeps the house's settings in the ledger, then changes the looks."""
        try:
            for key, value in (("company", self.company.text().strip()), ("paper_lang", self.paper_lang.currentData())):
                if value != self._desk.settings.get(key):
                    self._desk.settings.put(key, value)
        except DeskError as error:
            self.banner.tell(error)
            return
        super().accept()
        self._looks.paint(self.theme.currentData(), self.size_of_words.currentData())
        self._looks.speak(self.lang.currentData())


def _box(choices: dict[str, str], current: str) -> QComboBox:
    box = QComboBox()
    for key, text in choices.items():
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box
