"""What stands around a form on every page: company, form number, title, head line, QR code, copies, print line."""

from __future__ import annotations

from qfdesk.language import _
from qfdesk.model.show import show_moment
from qfdesk.model.values import House
from qfdesk.paper.content import Reading
from qfdesk.paper.fonts import bold, regular
from qfdesk.paper.head import Head
from qfdesk.paper.pen import INK, SOFT, Pen
from qfdesk.paper.style import Style
from qfdesk.paper.wrap import Ruler, wrap

FORM = _("Form {number}")
PAGE = _("Page {page} of {pages}")
ATTACHMENT = _("{title} (attachment)")
PRINTED = _("Printed with {app} by {who} on {when}.")
PRINTED_BY_NOBODY = _("Printed with {app} on {when}.")
COPIES = (
    _("One copy: {names}."),
    _("Two copies: {names}."),
    _("Three copies: {names}."),
    _("Four copies: {names}."),
    _("Five copies: {names}."),
    _("Six copies: {names}."),
)
SEPARATOR = _(", ")


class Surround:
    """Head and foot of one form. The frame lies between ``top`` (on an attachment ``rest_top``) and ``bottom``."""

    def __init__(self, reading: Reading, house: House, style: Style) -> None:
        self.reading, self.house, self.style = reading, house, style
        self.number = reading.clean(reading.form.number)
        self.title = reading.say(reading.form.paper.title)
        items = reading.head()
        beside = style.qr + 8 if self.number else 0.0
        self.head = Head(items, style, beside)
        self.rest_head = Head([item for item in items if not item.options], style, beside)
        self.foot = self._foot_lines()
        above = style.height - style.top - style.company * 1.5 - style.title * 2.2 - 3
        self.top, self.rest_top = above - self.head.height, above - self.rest_head.height
        self.bottom = style.bottom + len(self.foot) * self._foot_lead + 4

    @property
    def _foot_lead(self) -> float:
        return self.style.small * 1.4

    def _foot_lines(self) -> list[str]:
        reading, house = self.reading, self.house
        said = []
        copies = [reading.say(name) for name in reading.form.paper.copies]
        if copies:
            names = reading.say(SEPARATOR).join(copies)
            said.append(reading.say(COPIES[min(len(copies), len(COPIES)) - 1], names=names))
        printed = PRINTED if house.printed_by else PRINTED_BY_NOBODY
        when = show_moment(house.printed_at, reading.lang)
        said.append(reading.say(printed, app=house.app, who=house.printed_by, when=when))
        said.extend(reading.clean(note.say(reading.lang)) for note in reading.form.notes)
        return wrap("  ".join(said), self.style.inner, Ruler(regular().advance, self.style.small))

    def draw(self, pen: Pen, page: int, pages: int, *, attachment: bool = False) -> None:
        """Draws head and foot of a page."""
        style, reading = self.style, self.reading
        left, right = style.left, style.width - style.right
        y = style.height - style.top - style.company
        numbering = reading.say(PAGE, page=page, pages=pages)
        if reading.form.paper.form_number:
            numbering = f"{reading.say(FORM, number=reading.form.paper.form_number)}   {numbering}"
        end = pen.right(right, y, numbering, style.small + 0.5, grey=SOFT)
        fitted(pen, left, y, reading.clean(self.house.company), style.company, end - left - 12)
        self._draw_title(pen, reading.say(ATTACHMENT, title=self.title) if attachment else self.title)
        if self.number:
            pen.qr(right - style.qr + 3, y - style.qr - 6, style.qr, self.number)
        if attachment:
            self.rest_head.draw(pen, self.rest_top)
        else:
            self.head.draw(pen, self.top)
        foot = style.bottom + len(self.foot) * self._foot_lead
        pen.lines(left, foot, self.foot, style.small, self._foot_lead, grey=SOFT)

    def _draw_title(self, pen: Pen, title: str) -> None:
        style = self.style
        spacing = 1.2 if self.reading.lang == "zh_CN" else 0.2
        size = fitting(title, style.title, style.inner - (2 * style.qr + 16 if self.number else 0), spacing)
        middle = style.height - style.top - style.company * 1.5 - style.title * 1.1
        pen.centred(style.left + style.inner / 2, middle - size * 0.36, title, size, cut=bold(), spacing=spacing)


def fitting(said: str, size: float, room: float, spacing: float = 0) -> float:
    """The size, made smaller where the line is longer than ``room``."""
    width = bold().width(said, size)
    return size if width + spacing * len(said) <= room else size * (room - spacing * len(said)) / width


def fitted(pen: Pen, x: float, y: float, said: str, size: float, room: float, *, grey: float = INK) -> None:
    """Writes a line, smaller where it is longer than ``room``."""
    width = regular().width(said, size)
    pen.text(x, y, said, size if width <= room else size * room / width, grey=grey)
