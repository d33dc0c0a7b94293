"""File names that every system takes, Windows the strictest."""

from __future__ import annotations

import re

from qfdesk.rules.text import clean

_REFUSED = re.compile(r'[<>:"/\\|?*]+')
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *", re.IGNORECASE)
_MOST_BYTES = 180
"""Room is left for a number, an ending and a temporary mark; a Chinese character takes three."""


def safe_name(text: str) -> str:
    """The text as a file name without its folder: 投诉/2026:11 → 投诉_2026_11. Never empty, never a device's name."""
    name = _REFUSED.sub("_", clean(text, "text")).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8 or " " in ending:
        stem, dot, ending = name, "", ""
    stem = stem.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").rstrip(". ") or "_"
    # Windows looks at what stands before the first point: nul.2026.xlsx is still the device.
    first, point, rest = stem.partition(".")
    if _DEVICE.fullmatch(first):
        stem = f"{first.rstrip()}_{point}{rest}"
    return f"{stem}{dot}{ending}"
