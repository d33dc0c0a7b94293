"""A ledger on paper: every row, every word, the heading on every page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from qfdesk.language import say
from qfdesk.model.declare import Ledger
from qfdesk.model.show import field_at
from qfdesk.model.values import LedgerSheet, Values
from qfdesk.paper import Pages
from qfdesk.registers import all_registers
from tests.paper.samples import Printed, a_value, register

LEDGERS = [(register.key, ledger) for register in all_registers() for ledger in register.ledgers]
Print = Callable[..., Printed]
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def row(key: str, ledger: Ledger, n: int, **more: object) -> Values:
    of = register(key)
    known = {column.path: a_value(column.path, field_at(of, column.path)) for column in ledger.columns}
    return known | {"number": f"{of.prefix}-2026-{n:04d}"} | more


def sheet(count: int, key: str = "complaint", ledger: Ledger | None = None, **more: object) -> LedgerSheet:
    ledger = ledger or register(key).ledgers[0]
    return LedgerSheet(key, ledger, [row(key, ledger, n, **more) for n in range(1, count + 1)], YEAR)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(("key", "ledger"), LEDGERS, ids=[ledger.key for _key, ledger in LEDGERS])
def test_every_ledger_prints_every_row_with_its_heading_on_every_page(
    key: str, ledger: Ledger, lang: str, printed_ledger: Print
) -> None:
    made = printed_ledger(sheet(40, key, ledger), lang=lang)
    prefix = register(key).prefix
    assert re.findall(rf"{prefix}-2026-(\d{{4}})", made.text)[:1] == ["0001"]
    assert {f"{n:04d}" for n in range(1, 41)} <= set(re.findall(rf"{prefix}-2026-(\d{{4}})", made.text))
    title = "".join(say(ledger.title, lang).split())
    assert all(title in "".join(page.split()) for page in made.pages)
    assert made.missing == []


def test_the_pages_are_counted(printed_ledger: Print) -> None:
    made = printed_ledger(sheet(60), lang="en")
    counted = [re.search(r"Page (\d+) of (\d+)", page) for page in made.pages]
    assert [match.groups() for match in counted if match] == [
        (str(n), str(len(made.pages))) for n in range(1, len(made.pages) + 1)
    ]
    assert "From 2026-01-01 to 2026-12-31" in made.text
    assert "60 entries" in made.text


def test_a_cell_longer_than_a_page_goes_on_over_pages(printed_ledger: Print) -> None:
    story = "".join(f"第{n:05d}号说明。" for n in range(3000))
    made = printed_ledger(sheet(2, story=story))
    assert re.findall(r"(?<![\dK])0\d{4}(?!\d)", made.text) == [f"{n:05d}" for n in range(3000)] * 2


def test_a_date_is_the_shop_s_day_without_the_time(printed_ledger: Print) -> None:
    late = dt.datetime(2026, 11, 20, 17, 0, tzinfo=dt.UTC)
    text = printed_ledger(sheet(1, received_at=late)).text
    assert "2026-11-21" in text
    assert "01:00" not in text


def test_a_ledger_without_rows_is_a_page_to_write_on(printed_ledger: Print) -> None:
    made = printed_ledger(sheet(0))
    with Pages(made.path) as pages:
        assert len(pages) == 1
        width, height = pages.size(0)
    assert width > height


def test_a_number_in_a_text_stays_whole(printed_ledger: Print) -> None:
    made = printed_ledger(
        sheet(2, findings="瓶内有异物,外观与留样不同,已封存待验并通知供货单位" * 3 + "(FK-2026-0203)。")
    )
    assert made.text.count("(FK-2026-0203)") == 2


def test_thousands_of_rows_print(printed_ledger: Print) -> None:
    made = printed_ledger(sheet(2500, story="瓶内有异物", findings="", result=""))
    assert "TS-2026-2500" in made.pages[-1]
