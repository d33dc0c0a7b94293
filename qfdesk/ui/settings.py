"""The settings: some for this seat (language, theme, tray), some of the house, kept in the ledger; page by page."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import LANGUAGES, _, _p, say, screen
from qfdesk.rules.rights import HOUSE
from qfdesk.ui.calendar_page import CalendarPage
from qfdesk.ui.looks import Looks
from qfdesk.ui.settings_words import who_may
from qfdesk.ui.terms_page import TermsPage
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner

_THEMES = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
_SIZES = {"normal": _p("size", "Normal"), "large": _("Large")}
_REVIEW = "management_review"
PAGES = {
    "seat": _("This seat"),
    "house": _("The house"),
    "hours": _("Working hours"),
    "terms": _("Terms"),
    "calendar": _("Holidays"),
}


class SettingsDialog(QDialog):
    """A list of pages and the page chosen. OK keeps seat, house and hours; terms and holidays change at once."""

    def __init__(self, desk: Desk, looks: Looks, parent: QWidget | None = None, page: str = "") -> None:
        super().__init__(parent)
        self._desk, self._looks = desk, looks
        self.setWindowTitle(say(_("Settings")))
        self.resize(min(px(940), 1000), px(540))
        self.may = desk.session.may(HOUSE, "settings")
        self.banner, self.list, self.stack = Banner(), QListWidget(), QStackedWidget()
        self.lang = _box(LANGUAGES, screen())
        self.theme = _box({k: say(v) for k, v in _THEMES.items()}, looks.theme)
        self.size_of_words = _box({k: say(v) for k, v in _SIZES.items()}, looks.size)
        self.tray = QCheckBox(say(_("Tell in the tray what falls due while the window is hidden")))
        self.tray.setChecked(looks.tells)
        self._shown = {key: desk.settings.get(key) for key in ("company", "reach", "paper_lang", _REVIEW)}
        self.company = QLineEdit(self._shown["company"])
        self.company.setMaxLength(100)
        self.reach = QLineEdit(self._shown["reach"])
        self.reach.setMaxLength(300)
        self.paper_lang = _box({"": say(_("As the screen")), **LANGUAGES}, self._shown["paper_lang"])
        self.review = QLineEdit(self._shown[_REVIEW])
        self._worked = desk.clockwork.hours().written()
        self.hours = QLineEdit(self._worked)
        self.terms, self.calendar = TermsPage(desk, self.may), CalendarPage(desk, self.may)
        self._lay_out()
        self.show_page(page or "seat")

    def _lay_out(self) -> None:
        for title in PAGES.values():
            self.list.addItem(say(title))
        self.list.setFixedWidth(px(140))
        self.list.setSpacing(3)
        self.list.setAccessibleName(say(_("Pages")))
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        for page in (self._seat(), self._house(), self._hours(), self.terms, self.calendar):
            self.stack.addWidget(page)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        set_role(buttons.button(kinds.Ok), "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addLayout(row, 1)
        column.addWidget(buttons)

    def _seat(self) -> QWidget:
        return _page(_("This seat"), (
            (_("Screen language"), self.lang), (_("Theme"), self.theme), (_("Size of the words"), self.size_of_words),
            ("", self.tray),
        ))

    def _house(self) -> QWidget:
        self.company.setPlaceholderText(say(_("As it stands at the head of the papers")))
        self.reach.setPlaceholderText(say(_("Hotline, mail, address: on the slips that customers fill in (D10.1)")))
        self.review.setPlaceholderText(say(_("Month and day, such as 12-15 (D4.10)")))
        return self._of_house(_("The house, on every paper and sheet"), (
            (_("Company"), self.company), (_("How customers reach us"), self.reach),
            (_("Paper language"), self.paper_lang), (_("Management review"), self.review),
        ))

    def _hours(self) -> QWidget:
        hint = _plain(_("Spans one after the other, then weekdays worked besides: 08:30-12:00, 13:30-17:30; sat"))
        return self._of_house(_("When the shop works; terms of days end at closing time"), (
            (_("Hours"), self.hours), ("", hint),
        ))

    def _of_house(self, title: str, rows: tuple[tuple[str, QWidget], ...]) -> QWidget:
        """A page of the house's: whoever may not change it reads it, and who may."""
        for _text, widget in rows:
            widget.setEnabled(self.may)
        more: tuple[tuple[str, QWidget], ...] = () if self.may else (("", who_may(self._desk)),)
        return _page(title, (*rows, *more))

    def show_page(self, key: str) -> None:
        """Turns to a page of ``PAGES``."""
        self.list.setCurrentRow(list(PAGES).index(key) if key in PAGES else 0)

    def accept(self) -> None:
        """Keeps those of the house's settings that were changed here, then changes the looks."""
        try:
            if self.may:
                with self._desk.together():
                    self._keep()
        except DeskError as error:
            self.banner.tell(error)
            return
        super().accept()
        self._looks.tell(self.tray.isChecked())
        self._looks.paint(self.theme.currentData(), self.size_of_words.currentData())
        self._looks.speak(self.lang.currentData())

    def _keep(self) -> None:
        typed = {"company": self.company.text().strip(), "reach": self.reach.text().strip()}
        for key, value in {**typed, "paper_lang": self.paper_lang.currentData()}.items():
            if value != self._shown[key]:
                self._desk.settings.put(key, value)
        if self.review.text().strip() != self._shown[_REVIEW]:
            self._desk.duties.set_review(self.review.text())
        if self.hours.text().strip() != self._worked:
            self._desk.clockwork.set_hours(self.hours.text())


def _plain(text: str) -> QLabel:
    label = QLabel(say(text))
    label.setWordWrap(True)
    set_role(label, "soft")
    return label


def _page(title: str, rows: tuple[tuple[str, QWidget], ...]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    head = QLabel(say(title))
    set_role(head, "section")
    column.addWidget(head)
    form = QFormLayout()
    form.setSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for text, box in rows:
        label = QLabel(say(text))
        set_role(label, "label")
        if text:
            label.setBuddy(box)
            box.setAccessibleName(say(text))
        form.addRow(label, box)
    column.addLayout(form)
    column.addStretch(1)
    return page


def _box(choices: dict[str, str], current: str) -> QComboBox:
    box = QComboBox()
    for key, text in choices.items():
        box.addItem(text, key)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box
