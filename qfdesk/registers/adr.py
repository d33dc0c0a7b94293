"""The register of adverse drug reactions: what a patient suffered, reported to the authority in time."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import REGULATOR, Deadline, Follow, Move, Route, Section, Stage, by_law
from qfdesk.model.fields import (
    PERSONAL,
    Choice,
    Choices,
    Code,
    Date,
    Flag,
    Lines,
    Link,
    Memo,
    Moment,
    Number,
    Quantity,
    Text,
)
from qfdesk.model.masters import Batch, Operator, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.registers import adr_choices as lists
from qfdesk.registers import choices as of
from qfdesk.registers.adr_papers import LEDGERS, PAPERS
from qfdesk.rules import reactions as rules
from qfdesk.rules.due import Term
from qfdesk.rules.posts import REACTIONS
from qfdesk.rules.rights import CLERK, HANDLER, HEAD, QUALITY

REPORT = Section("report", _p("section", "Report"))
PATIENT = Section("patient", _p("section", "Patient"))
DRUG = Section("drug", _("Suspect drug and others used"))
REACTION = Section("reaction", _p("section", "Reaction"))
ASSESS = Section("assess", _("Assessment"))
REPORTER = Section("reporter", _("Reporter and unit"))
GROUP = Section("group", _("Group event"))
SENT = Section("sent", _("Reporting and follow-up"))


class Adr(Record):
    """药品不良反应/事件: every suspected reaction is recorded and reported (D5.2, D15.2, D17.4, D17.5; M17).

    The fields are those of 药品不良反应/事件报告表. The clock runs from the day it was learned of: a death at once, new
    or serious within 15 days, others within 30 (办法 Art. 21); no report leaves without its four elements.
    """

    key, label, prefix, order, tab = "adr", _("Adverse reactions"), "BL", 230, _("Regulatory")
    kept_by = (REACTIONS,)
    new_label = _("New reaction report")
    sections = (REPORT, PATIENT, DRUG, REACTION, ASSESS, REPORTER, GROUP, SENT, FILING)
    columns = ("number", "received_at", "product", "batch", "reaction_name", "stage", "due")

    received_at = Moment(_("Learned of at"), section=REPORT, required=True, past=True, width=96, help=_("The time limits count from here"))
    report_kind = Choice(_("First or follow-up"), lists.REPORT_KINDS, section=REPORT, default="first")
    report_code = Code(_("Report code"), section=REPORT, chinese=True, searched=True, help=_("The code the national reporting system gives"))
    kinds = Choices(_("Report type"), lists.KINDS, section=REPORT, help=_("New: not in the leaflet, or graver or more frequent than the leaflet says"))
    unit_category = Choice(_("Kind of reporting unit"), lists.UNIT_CATEGORIES, section=REPORT, default="trader")
    channel = Choice(_("Channel"), of.CHANNELS, section=REPORT)
    customer = Link(Party, _("Brought by"), section=REPORT, searched=True, secret=PERSONAL)

    patient_name = Text(_("Patient"), section=PATIENT, searched=True, secret=PERSONAL, help=_("Initials or “unknown” where the name may not be known"))
    sex = Choice(_("Sex"), of.SEXES, section=PATIENT, secret=PERSONAL)
    born_on = Date(_("Born on"), section=PATIENT, past=True, secret=PERSONAL)
    age = Number(_("Age"), section=PATIENT, secret=PERSONAL, unit=_("years"))
    nation = Text(_("Ethnic group"), section=PATIENT, suggest=True, secret=PERSONAL)
    weight = Quantity(_("Weight (kg)"), section=PATIENT, secret=PERSONAL)
    patient_contact = Code(_("Patient's contact"), section=PATIENT, secret=PERSONAL, chinese=True)
    disease = Text(_("Illness treated"), section=PATIENT, secret=PERSONAL)
    hospital = Text(_("Hospital"), section=PATIENT, suggest=True)
    case_number = Code(_("Case number"), section=PATIENT, secret=PERSONAL, chinese=True)
    past_adr = Choice(_("Earlier drug reactions"), lists.YES_NO_UNKNOWN, section=PATIENT, secret=PERSONAL)
    past_adr_text = Text(_("Which earlier reactions"), section=PATIENT, secret=PERSONAL)
    family_adr = Choice(_("Drug reactions in the family"), lists.YES_NO_UNKNOWN, section=PATIENT, secret=PERSONAL)
    family_adr_text = Text(_("Which reactions in the family"), section=PATIENT, secret=PERSONAL)
    relevant = Choices(_("Relevant history"), lists.RELEVANT, section=PATIENT, secret=PERSONAL)
    relevant_text = Text(_("More of the history"), section=PATIENT, secret=PERSONAL, wide=True)

    product = Link(Product, _("Product"), section=DRUG, required=True, searched=True, width=130)
    batch = Link(Batch, _("Batch number"), section=DRUG, searched=True, width=90)
    product_role = Choice(_("Suspect or concomitant"), lists.DRUG_ROLES, section=DRUG, default="suspect")
    dose = Text(_("Dose"), section=DRUG, help=_("How much at a time"))
    route = Text(_p("drug", "Route"), section=DRUG, suggest=True, help=_("By mouth, injected, on the skin"))
    frequency = Text(_("Frequency"), section=DRUG, help=_("How often a day"))
    usage = Text(_("Usage and dose"), section=DRUG, system=True, limit=0)
    use_from = Date(_("Used from"), section=DRUG, past=True)
    use_until = Date(_("Used until"), section=DRUG, past=True)
    use_period = Text(_("Time of use"), section=DRUG, system=True)
    use_reason = Text(_("Used for"), section=DRUG, secret=PERSONAL)
    drug_action = Choice(_("What was done with the drug"), lists.DRUG_ACTIONS, section=DRUG)
    monitored = Flag(_("Monitored drug"), section=DRUG, help=_("In its monitoring period, or imported for less than 5 years: every reaction is reported"))
    drugs = Lines(_("Further drugs"), lists.DRUG_COLUMNS, section=DRUG, help=_("Other suspect drugs and those used at the same time"))

    reaction_name = Text(_("Reaction"), section=REACTION, searched=True, width=120, help=_("The reaction's medical name, such as a rash or a drug fever"))
    occurred_on = Date(_("Happened on"), section=REACTION, past=True)
    story = Memo(_("What happened and what was done"), section=REACTION, required=True, secret=PERSONAL, help=_("Symptoms, signs, tests, and the treatment"))
    seriousness = Choices(_("Signs of a serious reaction"), lists.SERIOUSNESS, section=REACTION)
    outcome = Choice(_p("adr", "Outcome"), lists.OUTCOMES, section=REACTION)
    sequela = Text(_("After-effects"), section=REACTION, shown_if=("outcome", ("sequela",)))
    death_cause = Text(_("Direct cause of death"), section=REACTION, shown_if=("outcome", ("death",)))
    died_on = Date(_("Died on"), section=REACTION, past=True, shown_if=("outcome", ("death",)))

    dechallenge = Choice(_("Gone or milder after stopping or reducing"), lists.DECHALLENGE, section=ASSESS)
    rechallenge = Choice(_("Again when the drug was used again"), lists.RECHALLENGE, section=ASSESS)
    effect_on_disease = Choice(_("Effect on the illness treated"), lists.EFFECTS, section=ASSESS)
    causality_reporter = Choice(_("Reporter's assessment"), lists.CAUSALITY, section=ASSESS)
    causality_unit = Choice(_("Unit's assessment"), lists.CAUSALITY, section=ASSESS)
    same_batch = Memo(_("Same batch checked"), section=ASSESS, help=_("Stock, sold goods and other cases of the same batch (D16.6)"))
    validity = Choice(_("Four elements"), lists.VALIDITY, section=ASSESS, system=True, help=_("Patient, reporter, suspect drug, reaction: a report is valid only with all four"))

    reporter_name = Text(_p("adr", "Reporter"), section=REPORTER, secret=PERSONAL, searched=True)
    reporter_job = Choice(_("Reporter's profession"), lists.JOBS, section=REPORTER, default="pharmacist")
    reporter_phone = Code(_("Reporter's phone"), section=REPORTER, secret=PERSONAL)
    reporter_email = Code(_("E-mail"), section=REPORTER, secret=PERSONAL)
    unit_name = Text(_("Reporting unit"), section=REPORTER, suggest=True, wide=True)
    unit_contact = Text(_("Unit's contact person"), section=REPORTER, suggest=True)
    unit_phone = Code(_("Unit's phone"), section=REPORTER)
    info_source = Choice(_("Source of the information"), lists.INFO_SOURCES, section=REPORTER, help=_("Filled in by manufacturers"))
    remark = Text(_("Remark"), section=REPORTER, wide=True)

    group_event = Flag(_("Several persons by the same drug"), section=GROUP, help=_("Told at once by telephone or fax, then on the group form"))
    group_place = Text(_("Place of the event"), section=GROUP)
    group_unit = Text(_("Unit that used the drug"), section=GROUP)
    group_users = Number(_("Persons who used the drug"), section=GROUP)
    group_ill = Number(_("Persons with a reaction"), section=GROUP)
    group_serious = Number(_("Of them serious"), section=GROUP)
    group_deaths = Number(_("Of them died"), section=GROUP)
    group_first_use = Date(_("First case used the drug on"), section=GROUP, past=True)
    group_first_case = Date(_("First case fell ill on"), section=GROUP, past=True)
    group_cases = Lines(_("Persons concerned"), lists.CASE_COLUMNS, section=GROUP, secret=PERSONAL)
    group_told_at = Moment(_("Authorities told at"), section=GROUP, past=True, help=_("By telephone or fax"))
    group_cause = Memo(_("Possible cause"), section=GROUP)

    reported_at = Moment(_("Reported at"), section=SENT, past=True)
    reported_by = Link(Operator, _p("adr", "Reported by"), section=SENT, system=True)
    reported_to = Text(_("Reported to"), section=SENT, suggest=True)
    holder_told_at = Moment(_("Authorisation holder told at"), section=SENT, past=True)
    follow_by = Date(_("Ask again by"), section=SENT, help=_("When the patient is asked how it went on"))
    news_on = Date(_("News learned on"), section=SENT, past=True, help=_("When the unit last learned more of the case; it is reported promptly"))
    follow_reports = Lines(_("Follow-up reports"), lists.FOLLOW_COLUMNS, section=SENT)
    followed_at = Moment(_("Last follow-up reported at"), section=SENT, system=True)
    investigated_at = Moment(_("Death investigated at"), section=SENT, past=True, help=_("A manufacturer's duty, within 15 days"))
    measures = Choices(_("Measures"), of.MEASURES, section=SENT)
    result = Memo(_("Result"), section=SENT, help=_("What the authority said and what was done"))
    internal_note = Memo(_("Internal note"), section=FILING, internal=True)

    derives = (rules.derive_reaction,)
    checks = (rules.check_reaction,)
    warnings = (rules.warn_reaction,)
    stages = (
        Stage(
            "received",
            _("To assess"),
            _p("step", "Record"),
            "warn",
            (
                Move("assess", _("Assess"), "assessed", ("kinds", "reaction_name", "occurred_on", "outcome", "dechallenge", "rechallenge", "effect_on_disease", "reporter_name", "causality_reporter"), rule="D17.4", by=(QUALITY, HANDLER, HEAD)),
                Move("report_at_once", _("Report at once"), "reported", ("kinds", "reaction_name", "patient_name", "reporter_name", "unit_name"), {"reported_at": "now", "reported_by": "user"}, guard=rules.may_report_at_once, rule="D17.5", by=(CLERK, QUALITY, HANDLER, HEAD)),
                Move("decline", _("No drug reaction"), "closed", ("result",), {"closed_at": "now", "closed_by": "user"}, reason=True, rule="D8.3", by=(QUALITY, HEAD)),
            ),
        ),
        Stage(
            "assessed",
            _("To report"),
            _p("step", "Assess"),
            "info",
            (
                Move("report", _("Reported"), "reported", ("patient_name", "death_cause", "died_on", "causality_unit", "unit_name", "reported_to"), {"reported_at": "now", "reported_by": "user"}, guard=rules.may_report, rule="D17.5", by=(QUALITY, HEAD)),
                Move("return", _("Back to assessing"), "received", reason=True, back=True),
            ),
        ),
        Stage(
            "reported",
            _("Reported, in follow-up"),
            _p("step", "Report"),
            "info",
            (
                Move("close", _("Close the report"), "closed", ("report_code", "result"), {"closed_at": "now", "closed_by": "user"}, guard=rules.may_close, rule="D17.4", by=(QUALITY, HEAD)),
                Move("follow", _("Follow-up reported"), "reported", ("news_on", "follow_reports"), {"followed_at": "now"}, rule="D17.5", by=(CLERK, QUALITY, HANDLER, HEAD)),
            ),
            waiting=True,
        ),
        Stage(
            "closed",
            _("Closed"),
            _p("step", "Close"),
            "ok",
            (Move("reopen", _("Reopen"), "reported", (), clears=("closed_at", "closed_by"), reason=True, back=True, rule="D17.5", by=(QUALITY, HEAD)),),
            final=True,
        ),
    )
    deadlines = (
        by_law("adr.death", "death", "received_at", "reported_at", rules.is_death),
        by_law("adr.serious", "grave", "received_at", "reported_at", rules.is_grave),
        by_law("adr.other", "other", "received_at", "reported_at", rules.is_other),
        by_law("adr.group", "group", "received_at", "group_told_at", rules.is_group),
        by_law("adr.death_investigation", "investigate", "received_at", "investigated_at", rules.is_makers_death),
        by_law("adr.follow", "news", "news_on", "closed_at", rules.has_news),
        Deadline("follow", _("Ask the patient again"), "follow_by", Term(days=0), "closed_at", "D17.4"),
    )
    routes = (
        Route("reaction", _("Suspected adverse reaction"), REGULATOR, rules.is_any, "D17.5", "reported_at"),
        Route("group", _("Group event: tell at once"), REGULATOR, rules.is_group, "D17.5", "group_told_at"),
        Route("death", _("A death: the responsible person is told"), HEAD, rules.is_death, "D17.4"),
    )
    papers = PAPERS
    ledgers = LEDGERS
    follows: ClassVar = (
        Follow("batch_issue", {"customer": "customer", "product": "product", "batch": "batch", "story": "story", "same_batch": "same_batch"}),
        Follow("stop_sale", {"product": "product", "batch": "batch", "story": "story"}),
        Follow("capa", {"origin_number": "number", "customer": "customer", "product": "product", "batch": "batch", "story": "story"}),
        Follow("visit", {"customer": "customer", "product": "product", "batch": "batch", "purpose": "story"}),
    )
