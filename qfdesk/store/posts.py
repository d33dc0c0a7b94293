"""Who is named for something on a day: the keeper of a register, the group that does a duty (M28)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import peewee

from qfdesk.language import Listing, Message, _, message
from qfdesk.model.fields import Ref
from qfdesk.model.ledger import Account
from qfdesk.model.masters import Operator, Post
from qfdesk.model.values import Values
from qfdesk.rules.clock import local
from qfdesk.store.links import values_of


class Posts:
    """Every post in force, read once; whoever left the house is no longer named from that day on."""

    def __init__(self) -> None:
        rows = Post.select().where(Post.voided_at.is_null()).order_by(Post.id)
        self._posts = [values_of(Post, row) for row in rows]
        self._left = _left() if self._posts else {}

    def named(self, kinds: Iterable[str], day: dt.date) -> Message | None:
        """Whoever is named for the first of these kinds (``rules.posts``) that anybody is named for on the day."""
        for kind in kinds:
            filled = (self._people(post, day) for post in self._posts if post["kind"] == kind and _lasts(post, day))
            if found := tuple(one for one in filled if one is not None):
                return Listing(parts=found)
        return None

    def keepers(self, kinds: Iterable[str], since: dt.date | None, until: dt.date) -> Message | None:
        """Everybody named in a period, the last ones last; with the last day of those who ended before it did."""
        for kind in kinds:
            meant = (post for post in self._posts if post["kind"] == kind and _falls_into(post, since, until))
            told = (self._until(post, until) for post in sorted(meant, key=lambda post: post["since"] or dt.date.min))
            if found := tuple(one for one in told if one is not None):
                return Listing(parts=found)
        return None

    def _until(self, post: Values, until: dt.date) -> Message | None:
        last = post["until"] or until
        people = self._people(post, min(last, until))
        if people is None or last >= until:
            return people
        return message(_("{names} (until {day})"), names=people, day=last.isoformat())

    def _people(self, post: Values, day: dt.date) -> Message | None:
        """“Li Na (deputy Wang Fang)”; of a group its head, then the members."""
        person, deputy = (self._there(post[key], day) for key in ("person", "deputy"))
        names: list[Message] = []
        if person and deputy:
            names.append(message(_("{person} (deputy {deputy})"), person=person, deputy=deputy))
        elif person or deputy:
            names.append(_name(person or deputy))
        names += [_name(member["name"]) for member in post["members"] if member["name"]]
        return Listing(parts=tuple(names)) if names else None

    def _there(self, person: Ref | None, day: dt.date) -> str:
        """The name of somebody who had not left by the day, else ''."""
        if person is None or person.id is None or self._left.get(person.id, dt.date.max) <= day:
            return ""
        return person.text


def _lasts(post: Values, day: dt.date) -> bool:
    return (post["since"] or day) <= day <= (post["until"] or day)


def _falls_into(post: Values, since: dt.date | None, until: dt.date) -> bool:
    return (post["since"] or until) <= until and (since is None or (post["until"] or until) >= since)


def _left() -> dict[int, dt.date]:
    """{operator: the day since which the person is void or the account is closed}."""
    gone = Operator.voided_at.is_null(False) | Account.disabled_at.is_null(False)
    wanted = Operator.select(Operator.id, Operator.voided_at, Account.disabled_at)
    rows = wanted.join(Account, peewee.JOIN.LEFT_OUTER, on=(Account.operator == Operator.id)).where(gone).tuples()
    return {number: min(local(at).date() for at in moments if at) for number, *moments in rows}


def _name(name: str) -> Message:
    return message("{name}", name=name)
