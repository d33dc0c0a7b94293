"""What follows from typing: filled and derived values, remarks, the next move, facts, neighbours, the kept draft."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from qfdesk.desk import Desk
from qfdesk.errors import DeskError
from qfdesk.language import Message, _, say
from qfdesk.model.fields import Ref
from qfdesk.model.handed import blank
from qfdesk.model.values import Findings, MoveState, Values
from qfdesk.ui.editor.facts import fact_paths
from qfdesk.ui.editor.form import Form
from qfdesk.ui.editor.held import Held
from qfdesk.ui.editor.unread import unread

log = logging.getLogger("qfdesk")
_PAUSE, _DRAFT_PAUSE = 150, 2000
_NOTHING = Findings({}, {})


class Following(QObject):
    """Works out what follows from the values, a moment after the last keystroke.

    ``looked``: it was worked out (findings, moves). ``trouble``: the ledger could not be asked.
    """

    looked = Signal()
    trouble = Signal(object)

    def __init__(self, desk: Desk, held: Callable[[], Held | None], form: Callable[[], Form | None]) -> None:
        super().__init__()
        self._desk, self._held, self._form = desk, held, form
        self.findings = _NOTHING
        self.moves: list[MoveState] = []
        self.barred = ""
        self._links: dict[str, object] = {}
        self._kept: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        self._keeping = QTimer(self, singleShot=True, interval=_DRAFT_PAUSE)
        self._keeping.timeout.connect(self.keep_draft)

    def begin(self) -> None:
        """Looks at newly shown values at once, without filling anything."""
        held = self._held()
        self._links = {}
        self.stop()
        if held is not None:
            self._links = self._linked(held.draft.values)
            self._ask_facts(held)
            self.look()

    def soon(self) -> None:
        """Looks again in a moment."""
        self._pause.start()

    def stop(self) -> None:
        """Leaves off what was still to be done."""
        self._pause.stop()
        self._keeping.stop()

    def edited(self, key: str) -> None:
        """A field was changed by the person."""
        held, form = self._held(), self._form()
        if held is None or form is None:
            return
        held.draft.values[key] = form.box(key).value()
        field = held.entry.fields()[key]
        if field.kind == "link":
            self._fill(held, form, key)
        if form.depends(key):
            form.arrange()
        self._pause.start()
        if not self._keeping.isActive():  # a clerk who never pauses is kept too
            self._keeping.start()

    def _fill(self, held: Held, form: Form, key: str) -> None:
        """Fills empty fields from a newly chosen link; what was typed stays."""
        ref = held.draft.values.get(key)
        if not isinstance(ref, Ref) or ref.id is None or self._links.get(key) == ref.id:
            return
        try:
            offered = self._desk.fill(held.register, key, ref.id)
        except DeskError as error:
            self.trouble.emit(error)
            return
        values = held.draft.values
        taken = {k: v for k, v in offered.items() if blank(values.get(k))}
        values.update(taken)
        form.refresh(taken)

    def look(self) -> None:
        """Works everything out now."""
        held, form = self._held(), self._form()
        if held is None or form is None:
            return
        self._pause.stop()
        try:
            self._look(held, form)
        except DeskError as error:
            self.trouble.emit(error)
        self.looked.emit()

    def _look(self, held: Held, form: Form) -> None:
        derived = self._desk.derive(held.register, held.values())
        form.put_stamps(derived)
        form.routes.put(self._desk.routing.of(held.register, derived))
        self.findings = _NOTHING if held.readonly else self.found(held)
        faults = form.faults()
        errors: dict[str, Message] = {**self.findings.errors, **faults} if held.tried else {}
        form.show_findings(errors, self.findings.warnings)
        self._put_moves(held.register, [] if held.voided else self._desk.moves(held.register, derived))
        if self._linked(held.draft.values) != self._links:
            self._links = self._linked(held.draft.values)
            self._ask_facts(held)

    def _put_moves(self, register: str, found: list[MoveState]) -> None:
        """The moves among the person's rights; where there is none, the next one and who may do it (``barred``)."""
        acts = {state.move.key: f"move:{state.move.key}" for state in found}
        allowed = self._desk.permitted((register, act) for act in acts.values())
        self.moves = [state for state in found if (register, acts[state.move.key]) in allowed]
        self.barred = ""
        if found and not self.moves:
            self.moves = found[:1]
            self.barred = say(_("For: {roles}"), roles=self._desk.who_may(register, acts[found[0].move.key]))

    def found(self, held: Held) -> Findings:
        """What speaks against the values that the person sees; what is masked is looked at by the desk on saving."""
        before = held.opened.values if held.opened else None
        found, veiled = self._desk.findings(held.register, held.draft.values, before), held.veiled
        errors = {key: wrong for key, wrong in found.errors.items() if key not in veiled}
        return Findings(errors, {key: said for key, said in found.warnings.items() if key not in veiled})

    def _ask_facts(self, held: Held) -> None:
        form = self._form()
        if form is None:
            return
        try:
            paths = fact_paths(held.entry)
            form.put_facts(self._desk.shown(held.register, held.draft.values, paths) if paths else {})
            number = held.opened.id if held.opened else None
            draft = held.draft
            form.put_neighbours(self._desk.neighbours(held.register, number, draft.values, draft.made_from))
        except DeskError as error:
            self.trouble.emit(error)

    def _linked(self, values: Values) -> dict[str, object]:
        return {k: v.id for k, v in values.items() if isinstance(v, Ref)}

    def keep_draft(self) -> None:
        """Keeps what is typed on disk, so that it outlives a power cut; a full disk is told, typing goes on."""
        self._keeping.stop()
        held = self._held()
        if held is None:
            return
        uid = held.draft.uid
        held.draft.unread = unread(self._form())
        try:
            if held.dirty() or held.draft.unread:
                self._desk.keep_draft(held.draft)
                self._kept.add(uid)
            elif uid in self._kept:  # typed and taken back; a draft of an earlier day is not ours to drop
                self._desk.drop_draft(uid)
        except (DeskError, OSError) as error:
            self.trouble.emit(error)
