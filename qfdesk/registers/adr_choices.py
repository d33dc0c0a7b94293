"""The lists of 药品不良反应/事件报告表, in the words of the form (form 10; regulation 3.4)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.fields import LineColumn

REPORT_KINDS = {"first": _("First report"), "follow": _("Follow-up report")}
KINDS = {"new": _p("adr", "New"), "serious": _p("adr", "Serious"), "ordinary": _p("adr", "Ordinary")}
UNIT_CATEGORIES = {
    "medical": _("Medical institution"),
    "trader": _("Drug trader"),
    "maker": _p("adr", "Manufacturer"),
    "person": _("Individual"),
    "other": _("Other"),
}
YES_NO_UNKNOWN = {"yes": _p("history", "Yes"), "no": _p("history", "No"), "unknown": _p("history", "Unknown")}
RELEVANT = {
    "smoking": _("Smoking"),
    "drinking": _("Drinking"),
    "pregnancy": _("Pregnancy"),
    "liver": _("Liver disease"),
    "kidney": _("Kidney disease"),
    "allergy": _("Allergies"),
    "other": _("Other"),
}
DRUG_ROLES = {"suspect": _p("drug", "Suspect"), "concomitant": _p("drug", "Concomitant")}
DRUG_ACTIONS = {
    "stopped": _("Drug stopped"),
    "reduced": _("Dose reduced"),
    "raised": _("Dose raised"),
    "same": _("Dose unchanged"),
    "unknown": _p("drug", "Unknown"),
    "none": _p("drug", "Does not apply"),
}
OUTCOMES = {
    "cured": _p("outcome", "Recovered"),
    "better": _("Better"),
    "same": _("Not better"),
    "unknown": _p("outcome", "Unknown"),
    "sequela": _("With after-effects"),
    "death": _("Death"),
}
DECHALLENGE = {
    "yes": _p("reaction", "Yes"),
    "no": _p("reaction", "No"),
    "unclear": _p("reaction", "Unclear"),
    "not_stopped": _("Neither stopped nor reduced"),
}
RECHALLENGE = {
    "yes": _p("reaction", "Yes"),
    "no": _p("reaction", "No"),
    "unclear": _p("reaction", "Unclear"),
    "not_used": _("Not used again"),
}
EFFECTS = {
    "none": _("Not noticeable"),
    "longer": _("Illness lasted longer"),
    "worse": _("Illness grew worse"),
    "sequela": _("Led to after-effects"),
    "death": _("Led to death"),
}
CAUSALITY = {
    "certain": _("Certain"),
    "probable": _("Probable"),
    "possible": _("Possible"),
    "unlikely": _("Unlikely"),
    "open": _("To be assessed"),
    "impossible": _("Cannot be assessed"),
}
SERIOUSNESS = {
    "death": _("Caused death"),
    "life": _("Life-threatening"),
    "hospital": _("Hospital stay or a longer one"),
    "disabled": _("Lasting or marked disability or loss of function"),
    "congenital": _("Congenital anomaly or birth defect"),
    "other": _("Another important medical event"),
}
JOBS = {"doctor": _("Doctor"), "pharmacist": _("Pharmacist"), "nurse": _("Nurse"), "other": _("Other")}
INFO_SOURCES = {
    "medical": _("Medical institution"),
    "trader": _("Drug trader"),
    "person": _("Individual"),
    "literature": _("Literature"),
    "study": _("Study after marketing"),
    "other": _("Other"),
}
VALIDITY = {"valid": _("All four there"), "invalid": _("Not all there yet")}
DRUG_COLUMNS = (
    LineColumn("role", _("Suspect or concomitant"), "choice", DRUG_ROLES, 52),
    LineColumn("approval", _("Approval number"), width=150),
    LineColumn("trade_name", _("Trade name"), width=70),
    LineColumn("name", _("Generic name (with dosage form)"), width=102),
    LineColumn("maker", _("Manufacturer"), width=116),
    LineColumn("batch", _p("drug", "Batch number"), width=74),
    LineColumn("usage", _("Dose, route, times a day"), width=98),
    LineColumn("period", _("Used from and until"), width=88),
    LineColumn("reason", _("Used for"), width=76),
)
FOLLOW_COLUMNS = (
    LineColumn("at", _("When"), "moment", width=130),
    LineColumn("learned", _("What was learned"), "memo", width=320),
    LineColumn("reported", _p("adr", "Reported on"), "date", width=100),
)
CASE_COLUMNS = (
    LineColumn("person", _p("person", "Name"), width=92),
    LineColumn("sex", _("Sex"), "choice", {"male": _("Male"), "female": _("Female")}, 52),
    LineColumn("age", _("Age"), width=52),
    LineColumn("usage", _("Usage and dose"), width=116),
    LineColumn("used", _("Time of use"), width=104),
    LineColumn("began", _("Time of the reaction"), width=104),
    LineColumn("seen", _("Signs of the reaction"), width=168),
    LineColumn("outcome", _p("adr", "Outcome"), "choice", OUTCOMES, 60),
)
