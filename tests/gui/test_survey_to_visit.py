"""Satisfaction by keys and clicks: a survey, a customer's form made from it, dissatisfaction followed up to a visit."""

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


def test_a_low_answer_on_a_form_of_a_survey_leads_to_a_visit(worker: Hand, clock: Clock) -> None:
    begin_the_survey(worker)
    send_a_form(worker)
    clock.now += dt.timedelta(days=3)
    take_the_answers(worker)
    follow_it_up(worker)
    assert [row[1] for row in worker.links()] == ["DC-2026-0002"]


def begin_the_survey(worker: Hand) -> None:
    worker.go("Satisfaction")
    worker.key(Key.Key_N, CTRL)
    worker.fill("Kind", "Survey as a whole")
    worker.fill("Name of the survey", "Survey of 2026")
    worker.fill("Method", "By letter")
    worker.fill("Wanted back by", "2026-11-30")
    worker.key(Key.Key_S, CTRL)
    assert worker.title == "DC-2026-0001"
    worker.move("Send it out")
    assert worker.stage == "Not back yet"


def send_a_form(worker: Hand) -> None:
    worker.foot_menu("New from this", "Satisfaction surveys")
    assert worker.values("Name of the survey", "Kind") == ["Survey of 2026", "One customer's form"]
    worker.fill("Customer", "Clinic at the bridge")
    worker.key(Key.Key_S, CTRL)
    assert worker.title == "DC-2026-0002"
    worker.move("Send it out")


def take_the_answers(worker: Hand) -> None:
    worker.fill("Product quality", "4 Satisfied")
    worker.fill("Packing and look", "2 Dissatisfied")
    worker.complete({"On the whole": "3 Fair"})
    worker.move("Came back")
    assert worker.stage == "To evaluate"
    assert worker.pane.foot.move_button.text() == "Report it"


def follow_it_up(worker: Hand) -> None:
    worker.unfold("Opinions")
    worker.fill("Why dissatisfied", "seals came loose twice")
    worker.unfold("What follows")
    worker.fill("Handler", "王芳")
    worker.move("Report it")
    assert worker.stage == "Being improved"
    worker.foot_menu("New from this", "Visits")
    assert worker.values("Customer", "Purpose") == ["Clinic at the bridge", "seals came loose twice"]
    worker.unfold("What was said")
    worker.fill("What was said", "asked for five-layer cartons")
    worker.key(Key.Key_S, CTRL)
    assert worker.title == "FW-2026-0001"
