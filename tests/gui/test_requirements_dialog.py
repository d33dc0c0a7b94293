"""What the quality rules ask for, looked up by hand."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qfdesk.ui.requirements_dialog import RequirementsDialog
from qfdesk.ui.window import MainWindow


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> RequirementsDialog:
    """Opened from the menu, as a person does."""
    window.commands.actions["requirements"].trigger()
    (made,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, RequirementsDialog) and one.isVisible()]
    qtbot.addWidget(made)
    return made


def typed(dialog: RequirementsDialog, qtbot: QtBot, text: str) -> list[str]:
    """The ids of the rows after somebody typed."""
    dialog.filter.clear()
    qtbot.keyClicks(dialog.filter, text)
    return [one.id for one in dialog.found()]


def test_the_menu_shows_every_requirement_and_what_serves_it(dialog: RequirementsDialog) -> None:
    assert dialog.count.text() == "144 requirements"
    text = dialog.text.toPlainText()
    assert text.index("D1 Quality feedback rule") < text.index("D21.6") < text.index("What the requirements add up to")
    assert "Accepted within 24 hours, and the customer told" in text
    assert "Complaints: Received at, Accepted at" in text
    assert "complaint.accepted_at" not in text


def test_an_id_leaves_what_it_stands_for(dialog: RequirementsDialog, qtbot: QtBot) -> None:
    assert typed(dialog, qtbot, "D9.4") == ["D9.4"]
    assert dialog.count.text() == "1 requirement"
    assert "D9.5" not in dialog.text.toPlainText()
    assert len(typed(dialog, qtbot, "d12")) == 12
    assert typed(dialog, qtbot, "M29") == ["D4.7", "D13.1"]
    assert "Blank printable forms" in dialog.text.toPlainText()


def test_words_leave_the_rows_that_hold_all_of_them(dialog: RequirementsDialog, qtbot: QtBot) -> None:
    assert typed(dialog, qtbot, "finance refuses") == ["D12.10"]
    assert "D12.10" in typed(dialog, qtbot, "refund paid")  # the name of a step
    assert typed(dialog, qtbot, "zeppelin") == []
    assert dialog.count.text() == "0 requirements"
