"""Asks before a person is masked for good: why, and whether the files go too."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from qfdesk.language import _, say
from qfdesk.ui.reason_dialog import ReasonDialog


class ForgetDialog(ReasonDialog):
    """The reason dialog with one more question."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        question = say(
            _("Mask the person in {title}? Name, phone, address and the same words in every text and in the history "
              "are masked for good; the record itself stays. Older backups still hold them."),
            title=title,
        )  # fmt: skip
        super().__init__(say(_("Mask the person")), question, say(_("Mask for good")), parent)
        self.files = QCheckBox(say(_("Erase the attached files too")))
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, self.files)
