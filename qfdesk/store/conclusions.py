"""The conclusions written for reports: every version stays, and the history says when each was written."""

from __future__ import annotations

import hashlib

from qfdesk.model.ledger import ReportText
from qfdesk.model.report import Conclusion
from qfdesk.store import history
from qfdesk.store.history import Act
from qfdesk.store.ledger import Store


def newest(report: str, period: str) -> dict[int, Conclusion]:
    """{department: its conclusion}, 0 for the whole house."""
    rows = ReportText.select().where((ReportText.report == report) & (ReportText.period == period))
    ordered = rows.order_by(ReportText.version)
    return {row.department: Conclusion(row.text, row.version, row.at, row.who) for row in ordered}


def write(store: Store, act: Act, place: tuple[str, str, int], text: str, before: Conclusion) -> None:
    """Adds a version and its line of the history, which holds the text's mark. Inside a transaction only."""
    report, period, department = place
    version = before.version + 1
    ReportText.insert(
        report=report, period=period, department=department, version=version, text=text, at=act.at, who=act.who
    ).execute()
    what = " ".join((report, period, *([str(department)] if department else ())))
    change = (what, _mark(before.version, before.text), _mark(version, text))
    history.write(store, act, history.HOUSE_LINE, [change])


def _mark(version: int, text: str) -> str:
    """What the history keeps of a text that may name people: its version and the beginning of its hash."""
    return f"{version} {hashlib.sha256(text.encode()).hexdigest()[:16]}" if version else ""
