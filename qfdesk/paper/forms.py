"""Printing forms: each begins on a page of its own, fills it, and carries what does not fit to its attachment."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.values import FilledForm, House
from qfdesk.paper.attachment import Strip, draw_end, draw_strip, pages_of_rest
from qfdesk.paper.boxes import BlockBox, Box, RowBox, SignsBox
from qfdesk.paper.content import BlockSaid, GridSaid, Reading, RowSaid, Said
from qfdesk.paper.files import write_whole
from qfdesk.paper.fonts import bold
from qfdesk.paper.frame import Surround
from qfdesk.paper.grid import GridBox
from qfdesk.paper.layout import heights, pages_of
from qfdesk.paper.pen import HAIR, Pen
from qfdesk.paper.spill import Spill
from qfdesk.paper.style import Style, style_of
from qfdesk.paper.wrap import Ruler, widest_piece

COLON = _(": ")
MORE = _("(continued on the attachment)")
NOTHING_BELOW = _("(nothing below)")
rl_config.useA85 = 0

SCALES = (1.0, 0.94, 0.88)
Report = Callable[[str], None]
Progress = Callable[[int, int], None]
Placed = list[tuple[Box, float]]


class FormWords:
    """The words of the form itself, in the paper's language."""

    def __init__(self, lang: str) -> None:
        self.colon = say(COLON, lang).rstrip()
        self.more = say(MORE, lang)


class SetForm:
    """A form set into pages: ``pages`` of boxes with their heights, ``rest`` on the attachment."""

    def __init__(self, reading: Reading, house: House) -> None:
        paper = reading.form.paper
        parts = reading.parts()
        self.reading, self.house, self.words = reading, house, FormWords(reading.lang)
        self._choose(parts, style_of(paper.size, paper.landscape))
        room = self.around.top - self.around.bottom
        self.pages: list[Placed] = [list(zip(page, heights(page, room), strict=True)) for page in self.boxes]
        spills: list[Spill] = [spill for page in self.pages for box, height in page for spill in box.rest(height)]
        end = self.style.lead * 1.2
        self.rest: list[list[Strip]] = pages_of_rest(
            spills, self.around.rest_top - self.around.bottom - end, self.style
        )

    def _choose(self, parts: list[Said], style: Style) -> None:
        """Sets the boxes a little smaller where that saves a page or an attachment, else as large as they should be."""
        found: dict[float, tuple[int, bool]] = {}
        for scale in SCALES:
            found[scale] = self._set(parts, style.scaled(scale))
            if found[scale] == (1, False):
                return
        best = min(SCALES, key=found.__getitem__)
        if best != SCALES[-1]:
            self._set(parts, style.scaled(best))

    def _set(self, parts: list[Said], style: Style) -> tuple[int, bool]:
        """Sets the boxes in a style; returns the number of pages and whether an attachment is needed."""
        self.style = _labelled(style, parts)
        self.around = Surround(self.reading, self.house, self.style)
        boxes = [_box(part, self.style, self.words) for part in parts]
        room = self.around.top - self.around.bottom
        self.boxes = pages_of(boxes, room)
        over = any(sum(box.full for box in page) > room for page in self.boxes)
        return len(self.boxes), over or any(box.rest(box.full) for box in boxes)

    @property
    def count(self) -> int:
        return len(self.pages) + len(self.rest)

    def draw(self, pen: Pen) -> None:
        """Draws all pages of the form."""
        for n, page in enumerate(self.pages, 1):
            self.around.draw(pen, n, self.count)
            self._draw_boxes(pen, page)
            self._draw_stamp(pen)
            pen.canvas.showPage()
        for n, strips in enumerate(self.rest, len(self.pages) + 1):
            self.around.draw(pen, n, self.count, attachment=True)
            self._draw_rest(pen, strips, last=n == self.count)
            self._draw_stamp(pen)
            pen.canvas.showPage()

    def _draw_boxes(self, pen: Pen, page: Placed) -> None:
        at = self.around.top
        for box, height in page:
            box.draw(pen, self.style.left, at, height)
            at -= height
        self._draw_rules(pen, self.around.top, [height for _box, height in page])

    def _draw_rest(self, pen: Pen, strips: list[Strip], *, last: bool) -> None:
        at = self.around.rest_top
        for strip in strips:
            draw_strip(pen, self.style.left, at, strip, self.style)
            at -= strip.height
        self._draw_rules(pen, self.around.rest_top, [strip.height for strip in strips])
        if last:
            draw_end(pen, at, self.reading.say(NOTHING_BELOW), self.style)

    def _draw_stamp(self, pen: Pen) -> None:
        """The word that says at a glance that this paper does not hold (作废)."""
        if self.reading.form.stamp:
            said = self.reading.clean(self.reading.form.stamp.say(self.reading.lang))
            pen.stamp(self.style.width / 2, self.style.height / 2, said, self.style.width * 0.5)

    def _draw_rules(self, pen: Pen, top: float, high: list[float]) -> None:
        """The rules under the boxes and the frame: last, so that no grey cell covers them."""
        left, at = self.style.left, top
        for height in high:
            at -= height
            pen.rule(left, at, left + self.style.inner, at, HAIR)
        pen.frame(left, top, self.style.inner, top - at)


def _box(said: Said, style: Style, words: FormWords) -> Box:
    if isinstance(said, RowSaid):
        return RowBox(said, style, words)
    if isinstance(said, BlockSaid):
        return BlockBox(said, style, words)
    return GridBox(said, style, words) if isinstance(said, GridSaid) else SignsBox(said, style, words)


def _labelled(style: Style, parts: list[Said]) -> Style:
    """The style with a label column wide enough for the longest word of a label."""
    ruler = Ruler(bold().advance, style.label)
    labels = [part.label for part in parts if isinstance(part, BlockSaid | GridSaid)]
    labels += [label for part in parts if isinstance(part, RowSaid) for label, _item, _span in part.cells]
    longest = max((widest_piece(label, ruler) for label in labels), default=0.0) + 7
    return replace(style, label_width=min(max(style.label_width, longest), style.label_width * 1.45))


def log_missing(char: str) -> None:
    """Notes in the log that a character had to be printed as 〓."""
    logging.getLogger(__name__).warning("No font has U+%04X; printed as a replacement mark.", ord(char))


def print_forms(
    forms: Sequence[FilledForm],
    house: House,
    out: Path,
    lang: str,
    entry: Callable[[str], type[Entry]],
    *,
    missing: Report = log_missing,
    progress: Progress | None = None,
) -> Path:
    """Prints forms into one PDF at ``out``; a form without values is a blank to fill in by hand.

    ``entry`` gives a register by its key. ``missing`` is told every character that no font of ours has; it is printed
    as 〓. ``progress`` may raise ``errors.Cancelled``. Raises SurroundingsError when the file cannot be written.
    """
    buffer = BytesIO()
    canvas = Canvas(buffer)
    pen = Pen(canvas)
    for n, form in enumerate(forms):
        if progress:
            progress(n, len(forms))
        set_form = SetForm(Reading(form, entry(form.register), lang, missing), house)
        canvas.setPageSize((set_form.style.width, set_form.style.height))
        set_form.draw(pen)
    describe(canvas, " ".join(filter(None, (say(forms[0].paper.title, lang), forms[0].number))) if forms else "", house)
    canvas.save()
    return write_whole(out, buffer.getvalue())


def describe(canvas: Canvas, title: str, house: House) -> None:
    """What the file says of itself."""
    canvas.setTitle(title)
    canvas.setAuthor(house.company)
    canvas.setCreator(house.app)
    canvas.setProducer(house.app)
