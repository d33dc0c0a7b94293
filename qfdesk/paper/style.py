"""Sizes of a page, in points. One place, so that every paper of the house looks alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.pagesizes import A3, A4, A5

SIZES = {"A3": A3, "A4": A4, "A5": A5}


@dataclass(frozen=True)
class Style:
    """A page and its type. ``row``: the least height of a row, enough to write in by hand."""

    width: float
    height: float
    left: float = 54
    right: float = 44
    top: float = 32
    bottom: float = 30
    body: float = 9.5
    lead: float = 14.5
    label: float = 9
    small: float = 7.5
    company: float = 10.5
    title: float = 17
    row: float = 23
    sign: float = 20
    pad: float = 6
    qr: float = 44
    label_width: float = 58

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    def scaled(self, by: float) -> Style:
        """The same page with smaller type and less air."""
        return replace(
            self,
            body=self.body * by,
            lead=self.lead * by,
            label=self.label * by,
            row=self.row * by,
            sign=self.sign * by,
            pad=self.pad * by,
        )


def style_of(size: str, landscape: bool) -> Style:
    """The style of a paper size; A5 is set a little smaller. Raises KeyError for a size that is not known."""
    short, long = SIZES[size]
    style = Style(long, short) if landscape else Style(short, long)
    if size != "A5":
        return style
    return replace(
        style,
        left=40,
        right=28,
        top=22,
        bottom=20,
        body=8.5,
        lead=12,
        label=8,
        small=6.5,
        company=9,
        title=14,
        row=19,
        sign=16,
        pad=4,
        qr=36,
        label_width=50,
    )
