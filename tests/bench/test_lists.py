"""How fast lists and the search are, against the plain ways."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from qfdesk.desk import Desk
from qfdesk.model.values import Query
from qfdesk.ui.list_model import EntryList
from qfdesk.ui.list_view import EntryTable
from qfdesk.ui.theme import apply_theme
from tests.bench.conftest import Table, fresh

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3000)]
LIST = Query("complaint")
COLUMNS = ("number", "received_at", "customer", "product", "batch", "stage", "due")
WORDS = ("药", "头孢", "头孢克", "头孢克肟", "过敏反应", "龘", "龘靐齉爩", "tbkw", "zzqq", "皮疹 康宁")


@pytest.fixture
def plain(filled: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(filled / "ledger.db")
    yield db
    db.close()


class Forty(QAbstractTableModel):
    """Forty rows that never change."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 40

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        return f"复方丹参片 {index.row()}" if role == int(Qt.ItemDataRole.DisplayRole) else None


def view_of(desk: Desk) -> EntryTable:
    model = EntryList(fresh(desk), desk.entry("complaint"))
    view = EntryTable(model)
    model.setParent(view)
    view.resize(1600, 900)
    model.refresh()
    return view


def static_view() -> QTableView:
    view = QTableView()
    view.setModel(Forty(view))
    view.verticalHeader().setDefaultSectionSize(30)
    view.resize(1600, 900)
    return view


def test_painting(large: Desk, table: Table, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    view_of(large).grab()
    table.compare(
        "list: first paint / 40 static rows", lambda: view_of(large).grab(), lambda: static_view().grab(), 1.5
    )
    still = static_view()
    for name, share in (("end", 1.0), ("middle", 0.5)):
        views = iter([view_of(large) for _n in range(5)])

        def jump(views: Iterator[EntryTable] = views, share: float = share) -> None:
            view = next(views)
            view.scrollTo(view.model().index(int((view.model().rowCount() - 1) * share), 0))
            view.grab()

        table.compare(f"list: jump to {name} / repaint of 40 rows", jump, still.grab, 3.0)


@pytest.mark.parametrize("key", ["received_at", "number", "customer", "story", "due"])
def test_sorting(key: str, large: Desk, plain: sqlite3.Connection, table: Table) -> None:
    """Ours: count, first page, last page and a place; plainly: all ids sorted by one bare statement."""
    query = replace(LIST, order=(key, False))

    def ours() -> None:
        desk = fresh(large)
        count = desk.count(query)
        first = desk.page(query, 0, 128, COLUMNS)
        desk.page(query, count - 100, 100, COLUMNS)
        assert desk.position(query, first[5].id) == 5

    joined = {"customer": "LEFT JOIN party p ON p.id = c.customer_id", "due": ""}.get(key, "")
    by = {"customer": "p.name", "due": "c.received_at + ''"}.get(key, f"c.{key}")
    bare = f"SELECT c.id FROM complaint c NOT INDEXED {joined} WHERE c.voided_at IS NULL ORDER BY {by}, c.id"
    goal = 0.3 if key in ("received_at", "number") else 1.3
    table.compare(f"list: sort by {key} / bare sort", ours, lambda: plain.execute(bare).fetchall(), goal)


def test_filters_and_counts(large: Desk, plain: sqlite3.Connection, table: Table) -> None:
    span = replace(LIST, stages=("closed",), since=dt.date(2025, 1, 1), until=dt.date(2025, 3, 31))
    bounds = ("2024-12-31 16:00:00", "2025-03-31 16:00:00")
    scan = (
        "SELECT * FROM complaint NOT INDEXED WHERE voided_at IS NULL AND stage = 'closed' AND received_at >= ? "
        "AND received_at < ? ORDER BY received_at DESC"
    )
    mine, theirs = table.compare(
        "list: stage and period, count and page / scan",
        lambda: (fresh(large).count(span), large.page(span, 0, 128, COLUMNS)),
        lambda: plain.execute(scan, bounds).fetchall(),
        0.1,
    )
    assert mine[0] == len(theirs)
    assert [row.id for row in mine[1]] == [row[0] for row in theirs[:128]]
    grouped = "SELECT stage, COUNT(*) FROM complaint NOT INDEXED WHERE voided_at IS NULL GROUP BY stage"
    counts, rows = table.compare(
        "list: counts by stage / group by over the table",
        lambda: fresh(large).stage_counts(LIST),
        lambda: plain.execute(grouped).fetchall(),
        0.3,
    )
    assert {k: n for k, n in counts.items() if n and k not in ("", "overdue")} == dict(rows)


@pytest.mark.parametrize("text", WORDS)
def test_search(text: str, large: Desk, plain: sqlite3.Connection, table: Table) -> None:
    """Against a LIKE over all texts that finds nothing: the worst of the plain way. The same rows as LIKE's."""
    missing = "SELECT entry FROM search_entry WHERE body LIKE '%龘龘%' ORDER BY id DESC LIMIT 50"
    hits, _none = table.compare(
        f"find {text} / a LIKE without a hit", lambda: large.find(text), lambda: plain.execute(missing).fetchall(), 0.02
    )
    met, words = "", []
    for word in text.split():
        met += " AND (body LIKE ? OR initials LIKE ?)"
        words += [f"%{word}%", f"%{word if word.isascii() else '-'}%"]
    told = f"SELECT entry FROM search_entry WHERE register = 'complaint' {met} ORDER BY id DESC"
    rows = [row[0] for row in plain.execute(told, words)]
    assert [hit.id for hit in hits] == rows[:50]
    query = replace(LIST, text=text)
    table.compare(
        f"list: search {text} / a LIKE over all",
        lambda: (fresh(large).count(query), large.page(query, 0, 128, COLUMNS)),
        lambda: plain.execute(told, words).fetchall(),
        1.0,
    )


def test_board(large: Desk, plain: sqlite3.Connection, table: Table) -> None:
    statements = [
        "SELECT stage, COUNT(*) FROM complaint NOT INDEXED GROUP BY stage",
        "SELECT substr(received_at, 1, 7), COUNT(*) FROM complaint NOT INDEXED GROUP BY 1",
        "SELECT kind, COUNT(*) FROM complaint NOT INDEXED GROUP BY kind",
        "SELECT substr(received_at, 1, 7), kind, COUNT(*) FROM complaint NOT INDEXED GROUP BY 1, 2",
        "SELECT COUNT(*) FROM complaint NOT INDEXED WHERE closed_at IS NULL",
        "SELECT * FROM complaint NOT INDEXED WHERE closed_at IS NULL ORDER BY received_at LIMIT 50",
    ]
    table.compare(
        "board (in a worker) / six bare statements",
        large.board,
        lambda: [plain.execute(one).fetchall() for one in statements],
        0.05,
        times=3,
    )
