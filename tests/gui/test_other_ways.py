"""Shorter ways: a batch issue, a visit and a forum from the new record to the closed one, by keys and clicks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qfdesk.desk import Desk
from tests.gui.hand import CTRL, Hand, Key, click, press, write
from tests.invented import Clock


def test_a_batch_found_in_stock_is_locked_judged_and_closed(clerk: Hand, office: Desk, clock: Clock) -> None:
    clerk.go("药品批次")
    clerk.key(Key.Key_N, CTRL)
    clerk.type_on(发现途径="在库养护", 流通环节="储存", 反馈部门="养护组", 网点="", 药品="板蓝根颗粒", 批号="BLG2607")
    clerk.fill("库存数量", "120")
    clerk.fill("质量情况反映", "养护检查发现 3 袋结块。")
    clerk.key(Key.Key_S, CTRL)
    assert clerk.title == "PC-2026-0001"
    clerk.key(Key.Key_F9)
    assert clerk.here() is clerk.box("控制措施")
    clerk.type("库存已锁定")
    clerk.key(Key.Key_F9)
    clerk.complete({"经办人": "wf", "所在部门意见": "结块属受潮，建议复检"})
    clerk.key(Key.Key_F9)
    clock.now += dt.timedelta(days=1)
    judged = {"是否属实": "属实", "严重程度": "一般", "涉及范围": "大批量", "同批检查": "全部在库，未售出"}
    clerk.complete({**judged, "质量管理部意见": "退供货单位", "判定": "退供货单位"})
    clerk.key(Key.Key_F9)
    clerk.complete({"处理措施": "通知厂家或供货单位", "处理结果": "已退供货单位", "回复反馈部门": "现在"})
    assert "负责人" in clerk.hindrance
    clerk.fill("上报负责人时间", "9:30")
    clerk.key(Key.Key_F9)
    assert clerk.stage == "已结案"
    batch = office.suggest("batch", "BLG2607")[0]
    assert batch.values["product"].text == "板蓝根颗粒"
    assert office.wrong() == []


def test_a_visit_is_handled_answered_and_closed(clerk: Hand, office: Desk, clock: Clock) -> None:
    clerk.go("访问")
    clerk.key(Key.Key_N, CTRL)
    clerk.type_on(客户="城东卫生站", 地点="城东路 3 号", 访问目的="了解用药情况")
    clerk.fill("接待人", "李站长")
    take_down_an_opinion(clerk, "包装不易撕开", "11-30")
    clerk.fill("访谈内容", "整体满意，希望改进包装。")
    clerk.key(Key.Key_S, CTRL)
    assert clerk.title == "FW-2026-0001"
    assert clerk.complete({"经办人": "wf"}) == ["经办人"]
    clerk.move("转交处理")
    assert clerk.complete({"拟办意见": "请包装组改进", "处理结果": "已列入改进计划"}) == ["拟办意见", "处理结果"]
    clerk.move("处理完毕")
    clock.now += dt.timedelta(days=2)
    clerk.fill("回复客户内容", "已列入改进计划，谢谢。")
    clerk.move_aside("已回复客户")
    clerk.complete({"客户意见": "基本满意"})
    clerk.move("访问结案")
    assert clerk.stage == "已结案"
    values = office.open(*office.locate("FW-2026-0001")).values
    assert [line["said"] for line in values["opinions"]] == ["包装不易撕开"]
    assert values["opinions"][0]["due"] == "2026-11-30"
    assert values["replied_at"] == clock.now
    assert "意见时间 2026-11-20 10:00 · 王芳" in clerk.seen()
    assert "意见人" not in clerk.seen()


def test_the_minutes_of_a_forum_are_filed_once_every_opinion_has_its_handling(clerk: Hand, office: Desk) -> None:
    clerk.go("访问")
    clerk.key(Key.Key_N, CTRL)
    clerk.fill("类别", "用户座谈会")
    clerk.fill("访问目的", "年度用户座谈会")
    clerk.fill("参加单位和人员", "城东卫生站 李站长\n市三院药剂科 赵主任")
    take_down_an_opinion(clerk, "送货太慢", "")
    clerk.fill("访谈内容", "各单位对质量满意。")
    clerk.key(Key.Key_S, CTRL)
    clerk.move_aside("无须处理，归档")
    assert clerk.warned == "有意见尚未写处理情况：请补填，或转交处理（D12.4）"
    assert clerk.stage == "待处理"
    in_the_table(clerk, column=2, text="当场说明：已改为每周两次")
    clerk.move_aside("无须处理，归档")
    assert clerk.stage == "已结案"
    assert clerk.value("参加单位和人员") == "城东卫生站 李站长\n市三院药剂科 赵主任"
    assert office.wrong() == []


def in_the_table(clerk: Hand, column: int, text: str) -> None:
    """Clicks into a cell of the first line of opinions and types."""
    box: Any = clerk.box("客户意见与建议")
    clerk.scroll_to(box)
    click(box.view.viewport(), box.view.visualRect(box.view.model().index(0, column)).center())
    write(text)
    clerk.key(Key.Key_Return, CTRL)


def take_down_an_opinion(clerk: Hand, said: str, due: str) -> None:
    """Types a line into the small table of opinions, from cell to cell."""
    clerk.scroll_to(clerk.box("客户意见与建议"))
    press(clerk.box("客户意见与建议"), "＋ 添加一行")
    clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Return)
    write(said)
    clerk.key(Key.Key_Return, CTRL)
    clerk.key(Key.Key_Return, CTRL)
    write("包装组")
    clerk.key(Key.Key_Return)
    write(due)
    clerk.key(Key.Key_Return)
