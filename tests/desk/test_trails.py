"""The trail of a batch: all that names it, who bought of it, what came back, what is begun from there (D16.6)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import say
from qfdesk.model.fields import Ref
from qfdesk.paper import Pages
from tests.invented import save_one

BATCH = Ref(None, "260308")


def sold(desk: Desk, buyer: str, amount: int, **values: Any) -> None:
    save_one(desk, "sale", **{"buyer": Ref(None, buyer), "batch": BATCH, "quantity": Decimal(amount), **values})


def returned(desk: Desk, buyer: str, amount: int, ground: str) -> None:
    given: dict[str, Any] = {"customer": Ref(None, buyer), "batch": BATCH, "ground": ground}
    save_one(desk, "goods_return", quantity_claimed=Decimal(amount), quantity_received=Decimal(amount), **given)


def recall_with(desk: Desk, **recovered: str) -> None:
    lines = [{"buyer": name, "sold": "40", "recovered": amount} for name, amount in recovered.items()]
    save_one(desk, "recall", batch=BATCH, sold_state="sold", buyers=lines, level="two")


def test_a_batch_without_a_product_has_a_trail(desk: Desk) -> None:
    save_one(desk, "batch", batch_number="260308", product=None)
    assert [batch.text for batch in desk.trails.of_number("260308").batches] == ["260308"]


def test_a_return_against_a_recall_is_counted_once(desk: Desk) -> None:
    sold(desk, "康宁诊所", 40)
    sold(desk, "和平社区站", 30)
    returned(desk, "康宁诊所", 36, "recall")
    recall_with(desk, 康宁诊所="36", 和平社区站="30")
    trail = desk.trails.of_number("260308")
    assert [trail.totals[key] for key in ("returned", "recovered")] == [36, 66]
    assert trail.outstanding == 4
    assert {buyer.party.text: buyer.returned for buyer in trail.buyers} == {"康宁诊所": 36, "和平社区站": 30}


def test_of_a_return_and_a_recall_the_larger_counts(desk: Desk) -> None:
    sold(desk, "康宁诊所", 40)
    returned(desk, "康宁诊所", 5, "quality")
    assert desk.trails.of_number("260308").outstanding == 35
    recall_with(desk, 康宁诊所="3")
    assert desk.trails.of_number("260308").outstanding == 35


def test_a_recall_takes_the_buyers_as_they_are_called_though_the_person_sees_them_masked(desk: Desk) -> None:
    save_one(desk, "party", name="王小明", phone="13800138000")
    sold(desk, "王小明", 40)
    desk.accounts.add("p-clerk", ["clerk"])
    desk.session.become(next(person.ref for person in desk.accounts.list() if person.name == "p-clerk"))
    trail = desk.trails.of_number("260308")
    assert trail.buyers[0].party.text != "王小明"
    assert "小明" not in str([(line.party, line.text) for line in trail.lines])
    draft = desk.trails.begin("recall", trail)
    assert [(line["buyer"], line["phone"]) for line in draft.values["buyers"]] == [("王小明", "13800138000")]
    ref = trail.buyers[0].party.id
    assert [line.act for line in desk.history("party", ref or 0)][0] == "unmask"


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_trail_is_handed_on_without_an_empty_box_for_a_conclusion(desk: Desk, tmp_path: Path, lang: str) -> None:
    sold(desk, "康宁诊所", 40)
    trail = desk.trails.of_number("260308")
    with Pages(desk.trails.print(trail, tmp_path / "trail.pdf", lang)) as pages:
        paper = "".join(pages.text(n) for n in range(len(pages)))
    book = openpyxl.load_workbook(desk.trails.export(trail, tmp_path / "trail.xlsx", lang))
    sheet = " ".join(str(cell.value) for row in book.active for cell in row if cell.value)
    for text in (paper, sheet):
        assert "260308" in text
        assert say("Conclusion", lang) not in text


def test_nothing_is_begun_from_the_trail_of_several_batches(desk: Desk) -> None:
    for name in ("六味地黄丸", "逍遥丸"):
        product = save_one(desk, "product", name=name)
        save_one(desk, "batch", batch_number="260308", product=Ref(product.id, name))
    with pytest.raises(InvalidError, match="several batches"):
        desk.trails.begin("stop_sale", desk.trails.of_number("260308"))
