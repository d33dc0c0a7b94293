"""A house, a complaint as the desk hands it on, and a way to export ledgers of it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qfdesk.excel import export_ledgers
from qfdesk.model.fields import Ref
from qfdesk.model.values import House, LedgerSheet, Values
from qfdesk.registers import all_entries
from qfdesk.rules.clock import SHOP

Export = Callable[..., Path]


@pytest.fixture
def house() -> House:
    return House("杭州R&D医药有限公司", dt.datetime(2026, 11, 22, 10, 5, tzinfo=SHOP), "王丽")


@pytest.fixture
def row() -> Values:
    """Fields by key, and the linked fields that the ledger asks for by path."""
    return {
        "number": "TS-2026-0001", "uid": "a1", "stage": "accepted", "kind": "quality", "channel": "phone",
        "received_at": dt.datetime(2026, 11, 20, 2, 5, tzinfo=dt.UTC), "forwarded_on": dt.date(2026, 11, 21),
        "customer": Ref(1, "张三"), "contact_name": "张三", "contact_phone": "13812345678", "age": 45,
        "product": Ref(1, "阿莫西林胶囊 0.25g"), "batch": Ref(1, "0020260115"), "quantity": Decimal("12.5"),
        "paid_amount": Decimal("30.00"), "story": "铝箔破损\n胶囊受潮", "result": "换货", "tags": "",
        "confidential": False, "measures": ("exchange",), "contacts": [], "handler": Ref(2, "李丽"),
        "product.name": "阿莫西林胶囊", "product.specification": "0.25g", "product.maker": "浙江某某制药有限公司",
    }  # fmt: skip


@pytest.fixture
def sheets() -> Callable[..., list[LedgerSheet]]:
    """Ledger sheets of complaints made of the given rows; the first carries the complete rows."""

    def made(*rows: Values, ledgers: int = 1) -> list[LedgerSheet]:
        complaint: Any = all_entries()["complaint"]
        period = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
        whole = [{key: row.get(key) for key in complaint.fields()} for row in rows]
        return [
            LedgerSheet("complaint", ledger, list(rows), period, [] if n else whole)
            for n, ledger in enumerate(complaint.ledgers[:ledgers])
        ]

    return made


@pytest.fixture
def export(house: House, tmp_path: Path) -> Export:
    def made(sheets: list[LedgerSheet], lang: str = "en", **more: Any) -> Path:
        out = more.pop("out", tmp_path / "ledger.xlsx")
        return export_ledgers(sheets, house, out, lang, all_entries().__getitem__, **more)

    return made
