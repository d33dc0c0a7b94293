"""The command that tells what the source documents require and where the program does it."""

from __future__ import annotations

import argparse
from typing import Any

from qfdesk.cli.output import put, put_json
from qfdesk.cli.words import Arguments, Command, json_words
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say, screen
from qfdesk.model.served import requirement_table
from qfdesk.rules.requirements import Requirement, RequirementTable


def _words(words: argparse.ArgumentParser) -> None:
    words.add_argument("id", nargs="?", default="", metavar="ID", help=say(_("one of them: D9.4, D9 or M5; else all")))
    json_words(words)


def requirements(asked: Arguments) -> None:
    """Prints the table or what an id stands for; needs no ledger. Raises InvalidError."""
    table = requirement_table(screen())
    found = table.matching(asked.id) if asked.id else tuple(table.all())
    if not found:
        raise InvalidError(_("There is no requirement “{id}”; they are called D9.4, D9 or M5"), id=asked.id[:20])
    if asked.json:
        put_json([_json(table, one) for one in found])
        return
    for one in found:
        put("\t".join((one.id, one.asked, one.words, " ".join(one.names))))


def _json(table: RequirementTable, one: Requirement) -> dict[str, Any]:
    return {
        "id": one.id,
        "document": next(document.title for document in table.documents if one in document.requirements),
        "asked": one.asked,
        "served": one.words,
        "names": list(one.names),
        "capabilities": list(table.capabilities_of(one.id)),
    }


def _asked(_desk: Desk, asked: Arguments) -> None:
    requirements(asked)


COMMANDS: dict[str, Command] = {
    "requirements": (_words, _asked, _("what the quality rules ask for, and where it is done")),
}
