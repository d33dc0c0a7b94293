"""What the command line tells of persons: no more than the window does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qfdesk.app import open_desk
from qfdesk.rules.rights import AUDITOR, CLERK, FINANCE, HANDLER, QUALITY
from tests.cli.conftest import Ask
from tests.desk.secrets_of import collected, led, person
from tests.invented import save_one

WHO = {"contact_name": "欧阳明珠", "contact_phone": "13711112222", "story": "欧阳明珠（13711112222）说药片发黄"}


@pytest.fixture
def house(sample_year: Path, ledger: Path, profile: Path) -> tuple[str, ...]:
    """A year's ledger with a clerk, a handler …; gives back its secrets."""
    shutil.copyfile(sample_year / "demo.db", ledger)
    desk = open_desk(str(ledger), profile, "王芳")
    led(desk)
    for role in (CLERK, HANDLER, AUDITOR, FINANCE, QUALITY):
        person(desk, role, role)
    save_one(desk, "complaint", confidential=True, kind="report", **WHO)
    secrets = tuple(collected(desk))
    desk.close()
    return secrets


@pytest.mark.parametrize("role", [CLERK, HANDLER, AUDITOR, FINANCE])
def test_no_command_tells_a_person_to_whoever_has_not_the_right(
    ask: Ask, house: tuple[str, ...], role: str, tmp_path: Path
) -> None:
    told = []
    for key in ("complaint", "visit", "goods_return", "batch_issue", "party"):
        told.append(ask("--user", role, "list", key, "--json").out)
        told.append(ask("--user", role, "list", key).out)
    for number in ("TS-2026-0001", "TS-2026-0002"):
        told += [ask("--user", role, word, number, "--json").out for word in ("show", "history")]
        told.append(ask("--user", role, "show", number).out)
    told += [ask("--user", role, "find", word, "--json").out for word in ("药", "1", "路")]
    assert all(told)
    found = {secret: one[:80] for one in told for secret in house if secret in one}
    assert found == {}


def test_a_secret_word_finds_nothing_and_a_filter_on_one_is_refused(ask: Ask, house: tuple[str, ...]) -> None:
    assert house
    assert ask("--user", CLERK, "find", "明珠", "--json").json == []
    answer = ask("--user", CLERK, "list", "complaint", "--where", "contact_phone=13711112222", "--json")
    assert answer.status == 4
    assert ask("--user", QUALITY, "find", "明珠", "--json").json == [], "the record is sealed"


def test_one_record_is_shown_for_a_purpose(ask: Ask, house: tuple[str, ...]) -> None:
    assert house
    masked = ask("--user", CLERK, "show", "TS-2026-0001", "--json").json
    assert "contact_phone" in masked["veiled"] or "customer" in masked["veiled"]
    open_ = ask("--user", CLERK, "show", "TS-2026-0001", "--unmask", "回电话", "--json").json
    assert open_["veiled"] == []
    lines = ask("history", "TS-2026-0001", "--json").json
    assert [(line["who"], line["reason"]) for line in lines if line["act"] == "unmask"] == [(CLERK, "回电话")]
    assert ask("--user", AUDITOR, "show", "TS-2026-0001", "--unmask", "好奇").status == 4
    assert ask("--user", CLERK, "show", "TS-2026-0001", "--unmask", " ").status == 2


def test_the_sealed_stay_sealed_even_in_an_open_export(ask: Ask, house: tuple[str, ...], tmp_path: Path) -> None:
    import openpyxl

    assert house
    out = tmp_path / "a.xlsx"
    assert ask("--user", QUALITY, "export", "complaint", "-o", str(out), "--unmask").status == 0
    cells = [str(c.value) for page in openpyxl.load_workbook(out) for row in page.iter_rows() for c in row if c.value]
    assert not [cell for cell in cells if "明珠" in cell or "13711112222" in cell]
    assert ask("--user", CLERK, "export", "complaint", "-o", str(tmp_path / "b.xlsx")).status == 4
