"""The use cases of reports: make one of a period, write its conclusion, put it on paper or in a workbook (M20, M22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from qfdesk.desk.actor import Session
from qfdesk.desk.documents import Documents, Progress
from qfdesk.desk.rights import free, needs_house
from qfdesk.desk.veil import Veil
from qfdesk.errors import ConflictError, InvalidError
from qfdesk.language import Message, _, message
from qfdesk.model.record import Record
from qfdesk.model.report import WHOLE, Conclusion, Leaf, Made, Report, Text
from qfdesk.rules import periods
from qfdesk.rules.duties import Period
from qfdesk.statistics.cases import Cases, Span, department_names
from qfdesk.statistics.reports import REPORTS
from qfdesk.store import clocks, conclusions, history
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told

LONGEST = 20_000
"""Characters of a conclusion at most."""
MANY = 2_000
"""Records from which on it is told how far a report is; fewer are counted before anybody could read it."""
_QUOTED = {"brief": "monthly_summary"}
"""A report of the whole house that quotes the conclusions of another one, department by department (D7.2)."""


class Looking:
    """Tells how far the counting of a report is, where so much is to be counted that a person waits for it."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def __call__(self, count: int) -> None:
        self._done = min(self._done + count, self._total)
        if self._total >= MANY:
            self._progress(self._done, self._total)


class Reporting:
    """Reports from the records. Their figures are counted anew each time; only the conclusions are kept."""

    def __init__(self, store: Store, session: Session, veil: Veil, documents: Documents) -> None:
        self.store, self.session, self.veil, self.documents = store, session, veil, documents

    @free
    def known(self) -> tuple[Report, ...]:
        """Every report there is."""
        return tuple(report for report, _make in REPORTS.values())

    @free
    def version(self) -> int:
        """A number that grows with every change of the ledger; a report made under another one may be old."""
        with told():
            return self.store.version()

    @free
    def report(self, key: str) -> Report:
        """A report by its key. Raises InvalidError."""
        if key not in REPORTS:
            raise InvalidError(_("There is no report “{key}”; see “report --list”"), key=key[:40])
        return REPORTS[key][0]

    @free
    def period(self, key: str, text: str) -> Period:
        """The period that a text names (2026-11, 2026-Q4, 2026), if the report is made for it. Raises InvalidError."""
        found, report = periods.named(text), self.report(key)
        if found is None:
            raise InvalidError(
                _("“{text}” is no period; write a month as 2026-11, a quarter as 2026-Q4, a year as 2026"),
                text=text[:20],
            )
        if periods.length(found) not in report.every:
            raise InvalidError(
                _("“{title}” is not made for {period}; give one of: {kinds}"),
                title=message(report.title),
                period=found.key,
                kinds=periods.kinds(report.every),
            )
        return found

    @needs_house("report")
    def make(self, key: str, text: str, department: str = "", progress: Progress | None = None) -> Made:
        """The report of a period, of one department where it is named. Raises InvalidError.

        A register the person may not read is left out; who may not see personal data sees it masked, and nobody sees
        in a report what is sealed. ``progress``: told how far it is where there is much to count; may raise Cancelled.
        """
        report, period = self.report(key), self.period(key, text)
        span = Span(period, self.session.now())
        if span.since > span.now:
            raise InvalidError(_("{period} has not begun yet; choose a period up to today"), period=period.key)
        with told():
            written = conclusions.newest(key, period.key)
            cases = self._cases(report)
            if progress is not None:
                cases.looked = Looking(cases.to_look_at(span), progress)
            leaves = [self._concluded(leaf, written) for leaf in REPORTS[key][1](cases, span)]
        if key in _QUOTED:
            leaves = [self._quoting(leaf, _QUOTED[key], period) for leaf in leaves]
        if report.by_department and department:
            leaves = [leaf for leaf in leaves if leaf.department and leaf.department.text == department]
            if not leaves:
                raise InvalidError(
                    _("No department “{name}” has anything in {period}"), name=department[:40], period=period.key
                )
        return Made(report, period, span.state_at, span.over, tuple(leaves))

    def _cases(self, report: Report) -> Cases:
        entries = self.store.entries
        readable = self.session.readable()
        registers = {key: e for key, e in entries.items() if key in readable and issubclass(e, Record)}

        def seen(register: str, rows: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
            return self.veil.rows(register, rows, self.veil.sight_in_files(register, masked=report.outward))

        return Cases(registers, clocks.timetable(), seen)

    @staticmethod
    def _concluded(leaf: Leaf, written: Mapping[int, Conclusion]) -> Leaf:
        return replace(leaf, conclusion=written.get(leaf.place, Conclusion()).text)

    def _quoting(self, leaf: Leaf, key: str, period: Period) -> Leaf:
        """A page with what the departments concluded."""
        with told():
            written = conclusions.newest(key, period.key)
            names = department_names()
        lines: list[Message | str] = [
            message(_("{name}: {text}"), name=names[number], text=one.text)
            for number, one in sorted(written.items())
            if one.text and number in names
        ]
        quoted = Text(message(_("From the departments' summaries")), tuple(lines))
        return replace(leaf, parts=(leaf.parts[0], quoted, *leaf.parts[1:])) if lines else leaf

    # conclusions

    @needs_house("report")
    def conclusion(self, key: str, text: str, place: int = WHOLE) -> Conclusion:
        """What was written as the conclusion of a report of a period; ``place``: of which page (``Leaf.place``)."""
        with told():
            return conclusions.newest(key, self.period(key, text).key).get(place, Conclusion())

    @needs_house("report")
    def conclude(
        self, key: str, text: str, words: str, place: int = WHOLE, version: int | None = None
    ) -> Conclusion:
        """Writes the conclusion of a report of a period; the earlier ones stay, and the history has a line.

        ``version``: of the one it was made from. Raises ConflictError when somebody wrote another meanwhile.
        """
        period, words = self.period(key, text), words.strip()
        if len(words) > LONGEST:
            raise InvalidError(_("The conclusion is longer than {n} characters; shorten it"), n=LONGEST)
        with self.store.change():
            before = conclusions.newest(key, period.key).get(place, Conclusion())
            if version is not None and version != before.version:
                raise ConflictError(
                    _("{who} has written another conclusion meanwhile; read it before you write yours"),
                    {"conclusion": before.text},
                    {"conclusion": words},
                    who=before.who,
                )
            if words != before.text:
                where = (key, period.key, place)
                conclusions.write(self.store, self.session.act("conclude"), where, words, before)
        return self.conclusion(key, text, place)

    # files

    @needs_house("report")
    def print(self, made: Made, out: Path, lang: str | None = None, *, looked_at: bool = False) -> Path:
        """Puts a report on paper. ``looked_at``: only shown so far, so that the history has no line of it."""
        from qfdesk.paper.reports import print_report

        done = print_report(made, self.documents.house(), out, self.documents.paper_lang(lang))
        if not looked_at:
            self.note(made, out.name)
        return done

    @needs_house("report")
    def export(self, made: Made, out: Path, lang: str | None = None, progress: Progress | None = None) -> Path:
        """Puts a report into a workbook, its charts with it."""
        from qfdesk.excel.reports import export_report

        done = export_report(made, self.documents.house(), out, self.documents.paper_lang(lang), progress)
        self.note(made, out.name)
        return done

    @needs_house("report")
    def note(self, made: Made, name: str) -> None:
        """Writes into the history that a report was put out."""
        with self.store.change():
            what = f"{made.report.key} {made.period.key}"
            history.write(self.store, self.session.act("report"), history.HOUSE_LINE, [(what, "", name)])
