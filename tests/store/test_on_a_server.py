"""The same promises on PostgreSQL, for a shop with several PCs."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playhouse.migrations import Runner

pytest.importorskip("psycopg")

from qfdesk.app import make_desk, open_desk
from qfdesk.desk import Desk
from qfdesk.desk.sample import make_sample
from qfdesk.errors import DeskError, SurroundingsError
from qfdesk.model.audit import AuditQuery
from qfdesk.model.values import Query
from qfdesk.store import postgres, schema
from qfdesk.store.chain import first_broken
from qfdesk.store.ledger import engine_for
from tests import server as servers
from tests.desk.test_accounts import (  # noqa: F401
    house,
    test_a_clock_set_back_locks_nobody_out_for_ever,
    test_coming_going_and_failing_are_in_the_history,
    test_five_failures_make_everybody_wait_longer_and_longer,
    test_the_last_administrator_stays,
    test_with_the_first_password_everybody_must_prove_who_they_are,
)
from tests.desk.test_board import (  # noqa: F401
    test_a_paused_record_waits_and_is_not_overdue,
    test_a_row_says_how_often_it_was_urged,
    test_the_board_of_an_empty_ledger_is_empty,
)
from tests.desk.test_clockwork import (  # noqa: F401
    test_a_changed_term_holds_from_then_on_and_what_runs_keeps_the_version_it_began_under,
    test_a_paused_record_falls_due_later_by_the_time_it_waited,
    test_a_record_that_only_stands_still_comes_after_those_that_run,
    test_an_unknown_year_is_flagged_and_certain_once_its_table_is_imported,
    test_only_a_field_that_the_rule_names_begins_a_term_anew,
    test_what_was_met_in_time_is_judged_by_the_houses_terms_and_pauses,
)
from tests.desk.test_corrections import (  # noqa: F401
    test_a_customer_not_known_yet_is_made_when_the_correction_is_approved,
    test_a_record_has_one_open_request_at_a_time,
    test_a_record_that_was_reopened_or_corrected_meanwhile_is_not_corrected,
    test_whoever_is_alone_approves_and_the_history_says_so,
)
from tests.desk.test_duties import (  # noqa: F401
    begun,
    test_a_duty_done_names_who_when_and_what_proves_it_and_stands_in_the_history,
    test_a_duty_is_noted_once_and_taken_back_with_a_reason,
    test_the_main_customers_not_asked_this_year_stand_first,
)
from tests.desk.test_keeping import (  # noqa: F401
    test_records_and_what_belongs_to_them_go_at_once,
    test_what_is_beyond_its_term_is_told_and_nothing_is_done_by_itself,
)
from tests.desk.test_reporting import ALL as ALL_REPORTS
from tests.desk.test_reporting import (  # noqa: F401
    test_the_history_says_who_concluded_but_not_the_words,
    test_the_work_brief_quotes_what_the_departments_concluded,
)
from tests.desk.test_secrecy import as_  # noqa: F401
from tests.desk.test_two_seats import (  # noqa: F401
    cheap,
    meanwhile,
    test_a_duty_many_note_as_done_at_once_is_noted_once,
    test_a_duty_two_note_as_done_is_noted_once_and_the_second_reads_by_whom,
    test_a_file_of_a_record_closed_meanwhile_stays,
    test_a_file_two_import_at_once_is_taken_in_once_and_back_once,
    test_a_new_record_takes_over_nobody_who_was_forgotten_meanwhile,
    test_a_password_replaced_meanwhile_opens_nothing_and_is_not_put_back,
    test_a_record_voided_meanwhile_takes_no_pause_file_tie_or_urging,
    test_a_table_of_holidays_is_taken_away_once,
    test_an_account_closed_meanwhile_lets_nobody_in,
    test_an_account_two_close_is_closed_once,
    test_an_identity_is_sealed_and_opened_once,
    test_an_identity_sealed_meanwhile_is_not_unmasked,
    test_duties_changed_at_two_seats_are_both_kept,
    test_many_who_merge_crosswise_leave_one_of_each_pair,
    test_nobody_is_named_holder_of_what_was_opened_meanwhile,
    test_nothing_is_merged_into_what_was_voided_meanwhile,
    test_of_two_merged_into_each_other_one_stays,
    test_rights_given_at_two_seats_are_both_kept,
    test_rights_given_by_many_at_once_are_all_kept,
    test_somebody_two_take_in_is_taken_in_once,
    test_what_was_seen_within_a_change_taken_back_is_looked_at_anew,
    test_whoever_is_named_anew_meanwhile_is_not_forgotten,
    test_whoever_records_for_the_first_time_at_two_seats_is_one_person,
)
from tests.desk.test_urging import test_several_are_urged_together_or_not_at_all  # noqa: F401
from tests.desk.test_ways_around import (  # noqa: F401
    test_a_look_behind_a_mask_ends_when_somebody_else_sits_down,
    test_a_right_is_asked_for_however_the_register_is_named,
    test_many_who_guess_at_once_are_counted_one_by_one,
    test_naming_somebody_unknown_takes_the_right_to_keep_people,
    test_nobody_learns_a_sealed_person_by_choosing_numbers,
    test_the_words_of_a_pause_and_of_urging_are_veiled_as_the_record_is,
    test_two_who_approve_at_once_do_it_once,
    test_words_that_are_veiled_find_no_line_of_the_history,
)
from tests.invented import MORNING, Clock, change, save_one
from tests.store.test_clocks import (  # noqa: F401
    test_made_anew_it_is_what_it_was,
    test_the_index_says_what_the_records_say,
)
from tests.store.test_pages import (  # noqa: F401
    test_a_day_begins_and_ends_at_the_shops_midnight,
    test_a_new_record_stands_in_a_list_sorted_before,
    test_a_record_becomes_overdue_as_the_clock_goes,
    test_a_row_holds_what_the_record_holds,
    test_conditions_mean_what_they_say,
    test_overdue_and_person_and_void,
    test_pages_follow_each_other_without_gap_or_repeat,
    test_the_counts_beside_the_stages_are_those_of_the_lists,
    test_the_name_of_a_link_stands_for_everybody_called_so,
    test_the_nearest_due_date_stands_first_and_none_last,
)
from tests.store.test_saving import (  # noqa: F401
    test_a_batch_stands_once_but_may_be_voided_and_entered_again,
    test_a_draft_saved_twice_is_one_record,
    test_a_link_typed_as_text_finds_its_master_or_makes_it,
    test_a_name_that_two_go_by_is_not_guessed,
    test_a_newer_change_is_never_overwritten_and_both_versions_are_told,
    test_a_refused_save_uses_up_no_number,
    test_a_surrogate_half_reaches_neither_ledger_nor_search,
    test_eight_people_saving_at_once_get_numbers_of_their_own,
    test_long_rare_and_hidden_characters,
    test_many_are_saved_all_or_none,
    test_numbers_run_by_register_and_year,
    test_of_two_who_save_at_once_one_is_told,
    test_sentences_of_the_database_are_told_as_sentences,
    test_the_number_of_a_void_record_is_not_given_again,
    test_what_was_typed_after_a_lost_answer_is_saved_too,
)
from tests.test_every_register import (  # noqa: F401
    test_a_list_is_sorted_by_every_column,
    test_a_record_walks_to_its_end_and_is_then_only_read,
    test_every_changed_field_has_its_line_in_the_history,
    test_every_condition_of_a_list_can_be_asked,
    test_every_field_survives_saving,
    test_every_text_is_found_by_the_search,
    test_masters_are_found_by_name_initials_and_code,
)

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with servers.running() as url:
        yield url


@pytest.fixture(scope="session")
def pattern(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with a new ledger in it, that others are copied from."""
    name = f"qf_{uuid.uuid4().hex[:12]}"
    servers.say(server, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    make_desk(servers.named(server, name), tmp_path_factory.mktemp("pg"), "王芳", Clock(MORNING)).close()
    yield name
    servers.say(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copied(server: str, pattern: str) -> Iterator[str]:
    """A database of its own, made after another one; its name."""
    name = f"qf_{uuid.uuid4().hex[:12]}"
    servers.say(server, f"CREATE DATABASE {name} TEMPLATE {pattern}")
    yield name
    servers.say(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def year_pattern(server: str, pattern: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with a year of sample data, played once."""
    with copied(server, pattern) as name:
        clock = Clock(MORNING.replace(hour=14))
        desk = open_desk(servers.named(server, name), tmp_path_factory.mktemp("pg-year"), "王芳", clock)
        make_sample(desk, 60, MORNING.date())
        desk.close()
        yield name


@pytest.fixture
def place(server: str, pattern: str) -> Iterator[str]:
    with copied(server, pattern) as name:
        yield servers.named(server, name)


@pytest.fixture
def desk(place: str, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """王芳 at a new ledger on the server."""
    desk = open_desk(place, tmp_path / "profile", "王芳", clock)
    yield desk
    desk.close()


@pytest.fixture
def year(server: str, year_pattern: str, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A year of sample data on the server."""
    clock.now = MORNING.replace(hour=14)
    with copied(server, year_pattern) as name:
        desk = open_desk(servers.named(server, name), tmp_path / "profile", "王芳", clock)
        yield desk
        desk.close()


def test_the_schema_is_what_the_models_say(desk: Desk) -> None:
    assert not schema.differences(desk.store.engine, desk.store.entries.values())
    assert desk.wrong() == []


def one_more_step(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    """A step that can be taken only once."""
    steps = folder / "steps"
    shutil.copytree(schema.FOLDER, steps, ignore=shutil.ignore_patterns("__pycache__"))
    text = "def up(migrator, db):\n    db.execute_sql('ALTER TABLE visit ADD COLUMN colour TEXT')\n"
    (steps / "0900_colour.py").write_text(text + more, encoding="utf-8")
    monkeypatch.setattr(schema, "FOLDER", steps)


def test_of_two_programs_one_brings_the_ledger_up_to_date_and_the_other_finds_it_so(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_more_step(tmp_path, monkeypatch)
    both, look, looked = threading.Barrier(2, timeout=30), Runner.status, threading.local()
    seen: list[bool] = []

    def status(runner: Runner) -> Any:
        found = look(runner)
        seen.append(any(step.applied is None for step in found))
        if not hasattr(looked, "once"):
            looked.once = both.wait()  # neither begins before both have seen that a step is missing
        return found

    monkeypatch.setattr(Runner, "status", status)

    def program() -> None:
        engine = engine_for(place)
        schema.bring_up_to_date(engine)
        engine.db.close()

    with ThreadPoolExecutor(2) as programs:
        for done in [programs.submit(program) for _program in range(2)]:
            done.result(60)
    assert seen == [True, True, True, True, False]
    monkeypatch.undo()
    engine = engine_for(place)
    assert "colour" in [column.name for column in engine.db.get_columns("visit")]
    engine.db.close()


def test_a_step_that_fails_changes_nothing_there_either(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_more_step(tmp_path, monkeypatch, "    raise RuntimeError('half-way')\n")
    for _time in range(2):
        with pytest.raises(SurroundingsError, match=r"\(half-way\); nothing in it was changed"):
            open_desk(place, tmp_path / "profile", "王芳")
    engine = engine_for(place)
    assert "colour" not in [column.name for column in engine.db.get_columns("visit")]
    engine.db.close()


def test_the_history_is_guarded_and_chained(desk: Desk) -> None:
    saved = save_one(desk, "complaint")
    change(desk, saved, story="改了")
    texts = ("UPDATE history_text SET text = 'x'", "DELETE FROM history_text")
    for statement in ("UPDATE history SET after = 'x'", "DELETE FROM history", *texts):
        with pytest.raises(Exception, match="only ever added to"):
            desk.store.db.execute_sql(statement)
        desk.store.db.rollback()
    assert first_broken() is None


def test_a_person_is_masked_there_too(desk: Desk) -> None:
    saved = save_one(desk, "complaint", contact_name="赵六六", story="赵六六说坏了")
    change(desk, saved, "赵六六更正", contact_phone="13812345678")
    desk.void("complaint", saved.id, desk.open("complaint", saved.id).revision, "录重")
    desk.forgetting.forget("complaint", saved.id, "本人来信要求")
    assert desk.open("complaint", saved.id).values["story"] == "赵**说坏了"
    assert [line.reason for line in desk.audit.lines(AuditQuery(text="更正"))] == ["赵**更正"]
    assert desk.find("赵六六") == []
    assert desk.wrong() == []


def test_a_second_ledger_is_not_made_over_the_first(place: str, tmp_path: Path) -> None:
    first = open_desk(place, tmp_path, "王芳")
    save_one(first, "complaint", story="第一件")
    first.close()
    with pytest.raises(SurroundingsError, match="There is a ledger in"):
        make_desk(place, tmp_path, "王芳")
    again = open_desk(place, tmp_path, "王芳")
    assert again.find("第一件")
    again.close()


def test_an_empty_database_or_a_silent_server_is_told(server: str, tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="There is no ledger in"):
        open_desk(server, tmp_path, "王芳")
    with pytest.raises(SurroundingsError, match="The database cannot be reached"):
        open_desk("postgresql://qfdesk@127.0.0.1:9/none", tmp_path, "王芳")


def test_a_connection_that_was_cut_is_told_and_the_next_save_works(desk: Desk, server: str) -> None:
    save_one(desk, "complaint")
    draft = desk.blank("complaint")
    draft.values["story"] = "断线时"
    servers.say(
        server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{desk.store.db.database}'"
    )
    with pytest.raises(SurroundingsError, match="The database cannot be reached, nothing was saved"):
        desk.save(draft)
    assert desk.save(draft).title == "TS-2026-0002"
    assert desk.count(Query("complaint")) == 2


@contextmanager
def another_who_writes(place: str) -> Iterator[None]:
    """A program of another seat that writes and does not come to an end."""
    import psycopg

    with psycopg.connect(place) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (postgres._LOCK,))
        watch = threading.Timer(20, other.close)  # whoever waits longer than that waits for ever
        watch.start()
        yield
        watch.cancel()


def test_nobody_waits_for_ever_for_another_who_writes(desk: Desk, place: str) -> None:
    """Neither after an error, nor on the connection of a job, nor on one made anew."""
    desk.wait_at_most(0.2)
    told: list[str] = []

    def save() -> None:
        try:
            save_one(desk, "complaint")
        except DeskError as error:
            told.append(error.say("en"))

    def job() -> None:
        save()
        desk.let_go()

    with another_who_writes(place):
        for _again in range(3):
            save()
        one = threading.Thread(target=job)
        one.start()
        one.join()
        desk.let_go()
        save()
    busy = "Another program is writing to the ledger and does not finish; wait a moment, then try again"
    assert told == [busy] * 5
    assert save_one(desk, "complaint").title == "TS-2026-0001"


def test_a_seat_that_was_told_nothing_waits_as_long_as_with_a_file(desk: Desk) -> None:
    for _connection in range(2):
        assert desk.store.db.execute_sql("SHOW lock_timeout").fetchone() == ("10s",)
        desk.let_go()


def test_searching_and_the_board(year: Desk) -> None:
    assert year.find("药")
    assert year.find("50%") == [] or all("50%" in hit.around for hit in year.find("50%"))
    board = year.board()
    assert len(board.overdue) + len(board.today) + len(board.week) > 0
    assert year.wrong() == []


def test_every_report_is_made_there(year: Desk) -> None:
    made = {key: year.reporting.make(key, period) for key, period in ALL_REPORTS}
    october = Query("complaint", since=dt.date(2026, 10, 1), until=dt.date(2026, 10, 31))
    assert made["brief"].table("kinds").rows[0][1] == year.count(october)
    assert made["brief"].table("departments").total[1:] == made["brief"].table("kinds").total[1:]
