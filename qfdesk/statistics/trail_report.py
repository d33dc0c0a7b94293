"""The trail of a batch as a report, so that paper and workbook show it as they show any other."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qfdesk.language import Message, _, _p, message
from qfdesk.model.report import CODE, COUNT, DATE, TEXT, Column, Leaf, Made, Report, Table
from qfdesk.model.trail import QUANTITIES, Trail
from qfdesk.rules.clock import local
from qfdesk.rules.duties import Period

TRAIL = Report(
    "trail",
    _("Trail of a batch"),
    _("Every record that names the batch, with its quantities, and who bought of it"),
    "D16.6",
    (),
    concluded=False,
)


def report_of(trail: Trail, labels: dict[str, str], now: dt.datetime) -> Made:
    """The trail as a report. ``labels``: {register: what it is called, marked}."""
    days = [local(line.at).date() for line in trail.lines] or [local(now).date()]
    leaf = Leaf((_lines(trail, labels), _buyers(trail)))
    first, last = min(days), max(days)
    return Made(TRAIL, Period(f"{first} – {last}", first, last), now, True, (leaf,))


def _counted(trail: Trail) -> list[str]:
    return [what for what in QUANTITIES if what in trail.totals]


def _lines(trail: Trail, labels: dict[str, str]) -> Table:
    whats = _counted(trail)
    columns = (
        Column(message(_("Date")), DATE, 11),
        Column(message(_("Number")), CODE, 14),
        Column(message(_("Register")), TEXT, 12),
        Column(message(_("Batch number")), CODE, 11),
        Column(message(_("Customer or unit")), TEXT, 18),
        Column(message(_("About")), TEXT, 30),
        *(Column(message(QUANTITIES[what]), COUNT, 8) for what in whats),
    )
    rows = tuple(
        (
            local(line.at).date(),
            line.number,
            message(labels[line.register]),
            line.batch.text,
            line.party.text if line.party else "",
            line.text[:80],
            *(_figure(line.quantities.get(what)) for what in whats),
        )
        for line in trail.lines
    )
    total = (message(_("Total")), "", "", "", "", _left(trail), *(_figure(trail.totals[what]) for what in whats))
    name = ", ".join(dict.fromkeys(batch.text for batch in trail.batches))[:60]
    title = message(_("Records that name batch {batch}"), batch=name)
    return Table("lines", title, columns, rows, total if rows else ())


def _left(trail: Trail) -> Message | str:
    if trail.outstanding is None:
        return ""
    return message(_("Sold and not come back: {n}"), n=_figure(trail.outstanding))


def _buyers(trail: Trail) -> Table:
    columns = (
        Column(message(_("Buyer")), TEXT, 22),
        Column(message(_("Contact person")), TEXT, 12),
        Column(message(_("Phone")), CODE, 14),
        Column(message(_("Address")), TEXT, 26),
        Column(message(_p("quantity", "Sold")), COUNT, 9),
        Column(message(_("Came back")), COUNT, 9),
        Column(message(_("Last sale")), DATE, 11),
    )
    rows = tuple(
        (b.party.text, b.contact, b.phone, b.address, _figure(b.sold), _figure(b.returned), b.last_sale)
        for b in trail.buyers
    )
    return Table("buyers", message(_("Buyers")), columns, rows)


def _figure(amount: Decimal | None) -> int | float | None:
    """A quantity as a figure of a table: without noughts behind the point."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
