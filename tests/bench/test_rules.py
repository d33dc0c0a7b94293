"""What an act costs with all its rules (rights, veil, terms, history), against the bare statements it cannot spare."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from qfdesk.desk import Desk
from qfdesk.model.values import Query
from tests.bench.conftest import RECORDS, Table
from tests.bench.test_work import STORY, bare, put  # noqa: F401 (bare is a fixture)

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3000)]
COLUMNS = ("number", "received_at", "customer", "product", "batch", "kind", "story", "handler", "stage", "due")
YEAR = ("2025-12-31 16:00:00", "2026-12-31 16:00:00")
ROWS = 2000


@pytest.fixture
def plain(filled: Path, large: Desk) -> Iterator[sqlite3.Connection]:
    """The same ledger without qfdesk."""
    db = sqlite3.connect(filled / "ledger.db", isolation_level=None)
    yield db
    db.close()


def times(count: int, work: Callable[[int], Any]) -> Callable[[], None]:
    """The work so often that it can be measured."""

    def many() -> None:
        for n in range(count):
            work(n)

    return many


def test_opening(large: Desk, plain: sqlite3.Connection, table: Table) -> None:
    """Against the row and the names of its links by their ids."""
    links = (("party", "name", "customer"), ("product", "name", "product"), ("batch", "batch_number", "batch"))

    def barely(number: int) -> None:
        plain.execute("SELECT * FROM complaint WHERE id = ?", (number,)).fetchone()
        for master, names, link in links:
            plain.execute(
                f"SELECT {names} FROM {master} WHERE id = (SELECT {link}_id FROM complaint WHERE id = ?)", (number,)
            ).fetchone()

    newest = RECORDS - 300
    table.compare(
        "open 100 records / their bare rows",
        times(100, lambda n: large.open("complaint", newest + n)),
        times(100, lambda n: barely(newest + n)),
        6.0,
    )


def test_changing(large: Desk, table: Table, tmp_path: Path) -> None:
    """Against a transaction with the row, a history line, its text and the searched text."""
    own = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    own.execute("PRAGMA synchronous=FULL")
    for name in ("complaint", "history", "history_text", "search_entry"):
        own.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, said)")
        own.execute(f"INSERT INTO {name} (said) VALUES (?)", (STORY,))
    newest = large.page(Query("complaint", stages=("received", "accepted")), 50, 20, ("number",))
    numbers = [row.id for row in newest]

    def change(n: int) -> None:
        draft = large.edit(large.open("complaint", numbers[n]))
        draft.values["story"] = f"{STORY} {uuid.uuid4().hex}"
        large.save(draft)

    def barely(n: int) -> None:
        own.execute("BEGIN IMMEDIATE")
        own.execute("UPDATE complaint SET said = ? WHERE id = 1", (f"{STORY}{n}",))
        own.execute("INSERT INTO history (said) VALUES (?)", (STORY,))
        own.execute("INSERT INTO history_text (said) VALUES (?)", (STORY,))
        own.execute("UPDATE search_entry SET said = ? WHERE id = 1", (f"{STORY}{n}",))
        own.execute("COMMIT")

    table.compare("open, change, save 20 records / bare", times(20, change), times(20, barely), 4.0)
    own.close()


def test_listing(large: Desk, plain: sqlite3.Connection, table: Table) -> None:
    """200 rows with names and due dates, against the join alone."""
    joined = (
        "SELECT c.number, c.received_at, a.name, p.name, p.specification, b.batch_number, c.kind, c.story, c.stage "
        "FROM complaint c LEFT JOIN party a ON a.id = c.customer_id LEFT JOIN product p ON p.id = c.product_id "
        "LEFT JOIN batch b ON b.id = c.batch_id WHERE c.voided_at IS NULL ORDER BY c.received_at DESC LIMIT 200"
    )
    table.compare(
        "list: a page of 200 / the bare join",
        times(10, lambda _n: large.page(Query("complaint"), 0, 200, COLUMNS)),
        times(10, lambda _n: plain.execute(joined).fetchall()),
        15.0,
    )


def test_reporting(large: Desk, plain: sqlite3.Connection, table: Table) -> None:
    """A year's analysis and a month's count, against reading the year's records once, as they stand."""
    year = "SELECT * FROM complaint WHERE received_at >= ? AND received_at < ?"
    for key, period in (("analysis", "2026"), ("monthly_count", "2026-10")):
        table.compare(
            f"report: {key} of {period} / reading the year",
            lambda key=key, period=period: large.reporting.make(key, period),  # type: ignore[misc]
            lambda: plain.execute(year, YEAR).fetchall(),
            20.0,
            times=3,
        )


def test_importing(large: Desk, bare: sqlite3.Connection, table: Table, tmp_path: Path) -> None:  # noqa: F811
    """Rows that all name a new customer and a new batch, against putting in as many bare entries at once."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["受理时间", "顾客", "产品名称", "批号", "投诉内容", "渠道"])
    mark = uuid.uuid4().hex[:6]
    for n in range(ROWS):
        names = (f"新客{mark}{n}", f"新药{mark}{n % 300}", f"B{mark}{n}")
        sheet.append((f"2026-10-{n % 28 + 1:02d} 09:00", *names, STORY, "电话"))
    book.save(tmp_path / "rows.xlsx")
    plan = large.importing.look("complaint", tmp_path / "rows.xlsx")
    done, _none = table.compare(
        f"import {ROWS:,} rows, all masters new / bare",
        lambda: large.importing.run(plan),
        lambda: put(bare, 3 * ROWS),
        30.0,
        times=1,
    )
    assert len(done.titles) == ROWS
