"""The papers of an adverse reaction: 药品不良反应/事件报告表 as the form stands, 药品群体不良事件基本信息表, the ledger (form 10)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign

_DRUGS = Grid(
    _("Drugs"),
    "drugs",
    first={
        "role": "product_role",
        "approval": "product.approval_number",
        "trade_name": "product.trade_name",
        "name": "product.name",
        "maker": "product.maker",
        "batch": "batch",
        "usage": "usage",
        "period": "use_period",
        "reason": "use_reason",
    },
    lines=4,
)

ADR_REPORT = Paper(
    "adr_report",
    _("Adverse drug reaction/event report"),
    "QR-130",
    head=("number", "report_kind", "report_code", "kinds", "unit_category"),
    outward=True,
    parts=(
        Row((Cell(_("Patient"), ("patient_name",)), Cell(_("Sex"), ("sex",), ticks=True), Cell(_("Born on / age"), ("born_on", "age")))),
        Row(("nation", "weight", Cell(_("Contact"), ("patient_contact",)))),
        Row(("disease", "hospital", Cell(_("Case number"), ("case_number",)))),
        Row((Cell(_("Earlier drug reactions"), ("past_adr",), ticks=True), Cell(_p("adr", "Which"), ("past_adr_text",)))),
        Row((Cell(_("Drug reactions in the family"), ("family_adr",), ticks=True), Cell(_p("adr", "Which"), ("family_adr_text",)))),
        Row((Cell(_("Relevant history"), ("relevant",), 2, ticks=True), Cell(_p("adr", "Others"), ("relevant_text",), 1))),
        _DRUGS,
        Row((Cell(_("Reaction / event"), ("reaction_name",), 2), Cell(_("Happened on"), ("occurred_on",)))),
        Block(_("Course (symptoms, signs, tests) and treatment"), ("story",), (), 6),
        Row((Cell(_("Outcome of the reaction"), ("outcome",), ticks=True),)),
        Row(("sequela", "death_cause", "died_on")),
        Block(_("Stopping and using again"), ("dechallenge", "rechallenge", "effect_on_disease"), (), 3),
        Block(_("Causality: reporter"), ("causality_reporter",), (Sign(_p("adr", "Signature"), "reporter_name", "received_at"),), 1),
        Block(_("Causality: unit"), ("causality_unit",), (Sign(_p("adr", "Signature"), "reported_by", "reported_at"),), 1),
        Row((Cell(_("Reporter's phone"), ("reporter_phone",), 2), Cell(_("Reporter's profession"), ("reporter_job",), 3, ticks=True), Cell(_("E-mail"), ("reporter_email",), 2))),
        Row((Cell(_("Reporting unit"), ("unit_name",)), Cell(_("Contact person"), ("unit_contact",)), Cell(_("Phone"), ("unit_phone",)))),
        Row((Cell(_("Source of the information"), ("info_source",), 2, ticks=True), Cell(_p("adr", "Reported on"), ("reported_at",), 1))),
        Row((Cell(_("Remark"), ("remark",)),)),
    ),
)

ADR_GROUP = Paper(
    "adr_group",
    _("Group event of a drug: basic information"),
    "QR-131",
    head=("number", "received_at"),
    outward=True,
    suits=("group_event", ()),
    parts=(
        Row(("group_place", "group_unit")),
        Row(("group_users", "group_ill")),
        Row(("group_serious", "group_deaths")),
        Row(("group_first_use", "group_first_case")),
        Row((Cell(_("Suspect drug"), ("product.name",)), Cell(_("Trade name"), ("product.trade_name",)), Cell(_("Specification"), ("product.specification",)))),
        Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Approval number"), ("product.approval_number",)))),
        Row((Cell(_("Batch number"), ("batch",)), Cell(_("Usage and dose"), ("usage",)), "monitored")),
        Grid(_("Persons concerned"), "group_cases", lines=8),
        Block(_("Signs, course, treatment"), ("story",), (), 6),
        Block(_("Possible cause"), ("group_cause",), (), 3),
        Block(_("Opinion of the reporting unit"), ("result",), (Sign(_p("adr", "Reported by"), "reported_by", "reported_at"),), 3),
        Row((Cell(_("Reporting unit"), ("unit_name",), 2), Cell(_("Phone"), ("unit_phone",)))),
        Row((Cell(_p("adr", "Reporter"), ("reporter_name",)), Cell(_("Authorities told at"), ("group_told_at",)), Cell(_("Reported to"), ("reported_to",)))),
    ),
)

PAPERS = (ADR_REPORT, ADR_GROUP)

LEDGERS = (
    Ledger(
        "reactions",
        _("Ledger of adverse drug reactions"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _p("adr", "Learned on"), 11),
            LedgerColumn("product.name", _("Product"), 15),
            LedgerColumn("product.specification", _("Specification"), 11),
            LedgerColumn("product.maker", _("Manufacturer"), 16),
            LedgerColumn("batch", width=11),
            LedgerColumn("reaction_name", width=15),
            LedgerColumn("occurred_on", width=11),
            LedgerColumn("kinds", width=10),
            LedgerColumn("outcome", width=9),
            LedgerColumn("causality_unit", width=10),
            LedgerColumn("reported_at", _p("adr", "Reported on"), 11),
            LedgerColumn("report_code", width=14),
            LedgerColumn("result", width=22),
            LedgerColumn("handler", width=8),
        ),
        "QR-132",
    ),
)
