"""Merging duplicates: whoever named the one names the other, nothing is lost, both histories say so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query
from tests.invented import save_one, walk_to_the_end


def test_whoever_named_the_other_names_the_kept_one_and_finds_it(desk: Desk) -> None:
    keep = save_one(desk, "party", name="康宁诊所", phone="")
    lost = save_one(desk, "party", name="康宁门诊", phone="0531-82223344")
    sale = save_one(desk, "sale", buyer=Ref(lost.id, "康宁门诊"))
    done = save_one(desk, "complaint", customer=Ref(lost.id, "康宁门诊"))
    walk_to_the_end(desk, done)
    assert desk.merging.touched("party", lost.id) == 2
    desk.merging.merge("party", keep.id, lost.id, "same house")
    assert desk.open("sale", sale.id).values["buyer"].id == keep.id
    assert desk.open("complaint", done.id).values["customer"].id == keep.id
    assert desk.open("party", keep.id).values["phone"] == "0531-82223344"
    assert sale.title in [hit.number for hit in desk.find("康宁诊所")]
    assert [one.id for one in desk.suggest("party", "康宁")] == [keep.id]


def test_the_other_is_void_and_says_into_what_it_was_merged(desk: Desk) -> None:
    keep, lost = (save_one(desk, "party", name=name) for name in ("康宁诊所", "康宁门诊"))
    desk.merging.merge("party", keep.id, lost.id, "same house")
    opened = desk.open("party", lost.id)
    assert (opened.voided, opened.values["void_reason"]) == (True, "Merged into 康宁诊所: same house")
    line = desk.history("party", keep.id)[0]
    assert (line.act, line.after, line.reason) == ("merge", "康宁门诊, named by 0 entries", "same house")
    assert desk.history("party", lost.id)[0].act == "void"


def test_merging_products_merges_their_batches_of_one_number(desk: Desk) -> None:
    keep, lost = (save_one(desk, "product", name=name) for name in ("六味地黄丸", "六味地黄丸(浓缩)"))
    for product in (keep, lost):
        for number in ("260308", f"2604{product.id:02d}"):
            save_one(desk, "batch", batch_number=number, product=Ref(product.id, ""))
    batches = {
        row.values["product"].id: row.id
        for row in desk.page(
            Query("batch", where=(("batch_number", "260308"),), order=("id", True)), 0, 9, ("product",)
        )
    }
    sale = save_one(desk, "sale", product=Ref(lost.id, ""), batch=Ref(batches[lost.id], "260308"), quantity=Decimal(5))
    desk.merging.merge("product", keep.id, lost.id, "one product")
    values = desk.open("sale", sale.id).values
    assert (values["product"].id, values["batch"].id) == (keep.id, batches[keep.id])
    rows = desk.page(Query("batch", order=("id", True)), 0, 9, ("batch_number", "product"))
    assert {row.values["product"].id for row in rows if not row.voided} == {keep.id}
    assert len([row for row in rows if row.values["batch_number"] == "260308" and not row.voided]) == 1
    assert desk.trails.of_number("260308").totals["sold"] == 5


def test_batches_of_different_products_are_not_merged(desk: Desk) -> None:
    made = []
    for name in ("六味地黄丸", "逍遥丸"):
        product = save_one(desk, "product", name=name)
        made.append(save_one(desk, "batch", batch_number="260308", product=Ref(product.id, name)))
    with pytest.raises(InvalidError, match="different products"):
        desk.merging.merge("batch", made[0].id, made[1].id, "one batch")
    assert not desk.open("batch", made[1].id).voided


def test_a_record_of_the_same_case_is_void_and_its_files_are_shown_with_the_kept_one(
    desk: Desk, tmp_path: Path
) -> None:
    keep, lost = (save_one(desk, "complaint", story=story) for story in ("药片碎裂", "药片碎了，有照片"))
    (tmp_path / "照片.txt").write_text("x")
    desk.attach("complaint", lost.id, tmp_path / "照片.txt")
    desk.merging.merge("complaint", keep.id, lost.id, "told twice")
    assert [one.name for one in desk.attachments("complaint", keep.id)] == ["照片.txt"]
    assert [(one.kind, one.number) for one in desk.links("complaint", keep.id) if one.kind == "same"] == [
        ("same", lost.title)
    ]
    assert desk.history("complaint", keep.id)[0].after == f"{lost.title}: 药片碎了，有照片"
    opened = desk.open("complaint", lost.id)
    assert (opened.voided, opened.values["void_reason"]) == (True, f"Merged into {keep.title}: told twice")
    assert desk.dues("complaint", lost.id) == []


def test_what_cannot_be_merged_is_told(desk: Desk) -> None:
    one, two = (save_one(desk, "party", name=name) for name in ("康宁诊所", "康宁门诊"))
    save_one(desk, "sale")
    me = desk.people()[0].id or 0
    for keep, other, reason, told in (
        (one.id, two.id, " ", "Say why"),
        (one.id, one.id, "same", "with itself"),
    ):
        with pytest.raises(InvalidError, match=told):
            desk.merging.merge("party", keep, other, reason)
    with pytest.raises(InvalidError, match="People are not merged"):
        desk.merging.merge("operator", me, me + 1, "same")
    desk.merging.merge("party", one.id, two.id, "same")
    with pytest.raises(InvalidError, match="is void already"):
        desk.merging.merge("party", one.id, two.id, "same")


def test_a_clerk_merges_nothing(desk: Desk) -> None:
    one, two = (save_one(desk, "party", name=name) for name in ("康宁诊所", "康宁门诊"))
    save_one(desk, "sale")
    desk.accounts.add("p-clerk", ["clerk"])
    desk.session.become(next(person.ref for person in desk.accounts.list() if person.name == "p-clerk"))
    with pytest.raises(NotPermittedError):
        desk.merging.merge("party", one.id, two.id, "same")
