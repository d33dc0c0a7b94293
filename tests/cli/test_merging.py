"""``merge`` on the command line."""

from __future__ import annotations

from tests.cli.conftest import Ask


def test_two_customers_of_one_name_are_merged_by_their_identity(ask: Ask) -> None:
    for phone in ("1", "2"):
        ask("add", "party", given={"name": "康宁诊所", "phone": phone})
    uids = [one["uid"] for one in ask("list", "party", "--json").json]
    done = ask("merge", f"party:{uids[0]}", f"party:{uids[1]}", "--reason", "entered twice")
    assert (done.status, done.lines[-1].endswith("is merged into 康宁诊所")) == (0, True)
    assert [one["uid"] for one in ask("list", "party", "--json").json] == [uids[0]]
    assert ask("merge", f"party:{uids[0]}", "party:none", "--reason", "x").status == 2
