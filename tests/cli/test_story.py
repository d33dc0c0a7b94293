"""One story by commands: a complaint about a batch, until the last of what came of it is closed and counted."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from qfdesk.rules.clock import SHOP
from tests.cli.conftest import Answer, Ask

DRUG, BATCH = "双黄连口服液", "26A03"
TODAY = dt.datetime.now(SHOP).date()  # the shop's day, which the machine's may not be yet
MONTH = f"{TODAY:%Y-%m}"
GOODS = {"product": DRUG, "batch": BATCH}
LEDGER = """康民大药房 产品销售台账,,,,,,,
销售日期,购货单位,联系人,联系电话,品名,批号,数量,单价
2026.3.5,益年堂药店,安店长,13900000111,双黄连口服液,26A03,10,17.9
2026.3.9,同和里药店,施店长,13900000112,双黄连口服液,26A03,8,17.9
2026.4.2,益年堂药店,安店长,13900000111,双黄连口服液,26A03,4,17.9
2026.4.6,站前惠民药房,金店长,13900000113,双黄连口服液,26A04,6,17.9
,,,,合计,,28,
"""
"""As the shop's old program hands it out: a title above, dates with full stops, a sum below, in GBK."""


class Story:
    """Says the commands one after the other; whatever is refused stops it."""

    def __init__(self, ask: Ask, folder: Path) -> None:
        self.ask, self.folder = ask, folder

    def told(self, *words: str, **named: Any) -> Answer:
        answer = self.ask(*words, **named)
        assert answer.status == 0, answer.err
        return answer

    def add(self, register: str, origin: str = "", **fields: Any) -> str:
        """A new record, made from another where ``origin`` names it; its number."""
        return self.told("add", register, *(("--from", origin) if origin else ()), given=fields).lines[0]

    def move(self, number: str, move: str, reason: str = "", **fields: str) -> None:
        sets = [word for key, value in fields.items() for word in ("--set", f"{key}={value}")]
        self.told("move", number, move, *sets, *(("--reason", reason) if reason else ()))

    def shown(self, number: str) -> dict[str, Any]:
        found: dict[str, Any] = self.told("show", number, "--json").json
        return found

    def printed(self, number: str, form: str) -> str:
        """What stands on the paper, without spaces."""
        file = self.folder / f"{number}-{form}.pdf"
        self.told("print", number, "--form", form, "-o", str(file), "--paper-lang", "zh_CN")
        document = pypdfium2.PdfDocument(file)
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        document.close()
        return text

    def totals(self) -> dict[str, float]:
        found: dict[str, float] = self.told("trail", BATCH, "--totals", "--json").json
        return found


@pytest.fixture
def story(ask: Ask, tmp_path: Path) -> Story:
    return Story(ask, tmp_path)


def test_a_bad_batch_from_the_first_complaint_to_the_last_closed_case(story: Story) -> None:
    import_the_sales(story)
    complaint = take_the_complaints(story)
    issue = lock_the_batch(story, complaint)
    stop = stop_the_sale(story, issue)
    recall = recall_from_the_buyers(story, stop)
    returns = [take_back(story, recall, "益年堂药店", 9), take_back(story, recall, "同和里药店", 8)]
    finish_the_recall(story, recall)
    finish_the_stop(story, stop)
    action = prove_the_action(story, recall)
    report_to_the_regulator(story, issue)
    visits = [visit_again(story, recall, buyer) for buyer in ("益年堂药店", "同和里药店")]
    answer_the_customer(story, complaint)
    everything_is_closed(story, [complaint, issue, stop, recall, *returns, action, *visits])
    the_trail_tells_it_all(story)
    the_month_counts_it(story)
    story.told("check")


# the chapters


def import_the_sales(story: Story) -> None:
    file = story.folder / "销售台账.csv"
    file.write_bytes(LEDGER.encode("gbk"))
    dry = story.told("import", "sale", str(file), "--dry-run", lang="zh_CN")
    assert "4" in dry.lines[-1]
    done = story.told("import", "sale", str(file), "--json").json
    assert len(done["imported"]) == 4
    assert story.told("list", "party", "--where", "name=益年堂药店", "--json").json[0]["phone"] == "13900000111"
    (batch,) = [b for b in story.told("list", "batch", "--json").json if b["batch_number"] == BATCH]
    assert batch["product"] == DRUG


def take_the_complaints(story: Story) -> str:
    first = story.add("complaint", channel="phone", kind="quality", customer="张桂兰", story="瓶口渗漏", **GOODS)
    number = story.add("complaint", channel="visit", kind="quality", customer="李春生", story="盒内发黏", **GOODS)
    near = [line["number"] for line in story.told("trail", BATCH, "--json").json if line["register"] == "complaint"]
    assert near == [first, number]
    alike = [one["number"] for one in story.told("list", "complaint", "--where", f"batch={BATCH}", "--json").json]
    assert set(alike) == {first, number}
    story.move(first, "accept")
    story.move(first, "inform")
    story.move(first, "investigate", severity="ordinary", extent="few", handler="赵敏")
    opinion = {"truth": "true", "findings": "同一批", "cause": "轧盖不严", "responsible": "maker"}
    story.move(first, "propose", **opinion, proposal="并案退款", same_batch="已锁定")
    story.move(first, "decide", measures="refund", result="已退款")
    story.move(first, "reply", reply_text="已退款")
    story.move(first, "close", satisfied="satisfied")
    return number


def lock_the_batch(story: Story, complaint: str) -> str:
    story.move(complaint, "accept")
    story.move(complaint, "inform")
    story.move(complaint, "investigate", severity="major", extent="lot", handler="赵敏")
    amounts = {"quantity_bought": 40, "quantity_stock": 12, "quantity_sold": 22, "quantity_affected": 5}
    issue = story.add("batch_issue", complaint, source="customer", problem="packing", **amounts)
    assert story.shown(issue)["story"] == "盒内发黏"
    story.move(issue, "accept", control="locked", controlled_at=f"{dt.datetime.now():%Y-%m-%d %H:%M}")
    story.move(issue, "department_opinion", department_opinion="整批下架", handler="赵敏")
    opinion = {"truth": "true", "severity": "major", "extent": "lot", "verdict": "recall"}
    story.move(issue, "quality_opinion", **opinion, same_batch="同批投诉二起", quality_opinion="密封不合格，追回")
    return issue


def stop_the_sale(story: Story, issue: str) -> str:
    stop = story.add("stop_sale", issue, source="customer")
    assert story.shown(stop)["quantity_stock"] == 12
    story.move(stop, "stop", opinion="立即下架")
    story.move(stop, "lock", quantity_locked="12", lock_place="不合格品库")
    story.move(stop, "feed_back", feedback="库存12盒已锁定", fed_back_to="供货单位")
    return stop


def recall_from_the_buyers(story: Story, stop: str) -> str:
    recall = story.add("recall", stop, kind="recover", level="two")
    buyers = story.shown(recall)["buyers"]
    found = [(line["buyer"], line["contact"], line["phone"], line["sold"]) for line in buyers]
    assert found == [("益年堂药店", "安店长", "13900000111", "14"), ("同和里药店", "施店长", "13900000112", "8")]
    story.move(recall, "stop")
    story.move(recall, "lock", quantity_locked="12", lock_place="不合格品库")
    told = [{**line, "told_at": f"{dt.datetime.now():%Y-%m-%d %H:%M}", "way": "电话"} for line in buyers]
    early = story.ask("move", recall, "notify", "--set", "plan=电话通知", "--set", "feedback=已锁定")
    assert (early.status, "益年堂药店" in early.sentence) == (2, True)
    story.move(recall, "notify", plan="电话通知", feedback="已锁定", buyers=as_json(told))
    return recall


def take_back(story: Story, recall: str, customer: str, quantity: int) -> str:
    number = story.add("goods_return", recall, customer=customer, ground="recall", quantity_claimed=quantity)
    story.move(number, "receive", quantity_received=str(quantity))
    story.move(number, "confirm", confirmation="召回药品", department="质量管理部", handler="赵敏")
    story.move(number, "decide", disposal="supplier", responsible="maker", result="退供货单位")
    story.move(number, "settle", location="unfit")
    story.move(number, "close", visited_on=f"{TODAY}", satisfied="satisfied")
    return number


def finish_the_recall(story: Story, recall: str) -> None:
    back = {"益年堂药店": "9", "同和里药店": "8"}
    lines = [{**line, "recovered": back[line["buyer"]]} for line in story.shown(recall)["buyers"]]
    story.move(recall, "complete", effect="most", buyers=as_json(lines), shortfall="五盒已服用，回访无不适")
    shown = story.shown(recall)
    assert (shown["quantity_recovered"], shown["outstanding"], shown["recovered_share"]) == (17, 5, 77.3)
    now = f"{dt.datetime.now():%Y-%m-%d %H:%M}"
    story.move(
        recall, "close", disposed_as="supplier", quantity_disposed="29", summary="追回17盒", result="办结",
        head_told_at=now, regulator_told_at=now,
    )  # fmt: skip


def finish_the_stop(story: Story, stop: str) -> None:
    story.move(stop, "dispose", disposal="recall", result="随追回药品退供货单位")


def prove_the_action(story: Story, recall: str) -> str:
    number = story.add("capa", recall, source="batch_issue")
    assert story.shown(number)["origin_number"] == recall
    story.move(number, "take", department="储运部", handler="周建华")
    story.move(number, "analyse", cause_kind="material", cause="验收没有倒置检查")
    planned = {"what": "修订验收规程", "owner": "赵敏", "due": f"{TODAY}"}
    texts = {"corrective": "倒置检查", "parallels": "其他口服液已查", "due_on": f"{TODAY}"}
    story.move(number, "approve", **texts, actions=as_json([planned]))
    open_still = story.ask(
        "move", number, "done", "--set", f"done_on={TODAY}", "--set", f"verify_on={TODAY}"
    )
    assert (open_still.status, "修订验收规程" in open_still.sentence) == (2, True)
    done = {**planned, "done": f"{TODAY}", "proof": "规程第三版"}
    story.move(
        number, "done", actions=as_json([done]), done_on=f"{TODAY}", verify_on=f"{TODAY}"
    )  # fmt: skip
    story.move(number, "close", verify_way="抽查六批", effect="effective", verify_note="无渗漏", result="有效")
    return number


def report_to_the_regulator(story: Story, issue: str) -> None:
    now = f"{dt.datetime.now():%Y-%m-%d %H:%M}"
    refused = story.ask(
        "move", issue, "close", "--set", "measures=recall", "--set", "result=追回", "--set", f"answered_at={now}"
    )
    assert (refused.status, "D2.6" in refused.sentence) == (2, True)
    told = {"head_told_at": now, "regulator_told_at": now, "suspicion": "poor_other"}
    story.move(issue, "close", measures="stop_sale,recall,report", result="追回17盒", answered_at=now, **told)
    page = story.printed(issue, "regulator_report")
    assert [word for word in (issue, DRUG, BATCH, "盒内发黏", "追回17盒") if word not in page] == []
    assert "李春生" not in page


def visit_again(story: Story, recall: str, buyer: str) -> str:
    number = story.add("visit", recall, customer=buyer, purpose="追回后回访", story="换货已到，无异常")
    assert story.shown(number)["batch"] == BATCH
    story.move(number, "file")
    return number


def answer_the_customer(story: Story, complaint: str) -> None:
    opinion = {"truth": "true", "findings": "轧盖不严", "cause": "轧盖压力不足", "responsible": "maker"}
    story.move(
        complaint, "propose", **opinion, proposal="退款并追回同批", same_batch="同批投诉二起，已追回", review="已评审"
    )
    story.move(complaint, "decide", measures="refund,recall", result="已追回", leader_opinion="同意")
    story.move(complaint, "reply", reply_text="已追回同批并退款")
    story.move(complaint, "close", satisfied="satisfied")


# what stands at the end


def everything_is_closed(story: Story, numbers: list[str]) -> None:
    assert {story.shown(number)["stage"] for number in numbers} == {"closed"}
    assert story.told("due", "--json").json["due"] == []


def the_trail_tells_it_all(story: Story) -> None:
    lines = story.told("trail", BATCH, "--json").json
    registers = [line["register"] for line in lines]
    expected = {"sale": 3, "complaint": 2, "batch_issue": 1, "stop_sale": 1, "recall": 1}
    expected |= {"goods_return": 2, "capa": 1, "visit": 2}
    assert {register: registers.count(register) for register in registers} == expected
    amounts = {"sold": 22, "affected": 5, "locked": 12, "returned": 17, "recovered": 17, "outstanding": 5}
    assert story.totals() == amounts
    buyers = story.told("trail", BATCH, "--buyers", "--json").json
    assert [(one["buyer"], one["sold"], one["returned"]) for one in buyers] == [
        ("益年堂药店", 14, 9),
        ("同和里药店", 8, 8),
    ]


def the_month_counts_it(story: Story) -> None:
    found = story.told("report", "monthly_summary", "--month", MONTH, "--json").json
    received: dict[str, int] = {}
    for page in found["pages"]:
        kinds = next(table for table in page["tables"] if table["key"] == "kinds")
        at = {column: place for place, column in enumerate(kinds["columns"])}
        for row in kinds["rows"]:
            received[row[0]] = received.get(row[0], 0) + row[at["Received"]]
            assert (row[at["Open"]], row[at["Overdue"]]) == (0, 0)
    expected = {"Complaints": 2, "Batch issues": 1, "Stop-sales": 1, "Recalls": 1, "Returns": 2, "Visits": 2}
    assert received == expected | {"Corrective and preventive actions": 1}
    file = story.folder / "小结.pdf"
    story.told("report", "monthly_summary", "--month", MONTH, "-o", str(file), "--paper-lang", "zh_CN")
    assert file.stat().st_size > 10_000


def as_json(lines: list[dict[str, str]]) -> str:
    return json.dumps(lines, ensure_ascii=False)
