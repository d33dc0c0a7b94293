"""How fast saving, starting, printing and exporting are, against the plain ways."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, Query
from tests.bench.conftest import Table

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3000)]
ROOT = Path(__file__).parents[2]
STORY = "顾客反映打开包装后发现胶囊破损，怀疑运输途中受挤压，要求更换并给出书面答复。" * 3


def draft(desk: Desk, n: int) -> Draft:
    made = desk.blank("complaint")
    made.values |= {"story": f"{STORY}{n}", "customer": Ref(n % 40 + 1, ""), "channel": "phone", "kind": "quality"}
    return made


@pytest.fixture
def bare(tmp_path: Path, large: Desk) -> Iterator[sqlite3.Connection]:
    """A database with a table of the complaint's columns and its list indexes, a history and a text, no more."""
    db = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    db.execute("PRAGMA journal_mode=delete")
    db.execute("PRAGMA synchronous=FULL")
    columns = ", ".join(f.column_name for f in large.entry("complaint").fields().values())
    db.execute(f"CREATE TABLE complaint (id INTEGER PRIMARY KEY, {columns})")
    for index in ("uid", "number", "voided_at, received_at", "voided_at, stage, received_at"):
        db.execute(f"CREATE INDEX i_{len(index)} ON complaint ({index})")
    db.execute("CREATE TABLE history (seq INTEGER PRIMARY KEY, said, hash)")
    db.execute("CREATE TABLE search (id INTEGER PRIMARY KEY, body)")
    yield db
    db.close()


def put(db: sqlite3.Connection, count: int) -> None:
    """The same rows by bare statements in one transaction."""
    columns = [row[1] for row in db.execute("PRAGMA table_info(complaint)")][1:]
    db.execute("BEGIN IMMEDIATE")
    sql = f"INSERT INTO complaint ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    rows = [[uuid.uuid4().hex if c == "uid" else STORY if c == "story" else "" for c in columns] for _n in range(count)]
    said = json.dumps({"story": STORY}, ensure_ascii=False)
    mark = hashlib.sha256(said.encode()).hexdigest()
    db.executemany(sql, rows)
    db.executemany("INSERT INTO history (said, hash) VALUES (?, ?)", [(said, mark)] * count)
    db.executemany("INSERT INTO search (body) VALUES (?)", [(STORY,)] * count)
    db.execute("COMMIT")


def test_saving(large: Desk, bare: sqlite3.Connection, table: Table) -> None:
    numbers = iter(range(10**6))
    table.compare(
        "save one record / a bare transaction",
        lambda: large.save(draft(large, next(numbers))),
        lambda: put(bare, 1),
        3.0,
        41,
    )
    table.compare(
        "add 2,000 at once / bare executemany",
        lambda: large.save_all([draft(large, n) for n in range(2000)]),
        lambda: put(bare, 2000),
        1.5,
        times=1,
    )


EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1200, 800)
window.show()
app.processEvents()
window.grab()
"""
OURS = """
import gc
gc.disable()
import datetime as dt, sys
from pathlib import Path
from qfdesk.app import open_desk
from qfdesk.ui.looks import Looks
from qfdesk.ui.memory import Memory
from qfdesk.ui.start import make_app
from qfdesk.ui.window import MainWindow
place = Path(sys.argv[1])
desk = open_desk(str(place / "ledger.db"), place, "王芳")
app = make_app(place)
memory = Memory(place)
looks = Looks(app, memory)
looks.begin("zh_CN")
window = MainWindow(desk, looks, memory)
window.resize(1200, 800)
window.show()
app.processEvents()
window.grab()
import os
os._exit(0)
"""


def test_starting(filled: Path, table: Table) -> None:
    """Both with their compiled modules; the board's worker is left behind, as a person sees the window before it."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"QT_QPA_PLATFORM": "offscreen"}

    def run(program: str) -> None:
        subprocess.run([sys.executable, "-c", program, str(filled)], check=True, cwd=ROOT, env=env)

    run(OURS)
    table.compare("start to the painted window / empty window", lambda: run(OURS), lambda: run(EMPTY), 1.7, times=7)


def test_printing(large: Desk, tmp_path: Path, table: Table) -> None:
    """Against plain reportlab with the same font, 40 labelled lines and its own code of squares, both warm."""
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    large.print_forms([("complaint", 1)], tmp_path / "warm.pdf")
    from reportlab.pdfbase import pdfmetrics

    font = next(name for name in pdfmetrics.getRegisteredFontNames() if "qf" in name.lower() or "sans" in name.lower())

    def plainly() -> None:
        page = Canvas(str(tmp_path / "plain.pdf"), pagesize=A4)
        page.setFont(font, 10)
        for n in range(40):
            page.rect(40, 60 + n * 18, 500, 18)
            page.drawString(44, 65 + n * 18, f"投诉内容 {n} {STORY[:30]}")
        drawing = Drawing(90, 90)
        drawing.add(QrCodeWidget("TS-2026-0000001"))
        drawing.drawOn(page, 440, 740)
        page.save()

    table.compare(
        "print one form / plain reportlab",
        lambda: large.print_forms([("complaint", 1)], tmp_path / "ours.pdf"),
        plainly,
        0.7,
        times=9,
    )


def test_exporting(large: Desk, tmp_path: Path, table: Table) -> None:
    """Both sheets of the newest 20,000 complaints, against one bare sheet of every column by openpyxl write_only."""
    from openpyxl import Workbook

    since = next(
        day
        for day in (dt.date(2026, 11, 20) - dt.timedelta(days=n) for n in range(0, 4000, 10))
        if large.count(Query("complaint", since=day)) >= 20_000
    )
    query = Query("complaint", since=since)

    def plainly() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for start in range(0, large.count(query), 200):
            for row in large.page(query, start, 200, tuple(large.entry("complaint").fields())):
                sheet.append([_cell(value) for value in row.values.values()])
        book.save(tmp_path / "plain.xlsx")

    table.compare(
        "export 20,000 complaints / bare openpyxl",
        lambda: large.export([query], tmp_path / "ours.xlsx"),
        plainly,
        1.0,
        times=1,
    )


def _cell(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    return value if isinstance(value, int | float | dt.date | None) else str(value)
