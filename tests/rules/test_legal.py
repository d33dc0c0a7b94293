"""The clocks of law, one by one: how long, from when, and where it is written."""

from __future__ import annotations

import datetime as dt

import pytest

from qfdesk.model.declare import by_law
from qfdesk.registers import all_registers
from qfdesk.rules.clock import SHOP
from qfdesk.rules.due import Term, due
from qfdesk.rules.legal import KEEPING, LEGAL

CLOCKS = {
    "12315.accept": (Term(working_days=7), "complaints and reports, Art. 14", True),
    "12315.mediate": (Term(working_days=45), "complaints and reports, Art. 21", True),
    "consumer.return": (Term(days=7), "Consumer protection law, Art. 24", True),
    "consumer.online": (Term(days=7), "Consumer protection law, Art. 25", True),
    "consumer.refund": (Term(days=7), "Consumer protection law, Art. 25", True),
    "adr.serious": (Term(days=15), "Order 81), Art. 21", True),
    "adr.other": (Term(days=30), "Order 81), Art. 21", True),
    "adr.death": (Term(days=0), "Order 81), Art. 21", True),
    "adr.follow": (Term(days=15), "Order 81), Art. 21", False),
    "adr.death_investigation": (Term(days=15), "Order 81), Art. 22", True),
    "adr.group": (Term(days=0), "Order 81), group events", False),
    "recall.2007.notify.1": (Term(hours=24), "2007 text", True),
    "recall.2007.notify.2": (Term(hours=48), "2007 text", True),
    "recall.2007.notify.3": (Term(hours=72), "2007 text", True),
    "recall.2007.file.1": (Term(days=1), "2007 text", True),
    "recall.2007.file.2": (Term(days=3), "2007 text", True),
    "recall.2007.file.3": (Term(days=7), "2007 text", True),
    "recall.2007.progress.1": (Term(days=1), "2007 text", True),
    "recall.2007.progress.2": (Term(days=3), "2007 text", True),
    "recall.2007.progress.3": (Term(days=7), "2007 text", True),
    "recall.2022.notify.1": (Term(days=1), "2022 text", False),
    "recall.2022.notify.2": (Term(days=3), "2022 text", False),
    "recall.2022.notify.3": (Term(days=7), "2022 text", False),
    "recall.2022.file.1": (Term(days=1), "2022 text", False),
    "recall.2022.file.2": (Term(days=3), "2022 text", False),
    "recall.2022.file.3": (Term(days=7), "2022 text", False),
    "recall.2022.progress.1": (Term(days=1), "2022 text", False),
    "recall.2022.progress.2": (Term(days=3), "2022 text", False),
    "recall.2022.progress.3": (Term(days=7), "2022 text", False),
    "recall.2022.summary": (Term(working_days=10), "2022 text", False),
    "house.query": (Term(working_days=5), "Practice of the trade", True),
    "house.answer": (Term(hours=48), "Practice of the trade", True),
    "house.accident.serious": (Term(hours=24), "Practice of the trade", True),
    "house.accident.ordinary": (Term(days=2), "Practice of the trade", True),
    "house.accident.cause": (Term(days=7), "Practice of the trade", True),
}


def test_every_legal_clock_is_in_the_table_above() -> None:
    assert LEGAL.keys() == CLOCKS.keys()


@pytest.mark.parametrize("key", CLOCKS)
def test_a_legal_clock_has_its_term_and_source_and_runs_on_whoever_is_waited_for(key: str) -> None:
    term, source, verified = CLOCKS[key]
    clock = LEGAL[key]
    assert (clock.term, clock.verified) == (term, verified)
    assert clock.source.endswith(source)
    assert clock.label
    assert clock.since
    assert clock.pausable == key.startswith("house.")


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("12315.accept", "2026-09-24T10:00", "2026-10-12T17:30"),  # 28 to 30 September, 8 to 10 and 12 October
        ("12315.mediate", "2026-09-24T10:00", "2026-12-03T17:30"),
        ("consumer.refund", "2026-09-30T10:00", "2026-10-07T17:30"),
        ("adr.serious", "2026-11-20T10:00", "2026-12-05T17:30"),
        ("adr.other", "2026-01-30T10:00", "2026-03-01T17:30"),
        ("adr.death", "2026-11-21T22:00", "2026-11-21T23:59"),
        ("recall.2022.file.1", "2026-10-01T10:00", "2026-10-02T17:30"),
        ("recall.2007.notify.3", "2026-10-01T10:00", "2026-10-04T10:00"),
        ("recall.2022.summary", "2026-09-24T10:00", "2026-10-15T17:30"),
    ],
)
def test_a_legal_clock_ends_when_the_law_says(key: str, start: str, end: str) -> None:
    begun, ended = (dt.datetime.fromisoformat(text).replace(tzinfo=SHOP) for text in (start, end))
    assert due(begun, LEGAL[key].term).at == ended


def test_progress_is_due_again_and_again_and_recall_terms_say_which_text() -> None:
    assert {key for key, clock in LEGAL.items() if clock.every} == {key for key in CLOCKS if ".progress." in key}
    assert all(clock.version == key.split(".")[1] for key, clock in LEGAL.items() if key.startswith("recall."))


def test_records_are_kept_five_years_and_recall_records_a_year_beyond_expiry() -> None:
    assert {key: (keeping.years, keeping.after_expiry) for key, keeping in KEEPING.items()} == {
        "records": (5, 0),
        "recall": (5, 1),
    }


def test_a_deadline_by_law_takes_everything_from_its_clock() -> None:
    made = by_law("adr.serious", "report", "learned_at", "reported_at")
    assert (made.term, made.rule, made.pausable, made.law) == (
        Term(days=15),
        LEGAL["adr.serious"].source,
        False,
        "adr.serious",
    )


def test_no_register_lets_a_clock_of_law_be_paused() -> None:
    for register in all_registers():
        for deadline in register.deadlines:
            if deadline.law in LEGAL:
                assert deadline.pausable == LEGAL[deadline.law].pausable, (register.key, deadline.key)
            assert deadline.pausable or deadline.law or deadline.rule.startswith("D"), (register.key, deadline.key)
    known = {f"{r.key}.{d.key}": d for r in all_registers() for d in r.deadlines}
    assert not known["goods_return.refund"].pausable
    assert not known["batch_issue.regulator"].pausable
