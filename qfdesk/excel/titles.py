"""Names of sheets as Excel allows them: at most 31 characters, none of []:*?/\\, no name twice."""

from __future__ import annotations

import re
from itertools import count

LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")


def units(text: str) -> int:
    """How long Excel finds a text: characters beyond the basic plane count two."""
    return len(text) + sum(letter > "\uffff" for letter in text)


class Titles:
    """Gives every sheet of one workbook a title of its own."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, text: str, ending: str = "") -> str:
        """A title made of ``text``, shortened where it must be; ``ending`` stays whole."""
        text = _REFUSED.sub(" ", text).strip(" '") or "-"
        # Excel compares without regard to case and keeps the word History for itself.
        taken = self._given | {"history"}
        titles = (_fitted(text, ending if n == 1 else f"{ending} ({n})") for n in count(1))
        title = next(title for title in titles if title.casefold() not in taken)
        self._given.add(title.casefold())
        return title


def _fitted(text: str, ending: str) -> str:
    room = LONGEST - units(ending)
    if units(text) <= room:
        return text + ending
    while units(text) > room - 1:
        text = text[:-1]
    words, space, _rest = text.rpartition(" ")
    return f"{(words if space and len(words) > room // 2 else text).rstrip(' ,;、，；')}…{ending}"
