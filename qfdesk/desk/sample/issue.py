"""A batch issue of the sample year: locked, looked at by the department and the quality department, settled."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from qfdesk.desk.sample.play import Course, Cue, Scene, Step, Tale
from qfdesk.desk.sample.stories import told
from qfdesk.model.values import Values

SOURCE, PROBLEM, SEVERITY, EXTENT, TRUTH, VERDICT, MEASURES = 0, 1, 3, 4, 5, 6, 7
STORY, DEPARTMENT, QUALITY, SAME_BATCH, RESULT, DATA, SUSPICION = 8, 9, 10, 11, 12, 13, 15

_TRADE = {
    "receiving": "buying",
    "supplier": "buying",
    "outbound": "transfer",
    "selling": "selling",
    "customer": "selling",
}
_CONTROLS = {"minor": "moved", "ordinary": "locked", "major": "stopped", "critical": "stopped"}


def issue(scene: Scene, tale: Tale) -> Course:
    """The whole way of one batch issue."""
    reporter = scene.who("clerk") if _from_customer(tale) else scene.who("handler")
    yield Cue(tale.at + dt.timedelta(minutes=scene.rng.randint(5, 40)), reporter)
    scene.begin(tale, _report(scene, tale))
    yield from scene.walk(tale, _steps(scene, tale), told("phrases"))


def _from_customer(tale: Tale) -> bool:
    return tale.story.columns[SOURCE] in ("customer", "returned")


def _fill(tale: Tale, place: int) -> str:
    row, drug, lot = tale.story.columns, tale.drug, tale.lot
    return row[place].format(
        drug=drug.name if drug else "", unit=drug.unit if drug else "", batch=lot.ref.text if lot else ""
    )


def _report(scene: Scene, tale: Tale) -> Values:
    row, rng, drug, lot = tale.story.columns, scene.rng, tale.drug, tale.lot
    if drug is None or lot is None:
        raise ValueError("a batch issue without a batch")
    phrases = told("phrases")
    stock = _said(tale, "in_stock") or _counted(tale, lot.stock) or rng.randint(6, 60)
    sold = _counted(tale, lot.bought - lot.stock) or _said(tale, "sold") or rng.randint(3, 90)
    return {
        "source": row[SOURCE],
        "trade_stage": _TRADE.get(row[SOURCE], "storing"),
        "problem": row[PROBLEM],
        "affects_production": row[SOURCE] == "production",
        "department": scene.shop.department_of(
            told("shop")["routes"]["opinion" if _from_customer(tale) else "carrier"]
        ),
        "customer": tale.guest.ref if tale.guest and _from_customer(tale) else None,
        "outlet": rng.choice(told("shop")["shops"]),
        "product": drug.ref,
        "batch": lot.ref,
        "supplier": lot.supplier,
        "quantity_bought": Decimal(stock + sold),
        "quantity_stock": Decimal(stock),
        "quantity_sold": Decimal(sold),
        "quantity_affected": Decimal(rng.randint(1, min(stock, 12))),
        "story": _fill(tale, STORY),
        "storage": phrases["cold"] if drug.name in told("shop")["cold"] else rng.choice(phrases["storage"]),
        "evidence": rng.choice(phrases["evidence" if _from_customer(tale) else "evidence_house"]).format(
            unit=drug.unit
        ),
        "data": _data(row[DATA]),
    }


def _said(tale: Tale, what: str) -> int:
    """The quantity the story itself names, 0 for none."""
    found = re.search(told("phrases")[what], tale.story.columns[SAME_BATCH])
    return int(found[1]) if found else 0


def _counted(tale: Tale, quantity: int) -> int:
    """The quantity of a batch that stands out, which its sales and returns count too; 0 of another one."""
    return quantity if tale.story.word else 0


def _data(told_as: str) -> list[dict[str, str]]:
    """``item|standard|found|verdict`` with ``;`` between."""
    keys = ("item", "standard", "found", "verdict")
    return [dict(zip(keys, line.split("|"), strict=True)) for line in told_as.split(";") if line]


def _steps(scene: Scene, tale: Tale) -> list[Step]:
    row, people = tale.story.columns, scene.shop.people
    quality, head, handler = scene.who("quality"), scene.who("head"), scene.who("handler")
    return [
        Step("accept", (0.2, 5), quality, lambda t: {"control": _CONTROLS[row[SEVERITY]], "controlled_at": t["now"]}),
        Step(
            "department_opinion",
            (0.5, 12),
            handler,
            lambda _t: {
                "department_opinion": _fill(tale, DEPARTMENT),
                "handler": people[quality],
            },
        ),
        Step("quality_opinion", (2, 24), quality, lambda t: _opinion(scene, tale, t["now"])),
        Step(
            "close",
            (8, 110),
            head,
            lambda t: {
                "measures": _measures(row[MEASURES]),
                "result": _fill(tale, RESULT),
                "answered_at": t["now"],
            },
        ),
    ]


def _measures(told_as: str) -> tuple[str, ...]:
    return tuple(told_as.split("+"))


def _opinion(scene: Scene, tale: Tale, at: dt.datetime) -> Values:
    row = tale.story.columns
    found: Values = {
        "truth": row[TRUTH],
        "severity": row[SEVERITY],
        "extent": row[EXTENT],
        "verdict": row[VERDICT],
        "same_batch": _fill(tale, SAME_BATCH),
        "quality_opinion": _fill(tale, QUALITY),
        "sample_check": scene.rng.choice(told("phrases")["sample_check"]),
        "other_opinion": scene.rng.choice(told("phrases")["other_opinion"]),
        "responsible": "maker"
        if row[VERDICT] in ("return", "recall")
        else "nobody"
        if row[TRUTH] == "false"
        else "open",
    }
    if row[EXTENT] in ("lot", "serious"):
        found["head_told_at"] = at
    if len(row) > SUSPICION:
        found |= {"suspicion": (row[SUSPICION],), "regulator_told_at": at}
    if row[VERDICT] == "retest":
        found["retest_on"] = at.date() + dt.timedelta(days=5)
    return found
