"""The periodic duties of the sample year: each done a little before its day, the latest left for the board to tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

from qfdesk.desk import Desk
from qfdesk.desk.sample.play import Course, Cue, Scene
from qfdesk.desk.sample.stories import told
from qfdesk.errors import InvalidError
from qfdesk.rules.clock import day_start
from qfdesk.rules.duties import DUTIES, RECORD, TEXT, DutyDue, due_in, periods_of

_DAYS_BEFORE = (1, 0, 2, 1, 3)
_LEFT = dt.timedelta(days=25)
_HOUR = 16


def keep_on_paper(desk: Desk) -> None:
    """The invented shop files its minutes and survey forms on paper, so that their names prove the duty."""
    for duty in DUTIES:
        if duty.proof == RECORD:
            desk.duties.change(duty.key, told("duties")["paper"], proof=TEXT)


def duties(scene: Scene, opening: dt.datetime, now: dt.datetime) -> Iterator[Course]:
    """A course for every duty that fell due since the opening, but for the monthly meeting of the last weeks."""
    years = range(opening.year, now.year + 1)
    dues = [due_in(duty, period, None) for duty in DUTIES for year in years for period in periods_of(duty.every, year)]
    for place, one in enumerate(dues):
        late = one.duty.key == "monthly_meeting" and day_start(one.on) > now - _LEFT
        if opening < day_start(one.on) <= now and one.certain and not late:
            yield _done(scene, one, _DAYS_BEFORE[place % len(_DAYS_BEFORE)])


def _done(scene: Scene, one: DutyDue, days_before: int) -> Course:
    """It is noted in the afternoon of its day, or some days before."""
    at = day_start(one.on - dt.timedelta(days=days_before)) + dt.timedelta(hours=_HOUR)
    people = scene.shop.staff.get(one.duty.role) or scene.shop.staff["quality"]
    yield Cue(at, people[0])
    proofs = told("duties")
    proof = proofs.get(one.duty.key, proofs["other"]).format(period=one.period.key)
    with suppress(InvalidError):  # done already, or a house of its own that wants the number of a record
        scene.desk.duties.done(one.duty.key, one.period.key, proof)
