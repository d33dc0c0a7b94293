"""The commands that see to it that things get done: urge, duties."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from qfdesk.cli.output import put, put_file, put_json
from qfdesk.cli.wording import count, one_of
from qfdesk.cli.words import Arguments, Command, json_words
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say
from qfdesk.model.duties import DutyState
from qfdesk.model.urging import WAYS


def duty_json(one: DutyState, today: dt.date) -> dict[str, Any]:
    """A periodic duty in one of its periods as an object."""
    duty = one.due.duty
    return {
        "duty": duty.key,
        "title": say(duty.title),
        "rule": say(duty.rule),
        "period": one.due.period.key,
        "due_on": one.due.on.isoformat(),
        "state": one.state(today),
        "reason": one.due.reason.say(),
        "certain": one.due.certain,
        "role": duty.role,
        "who": one.who.say(),
        "done_by": one.done.who if one.done else "",
        "done_at": one.done.at.isoformat(timespec="seconds") if one.done else None,
        "proof": one.done.proof if one.done else "",
    }


def _urge_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("numbers", nargs="+", metavar="NUMBER", help=say(_("numbers of the records to urge for")))
    words.add_argument("--text", required=True, metavar="TEXT", help=say(_("what is asked for")))
    words.add_argument(
        "--way",
        type=one_of("--way", list(WAYS)),
        default="by_word",
        metavar="WAY",
        help=say(_("how: by_word, by_phone, by_message, in_writing")),
    )
    json_words(words)


def _urge(desk: Desk, asked: Arguments) -> None:
    targets = list(dict.fromkeys(desk.locate(number) for number in asked.numbers))
    done = desk.urging.urge_all(targets, asked.text, asked.way)
    addressed = [(saved.title, desk.urging.addressed(saved.register, saved.id)) for saved in done]
    if asked.json:
        put_json([{"number": number, "urged": name} for number, name in addressed])
        return
    for number, name in addressed:
        put(f"{number}\t{name}")


def _duties_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("--year", type=count("--year"), metavar="YYYY", help=say(_("every duty of a year")))
    words.add_argument("--customers", action="store_true", help=say(_("the main customers, those not asked first")))
    words.add_argument("--done", nargs=2, metavar=("DUTY", "PERIOD"), help=say(_("note a duty as done")))
    words.add_argument("--undo", nargs=2, metavar=("DUTY", "PERIOD"), help=say(_("take the note back")))
    words.add_argument("--proof", default="", metavar="TEXT", help=say(_("what proves it: a number, or words")))
    words.add_argument("--note", default="", metavar="TEXT", help=say(_("a remark; for --undo the reason")))
    json_words(words)


def _duties(desk: Desk, asked: Arguments) -> None:
    if bool(asked.done) and bool(asked.undo):
        raise InvalidError(_("Either --done or --undo, not both"))
    if asked.done:
        duty, period = asked.done
        desk.duties.done(duty, period, asked.proof, asked.note)
        put_file(" ".join(asked.done), asked.json)
    elif asked.undo:
        duty, period = asked.undo
        desk.duties.undo(duty, period, asked.note)
        put_file(" ".join(asked.undo), asked.json)
    elif asked.customers:
        _customers(desk, asked)
    else:
        _list_duties(desk, desk.duties.year(asked.year) if asked.year else desk.duties.due(), asked.json)


def _customers(desk: Desk, asked: Arguments) -> None:
    rows = desk.duties.coverage(asked.year or desk.now().year)
    if asked.json:
        put_json(
            [
                {"customer": one.name, "asked_on": str(one.at.date()) if one.at else None, "number": one.number}
                for one in rows
            ]
        )
        return
    for one in rows:
        put(f"{one.at:%Y-%m-%d}\t{one.name}\t{one.number}" if one.at else f"-\t{one.name}")


def _list_duties(desk: Desk, states: list[DutyState], as_json: bool) -> None:
    today = desk.now().date()
    if as_json:
        put_json([duty_json(one, today) for one in states])
        return
    for one in states:
        duty = one.due.duty
        what = f"{one.done.who} {one.done.proof}" if one.done else one.due.reason.say()
        put(f"{one.due.on}\t{one.state(today)}\t{duty.key}\t{one.due.period.key}\t{say(duty.title)}\t{one.who.say()}\t{what}")


COMMANDS: dict[str, Command] = {
    "urge": (_urge_words, _urge, _("ask whoever has a record in hand to hurry")),
    "duties": (_duties_words, _duties, _("the periodic duties: due, done, of a year")),
}
