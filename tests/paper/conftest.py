"""What the tests of the papers share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from qfdesk.model.values import FilledForm, House, LedgerSheet
from qfdesk.paper import print_forms, print_ledger
from qfdesk.rules.clock import SHOP
from tests.paper.samples import Printed, entry


@pytest.fixture
def house() -> House:
    return House("康民大药房(城东店)", dt.datetime(2026, 11, 22, 10, 20, tzinfo=SHOP), "王芳")


@pytest.fixture
def printed(tmp_path: Path, house: House) -> Callable[..., Printed]:
    def print_(*forms: FilledForm, lang: str = "zh_CN") -> Printed:
        missing: list[str] = []
        return Printed(print_forms(forms, house, tmp_path / "form.pdf", lang, entry, missing=missing.append), missing)

    return print_


@pytest.fixture
def printed_ledger(tmp_path: Path, house: House) -> Callable[..., Printed]:
    def print_(sheet: LedgerSheet, lang: str = "zh_CN") -> Printed:
        missing: list[str] = []
        return Printed(print_ledger(sheet, house, tmp_path / "list.pdf", lang, entry, missing=missing.append), missing)

    return print_
