"""A desk with a handful of invented records, and the window on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qfdesk import language
from qfdesk.app import make_desk, open_desk
from qfdesk.desk import Desk
from qfdesk.ui.looks import Looks
from qfdesk.ui.memory import Memory
from qfdesk.ui.theme import apply_theme
from qfdesk.ui.window import MainWindow
from tests.gui.hand import Hand
from tests.gui.invented import NOW, fill
from tests.invented import Clock


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    """Every test speaks English on the screen unless it says otherwise."""
    language.use("en")
    yield
    language.use("zh_CN")


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳", lambda: NOW)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with twelve complaints, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    desk = make_desk(str(folder / "ledger.db"), folder / "profile", "王芳", lambda: NOW)
    fill(desk, 12)
    desk.close()
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(filled, tmp_path / "house")
    place = tmp_path / "house"
    desk = open_desk(str(place / "ledger.db"), place / "profile", "王芳", lambda: NOW)
    yield desk
    desk.close()


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    apply_theme(qapp, "light")
    return qapp


@pytest.fixture
def open_window(qapp: QApplication) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window on a desk, as a start of the program does."""
    windows: list[MainWindow] = []

    def opened(desk: Desk, lang: str = "en") -> MainWindow:
        memory = Memory(desk.profile)
        memory.put("theme", memory.get("theme", "light"))
        looks = Looks(qapp, memory)
        looks.begin(lang)
        window = MainWindow(desk, looks, memory)
        windows.append(window)
        window.show()
        window.resize(1366, 768)
        return window

    yield opened
    for window in windows:
        window.jobs.stop_all()
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """王芳's desk on the first morning of a new ledger."""
    desk = make_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳", clock)
    yield desk
    desk.close()


@pytest.fixture
def clerk(office: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot) -> Hand:
    """Somebody who sits at a Chinese window on that desk."""
    return Hand(open_window(office, "zh_CN"), qtbot)


@pytest.fixture
def window(desk: Desk, open_window: Callable[..., MainWindow]) -> MainWindow:
    return open_window(desk)
