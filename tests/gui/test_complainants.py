"""In the window a person named once is the complainant, the contact and, in a return, a consumer."""

from __future__ import annotations

from qfdesk.desk import Desk
from qfdesk.ui.window import MainWindow
from tests.gui.test_batch_owners import begun, fill_in
from tests.invented import save_one


def test_a_known_person_who_returns_goods_is_ticked_as_a_consumer(window: MainWindow, desk: Desk) -> None:
    save_one(desk, "party", name="孙秀英", kind="person", phone="13800000000")
    editor = begun(window, "goods_return")
    fill_in(editor, "customer", "孙秀英")
    assert editor.form is not None
    assert [editor.form.box(key).value() for key in ("consumer", "contact_name", "contact_phone")] == [
        True,
        "孙秀英",
        "13800000000",
    ]
    editor.discard()


def test_somebody_new_in_a_complaint_is_named_after_saving(window: MainWindow) -> None:
    editor = begun(window, "complaint")
    fill_in(editor, "customer", "钱玉兰")
    assert editor.held is not None
    assert editor.form is not None
    editor.held.draft.values["story"] = "结块"
    assert editor.save()
    assert editor.form.box("contact_name").value() == "钱玉兰"
