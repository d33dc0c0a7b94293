"""A complaint of the sample year: intake, investigation, decision, reply, closing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from qfdesk.desk.sample.play import Course, Cue, Scene, Step, Tale, Times
from qfdesk.desk.sample.stories import told
from qfdesk.model.values import Values

KIND, PROBLEM, END, STORY, FINDINGS, CAUSE, RESULT, SYMPTOMS = 0, 1, 3, 4, 5, 6, 7, 9

_CHANNELS = {
    "quality": "phone phone phone visit visit visit wechat hotline web letter box",
    "packing": "phone phone visit wechat chat web",
    "service": "phone visit hotline wechat box social letter",
    "adr": "phone phone hotline visit",
    "price": "visit phone wechat regulator",
    "sale": "phone visit regulator social",
    "opinion": "box wechat letter survey visit",
    "inquiry": "phone phone hotline wechat chat",
    "leaflet": "phone visit email",
    "report": "letter phone regulator",
}
_VIEWS = ["satisfied"] * 14 + ["fairly"] * 5 + ["unreachable"]
_REPORTERS = {"person": "patient", "medical": "medical", "retail": "partner", "wholesale": "supplier"}


def complaint(scene: Scene, tale: Tale) -> Course:
    """The whole way of one complaint."""
    text = _Text(scene, tale)
    yield Cue(tale.at + dt.timedelta(minutes=scene.rng.randint(2, 14)), scene.who("clerk"))
    scene.begin(tale, text.intake())
    phrases = told("phrases")
    if tale.stop == "decline":
        reason = scene.rng.choice(phrases["decline"])
        steps = [Step("decline", (0.3, 3), scene.who("quality"), lambda _t: {"result": reason}, reason)]
    elif tale.story.columns[KIND] == "inquiry":
        steps = [Step("answer", (0.05, 0.3), scene.who("clerk"), lambda _t: text.answer())]
    else:
        steps = text.steps()
    yield from scene.walk(tale, steps, phrases)


class _Text:
    """What is written into one complaint, decided once."""

    def __init__(self, scene: Scene, tale: Tale) -> None:
        self.scene, self.tale, self.rng = scene, tale, scene.rng
        self.row = tale.story.columns
        self.end: dict[str, Any] = told("outcomes")[self.row[END]]
        self.phrases = told("phrases")
        self.shop = self.rng.choice(told("shop")["shops"])
        self.quality = scene.who("quality")
        self.bought = tale.at.date() - dt.timedelta(days=self.rng.randint(0, 16))
        if tale.lot:
            self.bought = max(self.bought, tale.lot.made + dt.timedelta(days=20))
        self.view = self.rng.choice(_VIEWS)
        self.escalated = self.row[END] in ("staff", "maker_refund") and self.rng.random() < 0.12

    def fill(self, text: str) -> str:
        """A story's text with its names."""
        drug, lot, day = self.tale.drug, self.tale.lot, self.bought
        return text.format(
            drug=drug.name if drug else "",
            batch=lot.ref.text if lot else "",
            unit=drug.unit if drug else "",
            maker=drug.maker if drug else "",
            shop=self.shop,
            n=self.rng.randint(3, 30),
            bought=told("shop")["day"].format(month=day.month, day=day.day),
            day=told("shop")["day"].format(month=self.promised.month, day=self.promised.day),
        )

    @property
    def promised(self) -> dt.date:
        return self.tale.at.date() + dt.timedelta(days=4)

    def pick(self, key: str) -> str:
        return self.fill(self.rng.choice(self.phrases[key]))

    def intake(self) -> Values:
        """What is taken down at once."""
        kind, drug, lot = self.row[KIND], self.tale.drug, self.tale.lot
        channel = self.rng.choice(_CHANNELS[kind].split())
        found: Values = {
            "direction": "internal" if kind == "report" and not drug else "external",
            "channel": channel,
            "kind": kind,
            "problem": self.row[PROBLEM],
            "outlet": self.shop,
            "trade_stage": "selling",
            "original_kept": channel == "letter",
            "simple_query": kind == "inquiry",
            "product": drug.ref if drug else None,
            "batch": lot.ref if lot else None,
            "story": self.fill(self.row[STORY]),
            "wish": self._wish(),
            "urgency": self._urgency(),
            **self._who(),
        }
        if drug and lot and kind != "inquiry":
            found.update(self._medicine())
        return found

    def _medicine(self) -> Values:
        form, rng = self.tale.drug.form if self.tale.drug else "", self.rng
        found: Values = {
            "quantity": Decimal(rng.choice((1, 1, 1, 2, 2, 3))),
            "bought_on": self.bought,
            "affects_production": form == told("shop")["own"] and self.row[KIND] == "quality",
            "evidence": self.pick("evidence"),
            "trace_code": _trace_code(rng) if rng.random() < 0.3 else "",
            "occurred_on": min(self.bought + dt.timedelta(days=rng.randint(0, 6)), self.tale.at.date()),
        }
        if self.row[KIND] in ("adr", "quality"):
            found["dose"] = self.phrases["dose"].get(form, "")
        if self.row[KIND] == "adr":
            found |= {
                "symptoms": self.row[SYMPTOMS],
                "use_period": self.pick("use_period"),
                "frequency": self.pick("frequency"),
            }
        return found

    def _who(self) -> Values:
        guest = self.tale.guest
        if guest is None:
            return {"confidential": True, "reporter_type": "staff" if not self.tale.drug else "other"}
        return {
            "customer": guest.ref,
            "contact_name": guest.contact,
            "contact_phone": guest.phone,
            "sex": guest.sex,
            "age": guest.age,
            "reporter_type": _REPORTERS[guest.kind],
            "contact_address": guest.address if self.rng.random() < 0.6 else "",
            "confidential": self.row[KIND] == "report",
        }

    def _wish(self) -> str:
        fitting = [wish for what in self.end["measures"] for wish in self.phrases["wishes"].get(what, ())]
        return self.rng.choice(fitting) if fitting and self.row[KIND] != "inquiry" else ""

    def _urgency(self) -> str:
        return {"critical": "critical", "major": "urgent"}.get(self.end["severity"], "normal")

    def answer(self) -> Values:
        """A simple query answered at once (D1.4)."""
        return {
            "result": self.fill(self.row[RESULT]),
            "reply_text": self.rng.choice(self.end["reply"]),
            "handler": self.scene.shop.people[self.quality],
            "satisfied": "satisfied",
        }

    def steps(self) -> list[Step]:
        """The moves of an ordinary complaint."""
        head, clerk = self.scene.who("head"), self.scene.who("clerk")
        way = [
            Step("accept", (0.1, 9), clerk),
            Step("inform", (0.1, 5), clerk, lambda _t: {"promised_on": self.promised}),
            Step("investigate", (0.3, 10), self.quality, lambda t: self._triage(t["now"])),
            Step("propose", (3, 38), self.quality, lambda _t: self._investigation()),
            Step("decide", (0.5, 20), head, lambda _t: self._decision()),
            Step("reply", (0.3, 18), self.quality, self._reply),
        ]
        if self.escalated:
            reason = self.pick("escalate")
            way += [
                Step(
                    "escalate",
                    (4, 30),
                    clerk,
                    lambda _t: {"escalated_to": "quality", "satisfied": "dissatisfied"},
                    reason,
                ),
                Step(
                    "propose",
                    (3, 30),
                    head,
                    lambda _t: {"findings": self._investigation()["findings"] + self.phrases["escalated_findings"]},
                ),
                Step("decide", (0.5, 6), head),
                Step("reply", (0.5, 6), head, self._reply),
            ]
            self.view = "fairly"
        return [*way, Step("close", (20, 110), head, lambda t: self._closing(t["now"]))]

    def _triage(self, at: dt.datetime) -> Values:
        major = self.end["severity"] in ("major", "critical")
        department = self._department()
        passed_on = department != told("shop")["routes"]["other"]
        return {
            "severity": self.end["severity"],
            "extent": self.end.get("extent", "single"),
            "hard": "retest" in self.end["measures"],
            "importance": "high" if major else "normal",
            "handler": self.scene.shop.people[self.quality],
            "department": self.scene.shop.department_of(department),
            "scope": self.pick("scope") if self.tale.lot else "",
            "forwarded_to": self.scene.shop.department_of(department) if passed_on else None,
            "forwarded_on": at.date() if passed_on else None,
        }

    def _department(self) -> str:
        routes = told("shop")["routes"]
        return routes.get(self.end["responsible"], routes.get(self.row[KIND], routes["other"]))

    def _investigation(self) -> Values:
        bad = "stop_sale" in self.end["measures"] or bool(self.tale.story.word)
        found: Values = {
            "truth": self.end["truth"],
            "findings": self.fill(self.row[FINDINGS]),
            "cause": self.fill(self.row[CAUSE]),
            "cause_kind": tuple(self.end["causes"][:2]),
            "responsible": self.end["responsible"],
            "proposal": self.fill(self.rng.choice(self.end["proposal"])),
        }
        if self.tale.lot:
            found["same_batch"] = self.pick("same_batch_bad" if bad else "same_batch_fine")
            found["sample_check"] = self.pick("sample_check")
            found["institute"] = self.phrases["institute_bad"] if "retest" in self.end["measures"] else ""
        return found

    def _decision(self) -> Values:
        major = self.end["severity"] in ("major", "critical")
        return {
            "measures": tuple(self.end["measures"]),
            "result": self.fill(self.row[RESULT]),
            "corrective": self._one("corrective"),
            "preventive": self._one("preventive"),
            "parallels": self.pick("parallels") if major else "",
            "leader_opinion": self.pick("leader_opinion") if major else "",
        }

    def _one(self, key: str) -> str:
        return self.fill(self.rng.choice(self.end[key])) if self.end[key] else ""

    def _reply(self, times: Times) -> Values:
        way, phrases = self.phrases["way"], self.phrases
        contacts = [
            {
                "at": times["inform"].isoformat(),
                "about": "received",
                "way": way,
                "said": self.fill(phrases["informed"]),
            },
            {"at": times["now"].isoformat(), "about": "result", "way": way, "said": phrases["told"]},
        ]
        return {"reply_text": self._one("reply"), "reply_channel": "phone", "contacts": contacts}

    def _closing(self, at: dt.datetime) -> Values:
        number = self.scene.saved[self.tale].title.rpartition("-")[2]
        found: Values = {
            "satisfied": self.view,
            "follow_up": self.rng.choice(self.phrases["follow_up"][self.view]),
            "archive_number": f"{at.year}-{number}",
        }
        if "refund" in self.end["measures"] and self.tale.drug:
            found["paid_amount"] = self.tale.drug.price
        return found


def _trace_code(rng: Random) -> str:
    return "8" + "".join(rng.choices("0123456789", k=19))
