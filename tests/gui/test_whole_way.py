"""One story: a clerk at an empty ledger, from the first customer to the closed return, by keys and clicks alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtWidgets import QFileDialog, QLabel, QRadioButton
from python_calamine import CalamineWorkbook

from qfdesk.desk import Desk
from qfdesk.ui.export_dialog import ExportDialog
from qfdesk.ui.preview import Preview
from qfdesk.ui.window import MainWindow
from tests.gui.hand import CTRL, Hand, Key, answer, press
from tests.invented import MORNING, Clock

Open = Callable[..., MainWindow]
NAME = "欧阳龚䶮"
STORY = "打开新盒时铝箔已破损，有三粒胶囊受潮粘连。"
ADDRESS = "𠮷祥里 12 号"
MAKER = "珠海联邦制药股份有限公司中山分公司"


@pytest.fixture
def saved_as(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Whatever is asked for a place is given the next file of a folder."""
    files: list[Path] = []

    def give(_window: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        files.append(tmp_path / f"{len(files) + 1}-{Path(start).name}")
        return str(files[-1]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", give)
    return files


def test_a_complaint_and_its_return_from_the_first_key_to_the_printed_page(
    clerk: Hand, office: Desk, clock: Clock, open_window: Open, saved_as: list[Path]
) -> None:
    enter_the_masters(clerk)
    take_down_the_complaint(clerk)
    clock.now += dt.timedelta(hours=2)
    walk_the_complaint_to_its_end(clerk, clock)
    see_who_did_what(clerk)
    complaint = print_the_form(clerk, "顾客投诉与反馈记录表", saved_as)
    take_the_goods_back(clerk)
    walk_the_return_to_its_end(clerk, clock)
    slip = print_the_form(clerk, "退货受理单", saved_as)
    see_that_both_know_each_other(clerk)
    workbooks = [export_the_list(clerk, tab, saved_as) for tab in ("投诉", "退货")]
    the_window_comes_back_as_it_was(clerk, office, open_window)
    the_complaint_reads_in_excel(workbooks[0])
    the_return_reads_in_excel(workbooks[1])
    the_page_says(complaint, "TS-2026-0001", (NAME, ADDRESS, STORY, "阿莫西林胶囊", "2608119A", "已致歉，同意退货"))
    the_page_says(slip, "TH-2026-0001", (NAME, STORY, "阿莫西林胶囊", "2608119A", "伍拾壹元陆角"))
    assert office.wrong() == []


# the chapters


def enter_the_masters(clerk: Hand) -> None:
    clerk.go("基础资料")
    clerk.key(Key.Key_N, CTRL)
    clerk.type_on(名称=NAME)
    clerk.fill("联系人", NAME)
    clerk.type_on(电话="13812340512")
    clerk.fill("地址", ADDRESS)
    clerk.key(Key.Key_S, CTRL)
    assert clerk.told == f"{NAME} 已保存"
    press(clerk.window.current(), "药品")
    clerk.key(Key.Key_N, CTRL)
    clerk.type_on(通用名称="阿莫西林胶囊", 商品名="阿莫仙", 规格="0.25g", 剂型="胶囊剂", 单位="盒", 生产企业=MAKER)
    clerk.fill("批准文号", "国药准字H44021351")
    clerk.key(Key.Key_S, CTRL)
    assert clerk.told == "阿莫西林胶囊 0.25g 已保存"


def take_down_the_complaint(clerk: Hand) -> None:
    clerk.go("投诉")
    clerk.key(Key.Key_N, CTRL)
    clerk.type_on(渠道="电话", 类别="药品质量", 问题="外观", 简单查询="", 客户="oyg")
    assert clerk.values("姓名", "电话", "地址") == [NAME, "13812340512", ADDRESS]
    clerk.fill("药品", "amxl")
    clerk.type_on(批号="2608119A", 数量="2", 购买日期="11-18", 发生日期="昨天", 投诉内容=STORY, 投诉人要求="退货")
    clerk.settled()
    assert "国药准字H44021351" in clerk.seen()
    clerk.key(Key.Key_S, CTRL)
    assert clerk.told == "TS-2026-0001 已保存"
    assert clerk.title == "TS-2026-0001"
    assert clerk.value("购买日期") == "2026-11-18"


def walk_the_complaint_to_its_end(clerk: Hand, clock: Clock) -> None:
    assert clerk.complete({}) == []
    clerk.move("受理")
    clerk.move_aside("已告知客户")
    asked = clerk.complete({"严重程度": "一般", "涉及范围": "个别", "经办人": "wf"})
    assert asked == ["严重程度", "涉及范围", "经办人"]
    clerk.move("开始调查")
    assert clerk.here() is clerk.box("是否属实"), "the keyboard stands at what comes next"
    clock.now += dt.timedelta(days=3)
    texts = {"是否属实": "属实", "调查情况": "查看实物，铝箔热合不良。", "原因分析": "运输中受压", "责任方": "承运单位"}
    assert clerk.complete({**texts, "拟办意见": "同意退货并致歉"}) == [*texts, "拟办意见"]
    assert "同批" in clerk.hindrance
    clerk.fill("同批检查", "同批在库 40 盒，未见异常")
    clerk.move("提出处理意见")
    assert clerk.complete({"处理措施": "致歉、退货", "处理结果": "已致歉，同意退货。"}) == ["处理措施", "处理结果"]
    clerk.move("作出处理决定")
    clerk.fill("回复客户内容", "已为您办理退货，货款原路退回。")
    clerk.move_aside("已回复客户")
    assert clerk.complete({"客户意见": "满意"}) == ["客户意见"]
    clerk.move("结案")
    assert clerk.stage == "已结案"
    assert "重新办理" in clerk.notice


def see_who_did_what(clerk: Hand) -> None:
    rows = clerk.history()
    assert {row[1] for row in rows} == {"王芳"}
    stages = [row[3:5] for row in reversed(rows) if row[2] == "阶段"]
    assert [before for before, _after in stages] == ["待受理", "待调查", "调查中", "待处理", "待回复"]
    assert stages[-1][1] == "已结案"
    assert rows[-1][0] == "2026-11-20 10:00"
    assert rows[0][0] == "2026-11-23 12:00"


def print_the_form(clerk: Hand, paper: str, saved_as: list[Path]) -> Path:
    clerk.foot_menu("打印", paper)
    preview = clerk.window.findChild(Preview)
    assert isinstance(preview, Preview)
    clerk.qtbot.waitUntil(lambda: preview.view.pages is not None, timeout=20_000)
    press(preview, "另存为 PDF")
    clerk.key(Key.Key_Escape)
    clerk.qtbot.waitUntil(lambda: not clerk.window.findChildren(Preview))
    assert saved_as[-1].name.endswith(f"-{paper} {clerk.title}.pdf")
    assert saved_as[-1].name in clerk.told
    return saved_as[-1]


def take_the_goods_back(clerk: Hand) -> None:
    clerk.foot_menu("由此新建", "退货")
    assert clerk.title == "新建退货"
    assert clerk.values("退货单位", "药品", "批号") == [NAME, "阿莫西林胶囊 0.25g", "2608119A"]
    assert clerk.values("申请数量", "退货理由", "电话") == ["2", STORY, "13812340512"]
    clerk.fill("退货原因", "质量问题")
    clerk.fill("单价", "25.8")
    clerk.key(Key.Key_S, CTRL)
    assert clerk.title == "TH-2026-0001"


def walk_the_return_to_its_end(clerk: Hand, clock: Clock) -> None:
    clock.now += dt.timedelta(hours=3)
    assert clerk.needed() == ["实收数量"]
    clerk.to_needed("实收数量")
    clerk.type("3")
    clerk.key(Key.Key_S, CTRL)
    assert clerk.here().note == "实收3，多于申请的2；多出部分请另开退货受理单"
    assert (clerk.value("实收数量"), clerk.stage, clerk.unsaved) == ("3", "待收货", True)
    clerk.type("2")
    clerk.move("确认收货")
    clerk.complete({"理由确认意见": "属质量问题，同意退货", "部门": "质量管理部", "经办人": "wf"})
    clerk.move("确认退货理由")
    clerk.complete({"处置方式": "退供货单位", "责任方": "承运单位", "处理结果": "货物退供货单位，货款退回顾客"})
    clerk.move("作出处理决定")
    clerk.fill("退款", "51.6")
    clerk.settled()
    assert "退款" in clerk.hindrance
    clerk.move_aside("已退款")
    clerk.move("退货处置完毕")
    clock.now += dt.timedelta(days=1)
    clerk.complete({"回访日期": "今天", "客户意见": "满意"})
    clerk.move("退货结案")
    assert clerk.stage == "已结案"


def see_that_both_know_each_other(clerk: Hand) -> None:
    assert [row[:3] for row in clerk.links()] == [["来源记录", "TS-2026-0001", "投诉"]]
    clerk.open_link("TS-2026-0001")
    assert clerk.title == "TS-2026-0001"
    assert [row[:3] for row in clerk.links()] == [["由此新建", "TH-2026-0001", "退货"]]


def export_the_list(clerk: Hand, tab: str, saved_as: list[Path]) -> Path:
    def choose(dialog: ExportDialog) -> None:
        texts = [w.text() for w in dialog.findChildren(QLabel)] + [w.text() for w in dialog.findChildren(QRadioButton)]
        assert any("1" in text for text in texts)
        press(dialog, "姓名、电话、地址")
        press(dialog, "选择文件")

    clerk.go(tab)
    answer(ExportDialog, choose)
    with clerk.qtbot.waitSignal(clerk.window.outputs.written, timeout=20_000):
        clerk.key(Key.Key_E, CTRL)
    assert saved_as[-1].name in clerk.told
    return saved_as[-1]


def the_window_comes_back_as_it_was(clerk: Hand, office: Desk, open_window: Open) -> None:
    clerk.go("投诉")
    clerk.choose(clerk.tab.buttons.more, "选择列", "渠道")
    seen = clerk.tab.list.seen()
    assert "channel" in seen
    clerk.go("投诉")
    clerk.window.close()
    again = Hand(open_window(office, "zh_CN"), clerk.qtbot)
    assert again.window.tabs.tabText(again.window.tabs.currentIndex()) == "投诉"
    assert again.tab.list.seen() == seen
    assert again.title == "TS-2026-0001"


# what was handed out


def rows_of(workbook: Path, sheet: str) -> list[dict[str, object]]:
    rows = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name(sheet).to_python()
    head = next(n for n, row in enumerate(rows) if "编号" in row)
    return [dict(zip(map(str, rows[head]), row, strict=True)) for row in rows[head + 1 :] if row[0] != ""]


def the_complaint_reads_in_excel(workbook: Path) -> None:
    (line,) = rows_of(workbook, "药品质量查询、投诉、服务记录")
    assert (line["客户/单位"], line["联系方式"], line["查询或投诉内容"]) == (NAME, "13812340512", STORY)
    assert (line["药品"], line["生产企业"], line["规格"]) == ("阿莫西林胶囊", MAKER, "0.25g")
    (row,) = rows_of(workbook, "投诉—全部字段")
    expected = {"编号": "TS-2026-0001", "客户": NAME, "电话": "13812340512", "批号": "2608119A", "投诉内容": STORY}
    assert {key: row[key] for key in expected} == expected
    assert row["接收时间"] == MORNING.replace(tzinfo=None)
    assert row["购买日期"] == dt.date(2026, 11, 18)
    assert row["数量"] == 2


def the_return_reads_in_excel(workbook: Path) -> None:
    (line,) = rows_of(workbook, "售后退回药品台账")
    assert (line["退货单位"], line["处置方式"], line["退款"]) == (NAME, "退供货单位", 51.6)
    (row,) = rows_of(workbook, "退货—全部字段")
    expected = {"编号": "TH-2026-0001", "退货原因": "质量问题", "实收数量": 2, "单价": 25.8, "金额": 51.6, "退款": 51.6}
    assert {key: row[key] for key in expected} == expected
    assert row["回访日期"] == dt.date(2026, 11, 24)


def the_page_says(pdf: Path, number: str, words: tuple[str, ...]) -> None:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    image: Image.Image = document[0].render(scale=4).to_pil()
    drawn = {letter: picture_of(document[0], image, letter) for letter in "䶮龚"}
    document.close()
    assert [word for word in (number, *words) if "".join(word.split()) not in text] == []
    assert [code.text for code in zxingcpp.read_barcodes(image) if code.text.startswith(number)]
    assert all(ink_within(picture) > 0.1 for picture in drawn.values()), "an empty box stands for a letter"
    assert drawn["䶮"].tobytes() != drawn["龚"].tobytes()


def picture_of(page: pypdfium2.PdfPage, image: Image.Image, letter: str) -> Image.Image:
    """A letter as it is drawn where it first stands on a page."""
    words = page.get_textpage()
    place = words.get_text_range().index(letter)
    left, bottom, right, top = words.get_charbox(place, loose=True)
    scale = image.width / page.get_width()
    box = (left * scale, image.height - top * scale, right * scale, image.height - bottom * scale)
    return image.crop(tuple(round(side) for side in box)).convert("L").resize((40, 40))  # type: ignore[arg-type]


def ink_within(picture: Image.Image) -> float:
    """How much of the middle of a letter is dark; nothing is where only a frame was drawn."""
    middle = picture.crop((10, 10, 30, 30))
    return sum(middle.histogram()[:128]) / (middle.width * middle.height)
