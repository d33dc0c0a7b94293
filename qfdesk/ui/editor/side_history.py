"""The history of an entry: when, who, which field, from, to, why."""

from __future__ import annotations

import datetime as dt
import json
from html import escape
from typing import Any

from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from qfdesk.language import _, _p, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Choices, Flag, Kind, Lines, Moment
from qfdesk.model.show import show, show_line, show_moment
from qfdesk.model.values import HistoryLine
from qfdesk.ui.editor.side_table import SideTable
from qfdesk.ui.list_model import stage_tag

ACTS = {
    "create": _("Entered"),
    "change": _("Changed"),
    "move": _("Moved on"),
    "void": _("Voided"),
    "attach": _("File attached"),
    "detach": _("File taken out"),
    "tie": _("Tied"),
    "print": _("Printed"),
    "export": _("Exported"),
}
_HEADS = (_("When"), _("Who"), _("What"), _p("change", "From"), _p("change", "To"), _("Why"))
_WIDTHS = (130, 64, 98, 92, 128, 80)


class HistoryTable(SideTable):
    """One line per change, newest first; texts are shown as they are, never as HTML."""

    def __init__(self) -> None:
        super().__init__(_WIDTHS)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def put(self, entry: type[Entry], lines: list[HistoryLine]) -> None:
        """Shows the lines of an entry."""
        self.setHorizontalHeaderLabels([say(head) for head in _HEADS])
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate(cells_of(entry, line)):
                item = QTableWidgetItem(text.replace("\n", " ")[:300])
                item.setToolTip(_as_plain(text))
                self.setItem(row, column, item)


def cells_of(entry: type[Entry], line: HistoryLine) -> tuple[str, ...]:
    """A line of the history as a person reads it."""
    field = entry.fields().get(line.field)
    what = say(field.label) if field is not None else say(ACTS.get(line.act, line.act))
    before, after = (told(entry, line.field, text) for text in (line.before, line.after))
    if field is None and line.after.startswith("{"):
        after = told_whole(entry, line.after)
    return show_moment(line.at), line.who, what, before, after, line.reason


def told(entry: type[Entry], key: str, text: str) -> str:
    """A value as the history keeps it, in the words of the screen."""
    field = entry.fields().get(key)
    if field is None or not text:
        return text
    if key == "stage":
        return stage_tag(entry, text).text  # type: ignore[arg-type]
    try:
        return _told(field, text)
    except (ValueError, TypeError, AttributeError):
        return text


def told_whole(entry: type[Entry], text: str) -> str:
    """A whole entry as the history keeps it when it is entered, field after field."""
    try:
        values: dict[str, Any] = json.loads(text)
    except ValueError:
        return text
    texts = {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in values.items()}
    fields = entry.typed()
    return "\n".join(f"{say(f.label)}: {told(entry, k, texts[k])}" for k, f in fields.items() if texts.get(k))


def _told(field: Kind, text: str) -> str:
    if isinstance(field, Choices):
        return show(field, tuple(json.loads(text)))
    if isinstance(field, Choice):
        return show(field, text)
    if isinstance(field, Flag):
        return show(field, text == "true")
    if isinstance(field, Moment):
        return show_moment(dt.datetime.fromisoformat(text))
    if isinstance(field, Lines):
        lines: list[dict[str, Any]] = json.loads(text)
        return "\n".join(show_line(field, line) for line in lines)
    return text


def _as_plain(text: str) -> str:
    """A tooltip that Qt does not take for HTML."""
    return f"<span style='white-space:pre-wrap'>{escape(text[:2000])}</span>" if text else ""
