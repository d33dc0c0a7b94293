"""Which records the sample year has: when they come in, what they are about, how far they have gone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import Any

from qfdesk.desk.sample.plan import SHARES, UNFINISHED, shared
from qfdesk.desk.sample.play import Tale
from qfdesk.desk.sample.shop import Drug, Guest, Lot, Shop
from qfdesk.desk.sample.stories import CHRONICLES, Deck, Story, told
from qfdesk.desk.sample.times import before, some_day

_LONG_AGO = 70
_PERSONAL = ("service", "price", "opinion", "inquiry", "adr", "sale", "leaflet")


class Casting:
    """Deals stories, drugs, batches and customers, so that nothing stands out but what shall."""

    def __init__(self, shop: Shop, rng: Random, now: dt.datetime) -> None:
        self.shop, self.rng, self.now = shop, rng, now
        self.decks = {key: Deck(key, rng) for key in (*SHARES, "goods_return")}

    def tales(self, count: int) -> list[Tale]:
        """All records to come, ``count`` in number."""
        found = self._conspicuous() if count >= 60 else []
        wanted = shared(count, Counter(tale.register for tale in found))
        for register, number in wanted.items():
            left = number - sum(tale.register == register for tale in found)
            open_ones = self._unfinished(register, left)
            found += open_ones
            if register == "goods_return":
                found += self._from_complaints(found, (left - len(open_ones)) // 2)
            left = number - sum(tale.register == register for tale in found)
            if register in CHRONICLES:
                found += self._whole(register, left)
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
        share = plan[:: max(1, 2 * len(plan) // max(number, 1))]
        return [
            self._tale(register, before(self.now - dt.timedelta(hours=hours - self.rng.uniform(0, 0.7))), stop, 0.2)
            for hours, stop in share[:number]
        ]

    def _whole(self, register: str, number: int) -> list[Tale]:
        """One of each story that is told to its end, so long ago that it has come there."""
        old = self.now - dt.timedelta(days=_LONG_AGO)
        stories = min(number, self.decks[register].gather())
        return [self._tale(register, some_day(self.rng, old, 280), pace=0.8, strict=False) for _n in range(stories)]

    def _ordinary(self, register: str, at: dt.datetime) -> Tale:
        chance, stop = self.rng.random(), ""
        if chance < 0.02:
            stop = "void"
        elif chance < 0.05 and register == "complaint":
            stop = "decline"
        return self._tale(register, at, stop, self.rng.choice((0.5, 0.7, 0.8, 1, 1, 1.2, 2.4)))

    def _tale(self, register: str, at: dt.datetime, stop: str = "", pace: float = 1.0, *, strict: bool = True) -> Tale:
        """``strict``: about a batch that nothing was told of lately, if one can be found."""
        resting = stop not in ("", "void")
        for attempt in range(60):
            story = self.decks[register].deal()
            if story is None:
                break
            if resting and (self._ends_early(register, story) or not story.reaches(stop)):
                continue
            if found := self._pick(story, at, strict=strict and attempt < 40):
                return Tale(register, at, story, *found, self._guest(register, story, found[0]), stop, pace)
        raise ValueError(f"no story of {register} fits")

    @staticmethod
    def _ends_early(register: str, story: Story) -> bool:
        return story.columns[0] == "inquiry" or (register == "visit" and not story.columns[10])

    def _pick(self, story: Story, at: dt.datetime, *, strict: bool) -> tuple[Drug | None, Lot | None] | None:
        if not story.fits:
            return None, None
        drugs = [drug for drug in self.shop.drugs if drug.fits(story.fits)]
        pairs = [(drug, lot) for drug in drugs for lot in drug.lots if lot.on_sale(at)]
        self.rng.shuffle(pairs)
        pairs.sort(key=lambda pair: (not pair[1].fresh(at), len(pair[1].used)))
        if not pairs or (strict and not pairs[0][1].fresh(at)):
            return None
        pairs[0][1].used.append(at)
        return pairs[0]

    def _guest(self, register: str, story: Story, drug: Drug | None) -> Guest | None:
        kinds = ["person"] * 7 + ["medical", "retail"]
        if register == "visit" and story.columns[1].startswith("="):
            return self.shop.guest(story.columns[1][1:])
        if story.case:
            kinds = story.case.get("guest", "person").split("|")
        elif register == "visit":
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
        story = Story((), self._back(origin.guest))
        at = before(origin.at + dt.timedelta(days=days, hours=self.rng.uniform(0.7, 26)))
        if at <= origin.at or at > self.now:
            return None
        return Tale("goods_return", at, story, origin.drug, origin.lot, origin.guest, origin=origin)

    def _back(self, guest: Guest | None) -> tuple[str, ...]:
        """A row of a return that follows from something else."""
        consumer = "y" if guest and guest.kind == "person" else "n"
        return tuple(self.rng.choice([row for row in told("returns")["follows"] if row[1] == consumer]))

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
        lot.bought, lot.stock = known["bought"], known["stock"]
        for register, days, source, *more in known.get("chain", ()):
            origin = next(tale for tale in reversed(found) if tale.register == source)
            tale = self._brought_back(days, drug, lot, people, *more) if more else None
            tale = tale or self._about(register, days, known["word"], drug, lot, None)
            tale.origin = origin
            found.append(tale)
        return found

    def _brought_back(
        self, days: float, drug: Drug, lot: Lot, people: list[Guest], who: str | int, quantity: int
    ) -> Tale:
        """A return of so much by the unit of that name, or by one of the people."""
        guest = people[who] if isinstance(who, int) else self.shop.guest(who)
        at = before(self.now - dt.timedelta(days=days))
        return Tale("goods_return", at, Story((), self._back(guest)), drug, lot, guest, quantity=quantity)

    def _about(self, register: str, days: int, word: str, drug: Drug, lot: Lot, guest: Guest | None) -> Tale:
        at = before(self.now - dt.timedelta(days=days, hours=self.rng.uniform(0, 5)))
        story = self._dealt(register, word)
        lot.used.append(at)
        return Tale(register, at, story, drug, lot, guest or self._guest(register, story, drug))

    def _dealt(self, register: str, word: str) -> Story:
        story = self.decks[register].deal(word)
        if story is None:
            raise ValueError(f"no story of {register} has the word {word}")
        return story
