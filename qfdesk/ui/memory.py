"""What the window remembers of its looks: an ini file in the profile folder. Business settings lie in the ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow


class Memory:
    """Geometry, columns, order, last tab, language, theme: anything a person would have to set again."""

    def __init__(self, profile: Path) -> None:
        profile.mkdir(parents=True, exist_ok=True)
        self.profile = profile
        self._store = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)

    def get(self, key: str, default: Any = None) -> Any:
        """What was put under a key; anything unreadable counts as nothing."""
        text = self._store.value(key)
        try:
            return default if text is None else json.loads(str(text))
        except ValueError:
            return default

    def put(self, key: str, value: Any) -> None:
        """Keeps a plain value (text, number, list, dict)."""
        self._store.setValue(key, json.dumps(value, ensure_ascii=False))

    def keep(self) -> None:
        """Writes it to disk now."""
        self._store.sync()

    def keep_window(self, window: QMainWindow) -> None:
        self._store.setValue("window/geometry", window.saveGeometry())

    def restore_window(self, window: QMainWindow) -> None:
        """Puts the window where it was, or fills most of the screen; always where it can be seen."""
        kept = self._store.value("window/geometry")
        if not (isinstance(kept, QByteArray) and window.restoreGeometry(kept)):
            window.resize(1366, 768)
        clamp(window)


def clamp(window: QMainWindow) -> None:
    """Moves and shrinks a window until it lies on a screen that is there."""
    screen = window.screen() or QGuiApplication.primaryScreen()
    window.setGeometry(clamped(window.geometry(), screen.availableGeometry()))


def clamped(window: QRect, screen: QRect) -> QRect:
    """The rectangle moved into the screen, and made smaller where it is larger."""
    width, height = min(window.width(), screen.width()), min(window.height(), screen.height())
    left = max(screen.left(), min(window.left(), screen.left() + screen.width() - width))
    top = max(screen.top(), min(window.top(), screen.top() + screen.height() - height))
    return QRect(left, top, width, height)
