"""How the sample year is played: every case says when it goes on and who does it, and all go on in order of time.

So the history, the numbers and the chained lines stand in the ledger as if a year had passed.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from random import Random

from qfdesk.desk import Desk
from qfdesk.desk.sample.shop import Drug, Guest, Lot, Shop
from qfdesk.desk.sample.stories import Story
from qfdesk.desk.sample.times import later
from qfdesk.model.values import Saved, Values

Times = dict[str, dt.datetime]
"""When each move of a case was done, by its key; ``now`` is the present one."""


@dataclass(eq=False)
class Tale:
    """One record to come: its story, what and whom it is about, and how far it goes.

    ``stop``: the move after which it rests ('' = to the end; ``save`` = at once), ``void`` or ``decline``.
    ``pace``: below 1 fast, above slow. ``origin``: the tale it is made from. ``quantity``: of what comes back.
    """

    register: str
    at: dt.datetime
    story: Story
    drug: Drug | None = None
    lot: Lot | None = None
    guest: Guest | None = None
    stop: str = ""
    pace: float = 1.0
    origin: Tale | None = None
    quantity: int = 0


@dataclass(frozen=True)
class Cue:
    """When a case goes on, and who acts then."""

    at: dt.datetime
    who: str


Course = Generator[Cue, None, None]


@dataclass(frozen=True)
class Step:
    """One move: its key, the hours it waits for, who does it, and what is filled in."""

    key: str
    hours: tuple[float, float]
    who: str
    values: Callable[[Times], Values] = field(default=lambda _times: {})
    reason: str = ""


@dataclass
class Scene:
    """What every case needs while it is played; ``saved``: the record each tale became."""

    desk: Desk
    rng: Random
    shop: Shop
    saved: dict[Tale, Saved] = field(default_factory=dict)

    def who(self, duty: str) -> str:
        """Somebody with this role or of this department."""
        return self.rng.choice(self.shop.staff[duty])

    def made_from(self, tale: Tale) -> tuple[str, int] | None:
        """The record this one is made from."""
        origin = self.saved.get(tale.origin) if tale.origin else None
        return (origin.register, origin.id) if origin else None

    def begin(self, tale: Tale, values: Values) -> None:
        """Saves the new record."""
        draft = self.desk.blank(tale.register, self.made_from(tale))
        draft.values.update({"received_at": tale.at, **values})
        self.saved[tale] = self.desk.save(draft)

    def walk(self, tale: Tale, steps: Sequence[Step], reasons: dict[str, list[str]]) -> Course:
        """Plays the moves one after the other as far as the tale goes."""
        at, times = self.desk.now(), Times()
        if tale.stop == "void":
            at = later(self.rng, at, (0.1, 2))
            yield Cue(at, self.who("quality"))
            saved = self.saved[tale]
            self.desk.void(tale.register, saved.id, saved.revision, self.rng.choice(reasons["void"]))
            return
        for step in steps:
            if tale.stop == "save":
                return
            at = later(self.rng, at, (step.hours[0] * tale.pace, step.hours[1] * tale.pace))
            yield Cue(at, step.who)
            times[step.key] = times["now"] = at
            saved = self.saved[tale]
            self.saved[tale] = self.desk.move(
                tale.register, saved.id, saved.revision, step.key, step.values(times), step.reason
            )
            if tale.stop == step.key:
                return


def play(desk: Desk, courses: Sequence[Course], now: dt.datetime) -> None:
    """Plays all cases in order of time, up to now; what would come later has not happened yet."""
    waiting: list[tuple[dt.datetime, int, str, Course]] = []
    for place, course in enumerate(courses):
        _queue(waiting, place, course)
    while waiting:
        at, place, who, course = heapq.heappop(waiting)
        if at <= now:
            with desk.at(at, who):
                _queue(waiting, place, course)


def _queue(waiting: list[tuple[dt.datetime, int, str, Course]], place: int, course: Course) -> None:
    cue = next(course, None)
    if cue is not None:
        heapq.heappush(waiting, (cue.at, place, cue.who, course))
