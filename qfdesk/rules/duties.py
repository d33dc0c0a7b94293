"""What a house has to do time and again: monthly counts, meetings, surveys, reviews (M21), and when each is due."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from qfdesk.language import Message, _, message
from qfdesk.rules.calendar import Calendar
from qfdesk.rules.posts import ANALYSIS, COLLECTOR, LEADING, TRACKER
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY, ROLES

MONTH, QUARTER, HALF, YEAR, REVIEW = "month", "quarter", "half", "year", "review"
EVERY = {
    MONTH: _("Monthly"),
    QUARTER: _("Quarterly"),
    HALF: _("Every half year"),
    YEAR: _("Yearly"),
    REVIEW: _("In the month before the management review"),
}
MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12, REVIEW: 12}
"""How many months a period has."""
_AHEAD = {MONTH: 10, QUARTER: 21, HALF: 30, YEAR: 60, REVIEW: 0}
"""Days before its due day from which a duty stands on the board; one before the review stands there the whole month."""
RECORD, REPORT, TEXT = "record", "report", "text"
PROOFS = {RECORD: _("A record"), REPORT: _("A report"), TEXT: _("A document, named in words")}

STATUTORY = Calendar()
"""What the calendar library knows, where the house imported nothing."""


@dataclass(frozen=True)
class Duty:
    """One duty. Due by the last working day on or before day ``day`` of month ``month`` of its period.

    ``month`` 1 is the period's first; one more than it has means the month after it. ``day`` 31 is the month's last.
    ``rule``: where it is written. ``proof``: what proves it, for a record the ``register`` it stands in. ``own``: made
    by the house, with words that are in no catalogue. ``off``: the house does without it. ``post``: who is named for it
    does it, where somebody is (``rules.posts``).
    """

    key: str
    title: str
    rule: str
    every: str
    role: str
    month: int = 0
    day: int = 31
    proof: str = TEXT
    register: str = ""
    department: str = ""
    post: str = ""
    own: bool = False
    off: bool = False

    @property
    def due_month(self) -> int:
        """The month of the period in which it is due; its last where nothing else is said."""
        return self.month or MONTHS[self.every]


DUTIES: tuple[Duty, ...] = (
    Duty("monthly_count", _("Count of letters, visits and service"), "D1.6", MONTH, CLERK, proof=REPORT),
    Duty("monthly_summary", _("Monthly summary of the departments"), "D7.2", MONTH, HANDLER, proof=REPORT),
    Duty("brief", _("Work brief from the summaries"), "D7.2", MONTH, QUALITY, 2, 5, REPORT),
    Duty("monthly_meeting", _("Monthly meeting"), "D7.4", MONTH, HEAD, proof=RECORD, register="meeting"),
    Duty("inspection_round", _("Inspection round, recorded"), "D6.1", MONTH, QUALITY, post=COLLECTOR),
    Duty("tracking_check", _("Check of open cases with those who handle them"), "D6.5", MONTH, QUALITY, post=TRACKER),
    Duty("analysis", _("Statistics of customer information"), "D8.6", QUARTER, QUALITY, proof=REPORT, post=ANALYSIS),
    Duty("regulator_summary", _("Summary for the drug regulator"), "D17.1", QUARTER, QUALITY, proof=REPORT),
    Duty(
        "quality_meeting", _("Meeting on quality information"), "D14.5", QUARTER, HEAD, proof=RECORD, register="meeting"
    ),
    Duty(
        "handling_survey",
        _("Survey: content with the handling?"),
        "D13.6",
        HALF,
        QUALITY,
        proof=RECORD,
        register="survey",
    ),
    Duty(
        "service_survey", _("Survey: content with the service?"), "D8.8", HALF, QUALITY, proof=RECORD, register="survey"
    ),
    Duty("restore_drill", _("Trial run: restore a backup"), _("Requirements for drug records and data"), HALF, QUALITY),
    Duty("work_plan", _("Plan of quality work"), "D2.1, D14.1", YEAR, QUALITY, 1, post=LEADING),
    Duty("survey", _("Customer satisfaction survey"), "D4.6", YEAR, QUALITY, proof=RECORD, register="survey"),
    Duty("main_customers", _("Opinion of every main customer"), "D12.6", YEAR, QUALITY, proof=REPORT),
    Duty("communication_review", _("Review of internal communication"), "D7.5", YEAR, HEAD),
    Duty("system_evaluation", _("Evaluation of the feedback system, in figures and words"), "D3.6", YEAR, HEAD),
    Duty("rule_review", _("Evaluation and adjustment of the rules"), "D14.5", YEAR, HEAD),
    Duty("appraisal", _("Appraisal of those who handle cases"), "D8.9, D13.6", YEAR, HEAD, proof=REPORT),
    Duty("training", _("Training on quality information"), "D8.9, D14.5, D18.6", YEAR, QUALITY),
    Duty("inspections", _("Inspection results summed up and filed"), "D2.5, D18.1", YEAR, QUALITY, proof=REPORT),
    Duty("satisfaction_summary", _("Summary of customer satisfaction"), "D4.10", REVIEW, QUALITY, proof=REPORT),
)
"""The duties of the source documents, by the day that the year asks for them."""


@dataclass(frozen=True)
class Period:
    """A stretch of time in which a duty is done once: ``key`` is 2026-11, 2026-Q4, 2026-H2 or 2026."""

    key: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class DutyDue:
    """A duty in one period: ``opens`` is when it begins to be told, ``certain`` whether the day is sure.

    ``unset``: the house has not set the day it hangs on, so that nobody can be late with it.
    """

    duty: Duty
    period: Period
    opens: dt.date
    on: dt.date
    certain: bool
    reason: Message
    unset: bool = False


def period_of(every: str, day: dt.date) -> Period:
    """The period that holds the day."""
    span = MONTHS[every]
    start = (day.month - 1) // span * span + 1
    return _period(every, day.year, start)


def _period(every: str, year: int, start: int) -> Period:
    span = MONTHS[every]
    key = {1: f"{year}-{start:02d}", 3: f"{year}-Q{start // 3 + 1}", 6: f"{year}-H{start // 6 + 1}", 12: f"{year}"}[
        span
    ]
    return Period(key, dt.date(year, start, 1), month_end(year, start + span - 1))


def periods_of(every: str, year: int) -> Iterator[Period]:
    """The periods of a year, in order."""
    for start in range(1, 13, MONTHS[every]):
        yield _period(every, year, start)


def before(every: str, period: Period) -> Period:
    """The period before this one."""
    return period_of(every, period.first - dt.timedelta(days=1))


def periods_near(duty: Duty, day: dt.date) -> list[Period]:
    """The periods in which a duty may be open on a day: the one before, the present one, the next.

    A duty that falls due after its period is one period longer on the way.
    """
    here = period_of(duty.every, day)
    earlier = before(duty.every, here)
    found = [earlier, here, period_of(duty.every, here.last + dt.timedelta(days=1))]
    return [before(duty.every, earlier), *found] if duty.due_month > MONTHS[duty.every] else found


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month; month 13 is the next year's first."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def due_in(duty: Duty, period: Period, review: tuple[int, int] | None, calendar: Calendar = STATUTORY) -> DutyDue:
    """When the duty of a period is due and why. ``review``: month and day of the yearly management review (D4.10)."""
    if duty.every == REVIEW:
        return _before_review(duty, period, review, calendar)
    end = month_end(period.first.year, period.first.month + duty.due_month - 1)
    named = end.replace(day=min(duty.day, end.day))
    on, known = last_working_day(named, calendar)
    text = _("by {day} ({rule})") if on == named else _("by the last working day before {day} ({rule})")
    why = message(text, day=named.isoformat(), rule=message(duty.rule))
    return DutyDue(duty, period, max(on - dt.timedelta(days=_AHEAD[duty.every]), period.first), on, known, why)


def _before_review(duty: Duty, period: Period, review: tuple[int, int] | None, calendar: Calendar) -> DutyDue:
    year = period.first.year
    if review is None:
        on, _known = last_working_day(dt.date(year, 12, 31), calendar)
        why = message(
            _("the day of the management review is not set yet ({rule}); set it in the settings"),
            rule=message(duty.rule),
        )
        return DutyDue(duty, period, period.first, on, False, why, unset=True)
    held = day_in(year, review)
    on, known = last_working_day(held - dt.timedelta(days=1), calendar)
    opens = month_before(held)
    why = message(
        _("in the month before the management review of {day} ({rule})"), day=held.isoformat(), rule=message(duty.rule)
    )
    return DutyDue(duty, period, opens, on, known, why)


def day_in(year: int, day: tuple[int, int]) -> dt.date:
    """Month and day in a year; 29 February falls back to the 28th."""
    return dt.date(year, day[0], min(day[1], month_end(year, day[0]).day))


def month_before(day: dt.date) -> dt.date:
    """The same day of the month before, or that month's last."""
    end = day.replace(day=1) - dt.timedelta(days=1)
    return end.replace(day=min(day.day, end.day))


def last_working_day(day: dt.date, calendar: Calendar = STATUTORY) -> tuple[dt.date, bool]:
    """The day, or the nearest working day before it; whether the calendar of all days looked at is known."""
    certain = True
    while True:
        told = calendar.day(day)
        certain = certain and told.certain
        if told.working:
            return day, certain
        day -= dt.timedelta(days=1)


def month_and_day(text: str) -> tuple[int, int] | None:
    """``12-15`` as (12, 15); None for nothing. Raises ValueError for what is no day of a year."""
    if not text.strip():
        return None
    month, _dash, day = text.strip().partition("-")
    found = dt.date(2024, int(month), int(day))
    return found.month, found.day


CHANGEABLE = frozenset(field.name for field in fields(Duty)) - {"key", "own"}


def in_force(changes: Mapping[str, Mapping[str, Any]]) -> tuple[Duty, ...]:
    """The declared duties as the house changed them, then those of its own.

    ``changes``: {key: {field: value}}, an own duty under a key that nothing declares.
    """
    declared = {duty.key for duty in DUTIES}
    found = [replace(duty, **_known(changes.get(duty.key, {}))) for duty in DUTIES]
    own = [
        Duty(**{**_BARE, **_known(change), "key": key, "own": True})
        for key, change in changes.items()
        if key not in declared
    ]
    return (*found, *own)


def _known(change: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in change.items() if key in CHANGEABLE}


_BARE: dict[str, Any] = {"title": "", "rule": "", "every": YEAR, "role": QUALITY}


def wrong_in(duty: Duty) -> Message | None:
    """What a duty as changed lacks, or None."""
    if not duty.title.strip():
        return message(_("The duty has no name; give it one"))
    if duty.every not in EVERY or duty.role not in ROLES or duty.proof not in PROOFS:
        return message(_("The duty needs a period, a role and a kind of proof from their lists"))
    if not (1 <= duty.day <= 31 and 0 <= duty.month <= MONTHS[duty.every] + 1):
        return message(
            _("The due day lies outside the period; take a day from 1 to 31, in one of its months or the next")
        )
    return None
