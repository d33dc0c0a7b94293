"""A record of the sample year whose whole way is written down in the file of its register: its values, then move by
move who does it, after how many hours, and what is filled in.

A day is written as ``+5d`` (from the moment of the move), a person as ``@quality`` (somebody with that role).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from qfdesk.desk.sample.play import Course, Cue, Scene, Step, Tale, Times
from qfdesk.desk.sample.stories import told
from qfdesk.model.parse import parse_all
from qfdesk.model.values import Values

_DAY = re.compile(r"[+-]\d+d")


def chronicle(scene: Scene, tale: Tale) -> Course:
    """The whole way of one record."""
    case = tale.story.case
    yield Cue(tale.at + dt.timedelta(minutes=scene.rng.randint(10, 40)), scene.who(case["who"]))
    goods: Values = {"product": tale.drug.ref, "batch": tale.lot.ref} if tale.drug and tale.lot else {}
    scene.begin(tale, goods | _values(scene, tale, case["values"], tale.at))
    yield from scene.walk(tale, [_step(scene, tale, move) for move in case["moves"]], told("phrases"))


def _step(scene: Scene, tale: Tale, move: dict[str, Any]) -> Step:
    def values(times: Times) -> Values:
        return _values(scene, tale, move.get("values", {}), times["now"])

    first, last = move["after"]
    return Step(move["key"], (first, last), scene.who(move["who"]), values, move.get("reason", ""))


def _values(scene: Scene, tale: Tale, written: dict[str, Any], at: dt.datetime) -> Values:
    """What is written, as the fields of the register take it."""
    return parse_all(scene.desk.entry(tale.register), {k: _told(scene, tale, v, at) for k, v in written.items()})


def _told(scene: Scene, tale: Tale, value: Any, at: dt.datetime) -> Any:
    if isinstance(value, list):
        return [_told(scene, tale, one, at) for one in value]
    if isinstance(value, dict):
        return {key: _told(scene, tale, one, at) for key, one in value.items()}
    if not isinstance(value, str):
        return value
    if value == "now":
        return at.isoformat()
    if value.startswith("@"):
        return scene.who(value[1:])
    if _DAY.fullmatch(value):
        return (at.date() + dt.timedelta(days=int(value[:-1]))).isoformat()
    return value.format(drug=tale.drug.name, unit=tale.drug.unit) if tale.drug else value
