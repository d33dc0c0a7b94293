"""The field kinds: peewee fields that also carry what list, editor, search, paper and Excel want to know.

A value has the same Python type everywhere outside the database: str, date, datetime (aware, China time),
Decimal, int, bool, Ref (a link), tuple of str (several choices) or list of dict (lines).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import peewee

from qfdesk.rules.clock import SHOP
from qfdesk.rules.stored import date_in, decimal_in, lines_in, moment_in, number_in, text_in

if TYPE_CHECKING:
    from qfdesk.model.declare import Section

PERSONAL, STAFF, SEALED = "personal", "staff", "sealed"
"""What a field keeps secret: who a customer or patient is, what is said of the house's own people, an identity whole.

What is said of staff is veiled like personal data, but is the house's own: it stays when a customer is forgotten."""


class Ref(NamedTuple):
    """A link as a value: the entry's id and its name. ``id`` None: known by its text only, found or made on saving."""

    id: int | None
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Traits:
    """What a field is besides its column. All texts are marked for the catalogue.

    ``past``: the date may not lie in the future. ``internal``: never on a paper that leaves the house.
    ``shown_if``: (field, values): the field belongs to the record only when that choice is one of the values.
    ``system``: filled by the program (number, stage, who, when), never typed. ``limit``: characters at most.
    ``fills``: {own field: field of the linked entry}, for a flag ``field=choice`` (``kind=person``).
    ``fixed_by``: once that field is filled this one no longer changes (a paid refund).
    ``chinese``: a code that may hold Chinese (国药准字…, a paper's number), so that the input method stays on.
    """

    label: str = ""
    help: str = ""
    section: Section | None = None
    required: bool = False
    searched: bool = False
    secret: str = ""
    width: int = 0
    wide: bool = False
    past: bool = False
    internal: bool = False
    shown_if: tuple[str, tuple[str, ...]] | None = None
    system: bool = False
    limit: int = 200
    unit: str = ""
    suggest: bool = False
    chinese: bool = False
    fixed_by: str = ""
    fills: dict[str, str] = field(default_factory=dict)


class Kind:
    """Mixed into every field kind: ``kind`` names the box, ``traits`` the rest."""

    kind: ClassVar[str] = ""
    traits: Traits
    name: str

    def _declare(self, label: str, traits: dict[str, Any]) -> dict[str, Any]:
        """Splits keyword arguments into our traits (kept) and peewee's own (returned)."""
        known = {k: traits.pop(k) for k in tuple(traits) if k in Traits.__dataclass_fields__}
        self.traits = Traits(label=label, **known)
        return traits

    @property
    def label(self) -> str:
        return self.traits.label


class Text(Kind, peewee.TextField):
    """One line of text. Empty is ''."""

    kind = "text"

    def __init__(self, label: str, **traits: Any) -> None:
        rest = self._declare(label, traits)
        super().__init__(**{"default": "", **rest})

    def python_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else text_in(value)


class Code(Text):
    """A number that is text: phone, barcode, batch, approval number. Typed without the Chinese input method, unless
    it may hold ``chinese``."""

    kind = "code"


class Memo(Text):
    """Several lines of text, as long as it takes."""

    kind = "memo"

    def __init__(self, label: str, **traits: Any) -> None:
        super().__init__(label, **{"limit": 0, "wide": True, "searched": True, **traits})


class Choice(Text):
    """One of a declared list: {stored key: label}. Empty is ''."""

    kind = "choice"

    def __init__(self, label: str, choices: dict[str, str], **traits: Any) -> None:
        self.options = choices
        super().__init__(label, **traits)


class Choices(Choice):
    """Several of a declared list; stored as keys joined by commas, a tuple of keys as a value."""

    kind = "choices"

    def __init__(self, label: str, choices: dict[str, str], **traits: Any) -> None:
        super().__init__(label, choices, **{"wide": True, **traits})

    def db_value(self, value: Iterable[str] | str | None) -> str:
        return value if isinstance(value, str) else ",".join(value or ())

    def python_value(self, value: Any) -> tuple[str, ...]:
        return tuple(part for part in text_in(value).split(",") if part)


class Date(Kind, peewee.DateField):
    """A day, or None."""

    kind = "date"

    def __init__(self, label: str, **traits: Any) -> None:
        rest = self._declare(label, traits)
        super().__init__(**{"null": True, **rest})

    def python_value(self, value: Any) -> dt.date | None:
        return date_in(value)


class Moment(Kind, peewee.DateTimeField):
    """A point in time, or None: an aware datetime outside, UTC to the second in the database."""

    kind = "moment"

    def __init__(self, label: str, **traits: Any) -> None:
        rest = self._declare(label, traits)
        super().__init__(**{"null": True, **rest})

    def db_value(self, value: dt.datetime | None) -> dt.datetime | str | None:
        if value is None or isinstance(value, str):
            return value
        if value.tzinfo is None:
            value = value.replace(tzinfo=SHOP)
        return value.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)

    def python_value(self, value: Any) -> dt.datetime | None:
        moment = moment_in(value)
        return moment.replace(tzinfo=dt.UTC).astimezone(SHOP) if moment else None


class Number(Kind, peewee.IntegerField):
    """A whole number, or None."""

    kind = "number"

    def __init__(self, label: str, **traits: Any) -> None:
        rest = self._declare(label, traits)
        super().__init__(**{"null": True, **rest})

    def python_value(self, value: Any) -> int | None:
        return value if isinstance(value, int) else number_in(value)


class Quantity(Kind, peewee.DecimalField):
    """How much of a thing, three places at most, or None; ``unit`` says of what."""

    kind = "quantity"
    places: ClassVar[int] = 3

    def __init__(self, label: str, **traits: Any) -> None:
        rest = self._declare(label, traits)
        super().__init__(**{"null": True, "max_digits": 15, "decimal_places": self.places, "auto_round": True, **rest})

    def python_value(self, value: Any) -> Decimal | None:
        number = decimal_in(value, self.places)
        if number is None:
            return None
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


class Money(Quantity):
    """Yuan, two places, or None."""

    kind = "money"
    places = 2

    def python_value(self, value: Any) -> Decimal | None:
        return decimal_in(value, 2)


class Flag(Kind, peewee.BooleanField):
    """Yes or no."""

    kind = "flag"

    def __init__(self, label: str, **traits: Any) -> None:
        rest = self._declare(label, traits)
        super().__init__(**{"default": False, **rest})


class Link(Kind, peewee.ForeignKeyField):
    """One entry of another register or master; a Ref as a value. ``fills``: {own field: field of the linked entry}."""

    kind = "link"

    def __init__(self, target: type[peewee.Model], label: str, **traits: Any) -> None:
        rest = self._declare(label, traits)
        super().__init__(target, **{"null": True, "backref": "+", "on_delete": "RESTRICT", **rest})


@dataclass(frozen=True)
class LineColumn:
    """One column of a Lines field: ``kind`` is text, memo, date, moment, quantity, money or choice.

    ``plain``: its words tell nobody, so that they stay when the person of the line is forgotten (a batch number).
    """

    key: str
    label: str
    kind: str = "text"
    options: dict[str, str] = field(default_factory=dict)
    width: int = 120
    plain: bool = False


class Lines(Kind, peewee.TextField):
    """A small table inside a record (contacts, opinions, further goods): a list of {column key: text} as a value.

    Stored as JSON text; every cell is kept as a string in the form of its column's kind (dates in ISO 8601).
    """

    kind = "lines"

    def __init__(self, label: str, columns: tuple[LineColumn, ...], **traits: Any) -> None:
        self.columns = columns
        rest = self._declare(label, {"wide": True, "searched": True, **traits})
        super().__init__(**{"default": "", **rest})

    def db_value(self, value: list[dict[str, str]] | str | None) -> str:
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""

    def python_value(self, value: Any) -> list[dict[str, str]]:
        return lines_in(value, tuple(column.key for column in self.columns))
