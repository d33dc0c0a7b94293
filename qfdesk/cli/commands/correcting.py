"""The commands for what is closed: correct, corrections, purge."""

from __future__ import annotations

import argparse
import json
from typing import Any

from qfdesk.cli.output import put, put_first, put_json
from qfdesk.cli.wording import count, one_of
from qfdesk.cli.words import Arguments, Command, day, json_words, pairs
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say
from qfdesk.model.corrections import Outworn, Request
from qfdesk.model.show import plain, show

_DECISIONS = ("approve", "refuse", "withdraw")


def _correct_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number", metavar="NUMBER", help=say(_("number of the record")))
    words.add_argument(
        "--set",
        action="append",
        required=True,
        metavar="FIELD=VALUE",
        help=say(_("what the field should be; may be repeated")),
    )
    words.add_argument("--reason", required=True, metavar="TEXT", help=say(_("why it is to be corrected")))
    json_words(words)


def _correct(desk: Desk, asked: Arguments) -> None:
    register, number = desk.locate(asked.number)
    wanted = pairs(desk.entry(register), asked.set)
    with desk.together():
        _tell(desk, desk.corrections.ask(register, number, wanted, asked.reason), asked.json)


def _tell(desk: Desk, request: Request, as_json: bool) -> None:
    """The answer to a change of a request."""
    if as_json:
        put_first(json.dumps(_json(desk, request), ensure_ascii=False))
    else:
        put_first(f"{request.id}\t{request.number}\t{request.state}")


def _json(desk: Desk, request: Request) -> dict[str, Any]:
    fields = desk.entry(request.register).fields()
    changes = {
        key: {"before": plain(fields[key], request.before[key]), "after": plain(fields[key], value)}
        for key, value in request.after.items()
    }
    return {
        "id": request.id,
        "register": request.register,
        "number": request.number,
        "state": request.state,
        "changes": changes,
        "reason": request.reason,
        "asked_by": request.asked_by,
        "asked_at": request.asked_at.isoformat(timespec="seconds"),
        "decided_by": request.decided_by,
        "decided_at": request.decided_at.isoformat(timespec="seconds") if request.decided_at else "",
        "note": request.note,
    }


def _corrections_words(words: argparse.ArgumentParser) -> None:
    words.add_argument(
        "decision",
        nargs="?",
        type=one_of("DECISION", _DECISIONS),
        metavar="|".join(_DECISIONS),
        help=say(_("what becomes of a request; without it they are listed")),
    )
    words.add_argument("id", nargs="?", type=count("ID"), metavar="ID", help=say(_("the request, by its number")))
    words.add_argument(
        "--note", default="", metavar="TEXT", help=say(_("a word about the decision; why it is refused"))
    )
    json_words(words)


def _corrections(desk: Desk, asked: Arguments) -> None:
    if asked.decision is None:
        _list(desk, asked.json)
        return
    if asked.id is None:
        raise InvalidError(_("Name the request by its number; see “corrections”"))
    with desk.together():
        if asked.decision == "approve":
            saved = desk.corrections.approve(asked.id, asked.note)
            done = next(one for one in desk.corrections.of(saved.register, saved.id) if one.id == asked.id)
        elif asked.decision == "refuse":
            done = desk.corrections.refuse(asked.id, asked.note)
        else:
            done = desk.corrections.withdraw(asked.id)
        _tell(desk, done, asked.json)


def _list(desk: Desk, as_json: bool) -> None:
    found = desk.corrections.pending()
    if as_json:
        put_json([_json(desk, one) for one in found])
        return
    for one in found:
        put(f"{one.id}\t{one.number}\t{one.asked_at:%Y-%m-%d %H:%M}\t{one.asked_by}\t{one.reason}")
        fields = desk.entry(one.register).fields()
        for key, value in one.after.items():
            before, after = (_line(show(fields[key], said)) for said in (one.before[key], value))
            put(f"\t{say(fields[key].label)}: {before} → {after}")


def _line(text: str) -> str:
    return " ".join(text.split()) or "-"


def _purge_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("register", metavar="REGISTER", help=say(_("key of a register; see “registers”")))
    words.add_argument(
        "--until", required=True, metavar="DATE", help=say(_("records closed or voided on this day or earlier"))
    )
    words.add_argument("--reason", default="", metavar="TEXT", help=say(_("why; the history keeps it")))
    words.add_argument("--dry-run", action="store_true", help=say(_("only say what would be taken away")))
    json_words(words)


def _purge(desk: Desk, asked: Arguments) -> None:
    until = day(asked.until)
    assert until is not None
    if asked.dry_run:
        plan = desk.keeping.plan(asked.register, until)
    else:
        plan = desk.keeping.purge(asked.register, until, asked.reason)
    if asked.json:
        put_json(
            {
                "register": plan.register,
                "until": plan.until.isoformat(),
                "done": not asked.dry_run,
                "taken": [_outworn_json(one) for one in plan.taken],
                "left": [_outworn_json(one) for one in plan.left],
            }
        )
        return
    for one in plan.taken:
        put(f"{one.number}\t{one.ended_on.isoformat()}")
    for one in plan.left:
        put(f"{one.number}\t{one.ended_on.isoformat()}\t{one.why.say() if one.why else ''}")


def _outworn_json(one: Outworn) -> dict[str, str]:
    why = {"why": one.why.say()} if one.why else {}
    return {"number": one.number, "ended": one.ended_on.isoformat(), "kept_until": one.kept_until.isoformat(), **why}


COMMANDS: dict[str, Command] = {
    "correct": (_correct_words, _correct, _("ask for a correction of a closed record")),
    "corrections": (_corrections_words, _corrections, _("the corrections that wait, and deciding them")),
    "purge": (_purge_words, _purge, _("take away records whose time of keeping is over")),
}
