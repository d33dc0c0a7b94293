"""The corrections that wait: what each would change, approved or refused by somebody else than who asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.model.corrections import Request
from qfdesk.model.show import show, show_moment
from qfdesk.model.values import Saved
from qfdesk.ui.editor.dialogs import Question
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner


class CorrectionsDialog(Question):
    """Every request that waits, or those of one record.

    ``decided`` carries the record, whatever became of it; ``told`` is a line for the status bar.
    """

    decided = Signal(object)
    told = Signal(str)
    open_wanted = Signal(str, int)

    def __init__(self, desk: Desk, parent: QWidget | None = None, only: tuple[str, int] | None = None) -> None:
        super().__init__(say(_("Corrections that wait")), parent)
        self._desk, self._only = desk, only
        self.requests: list[Request] = []
        self.resize(px(820), px(460))
        self.list, self.table, self.note = QListWidget(), QTableWidget(0, 3), QPlainTextEdit()
        self.story, self.banner = QLabel(), Banner()
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.note.textChanged.connect(self._allow)
        self.load()

    def _lay_out(self) -> None:
        self.list.setAccessibleName(say(_("Requests")))
        self.list.setFixedWidth(px(250))
        self.list.setWordWrap(True)
        self.story.setWordWrap(True)
        self.story.setTextFormat(Qt.TextFormat.PlainText)
        self.table.setHorizontalHeaderLabels([say(_("Field")), say(_("As it stands")), say(_("As it should be"))])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setWordWrap(True)
        self.table.setAccessibleName(say(_("What would change")))
        self.note.setPlaceholderText(say(_("A word about the decision; a refusal wants its reason")))
        self.note.setAccessibleName(say(_("Note")))
        self.note.setFixedHeight(px(58))
        self.note.setTabChangesFocus(True)
        right, row = QVBoxLayout(), QHBoxLayout()
        for widget in (self.story, self.table, self.note):
            right.addWidget(widget)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)
        self.column.addWidget(self.banner)
        self.column.addLayout(self.buttons)
        self.open_button = self.button(say(_("Open the record")))
        self.withdraw_button = self.button(say(_("Withdraw")))
        self.refuse_button = self.button(say(_("Refuse")))
        self.approve_button = self.button(say(_("Approve")), "primary")
        self.close_button = self.button(say(_("Close")))
        self.open_button.clicked.connect(self._open)
        self.withdraw_button.clicked.connect(lambda: self._decide(lambda one: self._desk.corrections.withdraw(one.id)))
        self.refuse_button.clicked.connect(
            lambda: self._decide(lambda one: self._desk.corrections.refuse(one.id, self._said()))
        )
        self.approve_button.clicked.connect(
            lambda: self._decide(lambda one: self._desk.corrections.approve(one.id, self._said()))
        )
        self.close_button.clicked.connect(self.reject)

    # what is shown

    def load(self) -> None:
        """Reads the requests anew."""
        try:
            found = self._desk.corrections.pending()
        except DeskError as error:
            self.banner.tell(error)
            return
        self.requests = [one for one in found if self._only in (None, (one.register, one.entry))]
        self.list.clear()
        for one in self.requests:
            self.list.addItem(f"{one.number}\n{one.asked_by} · {show_moment(one.asked_at)}")
        self.list.setCurrentRow(0)
        self._show()

    @property
    def current(self) -> Request | None:
        """The request one looks at."""
        row = self.list.currentRow()
        return self.requests[row] if 0 <= row < len(self.requests) else None

    def _show(self) -> None:
        one = self.current
        self.note.clear()
        self.table.setRowCount(len(one.after) if one else 0)
        if one is None:
            self.story.setText(say(_("No correction is waiting.")))
            set_role(self.story, "soft")
        else:
            self.story.setText(say(_("{number}: {reason}"), number=one.number, reason=one.reason))
            set_role(self.story, "strong")
            self._fill(one)
        self._allow()

    def _fill(self, one: Request) -> None:
        fields = self._desk.entry(one.register).fields()
        keys = [key for key in fields if key in one.after]
        for row, key in enumerate(keys):
            field = fields[key]
            texts = (say(field.label), show(field, one.before[key]), show(field, one.after[key]))
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeRowsToContents()

    def _allow(self) -> None:
        """Offers what the person may do with this request."""
        one = self.current
        may = one is not None and self._desk.session.may(one.register, "approve")
        mine = one is not None and one.asked_by == self._desk.actor
        self.approve_button.setEnabled(may)
        self.refuse_button.setEnabled(may and bool(self._said()))
        self.withdraw_button.setVisible(mine)
        self.open_button.setEnabled(one is not None)

    # what is done

    def _said(self) -> str:
        return self.note.toPlainText().strip()

    def _decide(self, act: Callable[[Request], object]) -> None:
        one = self.current
        if one is None:
            return
        try:
            done = act(one)
        except DeskError as error:
            self.banner.tell(error)
            return
        self.banner.clear()
        saved = done if isinstance(done, Saved) else Saved(one.register, one.entry, one.number, 0, ())
        self.decided.emit(saved)
        self.told.emit(say(_("The correction of {title} is decided"), title=one.number))
        self.load()

    def _open(self) -> None:
        one = self.current
        if one is not None:
            self.open_wanted.emit(one.register, one.entry)
            self.accept()
