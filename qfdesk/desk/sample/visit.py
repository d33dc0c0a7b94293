"""A visit of the sample year: letters, visits, forums and talks, with what was said and what came of it."""

from __future__ import annotations

import datetime as dt

from qfdesk.desk.sample.play import Course, Cue, Scene, Step, Tale
from qfdesk.desk.sample.stories import told
from qfdesk.model.values import Values

KIND, WAY, PURPOSE, USAGE, STORY, PROPOSAL, RESULT, REPLY, OPINIONS, RESOLUTIONS = 0, 2, 4, 5, 6, 7, 8, 9, 10, 11


def visit(scene: Scene, tale: Tale) -> Course:
    """The whole way of one visit."""
    yield Cue(tale.at + dt.timedelta(minutes=scene.rng.randint(30, 150)), scene.rng.choice(scene.shop.staff[_sales()]))
    scene.begin(tale, _record(scene, tale))
    yield from scene.walk(tale, _steps(scene, tale), told("phrases"))


def _sales() -> str:
    return str(told("shop")["routes"]["sale"])


def _record(scene: Scene, tale: Tale) -> Values:
    row, guest, phrases = tale.story.columns, tale.guest, told("phrases")
    if guest is None:
        raise ValueError("a visit to nobody")
    found: Values = {
        "kind": row[KIND],
        "way": row[WAY],
        "customer": guest.ref,
        "purpose": row[PURPOSE],
        "usage": row[USAGE],
        "story": row[STORY],
        "host_name": guest.contact,
        "host_phone": guest.phone,
        "place": guest.address,
        "host_post": guest.post,
        "visitors": scene.rng.choice(phrases["visitors"]),
        "opinions": _opinions(tale),
        "product": tale.drug.ref if tale.drug else None,
        "batch": tale.lot.ref if tale.lot else None,
    }
    if row[KIND] == "forum":
        found |= {
            "customer": None,
            "host_name": "",
            "host_phone": "",
            "host_post": "",
            "place": phrases["place_forum"],
            "chair": phrases["chair"],
            "attendees": phrases["attendees"][guest.kind],
            "distribution": phrases["distribution"],
            "resolutions": _resolutions(tale),
        }
    return found


def _opinions(tale: Tale) -> list[dict[str, str]]:
    """``about|said|handling|department`` with ``;`` between; a case that rests has no handling yet."""
    keys, due = ("topic", "said", "handling", "department"), (tale.at + dt.timedelta(days=7)).date().isoformat()
    lines = [dict(zip(keys, line.split("|"), strict=True)) for line in tale.story.columns[OPINIONS].split(";") if line]
    return [{**line, "due": due} | ({"handling": ""} if tale.stop in ("save", "handle") else {}) for line in lines]


def _resolutions(tale: Tale) -> list[dict[str, str]]:
    due = (tale.at + dt.timedelta(days=20)).date().isoformat()
    told_as = [line.split("|") for line in tale.story.columns[RESOLUTIONS].split(";") if line]
    return [{"what": what, "department": department, "due": due} for what, department in told_as]


def _again(view: str, at: dt.datetime) -> Values:
    """Whoever is not quite satisfied is visited again (D12.12)."""
    return {} if view == "satisfied" else {"next_visit_on": at.date() + dt.timedelta(days=20)}


def _steps(scene: Scene, tale: Tale) -> list[Step]:
    row, rng = tale.story.columns, scene.rng
    seller, view = rng.choice(scene.shop.staff[_sales()]), rng.choice(["satisfied"] * 5 + ["fairly"])
    if not row[OPINIONS]:
        return [Step("file", (2, 30), seller, lambda _t: {"satisfied": view, "result": row[RESULT]})]
    name = row[OPINIONS].split(";")[0].split("|")[-1]
    return [
        Step(
            "handle",
            (1, 20),
            seller,
            lambda t: {
                "handler": scene.shop.people[seller],
                "department": scene.shop.department_of(name),
                "answer_by": t["now"].date() + dt.timedelta(days=rng.randint(6, 9)),
            },
        ),
        Step("propose", (10, 70), scene.who("handler"), lambda _t: {"proposal": row[PROPOSAL], "result": row[RESULT]}),
        Step("reply", (2, 40), seller, lambda t: {"reply_text": row[REPLY], **_again(view, t["now"])}),
        Step("close", (10, 90), seller, lambda _t: {"satisfied": view}),
    ]
