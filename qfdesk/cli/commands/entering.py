"""The commands that change records: add, move."""

from __future__ import annotations

import argparse
import json
import sys

from qfdesk.cli.given import objects
from qfdesk.cli.output import put_first
from qfdesk.cli.words import Arguments, Command, json_words, pairs
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, message, say
from qfdesk.model.parse import parse_all


def _add_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("register", metavar="REGISTER", help=say(_("key of a register or master; see “registers”")))
    words.add_argument(
        "--json", required=True, metavar="FILE|-", help=say(_("an object or a list of objects; - reads standard input"))
    )
    words.add_argument(
        "--from", dest="origin", metavar="NUMBER", help=say(_("made from this record, with what is known carried over"))
    )


def _add(desk: Desk, asked: Arguments) -> None:
    entry = desk.entry(asked.register)
    given = objects(asked.json)
    origin = desk.locate(asked.origin) if asked.origin is not None else None
    drafts = []
    for place, one in enumerate(given, 1):
        draft = desk.blank(asked.register, origin)
        try:
            draft.values.update(parse_all(entry, one))
        except InvalidError as error:
            if len(given) == 1:
                raise
            raise InvalidError(
                _("Object {n} of {all}: {cause}; nothing was added"),
                fields=error.fields,
                n=place,
                all=len(given),
                cause=error.message,
            ) from error
        drafts.append(draft)
    for doubt in dict.fromkeys(line.say() for draft in drafts for line in desk.records.settle(draft)):
        sys.stderr.write(doubt + "\n")
    with desk.together():
        put_first(*(saved.title for saved in desk.save_all(drafts)))


def _move_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number", metavar="NUMBER", help=say(_("number of the record")))
    words.add_argument("move", metavar="MOVE", help=say(_("key of the move; see “registers --json”")))
    words.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help=say(_("fills a field with the move; may be repeated")),
    )
    words.add_argument("--reason", default="", metavar="TEXT", help=say(_("why, where the move wants a reason")))
    json_words(words)


def _move(desk: Desk, asked: Arguments) -> None:
    register, number = desk.locate(asked.number)
    entry = desk.entry(register)
    given = pairs(entry, asked.set)
    filled = [key for key in given if key not in entry.typed()]
    if filled:
        wrong = {key: message(_("“{field}” is filled by the program; leave it out"), field=key) for key in filled}
        raise InvalidError(_("{first}"), fields=wrong, first=wrong[filled[0]])
    opened = desk.open(register, number)
    with desk.together():
        saved = desk.move(register, number, opened.revision, asked.move, given, asked.reason)
        after = desk.open(register, saved.id)
        if asked.json:
            put_first(json.dumps({"number": after.title, "stage": after.stage, "changed": saved.changed}))
        else:
            put_first(f"{after.title}\t{after.stage}")


COMMANDS: dict[str, Command] = {
    "add": (_add_words, _add, _("add records, all or none")),
    "move": (_move_words, _move, _("move a record to its next stage")),
}
