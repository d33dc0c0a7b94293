"""What a log may hold of an error: where it happened, and nobody's name, phone or address."""

from __future__ import annotations

import re

_PERSONAL = re.compile(
    r"[\u2e80-\u9fff\uf900-\uffef\U00020000-\U0003ffff]+|\d{5,}|[\w.+-]+@[\w.-]+\.\w+", re.ASCII | re.IGNORECASE
)


def without_people(text: str) -> str:
    """A traceback with every Chinese word, long number and e-mail left out."""
    return _PERSONAL.sub("…", text)
