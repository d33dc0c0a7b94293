"""Measures of speed, run by hand: ``pytest tests/bench -m bench -n 0 -s``.

Every figure is a ratio of two medians taken in turn in one run, ours over a plain way of doing the same, so that it
holds on any machine; ``goal`` is what we aim at, and a line that misses it says so. ``BENCH_RECORDS`` says how many
complaints the ledger has (100,000 unless told), ``BENCH_LEDGER`` names a folder in which a filled ledger is kept from
one run to the next.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from qfdesk.app import open_desk
from qfdesk.desk import Desk
from qfdesk.rules.clock import SHOP
from qfdesk.store.pages import Pages
from tests.bench.filling import NOW, fill

RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Nobody waits for these by accident."""
    return None if "bench" in (config.option.markexpr or "") else True


@dataclass
class Table:
    """The figures of a run, a line a comparison."""

    lines: list[str] = field(default_factory=list)

    def compare(
        self, name: str, ours: Callable[[], Any], plain: Callable[[], Any], most: float, times: int = 5
    ) -> tuple[Any, Any]:
        """Takes both in turn and holds ours to ``most`` times the plain way; returns what both gave."""
        spent: tuple[list[float], list[float]] = ([], [])
        for _round in range(times):
            results = []
            for place, work in enumerate((ours, plain)):
                begun = time.perf_counter()
                results.append(work())
                spent[place].append((time.perf_counter() - begun) * 1000)
        mine, theirs = (statistics.median(one) for one in spent)
        ratio = mine / theirs
        told = "" if ratio <= most else "   SHORT"
        self.lines.append(f"{name:<44}{mine:>10.1f}{theirs:>10.1f}{ratio:>9.3f}{most:>8.2f}{told}")
        return results[0], results[1]


_TABLE = Table()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _TABLE.lines:
        terminalreporter.section(f"{RECORDS:,} complaints: median ms")
        terminalreporter.line(f"{'':<44}{'ours':>10}{'plain':>10}{'ratio':>9}{'goal':>8}")
        for line in _TABLE.lines:
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def table() -> Table:
    return _TABLE


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a ledger with many complaints."""
    kept = os.environ.get("BENCH_LEDGER")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("filled")
    if not (folder / "ledger.db").exists():
        folder.mkdir(parents=True, exist_ok=True)
        fill(folder, RECORDS)
    yield folder
    if not kept:
        shutil.rmtree(folder)


@pytest.fixture
def large(filled: Path) -> Iterator[Desk]:
    """A desk at the large ledger that has not been asked anything yet."""
    moment = NOW.replace(tzinfo=SHOP)
    desk = open_desk(str(filled / "ledger.db"), filled, "王芳", lambda: moment)
    yield desk
    desk.close()


def fresh(desk: Desk) -> Desk:
    """The desk, remembering no answer."""
    desk.lists.pages = Pages(desk.store)
    return desk
