"""What the program is, what it is built from, where it keeps its things; the keys; the help."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qfdesk import __version__
from qfdesk.desk import Desk
from qfdesk.language import _, say, screen
from qfdesk.places import resources
from qfdesk.ui.commands import MENUS
from qfdesk.ui.icons import app_icon
from qfdesk.ui.opening import open_file
from qfdesk.ui.theme import set_role

_OTHER_KEYS = (
    ("↑ ↓", _("another row, its record in the editor")),
    ("Enter", _("from the list into the editor; in the editor to the next box")),
    ("Ctrl+Enter", _("leaves a text of several lines or a small table for the next box")),
    ("Esc", _("empties a search box, closes a message or a dialog")),
)


class About(QDialog):
    """Name, version, licences, folders."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(_("About qfdesk")))
        self.setMinimumWidth(480)
        head, sign = QHBoxLayout(), QLabel()
        sign.setPixmap(app_icon().pixmap(48, 48))
        head.addWidget(sign)
        title = QLabel(f"qfdesk {__version__}")
        set_role(title, "title")
        head.addWidget(title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        built = f"Python {platform.python_version()} · Qt {qVersion()} · PySide6 {PySide6.__version__}"
        for text in (
            say(_("The quality-feedback desk: complaints, batch issues, visits and returns, and what follows from "
                  "them: corrective actions, stop-sales, recalls, reports to the authority, satisfaction.")),
            f"{built} · {platform.platform()}",
            say(_("qfdesk is free under the MIT licence. It uses Qt under the GNU LGPL 3: the Qt libraries lie beside "
                  "the program and may be replaced. The fonts are under the SIL Open Font License 1.1.")),
        ):
            column.addWidget(_words(text))
        column.addLayout(self._folders(desk))
        column.addWidget(_close_button(self))

    def _folders(self, desk: Desk) -> QHBoxLayout:
        row = QHBoxLayout()
        folders = (
            (_("Data folder"), desk.profile),
            (_("Log folder"), desk.profile / "logs"),
            (_("Licences"), resources() / "licences"),
        )
        for text, folder in folders:
            button = QPushButton(say(text))
            button.setToolTip(str(folder))
            button.clicked.connect(lambda _on=False, place=folder: open_file(place))
            row.addWidget(button)
        row.addStretch(1)
        return row


class Help(QDialog):
    """A page to read beside the work."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(680, 620)
        self.text = QTextBrowser()
        self.text.setMarkdown(text)
        self.text.setOpenExternalLinks(False)
        self.text.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.text, 1)
        column.addWidget(_close_button(self))


def help_text() -> str:
    """The help in the screen's language."""
    return (resources() / "help" / f"{screen()}.md").read_text("utf-8")


def keys_text() -> str:
    """The keys, read from the menus."""
    lines = [f"| {say(_('Key'))} | {say(_('What it does'))} |", "|---|---|"]
    for _key, menu, commands in MENUS:
        for command in commands:
            if command.keys:
                native = QKeySequence.SequenceFormat.NativeText
                keys = " / ".join(QKeySequence(key).toString(native) for key in command.keys)
                lines.append(f"| {keys} | {_bare(say(menu))} – {_bare(say(command.text))} |")
    lines += [f"| {keys} | {say(text)} |" for keys, text in _OTHER_KEYS]
    return "\n".join(lines)


def _bare(text: str) -> str:
    """A menu text without its mnemonic: 文件(&F) and &File as 文件 and File."""
    head, _open, tail = text.partition("(&")
    return (head + tail[2:] if tail[1:2] == ")" else text.replace("&", "")).rstrip("…")


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons
