"""Files and folders shown by the programs the system has for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_file(path: Path) -> None:
    """Opens a file or folder in the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
