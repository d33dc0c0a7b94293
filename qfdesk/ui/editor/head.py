"""The head of the editor: which entry, where it stands on its way, what is due and why."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from qfdesk.language import _, _p, say
from qfdesk.model.record import Record
from qfdesk.model.show import show_date, show_moment
from qfdesk.model.timing import Paused
from qfdesk.model.urging import Urge
from qfdesk.model.values import DueLine
from qfdesk.rules.clock import local
from qfdesk.rules.due import WAITS_FOR
from qfdesk.ui.editor.held import Held
from qfdesk.ui.icons import icon
from qfdesk.ui.list_model import due_tag, late, stage_tag
from qfdesk.ui.theme import px, set_role

_SIGNS = {"history": "history", "attachments": "attach", "links": "link"}
SIDES = {"history": _("History"), "attachments": _("Attachments"), "links": _("Links")}


class Chased(NamedTuple):
    """How the time of a record stands: its pause, how often it was urged, and whether the person may do either."""

    paused: Paused | None
    urges: list[Urge]
    may_pause: bool
    may_urge: bool


class Head(QWidget):
    """Title, tags, counts, steps and the due line. ``side_wanted``: a side is to be shown, '' for the form.

    ``pause_wanted``, ``resume_wanted`` and ``urge_wanted``: what the buttons beside the due line ask for.
    """

    side_wanted = Signal(str)
    pause_wanted = Signal()
    resume_wanted = Signal()
    urge_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self._register = _plain("title"), _plain("soft")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._counts: dict[str, int] = {}
        self.stage, self.due, self.unsaved = _plain("tag-info"), _plain("tag-danger"), _plain("tag-soft")
        self.unsaved.hide()
        self.due_line = _plain("soft")
        self.due_line.setWordWrap(True)
        self.chase_line = _plain("soft")
        self.chase_line.setWordWrap(True)
        self.pause_button, self.urge_button = QPushButton(), QPushButton()
        self._paused = False
        self.steps = Steps()
        self.sides: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 4)
        column.setSpacing(8)
        column.addLayout(self._first_row())
        column.addWidget(self.steps)
        column.addLayout(self._time_row())
        self.put_chased(None)

    def _time_row(self) -> QHBoxLayout:
        """What is due and why, what stands still, and what can be done about it."""
        row, lines = QHBoxLayout(), QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self.due_line)
        lines.addWidget(self.chase_line)
        row.addLayout(lines, 1)
        for button in (self.urge_button, self.pause_button):
            set_role(button, "link")
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.urge_button.clicked.connect(self.urge_wanted)
        self.pause_button.clicked.connect(lambda: (self.resume_wanted if self._paused else self.pause_wanted).emit())
        return row

    def _first_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self._register)
        for tag in (self.stage, self.due, self.unsaved):
            row.addWidget(tag)
        row.addStretch(1)
        for side in SIDES:
            button = self.sides[side] = QToolButton()
            button.setCheckable(True)
            set_role(button, "flat")
            button.clicked.connect(lambda on, side=side: self._press(side, on))
            row.addWidget(button)
        return row

    def _press(self, side: str, on: bool) -> None:
        self.mark_side(side if on else "")
        self.side_wanted.emit(side if on else "")

    def mark_side(self, side: str) -> None:
        """Marks the side that is shown."""
        for name, button in self.sides.items():
            button.setChecked(name == side)

    def put(self, held: Held, lines: list[DueLine], now: dt.datetime) -> None:
        """Tells of the entry held."""
        self.title.setText(held.title)
        self._register.setText(say(held.entry.label) if held.opened else "")
        self._put_stage(held)
        self.put_dues(lines, now)

    def put_dues(self, lines: list[DueLine], now: dt.datetime) -> None:
        """Tells what is due next; what stands still comes after what runs."""
        lines = sorted(lines, key=lambda line: line.paused)
        nearest = lines[0] if lines else None
        tag = due_tag(nearest, now)
        self.due.setText(tag.text if nearest and tag.tone else "")
        set_role(self.due, f"tag-{tag.tone}" if tag.tone else "soft")
        self.due_line.setText(due_sentence(nearest, len(lines) - 1, now) if nearest else "")
        self.due_line.setVisible(bool(nearest))
        self.due_line.setToolTip("\n".join(due_sentence(line, 0, now) for line in lines[1:]))

    def put_chased(self, chased: Chased | None) -> None:
        """Tells of pause and urging; None for what has no clocks."""
        self._paused = bool(chased and chased.paused)
        self.chase_line.setText(_chase_words(chased) if chased else "")
        self.chase_line.setVisible(bool(self.chase_line.text()))
        self.pause_button.setText(say(_("Go on") if self._paused else _("Waiting for…")))
        self.urge_button.setText(say(_("Urge…")))
        self.pause_button.setVisible(bool(chased and chased.may_pause))
        self.urge_button.setVisible(bool(chased and chased.may_urge and not self._paused))
        told = (f"{show_moment(one.at)} {one.who} → {one.to}: {one.text}" for one in (chased.urges if chased else ()))
        self.chase_line.setToolTip("\n".join(told))

    def _put_stage(self, held: Held) -> None:
        if issubclass(held.entry, Record):
            tag = stage_tag(held.entry, held.stage)
            self.stage.setText(say(_("Voided")) if held.voided else tag.text)
            set_role(self.stage, "tag-danger" if held.voided else f"tag-{tag.tone}")
            self.steps.put(held.entry, held.stage)
        elif held.voided:
            self.stage.setText(say(_("Voided")))
            set_role(self.stage, "tag-danger")
        self.stage.setVisible((issubclass(held.entry, Record) and bool(held.opened)) or held.voided)
        self.steps.setVisible(issubclass(held.entry, Record) and len(held.entry.stages) > 1)

    def put_unsaved(self, unsaved: bool) -> None:
        """Says whether something typed is not saved yet."""
        self.unsaved.setText(say(_("Unsaved")))
        if self.unsaved.isHidden() == unsaved:
            self.unsaved.setVisible(unsaved)
            self._fit()

    def put_counts(self, counts: dict[str, int]) -> None:
        """How much stands on each side; nothing for a new entry."""
        self._counts = counts
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Number and tags stay whole; first the register's name gives way, then the words of the sides, then the due
        tag, which the line below says again."""
        self.due.setVisible(bool(self.due.text()))
        tags = [tag for tag in (self.stage, self.due, self.unsaved) if not tag.isHidden()]
        room = self.width() - px(36) - sum(widget.sizeHint().width() + 8 for widget in (self.title, *tags))
        words = {side: f"{say(SIDES[side])} {self._counts.get(side, 0)}" for side in SIDES}
        whole = sum(self.fontMetrics().horizontalAdvance(text) + px(24) for text in words.values())
        narrow = bool(self._counts) and whole > room
        room -= sum(button.iconSize().width() + px(42) for button in self.sides.values()) if narrow else whole
        self.due.setVisible(bool(self.due.text()) and (room >= 0 or not narrow))
        self._register.setVisible(bool(self._register.text()) and self._register.sizeHint().width() + 8 <= room)
        for side, button in self.sides.items():
            button.setVisible(bool(self._counts))
            button.setText(str(self._counts.get(side, 0)) if narrow else words[side])
            button.setIcon(icon(_SIGNS[side]) if narrow else QIcon())
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setToolTip(words[side])
            button.setAccessibleName(words[side])


class Steps(QWidget):
    """The stages of a register as steps: done, now, next."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._labels: list[QLabel] = []
        self.now = ""

    def put(self, entry: type[Record], stage: str) -> None:
        """Shows the way with the present stage marked."""
        while len(self._labels) < len(entry.stages):
            label = _plain("step-next")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._row.addWidget(label, 1)
            self._labels.append(label)
        place = next((n for n, one in enumerate(entry.stages) if one.key == stage), 0)
        for number, label in enumerate(self._labels):
            label.setVisible(number < len(entry.stages))
            if number < len(entry.stages):
                text = f"{chr(0x2460 + number)} {say(entry.stages[number].step)}"
                state = "done" if number < place else "now" if number == place else "next"
                label.setProperty("whole", text)
                said = {"done": _("done"), "now": _p("step", "now"), "next": _("to come")}[state]
                label.setAccessibleName(f"{text}: {say(said)}")
                label.setToolTip(say(entry.stages[number].label))
                if label.property("role") != f"step-{state}":
                    set_role(label, f"step-{state}")
        self.now = str(self._labels[place].property("whole"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All alike where the words fit; else each as wide as its word; else only the present step says its word."""
        labels = [label for label in self._labels if not label.isHidden()]
        needed = [_word_width(label) for label in labels]
        room = self.width() - self._row.spacing() * (len(labels) - 1)
        alike = bool(labels) and max(needed) * len(labels) <= room
        crowded = sum(needed) > room
        for label, width in zip(labels, needed, strict=True):
            whole, now = str(label.property("whole")), label.property("role") == "step-now"
            label.setText(whole if now or not crowded else whole[0])
            self._row.setStretchFactor(label, 1 if alike else width if not crowded or now else px(24))


def _word_width(label: QLabel) -> int:
    return label.fontMetrics().horizontalAdvance(str(label.property("whole"))) + px(14)


def due_sentence(line: DueLine, more: int, now: dt.datetime) -> str:
    """When it is due, why, and how late it is."""
    text = say(
        _("{what} by {at}: {reason}"), what=say(line.deadline.label), at=show_moment(line.at), reason=line.reason.say()
    )
    if line.overdue(now):
        text = say(_("{due}. {late}"), due=text, late=late(now - line.at))
    return say(_("{due} (and {n} more)"), due=text, n=more) if more > 0 else text


def _chase_words(chased: Chased) -> str:
    """“Paused since 11-20 (waiting for a laboratory): … · Urged 2×, last 11-20 by …”."""
    said = []
    if chased.paused is not None:
        whom = say(WAITS_FOR.get(chased.paused.waits_for, WAITS_FOR["other"]))
        day = show_date(local(chased.paused.since).date())
        said.append(
            say(_("Paused since {day} (waiting for {whom}): {reason}"), day=day, whom=whom, reason=chased.paused.reason)
        )
    if chased.urges:
        last = chased.urges[0]
        day = show_date(local(last.at).date())
        said.append(say(_("Urged {n}×, last {day} by {who}"), n=len(chased.urges), day=day, who=last.who))
    return " · ".join(said)


def _plain(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role.startswith("tag-"):
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    set_role(label, role)
    return label
