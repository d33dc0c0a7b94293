"""The command line: the words of the contract, turned into use cases of the desk. No command needs a display."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from qfdesk import __version__
from qfdesk.cli.commands import COMMANDS
from qfdesk.cli.commands.keeping import registers
from qfdesk.cli.commands.required import requirements
from qfdesk.cli.commands.users import prove
from qfdesk.cli.ending import ended
from qfdesk.cli.output import put_file
from qfdesk.cli.wording import Parser, language
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say

__all__ = ["ended", "parser", "prove", "put_file", "read", "registers", "requirements", "run"]


def parser() -> argparse.ArgumentParser:
    """The whole command line. Parsing raises InvalidError for wrong usage."""
    top = Parser(prog="qfdesk", description=say(_("The quality-feedback desk. Without a command it opens the window.")))
    top.add_argument(
        "--ledger", metavar="FILE_OR_URL", help=say(_("the ledger: a file, or postgresql://user@host:port/name"))
    )
    top.add_argument(
        "--profile", metavar="DIR", type=Path, help=say(_("folder for settings, drafts, logs, backups, attachments"))
    )
    top.add_argument("--lang", type=language, metavar="LANG", help=say(_("language of the screen: zh_CN or en")))
    top.add_argument("--user", metavar="NAME", help=say(_("who acts; the computer's account by default")))
    top.add_argument("--demo", action="store_true", help=say(_("open the window on invented sample data")))
    top.add_argument("--selftest", action="store_true", help=say(_("start everything once and leave")))
    top.add_argument(
        "--version", action="version", version=f"qfdesk {__version__}", help=say(_("show the version and leave"))
    )
    words = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser, title=say(_("Commands")))
    for name, (declare, _run, about) in COMMANDS.items():
        declare(words.add_parser(name, help=say(about), description=say(about)))
    return top


def read(words: list[str]) -> argparse.Namespace:
    """The words as asked. Raises InvalidError for wrong usage."""
    asked = parser().parse_args(words)
    if asked.demo and asked.command:
        raise InvalidError(_("--demo opens the window on invented data; leave out “{command}”"), command=asked.command)
    return asked


def run(desk: Desk, asked: argparse.Namespace) -> int:
    """Does what was asked at an open desk. Returns the exit status; raises DeskError."""
    status: int | None = COMMANDS[asked.command][1](desk, asked)
    if notice := desk.audit.clock_notice():
        sys.stderr.write(notice.say() + "\n")
    return status or 0
