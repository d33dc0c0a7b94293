"""The invented texts of resources/sample, read and dealt like cards: all are used before one comes again."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from qfdesk.places import resources


@cache
def told(name: str) -> dict[str, Any]:
    """One of the files: shop, products, complaints, outcomes, issues, visits, returns, phrases."""
    return tomllib.loads((resources() / "sample" / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Story:
    """A row of a file: what it fits (drugs or dosage forms), its columns, the word of a batch that stands out.

    ``case``: of a register whose records are written down with all their moves.
    """

    fits: tuple[str, ...]
    columns: tuple[str, ...]
    word: str = ""
    case: dict[str, Any] = field(default_factory=dict, hash=False)

    def reaches(self, move: str) -> bool:
        """Whether a record of this story may rest after the move."""
        return not self.case or move == "save" or move in [step["key"] for step in self.case["moves"][:-1]]


_LAYOUT = {
    "complaint": ("complaints", "story", 2, 8),
    "batch_issue": ("issues", "issue", 2, 14),
    "visit": ("visits", "visit", 3, 12),
    "goods_return": ("returns", "returns", 2, -1),
}
"""Register: file, its list, the column that says what it fits, the column of the word."""
CHRONICLES = (
    "slip",
    "accident",
    "capa",
    "meeting",
    "stop_sale",
    "recall",
    "adr",
    "inspection",
    "service",
    "notice",
    "survey",
)
"""Registers whose records are written down with all their moves, in the file of their name."""


def stories(register: str) -> list[Story]:
    """All stories of a register."""
    if register in CHRONICLES:
        cases = told(register)["case"]
        return [
            Story(tuple(filter(None, case["fits"].split("|"))), ("case",), case.get("word", ""), case) for case in cases
        ]
    file, rows, fits, word = _LAYOUT[register]
    return [
        Story(tuple(filter(None, row[fits].split("|"))), tuple(row), row[word] if 0 <= word < len(row) else "")
        for row in told(file)[rows]
    ]


class Deck:
    """The stories of one register in a shuffled order."""

    def __init__(self, register: str, rng: Random) -> None:
        self._all = stories(register)
        self._rng = rng
        self._left: list[Story] = []

    def gather(self) -> int:
        """All stories lie in the deck again; how many ordinary ones there are."""
        self._left = []
        return sum(not story.word for story in self._all)

    def deal(self, word: str = "") -> Story | None:
        """The next story with this word (of a batch that draws notice), or of an ordinary one."""
        for _round in range(2):
            for story in self._left:
                if story.word == word:
                    self._left.remove(story)
                    return story
            fresh = self._rng.sample(self._all, len(self._all))
            self._left += [story for story in fresh if story not in self._left]
        return None
