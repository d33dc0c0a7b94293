"""How many records wait for somebody else."""

from __future__ import annotations

from collections.abc import Iterable

from qfdesk.model.record import Record


def waiting(registers: Iterable[type[Record]]) -> int:
    """Records that stand at a stage declared as waiting."""
    count = 0
    for register in registers:
        stages = [stage.key for stage in register.stages if stage.waiting]
        if stages:
            count += register.select().where(register.stage.in_(stages) & register.voided_at.is_null()).count()
    return count
