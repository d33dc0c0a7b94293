"""Before whom a case must come: the declared routes that its values ask for, with the people who have the role (M7)."""

from __future__ import annotations

from qfdesk.desk.rights import needs
from qfdesk.errors import InvalidError
from qfdesk.language import _, message
from qfdesk.model.check import empty
from qfdesk.model.declare import REGULATOR
from qfdesk.model.record import Record
from qfdesk.model.values import RouteLine, Values
from qfdesk.rules.rights import ROLES
from qfdesk.store import whose
from qfdesk.store.ledger import Store
from qfdesk.store.trouble import told


class Routing:
    """Asks the declarations who must know of a case, and the ledger who that is."""

    def __init__(self, store: Store, session: object) -> None:
        self.store, self.session = store, session

    @needs("read")
    def of(self, register: str, values: Values) -> list[RouteLine]:
        """The routes these values ask for, those not gone yet first. Closed and void records ask for none."""
        entry = self.store.entries.get(register)
        if entry is None:
            raise InvalidError(_("There is no register “{key}”; see “registers --json”"), key=register)
        if not issubclass(entry, Record) or values.get("closed_at") or values.get("voided_at"):
            return []
        found = [route for route in entry.routes if route.when(values)]
        with told():
            people = {route.to: whose.with_roles([route.to]) for route in found if route.to in ROLES}
        lines = [
            RouteLine(
                route,
                message(_("the regulator") if route.to == REGULATOR else ROLES[route.to]),
                tuple(one.text for one in people.get(route.to, ())),
                bool(route.until) and not empty(values.get(route.until)),
            )
            for route in found
        ]
        return sorted(lines, key=lambda line: line.gone)
