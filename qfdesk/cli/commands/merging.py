"""The command that makes one of two entries: merge."""

from __future__ import annotations

import argparse

from qfdesk.cli.output import put_first
from qfdesk.cli.words import Arguments, Command
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError
from qfdesk.language import _, say


def _merge_words(words: argparse.ArgumentParser) -> None:
    name = _("its number or name, or REGISTER:UID where several have one name")
    words.add_argument("keep", metavar="KEEP", help=say(name))
    words.add_argument("other", metavar="OTHER", help=say(_("the one that becomes void")))
    words.add_argument("--reason", default="", metavar="TEXT", help=say(_("why the two are the same")))


def _merge(desk: Desk, asked: Arguments) -> None:
    register, keep = desk.merging.locate(asked.keep)
    theirs, other = desk.merging.locate(asked.other)
    if register != theirs:
        raise InvalidError(_("The two are of different registers; only entries of one can be merged"))
    with desk.together():
        saved = desk.merging.merge(register, keep, other, asked.reason)
        put_first(say(_("{other} is merged into {title}"), other=asked.other, title=saved.title))


COMMANDS: dict[str, Command] = {
    "merge": (_merge_words, _merge, _("make one of two entries that are the same")),
}
