"""Who is named for something on a day: the keeper of a register, the group that does a duty (M28)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from qfdesk.language import Listing, Message, _, message
from qfdesk.model.fields import Ref
from qfdesk.model.masters import Post
from qfdesk.model.values import Values
from qfdesk.store.links import values_of


def named(kinds: Iterable[str], day: dt.date) -> Message | None:
    """Whoever is named for the first of these kinds (``rules.posts``) that anybody is named for on the day."""
    for kind in kinds:
        if found := _filled(kind, day):
            return Listing(parts=tuple(found))
    return None


def _filled(kind: str, day: dt.date) -> list[Message]:
    begun = Post.since.is_null() | (Post.since <= day)
    lasting = Post.until.is_null() | (Post.until >= day)
    met = (Post.kind == kind) & Post.voided_at.is_null() & begun & lasting
    said = (_people(values_of(Post, row)) for row in Post.select().where(met).order_by(Post.id))
    return [one for one in said if one is not None]


def _people(values: Values) -> Message | None:
    """“Li Na (deputy Wang Fang)”; of a group its head, then the members."""
    names: list[Message] = []
    person, deputy = values["person"], values["deputy"]
    if isinstance(person, Ref) and isinstance(deputy, Ref):
        names.append(message(_("{person} (deputy {deputy})"), person=person.text, deputy=deputy.text))
    elif isinstance(person, Ref):
        names.append(_name(person.text))
    names += [_name(member["name"]) for member in values["members"] if member["name"]]
    return Listing(parts=tuple(names)) if names else None


def _name(name: str) -> Message:
    return message("{name}", name=name)
