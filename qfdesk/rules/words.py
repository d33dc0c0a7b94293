"""Words of the search index: a text's single characters and neighbouring pairs, since Chinese words have no spaces."""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\W_]+")


def tokens(text: str) -> list[str]:
    """Every single character and pair of the text's letters and digits, each once, in order of first use."""
    found: dict[str, None] = {}
    for run in _RUN.findall(text.lower()):
        found.update(dict.fromkeys(run))
        found.update(dict.fromkeys(map(str.__add__, run, run[1:])))
    return list(found)


def candidates(word: str) -> list[str]:
    """The tokens an entry must hold to contain the word; empty when the word has no letter or digit."""
    found: dict[str, None] = {}
    for run in _RUN.findall(word.lower()):
        found.update(dict.fromkeys(map(str.__add__, run, run[1:]) if len(run) > 1 else run))
    return list(found)


def around(text: str, word: str, width: int = 24) -> str:
    """The text about the first place of the word (``width`` characters each side), on one line."""
    place = max(text.lower().find(word.lower()), 0)
    start, end = max(place - width, 0), place + len(word) + width
    piece = " ".join(text[start:end].split())
    return ("…" if start else "") + piece + ("…" if end < len(text) else "")
