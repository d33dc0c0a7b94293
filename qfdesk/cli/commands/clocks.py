"""The commands for the clocks: terms, calendar, hours, pause, resume."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

from qfdesk.cli.output import put, put_first, put_json
from qfdesk.cli.wording import Parser, count, one_of
from qfdesk.cli.words import Arguments, Command, json_words
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say
from qfdesk.model.timing import TermLine
from qfdesk.rules.calendar import Day
from qfdesk.rules.due import KINDS, WAITS_FOR, Term

_MISUSED = _("Write “calendar”, “calendar 2027”, “calendar import FILE” or “calendar remove 2027”")


def _terms_words(words: argparse.ArgumentParser) -> None:
    json_words(words)
    doing = words.add_subparsers(dest="doing", metavar="set|reset", parser_class=Parser, title=say(_("Commands")))
    for name, about in (("set", _("change a term from now on")), ("reset", _("go back to the declared term"))):
        one = doing.add_parser(name, help=say(about), description=say(about))
        one.add_argument("term", metavar="REGISTER.DEADLINE", help=say(_("the term; see “terms”")))
        one.add_argument("--reason", default="", metavar="TEXT", help=say(_("why; the history keeps it")))
        if name == "set":
            for kind in KINDS:
                option = "--" + kind.replace("_", "-")
                one.add_argument(option, type=count(option, 0), metavar="N", help=say(_LENGTHS[kind]))


_LENGTHS = {
    "hours": _("so many hours, nights and holidays counted"),
    "working_hours": _("so many working hours of the shop"),
    "working_days": _("so many working days; 0 is the same day"),
    "days": _("so many days; 0 is the same day"),
}


def _term_json(line: TermLine) -> dict[str, Any]:
    return {
        "register": line.register,
        "deadline": line.deadline.key,
        "label": say(line.deadline.label),
        "term": line.term.say().say(),
        line.term.kind: line.term.count,
        "version": line.version,
        "declared": line.declared.say().say(),
        "rule": say(line.rule),
        "pausable": line.deadline.pausable,
        "restarts": list(line.deadline.restarts),
        "since": line.since.isoformat(timespec="seconds") if line.since else None,
        "who": line.who,
        "reason": line.why,
    }


def _terms(desk: Desk, asked: Arguments) -> None:
    if asked.doing:
        _change_term(desk, asked)
        return
    lines = desk.clockwork.terms()
    if asked.json:
        put_json([_term_json(line) for line in lines])
        return
    for line in lines:
        what = [say(line.deadline.label), line.term.say().say(), say(line.rule), str(line.version)]
        put("\t".join([f"{line.register}.{line.deadline.key}", *what]))


def _change_term(desk: Desk, asked: Arguments) -> None:
    register, _dot, key = asked.term.partition(".")
    with desk.together():
        if asked.doing == "reset":
            version = desk.clockwork.reset_term(register, key, asked.reason)
        else:
            version = desk.clockwork.set_term(register, key, _term(asked), asked.reason)
        put_first(f"{asked.term}\t{version.term.say().say()}\t{version.number}")


def _term(asked: Arguments) -> Term:
    told = {kind: n for kind in KINDS if (n := getattr(asked, kind)) is not None}
    if len(told) != 1:
        raise InvalidError(_("Say how long in one way: --hours, --working-hours, --working-days or --days"))
    return Term(**told)


def _calendar_words(words: argparse.ArgumentParser) -> None:
    words.add_argument(
        "said", nargs="*", metavar="YEAR|import FILE|remove YEAR", help=say(_("a year; a table to take or take away"))
    )
    words.add_argument("--reason", default="", metavar="TEXT", help=say(_("why; the history keeps it")))
    json_words(words)


def _calendar(desk: Desk, asked: Arguments) -> None:
    said = asked.said or [str(desk.now().year)]
    if said[0] == "import" and len(said) == 2:
        with desk.together():
            year = desk.clockwork.import_calendar(Path(said[1]), asked.reason).year
            put_first(f"{year}\t{say(_('imported'))}")
    elif said[0] == "remove" and len(said) == 2:
        with desk.together():
            desk.clockwork.drop_calendar(_year(said[1]), asked.reason)
            put_first(f"{said[1]}\t{desk.clockwork.calendar().source(_year(said[1]))}")
    elif len(said) == 1:
        _show_year(desk, _year(said[0]), asked.json)
    else:
        raise InvalidError(_MISUSED)


def _year(text: str) -> int:
    if not (text.isdecimal() and 1900 <= int(text) <= 2999):
        raise InvalidError(_MISUSED)
    return int(text)


def _show_year(desk: Desk, year: int, as_json: bool) -> None:
    """The year's table, as it may be imported again."""
    source, days = desk.clockwork.calendar().source(year), desk.clockwork.year(year)
    if as_json:
        found = [{"date": day.isoformat(), "working": d.working, "name": say(d.holiday)} for day, d in days.items()]
        put_json({"year": year, "source": source, "days": found})
    elif source == "unknown":
        put(say(_("The holidays of {year} are not known yet; import their table once it is told"), year=year))
    else:
        for day, told in days.items():
            put(_row(day, told))


def _row(day: dt.date, told: Day) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow([day, say(_("work") if told.working else _("off")), say(told.holiday)])
    return line.getvalue()


def _hours_words(words: argparse.ArgumentParser) -> None:
    words.add_argument(
        "spans", nargs="?", metavar="SPANS", help=say(_("such as “08:30-12:00, 13:30-17:30; sat”: also on Saturdays"))
    )
    words.add_argument("--reason", default="", metavar="TEXT", help=say(_("why; the history keeps it")))
    json_words(words)


def _hours(desk: Desk, asked: Arguments) -> None:
    with desk.together():
        hours = desk.clockwork.hours() if asked.spans is None else desk.clockwork.set_hours(asked.spans, asked.reason)
        if not asked.json:
            put_first(hours.written())
    if asked.json:
        spans = [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in hours.spans]
        put_json({"spans": spans, "also": list(hours.also)})


def _pause_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number", metavar="NUMBER", help=say(_("number of the record")))
    words.add_argument(
        "--for",
        dest="waits_for",
        required=True,
        type=one_of("--for", list(WAITS_FOR)),
        metavar="WHOM",
        help=say(_("whom it waits for: customer, laboratory or other")),
    )
    words.add_argument("--reason", default="", metavar="TEXT", help=say(_("why; the history keeps it")))


def _pause(desk: Desk, asked: Arguments) -> None:
    place = desk.locate(asked.number)
    with desk.together():
        desk.clockwork.pause(*place, asked.waits_for, asked.reason)
        put_first(f"{asked.number}\t{say(_('paused, waits for {whom}'), whom=say(WAITS_FOR[asked.waits_for]))}")


def _resume_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number", metavar="NUMBER", help=say(_("number of the record")))
    words.add_argument("--reason", default="", metavar="TEXT", help=say(_("why; the history keeps it")))


def _resume(desk: Desk, asked: Arguments) -> None:
    place = desk.locate(asked.number)
    with desk.together():
        desk.clockwork.resume(*place, asked.reason)
        dues = desk.dues(*place)
        put_first(*(f"{line.number}\t{say(line.deadline.label)}\t{line.at:%Y-%m-%d %H:%M}" for line in dues))


COMMANDS: dict[str, Command] = {
    "terms": (_terms_words, _terms, _("the terms of the house, and their changes")),
    "calendar": (_calendar_words, _calendar, _("public holidays of a year; next year's table")),
    "hours": (_hours_words, _hours, _("the working hours of the shop")),
    "pause": (_pause_words, _pause, _("let a record's clocks stand still")),
    "resume": (_resume_words, _resume, _("let a record's clocks run on")),
}
