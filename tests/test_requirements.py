"""Every requirement of the source documents is in the help's table, and what the table names is there."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections import Counter

import pytest

from qfdesk.cli.commands import COMMANDS
from qfdesk.desk import Desk
from qfdesk.desk.duties import REVIEW
from qfdesk.language import LANGUAGES
from qfdesk.model.served import SETTINGS, named, place_lines, requirement_table
from qfdesk.registers import all_entries, all_registers
from qfdesk.rules.calendar import Calendar
from qfdesk.rules.due import Term, due
from qfdesk.rules.duties import DUTIES, MONTH, YEAR
from qfdesk.rules.duties import REVIEW as BEFORE_REVIEW
from qfdesk.rules.requirements import Requirement, read_table
from qfdesk.rules.rights import HEAD
from qfdesk.rules.schedule import Schedule

COUNTS = (11, 6, 6, 10, 4, 5, 7, 10, 8, 5, 7, 12, 7, 5, 5, 12, 5, 6, 1, 6, 6)
"""How many requirements the source documents D1 to D21 have."""
IDS = tuple(f"D{document}.{n}" for document, count in enumerate(COUNTS, 1) for n in range(1, count + 1))
CAPABILITIES = """
M1 D1.1 D3.1 D5.1 D5.3 D7.6 D8.1 D9.1 D9.2 D9.8 D10.1 D13.1 D15.1 D15.2 D18.3 D19.1 D20.1 D21.1
M2 D5.2 D9.3 D13.2 D15.2 D15.3 D20.2 D21.2
M3 D1.2 D1.4 D1.8 D1.9 D2.2 D16.1 D16.2 D16.12
M4 D1.3
M5 D1.10 D1.11 D4.2 D5.4 D7.1 D8.7 D9.4 D16.10 D17.5 D21.3
M6 D2.6 D7.1 D8.3 D9.5 D10.2 D11.2 D20.3
M7 D1.5 D4.4 D7.3 D8.10 D11.4 D16.8 D17.3 D17.4
M8 D9.6 D15.4 D16.3 D16.5 D16.6 D16.7 D16.11
M9 D1.5 D6.2 D16.4 D16.8
M10 D3.2 D3.5 D8.5 D14.3 D16.3 D20.5 D21.5 D21.6
M11 D2.3 D5.4 D8.4 D8.10 D9.4 D10.4 D13.4 D15.4 D20.6 D21.4
M12 D12.1 D12.2 D12.3
M13 D4.5 D12.4 D12.5 D12.6
M14 D12.7 D12.8 D12.9 D12.10 D12.11 D12.12
M15 D5.2 D14.2 D16.6 D16.12
M16 D2.4 D8.5 D18.4
M17 D2.1 D2.5 D17.2 D17.3 D17.4 D17.5 D18.1 D18.2 D18.5
M18 D4.3 D4.6 D4.7 D4.8 D4.9 D8.8 D13.6
M19 D1.7 D8.7 D16.11 D16.12
M20 D1.6 D7.2 D7.4 D14.5
M21 D3.6 D4.6 D4.10 D6.1 D7.5 D12.6 D14.5 D17.1
M22 D3.2 D8.6 D10.5 D11.3 D13.3 D13.7 D14.3 D16.9 D17.1 D20.4
M23 D6.5 D10.4 D11.3 D11.4 D11.5 D14.4
M24 D3.4 D6.3 D11.6 D14.4
M25 D3.3 D6.4 D10.3 D11.1 D13.5 D14.2
M26 D9.3 D9.7 D11.7 D12.3 D15.5
M27 D8.9 D13.6 D18.6
M28 D2.1 D4.1 D6.1 D7.7 D8.2 D9.8 D14.1
M29 D4.7 D13.1
"""
LANG = pytest.mark.parametrize("lang", LANGUAGES)


def rows(lang: str) -> dict[str, Requirement]:
    return {one.id: one for one in requirement_table(lang).all()}


def there(desk: Desk, name: str) -> bool:
    """Whether what a row names exists: in a declaration, among the commands, or as a use case of the desk."""
    word, _colon, key = name.partition(":")
    if word == "command":
        return key in COMMANDS
    if word == "desk":
        part: object = desk
        for step in key.split("."):
            part = getattr(part, step, None)
        return inspect.ismethod(part)
    return named(name, all_entries(), {report.key: report.title for report in desk.reporting.known()}) is not None


@LANG
def test_every_requirement_is_in_the_table_once(lang: str) -> None:
    listed = [one.id for one in requirement_table(lang).all()]
    assert len(IDS) == 144
    assert [id for id, count in Counter(listed).items() if count > 1] == []
    assert listed == list(IDS)


@LANG
def test_every_row_says_what_is_asked_and_where_it_is_done(lang: str) -> None:
    for one in rows(lang).values():
        assert one.asked, one.id
        assert one.words, one.id
        assert one.names, one.id
        assert "`" not in one.asked + one.words, one.id


@LANG
def test_requirements_stand_under_their_document(lang: str) -> None:
    documents = requirement_table(lang).documents
    assert [document.id for document in documents] == [f"D{n}" for n in range(1, 22)]
    for document in documents:
        assert document.title
        assert {one.id.partition(".")[0] for one in document.requirements} == {document.id}


def test_both_languages_name_the_same_things() -> None:
    chinese, english = rows("zh_CN"), rows("en")
    assert {id: one.names for id, one in chinese.items()} == {id: one.names for id, one in english.items()}
    assert [id for id, one in chinese.items() if one.asked == english[id].asked or one.words == english[id].words] == []
    assert [id for id, one in english.items() if re.search(r"[\u4e00-\u9fff]", one.asked + one.words)] == []


def test_everything_the_table_names_exists(desk: Desk) -> None:
    missing = {id: [name for name in one.names if not there(desk, name)] for id, one in rows("en").items()}
    assert {id: names for id, names in missing.items() if names} == {}


@pytest.mark.parametrize(
    "name",
    [
        "complaints", "complaint.colour", "complaint.channel=pigeon", "complaint.story.when", "slip.parties.colour",
        "complaint.contacts.about=weather", "complaint/fly", "complaint@never", "complaint#poster", "complaint%secrets",
        "complaint>moon", "complaint~mars", "party/accept", "duty:sleep", "report:weather", "right:fly", "role:king",
        "setting:colour", "command:fly", "desk:trails.of_nothing", "desk:nothing", "thing:any", "Complaint", "",
    ],
)  # fmt: skip
def test_what_is_nowhere_is_found_out(desk: Desk, name: str) -> None:
    assert not there(desk, name)


def test_a_row_without_a_name_serves_nothing() -> None:
    table = read_table("## D1 A rule\n\n| Id | Asked | Where |\n|---|---|---|\n| D1.1 | this | Somewhere. |\n")
    (one,) = table.all()
    assert (one.words, one.names) == ("Somewhere.", ())


@LANG
def test_every_capability_has_the_requirements_it_was_made_of(lang: str) -> None:
    wanted = {line.split()[0]: tuple(line.split()[1:]) for line in CAPABILITIES.strip().splitlines()}
    table = requirement_table(lang)
    assert {one.id: one.requirements for one in table.capabilities} == wanted
    assert all(one.title for one in table.capabilities)
    assert {id for ids in wanted.values() for id in ids} == set(IDS)


def test_every_register_serves_a_requirement() -> None:
    named_in = {re.split(r"[./@#%>~]", name)[0] for one in rows("en").values() for name in one.names}
    assert [register.key for register in all_registers() if register.key not in named_in] == []


def test_every_duty_and_every_setting_serves_a_requirement() -> None:
    named_in = {name for one in rows("en").values() for name in one.names}
    of_documents = [duty.key for duty in DUTIES if duty.key != "restore_drill"]
    assert [key for key in of_documents if f"duty:{key}" not in named_in] == []
    in_words = {"company", "paper_lang"}
    assert [key for key in SETTINGS if f"setting:{key}" not in named_in and key not in in_words] == []


def test_every_rule_a_declaration_gives_is_a_requirement_or_a_law() -> None:
    given = {
        rule
        for register in all_registers()
        for rule in (
            *(deadline.rule for deadline in register.deadlines),
            *(route.rule for route in register.routes),
            *(move.rule for stage in register.stages for move in stage.moves),
        )
    }
    ids = {id for rule in given for id in re.findall(r"\bD\d+\.\d+\b", rule)}
    assert ids <= set(IDS)


def test_an_id_stands_for_itself_its_document_or_all_a_capability_asks_for() -> None:
    table = requirement_table("en")
    assert [one.id for one in table.matching("d9.4")] == ["D9.4"]
    assert len(table.matching("D12")) == 12
    assert [one.id for one in table.matching("M29")] == ["D4.7", "D13.1"]
    assert [one.id for one in table.matching("M4")] == ["D1.3"]
    assert table.matching("D99") == ()
    assert table.capabilities_of("D1.5") == ("M7", "M9")


def test_places_are_said_in_plain_words() -> None:
    lines = place_lines(
        ("slip.source=letter", "slip.source=market", "slip/send", "slip.parties.received", "duty:survey"),
        all_entries(),
        {},
    )
    assert lines[0].startswith("Quality feedback slips: Source (Letters and calls, Market research), step “")
    assert lines[1] == "periodic duty “Customer satisfaction survey”"


# All numbers of the source documents, by value (requirements.md, 1.R).

HOURS_24, SAME_DAY, TWO_DAYS, WEEK = Term(hours=24), Term(working_days=0), Term(working_days=2), Term(days=7)


@pytest.mark.parametrize(
    ("place", "term", "rule"),
    [
        ("complaint@accept", HOURS_24, "D9.4"),
        ("complaint@inform", HOURS_24, "D9.4"),
        ("complaint@investigate", TWO_DAYS, "D1.10"),
        ("complaint@investigate_hard", WEEK, "D1.10"),
        ("complaint@same_day", SAME_DAY, "D1.11"),
        ("slip@answer", TWO_DAYS, "D1.10"),
        ("slip@answer_hard", WEEK, "D1.10"),
        ("slip@same_day", SAME_DAY, "D1.11"),
        ("batch_issue@handle", TWO_DAYS, "D1.10"),
        ("batch_issue@settle", WEEK, "D1.10"),
        ("batch_issue@same_day", SAME_DAY, "D1.11"),
        ("batch_issue@regulator", HOURS_24, "D17.3"),
        ("stop_sale@regulator", HOURS_24, "D17.3"),
        ("accident@manager", SAME_DAY, "D16.8"),
        ("survey@report", Term(days=0), "D4.4"),
        ("complaint@promised", Term(days=0), "D5.4"),
    ],
)
def test_the_terms_of_the_documents_are_declared_as_they_stand_there(place: str, term: Term, rule: str) -> None:
    register, _at, key = place.partition("@")
    entry = next(one for one in all_registers() if one.key == register)
    deadline = next(one for one in entry.deadlines if one.key == key)
    assert (deadline.term, deadline.rule) == (term, rule)


def test_twenty_four_hours_run_through_the_night_and_the_weekend() -> None:
    accept = next(
        one for one in next(r for r in all_registers() if r.key == "complaint").deadlines if one.key == "accept"
    )
    friday = dt.datetime.fromisoformat("2026-11-20T17:00+08:00")
    assert due(friday, accept.term, Schedule(Calendar())).at.isoformat() == "2026-11-21T17:00:00+08:00"


def test_the_blank_of_the_answer_term_is_filled_by_the_house(desk: Desk) -> None:
    (before,) = [line for line in desk.clockwork.terms("complaint") if line.deadline.key == "answer"]
    assert before.deadline.rule == "D4.2"
    desk.clockwork.set_term("complaint", "answer", Term(working_days=3), "the house answers within three days")
    (after,) = [line for line in desk.clockwork.terms("complaint") if line.deadline.key == "answer"]
    assert (after.term, after.version) == (Term(working_days=3), before.version + 1)


def test_two_days_and_a_week_may_be_counted_otherwise(desk: Desk) -> None:
    for key, term in (("answer", Term(days=2)), ("answer_hard", Term(working_days=5))):
        desk.clockwork.set_term("slip", key, term, "counted as this house does")
        assert [line.term for line in desk.clockwork.terms("slip") if line.deadline.key == key] == [term]


@pytest.mark.parametrize(
    ("key", "every", "rule"),
    [
        ("monthly_count", MONTH, "D1.6"),
        ("monthly_summary", MONTH, "D7.2"),
        ("brief", MONTH, "D7.2"),
        ("monthly_meeting", MONTH, "D7.4"),
        ("survey", YEAR, "D4.6"),
        ("main_customers", YEAR, "D12.6"),
        ("communication_review", YEAR, "D7.5"),
        ("satisfaction_summary", BEFORE_REVIEW, "D4.10"),
    ],
)
def test_the_periods_of_the_documents_are_duties(key: str, every: str, rule: str) -> None:
    duty = next(one for one in DUTIES if one.key == key)
    assert (duty.every, duty.rule) == (every, rule)


def test_the_satisfaction_summary_is_asked_for_in_the_month_before_the_management_review(desk: Desk) -> None:
    desk.settings.put(REVIEW, "12-15")
    (state,) = [one for one in desk.duties.year(2026) if one.due.duty.key == "satisfaction_summary"]
    assert (state.due.opens, state.due.on) == (dt.date(2026, 11, 15), dt.date(2026, 12, 14))


@pytest.mark.parametrize(
    ("name", "values", "to"),
    [
        ("complaint~sales", {"kind": "quality"}, HEAD),
        ("complaint~large", {"extent": "serious"}, HEAD),
        ("complaint~disputed", {"disputed": True}, HEAD),
        ("complaint~higher", {"satisfied": "dissatisfied"}, HEAD),
        ("complaint~tracked", {"severity": "major"}, "quality"),
        ("complaint~accident", {"severity": "critical"}, HEAD),
        ("complaint~review", {"extent": "lot", "severity": "major"}, HEAD),
        ("complaint~suspected", {"suspicion": ("fake_content",)}, "regulator"),
        ("complaint~reaction", {"kind": "adr"}, "regulator"),
        ("slip~leap", {"from_level": "group", "to_level": "manager"}, HEAD),
        ("slip~disputed", {"disputed": True}, HEAD),
        ("batch_issue~suspected", {"suspicion": ("poor_dirty",)}, "regulator"),
    ],
)
def test_a_case_goes_where_its_values_send_it(name: str, values: dict[str, object], to: str) -> None:
    register, _at, key = name.partition("~")
    route = next(one for one in next(r for r in all_registers() if r.key == register).routes if one.key == key)
    assert route.to == to
    assert route.when(values)
    assert not route.when({"kind": "inquiry", "extent": "single", "severity": "minor"})


@pytest.mark.parametrize(
    ("ground", "confirmer"),
    [
        ("quality", "quality"),
        ("standard", "research"),
        ("delivery", "sales"),
        ("packing", "sales"),
        ("transport", "sales"),
    ],
)
def test_the_ground_of_a_return_decides_who_confirms_it(desk: Desk, ground: str, confirmer: str) -> None:
    assert desk.derive("goods_return", {"ground": ground})["confirmer"] == confirmer
