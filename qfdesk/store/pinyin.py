"""Pinyin initials of names: 阿莫西林胶囊 → amxljn. Only here is pypinyin loaded, when a name is saved."""

from __future__ import annotations

import itertools
import re
from typing import Any

_MOST = 8


def initials(name: str) -> str:
    """The initials of a name, lower case; several readings separated by spaces, letters and digits as they are."""
    if not re.search(r"[\u3400-\u9fff]", name):
        return "".join(re.findall(r"[a-z0-9]", name.lower()))
    from pypinyin import Style, pinyin

    letters: Any = _letters
    whole = "".join(part[0] for part in pinyin(name, style=Style.FIRST_LETTER, errors=letters))
    readings = pinyin(name, style=Style.FIRST_LETTER, heteronym=True, errors=letters)
    several = ("".join(choice) for choice in itertools.product(*(sorted(set(r)) for r in readings)))
    found = dict.fromkeys([whole, *itertools.islice(several, _MOST)])
    return " ".join(re.sub(r"[^a-z0-9]", "", reading.lower()) for reading in found)


def _letters(text: str) -> list[str]:
    return [c for c in text.lower() if c.isascii() and c.isalnum()]
