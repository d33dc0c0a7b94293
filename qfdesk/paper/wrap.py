"""Breaking text into lines: by characters in Chinese, by words elsewhere, and never inside a number or a date.

No line begins with a closing mark or ends with an opening one (GB/T 15834). Only a word wider than a whole line is cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NO_START = frozenset("、。，．,.:;!?：；！？)]}）］｝〕〉》」』】〗〞’”…—·～~%‰％℃°々ー")
NO_END = frozenset("([{（［｛〔〈《「『【〖〝‘“￥¥$＄#№")
_W = r"[^ ,;()\[\]{}\u2000-\u200f\u2014\u2018-\u201d\u2026\u2e80-\U0010ffff]"
_TOKEN = re.compile(
    r"\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"|国药准字 ?[A-Z]+\d+"
    rf"|(?:{_W}|(?<=\d),(?=\d{{3}}(?!\d)))+[,;]*"
    r"|[,;]+| +|.",
    re.DOTALL,
)


class Ruler:
    """Widths of one font at one size, for a box of one width."""

    def __init__(self, advance: Mapping[str, float], size: float) -> None:
        self.advance = advance
        self.size = size

    def width(self, text: str) -> float:
        """Points the text takes."""
        return sum(map(self.advance.__getitem__, text)) * self.size


def wrap(text: str, room: float, ruler: Ruler, first: float | None = None) -> list[str]:
    """The lines of a text in ``room`` points; the first line has ``first``, where it is given."""
    lines: list[str] = []
    for paragraph in text.rstrip("\n ").split("\n"):
        have = room if first is None else first
        first = None
        if ruler.width(paragraph) <= have:
            lines.append(paragraph)
        else:
            lines.extend(_fill(chunks(paragraph), have, room, ruler))
    return lines


def chunks(paragraph: str) -> list[str]:
    """The pieces of a paragraph between which a line may end."""
    pieces: list[str] = []
    open_end = True
    for token in _TOKEN.findall(paragraph):
        space = token[0] == " "
        if pieces and not space and (open_end or token[0] in NO_START) and pieces[-1][-1] != " ":
            pieces[-1] += token
        else:
            pieces.append(token)
        open_end = token[-1] in NO_END
    return pieces


def widest_piece(text: str, ruler: Ruler) -> float:
    """The width below which something in the text has to be cut."""
    return max((ruler.width(token) for token in set(_TOKEN.findall(text))), default=0.0)


def _by_words(text: str, most: int) -> list[str]:
    """A Chinese label in two lines of at most ``most`` characters, cut between words as far as spelling shows them.

    Words mostly have two characters, and a conjunction begins or ends a line.
    """
    cuts = range(max(len(text) - most, 1), min(most, len(text) - 1) + 1)
    joints = [cut for cut in cuts if text[cut - 1] in "和与及、" and cut > 1] or [
        cut for cut in cuts if text[cut] in "和与及或（"
    ]
    even = [cut for cut in cuts if (len(text) - cut) % 2 == 0]
    cut = (joints or even[::-1] or [*cuts])[0]
    return [text[:cut], text[cut:]]


def _fill(pieces: list[str], first: float, room: float, ruler: Ruler) -> list[str]:
    lines: list[str] = []
    line, used, have = "", 0.0, first
    for piece in pieces:
        width = ruler.width(piece)
        if used + width > have and not piece.isspace():
            if line.strip():
                lines.append(line.rstrip(" "))
            elif used or have < room:
                lines.append("")
            line, used, have = "", 0.0, room
            if width > have:
                *cut, piece = _cuts(piece, have, ruler)
                lines.extend(cut)
                width = ruler.width(piece)
        line += piece
        used += width
    if line.strip():
        lines.append(line.rstrip(" "))
    return lines


def _cuts(piece: str, room: float, ruler: Ruler) -> list[str]:
    """A piece too wide for a line in lines: cut between its words or marks, and inside a word only if it must be."""
    lines = [""]
    for token in _TOKEN.findall(piece):
        if lines[-1] and ruler.width(lines[-1] + token) > room:
            lines.append("")
        while ruler.width(token) > room:
            fits = _cut(token, room, ruler)
            lines[-1:] = [token[:fits], ""]
            token = token[fits:]
        lines[-1] += token
    return lines if lines[-1] else lines[:-1]


def _cut(piece: str, room: float, ruler: Ruler) -> int:
    """How many characters of a piece too wide for a line go on it: at least one, so that the work always ends."""
    used, fits = 0.0, 0
    for char in piece:
        used += ruler.advance[char] * ruler.size
        if used > room:
            break
        fits += 1
    for at in range(fits, fits // 2, -1):
        if piece[at - 1] in "-/_.,;:&?=，、。；" and piece[at] not in NO_START:
            return at
    return max(fits, 1)


def balanced(text: str, room: float, ruler: Ruler) -> list[str]:
    """The lines of a label, as few as ``room`` allows and of like length."""
    lines = wrap(text, room, ruler)
    if len(lines) == 2 and "".join(lines) == text and min(text) >= "\u2e80":
        return _by_words(text, int(room / ruler.size))
    width = max(ruler.width(text) / max(len(lines), 1), min(widest_piece(text, ruler), room))
    while len(lines) > 1 and width < room:
        narrower = wrap(text, width, ruler)
        if len(narrower) <= len(lines) and max(map(ruler.width, narrower)) <= room:
            return narrower
        width += ruler.size / 4
    return lines
