"""A batch is of one product: no record names a product and another one's batch without a word."""

from __future__ import annotations

from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, Saved
from qfdesk.registers import all_registers
from tests.invented import change, save_one

BOTH = pytest.mark.parametrize("key", [r.key for r in all_registers() if {"product", "batch"} <= r.fields().keys()])


@pytest.fixture
def products(desk: Desk) -> tuple[Ref, Ref]:
    """阿莫西林胶囊, which has the batch 250903A, and 板蓝根颗粒, which has none."""
    one, other = (Ref(save_one(desk, "product", name=name).id, name) for name in ("阿莫西林胶囊", "板蓝根颗粒"))
    return one, other


@pytest.fixture
def batch(desk: Desk, products: tuple[Ref, Ref]) -> Ref:
    return Ref(save_one(desk, "batch", batch_number="250903A", product=products[0]).id, "250903A")


def in_ledger(desk: Desk, saved: Saved) -> Any:
    return desk.open(saved.register, saved.id).values


@BOTH
def test_another_products_batch_is_refused_at_its_box(key: str, desk: Desk, products: Any, batch: Ref) -> None:
    with pytest.raises(InvalidError) as refused:
        save_one(desk, key, product=products[1], batch=batch)
    said = refused.value.fields["batch"].say("en")
    assert all(name in said for name in ("250903A", "阿莫西林胶囊", "板蓝根颗粒"))


@BOTH
def test_a_product_changed_after_its_batch_was_taken_is_refused(
    key: str, desk: Desk, products: Any, batch: Ref
) -> None:
    saved = save_one(desk, key, product=products[0], batch=batch)
    with pytest.raises(InvalidError) as refused:
        change(desk, saved, product=products[1])
    assert "batch" in refused.value.fields
    with pytest.raises(InvalidError):
        change(desk, saved, product=Ref(None, "双黄连口服液"))
    assert in_ledger(desk, saved)["product"].id == products[0].id
    assert desk.suggest("product", "双黄连口服液") == []


@BOTH
def test_a_batch_is_spoken_of_before_anything_is_saved(key: str, desk: Desk, products: Any, batch: Ref) -> None:
    chosen = desk.findings(key, {**desk.blank(key).values, "product": products[1], "batch": batch})
    assert chosen.errors["batch"] == chosen.warnings["batch"]
    typed = {**desk.blank(key).values, "product": products[1], "batch": Ref(None, "250903A")}
    said = desk.findings(key, typed)
    assert "阿莫西林胶囊" in said.warnings["batch"].say("en")
    assert "belongs" not in str(said.errors.get("batch"))
    its_own = desk.findings(key, {**typed, "product": products[0]})
    assert "batch" not in its_own.warnings


@BOTH
def test_a_number_typed_becomes_a_batch_of_the_product_named(key: str, desk: Desk, products: Any, batch: Ref) -> None:
    values = in_ledger(desk, save_one(desk, key, product=products[1], batch=Ref(None, "250903A")))
    assert values["batch"].id != batch.id
    assert desk.open("batch", values["batch"].id).values["product"].id == products[1].id
    again = in_ledger(desk, save_one(desk, key, product=products[1], batch=Ref(None, "250903A")))
    assert again["batch"].id == values["batch"].id


def test_a_batch_of_no_product_fits_any(desk: Desk, products: Any) -> None:
    loose = Ref(save_one(desk, "batch", batch_number="X1", product=None).id, "X1")
    for product in products:
        assert in_ledger(desk, save_one(desk, "complaint", product=product, batch=loose))["batch"].id == loose.id


def test_a_product_known_by_its_name_only_is_the_batchs_own(desk: Desk, products: Any, batch: Ref) -> None:
    saved = save_one(desk, "complaint", product=Ref(None, "阿莫西林胶囊"), batch=batch)
    assert in_ledger(desk, saved)["product"].id == products[0].id


def test_what_stood_so_before_stays_changeable_and_is_warned_of(desk: Desk, products: Any, batch: Ref) -> None:
    saved = save_one(desk, "complaint", product=products[0], batch=batch)
    change(desk, Saved("batch", batch.id or 0, "", 1, ()), product=products[1])
    change(desk, saved, story="补充情况")
    stood = in_ledger(desk, saved)
    assert stood["story"] == "补充情况"
    found = desk.findings("complaint", stood, stood)
    assert "batch" in found.warnings
    assert "batch" not in found.errors


def test_a_closed_record_is_not_corrected_to_another_products_batch(desk: Desk, products: Any, batch: Ref) -> None:
    saved = save_one(desk, "complaint", product=products[1])
    opened = desk.open("complaint", saved.id)
    desk.move("complaint", saved.id, opened.revision, "decline", {}, "与本店无关")
    with pytest.raises(InvalidError) as refused:
        desk.corrections.ask("complaint", saved.id, {"batch": batch}, "补录批号")
    assert "batch" in refused.value.fields


def test_merging_products_takes_their_batches_and_records_along(desk: Desk, products: Any, batch: Ref) -> None:
    saved = save_one(desk, "complaint", product=products[0], batch=batch)
    desk.merging.merge("product", products[1].id, products[0].id, "同一药品")
    assert in_ledger(desk, saved)["product"].id == products[1].id
    assert desk.open("batch", batch.id or 0).values["product"].id == products[1].id


def test_where_nobody_can_be_asked_the_new_batch_is_told(desk: Desk, products: Any, batch: Ref) -> None:
    draft = desk.blank("complaint")
    draft.values |= {"product": Ref(None, "板蓝根颗粒"), "batch": Ref(None, "250903A"), "story": "结块"}
    (told,) = desk.records.settle(draft)
    assert "阿莫西林胶囊" in told.say("en")
    own = Draft("complaint", draft.values | {"product": Ref(None, "阿莫西林胶囊"), "batch": Ref(None, "250903A")})
    assert desk.records.settle(own) == []


def test_a_complaint_and_its_return_are_one_case_of_the_batch(desk: Desk, products: Any, batch: Ref) -> None:
    stranger = save_one(desk, "complaint", product=products[0], batch=batch)
    origin = save_one(desk, "complaint", product=products[0], batch=batch)
    draft = desk.blank("goods_return", ("complaint", origin.id))
    draft.values |= {"customer": Ref(None, "孙秀英"), "ground": "quality", "story": "结块", "quantity_claimed": 1}

    def elsewhere(register: str, number: int | None, made_from: tuple[str, int] | None = None) -> list[str]:
        return [one.number for one in desk.neighbours(register, number, {"batch": batch}, made_from)]

    assert elsewhere("goods_return", None, ("complaint", origin.id)) == [stranger.title]
    made = desk.save(draft)
    assert elsewhere("goods_return", made.id) == [stranger.title]
    assert elsewhere("complaint", origin.id) == [stranger.title]
    assert set(elsewhere("complaint", stranger.id)) == {origin.title, made.title}


def test_a_case_and_what_was_made_from_it_count_once(desk: Desk, products: Any, batch: Ref) -> None:
    for n in range(30):
        other = Ref(save_one(desk, "batch", batch_number=f"K{n}", product=products[0]).id, f"K{n}")
        save_one(desk, "complaint", product=products[0], batch=other)
    for _n in range(3):
        origin = save_one(desk, "complaint", product=products[0], batch=batch)
        draft = desk.blank("goods_return", ("complaint", origin.id))
        draft.values |= {"customer": Ref(None, "孙秀英"), "ground": "quality", "story": "结块", "quantity_claimed": 1}
        made = desk.save(draft)
    (unusual,) = desk.board().batches
    assert (unusual.batch, unusual.count) == ("250903A", 3)
    desk.void("complaint", origin.id, origin.revision, "重复登记")
    (unusual,) = desk.board().batches
    assert unusual.count == 3
    desk.void("goods_return", made.id, made.revision, "重复登记")
    (unusual,) = desk.board().batches
    assert unusual.count == 2
