"""Texts typed that are no values yet (a date half written): they outlive a new form and a crash, as values do."""

from __future__ import annotations

from collections.abc import Mapping

from qfdesk.ui.editor.form import Form


def unread(form: Form | None) -> dict[str, str]:
    """The texts in a form that are not understood, by field."""
    if form is None:
        return {}
    boxes = ((k, b) for block in form.blocks for k, b in block.boxes.items())
    return {key: text for key, box in boxes if (text := box.unread()) and form.present(key)}


def read_again(form: Form | None, texts: Mapping[str, str]) -> None:
    """Puts such texts back as they were typed."""
    for key in texts.keys() & (form.entry.typed().keys() if form else set()):
        if form is not None:
            form.box(key).read_again(texts[key])
