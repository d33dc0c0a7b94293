"""Who may do what: the table of rights, read and changed; for administrators."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qfdesk.desk import Desk
from qfdesk.desk.rights_table import Right
from qfdesk.errors import DeskError
from qfdesk.language import _, say
from qfdesk.rules.rights import ADMIN, EVERY, ROLES
from qfdesk.ui.theme import px, set_role
from qfdesk.ui.told import Banner

Key = tuple[str, str]
_TICK = Qt.ItemDataRole.CheckStateRole


class RightsDialog(QDialog):
    """One register at a time: its acts and moves down the side, the roles across. Kept as a whole by one button."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: dict[Key, tuple[str, ...] | None] = {}
        self.rows: list[Right] = []
        self._filling = False
        self.setWindowTitle(say(_("Rights")))
        self.resize(px(1060), px(620))
        self.banner, self.where, self.table = Banner(), QComboBox(), QTableWidget(0, len(ROLES) + 1)
        self.back, self.keep_button = QPushButton(say(_("Back to the default"))), QPushButton(say(_("Keep")))
        self.where.addItem(say(_("Every register without a row of its own")), EVERY)
        for entry in (*desk.registers(), *desk.masters()):
            self.where.addItem(say(entry.label), entry.key)
        self._lay_out()
        self._wire()
        self.refresh()

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels([say(_("Act or move")), *(say(text) for text in ROLES.values())])
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(say(_("Rights")))
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(ROLES) + 1):
            header.resizeSection(column, px(104))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        header.setDefaultAlignment(left | Qt.TextFlag.TextWordWrap)
        header.setFixedHeight(px(44))
        hint = QLabel(say(_("Bold rows differ from the default. Everything is also checked outside this window.")))
        if not self._desk.rights.in_force():
            hint.setText(say(_("Not in force yet: roles take effect as soon as somebody is administrator (Accounts).")))
        set_role(hint, "soft")
        top, foot, column_ = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        label = QLabel(say(_("Register")))
        label.setBuddy(self.where)
        self.where.setAccessibleName(label.text())
        cancel = QPushButton(say(_("Cancel")))
        cancel.clicked.connect(self.reject)
        set_role(self.keep_button, "primary")
        top.addWidget(label)
        top.addWidget(self.where)
        top.addStretch(1)
        foot.addWidget(self.back)
        foot.addStretch(1)
        for button in (self.keep_button, cancel):
            foot.addWidget(button)
        for button in (cancel, self.back, self.keep_button):
            button.setAutoDefault(False)
        column_.setContentsMargins(16, 16, 16, 16)
        column_.setSpacing(12)
        column_.addLayout(top)
        for widget in (hint, self.banner):
            column_.addWidget(widget)
        column_.addWidget(self.table, 1)
        column_.addLayout(foot)

    def _wire(self) -> None:
        self.where.currentIndexChanged.connect(self.refresh)
        self.table.itemChanged.connect(self._ticked)
        self.table.itemSelectionChanged.connect(self._offer)
        self.back.clicked.connect(self._reset)
        self.keep_button.clicked.connect(self.keep)

    def refresh(self) -> None:
        """Shows the chosen register, with what was changed here and is not kept yet."""
        self.rows = self._desk.rights.of(self.where.currentData())
        self._filling = True
        self.table.setRowCount(len(self.rows))
        for row in range(len(self.rows)):
            self._fill(row)
        self._filling = False
        self._offer()

    def roles_of(self, right: Right) -> tuple[str, ...]:
        """Who may, as the table shows it."""
        wanted = self._wanted.get((right.register, right.act), right.roles)
        return right.default if wanted is None else wanted

    def _fill(self, row: int) -> None:
        right = self.rows[row]
        roles = self.roles_of(right)
        name = QTableWidgetItem(right.what.say())
        font = name.font()
        font.setBold(roles != right.default)
        name.setFont(font)
        default = say(_(", ")).join(say(ROLES[role]) for role in right.default) or "-"
        name.setToolTip(say(_("By default: {roles}"), roles=default))
        self.table.setItem(row, 0, name)
        for column, role in enumerate(ROLES, 1):
            item = QTableWidgetItem()
            item.setData(_TICK, Qt.CheckState.Checked if role in roles else Qt.CheckState.Unchecked)
            fixed = right.act == "users" and role == ADMIN
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags if fixed else flags | Qt.ItemFlag.ItemIsEnabled)
            item.setToolTip(f"{right.what.say()}: {say(ROLES[role])}")
            self.table.setItem(row, column, item)

    def _ticked(self, item: QTableWidgetItem) -> None:
        if self._filling or not item.column():
            return
        right = self.rows[item.row()]
        role = list(ROLES)[item.column() - 1]
        roles = set(self.roles_of(right)) ^ {role}
        self._wanted[(right.register, right.act)] = tuple(one for one in ROLES if one in roles)
        self._show_again(item.row())

    def _reset(self) -> None:
        for row in {index.row() for index in self.table.selectedIndexes()}:
            right = self.rows[row]
            self._wanted[(right.register, right.act)] = None
            self._show_again(row)

    def _show_again(self, row: int) -> None:
        self._filling = True
        self._fill(row)
        self._filling = False
        self._offer()

    def _offer(self) -> None:
        chosen = {index.row() for index in self.table.selectedIndexes()}
        self.back.setEnabled(any(self.roles_of(self.rows[row]) != self.rows[row].default for row in chosen))
        self.keep_button.setEnabled(bool(self._wanted))

    def keep(self) -> None:
        """Keeps everything that was changed, or nothing of it."""
        try:
            with self._desk.together():
                for (register, act), roles in self._wanted.items():
                    if roles is None:
                        self._desk.rights.reset(register, act)
                    else:
                        self._desk.rights.set(register, act, roles)
        except DeskError as error:
            self.banner.tell(error)
            return
        self.accept()
