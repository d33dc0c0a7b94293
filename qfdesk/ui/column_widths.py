"""How wide the columns of a list begin: numbers, dates and tags in full, the others share what is left."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QFont, QFontMetrics

from qfdesk.language import _, say
from qfdesk.model.fields import Choice, Date, Flag, Moment
from qfdesk.model.record import Record
from qfdesk.ui.list_model import DUE, EntryList
from qfdesk.ui.theme import body_font, px

_LEAST, _LEAST_NAMES, _MOST_OF_ONE = 60, {"product": 104}, 420
"""What tells one line from the next keeps room for a few words more."""
_SPARE_TAG, _SPARE_TEXT, _SPARE_HEAD = 28, 20, 20


def fitted(model: EntryList, room: int) -> dict[str, int]:
    """Widths that fill the room.

    Where it is narrow, choices give way first, then moments show their day only, and numbers and batches have room for
    fewer figures; then the list scrolls sideways.
    """
    whole = {column: _whole(model, column) for column in model.columns}
    fixed = {column: width for column, width in whole.items() if width}
    loose = {column: max(_LEAST, model.width(column)) for column, width in whole.items() if not width}
    if room < sum(fixed.values()) + _least(loose):
        choices = [c for c in fixed if isinstance(model.entry.fields().get(c), Choice)]
        loose |= {column: fixed.pop(column) for column in choices}
    if room < sum(fixed.values()) + _least(loose):
        fixed |= {column: wide for column in fixed if (wide := _brief(model, column))}
    least = {c: px(_LEAST_NAMES.get(c, _LEAST)) for c in loose}
    left = room - sum(fixed.values())
    if left < sum(least.values()):
        least = dict.fromkeys(loose, px(_LEAST))
    if not loose:
        return {**fixed, model.columns[-1]: fixed[model.columns[-1]] + max(0, left)}
    return {**fixed, **_shared(left, loose, least)}


def _brief(model: EntryList, column: str) -> int:
    """The width that is enough of a column where there is little room; 0: as in full."""
    prefix = model.entry.prefix if issubclass(model.entry, Record) else ""
    usual = {"number": f"{prefix}-2026-0000", "batch": "2608119"}.get(column, "")
    sample = "00-00" if isinstance(model.entry.fields().get(column), Moment) else usual
    return QFontMetrics(body_font()).horizontalAdvance(sample) + px(_SPARE_TEXT) if sample else 0


def _least(columns: Iterable[str]) -> int:
    """The room that columns which may be shortened need together."""
    return sum(px(_LEAST_NAMES.get(column, _LEAST)) for column in columns)


def _shared(room: int, loose: dict[str, int], least: dict[str, int]) -> dict[str, int]:
    """The room dealt out by what each column would like; none below its least, so that the sum fills the room."""
    narrow: dict[str, int] = {}
    while wide := {column: wish for column, wish in loose.items() if column not in narrow}:
        share = (room - sum(narrow.values())) / sum(wide.values())
        short = {column: least[column] for column, wish in wide.items() if int(wish * share) < least[column]}
        if not short:
            return narrow | {column: min(px(_MOST_OF_ONE), int(wish * share)) for column, wish in wide.items()}
        narrow |= short
    return narrow


def _whole(model: EntryList, column: str) -> int:
    """The width a column needs to be read in full, or 0 for one that may be shortened."""
    plain, tag = QFontMetrics(body_font()), QFontMetrics(body_font(12, QFont.Weight.DemiBold))
    field = model.entry.fields().get(column)
    if column == DUE:
        samples = (say(_("{n} d overdue"), n=88), say(_("tomorrow {time}"), time="09:30"))
        wide = max(tag.horizontalAdvance(text) for text in samples) + px(_SPARE_TAG)
    elif column == "stage" and issubclass(model.entry, Record):
        wide = max(tag.horizontalAdvance(say(stage.label)) for stage in model.entry.stages) + px(_SPARE_TAG)
    elif column == "number":
        prefix = model.entry.prefix if issubclass(model.entry, Record) else ""
        wide = plain.horizontalAdvance(f"{prefix}-2026-00000") + px(_SPARE_TEXT)
    elif column == "batch":
        return plain.horizontalAdvance("2608119A") + px(_SPARE_TEXT)
    elif isinstance(field, Moment):
        wide = max(plain.horizontalAdvance("00-00 00:00"), plain.horizontalAdvance(model.label(column)) + px(14))
        wide += px(_SPARE_TEXT)
    elif isinstance(field, Date):
        wide = plain.horizontalAdvance("2026-00-00") + px(_SPARE_TEXT)
    elif isinstance(field, Flag):
        wide = px(_LEAST)
    elif isinstance(field, Choice) and column != "channel":
        wide = max([plain.horizontalAdvance(say(text)) for text in field.options.values()] or [0]) + px(_SPARE_TEXT)
        wide = min(wide, px(150))
    else:
        return 0
    bold = QFontMetrics(body_font(13, QFont.Weight.DemiBold))
    return min(max(wide, bold.horizontalAdvance(model.label(column)) + px(_SPARE_HEAD)), px(170))
