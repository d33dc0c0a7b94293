"""Cleaning of entered text: what a keyboard, a scanner or a pasted table brings along and nobody wants to keep."""

from __future__ import annotations

import re
import unicodedata

# Invisible, though not white space to Python: soft hyphen, joiners, byte order mark.
_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"
_BLANK = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace()) + _UNSEEN
_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, marks that turn the direction of writing, code points that XML and databases refuse.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_HIDDEN = re.compile(f"[{_UNSEEN}\ufe00-\ufe0f]")
_SPACES = re.compile("[ \n\t]+")
# NFC turns these into other characters: a name written with one of them would no longer be that name.
_RARE = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_WIDE = "０１２３４５６７８９＋．／＿＃＊＠" + "".join(map(chr, (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_HALF_WIDTH = str.maketrans(
    {wide: chr(ord(wide) - 0xFEE0) for wide in _WIDE}
    | dict.fromkeys("－‐‑‒–−", "-")
    | dict.fromkeys("\u3000\u00a0", " ")
)


def clean(text: str, kind: str) -> str:
    """The text as it is kept. ``kind``: ``text`` (one line), ``code`` (one line, half-width) or ``memo`` (lines).

    Cleaning what is clean changes nothing. Rare characters, the private use area included, stay as they are.
    """
    text = _FORBIDDEN.sub("", _BREAK.sub("\n", _whole(text)))
    if kind == "memo":
        return _without_ends(_composed(text))
    if kind == "code":
        text = _HIDDEN.sub("", text.translate(_HALF_WIDTH))
    return _SPACES.sub(_one_line, _composed(text)).strip(_BLANK)


def _without_ends(text: str) -> str:
    """Without empty lines at the ends; the first line keeps its indent."""
    text = text.rstrip(_BLANK)
    before = len(text) - len(text.lstrip(_BLANK))
    return text[text.rfind("\n", 0, before) + 1 :].lstrip(_UNSEEN)


def _one_line(space: re.Match[str]) -> str:
    return space[0] if set(space[0]) == {" "} else " "


def _whole(text: str) -> str:
    """Surrogate pairs become the character they stand for; a half of one is dropped."""
    if text.isascii() or not re.search("[\ud800-\udfff]", text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _composed(text: str) -> str:
    """NFC, except for CJK compatibility ideographs."""
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(part if _RARE.match(part) else unicodedata.normalize("NFC", part) for part in _RARE.split(text))
