"""A register is one file: dropped in, it gets its table, number, list, search, paper, ledger and workbook."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qfdesk import registers
from qfdesk.app import make_desk, open_desk
from qfdesk.desk import Desk
from qfdesk.model.lint import lint
from qfdesk.model.values import Query
from qfdesk.paper import Pages
from qfdesk.store import schema
from tests.invented import Clock, save_one, walk_to_the_end

DECLARATION = '''
"""The register of samples lent to customers."""

from qfdesk.language import _
from qfdesk.model.declare import Block, Deadline, Ledger, LedgerColumn, Move, Paper, Row, Section, Sign, Stage
from qfdesk.model.fields import Choice, Date, Lines, LineColumn, Link, Memo, Moment, Money, Quantity
from qfdesk.model.masters import Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.rules.due import Term

LENT = Section("lent", _("Lent"))


class Loan(Record):
    """A sample lent to a customer."""

    key, label, prefix, order, tab = "loan", _("Loans"), "JY", 90, _("Loans")
    sections = (LENT, FILING)
    columns = ("number", "received_at", "customer", "product", "stage", "due")

    received_at = Moment(_("Lent at"), section=LENT, required=True, past=True)
    customer = Link(Party, _("Borrower"), section=LENT, required=True, searched=True)
    product = Link(Product, _("Sample"), section=LENT, required=True, searched=True)
    quantity = Quantity(_("Quantity"), section=LENT)
    deposit = Money(_("Deposit"), section=LENT)
    state = Choice(_("State"), {"whole": _("Whole"), "opened": _("Opened")}, section=LENT, default="whole")
    back_by = Date(_("Back by"), section=LENT)
    seals = Lines(_("Seals"), (LineColumn("code", _("Code")),), section=LENT)
    story = Memo(_("What for"), section=LENT, required=True)
    result = Memo(_("How it came back"), section=LENT)

    stages = (
        Stage("out", _("Out"), _("Lend"), "warn",
              (Move("back", _("Came back"), "closed", ("result",), {"closed_at": "now", "closed_by": "user"}),)),
        Stage("closed", _("Closed"), _("Close"), "ok",
              (Move("reopen", _("Reopen"), "out", clears=("closed_at", "closed_by"), reason=True, back=True),),
              final=True),
    )
    deadlines = (Deadline("back", _("Come back"), "back_by", Term(days=0), "closed_at", "house rule"),)
    papers = (Paper("loan_slip", _("Slip of a loan"), "QR-900",
                    (Row(("customer", "product")),
                     Block(_("What for"), ("story",), (Sign(_("Lender"), "recorded_by"),)))),)
    ledgers = (Ledger("loans", _("Ledger of loans"), (LedgerColumn("number"), LedgerColumn("story"))),)
'''


def forget() -> None:
    registers.all_registers.cache_clear()
    registers.all_entries.cache_clear()


@pytest.fixture
def dropped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Puts the file of the new register beside the others."""
    folder = tmp_path / "registers"
    folder.mkdir()
    (folder / "loan.py").write_text(DECLARATION, encoding="utf-8")

    def drop() -> None:
        monkeypatch.setattr(registers, "__path__", [*registers.__path__, str(folder)])
        forget()

    yield drop
    monkeypatch.undo()
    sys.modules.pop("qfdesk.registers.loan", None)
    forget()


@pytest.fixture
def loans(
    dropped_in: Callable[[], None], tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A ledger made before there were loans, brought up to date by a migration that was written for it."""
    place = str(tmp_path / "ledger.db")
    desk = make_desk(place, tmp_path / "profile", "王芳", clock)
    save_one(desk, "complaint", story="旧账")
    desk.close()

    steps = tmp_path / "steps"
    shutil.copytree(schema.FOLDER, steps, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "FOLDER", steps)
    dropped_in()
    engine = desk.store.engine
    step = schema.write_step(engine, registers.all_entries().values(), "loans")
    desk.close()
    assert step is not None
    assert "qfdesk" not in step.read_text(encoding="utf-8"), "a migration never uses today's models"

    desk = open_desk(place, tmp_path / "profile", "王芳", clock)
    yield desk
    desk.close()


def test_the_new_file_is_a_register_without_mistakes(dropped_in: Callable[[], None]) -> None:
    dropped_in()
    found = registers.all_entries()
    assert list(found)[:4] == ["complaint", "batch_issue", "visit", "goods_return"]
    assert "loan" in found
    assert lint(found["loan"], found) == []


def test_an_old_ledger_gets_its_table_and_keeps_what_it_had(loans: Desk, tmp_path: Path) -> None:
    assert not schema.differences(loans.store.engine, loans.store.entries.values())
    assert [hit.number for hit in loans.find("旧账")] == ["TS-2026-0001"]
    assert len(list(tmp_path.glob("ledger.before-*.db"))) == 1
    assert loans.wrong() == []


def test_a_loan_lives_as_every_record_does(loans: Desk, tmp_path: Path) -> None:
    loan: Any = save_one(loans, "loan", story="展会样品，六味地黄丸", seals=[{"code": "A-17"}])
    assert loan.title == "JY-2026-0001"
    assert [hit.number for hit in loans.find("样品")] == [hit.number for hit in loans.find("A-17")] == [loan.title]
    assert [row.values["number"] for row in loans.page(Query("loan"), 0, 9, ("number", "due"))] == [loan.title]
    assert walk_to_the_end(loans, loan) == ["back"]

    loans.print_forms([("loan", loan.id)], tmp_path / "slip.pdf")
    with Pages(tmp_path / "slip.pdf") as pages:
        assert "六味地黄丸" in pages.text(0)
    loans.print_ledger(Query("loan"), tmp_path / "list.pdf")
    loans.export([Query("loan")], tmp_path / "loans.xlsx")
    book = openpyxl.load_workbook(tmp_path / "loans.xlsx")
    assert any("展会样品" in str(cell.value) for sheet in book for row in sheet for cell in row)
