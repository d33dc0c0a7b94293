"""What happens to the ledger's file while it stands open is told in a sentence; nothing is written elsewhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from qfdesk.desk import Desk
from qfdesk.errors import SurroundingsError
from qfdesk.model.values import Query
from tests.invented import save_one


def _replace(path: Path) -> None:
    shutil.copy(path, path.with_suffix(".new"))
    os.replace(path.with_suffix(".new"), path)


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.rename(path.with_name("elsewhere.db")), _replace])
@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be taken away there")
def test_a_ledger_taken_away_while_it_stands_open_takes_no_more_records(
    desk: Desk, harm: Callable[[Path], object]
) -> None:
    save_one(desk, "complaint")
    harm(Path(desk.place))
    with pytest.raises(SurroundingsError, match="moved, deleted or replaced"):
        save_one(desk, "complaint")


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be cut there")
def test_a_ledger_emptied_while_it_stands_open_is_told_and_ends_nothing(desk: Desk) -> None:
    for _n in range(30):
        save_one(desk, "complaint")
    os.truncate(desk.place, 0)
    for act in (lambda: desk.page(Query("complaint"), 0, 10, ("story",)), lambda: save_one(desk, "complaint")):
        with pytest.raises(SurroundingsError, match="emptied|damaged|cannot be read"):
            act()
    with pytest.raises(SurroundingsError, match="emptied"):
        desk.wrong()


def test_another_program_that_does_not_finish_writing_is_told_and_saving_works_later(desk: Desk) -> None:
    desk.wait_at_most(0.01)
    other = sqlite3.connect(desk.place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    draft = desk.blank("department")
    draft.values["name"] = "质量部"
    with pytest.raises(SurroundingsError, match="Another program is writing"):
        desk.save(draft)
    other.execute("ROLLBACK")
    other.close()
    assert desk.save(draft).title == "质量部"
