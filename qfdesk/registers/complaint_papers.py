"""The papers of a complaint: 顾客投诉与反馈记录表, 顾客反馈处理记录表, 来信来电来访处理单, and its two ledgers (forms 3, 4, 5)."""

from __future__ import annotations

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Grid, Ledger, LedgerColumn, Paper, Row, Sign

_COPIES = (_("Quality department"), _("Handling department"))
_WHO = (
    Row((Cell(_("Complainant"), ("contact_name",), otherwise=("customer",)), Cell(_("Sex / age"), ("sex", "age")), Cell(_("Phone"), ("contact_phone",)))),
    Row((Cell(_("Unit and address"), ("customer", "contact_address"), 2, apart=("contact_name",)), "reporter_type")),
)
_WHAT = (
    Row((Cell(_("Generic name"), ("product.name",), 2), Cell(_("Specification"), ("product.specification",)))),
    Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Approval number"), ("product.approval_number",)))),
    Row((Cell(_("Batch number"), ("batch",)), Cell(_("Valid until"), ("batch.expires_on",)), Cell(_("Quantity"), ("quantity", "product.unit")))),
)

COMPLAINT_RECORD = Paper(
    "complaint_record",
    _("Customer complaint and feedback record"),
    "QR-023",
    head=("number", "received_at", "channel"),
    copies=_COPIES,
    outward=True,
    parts=(
        *_WHO,
        *_WHAT,
        Row(("bought_on", Cell(_("Dosage form"), ("product.dosage_form",)), "kind")),
        Block(_("Complaint"), ("story",), (Sign(_("Recorded by"), "recorded_by", "received_at"),), 5),
        Block(_("Complainant's wish"), ("wish",), (Sign(_("Complainant")),), 2),
        Block(_("Investigation and assessment"), ("findings", "same_batch", "cause", "truth", "severity"), (Sign(_("Quality officer"), "proposed_by", "proposed_at"),), 5),
        Block(_("Handling"), ("measures", "result"), (Sign(_("Head of quality"), "decided_by", "decided_at"),), 4),
        Block(_("Reply and follow-up"), ("reply_text", "follow_up"), (Sign(_("Handler"), "handler", "replied_at"),), 4),
        Block(_("Customer's view"), ("satisfied",), (Sign(_("Customer's signature")),), 1),
    ),
)

FEEDBACK_HANDLING = Paper(
    "feedback_handling",
    _("Customer feedback handling record"),
    "QR-024",
    head=("number", "received_at"),
    copies=_COPIES,
    outward=True,
    parts=(
        Row((Cell(_("Customer"), ("customer", "contact_name"), 2), "contact_phone")),
        Row((Cell(_("Product"), ("product",), 2), "batch")),
        Row(("kind", "severity", "urgency")),
        Row(("accepted_at", "informed_at", "promised_on")),
        Block(_("Feedback"), ("story",), (Sign(_("Recorded by"), "recorded_by", "received_at"),), 5),
        Block(_("Cause and responsibility"), ("cause", "responsible"), (Sign(_("Responsible department"), "department", "proposed_at"),), 4),
        Block(_("Corrective and preventive measures"), ("corrective", "preventive", "parallels"), (Sign(_("Handler"), "handler"),), 5),
        Block(_("Result"), ("result",), (Sign(_("Responsible person"), "decided_by", "decided_at"),), 4),
        Grid(_("Contacts with the customer"), "contacts", lines=3),
        Block(_("Customer's view"), ("satisfied", "follow_up"), (Sign(_("Closed by"), "closed_by", "closed_at"),), 2),
    ),
)

LETTER_SLIP = Paper(
    "letter_slip",
    _("Slip for letters, calls and visits"),
    "QR-031",
    head=("number", "received_at", "channel"),
    copies=(_("Keeper of the register"), _("Handling department")),
    parts=(
        Row((Cell(_("User"), ("customer", "contact_name"), 2), "contact_phone")),
        Row((Cell(_("Address"), ("contact_address",), 2), Cell(_("Registered by"), ("recorded_by",)))),
        Row((Cell(_("Product and batch"), ("product", "batch"), 2), "original_kept")),
        Block(_("Summary"), ("story",), (Sign(_("Registered by"), "recorded_by", "received_at"),), 6),
        Block(_("Proposed handling"), ("proposal",), (Sign(_("Quality officer"), "proposed_by", "proposed_at"),), 4),
        Block(_("Leader's decision"), ("leader_opinion",), (Sign(_("Leader")),), 4),
        Block(_("Handling by the department"), ("findings", "result"), (Sign(_("Handling department"), "forwarded_to", "decided_at"),), 5),
        Block(_("Answer to the user"), ("reply_text",), (Sign(_("Handler"), "handler", "replied_at"),), 4),
    ),
)

COMPLAINT_CARD = Paper(
    "complaint_card",
    _("Card of a complaint received"),
    "QR-022",
    head=("number", "received_at"),
    copies=_COPIES,
    size="A5",
    parts=(
        Row(("channel", "kind", Cell(_("Taken down by"), ("recorded_by",)))),
        Row((Cell(_("Complainant"), ("contact_name",), otherwise=("customer",)), Cell(_("Sex / age"), ("sex", "age")), Cell(_("Phone"), ("contact_phone",)))),
        Row((Cell(_("Unit and address"), ("customer", "contact_address"), 3, apart=("contact_name",)),)),
        Row((Cell(_("Product"), ("product",), 2), Cell(_("Batch number"), ("batch",)))),
        Block(_("Complaint"), ("story",), (), 4),
        Block(_("Complainant's wish"), ("wish",), (Sign(_("Complainant")),), 2),
        Block(_("Passed on to"), ("forwarded_to",), (Sign(_("Taken over by"), "", "forwarded_on"),), 1),
    ),
)

# What other departments get of a letter: the matter, not the person (D12.3).
LETTER_EXTRACT = Paper(
    "letter_extract",
    _("Extract of a letter, call or visit"),
    "QR-032",
    head=("number", "received_at"),
    copies=(_("Handling department"),),
    size="A5",
    outward=True,
    extract=True,
    parts=(
        Row((Cell(_("Product"), ("product",), 2), Cell(_("Batch number"), ("batch",)))),
        Row(("kind", "urgency", Cell(_("Answer promised for"), ("promised_on",)))),
        Block(_("Matter"), ("story",), (Sign(_("Extract by"), "recorded_by"),), 6),
        Block(_("Passed on to"), ("forwarded_to",), (Sign(_("Taken over by"), "", "forwarded_on"),), 1),
        Block(_("Handling by the department"), (), (Sign(_("Handling department")),), 5),
    ),
)

# What lies on the counter, goes with the goods or by mail; the customer fills it in (D10.1, D13.1, D17.1).
FEEDBACK_CARD = Paper(
    "feedback_card",
    _("Customer feedback slip"),
    "QR-021",
    head=("number", "received_at"),
    outward=True,
    mailed=True,
    parts=(
        Row((Cell(_("Your name"), ("contact_name",)), Cell(_("Phone"), ("contact_phone",)))),
        Row((Cell(_("Unit and address"), ("customer", "contact_address")),)),
        Block(_("You are"), ("reporter_type",), (), 2),
        Row((Cell(_("Product"), ("product.name",), 2), Cell(_("Specification"), ("product.specification",)))),
        Row((Cell(_("Manufacturer"), ("product.maker",), 2), Cell(_("Batch number"), ("batch",)))),
        Row(("bought_on", "quantity", "occurred_on")),
        Block(_("What it is about"), ("kind",), (), 2),
        Block(_("What you noticed"), ("story",), (), 7),
        Row(("look", "effect")),
        Row(("dose", "frequency", "use_period")),
        Block(_("Discomfort after use"), ("symptoms",), (), 3),
        Block(_("What you wish"), ("wish",), (Sign(_("Your signature")),), 3),
    ),
)

PAPERS = (COMPLAINT_RECORD, FEEDBACK_HANDLING, LETTER_SLIP, COMPLAINT_CARD, LETTER_EXTRACT, FEEDBACK_CARD)

LEDGERS = (
    Ledger(
        "complaints",
        _("Record of quality inquiries, complaints and services"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("customer", _("Customer or unit"), 14),
            LedgerColumn("contact_phone", _("Contact"), 13),
            LedgerColumn("story", _("Inquiry or complaint"), 30),
            LedgerColumn("product.name", _("Product"), 16),
            LedgerColumn("product.specification", _("Specification"), 12),
            LedgerColumn("batch", width=11),
            LedgerColumn("product.maker", _("Manufacturer"), 18),
            LedgerColumn("quantity", width=7),
            LedgerColumn("findings", _("Investigation"), 24),
            LedgerColumn("result", width=24),
            LedgerColumn("replied_at", _("Answered on"), 11),
            LedgerColumn("handler", width=8),
            LedgerColumn("tags", _("Remark"), 10),
        ),
        "QR-025",
    ),
    Ledger(
        "letters",
        _("Register of users' letters, calls and visits"),
        (
            LedgerColumn("number", width=14),
            LedgerColumn("received_at", _("Date"), 11),
            LedgerColumn("channel", _("Kind (letter, call, visit)"), 9),
            LedgerColumn("customer", _("User"), 14),
            LedgerColumn("contact_phone", _("Contact"), 13),
            LedgerColumn("story", _("Matter"), 32),
            LedgerColumn("forwarded_to", _p("ledger", "Passed on to"), 12),
            LedgerColumn("forwarded_on", _("Passed on on"), 11),
            LedgerColumn("result", width=28),
            LedgerColumn("replied_at", _("Answered on"), 11),
            LedgerColumn("archive_number", width=11),
            LedgerColumn("recorded_by", _("Registered by"), 9),
        ),
        "QR-030",
    ),
)
