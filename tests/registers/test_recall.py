"""A recall: stopped, locked, every buyer told, counted, reported, summed up (D8.5, D18.4; M16; regulation 3.3)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, NotPermittedError
from qfdesk.model.fields import PERSONAL, Ref
from qfdesk.model.values import Saved
from qfdesk.paper import Pages
from tests.invented import MORNING, Clock, change, save_one
from tests.registers.walking import go, running

TOLD = "2026-11-20T10:00:00+08:00"
CLINIC = {"buyer": "康宁诊所", "phone": "0531-82223344", "batch": "260308", "sold": "40", "told_at": TOLD}
STATION = {"buyer": "和平社区站", "batch": "260308", "sold": "30", "told_at": TOLD}
LOCKED: dict[str, Any] = {"quantity_stock": Decimal(182), "quantity_locked": Decimal(182), "lock_place": "召回区"}
SUMMED_UP: dict[str, Any] = {
    "disposed_as": "supplier",
    "quantity_disposed": Decimal(248),
    "summary": "通知2户，收回66盒",
    "result": "已退回持有人",
}


def begun(desk: Desk, **values: Any) -> Saved:
    given: dict[str, Any] = {"received_at": MORNING, "level": "two", "batch": Ref(None, "260308")}
    return save_one(desk, "recall", **{**given, **values})


def recovering(desk: Desk, **values: Any) -> Saved:
    recall = begun(desk, **values)
    go(desk, recall, "stop")
    go(desk, recall, "lock", **LOCKED)
    go(desk, recall, "notify", buyers=[CLINIC, STATION], plan="逐户通知", feedback="库存182盒已锁定")
    return recall


def came_back(desk: Desk, recall: Saved, clinic: str, station: str) -> None:
    opened = desk.open("recall", recall.id)
    change(desk, opened, buyers=[CLINIC | {"recovered": clinic}, STATION | {"recovered": station}])


def test_what_came_back_is_counted_buyer_by_buyer(desk: Desk) -> None:
    recall = recovering(desk)
    came_back(desk, recall, "36", "30")
    values = desk.open("recall", recall.id).values
    assert (values["buyers_told"], values["quantity_recovered"], values["outstanding"]) == (2, 66, 4)
    assert values["recovered_share"] == Decimal("94.3")


def test_more_cannot_come_back_than_was_bought(desk: Desk) -> None:
    recall = recovering(desk)
    with pytest.raises(InvalidError, match="康宁诊所 gave back 41 but bought 40"):
        came_back(desk, recall, "41", "30")


def test_a_recall_waits_until_every_buyer_on_its_list_is_told(desk: Desk) -> None:
    recall = begun(desk)
    go(desk, recall, "stop")
    go(desk, recall, "lock", **LOCKED)
    with pytest.raises(InvalidError, match="和平社区站 is not told yet"):
        go(desk, recall, "notify", buyers=[CLINIC, STATION | {"told_at": ""}], plan="逐户通知", feedback="已锁定")
    with pytest.raises(InvalidError, match="Buyers of the batch"):
        go(desk, recall, "notify", plan="逐户通知", feedback="已锁定")


def test_a_recall_of_goods_never_sold_needs_no_buyers(desk: Desk) -> None:
    recall = begun(desk, sold_state="none")
    go(desk, recall, "stop")
    go(desk, recall, "lock", **LOCKED)
    assert go(desk, recall, "notify", plan="无销售", feedback="全部库存已锁定").stage == "recovering"
    assert go(desk, recall, "complete", effect="full").stage == "disposing"


@pytest.mark.parametrize(
    ("version", "level", "until"),
    [
        ("text2022", "one", "11-21 17:30"),
        ("text2022", "two", "11-23 17:30"),
        ("text2022", "three", "11-27 17:30"),
        ("text2007", "one", "11-21 10:00"),
        ("text2007", "two", "11-22 10:00"),
        ("text2007", "three", "11-23 10:00"),
    ],
)
def test_buyers_are_told_within_the_limit_of_the_level_and_of_the_text(
    version: str, level: str, until: str, desk: Desk
) -> None:
    found = running(desk, begun(desk, rule_version=version, level=level))
    assert [at for key, at in found.items() if key.startswith("notify")] == [until]
    assert (found["stop"], found["lock"], found["feed_back"]) == ("11-20 17:30", "11-21 10:00", "11-24 17:30")
    assert not any(key.startswith("file") for key in found)


def test_progress_is_reported_again_and_again_until_the_recall_is_complete(desk: Desk, clock: Clock) -> None:
    recall = recovering(desk)
    assert running(desk, recall)["first_report_2022_2"] == "11-23 17:30"
    clock.now += dt.timedelta(days=3)
    go(desk, recall, "report", reports=[{"at": "2026-11-23T10:00:00+08:00", "text": "收回66盒"}])
    found = running(desk, recall)
    assert "first_report_2022_2" not in found
    assert found["next_report_2022_2"] == "11-26 17:30"
    clock.now += dt.timedelta(days=2)
    go(desk, recall, "report")
    assert running(desk, recall)["next_report_2022_2"] == "11-28 17:30"
    came_back(desk, recall, "40", "30")
    go(desk, recall, "complete", effect="full")
    assert not [key for key in running(desk, recall) if "report" in key]


def test_the_holder_files_its_plan_and_sums_up_within_ten_working_days(desk: Desk) -> None:
    recall = recovering(desk, kind="holder", level="one")
    assert running(desk, recall)["file_2022_1"] == "11-21 17:30"
    came_back(desk, recall, "40", "30")
    go(desk, recall, "complete", effect="full")
    assert running(desk, recall)["summary"] == "12-04 17:30"
    with pytest.raises(InvalidError, match="tell the regulator of the recall first"):
        go(desk, recall, "close", **SUMMED_UP)


def test_what_did_not_come_back_is_explained(desk: Desk) -> None:
    recall = recovering(desk)
    came_back(desk, recall, "36", "30")
    with pytest.raises(InvalidError, match="4 have not come back"):
        go(desk, recall, "complete", effect="most")
    assert go(desk, recall, "complete", effect="most", shortfall="已用4盒").values["completed_at"] is not None


def test_goods_are_destroyed_before_witnesses_and_count_as_destroyed(desk: Desk) -> None:
    recall = recovering(desk)
    came_back(desk, recall, "40", "26")
    go(desk, recall, "complete", effect="most", shortfall="已用4盒")
    with pytest.raises(InvalidError, match="Witnesses of the destruction"):
        go(desk, recall, "close", **SUMMED_UP | {"disposed_as": "destroy"})
    done = go(desk, recall, "close", **SUMMED_UP | {"disposed_as": "destroy", "destroyed_before": "赵刚、孙丽"})
    assert (done.stage, done.values["quantity_destroyed"]) == ("closed", 248)


def test_the_handler_of_a_recall_does_not_close_it(desk: Desk) -> None:
    recall = recovering(desk, handler=desk.session.person)
    came_back(desk, recall, "40", "30")
    go(desk, recall, "complete", effect="full")
    save_one(desk, "operator", name="李明", roles=("quality",))
    with pytest.raises(NotPermittedError, match="somebody else than the Handler"):
        go(desk, recall, "close", **SUMMED_UP)


def test_the_buyers_are_personal_data(desk: Desk) -> None:
    assert desk.entry("recall").fields()["buyers"].traits.secret == PERSONAL


def test_the_papers_of_a_recall_show_buyers_progress_and_summary(desk: Desk, tmp_path: Path) -> None:
    recall = recovering(desk, contact="王芳 0531-81234567")
    go(desk, recall, "report", reports=[{"at": TOLD, "text": "诊所退回36盒"}])
    came_back(desk, recall, "36", "30")
    go(desk, recall, "complete", effect="most", shortfall="已用4盒")
    go(desk, recall, "close", **SUMMED_UP)
    for paper, words in (
        ("recall_record", ("康宁诊所", "0531-82223344", "94.3%", "260308")),
        ("recall_notice", ("260308", "王芳0531-81234567", "逐户通知")),
        ("recall_plan", ("逐户通知", "182")),
        ("recall_report", ("诊所退回36盒", "已用4盒", "通知2户", "66", "248")),
    ):
        desk.print_forms([("recall", recall.id)], tmp_path / f"{paper}.pdf", paper)
        with Pages(tmp_path / f"{paper}.pdf") as pages:
            said = "".join(pages.text(0).split())
            assert [word for word in words if word not in said] == []


def test_a_notice_to_one_buyer_names_no_other(desk: Desk, tmp_path: Path) -> None:
    recall = recovering(desk)
    desk.print_forms([("recall", recall.id)], tmp_path / "notice.pdf", "recall_notice")
    with Pages(tmp_path / "notice.pdf") as pages:
        assert "康宁诊所" not in pages.text(0)


def test_the_buyers_of_a_batch_come_from_the_sales_ledger_with_their_contacts(desk: Desk) -> None:
    save_one(desk, "party", name="康宁诊所", contact="陈医生", phone="0531-82223344", address="和平路8号")
    for amount in (25, 15):
        save_one(desk, "sale", buyer=Ref(None, "康宁诊所"), batch=Ref(None, "260308"), quantity=Decimal(amount))
    draft = desk.trails.begin("recall", desk.trails.of_number("260308"))
    draft.values["story"] = "溶出度不合格"
    values = desk.open("recall", desk.save(draft).id).values
    assert [(b["buyer"], b["contact"], b["phone"], b["address"], b["sold"]) for b in values["buyers"]] == [
        ("康宁诊所", "陈医生", "0531-82223344", "和平路8号", "40")
    ]
    assert (values["sold_listed"], values["outstanding"]) == (40, 40)


def test_the_trail_of_the_batch_counts_what_was_recovered(desk: Desk) -> None:
    recall = recovering(desk)
    came_back(desk, recall, "36", "30")
    entry: Any = desk.entry("recall")
    assert ("recovered", "quantity_recovered") in entry.trail
