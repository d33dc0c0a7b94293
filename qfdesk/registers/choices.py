"""The lists the source documents give, each with the rules it comes from; shared by several registers."""

from __future__ import annotations

from qfdesk.language import _, _p

# D1.1, D4.8, D5.3, D9.2, D10.1, D13.1, D15.1, D18.3, D20.1, D21.1
CHANNELS = {
    "phone": _("Phone"),
    "hotline": _("24-hour hotline"),
    "letter": _("Letter"),
    "visit": _p("channel", "Visit"),
    "email": _p("channel", "E-mail"),
    "web": _("Web form"),
    "chat": _("Online service"),
    "wechat": _("WeChat account"),
    "social": _("Social media"),
    "box": _("Feedback box"),
    "slip": _("Mailed feedback slip"),
    "fax": _("Fax"),
    "survey": _("Survey"),
    "repair": _("Outside repair or commissioning"),
    "inspection": _("Quality inspection"),
    "regulator": _("Passed on by a regulator"),
    "other": _("Other"),
}
DIRECTIONS = {"external": _("External"), "internal": _("Internal")}  # D1.1
# D5.1, D7.6
REPORTER_TYPES = {
    "patient": _("Patient or consumer"),
    "medical": _("Medical institution"),
    "maker": _("Drug manufacturer"),
    "regulator": _("Drug regulator"),
    "supplier": _("Supplier"),
    "partner": _("Partner or trader"),
    "staff": _("Own staff"),
    "other": _("Other"),
}
TRADE_STAGES = {"buying": _("Buying"), "selling": _("Selling"), "transfer": _("Transfer"), "storing": _("Storing")}  # D19.1
SEXES = {"male": _("Male"), "female": _("Female")}
# D9.1, D15.2
COMPLAINT_KINDS = {
    "quality": _("Product quality"),
    "service": _("Service quality"),
    "adr": _("Adverse drug reaction"),
    "leaflet": _("Package leaflet"),
    "sale": _("Sales practice"),
    "packing": _("Packing"),
    "price": _("Price"),
    "opinion": _("Opinion or suggestion"),
    "inquiry": _("Quality inquiry"),
    "report": _("Report of a wrong (whistle-blower)"),
}
# D8.1, D15.2
PROBLEMS = {
    "fault": _("Failure"),
    "defect": _("Quality defect"),
    "performance": _("Performance or efficacy"),
    "appearance": _("Appearance"),
    "smell": _("Smell or taste"),
    "foreign": _("Foreign matter"),
    "packing": _("Packing"),
    "label": _("Label or batch number"),
    "quantity": _("Quantity short"),
    "expiry": _("Expired or near expiry"),
    "fake": _("Suspected counterfeit"),
    "price": _("Price fraud"),
    "other": _("Other"),
}
TRUTH = {"true": _("A real quality problem"), "partly": _("Partly true"), "false": _("Not a quality problem"), "open": _("Cannot be settled")}  # D8.3
SEVERITIES = {"minor": _("Minor"), "ordinary": _("Ordinary"), "major": _("Major"), "critical": _("Critical")}  # D11.2
IMPORTANCE = {"low": _("Low"), "normal": _("Normal"), "high": _p("importance", "High")}  # D9.5
URGENCIES = {"normal": _("Normal"), "urgent": _("Urgent"), "critical": _("Very urgent")}  # D9.5
# D2.6
EXTENTS = {
    "single": _("Single case"),
    "few": _("A few"),
    "local": _("Local"),
    "lot": _("Large lot"),
    "serious": _("Serious"),
}
ROOT_CAUSES = {
    "people": _("People"),
    "machine": _("Machine"),
    "material": _("Material"),
    "method": _("Method"),
    "environment": _("Environment"),
    "measure": _("Measurement"),
    "transport": _("Transport and storage"),
    "use": _("Use by the customer"),
    "unknown": _("Not found"),
}
RESPONSIBLE = {
    "house": _("Own house"),
    "maker": _("Manufacturer"),
    "supplier": _("Supplier"),
    "carrier": _("Carrier"),
    "customer": _("Customer"),
    "nobody": _("Nobody"),
    "open": _("Not settled"),
}  # D16.3, D12.11
# D8.5, D18.4, D21.4
MEASURES = {
    "explain": _("Explain"),
    "apologise": _("Apologise"),
    "exchange": _("Exchange"),
    "refund": _("Refund"),
    "goods_return": _("Take back"),
    "repair": _("Repair"),
    "compensate": _("Compensate"),
    "stop_sale": _("Stop the sale"),
    "recall": _("Recall"),
    "retest": _("Test again"),
    "notify_maker": _("Tell the maker or supplier"),
    "report": _("Report to the regulator"),
    "capa": _("Corrective and preventive action"),
    "none": _("No measure needed"),
}
SATISFACTION = {
    "satisfied": _("Satisfied"),
    "fairly": _("Fairly satisfied"),
    "dissatisfied": _("Dissatisfied"),
    "unreachable": _("Could not be asked"),
}  # D8.10, D20.6
# D8.10, D1.3, D7.3
LEVELS = {
    "department": _("Head of department"),
    "quality": _("Quality department"),
    "head": _("Responsible person of the house"),
    "manager": _("General manager"),
    "regulator": _p("level", "Regulator"),
}
# 药品管理法 Art. 98 (2019): kinds of fake and inferior drugs; D17.3
SUSPICIONS = {
    "fake_content": _("Fake: ingredients differ from the standard"),
    "fake_other": _("Fake: another thing passed off as the drug"),
    "fake_spoiled": _("Fake: spoiled"),
    "fake_range": _("Fake: indications beyond those approved"),
    "poor_content": _("Inferior: content differs from the standard"),
    "poor_dirty": _("Inferior: contaminated"),
    "poor_date": _("Inferior: expiry date missing or altered"),
    "poor_batch": _("Inferior: batch number missing or altered"),
    "poor_expired": _("Inferior: past its expiry date"),
    "poor_added": _("Inferior: preservative or excipient added without leave"),
    "poor_other": _("Inferior: fails the standard otherwise"),
}
# D1.5, D16.8
EVENTS = {
    "rework": _("Lot to be reworked"),
    "scrap": _("Lot to be scrapped"),
    "process": _("Gross process error"),
    "mispick": _("Lot picked wrongly"),
    "missed": _("Check missed"),
    "storage": _("Spoiled in storage"),
    "transport": _("Damaged on transport"),
    "dispensing": _("Wrong drug given out"),
    "sold_unfit": _("Unfit drug sold"),
    "user_harm": _("Harm to a user"),
    "other": _("Other"),
}
