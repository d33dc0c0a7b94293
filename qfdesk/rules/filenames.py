"""File names that every system takes."""

from __future__ import annotations

import re

_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)


def safe_name(text: str) -> str:
    """The text as a file name: no separators, colons or reserved names, 120 characters at most, never empty."""
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]', "_", text).strip(" .")[-120:].strip(" .")
    return f"_{name}" if not name or _RESERVED.match(name) else name
