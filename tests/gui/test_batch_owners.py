"""In the window a batch box never takes another product's batch by itself, and says whose the one in it is."""

from __future__ import annotations

from typing import Any

import pytest

from qfdesk.desk import Desk
from qfdesk.model.fields import Ref
from qfdesk.registers import all_registers
from qfdesk.ui.editor import EditorPane
from qfdesk.ui.window import MainWindow
from tests.gui.fingers import Key, keys, write
from tests.invented import save_one

KEYS = [r.key for r in all_registers() if {"product", "batch"} <= r.fields().keys()]
BOTH = pytest.mark.parametrize("key", KEYS)


@pytest.fixture
def known(desk: Desk) -> Ref:
    """The batch 250903A of 阿莫西林胶囊, while 板蓝根颗粒 has none."""
    product = Ref(desk.suggest("product", "阿莫西林胶囊")[0].id, "阿莫西林胶囊")
    save_one(desk, "product", name="板蓝根颗粒")
    return Ref(save_one(desk, "batch", batch_number="250903A", product=product).id, "250903A")


def begun(window: MainWindow, key: str) -> EditorPane:
    tab: Any = window.go(key)
    tab.new()
    editor = tab.editor
    assert isinstance(editor, EditorPane)
    return editor


def fill_in(editor: EditorPane, key: str, text: str) -> Any:
    """Types into a link box and leaves it by Enter."""
    assert editor.form is not None
    box: Any = editor.form.box(key)
    box.line.setFocus()
    box.line.selectAll()
    keys(Key.Key_Backspace)
    write(text)
    keys(Key.Key_Return)
    return box


@BOTH
def test_a_number_known_of_another_product_becomes_a_batch_of_this_one(
    key: str, window: MainWindow, desk: Desk, known: Ref
) -> None:
    editor = begun(window, key)
    fill_in(editor, "product", "板蓝根颗粒")
    box = fill_in(editor, "batch", "250903A")
    assert box.value() == Ref(None, "250903A")
    editor.following.look()
    assert "阿莫西林胶囊" in box._note.text()
    assert "adds a new one" in box._note.text()
    again = fill_in(editor, "product", "阿莫西林胶囊")
    assert again.value().id
    box = fill_in(editor, "batch", "250903A")
    assert box.value().id == known.id
    editor.following.look()
    assert not box._note.isVisible()
    editor.discard()


@BOTH
def test_a_product_changed_after_its_batch_is_questioned_at_the_batch(
    key: str, window: MainWindow, desk: Desk, known: Ref
) -> None:
    editor = begun(window, key)
    box = fill_in(editor, "batch", "250903A")
    assert editor.held is not None
    assert editor.held.draft.values["product"].text.startswith("阿莫西林胶囊")
    fill_in(editor, "product", "板蓝根颗粒")
    editor.following.look()
    assert "belongs to “阿莫西林胶囊”" in box._note.text()
    assert not editor.save()
    assert box.value().id == known.id
    box = fill_in(editor, "batch", "250903A")
    assert box.value() == Ref(None, "250903A")
    editor.following.look()
    assert "adds a new one" in box._note.text()
    editor.discard()
