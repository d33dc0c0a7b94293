"""Values as text: for lists, papers, sheets, search and history, in any language."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from qfdesk.language import _, say
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Choice, Choices, Flag, Kind, Lines, Link, Moment, Quantity, Ref
from qfdesk.rules.clock import local
from qfdesk.rules.masking import WITHHELD


def field_at(entry: type[Entry], path: str) -> Any:
    """The field a path names: ``batch``, ``product.maker``. A part after ``:`` is a form of showing and left off.

    Raises KeyError when there is no such field.
    """
    head, _dot, rest = path.partition(":")[0].partition(".")
    found = entry.fields()[head]
    return field_at(found.rel_model, rest) if rest else found


def show(field: Any, value: Any, lang: str | None = None, *, paper: bool = False) -> str:
    """The value as a person reads it; empty is ''. ``paper``: dates as 2026年11月20日 where Chinese."""
    if value is None or value == "" or value == () or value == []:
        return ""
    if WITHHELD in (value, getattr(value, "text", "")):
        return say(WITHHELD, lang)
    if isinstance(field, Choices):
        return say(_(", "), lang).join(say(field.options.get(v, v), lang) for v in value)
    if isinstance(field, Choice):
        return say(field.options.get(value, value), lang)
    if isinstance(field, Flag):
        return say(_("Yes") if value else _("No"), lang)
    if isinstance(field, Lines):
        return "\n".join(show_line(field, line, lang, paper=paper) for line in value)
    if isinstance(field, Moment) or isinstance(value, dt.datetime):
        return show_moment(value, lang, paper=paper)
    if isinstance(value, dt.date):
        return show_date(value, lang, paper=paper)
    if isinstance(field, Quantity) and isinstance(value, int | float | Decimal):
        return show_number(Decimal(str(value)), field.kind)
    return str(value)


def show_line(field: Lines, line: dict[str, str], lang: str | None = None, *, paper: bool = False) -> str:
    """One line of a small table as a sentence."""
    return " · ".join(text for c in field.columns if (text := show_cell(c, line.get(c.key, ""), lang, paper=paper)))


def show_cell(column: Any, value: str, lang: str | None = None, *, paper: bool = False) -> str:
    """One cell of a small table."""
    if not value:
        return ""
    if column.kind == "choice":
        return say(column.options.get(value, value), lang)
    try:
        if column.kind == "date":
            return show_date(dt.date.fromisoformat(value), lang, paper=paper)
        if column.kind == "moment":
            return show_moment(dt.datetime.fromisoformat(value), lang, paper=paper)
    except ValueError:
        return value
    return value


def show_date(day: dt.date, lang: str | None = None, *, paper: bool = False) -> str:
    """2026-11-20; on Chinese paper 2026年11月20日."""
    if paper and say(_("{y}-{m}-{d}"), lang, y="", m="", d="") == "年月日":
        return f"{day.year}年{day.month:02d}月{day.day:02d}日"
    return day.isoformat()


def show_moment(moment: dt.datetime, lang: str | None = None, *, paper: bool = False) -> str:
    """2026-11-20 10:05, shop time; on Chinese paper 2026年11月20日 10:05."""
    here = local(moment)
    return f"{show_date(here.date(), lang, paper=paper)} {here:%H:%M}"


def show_number(value: Decimal, kind: str = "quantity") -> str:
    """Money with two places, quantities without trailing noughts."""
    if kind == "money":
        return f"{value:.2f}"
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def title_of(entry: type[Entry], values: dict[str, Any]) -> str:
    """An entry's name: the texts of its ``named`` fields, joined."""
    return " ".join(text for key in entry.named if (text := str(values.get(key) or "").strip()))


def plain(field: Kind, value: Any) -> Any:
    """A value as JSON knows it: dates in ISO 8601, links by name, numbers as text where they are exact."""
    if isinstance(value, dt.datetime):
        return local(value).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value) if value != value.to_integral_value() else int(value)
    if isinstance(value, Ref):
        return value.text
    if isinstance(value, tuple):
        return list(value)
    if isinstance(field, Link) and value is None:
        return ""
    return value
