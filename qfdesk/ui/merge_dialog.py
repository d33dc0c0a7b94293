"""Two entries that are the same: which one is kept, and why."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.language import _, say, say_count
from qfdesk.model.entry import Entry
from qfdesk.model.masters import Master
from qfdesk.model.show import show
from qfdesk.model.values import Opened
from qfdesk.ui.theme import set_role

_SHOWN = 5


class MergeDialog(QDialog):
    """Asks which of two is kept; the older one unless the person says otherwise."""

    def __init__(self, desk: Desk, register: str, ids: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        entry = desk.entry(register)
        self._ids = tuple(sorted(ids))
        self.setWindowTitle(say(_("Merge two entries")))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        self.keep = QButtonGroup(self)
        column.addWidget(QLabel(say(_("Which one is kept?"))))
        for place, number in enumerate(self._ids):
            opened = desk.open(register, number)
            button = QRadioButton(opened.title)
            self.keep.addButton(button, place)
            about = QLabel(_about(desk, entry, opened))
            about.setWordWrap(True)
            about.setContentsMargins(24, 0, 0, 0)
            set_role(about, "soft")
            column.addWidget(button)
            column.addWidget(about)
        self.keep.button(0).setChecked(True)
        self._add_foot(column, issubclass(entry, Master))

    def _add_foot(self, column: QVBoxLayout, master: bool) -> None:
        what = (
            _("Whoever names the other one names the kept one then; the other is void and says so.")
            if master
            else _("The other one is void as the same case; its story and files are shown with the kept one.")
        )
        hint, self.box = QLabel(say(what)), QPlainTextEdit()
        hint.setWordWrap(True)
        self.box.setAccessibleName(say(_("Reason")))
        self.box.setPlaceholderText(say(_("Why are the two the same?")))
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(76)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do = buttons.addButton(say(_("Merge")), QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(self.do, "danger")
        self.do.setEnabled(False)
        self.box.textChanged.connect(lambda: self.do.setEnabled(bool(self.reason())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for widget in (hint, self.box, buttons):
            column.addWidget(widget)

    def chosen(self) -> tuple[int, int]:
        """(kept, other)."""
        place = self.keep.checkedId()
        return self._ids[place], self._ids[1 - place]

    def reason(self) -> str:
        """What was typed."""
        return self.box.toPlainText().strip()


def _about(desk: Desk, entry: type[Entry], opened: Opened) -> str:
    """A few of its values, and who names it."""
    fields = entry.fields()
    keys = [key for key in entry.columns if key not in ("number", "stage") and fields[key].kind != "flag"]
    texts = [show(fields[key], opened.values.get(key)) for key in keys]
    said = " · ".join([text for text in texts if text and text != opened.title][:_SHOWN])
    if not issubclass(entry, Master):
        return said
    count = desk.merging.touched(entry.key, opened.id)
    named = say_count("named by {n} entry", "named by {n} entries", count)
    return f"{said} · {named}" if said else named
