"""What stands around a form on every page: company, form number, title, head line, QR code, copies, print line."""

from __future__ import annotations

from qfdesk.language import _
from qfdesk.model.show import show_moment
from qfdesk.model.values import House
from qfdesk.paper.content import Item, Reading
from qfdesk.paper.fonts import bold, regular
from qfdesk.paper.items import draw_ticks, tick_lines
from qfdesk.paper.pen import HAIR, SOFT, Pen, base
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
COLON = _(": ")


class Surround:
    """Head and foot of one form. ``top`` and ``bottom``: between them lies the frame."""

    def __init__(self, reading: Reading, house: House, style: Style) -> None:
        self.reading, self.house, self.style = reading, house, style
        self.number = reading.clean(reading.form.number)
        self.title = reading.say(reading.form.paper.title)
        self.head = reading.head()
        self.colon = reading.say(COLON).rstrip()
        self.lines = self._head_lines()
        self.foot = self._foot_lines()
        self.top = (
            style.height - style.top - style.company * 1.5 - style.title * 2.2 - len(self.lines) * style.lead * 1.2 - 3
        )
        self.bottom = style.bottom + len(self.foot) * self._foot_lead + 4

    @property
    def _foot_lead(self) -> float:
        return self.style.small * 1.4

    def _head_lines(self) -> list[list[tuple[float, Item]]]:
        """The items of the head line, broken into lines where they are many."""
        style, ruler = self.style, Ruler(regular().advance, self.style.body)
        beside = style.qr + 8 if self.number else 0
        lines: list[list[tuple[float, Item]]] = [[]]
        at = 0.0
        for item in self.head:
            label = ruler.width(item.label) + 6
            room = style.inner - beside if len(lines) == 1 and not item.options else style.inner
            for n, part in enumerate(self._parts(item, room - label, ruler)):
                width = label + self._width(part, ruler)
                if lines[-1] and (n or at + width > style.inner - (beside if len(lines) == 1 else 0)):
                    lines.append([])
                    at = 0.0
                lines[-1].append((at, part))
                at += width + 18
        return lines

    @staticmethod
    def _parts(item: Item, room: float, ruler: Ruler) -> list[Item]:
        """Many tick boxes take several lines; only the first has the label."""
        if not item.options:
            return [Item(item.label, line, hint=item.hint) for line in wrap(item.text, room, ruler)[:1] or [""]]
        lines = tick_lines(item.options, room, ruler)
        return [
            Item("" if n else item.label, options=tuple((label, ticked) for _at, label, ticked in line))
            for n, line in enumerate(lines)
        ]

    @staticmethod
    def _width(item: Item, ruler: Ruler) -> float:
        if item.options:
            last = tick_lines(item.options, 10_000, ruler)[0][-1]
            return last[0] + ruler.size + 3 + ruler.width(last[1])
        return max(ruler.width(item.text or item.hint), 90.0 if not item.text else 0.0)

    def _foot_lines(self) -> list[str]:
        reading, house = self.reading, self.house
        said = []
        copies = [reading.say(name) for name in reading.form.paper.copies]
        if copies:
            said.append(
                reading.say(COPIES[min(len(copies), len(COPIES)) - 1], names=reading.say(SEPARATOR).join(copies))
            )
        when = show_moment(house.printed_at, reading.lang)
        said.append(
            reading.say(
                PRINTED if house.printed_by else PRINTED_BY_NOBODY, app=house.app, who=house.printed_by, when=when
            )
        )
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
        title = reading.say(ATTACHMENT, title=self.title) if attachment else self.title
        room = style.inner - (2 * style.qr + 16 if self.number else 0)
        spacing = 1.2 if reading.lang == "zh_CN" else 0.2
        size = fitting(title, style.title, room, spacing)
        middle = style.height - style.top - style.company * 1.5 - style.title * 1.1
        pen.centred(
            style.width / 2 + (left - style.right) / 2, middle - size * 0.36, title, size, cut=bold(), spacing=spacing
        )
        if self.number:
            pen.qr(right - style.qr + 3, y - style.qr - 6, style.qr, self.number)
        self._draw_head(pen)
        pen.lines(
            left, style.bottom + len(self.foot) * self._foot_lead, self.foot, style.small, self._foot_lead, grey=SOFT
        )

    def _draw_head(self, pen: Pen) -> None:
        style = self.style
        lead = style.lead * 1.2
        label_end = 0.0
        for n, line in enumerate(self.lines):
            top = self.top + 3 + (len(self.lines) - n) * lead
            y = base(top, lead, style.body)
            for at, item in line:
                x = style.left + at
                if item.label:
                    x = pen.text(x, y, item.label, style.body, grey=SOFT) + 6
                    label_end = x
                elif item.options:
                    x = label_end
                self._draw_item(pen, x, top, y, item)

    def _draw_item(self, pen: Pen, x: float, top: float, y: float, item: Item) -> None:
        style = self.style
        if item.options:
            ticks = tick_lines(item.options, 10_000, Ruler(regular().advance, style.body))
            draw_ticks(pen, x, top - style.lead * 0.1, ticks, style)
        elif item.text:
            pen.text(x, y, item.text, style.body)
        else:
            pen.text(x, y, item.hint, style.body, grey=SOFT)
            pen.rule(x, y - 2.5, x + max(regular().width(item.hint, style.body), 84), y - 2.5, HAIR * 0.8, SOFT)


def fitting(said: str, size: float, room: float, spacing: float = 0) -> float:
    """The size, made smaller where the line is longer than ``room``."""
    width = bold().width(said, size)
    return size if width + spacing * len(said) <= room else size * (room - spacing * len(said)) / width


def fitted(pen: Pen, x: float, y: float, said: str, size: float, room: float) -> None:
    """Writes a line, smaller where it is longer than ``room``."""
    width = regular().width(said, size)
    pen.text(x, y, said, size if width <= room else size * room / width)
