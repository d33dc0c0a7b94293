"""The commands that look across records: the trail of a batch, the cases like one."""

from __future__ import annotations

import argparse
from typing import Any

from qfdesk.cli.output import put, put_json
from qfdesk.cli.wording import count
from qfdesk.cli.words import Arguments, Command, json_words
from qfdesk.desk import Desk
from qfdesk.language import _, say
from qfdesk.model.show import show_number
from qfdesk.model.solution import LIKE, Solution
from qfdesk.model.trail import QUANTITIES, Buyer, Trail, TrailLine


def _trail_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("batch", metavar="BATCH", help=say(_("the batch number")))
    words.add_argument("--product", default="", metavar="P", help=say(_("of the product whose name holds this")))
    part = words.add_mutually_exclusive_group()
    part.add_argument("--buyers", action="store_true", help=say(_("who bought of it, and what came back")))
    part.add_argument("--totals", action="store_true", help=say(_("only the quantities in all")))
    json_words(words)


def _trail(desk: Desk, asked: Arguments) -> None:
    found = desk.trails.of_number(asked.batch, asked.product)
    if asked.json:
        put_json(_json(found, asked))
        return
    if asked.buyers:
        for one in found.buyers:
            contact = f"{one.contact}\t{one.phone}"
            put(f"{one.party.text}\t{contact}\t{show_number(one.sold)}\t{show_number(one.returned)}")
        return
    if not asked.totals:
        for line in found.lines:
            about = line.party.text if line.party else ""
            put(f"{line.at:%Y-%m-%d}\t{line.number}\t{_quantities(line.quantities)}\t{about}\t{line.text}")
    put(_quantities(found.totals))
    if found.outstanding is not None:
        put(say(_("Sold and not come back: {n}"), n=show_number(found.outstanding)))


def _quantities(told: dict[str, Any]) -> str:
    return " · ".join(f"{say(QUANTITIES[key])} {show_number(told[key])}" for key in QUANTITIES if key in told)


def _json(found: Trail, asked: Arguments) -> Any:
    if asked.buyers:
        return [_buyer(one) for one in found.buyers]
    if asked.totals:
        totals = {key: float(amount) for key, amount in found.totals.items()}
        return totals | ({"outstanding": float(found.outstanding)} if found.outstanding is not None else {})
    return [_line(line) for line in found.lines]


def _line(line: TrailLine) -> dict[str, Any]:
    return {
        "at": line.at.isoformat(timespec="seconds"),
        "register": line.register,
        "number": line.number,
        "stage": line.stage,
        "batch": line.batch.text,
        "product": line.product.text if line.product else "",
        "party": line.party.text if line.party else "",
        "text": line.text,
        "quantities": {key: float(amount) for key, amount in line.quantities.items()},
    }


def _buyer(one: Buyer) -> dict[str, Any]:
    return {
        "buyer": one.party.text,
        "contact": one.contact,
        "phone": one.phone,
        "address": one.address,
        "sold": float(one.sold),
        "returned": float(one.returned),
        "last_sale": one.last_sale.isoformat(),
    }


def _like_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number", metavar="NUMBER", help=say(_("number of the record")))
    words.add_argument("--limit", type=count("--limit"), default=5, metavar="N", help=say(_("at most so many")))
    json_words(words)


def _like(desk: Desk, asked: Arguments) -> None:
    register, number = desk.locate(asked.number)
    found = desk.solutions.like(register, desk.open(register, number).values, number, asked.limit or 5)
    if asked.json:
        put_json([_solution(one) for one in found])
        return
    for one in found:
        like = say(_(", ")).join(say(LIKE[key]) for key in one.of)
        put(f"{one.case.title}\t{like}\t{' '.join(str(one.case.values.get('result') or '').split())}")


def _solution(one: Solution) -> dict[str, Any]:
    return {
        "number": one.case.title,
        "score": round(one.score, 2),
        "like": list(one.of),
        "story": one.case.values.get("story", ""),
        "result": one.case.values.get("result", ""),
    }


COMMANDS: dict[str, Command] = {
    "trail": (_trail_words, _trail, _("everything that touches a batch")),
    "like": (_like_words, _like, _("closed cases like this one, and what came of them")),
}
