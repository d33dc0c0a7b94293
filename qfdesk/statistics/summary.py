"""月度小结 of each department and 工作简报 of all (D7.2, D7.4): the month, handled or not, and what weighs."""

from __future__ import annotations

from collections.abc import Callable

from qfdesk.language import _, message
from qfdesk.model.fields import Ref
from qfdesk.model.report import BARS, Cell, Chart, Leaf, Part, Report, Table
from qfdesk.rules.duties import MONTH
from qfdesk.statistics import findings
from qfdesk.statistics.cases import Case, Cases, Span, department_names
from qfdesk.statistics.grid import Counted, Line, by_register, grid, told_moment

SUMMARY = Report(
    "monthly_summary",
    _("Monthly summary"),
    _("A page for each department: its information, what is open or overdue, problems and causes"),
    "D7.2",
    (MONTH,),
    "QR-181",
    by_department=True,
    landscape=False,
    signs=(_("Written by"), _("Head of department")),
)
BRIEF = Report(
    "brief",
    _("Work brief"),
    _("All departments: their figures and conclusions, the matters of weight, the trend"),
    "D7.2",
    (MONTH,),
    "QR-182",
    signs=(_("Compiled by"), _("Checked by"), _("General manager")),
)
NOBODY = _("No department named")


class Departments:
    """Whose the month's information is."""

    def __init__(self, cases: Cases, span: Span) -> None:
        self.cases, self.span = cases, span
        self.counted = Counted(cases, span, cases.information)
        names = department_names()
        groups = (self.counted.received, self.counted.left, self.counted.before)
        used = {cases.department(case) for group in groups for found in group.values() for case in found}
        ordered = sorted(names, key=lambda number: (names[number], number))
        self.known = [Ref(number, names[number]) for number in ordered if number in used]
        if used - names.keys():
            self.known.append(Ref(None, ""))

    def keep(self, department: Ref) -> Callable[[Case], bool]:
        """Which records are a department's; one that is no more has none."""
        ids = {one.id for one in self.known}
        if department.id is None:
            return lambda case: self.cases.department(case) not in ids - {None}
        return lambda case: self.cases.department(case) == department.id

    def cases_of(self, department: Ref) -> list[Case]:
        """The records received in the month that are a department's."""
        keep = self.keep(department)
        return [case for found in self.counted.received.values() for case in found if keep(case)]

    def open_of(self, department: Ref) -> list[Case]:
        """Its records that were open at the end, however old."""
        keep, state = self.keep(department), self.span.state_at
        groups = (self.counted.received, self.counted.left)
        return [c for g in groups for found in g.values() for c in found if keep(c) and not c.closed_at(state)]


def summaries(cases: Cases, span: Span) -> list[Leaf]:
    """A page for each department that had anything to do."""
    found = Departments(cases, span)
    return [Leaf(tuple(_of_department(found, one)), one) for one in found.known]


def _of_department(found: Departments, department: Ref) -> list[Part]:
    cases, keep = found.cases, found.keep(department)
    mine = found.cases_of(department)
    telling = [case for case in mine if case.register in findings.TELLING]
    late = [case for case in found.open_of(department) if case.key[1] in found.counted.late[case.register]]
    waiting = [case for case in found.open_of(department) if case not in late]
    parts: list[Part] = [
        by_register(found.counted, keep, least=0),
        *findings.with_chart(findings.problems(cases, telling), message(_("Pareto of problems"))),
        *findings.with_chart(findings.causes(cases, telling), message(_("Pareto of causes"))),
        findings.matters(cases, "weighty", message(_("Matters of weight")), findings.weighty(cases, mine)),
        findings.matters(cases, "overdue", message(_("Overdue")), late),
        findings.matters(cases, "open", message(_("Open, not overdue")), waiting),
    ]
    return [part for part in parts if not isinstance(part, Table) or part.rows or part.key in ("kinds", "overdue")]


def brief(cases: Cases, span: Span) -> list[Leaf]:
    """One page of the whole house."""
    trend = findings.trend(cases, cases.information, span)
    found = Departments(cases, span)
    counted = found.counted
    whole = counted.line(counted.registers)
    lines: list[tuple[Cell, Line]] = [
        (one.text or message(NOBODY), counted.line(counted.registers, found.keep(one))) for one in found.known
    ]
    title, label = message(_("Information by department")), message(_("Department"))
    received = [case for group in counted.received.values() for case in group]
    left = [case for group in (counted.received, counted.left) for rows in group.values() for case in rows]
    late = [case for case in left if not case.closed_at(span.state_at) and case.key[1] in counted.late[case.register]]
    parts: list[Part] = [
        grid("departments", title, label, lines, whole, told_moment(span)),
        Chart(BARS, message(_("Received and handled")), "departments", (1, 4)),
        by_register(counted),
        *findings.with_chart(
            findings.problems(cases, findings.telling(cases, span)), message(_("Pareto of problems"))
        ),
        findings.matters(cases, "weighty", message(_("Matters of weight")), findings.weighty(cases, received)),
        findings.matters(cases, "overdue", message(_("Overdue")), late),
        _meetings(cases, span),
        trend,
        *findings.trend_charts(trend),
    ]
    return [Leaf(tuple(parts))]


def _meetings(cases: Cases, span: Span) -> Table:
    return findings.matters(cases, "meetings", message(_("Meetings held")), cases.received("meeting", span))
