"""The trail of a batch or product: everything that touches it, and what can be begun from there (D16.6)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qfdesk.desk.actor import Session
from qfdesk.desk.documents import Documents, Progress
from qfdesk.desk.records import Records
from qfdesk.desk.rights import needs
from qfdesk.errors import InvalidError
from qfdesk.language import _
from qfdesk.model.fields import Lines, Link, Ref
from qfdesk.model.record import Record
from qfdesk.model.report import Made
from qfdesk.model.show import show_number
from qfdesk.model.trail import Buyer, Trail
from qfdesk.model.values import Draft
from qfdesk.rules.masking import mask_name
from qfdesk.statistics import trail as trails
from qfdesk.statistics.trail_report import report_of
from qfdesk.store import history
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told


class Trails:
    """What a batch went through, from purchase to recall."""

    def __init__(self, store: Store, session: Session, records: Records, documents: Documents) -> None:
        self.store, self.session, self.records, self.documents = store, session, records, documents

    @needs(lambda *_given, **_named: [("batch", "read")])
    def of_number(self, batch: str, product: str = "") -> Trail:
        """The trail of a batch number, of one product or of all that share it. Raises InvalidError when unknown."""
        with told():
            found = trails.batches_called(batch, product)
            if not found:
                raise InvalidError(
                    _("There is no batch {batch} in the ledger; look at the masters, or enter it there"), batch=batch
                )
            return self._seen(trails.trail(self._registers(), found))

    @needs(lambda *_given, **_named: [("batch", "read")])
    def of_product(self, product: int) -> Trail:
        """The trail of all batches of a product."""
        with told():
            return self._seen(trails.trail(self._registers(), trails.batches_of(product)))

    @needs(lambda *_given, **_named: [("batch", "read")])
    def of_batch(self, batch: int) -> Trail:
        """The trail of one batch."""
        with told():
            return self._seen(trails.trail(self._registers(), trails.batches([batch])))

    @needs("add")
    def blank(self, register: str, made_from: tuple[str, int] | None = None) -> Draft:
        """A new draft (see ``Records.blank``); one made from another record that lists buyers of a batch lists them."""
        draft = self.records.blank(register, made_from)
        table, batch = self.records.entry(register).fields().get("buyers"), draft.values.get("batch")
        if made_from and isinstance(table, Lines) and isinstance(batch, Ref) and self._may_list():
            draft.values["buyers"] = _buyer_lines(table, batch, self._true_buyers(register, batch))
        return draft

    def _may_list(self) -> bool:
        return self.records.veil.sight("party").personal or self.session.may("party", "unmask")

    @needs(lambda register, *_given, **_named: [(register, "add")])
    def begin(self, register: str, trail: Trail) -> Draft:
        """A new record about the trail's batch: stop-sale, recall (with its buyers and their contacts), report.

        Raises InvalidError where the trail is of several batches: each is stopped and recalled on its own.
        """
        if len(trail.batches) != 1:
            raise InvalidError(_("The trail shows several batches; choose one of them first"))
        newest = next((line for line in reversed(trail.lines) if line.register == "batch_issue"), None)
        origin = (newest.register, newest.id) if newest else None
        draft = self.records.blank(register, origin)
        fields = self.records.entry(register).fields()
        batch = trail.batches[0]
        if isinstance(fields.get("batch"), Link):
            draft.values["batch"] = batch
            filled = self.records.fill(register, "batch", batch.id) if batch.id else {}
            draft.values.update({k: v for k, v in filled.items() if k in fields})
        if isinstance(buyers := fields.get("buyers"), Lines):
            draft.values["buyers"] = _buyer_lines(buyers, batch, self._true_buyers(register, batch))
        for what, amount in trail.totals.items():
            if f"quantity_{what}" in fields:
                draft.values[f"quantity_{what}"] = amount
        return replace(draft, base=dict(draft.values)) if origin is None else draft

    @needs(lambda *_given, **_named: [("batch", "print")])
    def print(self, trail: Trail, out: Path, lang: str | None = None) -> Path:
        """Puts a trail on paper, as the person sees it."""
        from qfdesk.paper.reports import print_report

        done = print_report(self._report(trail), self.documents.house(), out, self.documents.paper_lang(lang))
        self._note("print", trail, out.name)
        return done

    @needs(lambda *_given, **_named: [("batch", "export")])
    def export(self, trail: Trail, out: Path, lang: str | None = None, progress: Progress | None = None) -> Path:
        """Writes a trail as a workbook; who bought is masked for whoever may not take personal data out."""
        from qfdesk.excel.reports import export_report

        seen = trail if self.session.may("party", "export_open") else _masked(trail)
        lang = self.documents.paper_lang(lang)
        done = export_report(self._report(seen), self.documents.house(), out, lang, progress)
        self._note("export", trail, out.name)
        return done

    def _report(self, trail: Trail) -> Made:
        labels = {key: entry.label for key, entry in self.store.entries.items()}
        return report_of(trail, labels, self.session.now())

    def _note(self, act: str, trail: Trail, name: str) -> None:
        with self.store.change():
            for batch in trail.batches:
                history.write(self.store, self.session.act(act), ("batch", batch.id or 0, batch.text), [("", "", name)])

    def _true_buyers(self, register: str, batch: Ref) -> list[Buyer]:
        """Who bought of the batch, unmasked: they have to be told. To whoever sees them masked it is a look like any
        other, which the history keeps (right ``unmask``)."""
        with self.store.change():
            buyers = trails.trail(self._registers(), trails.batches([batch.id])).buyers if batch.id else []
            if buyers and not self.records.veil.sight("party").personal:
                self.session.require("party", "unmask")
                act = self.session.act("unmask", f"{register} {batch.text}")
                for one in buyers:
                    history.write(self.store, act, ("party", one.party.id or 0, one.party.text), [("", "", "")])
        return buyers

    def _registers(self) -> list[type[Record]]:
        return [
            entry
            for entry in self.store.entries.values()
            if issubclass(entry, Record) and self.session.may(entry.key, "read")
        ]

    def _seen(self, trail: Trail) -> Trail:
        """The trail as the person may see it: who bought is told in full to whoever may see personal data."""
        veil = self.records.veil
        said: dict[str, dict[int, str]] = {}
        for line in trail.lines:
            said.setdefault(line.register, {})[line.id] = line.text
        seen = {register: veil.texts(register, texts) for register, texts in said.items()}
        lines = [
            replace(line, text=seen[line.register][line.id], party=veil.party(line.register, line.id, line.party))
            for line in trail.lines
        ]
        if veil.sight("party").personal:
            return replace(trail, lines=lines)
        return _masked(replace(trail, lines=lines))


def _masked(trail: Trail) -> Trail:
    """A trail without what finds a person: names of people shortened, no contacts."""
    buyers = [
        replace(one, party=Ref(one.party.id, mask_name(one.party.text)), contact="", phone="", address="")
        for one in trail.buyers
    ]
    lines = [replace(line, party=line.party and Ref(line.party.id, mask_name(line.party.text))) for line in trail.lines]
    return replace(trail, lines=lines, buyers=buyers)


def _buyer_lines(table: Lines, batch: Ref, buyers: list[Buyer]) -> list[dict[str, str]]:
    """A line a buyer, in the columns the table has."""
    known = {column.key for column in table.columns}
    found = []
    for buyer in buyers:
        line = {
            "buyer": buyer.party.text,
            "contact": buyer.contact,
            "phone": buyer.phone,
            "address": buyer.address,
            "batch": batch.text,
            "sold_on": buyer.last_sale.isoformat(),
            "sold": show_number(buyer.sold),
            "recovered": show_number(buyer.returned) if buyer.returned else "",
        }
        found.append({key: text for key, text in line.items() if key in known and text})
    return found
