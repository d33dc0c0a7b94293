"""The commands for whoever answers for the history: audit, put-back, forget."""

from __future__ import annotations

import argparse
import sys

from qfdesk.cli.output import history_json, put, put_json
from qfdesk.cli.wording import count
from qfdesk.cli.words import Arguments, Command, day, json_words
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say
from qfdesk.model.audit import AuditQuery
from qfdesk.model.history_words import about, act_label, cells_of

_PAGE = 500


def _audit_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("--number", metavar="NUMBER", help=say(_("only of this record")))
    words.add_argument("--register", metavar="REGISTER", default="", help=say(_("only of this register, or “house”")))
    words.add_argument("--who", metavar="NAME", default="", help=say(_("only what this person did")))
    words.add_argument("--from", dest="since", metavar="DATE", help=say(_("done on this day or later")))
    words.add_argument("--to", dest="until", metavar="DATE", help=say(_("done on this day or earlier")))
    words.add_argument(
        "--act",
        action="append",
        default=[],
        metavar="ACT",
        help=say(_("only this act, such as print; may be repeated")),
    )
    words.add_argument("--text", metavar="TEXT", default="", help=say(_("only lines that hold these words")))
    words.add_argument("--limit", type=count("--limit"), default=0, metavar="N", help=say(_("at most so many")))
    json_words(words)


def _audit(desk: Desk, asked: Arguments) -> None:
    if asked.register not in ("", "house"):
        desk.entry(asked.register)
    since, until = day(asked.since), day(asked.until)
    if since and until and since > until:
        raise InvalidError(_("The period ends before it begins; exchange --from and --to"))
    place = desk.locate(asked.number) if asked.number else None
    query = AuditQuery(place, asked.register, asked.who, since, until, tuple(asked.act), asked.text)
    most = min(asked.limit or desk.audit.count(query), desk.audit.count(query))
    found = [
        line
        for start in range(0, most, _PAGE)
        for line in desk.audit.lines(query, start, min(_PAGE, most - start))
    ]  # fmt: skip
    if asked.json:
        put_json([{**history_json(line), "register": line.register} for line in found])
        return
    titles = desk.audit.titles()
    for line in found:
        at, who, what, before, after, why = (" ".join(text.split()) for text in cells_of(titles, line))
        change = f"{before} → {after}" if before or after else ""
        said = (str(line.seq), at, who, about(titles, line), act_label(line.act), what, change, why)
        put("\t".join(said))


def _put_back_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("line", type=count("LINE"), metavar="LINE", help=say(_("number of a line of the history")))
    words.add_argument("--reason", required=True, metavar="TEXT", help=say(_("why; the history keeps it")))
    json_words(words)


def _put_back(desk: Desk, asked: Arguments) -> None:
    saved = desk.audit.restore(asked.line, asked.reason)
    if asked.json:
        put_json({"number": saved.title, "changed": list(saved.changed)})
    else:
        put(saved.title)


def _forget_words(words: argparse.ArgumentParser) -> None:
    words.add_argument("number", metavar="NUMBER", help=say(_("a closed record, or the name of a customer")))
    words.add_argument("--reason", required=True, metavar="TEXT", help=say(_("why; the history keeps it")))
    words.add_argument("--files", action="store_true", help=say(_("erase the attached files too")))
    json_words(words)


def _forget(desk: Desk, asked: Arguments) -> None:
    done = desk.forgetting.forget(*desk.locate(asked.number), asked.reason, files=asked.files)
    notes = [note.say() for note in done.notes]
    if asked.json:
        put_json({"masked": list(done.titles), "notes": notes})
        return
    for title in done.titles:
        put(title)
    for note in notes:
        sys.stderr.write(note + "\n")


COMMANDS: dict[str, Command] = {
    "audit": (_audit_words, _audit, _("look through the whole history")),
    "put-back": (_put_back_words, _put_back, _("put back the value before a line of the history")),
    "forget": (_forget_words, _forget, _("mask the person in a closed record, or a person everywhere")),
}
