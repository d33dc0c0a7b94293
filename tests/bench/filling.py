"""Fills a ledger with many invented complaints by plain SQL: as ``desk.save`` leaves them, a hundred times faster."""

# ruff: noqa: E501 (a list of words a line)

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qfdesk.app import make_desk
from qfdesk.registers import all_entries
from qfdesk.rules.words import tokens
from qfdesk.store.history import GENESIS, digest
from qfdesk.store.pinyin import initials

NOW = dt.datetime(2026, 11, 20, 2)
"""UTC, a Friday at ten in the shop."""
YEARS = 8
OPEN = 0.02
"""The share of complaints still open: the newest."""

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文志海燕春晓东宁凯博雅欣怡"
_PLACES = [
    "杭州",
    "宁波",
    "温州",
    "绍兴",
    "嘉兴",
    "湖州",
    "金华",
    "台州",
    "苏州",
    "无锡",
    "南京",
    "合肥",
    "武汉",
    "长沙",
    "重庆",
    "成都",
    "西安",
    "郑州",
    "济南",
    "青岛",
]
_HOUSES = ["康宁", "仁和", "同济", "百草", "益民", "华康", "德善", "惠民", "国泰", "安泰", "永兴", "广济"]
_KINDS = ["大药房", "人民医院", "中医院", "医药有限公司", "连锁药店", "卫生院", "诊所"]
_STEMS = [
    "头孢克肟",
    "头孢拉定",
    "阿莫西林",
    "布洛芬",
    "二甲双胍",
    "氨氯地平",
    "板蓝根",
    "六味地黄",
    "复方丹参",
    "感冒清热",
    "藿香正气",
    "万古霉素",
    "阿司匹林",
    "奥美拉唑",
    "氯雷他定",
    "维生素",
]
_FORMS = ["胶囊", "片", "颗粒", "丸", "注射液", "口服液", "软膏", "滴眼液"]
_PHRASES = [
    "顾客反映打开包装后发现",
    "胶囊破损",
    "药片有裂纹",
    "铝箔没有封严",
    "瓶口密封膜缺失",
    "说明书缺页",
    "批号印刷不清",
    "盒内少一板",
    "颗粒结块受潮",
    "口服液有沉淀",
    "药液颜色比上次深",
    "有异味",
    "外盒被压坏",
    "服用后出现皮疹",
    "服用后恶心头晕",
    "怀疑是过敏反应",
    "已停药并就医",
    "要求退货",
    "要求更换",
    "要求给出书面答复",
    "已安抚顾客情绪",
    "留样复检符合规定",
    "同批次未发现类似情况",
    "运输途中受挤压",
    "仓库温湿度记录正常",
    "供货单位已确认",
    "质量管理部已登记",
    "电话回访顾客表示满意",
    "现场查看药箱存放条件",
    "与包装线记录核对",
    "发现物料平衡正常",
    "初步判断为储存不当",
    "建议加强出库检查",
    "已通知门店下架检查",
    "顾客提供照片三张",
    "购药小票已留存",
]
_CHARACTERS = "".join(chr(c) for c in range(0x4E00, 0x4E00 + 3000))


def fill(folder: Path, records: int, seed: int = 7) -> Path:
    """Makes a ledger with so many complaints in the folder and gives back its path."""
    path = folder / "ledger.db"
    make_desk(str(path), folder, "王芳").close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("BEGIN")
    _Filling(db, random.Random(seed)).all(records)
    db.execute("COMMIT")
    db.close()
    return path


class _Filling:
    def __init__(self, db: sqlite3.Connection, dice: random.Random) -> None:
        self.db, self.dice = db, dice
        last = db.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
        self.seq: int = last[0] if last else 0
        self.hash: str = last[1] if last else GENESIS
        self.search = 0
        self.entries = all_entries()
        self.kinds: list[str] = list(self.entries["complaint"].fields()["kind"].options)
        self.names: dict[str, list[tuple[str, str]]] = {}
        self.product_of: list[int] = []

    def all(self, records: int) -> None:
        for table in ("operator", "department", "search_entry"):
            self.db.execute(f"DELETE FROM {table}")
        self.db.execute("INSERT INTO search_index(search_index) VALUES('delete-all')")
        self._people()
        parties, products = max(50, min(20_000, records // 5)), max(20, min(2_000, records // 50))
        self._masters("party", (self._party() for _n in range(parties)))
        self._masters("product", (self._product(n) for n in range(products)))
        self._masters("batch", (self._batch(n) for n in range(max(50, min(30_000, records // 4)))))
        self._complaints(records)

    def _blank(self, key: str) -> dict[str, Any]:
        """A column for every field, empty as the desk leaves it."""
        found: dict[str, Any] = {}
        for field in self.entries[key].fields().values():
            empty = None if field.null else 0 if field.kind == "flag" else ""
            default = field.default if isinstance(field.default, str | int) else empty
            found[field.column_name] = default
        return found | {"revision": 1, "created_at": str(NOW), "changed_at": str(NOW), "voided_at": None}

    def _insert(self, key: str, rows: Iterator[dict[str, Any]]) -> None:
        blank = self._blank(key)
        columns = ", ".join(f'"{name}"' for name in ("id", *blank))
        places = ", ".join(f":{name}" for name in ("id", *blank))
        table = self.entries[key]._meta.table_name
        whole = (blank | {"uid": self._uid()} | row for row in rows)
        self.db.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', whole)

    def _uid(self) -> str:
        return uuid.UUID(int=self.dice.getrandbits(128)).hex

    def _people(self) -> None:
        self._masters("department", ({"name": name} for name in ("质量管理部", "销售部", "仓储部")))
        names = ["王芳", *(self._person() for _n in range(11))]
        self._masters("operator", ({"name": name, "role": "clerk"} for name in names))

    def _person(self) -> str:
        return self.dice.choice(_SURNAMES) + "".join(self.dice.choices(_GIVEN, k=2))

    def _party(self) -> dict[str, Any]:
        dice = self.dice
        if dice.random() < 0.6:
            return {"name": self._person(), "kind": "person", "phone": f"13{dice.randrange(10**9):09d}"}
        house = dice.choice(_PLACES) + dice.choice(_HOUSES) + dice.choice(_GIVEN) + dice.choice(_KINDS)
        return {"name": house, "kind": "retail", "contact": self._person()}

    def _product(self, n: int) -> dict[str, Any]:
        name = _STEMS[n % 16] + _FORMS[n // 16 % 8]
        maker = f"{self.dice.choice(_PLACES)}{self.dice.choice(_HOUSES)}制药有限公司"
        return {
            "name": name,
            "specification": f"0.{n % 97 + 1}g",
            "maker": maker,
            "approval_number": f"国药准字H{n:08d}",
        }

    def _batch(self, n: int) -> dict[str, Any]:
        self.product_of.append(self.dice.randrange(len(self.names["product"])) + 1)
        return {"batch_number": f"{19 + n % 8}{n % 12 + 1:02d}{n:05d}", "product_id": self.product_of[-1]}

    def _masters(self, key: str, rows: Iterator[dict[str, Any]]) -> None:
        made: list[dict[str, Any]] = []
        for number, row in enumerate(rows, 1):
            name = str(row.get("name") or row["batch_number"])
            made.append({"id": number, "initials": initials(name), **row})
        self._insert(key, iter(made))
        named = self.entries[key].named
        self.names[key] = [(" ".join(str(m.get(k, "")) for k in named).strip(), m["initials"]) for m in made]
        lines = (("\n".join(str(v) for k, v in m.items() if k not in ("id", "initials", "kind")), m) for m in made)
        self._searches((key, m["id"], self.names[key][m["id"] - 1][0], body, m["initials"]) for body, m in lines)

    def _searches(self, rows: Iterator[tuple[str, int, str, str, str]]) -> None:
        for row in rows:
            self.search += 1
            self.db.execute("INSERT INTO search_entry VALUES (?,?,?,?,?,?,?,?)", (self.search, *row, "", ""))
            said = " ".join(tokens(f"{row[3]}\n{row[4]}"))
            self.db.execute("INSERT INTO search_index(rowid, body) VALUES (?,?)", (self.search, said))

    def _complaints(self, records: int) -> None:
        first = NOW - dt.timedelta(days=365 * YEARS)
        step = dt.timedelta(days=365 * YEARS) / (records + 1)
        made: list[dict[str, Any]] = []
        for number in range(1, records + 1):
            made.append(self._complaint(number, first + step * number, number > records * (1 - OPEN)))
            if len(made) == 2000 or number == records:
                self._insert("complaint", ({k: v for k, v in m.items() if k != "clocks"} for m in made))
                self._searches(("complaint", m["id"], m["number"], self._body(m), self._initials(m)) for m in made)
                self._clocks(made)
                self._histories(made)
                made.clear()
        years = range(first.year, NOW.year + 1)
        self.db.executemany("INSERT INTO counter VALUES ('complaint', ?, ?)", ((year, records) for year in years))

    def _text(self, phrases: int) -> str:
        dice = self.dice
        noise = "".join(dice.choices(_CHARACTERS, k=dice.randrange(4, 30)))
        return "，".join([*dice.choices(_PHRASES, k=phrases), noise]) + "。"

    def _complaint(self, number: int, at: dt.datetime, is_open: bool) -> dict[str, Any]:
        dice = self.dice
        at = at.replace(microsecond=0)
        batch = dice.randrange(len(self.product_of)) + 1
        clerk = dice.randrange(len(self.names["operator"])) + 1
        stage = dice.choice(("received", "accepted", "investigating", "deciding", "replying")) if is_open else "closed"
        row: dict[str, Any] = {
            "id": number, "number": f"TS-{at.year}-{number:07d}", "stage": stage, "received_at": str(at),
            "recorded_by_id": clerk, "handler_id": dice.randrange(1, 12), "channel": "phone",
            "kind": dice.choice(self.kinds), "customer_id": dice.randrange(len(self.names["party"])) + 1,
            "product_id": self.product_of[batch - 1], "batch_id": batch, "story": self._text(7),
            "contact_phone": f"13{dice.randrange(10**9):09d}", "accepted_at": str(at + dt.timedelta(hours=dice.randrange(1, 30))),
        }  # fmt: skip
        if not is_open:
            done = str(at + dt.timedelta(days=dice.randrange(1, 12)))
            row |= {"findings": self._text(6), "result": self._text(6), "closed_at": done, "closed_by_id": clerk}
            row |= {"proposed_at": done, "replied_at": done, "informed_at": done, "satisfied": "satisfied"}
        if dice.random() < 0.01:
            row |= {"voided_at": str(NOW), "void_reason": "重复登记"}
        hours = (24, 60, 150) if stage == "received" else (60, 150)
        live = is_open and not row.get("voided_at")
        row["clocks"] = [str(at + dt.timedelta(hours=h)) for h in hours] if live else []
        return row

    def _body(self, row: dict[str, Any]) -> str:
        linked = [self.names[key][row[f"{link}_id"] - 1][0] for key, link in _LINKED]
        return "\n".join([row["number"], *linked, row["contact_phone"], *(row.get(k, "") for k in _TEXTS)]).strip()

    def _initials(self, row: dict[str, Any]) -> str:
        return " ".join(self.names[key][row[f"{link}_id"] - 1][1] for key, link in _LINKED)

    def _clocks(self, made: list[dict[str, Any]]) -> None:
        keys = ("answer", "investigate", "accept")
        self.db.executemany(
            "INSERT INTO running_clock (register, entry, number, deadline, due_at, certain, moved, paused, version, note) VALUES ('complaint',?,?,?,?,1,0,0,1,'')",
            (
                (m["id"], m["number"], key, at)
                for m in made
                for key, at in zip(keys, reversed(m["clocks"]), strict=False)
            ),
        )

    def _histories(self, made: list[dict[str, Any]]) -> None:
        for row in made:
            self.seq += 1
            line = {
                "seq": self.seq, "at": row["received_at"].replace(" ", "T"), "who": "王芳", "register": "complaint", "entry": row["id"],
                "number": row["number"], "act": "create", "field": "", "before": "", "after": row["story"], "reason": "",
            }  # fmt: skip
            mark = digest(line, self.hash)
            kept = (*(row["received_at"] if k == "at" else v for k, v in line.items()), self.hash, mark)
            self.db.execute("INSERT INTO history VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", kept)
            self.hash = mark


_LINKED = (("party", "customer"), ("product", "product"), ("batch", "batch"))
_TEXTS = ("story", "findings", "result")
