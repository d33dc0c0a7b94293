"""A problem on its way by keys and clicks: a slip, the accident made from it, the action made from that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from qfdesk.desk import Desk
from qfdesk.ui.window import MainWindow
from tests.gui.hand import CTRL, Hand, Key
from tests.invented import Clock


@pytest.fixture
def worker(office: Desk, open_window: Callable[..., MainWindow], qtbot: QtBot) -> Hand:
    """Somebody who sits at an English window on a new ledger."""
    return Hand(open_window(office, "en"), qtbot)


def test_a_slip_becomes_an_accident_and_an_action(worker: Hand, clock: Clock) -> None:
    write_the_slip(worker)
    walk_the_slip_to_its_end(worker, clock)
    make_the_accident(worker)
    make_the_action(worker)
    assert [row[1] for row in worker.links()] == ["SG-2026-0001"]


def write_the_slip(worker: Hand) -> None:
    worker.go("Feedback slips")
    worker.key(Key.Key_N, CTRL)
    worker.fill("Sending department", "Packing workshop")
    worker.fill("Sent from", "Team")
    worker.fill("Receiving department", "Quality office")
    worker.fill("Addressed to", "General manager")
    worker.fill("What is the problem", "11 of 36 seals are loose")
    worker.key(Key.Key_S, CTRL)
    assert worker.title == "FK-2026-0001"
    worker.settled()
    assert "leaves out a level" in worker.hindrance
    worker.fill("Addressed to", "Workshop or department")
    assert worker.complete({}) == []
    worker.move("Send")
    assert worker.stage == "To take over"


def walk_the_slip_to_its_end(worker: Hand, clock: Clock) -> None:
    clock.now += dt.timedelta(hours=1)
    worker.complete({"Handler": "王芳"})
    worker.move("Take over")
    told = {"Cause": "the heater drifts", "Corrective measures": "calibrated", "Result": "sealed again"}
    assert worker.complete(told) == list(told)
    worker.move("Handling done")
    worker.complete({"Answer to the sender": "36 bottles sealed again"})
    worker.move("Answer sent")
    worker.complete({"Sender's view": "Satisfied", "Confirmation of the sender": "looked at, agreed"})
    worker.move("Confirm and close")
    assert worker.stage == "Closed"


def make_the_accident(worker: Hand) -> None:
    worker.foot_menu("New from this", "Quality accidents")
    assert worker.value("How it happened") == "11 of 36 seals are loose"
    worker.fill("Level", "Serious")
    worker.key(Key.Key_S, CTRL)
    assert worker.title == "SG-2026-0001"
    worker.move_aside("General manager told")
    worker.complete({"Event": "Check missed", "Emergency measures": "lot held back"})
    worker.move("Report")
    assert worker.stage == "Group to be formed"


def make_the_action(worker: Hand) -> None:
    worker.foot_menu("New from this", "Corrective and preventive actions")
    assert worker.value("Number of the origin") == "SG-2026-0001"
    worker.key(Key.Key_S, CTRL)
    worker.complete(
        {"Source": "Quality accident", "Responsible department": "Packing workshop", "Person in charge": "王芳"}
    )
    worker.move("Take up")
    worker.complete({"Kind of cause": "Machine", "Root cause": "no plan for calibration"})
    worker.move("Cause found")
    assert worker.stage == "Plan to approve"
    assert {"Corrective measures", "What follows for others", "Actions", "Planned completion"} == set(worker.needed())
