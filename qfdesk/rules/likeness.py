"""How like two cases are: the same batch, the same product, the same kind, the same words (D3.3, D6.4, D13.5)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qfdesk.rules.words import tokens

BATCH, PRODUCT, KIND, WORDS = 3.0, 2.0, 1.0, 4.0
"""What each likeness counts; words count up to this much."""
LEAST = 3.0
"""Below this a case is no help."""


@dataclass(frozen=True)
class Case:
    """What is compared of a case: the ids of its product and batch, its kind, the words of its story."""

    id: int
    product: int | None
    batch: int | None
    kind: str
    story: str


@dataclass(frozen=True)
class Likeness:
    """How like a case is, and in what: of ``batch``, ``product``, ``kind``, ``words``."""

    id: int
    score: float
    of: tuple[str, ...]


def likest(new: Case, known: Sequence[Case], most: int = 5) -> list[Likeness]:
    """The known cases most like the new one, the likest first; those below ``LEAST`` are left out.

    Words that every case has count little (inverse frequency over the known ones).
    """
    pairs = [_pairs(case.story) for case in known]
    weights = _weights(pairs)
    mine = _pairs(new.story)
    found = [_likeness(new, case, _shared(mine, theirs, weights)) for case, theirs in zip(known, pairs, strict=True)]
    found = [one for one in found if one.score >= LEAST]
    return sorted(found, key=lambda one: (-one.score, -one.id))[:most]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(token for token in tokens(text[:2000]) if len(token) > 1)


def _weights(pairs: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(token for one in pairs for token in one)
    return {token: math.log(1 + len(pairs) / n) for token, n in counts.items()}


def _shared(mine: frozenset[str], theirs: frozenset[str], weights: Mapping[str, float]) -> float:
    """The cosine of the two stories' words, 0 to 1."""
    if not mine or not theirs:
        return 0.0
    usual = math.log(2)

    def length(words: frozenset[str]) -> float:
        return math.sqrt(sum(weights.get(word, usual) ** 2 for word in words))

    return sum(weights.get(word, usual) ** 2 for word in mine & theirs) / (length(mine) * length(theirs))


def _likeness(new: Case, case: Case, words: float) -> Likeness:
    same = {
        "batch": BATCH if new.batch is not None and new.batch == case.batch else 0.0,
        "product": PRODUCT if new.product is not None and new.product == case.product else 0.0,
        "kind": KIND if new.kind and new.kind == case.kind else 0.0,
        "words": WORDS * words,
    }
    told = tuple(key for key, score in same.items() if score >= 0.5)
    return Likeness(case.id, sum(same.values()), told)
