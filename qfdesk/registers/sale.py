"""The sales ledger: who bought which batch, how much of it, when and at what price."""

from __future__ import annotations

from typing import ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import Block, Cell, Follow, Ledger, LedgerColumn, Paper, Row, Section, Sign, Signs, Stage
from qfdesk.model.fields import PERSONAL, Code, Date, Link, Memo, Moment, Money, Quantity, Text
from qfdesk.model.masters import Batch, Party, Product
from qfdesk.model.record import FILING, Record
from qfdesk.rules import sales as rules

SALE = Section("sale", _p("section", "Sale"))
GOODS = Section("goods", _("Medicine"))

SALE_RECORD = Paper(
    "sale_record",
    _("Record of a sale"),
    "QR-161",
    head=("number", "sold_at"),
    size="A5",
    landscape=True,
    parts=(
        Row((Cell(_("Buyer"), ("buyer",), 2), "document")),
        Row((Cell(_("Contact person"), ("buyer.contact",)), Cell(_("Phone"), ("buyer.phone",)), "place")),
        Row((Cell(_("Generic name"), ("product.name",)), Cell(_("Trade name"), ("product.trade_name",)), Cell(_("Dosage form"), ("product.dosage_form",)))),
        Row((Cell(_("Specification"), ("product.specification",)), Cell(_("Approval number"), ("product.approval_number",)))),
        Row((Cell(_("Marketing authorisation holder"), ("product.holder",)), Cell(_("Manufacturer"), ("product.maker",)))),
        Row((Cell(_("Batch number"), ("batch",)), Cell(_("Valid until"), ("expires_on",)))),
        Row((Cell(_("Quantity"), ("quantity", "product.unit")), "price", "amount")),
        Block(_("Remark"), ("story",), (), 3),
        Signs((Sign(_p("sale", "Sold by"), "handler", "sold_at"), Sign(_("Checked by")), Sign(_("Received by")))),
    ),
)


class Sale(Record):
    """产品销售台账: one line a sale, with the columns of 药品管理法 Art. 57 (D16.12; M15).

    It stands where it is booked and has no way to go; a recall finds its buyers here, a return its sale.
    """

    key, label, prefix, order, tab = "sale", _p("register", "Sales"), "XS", 420, _("Service and sales")
    new_label = _("New sale")
    sections = (SALE, GOODS, FILING)
    columns = ("number", "sold_at", "buyer", "product", "batch", "quantity", "price")

    received_at = Moment(_("Booked for"), system=True, width=96)
    sold_at = Moment(_("Sold at"), section=SALE, required=True, past=True, width=110)
    buyer = Link(Party, _("Buyer"), section=SALE, required=True, searched=True, secret=PERSONAL, width=150)
    document = Code(_p("sale", "Sales document"), section=SALE, searched=True, chinese=True, help=_("The delivery note or invoice"))

    product = Link(Product, _("Product"), section=GOODS, required=True, searched=True, width=160)
    batch = Link(Batch, _("Batch number"), section=GOODS, searched=True, width=100, fills={"expires_on": "expires_on"})
    expires_on = Date(_("Valid until"), section=GOODS)
    quantity = Quantity(_("Quantity"), section=GOODS, required=True, width=80)
    price = Money(_("Unit price"), section=GOODS, width=80)
    amount = Money(_("Amount"), section=GOODS, system=True)
    place = Text(_("Storage place"), section=GOODS, suggest=True)
    story = Memo(_("Remark"), section=FILING)

    derives = (rules.derive_sale,)
    checks = (rules.check_sale,)
    warnings = (rules.warn_sale,)
    stages = (Stage("booked", _("Booked"), _p("step", "Book"), "ok", final=True),)
    papers = (SALE_RECORD,)
    ledgers = (
        Ledger(
            "sales",
            _("Ledger of product sales"),
            (
                LedgerColumn("number", width=13),
                LedgerColumn("sold_at", _("Date"), 11),
                LedgerColumn("buyer", width=17),
                LedgerColumn("product.name", _("Generic name"), 15),
                LedgerColumn("product.trade_name", _("Trade name"), 10),
                LedgerColumn("product.dosage_form", _("Dosage form"), 9),
                LedgerColumn("product.specification", _("Specification"), 12),
                LedgerColumn("product.approval_number", _("Approval number"), 16),
                LedgerColumn("product.holder", _("Marketing authorisation holder"), 16),
                LedgerColumn("product.maker", _("Manufacturer"), 16),
                LedgerColumn("batch", width=11),
                LedgerColumn("expires_on", width=11),
                LedgerColumn("quantity", width=8),
                LedgerColumn("price", width=9),
                LedgerColumn("amount", width=10),
                LedgerColumn("handler", _p("sale", "Sold by"), 9),
            ),
            "QR-160",
        ),
    )
    trail = (("sold", "quantity"),)
    case = False
    follows: ClassVar = (
        Follow("complaint", {"customer": "buyer", "product": "product", "batch": "batch"}),
        Follow("goods_return", {"customer": "buyer", "product": "product", "batch": "batch", "sale_number": "document", "quantity_sold": "quantity", "unit_price": "price"}),
        Follow("service", {"customer": "buyer", "product": "product", "batch": "batch"}),
    )
