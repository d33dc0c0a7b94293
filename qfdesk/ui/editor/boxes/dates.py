"""Boxes for a day and for a moment: typed as people write it, or picked from a calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from qfdesk.language import Message, _, message, say, screen
from qfdesk.model.show import show_date, show_moment
from qfdesk.rules.clock import SHOP, local
from qfdesk.ui.editor.boxes.oneline import OneLine
from qfdesk.ui.editor.boxes.typed import TypedBox
from qfdesk.ui.editor.boxes.written import date_written, moment_written
from qfdesk.ui.icons import icon
from qfdesk.ui.theme import color, set_role


class Calendar(QFrame):
    """A month that pops up under a box; picking a day closes it."""

    def __init__(self, box: DateBox) -> None:
        super().__init__(box, Qt.WindowType.Popup)
        set_role(self, "card")
        self.month = QCalendarWidget()
        self.month.setLocale(QLocale("zh_CN" if screen() == "zh_CN" else "en_GB"))
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._colour()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.month)
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)
        self._box = box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _colour(self) -> None:
        weekend = QTextCharFormat()
        weekend.setForeground(color("danger"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, weekend)
        for name, sign in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            button = self.month.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(sign))

    def _pick(self, day: QDate) -> None:
        self._box.take_day(dt.date(day.year(), day.month(), day.day()))
        self.close()


class DateBox(TypedBox):
    """A day. Text that is no day stays as typed and is flagged."""

    def build(self) -> QWidget:
        self._calendar: Calendar | None = None
        self.type_in(OneLine(self))
        self.pick = self.line.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        self.pick.triggered.connect(self.open_calendar)
        return self.line

    def name(self) -> None:
        super().name()
        self.pick.setToolTip(say(_("Pick a day from the calendar")))

    def fault(self) -> Message | None:
        if not self._wrong:
            return None
        text = self.line.text()[:40]
        return message(_("“{text}” is not a date; write it like {example}"), text=text, example=self.example())

    def set_readonly(self, readonly: bool) -> None:
        super().set_readonly(readonly)
        self.pick.setVisible(not readonly)

    def said(self, value: Any) -> str:
        return show_date(value) if value else ""

    def understood(self, text: str) -> Any:
        return date_written(text, local(self.scene.now()).date(), self.field.traits.past)

    def example(self) -> str:
        """How the kind is written."""
        return "2026-11-20"

    def open_calendar(self) -> None:
        """Lets the month pop up under the box."""
        popup = self._calendar = self._calendar or Calendar(self)
        day = local(self._held).date() if isinstance(self._held, dt.datetime) else self._held
        if day:
            popup.month.setSelectedDate(QDate(day.year, day.month, day.day))
        popup.adjustSize()
        place = self.line.mapToGlobal(QPoint(0, self.line.height() + 2))
        room = self.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - popup.width())))
        if place.y() + popup.height() > room.bottom():
            place.setY(self.line.mapToGlobal(QPoint(0, 0)).y() - popup.height() - 2)
        popup.move(place)
        popup.show()
        popup.month.setFocus()

    def take_day(self, day: dt.date) -> None:
        """Puts a picked day into the box."""
        self.set_value(day)
        self.changed.emit()
        self.line.setFocus()


class MomentBox(DateBox):
    """A day and the time of day."""

    def said(self, value: Any) -> str:
        return show_moment(value) if value else ""

    def understood(self, text: str) -> Any:
        return moment_written(text, self.scene.now(), self.field.traits.past)

    def example(self) -> str:
        return "2026-11-20 10:05"

    def take_day(self, day: dt.date) -> None:
        time = local(self._held or self.scene.now()).time().replace(second=0, microsecond=0)
        super().take_day(dt.datetime.combine(day, time, SHOP))
