"""Invented records for the window's tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qfdesk.desk import Desk
from qfdesk.model.fields import Choice, Moment, Quantity, Ref
from qfdesk.model.values import Saved
from qfdesk.rules.clock import SHOP

NOW = dt.datetime(2026, 11, 20, 10, 5, tzinfo=SHOP)
PEOPLE = ("李秀英", "市三院药剂科", "欧阳䶮", "城东卫生站", "张建国")
PRODUCTS = ("阿莫西林胶囊", "头孢克肟分散片", "六味地黄丸", "布洛芬缓释胶囊")
STORIES = ("瓶内丸药表面有白色斑点", "胶囊潮解粘连", "外箱浸水,标签脱落")


def add_entry(desk: Desk, register: str, **values: Any) -> Saved:
    """Saves a record with everything required filled, and these values."""
    draft = desk.blank(register)
    for key, field in desk.entry(register).typed().items():
        if field.traits.required and not draft.values[key]:
            draft.values[key] = _plausible(field)
    draft.values.update(values)
    return desk.save(draft)


def _plausible(field: Any) -> Any:
    if isinstance(field, Choice):
        return next(iter(field.options))
    if isinstance(field, Moment):
        return NOW
    if isinstance(field, Quantity):
        return 2
    return Ref(None, "六味地黄丸") if field.kind == "link" else "六味地黄丸"


def fill(desk: Desk, complaints: int) -> None:
    """Complaints, the oldest first, half a day apart, for customers and products in turn."""
    for number in range(complaints):
        at = NOW - dt.timedelta(hours=12 * (complaints - number))
        with desk.at(at):
            who, what, batch = PEOPLE[number % 5], PRODUCTS[number % 4], f"K25{number:03d}"
            links = {"customer": Ref(None, who), "product": Ref(None, what), "batch": Ref(None, batch)}
            story = f"{STORIES[number % 3]}，第 {number + 1} 件"
            add_entry(desk, "complaint", channel="phone", story=story, **links)
