"""Drawing on a page: text in the right fonts, rules, tick boxes, the QR code. y runs upwards, as in PDF."""

from __future__ import annotations

from functools import lru_cache

import segno
from reportlab.pdfgen.canvas import Canvas

from qfdesk.paper.fonts import Cut, bold, regular

INK, SOFT, LABEL_GREY, HAIR, HEAVY = 0.0, 0.35, 0.945, 0.5, 1.4


class Pen:
    """What is drawn on one PDF."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        *,
        cut: Cut | None = None,
        grey: float = INK,
        spacing: float = 0,
    ) -> float:
        """Writes a line from x on the base line y; returns where it ends."""
        cut = cut or regular()
        self.canvas.addLiteral(
            f"BT {grey:g} g {spacing:g} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm {self._shown(said, size, cut)} ET"
        )
        return x + cut.width(said, size) + spacing * len(said)

    def _shown(self, said: str, size: float, cut: Cut) -> str:
        """The operators that show a text: reportlab's own way takes five times as long, which a ledger feels."""
        document = self.canvas._doc
        return " ".join(
            f"{font.getSubsetInternalName(subset, document)} {size:.2f} Tf <{codes.hex()}> Tj"
            for font, piece in cut.runs(said)
            for subset, codes in font.splitString(piece, document)
        )

    def right(self, x: float, y: float, said: str, size: float, *, cut: Cut | None = None, grey: float = INK) -> float:
        """Writes a line that ends at x; returns where it begins."""
        start = x - (cut or regular()).width(said, size)
        self.text(start, y, said, size, cut=cut, grey=grey)
        return start

    def centred(
        self,
        x: float,
        y: float,
        said: str,
        size: float,
        *,
        cut: Cut | None = None,
        grey: float = INK,
        spacing: float = 0,
    ) -> None:
        """Writes a line around x."""
        width = (cut or regular()).width(said, size) + spacing * (len(said) - 1)
        self.text(x - width / 2, y, said, size, cut=cut, grey=grey, spacing=spacing)

    def lines(
        self,
        x: float,
        top: float,
        said: list[str],
        size: float,
        lead: float,
        *,
        cut: Cut | None = None,
        grey: float = INK,
    ) -> None:
        """Writes lines one under the other, the first in the lead below ``top``."""
        for n, line in enumerate(said):
            if line:
                self.text(x, base(top - n * lead, lead, size), line, size, cut=cut, grey=grey)

    def label(
        self, x: float, top: float, width: float, height: float, said: list[str], size: float, lead: float
    ) -> None:
        """A grey cell with its label in the middle."""
        self.canvas.setFillGray(LABEL_GREY)
        self.canvas.rect(x, top - height, width, height, stroke=0, fill=1)
        first = top - (height - len(said) * lead) / 2
        for n, line in enumerate(said):
            self.centred(x + width / 2, base(first - n * lead, lead, size), line, size, cut=bold())

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = HAIR, grey: float = INK) -> None:
        """A straight rule."""
        self.canvas.addLiteral(f"{grey:g} G {weight:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def frame(self, x: float, top: float, width: float, height: float) -> None:
        """The heavy frame around a form."""
        self.canvas.setStrokeGray(INK)
        self.canvas.setLineWidth(HEAVY)
        self.canvas.rect(x, top - height, width, height)

    def tick(self, x: float, y: float, side: float, ticked: bool) -> None:
        """A tick box that stands on the base line y, drawn as a shape because not every font has one."""
        c = self.canvas
        low = y - side * 0.12
        c.setStrokeGray(INK)
        c.setLineWidth(0.7)
        c.rect(x, low, side, side)
        if ticked:
            c.setLineWidth(side * 0.19)
            c.setLineCap(1)
            path = c.beginPath()
            path.moveTo(x + side * 0.2, low + side * 0.52)
            path.lineTo(x + side * 0.43, low + side * 0.25)
            path.lineTo(x + side * 0.84, low + side * 0.8)
            c.drawPath(path)
            c.setLineCap(0)

    def stamp(self, x: float, y: float, said: str, width: float) -> None:
        """A large slanted word in grey around (x, y), ``width`` points long; what lies under it stays legible."""
        size = width / bold().width(said, 1)
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(32)
        self.canvas.setFillAlpha(0.18)
        self.text(-width / 2, -min(size, width) * 0.36, said, size, cut=bold())
        self.canvas.restoreState()

    def qr(self, x: float, y: float, side: float, content: str) -> None:
        """A QR code whose lower left corner is (x, y); a quiet zone lies inside ``side``."""
        self.canvas.addLiteral(f"q {side:.2f} 0 0 {side:.2f} {x:.2f} {y:.2f} cm {_qr(content)} Q")


def base(top: float, lead: float, size: float) -> float:
    """The base line of a line of text whose lead begins at ``top``."""
    return top - lead / 2 - size * 0.36


@lru_cache(maxsize=64)
def _qr(content: str) -> str:
    """The code as an inline image of one bit a module. A fixed mask saves four fifths of the time and reads as well."""
    code = segno.make_qr(content, error="m", mask=2, boost_error=False)
    size = len(code.matrix) + 4
    quiet = [1] * size
    rows = [quiet, quiet, *([1, 1, *(1 - bit for bit in row), 1, 1] for row in code.matrix), quiet, quiet]
    padding = "0" * (-size % 8)
    bits = "".join("".join(map(str, row)) + padding for row in rows)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big").hex()
    return f"BI /W {size} /H {size} /BPC 1 /CS /G /F /AHx ID {data}> EI"
