"""The figures at the head of the Today board: each leads to the list of what it counts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qfdesk.language import _, say
from qfdesk.model.board import OVERDUE, SPANS, TODAY, WEEK, Board, by_record
from qfdesk.ui.cards import Figure

WAITING, DRAFTS, ON_TIME = "waiting", "drafts", "on_time"
LABELS = {
    OVERDUE: _("Overdue"),
    TODAY: _("Due today"),
    WEEK: _("Within seven days"),
    WAITING: _("Waiting for others"),
    DRAFTS: _("Drafts to go on with"),
    ON_TIME: _("On time this month"),
}
_TONES = {OVERDUE: "danger", TODAY: "warn", WEEK: "info"}
_TOLD = {
    OVERDUE: _("Records with a deadline that has passed"),
    TODAY: _("Records with a deadline that ends today"),
    WEEK: _("Records with a deadline in the seven days after today"),
}
_GOOD, _FAIR = 900, 700
"""On-time rates in thousandths, as the card writes them: from which on one is good, and below which it is alarming."""


class Figures(QWidget):
    """Six figures in a row. ``wanted`` carries the key of the one that was pressed."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._figures = {key: Figure() for key in LABELS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for figure in self._figures.values():
            row.addWidget(figure, 1)

    def of(self, key: str) -> Figure:
        """The figure with a key."""
        return self._figures[key]

    def show_board(self, board: Board, chosen: str) -> None:
        """Counts records, each once in a figure however many of its deadlines are meant; marks the chosen figure."""
        for key in SPANS:
            self._put(key, len(by_record(board.due(key))), _TONES[key])
            self._mark(key, key == chosen)
        self._put(WAITING, len(board.waiting), "soft")
        self._put(DRAFTS, len(board.drafts), "soft")
        self._put_on_time(board)

    def _put(self, key: str, count: int, tone: str) -> None:
        press = partial(self.wanted.emit, key) if count else None
        self._figures[key].put(str(count), say(LABELS[key]), tone if count else "soft", press)

    def _mark(self, key: str, chosen: bool) -> None:
        figure = self._figures[key]
        way = _("Shown alone; press again to see all") if chosen else _("Press to see only these")
        figure.setToolTip(f"{say(_TOLD[key])}\n{say(way)}")
        figure.mark(chosen, say(way))

    def _put_on_time(self, board: Board) -> None:
        share, figure = board.on_time, self._figures[ON_TIME]
        text = "—" if share is None else f"{share * 100:.1f}%"
        figure.put(text, say(LABELS[ON_TIME]), tone_of(share), None)
        told = _(
            "Of the {ended} deadlines met or ended this month up to now, {kept} were met in time; "
            "all quality information together, as the reports count it"
        )
        figure.setToolTip(say(told, ended=board.ended, kept=board.kept))


def tone_of(share: float | None) -> str:
    """Good from 90 % on, alarming below 70 %, as the rate is written."""
    if share is None:
        return "soft"
    thousandths = round(share * 1000)
    return "ok" if thousandths >= _GOOD else "warn" if thousandths >= _FAIR else "danger"
