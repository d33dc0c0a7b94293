"""In a large ledger the list searches and sorts in a worker; the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.window import MainWindow


def test_a_search_and_a_sort_arrive_later(
    desk: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qfdesk.store.pages._SMALL", -1)
    window = open_window(desk)
    tab = window.go("complaint")
    assert isinstance(tab, RegisterTab)
    whole = tab.model.rowCount()
    assert whole
    number = desk.open("complaint", 3).title
    tab.filters.box.setText(number)
    tab.filters.changed.emit()
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    assert tab.filters.chips.current == ""
    tab.filters.widen()
    qtbot.waitUntil(lambda: tab.model.rowCount() == whole)
    tab.model.sort(tab.model.columns.index("customer"))
    names = sorted(str(desk.open("complaint", n).values["customer"] or "") for n in range(1, whole + 1))

    def first_customer() -> str | None:
        first = tab.model.row(0)
        return str(first.values["customer"] or "") if first else None

    qtbot.waitUntil(lambda: first_customer() == names[0])
