"""The masters: whom and what the records speak of. Departments and people are data, since every house names them
differently (requirements 1.R)."""

from __future__ import annotations

from typing import Any, ClassVar

from qfdesk.language import _, _p
from qfdesk.model.declare import Section
from qfdesk.model.entry import Entry
from qfdesk.model.fields import (
    PERSONAL,
    Choice,
    Choices,
    Code,
    Date,
    Flag,
    LineColumn,
    Lines,
    Link,
    Memo,
    Quantity,
    Text,
)
from qfdesk.rules.codes import check_batch, warn_product
from qfdesk.rules.posts import POSTS, check_post, warn_post
from qfdesk.rules.rights import CLERK, ROLES

BASICS = Section("basics", _("Basics"))
CONTACT = Section("contact", _("Contact"))
PACKING = Section("packing", _("Codes and packing"))
TERM = Section("term", _("Named by whom and for how long"))

PARTY_KINDS = {
    "person": _("Patient or consumer"),
    "medical": _("Medical institution"),
    "retail": _("Retail pharmacy"),
    "wholesale": _("Wholesaler"),
    "maker": _("Manufacturer"),
    "supplier": _("Supplier"),
    "regulator": _("Regulator"),
    "partner": _("Partner"),
    "other": _("Other"),
}


MEMBER_COLUMNS = (
    LineColumn("name", _p("person", "Name"), width=110),
    LineColumn("part", _("Part in the group"), width=160),
    LineColumn("department", _("Department"), width=140),
)


class Master(Entry):
    """An entry that records point at. ``initials``: the pinyin initials it is found by, made on saving."""

    initials = Code(
        _("Pinyin initials"),
        section=BASICS,
        limit=400,
        help=_("Made from the name; change it if a character is read otherwise"),
    )

    @classmethod
    def _in_order(cls) -> dict[str, Any]:
        """The declared fields; the initials stand last in their section, since they follow from the name."""
        found = super()._in_order()
        initials = found.pop("initials")
        keys = [k for k, f in found.items() if f.traits.section is BASICS]
        return {
            key: field
            for k, f in found.items()
            for key, field in ((k, f), *([("initials", initials)] if k == keys[-1] else []))
        }


class Department(Master):
    """部门: whoever handles, confirms or receives; routes name its role, never its name (requirements 1.R)."""

    key, label, order = "department", _("Departments"), 40
    named: ClassVar = ("name",)
    name = Text(_("Name"), section=BASICS, required=True, searched=True)
    duty = Text(_("Duty"), section=BASICS, help=_("What it is responsible for, such as quality, sales, storage"))
    phone = Code(_("Phone"), section=BASICS)
    sections = (BASICS,)
    columns = ("name", "duty", "phone")


class Operator(Master):
    """人员: who records, handles and signs. ``login`` is the name of the computer's or the ledger's account."""

    key, label, order = "operator", _("People"), 50
    named: ClassVar = ("name",)
    name = Text(_p("person", "Name"), section=BASICS, required=True, searched=True)
    login = Code(_("Login"), section=BASICS)
    roles = Choices(_("Roles"), ROLES, section=BASICS, default=(CLERK,), wide=False)
    department = Link(Department, _("Department"), section=BASICS)
    phone = Code(_("Phone"), section=BASICS)
    sections = (BASICS,)
    columns = ("name", "roles", "department", "login")


class Party(Master):
    """客户/单位: customers, suppliers, makers, regulators (D5.1, D7.6). ``main_user``: asked once a year (D12.6)."""

    key, label, order = "party", _("Customers and units"), 10
    named: ClassVar = ("name",)
    name = Text(_("Name"), section=BASICS, required=True, searched=True, wide=True, secret=PERSONAL)
    kind = Choice(_("Kind"), PARTY_KINDS, section=BASICS, default="person")
    credit_code = Code(_("Unified social credit code"), section=BASICS, limit=18)
    main_user = Flag(_("Main customer"), section=BASICS, help=_("Asked for its opinion at least once a year (D12.6)"))
    contact = Text(_("Contact person"), section=CONTACT, secret=PERSONAL)
    phone = Code(_("Phone"), section=CONTACT, secret=PERSONAL)
    email = Code(_("E-mail"), section=CONTACT, secret=PERSONAL)
    address = Text(_("Address"), section=CONTACT, secret=PERSONAL, wide=True)
    remark = Memo(_("Remark"), section=CONTACT, internal=True)
    initials = Code(
        _("Pinyin initials"),
        section=BASICS,
        limit=400,
        secret=PERSONAL,
        help=_("Made from the name; change it if a character is read otherwise"),
    )
    sections = (BASICS, CONTACT)
    columns = ("name", "kind", "contact", "phone", "main_user")

    class Meta:
        indexes = ((("name",), False),)  # every name typed or imported is looked up


class Product(Master):
    """药品/产品: the fields the papers ask for (D5.2, 药品管理法 Art. 57)."""

    key, label, order = "product", _("Products"), 20
    named: ClassVar = ("name", "specification")
    name = Text(_("Generic name"), section=BASICS, required=True, searched=True)
    trade_name = Text(_("Trade name"), section=BASICS, searched=True)
    specification = Text(_("Specification"), section=BASICS)
    dosage_form = Text(_("Dosage form"), section=BASICS, suggest=True)
    unit = Text(_p("goods", "Unit"), section=BASICS, suggest=True)
    maker = Text(_("Manufacturer"), section=BASICS, wide=True, suggest=True, searched=True)
    holder = Text(_("Marketing authorisation holder"), section=BASICS, wide=True, suggest=True)
    approval_number = Code(_("Approval number"), section=PACKING, searched=True, chinese=True)
    barcode = Code(_("Barcode"), section=PACKING, searched=True)
    origin = Text(_("Place of origin"), section=PACKING)
    remark = Memo(_("Remark"), section=PACKING, internal=True)
    sections = (BASICS, PACKING)
    columns = ("name", "trade_name", "specification", "dosage_form", "maker", "approval_number")
    warnings = (warn_product,)

    class Meta:
        indexes = ((("name",), False), (("approval_number",), False), (("barcode",), False))


class Batch(Master):
    """批号: one lot of one product; its neighbours are every record that names it (D16.6)."""

    key, label, order = "batch", _("Batch numbers"), 30
    named: ClassVar = ("batch_number",)
    batch_number = Code(_("Batch number"), section=BASICS, required=True, searched=True, chinese=True)
    product = Link(Product, _("Product"), section=BASICS)
    made_on = Date(_("Made on"), section=BASICS, past=True)
    expires_on = Date(_("Valid until"), section=BASICS)
    supplier = Link(Party, _("Supplier"), section=BASICS)
    bought = Quantity(_("Quantity bought"), section=BASICS)
    stock = Quantity(_("Quantity in stock"), section=BASICS)
    place = Text(_("Storage place"), section=BASICS)
    remark = Memo(_("Remark"), section=BASICS, internal=True)
    sections = (BASICS,)
    columns = ("batch_number", "product", "made_on", "expires_on", "supplier")
    checks = (check_batch,)
    alone = ("product", "batch_number")

    class Meta:
        indexes = ((("product", "batch_number"), False), (("batch_number",), False))


class Post(Master):
    """专人与小组: who is named for what, alone or as a group, from when until when (D6.1, D6.2, D12.1, D14.1; M28).

    A register says which posts keep it (``Record.kept_by``), a duty which post does it.
    """

    key, label, order = "post", _("Named persons and groups"), 60
    named: ClassVar = ("name",)
    name = Text(_("Post or group"), section=BASICS, required=True, searched=True, width=170)
    kind = Choice(_("Named for"), POSTS, section=BASICS, required=True, default="other", width=180)
    person = Link(
        Operator,
        _p("post", "Person"),
        section=BASICS,
        searched=True,
        width=100,
        help=_("Who is named, or the head of the group"),
    )
    deputy = Link(Operator, _p("post", "Deputy"), section=BASICS, width=80)
    department = Link(Department, _("Department"), section=BASICS)
    members = Lines(_("Members"), MEMBER_COLUMNS, section=BASICS, help=_("Of a group, besides its head"))
    duty = Memo(_("What it has to do"), section=BASICS)
    document = Text(_("Named by"), section=TERM, wide=True, help=_("The document with its number, or the meeting"))
    since = Date(_p("post", "Since"), section=TERM)
    until = Date(_p("post", "Until"), section=TERM, help=_("The last day; empty while it lasts"))
    sections = (BASICS, TERM)
    columns = ("name", "kind", "person", "deputy", "since", "until")
    checks = (check_post,)
    warnings = (warn_post,)


MASTERS: tuple[type[Master], ...] = (Party, Product, Batch, Department, Operator, Post)
