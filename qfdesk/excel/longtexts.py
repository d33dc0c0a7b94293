"""Texts too long for their cell: the cell keeps the beginning, a sheet of their own the whole."""

from __future__ import annotations

from collections.abc import Iterator

from qfdesk.excel.cells import fits, height, pieces, storable
from qfdesk.language import _, say

PART_WIDTH = 110
LINES = 29
"""Lines of text in the tallest row a spreadsheet can have (409 points), with one to spare."""
_BEGINNING = 16_000


class LongTexts:
    """Gathers the long texts of one workbook; ``title`` is the sheet they will stand on."""

    def __init__(self, title: str, lang: str) -> None:
        self.title = title
        self._pointer = say(_("… (whole text on the sheet “{sheet}”)"), lang, sheet=title)
        self._found: dict[tuple[str, str, str], None] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def seen(self, number: str, label: str, text: str, width: float) -> str:
        """The text, or as much of it as is seen in print in a column of this width, with a pointer to the whole."""
        if fits(text, width, LINES) and storable(text):
            return text
        room = max(LINES - height(self._pointer, width) - 1, 1)
        return self._shortened(number, label, text, next(pieces(text, width, room)))

    def stored(self, number: str, label: str, text: str) -> str:
        """The text, or its beginning with a pointer where one cell cannot hold it."""
        if storable(text):
            return text
        beginning = next(pieces(text[:_BEGINNING], PART_WIDTH, 200))
        return self._shortened(number, label, text, beginning)

    def rows(self) -> Iterator[tuple[str, str, int, str]]:
        """Number, field, part and text of everything gathered."""
        for number, label, text in self._found:
            for part, piece in enumerate(pieces(text, PART_WIDTH, LINES - 1), 1):
                yield number, label, part, piece

    def _shortened(self, number: str, label: str, text: str, beginning: str) -> str:
        self._found[number, label, text] = None
        return beginning.rstrip() + self._pointer
