"""A ledger into which another hand wrote: it opens, prints and exports, and check names what is strange in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query
from tests.invented import change, save_one


def _overwrite(desk: Desk, column: str, value: object) -> None:
    desk.store.db.execute_sql("PRAGMA foreign_keys = 0")
    desk.store.db.execute_sql(f'UPDATE complaint SET "{column}" = ?', (value,))


STRANGE = [
    ("received_at", "next week"),
    ("received_at", 5),
    ("bought_on", "2026-13-45"),
    ("quantity", "several"),
    ("quantity", "NaN"),
    ("age", "old"),
    ("channel", "smoke signals"),
    ("suspicion", "guess,other guess"),
    ("contacts", "{cut off"),
    ("contacts", "[1, 2]"),
    ("contacts", '[{"unknown": 5}]'),
    ("stage", "beyond"),
    ("product_id", 99999),
    ("customer_id", 99999),
]


@pytest.mark.parametrize(("column", "value"), STRANGE)
def test_a_strange_cell_stops_nothing_and_check_names_it(
    desk: Desk, tmp_path: Path, column: str, value: object
) -> None:
    saved = save_one(desk, "complaint")
    assert desk.wrong() == []
    _overwrite(desk, column, value)
    opened = desk.open("complaint", saved.id)
    desk.moves("complaint", opened.values)
    desk.findings("complaint", opened.values)
    assert len(desk.page(Query("complaint"), 0, 10, tuple(desk.entry("complaint").fields()))) == 1
    desk.board()
    assert desk.print_forms([("complaint", saved.id)], tmp_path / "form.pdf").is_file()
    assert desk.export([Query("complaint")], tmp_path / "ledger.xlsx").is_file()
    said = desk.wrong()[0]
    assert said.say("en").startswith(f"{saved.title}: “")


def test_a_small_table_that_is_none_is_shown_as_it_stands(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    _overwrite(desk, "contacts", "{cut off")
    (line,) = desk.open("complaint", saved.id).values["contacts"]
    assert list(line.values()) == ["{cut off"]


def test_bytes_that_are_no_text_are_told(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    desk.store.db.execute_sql("UPDATE complaint SET story = CAST(x'ff41' AS TEXT)")
    with pytest.raises(SurroundingsError, match="text in the ledger is damaged"):
        desk.open("complaint", saved.id)


def test_a_record_whose_product_was_voided_goes_on(desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint", product=Ref(None, "阿莫西林胶囊"))
    product = desk.open("complaint", saved.id).values["product"]
    desk.void("product", product.id, desk.open("product", product.id).revision, "录重")
    assert change(desk, saved, story="还是坏的").revision == 2
    assert desk.print_forms([("complaint", saved.id)], tmp_path / "form.pdf").is_file()
    assert desk.suggest("product", "阿莫西林") == []
