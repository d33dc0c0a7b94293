"""What a save does besides changing the entry itself, each of which takes a right of its own (D7.7, D15.5)."""

from __future__ import annotations

from typing import Any

from qfdesk.desk.actor import Session
from qfdesk.desk.veil import Veil
from qfdesk.errors import InvalidError
from qfdesk.language import _
from qfdesk.model.entry import Entry
from qfdesk.model.fields import Ref
from qfdesk.model.masters import Operator
from qfdesk.model.values import Opened, Values
from qfdesk.model.veiled import secret_keys
from qfdesk.rules.rights import ADMIN, CLERK, HOUSE
from qfdesk.store import people
from qfdesk.store.links import called, links_first
from qfdesk.store.reading import read


def require_besides(veil: Veil, entry: type[Entry], values: Values, now: Opened | None) -> None:
    """Asks for the rights to make the masters that the values name, and to give roles; in a transaction, before saving.

    ``now``: the entry as it truly stands, None for a new one. Raises NotPermittedError, and InvalidError where
    somebody is chosen of whom the person may not even know.
    """
    for _key, field, ref in links_first(entry, values):
        if not called(field.rel_model, ref.text, values):
            veil.session.require(field.rel_model.key, "add")
    if entry is Operator and "roles" in values:
        given = set(values["roles"] or ())
        if given - {CLERK} if now is None else given != set(now.values["roles"]):
            veil.session.require(HOUSE, "users")
            refuse_lock_out(veil.session, values)
    for key in secret_keys(entry):
        if now is None or values.get(key) != now.values[key]:
            _refuse_unknown(veil, entry.fields()[key], values.get(key))


def refuse_lock_out(session: Session, operator: Values) -> None:
    """While nobody is administrator everybody may give roles; the first to become one is whoever does so.

    Else the one who gave that role away could neither take it back nor leave the seat to the other, as there are no
    passwords yet. Raises InvalidError.
    """
    if ADMIN not in (operator["roles"] or ()) or any(one.leads for one in people.house()):
        return
    if session.name not in (operator.get("login"), operator.get("name")):
        raise InvalidError(_("Nobody is administrator yet; make {name} one first, then others"), name=session.name)


def _refuse_unknown(veil: Veil, field: Any, ref: object) -> None:
    """Whoever guesses numbers learns nobody: a person named by sealed records alone is chosen by name or not at all."""
    if not isinstance(ref, Ref) or ref.id is None:
        return
    target: type[Entry] = field.rel_model
    behind = read(target, ref.id) if veil.is_unknown(target.key, ref.id) else None
    if behind is not None and behind.title != ref.text:
        raise InvalidError(_("This entry is no longer in the ledger; load the list again"))
