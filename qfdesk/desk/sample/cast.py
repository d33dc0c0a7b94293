"""Which records the sample year has: when they come in, what they are about, how far they have gone."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from qfdesk.desk.sample.play import Tale
from qfdesk.desk.sample.shop import Drug, Guest, Lot, Shop
from qfdesk.desk.sample.stories import Deck, Story, told
from qfdesk.desk.sample.times import before, some_day

SHARES = {
    "complaint": 0.42,
    "batch_issue": 0.15,
    "visit": 0.15,
    "slip": 0.036,
    "accident": 0.042,
    "capa": 0.036,
    "meeting": 0.02,
}
"""The rest are returns."""

# Hours ago it came in, and the move after which it rests: every stage occurs, some late, some due in the next days.
UNFINISHED: dict[str, tuple[tuple[float, str], ...]] = {
    "complaint": (
        (1.5, "save"),
        (5, "save"),
        (19, "save"),
        (29, "save"),
        (6, "accept"),
        (21, "accept"),
        (50, "accept"),
        (26, "investigate"),
        (30, "investigate"),
        (52, "investigate"),
        (122, "investigate"),
        (200, "investigate"),
        (50, "propose"),
        (74, "propose"),
        (148, "propose"),
        (98, "decide"),
        (124, "decide"),
        (200, "decide"),
        (170, "reply"),
        (220, "reply"),
    ),
    "batch_issue": (
        (3, "save"),
        (26, "save"),
        (25, "accept"),
        (98, "accept"),
        (30, "department_opinion"),
        (126, "department_opinion"),
        (100, "quality_opinion"),
        (150, "quality_opinion"),
        (300, "quality_opinion"),
    ),
    "visit": (
        (25, "save"),
        (73, "save"),
        (50, "handle"),
        (122, "handle"),
        (220, "handle"),
        (120, "propose"),
        (150, "propose"),
        (250, "reply"),
    ),
    "goods_return": (
        (2, "save"),
        (26, "save"),
        (122, "save"),
        (25, "receive"),
        (98, "receive"),
        (75, "confirm"),
        (220, "confirm"),
        (100, "decide"),
        (150, "decide"),
        (195, "settle"),
        (290, "settle"),
        (360, "settle"),
    ),
    "slip": ((3, "save"), (20, "send"), (30, "take"), (45, "handle"), (60, "answer")),
    "accident": (
        (2, "save"),
        (25, "report"),
        (52, "form_group"),
        (122, "report_cause"),
        (170, "review"),
        (240, "decide"),
    ),
    "capa": ((4, "save"), (50, "take"), (98, "analyse"), (220, "approve"), (700, "done")),
    "meeting": ((20, "save"), (150, "issue")),
}
_PERSONAL = ("service", "price", "opinion", "inquiry", "adr", "sale", "leaflet")


class Casting:
    """Deals stories, drugs, batches and customers, so that nothing stands out but what shall."""

    def __init__(self, shop: Shop, rng: Random, now: dt.datetime) -> None:
        self.shop, self.rng, self.now = shop, rng, now
        self.decks = {key: Deck(key, rng) for key in (*SHARES, "goods_return")}

    def tales(self, count: int) -> list[Tale]:
        """All records to come, ``count`` in number."""
        wanted = {key: round(count * share) for key, share in SHARES.items()}
        wanted["goods_return"] = count - sum(wanted.values())
        found = self._conspicuous() if count >= 60 else []
        for register, number in wanted.items():
            left = number - sum(tale.register == register for tale in found)
            open_ones = self._unfinished(register, left)
            found += open_ones
            if register == "goods_return":
                found += self._from_complaints(found, (left - len(open_ones)) // 2)
            left = number - sum(tale.register == register for tale in found)
            minutes = 500 if register in ("visit", "batch_issue") else 700
            found += [self._ordinary(register, self._some_day(minutes)) for _n in range(left)]
        return sorted(found, key=lambda tale: tale.at)

    def _some_day(self, minutes: int) -> dt.datetime:
        """Mostly before the last weeks, which the unfinished ones fill."""
        at = some_day(self.rng, self.now, 364, minutes)
        recent = self.now - at < dt.timedelta(days=21) and self.rng.random() < 0.75
        return self._some_day(minutes) if recent else at

    def _unfinished(self, register: str, number: int) -> list[Tale]:
        plan = UNFINISHED[register]
        share = plan if number >= 4 * len(plan) else plan[:: max(1, 4 * len(plan) // max(number, 1))]
        return [
            self._tale(register, before(self.now - dt.timedelta(hours=hours - self.rng.uniform(0, 0.7))), stop, 0.2)
            for hours, stop in share[:number]
        ]

    def _ordinary(self, register: str, at: dt.datetime) -> Tale:
        chance, stop = self.rng.random(), ""
        if chance < 0.02:
            stop = "void"
        elif chance < 0.05 and register == "complaint":
            stop = "decline"
        return self._tale(register, at, stop, self.rng.choice((0.5, 0.7, 0.8, 1, 1, 1.2, 2.4)))

    def _tale(self, register: str, at: dt.datetime, stop: str = "", pace: float = 1.0) -> Tale:
        resting = stop not in ("", "void")
        for _attempt in range(40):
            story = self.decks[register].deal()
            if story is None:
                break
            if resting and (self._ends_early(register, story) or not story.reaches(stop)):
                continue
            if found := self._pick(story, at):
                return Tale(register, at, story, *found, self._guest(register, story, found[0]), stop, pace)
        raise ValueError(f"no story of {register} fits")

    @staticmethod
    def _ends_early(register: str, story: Story) -> bool:
        return story.columns[0] == "inquiry" or (register == "visit" and not story.columns[10])

    def _pick(self, story: Story, at: dt.datetime) -> tuple[Drug | None, Lot | None] | None:
        if not story.fits:
            return None, None
        drugs = [drug for drug in self.shop.drugs if drug.fits(story.fits)]
        pairs = [(drug, lot) for drug in drugs for lot in drug.lots if lot.on_sale(at)]
        self.rng.shuffle(pairs)
        pairs.sort(key=lambda pair: (not pair[1].fresh(at), len(pair[1].used)))
        if not pairs:
            return None
        pairs[0][1].used.append(at)
        return pairs[0]

    def _guest(self, register: str, story: Story, drug: Drug | None) -> Guest | None:
        kinds = ["person"] * 7 + ["medical", "retail"]
        if register == "visit" and story.columns[1].startswith("="):
            return next(g for guests in self.shop.guests.values() for g in guests if g.ref.text == story.columns[1][1:])
        if register == "visit":
            kinds = story.columns[1].split("|")
        elif register == "goods_return":
            kinds = ["person"] if story.columns[1] == "y" else ["medical", "retail"]
        elif drug and drug.name in told("shop")["institutions_only"]:
            kinds = ["medical"]
        elif story.columns[0] == "report":
            return None
        elif register == "complaint" and story.columns[0] in _PERSONAL:
            kinds = ["person"]
        return self.rng.choice(self.shop.guests[self.rng.choice(kinds)])

    def _from_complaints(self, tales: list[Tale], number: int) -> list[Tale]:
        """Returns that a complaint about a medicine's quality led to."""
        grounds = [t for t in tales if self._leads(t)]
        chosen = self.rng.sample(grounds, min(number, len(grounds)))
        return [tale for tale in (self._return_of(origin, 0) for origin in chosen) if tale]

    @staticmethod
    def _leads(tale: Tale) -> bool:
        if tale.register != "complaint" or tale.stop or tale.story.word or not (tale.drug and tale.guest):
            return False
        outcome = told("outcomes")[tale.story.columns[3]]
        return "refund" in outcome["measures"] and tale.story.columns[0] in ("quality", "packing")

    def _return_of(self, origin: Tale, days: float) -> Tale | None:
        consumer = "y" if origin.guest and origin.guest.kind == "person" else "n"
        rows = [row for row in told("returns")["follows"] if row[1] == consumer]
        story = Story((), tuple(self.rng.choice(rows)))
        at = before(origin.at + dt.timedelta(days=days, hours=self.rng.uniform(0.7, 26)))
        if at <= origin.at or at > self.now:
            return None
        return Tale("goods_return", at, story, origin.drug, origin.lot, origin.guest, origin=origin)

    def _conspicuous(self) -> list[Tale]:
        return [tale for known in told("products")["conspicuous"] for tale in self._cluster(known)]

    def _cluster(self, known: dict[str, Any]) -> list[Tale]:
        """The cases of one batch that draws notice."""
        drug = next(d for d in self.shop.drugs if d.name == known["product"])
        lot = min(drug.lots, key=lambda lot: abs((self.now.date() - lot.made).days - known["months"] * 30.4))
        people = self.rng.sample(self.shop.guests["person"], len(known["complaints"]))
        found = [
            self._about("complaint", days, known["word"], drug, lot, who)
            for days, who in zip(known["complaints"], people, strict=True)
        ]
        issue = self._about("batch_issue", known["issue"], known["word"], drug, lot, people[-1])
        issue.origin = found[-1]
        found.append(issue)
        if "returned" in known and (tale := self._return_of(found[0], known["complaints"][0] - known["returned"])):
            found.append(tale)
        if "visit" in known:
            found.append(self._about("visit", known["visit"], known["word"], drug, lot, self.shop.guests["retail"][0]))
        return found

    def _about(self, register: str, days: int, word: str, drug: Drug, lot: Lot, guest: Guest) -> Tale:
        at = before(self.now - dt.timedelta(days=days, hours=self.rng.uniform(0, 5)))
        story = self.decks[register].deal(word)
        if story is None:
            raise ValueError(f"no story of {register} has the word {word}")
        lot.used.append(at)
        return Tale(register, at, story, drug, lot, guest)
