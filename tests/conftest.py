"""What every test may ask for: a desk on a new ledger with a clock to set, and one on a year of sample data."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qfdesk import language
from qfdesk.app import demo_desk, make_desk, open_desk
from qfdesk.desk import Desk
from tests.invented import MORNING, Clock


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own settings do not reach a test."""
    for name in [name for name in os.environ if name.startswith("QFDESK_") and name != "QFDESK_TEST_SERVER"]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins on an English screen."""
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def clock() -> Clock:
    """Ten in the morning of 2026-11-20; ``clock.now = …`` sets it."""
    return Clock(MORNING)


@pytest.fixture(scope="session")
def new_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger with nothing in it, made once."""
    folder = tmp_path_factory.mktemp("new")
    make_desk(str(folder / "ledger.db"), folder, "王芳", Clock(MORNING)).close()
    return folder / "ledger.db"


@pytest.fixture
def desk(new_ledger: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """王芳 at a ledger that was made a moment ago."""
    shutil.copyfile(new_ledger, tmp_path / "ledger.db")
    desk = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳", clock)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def sample_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of sample data, played once."""
    folder = tmp_path_factory.mktemp("year")
    demo_desk(folder, 110, Clock(MORNING + dt.timedelta(hours=4))).close()
    return folder


@pytest.fixture
def year(sample_year: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """王芳 at a copy of the sample year, on the afternoon of its last day."""
    clock.now = MORNING + dt.timedelta(hours=4)
    place = tmp_path / "year"
    shutil.copytree(sample_year, place)
    desk = open_desk(str(place / "demo.db"), place, "王芳", clock)
    yield desk
    desk.close()
