"""The fonts of the papers: which one draws a character, how wide it is, and what none of them can draw.

Noto Sans SC draws almost everything; a second font has the rare characters of names. A character in neither is printed
as 〓, the printer's own mark for a missing type, and reported: nobody's name may vanish silently.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from threading import Lock

from reportlab.pdfbase import pdfmetrics, ttfonts

from qfdesk.places import resources

GETA = "〓"
_BREAKS = "\u2028\u2029\x0b\x0c\x85\r"
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def _to_unicode(name: str, subset: list[int]) -> str:
    """The map that lets a viewer copy and search text; reportlab's own is wrong beyond the BMP, as in 𠮷."""
    rows = [
        f"<{n:02X}> <{chr(code).encode('utf-16-be', 'surrogatepass').hex().upper()}>" for n, code in enumerate(subset)
    ]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n/CMapName /{name} def\n"
        f"/CMapType 2 def\n1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


ttfonts.makeToUnicodeCMap = _to_unicode


_LOADING = Lock()


def load(name: str, file: str) -> ttfonts.TTFont:
    """Registers a font of ours with reportlab, once in a process, however many threads ask for it at the same time."""
    with _LOADING:
        return _load(name, file)


@cache
def _load(name: str, file: str) -> ttfonts.TTFont:
    font = ttfonts.TTFont(name, str(resources() / "fonts" / file))
    pdfmetrics.registerFont(font)
    return font


def _rare() -> ttfonts.TTFont:
    return load("QF-Rare", "Fallback.ttf")


class Cut:
    """One weight of the text font together with the font for rare characters."""

    def __init__(self, name: str, file: str) -> None:
        self.font = load(name, file)
        self.glyphs = frozenset(map(chr, self.font.face.charToGlyph))
        self.advance = _Advance(self.font.face)

    def width(self, text: str, size: float) -> float:
        """Points that the text takes at a size."""
        return sum(map(self.advance.__getitem__, text)) * size

    def runs(self, text: str) -> Iterator[tuple[ttfonts.TTFont, str]]:
        """The text in pieces of one font: (font, piece)."""
        if self.glyphs.issuperset(text):
            yield self.font, text
            return
        for own, piece in groupby(text, self.glyphs.__contains__):
            yield self.font if own else _rare(), "".join(piece)


class _Advance(dict[str, float]):
    """{character: width in ems}, looked up in the fonts once for every character."""

    def __init__(self, face: ttfonts.TTFontFace) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, char: str) -> float:
        face = self.face if ord(char) in self.face.charToGlyph else _rare().face
        self[char] = width = face.charWidths.get(ord(char), face.defaultWidth) / 1000
        return width


@cache
def regular() -> Cut:
    """The weight of values."""
    return Cut("QF-Regular", "NotoSansSC-Regular.ttf")


@cache
def bold() -> Cut:
    """The weight of titles and labels."""
    return Cut("QF-Bold", "NotoSansSC-Bold.ttf")


class _Printable(dict[int, int | str | None]):
    """A table for ``str.translate``: line ends become one kind, invisible characters go, missing ones become 〓."""

    def __missing__(self, code: int) -> int | str | None:
        self[code] = said = self._decide(code)
        return said

    @staticmethod
    def _decide(code: int) -> int | str | None:
        char = chr(code)
        if char == "\n":
            return code
        if char in _BREAKS:
            return "\n"
        if char == "\t":
            return "    "
        if has_glyph(char):
            return code
        if unicodedata.category(char) in {"Cc", "Cf"} or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
            return None
        return " " if unicodedata.category(char) == "Zs" else GETA


_TABLE = _Printable()


def has_glyph(char: str) -> bool:
    """Whether a font of ours draws the character visibly."""
    if unicodedata.category(char) in _INVISIBLE or "\ufe00" <= char <= "\ufe0f":
        return False
    return char in regular().glyphs or ord(char) in _rare().face.charToGlyph


def printable(text: str, missing: Callable[[str], None] | None = None) -> str:
    """The text as it can be printed; ``missing`` is told every character that had to become 〓."""
    said = text.replace("\r\n", "\n").translate(_TABLE)
    if missing and GETA in said:
        for char in unprintable(text):
            missing(char)
    return said


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of the text that no font of ours can draw, each once, in order."""
    return tuple(char for char in dict.fromkeys(text) if char != GETA and _TABLE[ord(char)] == GETA)
