"""The invented shop: its departments, people, customers, drugs and batches, made as masters of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from qfdesk.desk import Desk
from qfdesk.desk.sample.stories import told
from qfdesk.model.fields import Ref
from qfdesk.model.values import Draft, Query, Saved, Values

REST = dt.timedelta(days=40)
"""A batch is not named again before, so that only those stand out that shall."""


@dataclass
class Lot:
    """A batch as the stories need it."""

    ref: Ref
    made: dt.date
    expires: dt.date
    supplier: Ref
    bought: int
    stock: int
    used: list[dt.datetime] = field(default_factory=list)
    sales: list[tuple[dt.datetime, int]] = field(default_factory=list)
    stopped: dt.datetime | None = None

    @property
    def arrives(self) -> dt.date:
        return self.made + dt.timedelta(days=20)

    def on_sale(self, at: dt.datetime) -> bool:
        return self.arrives + dt.timedelta(days=5) < at.date() < self.expires - dt.timedelta(days=25)

    def sold(self, at: dt.datetime) -> int:
        """How much of it was sold until then."""
        return sum(quantity for when, quantity in self.sales if when <= at)

    def fresh(self, at: dt.datetime) -> bool:
        return all(abs(at - other) > REST for other in self.used)


@dataclass
class Drug:
    """A product as the stories need it."""

    ref: Ref
    name: str
    form: str
    unit: str
    maker: str
    price: Decimal
    lots: list[Lot] = field(default_factory=list)

    def fits(self, wanted: tuple[str, ...]) -> bool:
        return self.name in wanted or self.form in wanted


@dataclass
class Guest:
    """A customer or unit as the stories need it."""

    ref: Ref
    kind: str
    contact: str
    phone: str
    address: str
    post: str = ""
    sex: str = ""
    age: int | None = None


@dataclass
class Shop:
    """Everything the records point at."""

    departments: dict[str, Ref]
    staff: dict[str, list[str]]
    people: dict[str, Ref]
    guests: dict[str, list[Guest]]
    drugs: list[Drug]

    def guest(self, name: str) -> Guest:
        """The customer or unit of this name."""
        return next(guest for guests in self.guests.values() for guest in guests if guest.ref.text == name)

    def department_of(self, name: str) -> Ref:
        return self.departments.get(name) or next(iter(self.departments.values()))


def open_shop(desk: Desk, rng: Random, today: dt.date) -> Shop:
    """Makes every master. Those already in the ledger are left as they are."""
    departments = _departments(desk)
    staff, people = _people(desk, departments)
    _posts(desk, departments, people, today)
    guests = _guests(desk, rng)
    drugs = _drugs(desk, rng)
    _lots(rng, today, drugs, [guest.ref for guest in guests["wholesale"]])
    return Shop(departments, staff, people, guests, drugs)


def _made(desk: Desk, key: str, rows: list[Values]) -> list[Ref]:
    drafts = [Draft(key, {**desk.blank(key).values, **row}) for row in rows]
    return [_ref(saved) for saved in desk.save_all(drafts)]


def _ref(saved: Saved) -> Ref:
    return Ref(saved.id, saved.title)


def _departments(desk: Desk) -> dict[str, Ref]:
    rows = told("shop")["department"]
    return dict(zip([row["name"] for row in rows], _made(desk, "department", rows), strict=True))


def _people(desk: Desk, departments: dict[str, Ref]) -> tuple[dict[str, list[str]], dict[str, Ref]]:
    rows = told("shop")["operator"]
    listed = desk.page(Query("operator"), 0, 100, ("name",))
    known = {row.values["name"]: Ref(row.id, row.values["name"]) for row in listed}
    new = [
        {**row, "roles": tuple(row["roles"]), "department": departments[row["department"]]}
        for row in rows
        if row["name"] not in known
    ]
    people = known | dict(zip([row["name"] for row in new], _made(desk, "operator", new), strict=True))
    staff: dict[str, list[str]] = {}
    for row in rows:
        for duty in (*row["roles"], row["department"]):
            staff.setdefault(duty, []).append(row["name"])
    return staff, people


def _posts(desk: Desk, departments: dict[str, Ref], people: dict[str, Ref], today: dt.date) -> None:
    """Who is named for what, since the year before."""
    year = today.year - 1
    rows = []
    for row in told("shop")["post"]:
        named = {key: people[row[key]] for key in ("person", "deputy") if key in row}
        given = {"department": departments[row["department"]], "document": row["document"].format(year=year)}
        rows.append({**row, **named, **given, "since": dt.date(year, 1, 10)})
    _made(desk, "post", rows)


def _guests(desk: Desk, rng: Random) -> dict[str, list[Guest]]:
    found: dict[str, list[Guest]] = {}
    phones = iter(rng.sample(range(10_000), 200))
    for kind, names in told("shop")["parties"].items():
        rows = [_guest(rng, kind.removesuffix("s"), name, next(phones)) for name in names]
        refs = _made(desk, "party", [_party(row) for row in rows])
        for row, ref in zip(rows, refs, strict=True):
            row.ref = ref
        found[kind.removesuffix("s")] = rows
    return found


def _guest(rng: Random, kind: str, told_as: str, phone: int) -> Guest:
    shop = told("shop")
    name, more, post = [*told_as.split("|"), ""][:3]
    address = shop["streets_number"].format(street=rng.choice(shop["streets"]), n=rng.randint(1, 260))
    guest = Guest(Ref(None, name), kind, more or name, f"{shop['phones']}{phone:04d}", address, post)
    if kind == "person":
        guest.contact, guest.age = name, rng.randint(24, 83)
        guest.sex = "male" if more == shop["male"] else "female"
    return guest


def _party(guest: Guest) -> Values:
    return {
        "name": guest.ref.text,
        "kind": guest.kind,
        "contact": guest.contact,
        "phone": guest.phone,
        "address": guest.address,
        "main_user": guest.kind in ("medical", "retail"),
        "remark": told("phrases")["remark_main"] if guest.kind in ("medical", "retail") else "",
    }


def _drugs(desk: Desk, rng: Random) -> list[Drug]:
    rows, makers = told("products")["product"], told("shop")["makers"]
    values = [_product(rng, row, makers[row[4]], n) for n, row in enumerate(rows)]
    refs = _made(desk, "product", values)
    return [
        Drug(ref, row[0], row[2], row[3], makers[row[4]], Decimal(row[7])) for row, ref in zip(rows, refs, strict=True)
    ]


def _product(rng: Random, row: list[Any], maker: str, n: int) -> Values:
    approval = told("products")["approval"].get(row[5], "")
    return {
        "name": row[0],
        "specification": row[1],
        "dosage_form": row[2],
        "unit": row[3],
        "maker": maker,
        "holder": maker,
        "approval_number": f"{approval}{rng.randint(10_000, 99_999)}" if approval else "",
        "barcode": _with_check_digit(f"6999{rng.randint(1, 9)}{n:03d}{rng.randint(0, 9999):04d}"),
    }


def _with_check_digit(body: str) -> str:
    total = sum(int(c) * (3 if n % 2 == 0 else 1) for n, c in enumerate(reversed(body)))
    return f"{body}{(10 - total % 10) % 10}"


def _lots(rng: Random, today: dt.date, drugs: list[Drug], suppliers: list[Ref]) -> None:
    for drug, row in zip(drugs, told("products")["product"], strict=True):
        for made in _days_of_making(rng, drug.name, today):
            expires = _months_on(made, int(row[6])) - dt.timedelta(days=1)
            bought = rng.randint(4, 30) * 10
            stock = rng.randint(2, bought // 2)
            lot = Lot(Ref(None, _number(row[8], made, rng)), made, expires, rng.choice(suppliers), bought, stock)
            if lot.ref.text not in (other.ref.text for other in drug.lots):
                drug.lots.append(lot)


def receive(desk: Desk, rng: Random, drug: Drug, lot: Lot) -> None:
    """A batch comes into the shop: it is made as a master."""
    lot.ref = _made(desk, "batch", [_batch(rng, drug, lot)])[0]


def _days_of_making(rng: Random, name: str, today: dt.date) -> Iterator[dt.date]:
    months = {known["months"] for known in told("products")["conspicuous"] if known["product"] == name}
    for back in sorted({21, 14, 8, 3} | months, reverse=True):
        yield _months_on(today.replace(day=1), -back).replace(day=3 if back in months else rng.randint(1, 27))


def _batch(rng: Random, drug: Drug, lot: Lot) -> Values:
    return {
        "batch_number": lot.ref.text,
        "product": drug.ref,
        "made_on": lot.made,
        "expires_on": lot.expires,
        "supplier": lot.supplier,
        "bought": Decimal(lot.bought),
        "stock": Decimal(lot.stock),
        "place": f"{rng.choice('ABCD')}-{rng.randint(1, 12):02d}-{rng.randint(1, 5)}",
    }


def _number(style: str, made: dt.date, rng: Random) -> str:
    if style == "d":
        return f"{made:%y%m%d}"
    if style == "da":
        return f"{made:%y%m%d}A"
    if style == "m":
        return f"{made:%y%m}{rng.randint(101, 148)}"
    if style == "k":
        return f"K{made:%y%m}{made.day // 3 or 1}"
    if style == "l":
        return f"{made:%y}{'ABCDEFGHIJKL'[made.month - 1]}{made.day:02d}"
    return f"F{made:%y%m}"


def _months_on(day: dt.date, months: int) -> dt.date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, 28))
