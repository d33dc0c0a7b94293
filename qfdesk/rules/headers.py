"""Which column of somebody's table is which field: by label, key, the trade's other words for it, and likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

SYNONYMS: dict[str, tuple[str, ...]] = {
    "product": (
        "品名", "药品", "药品名称", "通用名", "通用名称", "产品名称", "商品名称", "货品名称", "品名规格",
        "药名", "名称", "DRUG_CHEM_NAME", "product name", "drug name",
    ),
    "name": (
        "名称", "单位名称", "客户名称", "供应商名称", "品名", "药品名称", "通用名", "通用名称", "产品名称",
        "姓名", "DRUG_CHEM_NAME", "DRUG_NAME",
    ),
    "trade_name": ("商品名", "商标名", "DRUG_TRADE_NAME", "brand"),
    "specification": ("规格", "药品规格", "规格型号", "规格/型号", "包装规格", "DRUG_SPEC", "spec", "strength"),
    "dosage_form": ("剂型", "DRUG_DOSE", "form"),
    "unit": ("单位", "计量单位", "包装单位", "DRUG_PACKING_UNIT", "uom"),
    "maker": (
        "生产企业", "生产厂家", "生产厂商", "厂家", "生产单位", "制造商", "产地厂家", "DRUG_MANUFATURER",
        "DRUG_MANUFACTURER",
    ),
    "holder": ("上市许可持有人", "持有人", "药品上市许可持有人", "MAH"),
    "approval_number": ("批准文号", "国药准字", "注册证号", "DRUG_LICENSE_NO", "licence number", "license number"),
    "barcode": ("条码", "条形码", "69码", "商品条码", "追溯码", "EAN", "GTIN"),
    "origin": ("产地",),
    "batch": ("批号", "产品批号", "生产批号", "药品批号", "批次", "批次号", "lot", "lot no", "batch no"),
    "batch_number": ("批号", "产品批号", "生产批号", "批次", "lot", "lot no", "batch no"),
    "made_on": ("生产日期", "制造日期", "mfg date"),
    "expires_on": ("有效期", "有效期至", "失效期", "失效日期", "效期", "有效期限", "expiry", "expiry date", "exp"),
    "supplier": ("供货单位", "供应商", "供货商", "供货企业"),
    "buyer": (
        "购货单位", "购买单位", "客户", "客户名称", "购买方", "购货方", "往来单位", "收货单位", "销往单位",
        "销售去向", "customer", "customer name", "sold to",
    ),
    "customer": (
        "客户", "客户名称", "客户单位", "投诉人", "投诉单位", "反馈单位", "顾客", "顾客姓名", "来访单位",
        "customer name",
    ),
    "contact_name": ("联系人", "投诉人", "投诉人姓名", "姓名", "反馈人"),
    "contact_phone": ("联系电话", "电话", "联系方式", "手机", "手机号"),
    "contact": ("联系人", "负责人"),
    "phone": ("电话", "联系电话", "联系方式", "手机", "手机号", "tel"),
    "email": ("邮箱", "电子邮件"),
    "address": ("地址", "联系地址", "收货地址", "详细地址", "单位地址"),
    "credit_code": ("统一社会信用代码", "信用代码", "税号"),
    "kind": ("类别", "类型", "性质", "单位性质", "客户类型"),
    "sold_at": (
        "销售日期", "销售时间", "出库日期", "日期", "开票日期", "发货日期", "售出日期", "date", "sales date",
    ),
    "received_at": (
        "接收时间", "接收日期", "受理日期", "受理时间", "投诉日期", "投诉时间", "登记日期", "来访日期",
        "反馈日期", "日期", "接诉时间", "date received", "date",
    ),
    "closed_at": ("办结日期", "结案日期", "处理完成日期", "完成日期", "关闭日期", "date closed"),
    "document": (
        "单号", "销售单号", "出库单号", "单据编号", "单据号", "票号", "发票号", "随货同行单号", "invoice",
        "document no",
    ),
    "quantity": ("数量", "销售数量", "出库数量", "销量", "qty"),
    "price": ("单价", "销售单价", "售价", "含税单价", "价格"),
    "story": (
        "投诉内容", "反馈内容", "内容", "情况描述", "问题描述", "事由", "摘要", "备注", "描述", "详情",
        "description",
    ),
    "remark": ("备注", "说明", "REMARK", "note", "notes"),
    "result": ("处理结果", "处理情况", "处理意见", "结果"),
    "cause": ("原因", "原因分析", "调查结果"),
    "handler": ("经办人", "处理人", "销售员", "业务员", "负责人", "sold by"),
    "department": ("部门", "责任部门", "处理部门"),
    "place": ("存放地点", "仓库", "库位", "货位"),
    "archive_number": ("编号", "登记编号", "投诉编号", "档案号", "原编号", "complaint id"),
    "initials": ("拼音码", "助记码", "拼音简码", "DRUG_PINYIN"),
    "login": ("账号", "登录名", "用户名", "工号"),
    "bought": ("购进数量", "进货数量", "入库数量"),
    "stock": ("库存", "库存数量", "结存"),
}  # fmt: skip
"""Other words for a field by its key: those on the ledgers of the trade and in the exports of its programs."""

NEVER = ("序号", "行号", "no", "#", "合计", "金额合计")
"""Columns that only count."""

TOTALS = re.compile(
    r"(本[日月年页季]|累计|总|小)?(合计|总计|小计|累计)(金额|数量|行)?|(sub|grand)?\s*totals?|sum", re.IGNORECASE
)
_FOOT = re.compile(r"(制表|制单|审核|复核|填表|填报|保管|打印)(人|员|日期|时间)?\s*[:：].*", re.DOTALL)
_BRACKETS = re.compile(r"[(\[{【（〔].*?[)\]}】）〕]")
_NOISE = re.compile(r"[\s\W_]+")
_ENOUGH = 58.0


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """A header without what people write differently: width, case, spaces, punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def likeness(header: str, name: str) -> float:
    """How surely a header means a name, up to 100."""
    said, bare, known = normal(header), normal(_BRACKETS.sub("", header)), normal(name)
    if not said or not known:
        return 0.0
    if said == known:
        return 100.0
    if bare == known or said == normal(_BRACKETS.sub("", name)):
        return 92.0
    shorter, longer = sorted((bare or said, known), key=len)
    if len(shorter) > 1 and longer.endswith(shorter):  # the head of a Chinese compound stands last
        return 60.0 + 25.0 * len(shorter) / len(longer)
    if len(shorter) > 1 and shorter in longer:
        return 45.0 + 25.0 * len(shorter) / len(longer)
    return 75.0 * SequenceMatcher(None, bare or said, known).ratio()


def score(header: str, path: str, names: Sequence[str]) -> float:
    """How surely a header means a field, known by its labels and its key; ``path`` may be ``link.field``."""
    if normal(header) in {normal(word) for word in NEVER}:
        return 0.0
    link, _dot, key = path.rpartition(".")
    best = max((likeness(header, name) for name in (*names, path)), default=0.0)
    words = max((likeness(header, word) for word in SYNONYMS.get(key, ())), default=0.0)
    found = max(best, words - 3)
    return found - (4 if link else 0)  # a field of the record itself comes before the same one of what it links to


def matched(headers: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """{column: path} of the headers that are understood; the surest first, every path once."""
    scored = [
        (score(header, path, said), -order, place, path)
        for place, header in enumerate(headers)
        if header.strip()
        for order, (path, said) in enumerate(names.items())
    ]
    found: dict[int, str] = {}
    for sure, _order, place, path in sorted(scored, key=lambda one: (-one[0], one[2], -one[1])):
        if sure >= _ENOUGH and place not in found and path not in found.values():
            found[place] = path
    return found


def header_row(rows: Sequence[Sequence[str]], names: Mapping[str, Sequence[str]]) -> int:
    """The place of the row that holds the headers: where most cells are words for fields; titles stand above it."""
    best, place = 0.0, next((n for n, row in enumerate(rows) if sum(bool(c.strip()) for c in row) > 1), 0)
    for n, row in enumerate(rows):
        cells = [cell for cell in row if cell.strip()]
        if not cells:
            continue
        sure = sum(1 for path_score in _best_each(cells, names) if path_score >= 80)
        weight = sure + sure / len(cells)
        if weight > best:
            best, place = weight, n
    return place


def _best_each(cells: Sequence[str], names: Mapping[str, Sequence[str]]) -> list[float]:
    return [
        max((score(cell, path, said) for path, said in names.items()), default=0.0) if len(cell) <= 30 else 0.0
        for cell in cells
    ]


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row is one of totals: its first words say so."""
    first = [cell for cell in cells if cell.strip()][:2]
    return any(
        TOTALS.fullmatch(unicodedata.normalize("NFKC", cell).strip().strip(":：").replace(" ", "")) for cell in first
    )


def is_foot(cells: Sequence[str]) -> bool:
    """Whether a row only says who made the table."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return 0 < len(said) <= 4 and _FOOT.fullmatch(said[0]) is not None
