"""The command line: the words of the contract, turned into use cases of the desk. No command needs a display."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from qfdesk import __version__
from qfdesk.cli.commands import COMMANDS, registers
from qfdesk.desk import Desk
from qfdesk.errors import DeskError, InvalidError
from qfdesk.language import LANGUAGES, _, say

__all__ = ["parser", "registers", "run", "tell", "wants_json"]


class _Parser(argparse.ArgumentParser):
    """Tells wrong usage in one sentence, like every other error."""

    def error(self, message: str) -> NoReturn:
        raise InvalidError(_("{cause}; see “{program} --help”"), cause=message, program=self.prog)


def parser() -> argparse.ArgumentParser:
    """The whole command line. Parsing raises InvalidError for wrong usage."""
    top = _Parser(
        prog="qfdesk", description=say(_("The quality-feedback desk. Without a command it opens the window."))
    )
    top.add_argument(
        "--ledger", metavar="FILE_OR_URL", help=say(_("the ledger: a file, or postgresql://user@host:port/name"))
    )
    top.add_argument(
        "--profile", metavar="DIR", type=Path, help=say(_("folder for settings, drafts, logs, backups, attachments"))
    )
    top.add_argument("--lang", choices=sorted(LANGUAGES), help=say(_("language of the screen")))
    top.add_argument("--user", metavar="NAME", help=say(_("who acts; the computer's account by default")))
    top.add_argument("--demo", action="store_true", help=say(_("open the window on invented sample data")))
    top.add_argument("--selftest", action="store_true", help=say(_("start everything once and leave")))
    top.add_argument("--version", action="version", version=f"qfdesk {__version__}")
    words = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, (declare, _run, about) in COMMANDS.items():
        declare(words.add_parser(name, help=say(about), description=say(about)))
    return top


def run(desk: Desk, asked: argparse.Namespace) -> int:
    """Does what was asked at an open desk. Returns the exit status; raises DeskError."""
    status: int | None = COMMANDS[asked.command][1](desk, asked)
    return status or 0


def tell(error: DeskError, as_json: bool) -> int:
    """One sentence on standard error, with ``--json`` an object on standard output too. Returns the exit status."""
    sys.stderr.write(error.say() + "\n")
    if as_json:
        fields = {key: sentence.say() for key, sentence in error.fields.items()}
        sys.stdout.write(json.dumps({"error": error.say(), "fields": fields}, ensure_ascii=False) + "\n")
    return error.status


def wants_json(argv: Sequence[str]) -> bool:
    """Whether the words ask for JSON, known even when they cannot be parsed."""
    return any(word == "--json" or word.startswith("--json=") for word in argv)
