"""One story by keys and clicks: a complaint about a batch, until the last of what came of it is closed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QFileDialog

from qfdesk.desk import Desk
from qfdesk.language import Message
from qfdesk.model.values import Query
from qfdesk.ui.editor.boxes.lines import LinesBox
from qfdesk.ui.import_dialog import ImportDialog
from qfdesk.ui.preview import Preview
from qfdesk.ui.reports_tab import ReportsTab
from qfdesk.ui.trail_dialog import TrailDialog
from tests.gui.hand import CTRL, Hand, Key, click, press, write
from tests.gui.test_reports_tab import choose
from tests.invented import Clock

Dialog = TypeVar("Dialog", bound=QDialog)
DRUG, BATCH = "双黄连口服液", "26A03"
NEIGHBOURS = "同批号另有："
LEDGER = """康民大药房 产品销售台账,,,,,,,
销售日期,购货单位,联系人,联系电话,品名,批号,数量,单价
2026.3.5,益年堂药店,安店长,13900000111,双黄连口服液,26A03,10,17.9
2026.3.9,同和里药店,施店长,13900000112,双黄连口服液,26A03,8,17.9
2026.4.2,益年堂药店,安店长,13900000111,双黄连口服液,26A03,4,17.9
2026.4.6,站前惠民药房,金店长,13900000113,双黄连口服液,26A04,6,17.9
"""


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever is asked for a place is written here."""
    file = tmp_path / "page.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(file), ""))
    return file


def test_a_bad_batch_from_the_first_complaint_to_the_last_closed_case(
    clerk: Hand, office: Desk, clock: Clock, printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_the_sales(clerk, office, tmp_path, monkeypatch)
    take_two_complaints(clerk, clock)
    lock_the_batch(clerk, clock)
    stop_the_sale(clerk, clock)
    recall_from_the_buyers(clerk, clock)
    for number, (buyer, quantity) in enumerate((("益年堂药店", "9"), ("同和里药店", "8")), 1):
        take_back(clerk, clock, buyer, quantity)
        assert clerk.title == f"TH-2026-000{number}"
        back_to(clerk, "ZH-2026-0001")
    finish_the_recall(clerk, clock)
    prove_the_action(clerk, clock)
    back_to(clerk, "ZH-2026-0001")
    visit_again(clerk, "益年堂药店")
    back_to(clerk, "ZH-2026-0001")
    finish_the_stop(clerk)
    back_to(clerk, "PC-2026-0001")
    report_to_the_regulator(clerk, printed)
    back_to(clerk, "TS-2026-0002")
    answer_the_customer(clerk, clock)
    the_trail_tells_it_all(office)
    the_window_shows_the_trail(clerk)
    the_month_counts_it(clerk)
    assert office.wrong() == []


# the chapters


def import_the_sales(clerk: Hand, office: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "销售台账.csv"
    file.write_bytes(LEDGER.encode("gbk"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(file), ""))
    clerk.go("服务与销售")
    press(clerk.window.current(), "销售台账")
    clerk.key(Key.Key_I, CTRL)
    dialog = standing(clerk, ImportDialog)
    clerk.qtbot.waitUntil(lambda: dialog.take.isEnabled(), timeout=20_000)
    with clerk.qtbot.waitSignal(dialog.imported, timeout=20_000):
        click(dialog.take)
    clerk.qtbot.waitUntil(lambda: not dialog.isVisible())
    assert office.count(Query("sale")) == 4


def take_two_complaints(clerk: Hand, clock: Clock) -> None:
    clerk.go("投诉")
    for number, (customer, story) in enumerate((("张桂兰", "瓶口渗漏"), ("李春生", "盒内发黏")), 1):
        clerk.key(Key.Key_N, CTRL)
        clerk.type_on(渠道="电话", 类别="药品质量", 问题="包装", 简单查询="", 客户=customer)
        clerk.fill("药品", "shl")
        clerk.fill("批号", BATCH)
        clerk.fill("投诉内容", story)
        clerk.settled()
        assert (NEIGHBOURS in clerk.seen()) == (number == 2), "the other case of the batch is told"
        clerk.key(Key.Key_S, CTRL)
        assert clerk.title == f"TS-2026-000{number}"
    assert f"{NEIGHBOURS}1 条投诉\n" in clerk.seen(), "the sales of the batch are none of its cases"
    clock.now += dt.timedelta(hours=1)
    clerk.move("受理")
    clerk.move_aside("已告知客户")
    clerk.complete({"严重程度": "严重", "涉及范围": "大批量", "经办人": "wf"})
    clerk.move("开始调查")


def lock_the_batch(clerk: Hand, clock: Clock) -> None:
    clerk.foot_menu("由此新建", "药品批次问题")
    assert clerk.values("药品", "批号", "质量情况反映") == [DRUG, BATCH, "盒内发黏"]
    for label, text in {"购进数量": "40", "库存数量": "12", "已售数量": "22", "问题数量": "5"}.items():
        clerk.fill(label, text)
    clerk.key(Key.Key_S, CTRL)
    assert clerk.title == "PC-2026-0001"
    clerk.complete({"发现途径": "客户反映", "控制措施": "库存已锁定"})
    clerk.move("受理")
    clock.now += dt.timedelta(minutes=30)
    clerk.complete({"所在部门意见": "整批下架", "经办人": "wf"})
    clerk.move("提交部门意见")
    texts = {"是否属实": "属实", "严重程度": "严重", "涉及范围": "大批量", "同批检查": "同批投诉二起"}
    clerk.complete({**texts, "质量管理部意见": "密封不合格，追回", "判定": "召回"})
    clerk.move("提交质管意见")
    assert clerk.stage == "待办结"


def stop_the_sale(clerk: Hand, clock: Clock) -> None:
    clerk.foot_menu("由此新建", "药品停售")
    assert clerk.values("药品", "批号", "库存数量", "已售数量") == [DRUG, BATCH, "12", "22"]
    clerk.fill("停售来源", "客户反映")
    clerk.key(Key.Key_S, CTRL)
    assert clerk.title == "TX-2026-0001"
    clerk.complete({"停售意见": "立即下架"})
    clerk.move("已停售")
    clock.now += dt.timedelta(minutes=20)
    clerk.complete({"锁定数量": "12", "锁定存放处": "不合格品库"})
    clerk.move("库存已锁定")
    clerk.complete({"反馈内容": "库存 12 盒已锁定", "反馈对象": "供货单位"})
    clerk.move("已反馈")
    assert clerk.stage == "已停售锁定"


def recall_from_the_buyers(clerk: Hand, clock: Clock) -> None:
    clerk.foot_menu("由此新建", "药品召回")
    table = buyers(clerk)
    found = [(line["buyer"], line["contact"], line["phone"], line["sold"]) for line in table.value()]
    assert found == [("益年堂药店", "安店长", "13900000111", "14"), ("同和里药店", "施店长", "13900000112", "8")]
    clerk.fill("召回类别", "追回已售药品")
    clerk.fill("召回级别", "三级")
    clerk.key(Key.Key_S, CTRL)
    assert clerk.title == "ZH-2026-0001"
    clerk.move("已停售")
    clock.now += dt.timedelta(minutes=20)
    clerk.complete({"锁定数量": "12", "锁定存放处": "不合格品库"})
    clerk.move("库存已锁定")
    clock.now += dt.timedelta(hours=1)
    clerk.complete({"召回措施": "逐一电话通知，上门取回", "反馈内容": "已锁定，开始追回"})
    assert "益年堂药店" in clerk.hindrance, "nobody is left untold"
    for row in range(2):
        cell(clerk, row, "told_at", "2026-11-20 13:00")
        cell(clerk, row, "way", "电话")
    clerk.move("已通知购货单位")
    assert clerk.stage == "召回中"


def take_back(clerk: Hand, clock: Clock, buyer: str, quantity: str) -> None:
    clock.now += dt.timedelta(days=1)
    clerk.foot_menu("由此新建", "退货")
    clerk.fill("退货单位", buyer)
    clerk.fill("退货原因", "召回")
    clerk.fill("申请数量", quantity)
    clerk.key(Key.Key_S, CTRL)
    clerk.complete({"实收数量": quantity})
    clerk.move("确认收货")
    clerk.complete({"理由确认意见": "属召回药品", "部门": "质量管理部", "经办人": "wf"})
    clerk.move("确认退货理由")
    clerk.complete({"处置方式": "退供货单位", "责任方": "生产企业", "处理结果": "随整批退供货单位"})
    clerk.move("作出处理决定")
    clerk.move("退货处置完毕")
    clerk.complete({"回访日期": "今天", "客户意见": "满意"})
    clerk.move("退货结案")
    assert clerk.stage == "已结案"


def finish_the_recall(clerk: Hand, clock: Clock) -> None:
    clock.now += dt.timedelta(days=2)
    for row, back in enumerate(("9", "8")):
        cell(clerk, row, "recovered", back)
    clerk.settled()
    clerk.complete({"召回效果": "大部分收回"})
    assert "5" in clerk.hindrance, "what did not come back is asked for"
    clerk.fill("未收回原因", "五盒已服用，回访无不适")
    clerk.move("召回完成")
    texts = {"处置方式": "退供货单位", "处理数量": "29", "召回总结": "追回 17 盒", "处理结果": "退供货单位"}
    clerk.complete(texts)
    clerk.move("结案")
    assert clerk.stage == "已结案"


def prove_the_action(clerk: Hand, clock: Clock) -> None:
    clerk.foot_menu("由此新建", "纠正和预防措施")
    assert clerk.value("来源编号") == "ZH-2026-0001"
    clerk.key(Key.Key_S, CTRL)
    clerk.complete({"信息来源": "批次问题", "责任部门": "储运部", "责任人": "wf"})
    clerk.move("受理")
    clerk.complete({"原因类别": "方法", "根本原因": "验收没有倒置检查"})
    clerk.move("提交原因分析")
    assert "落实事项" in clerk.needed()
    clerk.to_needed("落实事项")
    adder = buyers(clerk, "落实事项").adder
    clerk.qtbot.waitUntil(lambda: not adder.visibleRegion().isEmpty())
    click(adder)
    write("修订验收规程")
    clerk.key(Key.Key_Return)
    for column, text in (("owner", "赵敏"), ("due", "2026-11-30")):
        cell(clerk, 0, column, text, "落实事项")
    clerk.complete({"纠正措施": "倒置检查", "举一反三": "其他口服液已查", "预计完成日期": "2026-11-30"})
    clerk.move("批准计划")
    clock.now += dt.timedelta(days=3)
    clerk.complete({"实际完成日期": "今天", "计划验证日期": "2026-11-27"})
    assert "修订验收规程" in clerk.hindrance
    cell(clerk, 0, "done", "2026-11-26", "落实事项")
    clerk.move("实施完毕")
    clerk.complete({"验证方式": "抽查六批", "验证效果": "有效", "验证情况": "无渗漏", "结论": "措施有效"})
    clerk.move("有效，结案")
    assert clerk.stage == "已结案"


def visit_again(clerk: Hand, buyer: str) -> None:
    clerk.foot_menu("由此新建", "访问")
    clerk.fill("客户", buyer)
    assert clerk.value("批号") == BATCH
    clerk.fill("访谈内容", "换货已到，无异常")
    clerk.key(Key.Key_S, CTRL)
    clerk.move_aside("无须处理，归档")
    assert clerk.stage == "已结案"


def finish_the_stop(clerk: Hand) -> None:
    back_to(clerk, "TX-2026-0001")
    clerk.unfold("解除或处理")
    clerk.fill("处置方式", "并入召回药品")
    clerk.fill("处理结果", "随追回药品退供货单位")
    clerk.move_aside("不予解除")
    assert clerk.stage == "已结案"


def report_to_the_regulator(clerk: Hand, printed: Path) -> None:
    clerk.fill("疑似假劣药情形", "劣药：其他不符合药品标准")
    clerk.complete({"处理措施": "停售、召回、报告监管部门", "处理结果": "追回 17 盒", "回复反馈部门": "今天"})
    assert clerk.hindrance
    for label in ("上报负责人时间", "报告监管部门时间"):
        clerk.fill(label, "今天")
    clerk.move("结案")
    clerk.foot_menu("打印", "药品质量信息反馈报告表")
    preview = clerk.window.findChild(Preview)
    assert isinstance(preview, Preview)
    clerk.qtbot.waitUntil(lambda: preview.view.pages is not None, timeout=20_000)
    press(preview, "另存为 PDF")
    clerk.key(Key.Key_Escape)
    clerk.qtbot.waitUntil(lambda: not clerk.window.findChildren(Preview))
    document = pypdfium2.PdfDocument(printed)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    assert [word for word in ("PC-2026-0001", DRUG, BATCH, "盒内发黏", "追回17盒") if word not in text] == []
    assert "李春生" not in text


def answer_the_customer(clerk: Hand, clock: Clock) -> None:
    clerk.fill("同批检查", "同批投诉二起，已追回")
    texts = {"是否属实": "属实", "调查情况": "轧盖不严", "原因分析": "轧盖压力不足", "责任方": "生产企业"}
    clerk.complete({**texts, "拟办意见": "退款并追回同批"})
    clerk.move("提出处理意见")
    clerk.complete({"处理措施": "退款、召回", "处理结果": "已追回"})
    clerk.move("作出处理决定")
    clerk.fill("回复客户内容", "已追回同批并退款")
    clerk.move_aside("已回复客户")
    clerk.complete({"客户意见": "满意"})
    clerk.move("结案")
    assert clerk.stage == "已结案"
    assert [row[1] for row in clerk.links() if row[0] == "由此新建"] == ["PC-2026-0001"]


# what stands at the end


def the_trail_tells_it_all(office: Desk) -> None:
    trail = office.trails.of_number(BATCH)
    registers = [line.register for line in trail.lines]
    expected = {"sale": 3, "complaint": 2, "batch_issue": 1, "stop_sale": 1, "recall": 1}
    assert {one: registers.count(one) for one in registers} == expected | {"goods_return": 2, "capa": 1, "visit": 1}
    amounts = {"sold": 22, "affected": 5, "locked": 12, "returned": 17, "recovered": 17}
    assert trail.totals == {key: Decimal(amount) for key, amount in amounts.items()}
    assert (trail.back, trail.outstanding) == (Decimal(17), Decimal(5))
    assert {line.stage for line in trail.lines if line.register not in ("sale", "complaint")} == {"closed"}
    assert office.stage_counts(Query("complaint"))["closed"] == 1


def the_window_shows_the_trail(clerk: Hand) -> None:
    clerk.key(Key.Key_B, CTRL)
    dialog = standing(clerk, TrailDialog)
    assert dialog.line.text() == BATCH, "it is asked of the record in front"
    assert dialog.lines.rowCount() == 12 + 1, "every record, and the sums"
    assert "5" in dialog.head.text()
    assert [dialog.buyers.item(row, 0).text() for row in range(2)] == ["益年堂药店", "同和里药店"]  # type: ignore[union-attr]
    press(dialog, "关闭")


def the_month_counts_it(clerk: Hand) -> None:
    """The 月度小结 of the month, chosen in the Statistics tab."""
    clerk.go("统计")
    tab = clerk.window.current()
    assert isinstance(tab, ReportsTab)
    choose(tab, "monthly_summary", clerk.qtbot)
    assert tab.made is not None
    tab.bar.when.setFocus()
    clerk.key(Key.Key_A, CTRL)
    write("2026-11")
    clerk.key(Key.Key_Return)
    clerk.qtbot.waitUntil(lambda: tab.made is not None and tab.made.period.key == "2026-11", timeout=20_000)
    received: dict[str, int] = {}
    for leaf in tab.made.leaves:
        for name, count, *_rest in leaf.tables["kinds"].rows:
            assert isinstance(name, Message)
            assert isinstance(count, int)
            received[name.say()] = received.get(name.say(), 0) + count
    told = {name: count for name, count in received.items() if count}
    expected = {"投诉": 2, "药品批次问题": 1, "药品停售": 1, "药品召回": 1, "退货": 2, "访问": 1}
    assert told == expected | {"纠正和预防措施": 1}


# ways of the hand


def standing(clerk: Hand, kind: type[Dialog]) -> Dialog:
    """The dialog of a kind, when it stands in front."""
    clerk.qtbot.waitUntil(lambda: any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets()))
    found = next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    found.activateWindow()
    clerk.qtbot.waitUntil(found.isActiveWindow)
    return found


def buyers(clerk: Hand, words: str = "该批次购货单位明细") -> LinesBox:
    box = clerk.box(words)
    assert isinstance(box, LinesBox)
    return box


def cell(clerk: Hand, row: int, column: str, text: str, words: str = "该批次购货单位明细") -> None:
    """Clicks a cell of a small table and types over it."""
    clerk.settled()
    box = buyers(clerk, words)
    place = box.table.index(row, [one.key for one in box.field.columns].index(column))
    clerk.scroll_to(box.view)
    box.view.scrollTo(place)
    middle = box.view.visualRect(place).center()
    clerk.qtbot.waitUntil(lambda: box.view.viewport().visibleRegion().contains(middle))
    click(box.view.viewport(), middle)
    clerk.qtbot.waitUntil(lambda: box.view.state() == QAbstractItemView.State.EditingState)
    clerk.key(Key.Key_A, CTRL)
    write(text)
    clerk.key(Key.Key_Return)
    assert box.table.data(place) == text


def back_to(clerk: Hand, number: str) -> None:
    """Finds a record by its number, as one who has it on a paper."""
    clerk.key(Key.Key_K, CTRL)
    write(number)
    hits = clerk.window.finder.hits
    clerk.key(Key.Key_Return)
    clerk.qtbot.waitUntil(hits.isVisible)
    clerk.key(Key.Key_Return)
    assert clerk.title == number
