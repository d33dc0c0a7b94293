"""The clocks of law: every term with what it counts from, where it is written, and whether the text was read.

Terms and sources are only what a house begins with: it may change each of them in its ledger. ``source`` is said
through the catalogue; ``verified`` False means general knowledge that somebody should check against the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from qfdesk.language import _
from qfdesk.rules.due import Term


@dataclass(frozen=True)
class LegalClock:
    """A term of law or a preset of the trade.

    ``since``: what it counts from. ``source``: law and article. ``version``: the year of the text, where there are
    several. ``every``: due again after each such term (progress reports). ``pausable``: stands still while the record
    waits for somebody; a term of law never does. ``note``: what a reader has to know besides.
    """

    label: str
    term: Term
    since: str
    source: str
    verified: bool = True
    version: str = ""
    every: bool = False
    pausable: bool = False
    note: str = ""


@dataclass(frozen=True)
class Keeping:
    """How long records are kept: so many years, and not less than so many after the medicine's expiry."""

    label: str
    years: int
    after_expiry: int
    source: str
    verified: bool = False


_COMPLAINTS_14 = _("Interim measures on complaints and reports, Art. 14")
_COMPLAINTS_21 = _("Interim measures on complaints and reports, Art. 21")
_CONSUMER_24 = _("Consumer protection law, Art. 24")
_CONSUMER_25 = _("Consumer protection law, Art. 25")
_ADR_21 = _("Measures on adverse reactions (Order 81), Art. 21")
_ADR_22 = _("Measures on adverse reactions (Order 81), Art. 22")
_ADR_GROUP = _("Measures on adverse reactions (Order 81), group events")
_RECALL_2007 = _("Measures on drug recalls, 2007 text")
_RECALL_2022 = _("Measures on drug recalls, 2022 text")
_TRADE = _("Practice of the trade")
_LEARNED = _("Learned of it")
_DECIDED = _("Recall decided")
_CALENDAR_DAYS = _("Counted in calendar days from the day it is learned of")
_AT_ONCE = _("The text says at once; counted as the same day")

LEGAL: dict[str, LegalClock] = {
    "12315.accept": LegalClock(_("Accept or refuse"), Term(working_days=7), _("Complaint received"), _COMPLAINTS_14),
    "12315.mediate": LegalClock(_("End of mediation"), Term(working_days=45), _("Complaint accepted"), _COMPLAINTS_21),
    "consumer.return": LegalClock(_("Return for a fault"), Term(days=7), _("Goods received"), _CONSUMER_24),
    "consumer.online": LegalClock(_("Return of an online purchase"), Term(days=7), _("Goods received"), _CONSUMER_25),
    "consumer.refund": LegalClock(_("Refund to a consumer"), Term(days=7), _("Goods came back"), _CONSUMER_25),
    "adr.serious": LegalClock(
        _("Report a new or serious reaction"), Term(days=15), _LEARNED, _ADR_21, note=_CALENDAR_DAYS
    ),
    "adr.other": LegalClock(_("Report another reaction"), Term(days=30), _LEARNED, _ADR_21, note=_CALENDAR_DAYS),
    "adr.death": LegalClock(_("Report a death"), Term(days=0), _LEARNED, _ADR_21, note=_AT_ONCE),
    "adr.follow": LegalClock(
        _("Report what followed"),
        Term(days=15),
        _("Follow-up learned"),
        _ADR_21,
        verified=False,
        note=_("The text says promptly; the number is the house's"),
    ),
    "adr.death_investigation": LegalClock(_("Investigate a death and report"), Term(days=15), _LEARNED, _ADR_22),
    "adr.group": LegalClock(
        _("Report a group event"), Term(days=0), _LEARNED, _ADR_GROUP, verified=False, note=_AT_ONCE
    ),
    "recall.2022.summary": LegalClock(
        _("Recall summary"), Term(working_days=10), _("Recall completed"), _RECALL_2022, verified=False, version="2022"
    ),
    "house.query": LegalClock(
        _("Answer a quality query"), Term(working_days=5), _("Query received"), _TRADE, pausable=True
    ),
    "house.answer": LegalClock(_("Answer a complaint"), Term(hours=48), _("Complaint received"), _TRADE, pausable=True),
    "house.accident.serious": LegalClock(
        _("Report a serious quality accident"),
        Term(hours=24),
        _LEARNED,
        _TRADE,
        pausable=True,
        note=_("Elsewhere 12 hours, or 2"),
    ),
    "house.accident.ordinary": LegalClock(
        _("Report a quality accident"), Term(days=2), _LEARNED, _TRADE, pausable=True
    ),
    "house.accident.cause": LegalClock(
        _("Report the cause of an accident"), Term(days=7), _LEARNED, _TRADE, pausable=True
    ),
}
"""{key: clock}. Recall levels 1 to 3 stand last in their keys: ``recall.2022.notify.1``."""

_RECALL: tuple[tuple[str, str, str, str, tuple[Term, Term, Term]], ...] = (
    ("2007", "notify", _("Tell to stop sale and use"), _DECIDED, (Term(hours=24), Term(hours=48), Term(hours=72))),
    ("2007", "file", _("File assessment and plan"), _DECIDED, (Term(days=1), Term(days=3), Term(days=7))),
    ("2007", "progress", _("Report progress"), _DECIDED, (Term(days=1), Term(days=3), Term(days=7))),
    ("2022", "notify", _("Tell to stop sale and use"), _DECIDED, (Term(days=1), Term(days=3), Term(days=7))),
    ("2022", "file", _("File assessment and plan"), _DECIDED, (Term(days=1), Term(days=3), Term(days=7))),
    ("2022", "progress", _("Report progress"), _DECIDED, (Term(days=1), Term(days=3), Term(days=7))),
)
for _version, _kind, _label, _since, _terms in _RECALL:
    for _level, _term in enumerate(_terms, 1):
        LEGAL[f"recall.{_version}.{_kind}.{_level}"] = LegalClock(
            _label,
            _term,
            _since,
            _RECALL_2007 if _version == "2007" else _RECALL_2022,
            verified=_version == "2007",
            version=_version,
            every=_kind == "progress",
        )

KEEPING: dict[str, Keeping] = {
    "records": Keeping(
        _("Quality records"), 5, 0, _("Good supply practice, Art. 42; special-control drugs by rules of their own")
    ),
    "recall": Keeping(_("Recall and disposal records"), 5, 1, _RECALL_2022),
}
"""How long each kind of record is kept at least."""
