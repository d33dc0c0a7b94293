"""Pages of a PDF as pictures, for the preview on the screen and for a printer. Only plain bytes come out."""

from __future__ import annotations

import struct
import threading
import zlib
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pypdfium2

from qfdesk.errors import SurroundingsError
from qfdesk.language import _

BROKEN = _("{name} cannot be shown: it is not a complete PDF. Print it again.")
POINT_DPI = 72
_LOCK = threading.RLock()


class Picture(NamedTuple):
    """A page in pixels: ``rgb`` holds ``height`` rows of ``3 * width`` bytes."""

    width: int
    height: int
    rgb: bytes

    def png(self) -> bytes:
        """The picture as a PNG file."""
        row = self.width * 3
        raw = b"".join(b"\0" + self.rgb[at : at + row] for at in range(0, len(self.rgb), row))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 3)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in parts
        )


class Pages:
    """The pages of a PDF, each drawn when it is asked for. The file itself is read at once and stays free.

    May be used from any thread: the drawing library is not safe in several at once, so one lock guards it.
    """

    def __init__(self, pdf: Path) -> None:
        try:
            data = pdf.read_bytes()
            with _LOCK:
                self._document = pypdfium2.PdfDocument(data)
        except (OSError, pypdfium2.PdfiumError) as error:
            raise SurroundingsError(BROKEN, name=str(pdf)) from error

    def __len__(self) -> int:
        with _LOCK:
            return len(self._document)

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the memory back."""
        with _LOCK:
            self._document.close()

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points (1/72 inch)."""
        with _LOCK:
            width, height = self._document[page].get_size()
        return float(width), float(height)

    def at_dpi(self, page: int, dpi: float) -> Picture:
        """A page as a printer of this resolution wants it."""
        return self._draw(page, dpi / POINT_DPI)

    def at_width(self, page: int, width_px: int) -> Picture:
        """A page ``width_px`` pixels wide."""
        return self._draw(page, width_px / self.size(page)[0])

    def text(self, page: int) -> str:
        """The text of a page, as copying from a viewer gives it."""
        with _LOCK:
            return str(self._document[page].get_textpage().get_text_bounded())

    def _draw(self, page: int, scale: float) -> Picture:
        with _LOCK:
            bitmap = self._document[page].render(scale=scale, rev_byteorder=True)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            data = bytes(bitmap.buffer)
            bitmap.close()
        row = width * 3
        if stride != row:
            data = b"".join(data[at : at + row] for at in range(0, stride * height, stride))
        return Picture(width, height, data[: row * height])


def render_pages(pdf: Path, width_px: int) -> list[bytes]:
    """All pages as PNG files ``width_px`` wide. Raises SurroundingsError for a file that is not a PDF."""
    with Pages(pdf) as pages:
        return [pages.at_width(n, width_px).png() for n in range(len(pages))]
