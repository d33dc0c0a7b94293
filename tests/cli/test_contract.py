"""The words that other programs rely on: field keys, commands, exit statuses. Once they work, they do not change."""

import re
from pathlib import Path

import pytest

from qfdesk.cli.commands import COMMANDS
from qfdesk.registers import all_entries, all_registers
from tests.cli.conftest import Add, Ask

EVERY = "number stage received_at recorded_by customer product batch story result closed_at"
OWN = {
    "complaint": "channel kind severity urgency reporter_type contact_name contact_phone confidential accepted_at "
    "informed_at satisfied",
    "goods_return": "ground quantity_claimed quantity_received disposal refund_amount",
    "sale": "sold_at buyer quantity price",
    "product": "name trade_name specification dosage_form maker approval_number barcode",
    "batch": "product batch_number made_on expires_on",
}
REGISTERS = (
    "complaint batch_issue visit goods_return slip accident capa stop_sale recall adr inspection notice service sale "
    "survey meeting"
)
MASTERS = "party product batch department operator"
ABOUT_GOODS = ("complaint", "batch_issue", "visit", "goods_return")


@pytest.mark.parametrize("register", ABOUT_GOODS)
def test_a_register_about_goods_has_the_common_fields(register: str) -> None:
    assert set(EVERY.split()) <= set(all_entries()[register].fields())


@pytest.mark.parametrize("entry", [key for key in OWN if key in all_entries()])
def test_an_entry_has_the_fields_promised_for_it(entry: str) -> None:
    assert set(OWN[entry].split()) <= set(all_entries()[entry].fields())


def test_no_register_has_a_key_nobody_promised() -> None:
    assert {r.key for r in all_registers()} <= set(REGISTERS.split())
    assert set(MASTERS.split()) <= set(all_entries())


def test_the_promised_commands_exist() -> None:
    promised = "init registers add show list move find due history export print backup restore check migrate"
    assert set(promised.split()) <= set(COMMANDS)


def test_registers_tells_what_a_program_needs_to_enter_and_move_records(ask: Ask) -> None:
    found = {r["key"]: r for r in ask("registers", "--json").json}
    assert set(ABOUT_GOODS) <= set(found)
    for register in found.values():
        assert {"key", "prefix", "label", "stages", "moves", "deadlines", "papers", "fields"} <= set(register)
        for field in register["fields"]:
            assert {"key", "label", "kind", "required", "choices", "section", "secrecy"} <= set(field)
    assert found["complaint"]["prefix"] == "TS"


def test_registers_speaks_the_language_asked_for(ask: Ask) -> None:
    assert "顾客" in ask("registers", lang="zh_CN").out or "投诉" in ask("registers", lang="zh_CN").out
    assert "Complaints" in ask("registers").out


def test_registers_needs_no_ledger(ask: Ask, tmp_path: Path) -> None:
    assert ask("registers", "--json", place=str(tmp_path / "nowhere" / "x.db")).status == 0


def test_numbers_are_prefix_year_and_serial(add: Add) -> None:
    first, second = add(received_at="2026-03-01"), add(received_at="2026-03-02")
    assert re.fullmatch(r"TS-2026-\d{4}", first)
    assert int(second[-4:]) == int(first[-4:]) + 1


def test_dates_in_json_are_iso_8601(ask: Ask, add: Add) -> None:
    number = add(received_at="2026年11月2日", bought_on="2026/11/1")
    shown = ask("show", number, "--json").json
    assert shown["received_at"] == "2026-11-02T00:00:00+08:00"
    assert shown["bought_on"] == "2026-11-01"


def test_a_hit_has_number_register_and_the_text_around(ask: Ask, add: Add) -> None:
    number = add(story="胶囊壳有裂纹，粉末外漏")
    (hit,) = ask("find", "裂纹", "--json").json
    assert hit["number"] == number
    assert hit["register"] == "complaint"
    assert "裂纹" in hit["around"]


def test_a_masters_name_and_version_answer(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        ask("--version")
    assert left.value.code == 0
    assert re.match(r"qfdesk \d+\.\d+", capsys.readouterr().out)
