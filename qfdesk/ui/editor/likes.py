"""Closed cases like the one being typed: found beside the typing, shown when asked for (D6.4, D13.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.model.fields import Ref
from qfdesk.model.show import show
from qfdesk.model.solution import LIKE, Solution
from qfdesk.model.values import Values
from qfdesk.ui.editor.form import Form
from qfdesk.ui.editor.held import Held
from qfdesk.ui.editor.side_table import SideTable
from qfdesk.ui.jobs import Jobs
from qfdesk.ui.theme import px

_PAUSE = 700
_STEP = 12
"""Characters typed in the story after which it is worth looking again."""
_HEADS = (_("Number"), _("Like in"), _("What happened"), _("Result"))
_WIDTHS = (124, 120, 240, 260)


class Likes(QObject):
    """Looks for like cases a moment after the typing, in a worker, and only when there is something new to go by."""

    def __init__(
        self, desk: Desk, jobs: Jobs, held: Callable[[], Held | None], form: Callable[[], Form | None]
    ) -> None:
        super().__init__()
        self._desk, self._jobs, self._held, self._form = desk, jobs, held, form
        self.found: list[Solution] = []
        self._asked: Any = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)

    def soon(self) -> None:
        """Something was typed or shown."""
        held, form = self._held(), self._form()
        if held is None or form is None:
            return
        if _question(held) != self._asked:
            self._put([])
            self._pause.start()

    def look(self) -> None:
        """Asks the ledger, in a worker."""
        held = self._held()
        if held is None or held.readonly or held.correcting:
            self._put([])
            return
        asked = self._asked = _question(held)
        register, values = held.register, dict(held.draft.values)
        number = held.opened.id if held.opened else None

        def taken(found: list[Solution]) -> None:
            if asked == self._asked:
                self._put(found)

        self._jobs.run(
            say(_("Like cases")),
            lambda _progress: self._desk.solutions.like(register, values, number),
            taken,
            lambda _error: None,
            quiet=True,
        )

    def _put(self, found: list[Solution]) -> None:
        self.found = found
        form = self._form()
        if form is not None and isValid(form):  # the answer may come when the window is gone
            form.likes.put(len(found))


def _question(held: Held) -> tuple[Any, ...]:
    values = held.draft.values
    ids = tuple(values[key].id if isinstance(values.get(key), Ref) else None for key in ("product", "batch"))
    return (held.draft.uid, *ids, values.get("kind"), len(str(values.get("story") or "")) // _STEP)


class LikeDialog(QDialog):
    """The like cases with what came of them. ``opened``: one of them. ``taken``: values to take over from one."""

    opened = Signal(str, int)
    taken = Signal(object)

    def __init__(self, desk: Desk, register: str, found: list[Solution], values: Values, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._register, self._found, self._values = desk, register, found, values
        self.setWindowTitle(say(_("Like cases")))
        self.resize(px(820), px(460))
        self.table, self.told = SideTable(_WIDTHS), QLabel()
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.opener, self.taker = QPushButton(say(_("Open"))), QPushButton(say(_("Take over how it was handled")))
        self.taker.setToolTip(say(_("Fills what is still empty: cause, measures, result, reply")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(say(_("Close")))
        buttons.addButton(self.opener, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.taker, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        column.addWidget(buttons)
        buttons.rejected.connect(self.reject)
        self.opener.clicked.connect(self._open)
        self.taker.clicked.connect(self._take)
        self.table.cellDoubleClicked.connect(lambda *_cell: self._open())
        self.table.itemSelectionChanged.connect(self._tell)
        self._fill()

    def _fill(self) -> None:
        self.table.setHorizontalHeaderLabels([say(head) for head in _HEADS])
        self.table.setRowCount(len(self._found))
        for row, one in enumerate(self._found):
            values = one.case.values
            like = say(_(", ")).join(say(LIKE[key]) for key in one.of)
            texts = (one.case.title, like, str(values.get("story") or ""), str(values.get("result") or ""))
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(" ".join(text.split())))
        if self._found:
            self.table.selectRow(0)

    def _chosen(self) -> Solution | None:
        row = self.table.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _tell(self) -> None:
        one = self._chosen()
        if one is None:
            return
        fields = self._desk.entry(self._register).fields()
        said = [
            f"{say(fields[key].label)}: {text}"
            for key in ("cause", "measures", "result", "satisfied")
            if key in fields and (text := show(fields[key], one.case.values.get(key)))
        ]
        self.told.setText("\n".join(said))
        self.taker.setEnabled(bool(self._desk.solutions.hand_on(self._register, one, self._values)))

    def _open(self) -> None:
        if (one := self._chosen()) is not None:
            self.accept()
            self.opened.emit(one.case.register, one.case.id)

    def _take(self) -> None:
        if (one := self._chosen()) is not None:
            self.accept()
            self.taken.emit(self._desk.solutions.hand_on(self._register, one, self._values))
