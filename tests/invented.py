"""Invented values for every kind of field, and records made of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qfdesk.desk import Desk
from qfdesk.model.check import applies, empty
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.values import Opened, Saved, Values
from qfdesk.rules.clock import SHOP

MORNING = dt.datetime(2026, 11, 20, 10, tzinfo=SHOP)
"""A Friday."""


@dataclass
class Clock:
    """A clock that stands until it is set."""

    now: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.now


def a_value(field: Any, n: int = 0) -> Any:
    """A value of the field's kind that no rule minds; another one for another ``n``."""
    options = list(getattr(field, "options", {}))
    made = {
        "text": lambda: f"瓶盖松动 {n}",
        "code": lambda: f"K{26000 + n}",
        "memo": lambda: f"第 {n} 次\n铝箔破损，胶囊受潮 50%_\\ 'x'",
        "choice": lambda: options[n % len(options)],
        "choices": lambda: (options[n % len(options)],),
        "date": lambda: dt.date(2026, 11, 20) - dt.timedelta(days=n),
        "moment": lambda: MORNING - dt.timedelta(hours=n),
        "number": lambda: 40 + n,
        "quantity": lambda: Decimal("2.5") + n,
        "money": lambda: Decimal("12.50") + n,
        "flag": lambda: n % 2 == 0,
        "lines": lambda: [{c.key: _cell(c, n) for c in field.columns}],
        "link": lambda: Ref(None, f"{field.rel_model.key} {n}"),
    }
    return made[field.kind]()


def _cell(column: Any, n: int) -> str:
    if column.kind == "choice":
        return str(list(column.options)[n % len(column.options)])
    return {"date": "2026-11-21", "moment": "2026-11-21T09:30:00+08:00", "quantity": "3", "money": "4.50"}.get(
        column.kind, f"另一种说法 {n}"
    )


def filled(entry: type[Entry], n: int = 0) -> Values:
    """A value for every field a person fills, with nothing that contradicts itself."""
    values = {key: a_value(field, n) for key, field in entry.typed().items()}
    values |= {key: None for key in ("quantity_bought", "quantity_sold", "expires_on") if key in values}
    if "received_at" in values:
        values["received_at"] = MORNING - dt.timedelta(days=30, hours=n)
    for key in ("bought_on", "sold_on", "occurred_on", "born_on", "noticed_on", "sampled_on", "issued_on"):
        if key in values:
            values[key] = dt.date(2026, 10, 1) - dt.timedelta(days=n)
    if "happened_at" in values:
        values["happened_at"] = values["received_at"] - dt.timedelta(hours=1)
    if entry.sealed_by:
        values[entry.sealed_by] = False
    if "refund_amount" in values:
        values["refund_amount"] = Decimal(1)
    return values


def save_one(desk: Desk, register: str, **values: Any) -> Saved:
    """Saves an entry with what is required and these values."""
    draft = desk.blank(register)
    whole = filled(desk.entry(register), 1)
    for key, field in desk.entry(register).typed().items():
        if field.traits.required and empty(draft.values[key]) and applies(desk.entry(register), key, draft.values):
            draft.values[key] = whole[key]
    draft.values.update(values)
    return desk.save(draft)


def change(desk: Desk, saved: Saved | Opened, reason: str = "", **values: Any) -> Saved:
    """Opens an entry, changes it and saves it."""
    draft = desk.edit(desk.open(saved.register, saved.id))
    draft.values.update(values)
    return desk.save(draft, reason)


def walk_to_the_end(desk: Desk, saved: Saved) -> list[str]:
    """Takes the way forward until the record is closed, filling what is missing; returns the moves done."""
    done: list[str] = []
    while not desk.open(saved.register, saved.id).values["closed_at"]:
        opened = desk.open(saved.register, saved.id)
        state = next(s for s in desk.moves(saved.register, opened.values) if not s.move.back)
        values = for_the_way(desk.entry(saved.register), state.missing)
        desk.move(saved.register, saved.id, opened.revision, state.move.key, values, "因为客户要求")
        done.append(state.move.key)
        assert len(done) < 20, done
    return done


def for_the_way(entry: type[Entry], missing: tuple[str, ...]) -> Values:
    """What a clerk would enter where these are still missing."""
    wanted = {key: a_value(entry.fields()[key]) for key in missing}
    kind = {"satisfied": "satisfied", "disposal": "destroy", "extent": "single", "same_batch": "同批已查，未见异常"}
    return wanted | {key: value for key, value in kind.items() if key in wanted}
