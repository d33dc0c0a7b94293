"""The use cases of urging: a line in the case says who was asked to hurry, by whom and with what words (D16.10)."""

from __future__ import annotations

from collections.abc import Sequence

from qfdesk.desk.actor import Session
from qfdesk.desk.records import Records
from qfdesk.desk.rights import needs
from qfdesk.desk.veiled_history import Told
from qfdesk.errors import InvalidError
from qfdesk.language import _
from qfdesk.model.fields import Ref
from qfdesk.model.record import Record
from qfdesk.model.urging import WAYS, Urge
from qfdesk.model.values import Opened, Saved
from qfdesk.rules.text import clean
from qfdesk.store import history, urges
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told

_LONGEST = 500


class Urging:
    """催办: whoever has a case in hand is asked to hurry, and the case remembers it."""

    def __init__(self, store: Store, session: Session, records: Records) -> None:
        self.store, self.session, self.records = store, session, records

    @needs("urge")
    def urge(self, register: str, number: int, text: str, way: str = "by_word") -> Saved:
        """Urges whoever has the record in hand. Raises InvalidError for a finished record or without words."""
        return self._all([(register, number)], text, way)[0]

    @needs("urge")
    def urge_all(self, targets: Sequence[tuple[str, int]], text: str, way: str = "by_word") -> list[Saved]:
        """Urges for several records, all of them or none; one named twice is urged for once."""
        return self._all(targets, text, way)

    @needs("read")
    def of(self, register: str, number: int) -> list[Urge]:
        """How often and with what words a record was urged, the last time first."""
        with told():
            lines = Told(self.records.veil).lines(history.read(self.store, register, number))
        return [Urge(line.at, line.who, line.after, line.reason, line.field) for line in lines if line.act == urges.ACT]

    @needs("read")
    def addressed(self, register: str, number: int) -> str:
        """Who has the record in hand: its handler, else who recorded it."""
        return _in_hand(self.records.open(register, number))

    def _all(self, targets: Sequence[tuple[str, int]], text: str, way: str) -> list[Saved]:
        text = clean(text, "memo").strip()[:_LONGEST]
        if not text:
            raise InvalidError(_("Write what is asked for; the case keeps the words"))
        if way not in WAYS:
            raise InvalidError(
                _("There is no way “{way}” to urge; possible: {known}"), way=way[:40], known=", ".join(WAYS)
            )
        with self.store.change():
            opened = [self._urgeable(*target) for target in dict.fromkeys(targets)]
            for one in opened:
                place = (one.register, one.id, one.title)
                act = self.session.act(urges.ACT, text)
                history.write(self.store, act, place, [(way, "", _in_hand(one))])
        return [Saved(one.register, one.id, one.title, one.revision, ()) for one in opened]

    def _urgeable(self, register: str, number: int) -> Opened:
        opened = self.records.open(register, number)
        if not issubclass(self.records.entry(register), Record):
            raise InvalidError(_("“{title}” is no case; only records of a register can be urged"), title=opened.title)
        if opened.voided or opened.values.get("closed_at"):
            raise InvalidError(_("{title} is finished; there is nothing to urge"), title=opened.title)
        return opened


def _in_hand(opened: Opened) -> str:
    for key in ("handler", "recorded_by"):
        if isinstance(who := opened.values.get(key), Ref):
            return who.text
    return ""
