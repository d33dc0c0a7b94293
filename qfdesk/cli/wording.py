"""The words of the command line: parsed by argparse, told in the screen's language, one sentence for what is wrong."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from qfdesk.errors import InvalidError
from qfdesk.language import LANGUAGES, _, say

# What argparse says in English, and what we say of it; the groups of the pattern fill the places.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<words>.+)", _("Still missing: {words}; see “{program} --help”")),
    (r"unrecognized arguments: (?P<words>.+)", _("“{words}” is not understood here; see “{program} --help”")),
    (r"argument (?P<words>.+?): expected .*argument", _("{words} wants a value after it; see “{program} --help”")),
    (r"argument (?P<words>.+?): ignored explicit", _("{words} takes no value; see “{program} --help”")),
)
_OTHER = _("These words are not understood; see “{program} --help”")


class Formatter(argparse.HelpFormatter):
    """Help whose fixed words are in the screen's language too."""

    def add_usage(
        self, usage: Any, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, say(_("usage: ")) if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Tells wrong usage in one sentence, like every other error; takes no shortened options."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, "allow_abbrev": False, "add_help": False, **words})
        self._positionals.title, self._optionals.title = say(_("Words")), say(_("Options"))
        self.add_argument("-h", "--help", action="help", help=say(_("show this help and leave")))

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _SENTENCES:
            if found := re.match(pattern, message):
                raise InvalidError(sentence, program=self.prog, words=found["words"])
        raise InvalidError(_OTHER, program=self.prog)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """A word that must be one of a list; the only lists left to argparse are those of the commands."""
        if action.choices is None or value in action.choices:
            return
        near = difflib.get_close_matches(str(value), [str(c) for c in action.choices], 1)
        if near:
            raise InvalidError(
                _("There is no command “{word}”; did you mean “{near}”? See “{program} --help”"),
                word=value,
                near=near[0],
                program=self.prog,
            )
        raise InvalidError(_("There is no command “{word}”; see “{program} --help”"), word=value, program=self.prog)


def one_of(name: str, known: Sequence[str]) -> Callable[[str], str]:
    """A word's type: one of a list. Raises InvalidError that names the list."""

    def read(word: str) -> str:
        if word not in known:
            raise InvalidError(
                _("{name} is one of {known}, not “{word}”"), name=name, known=", ".join(known), word=word
            )
        return word

    return read


def count(name: str, least: int = 1) -> Callable[[str], int]:
    """A word's type: a whole number of at least ``least``. Raises InvalidError."""

    def read(word: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", word) or int(word) < least:
            raise InvalidError(
                _("{name} wants a whole number from {least} on, not “{word}”"), name=name, least=least, word=word[:40]
            )
        return int(word)

    return read


language = one_of("--lang", sorted(LANGUAGES))
paper_language = one_of("--paper-lang", sorted(LANGUAGES))
