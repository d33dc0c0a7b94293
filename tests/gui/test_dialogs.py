"""Dialogs and outputs: settings, export, preview, errors, jobs; each opens in both languages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qfdesk import language
from qfdesk.desk import Desk
from qfdesk.errors import Cancelled, InvalidError, SurroundingsError
from qfdesk.model.values import Query
from qfdesk.ui import outputs as outputs_module
from qfdesk.ui import told
from qfdesk.ui.about import About, Help, help_text, keys_text
from qfdesk.ui.duties_dialog import DutiesDialog
from qfdesk.ui.duty_form import DutyForm
from qfdesk.ui.export_dialog import ExportDialog
from qfdesk.ui.jobs import JobBar, Jobs, Progress
from qfdesk.ui.pause_dialog import PauseDialog
from qfdesk.ui.preview import Preview
from qfdesk.ui.printing import paint
from qfdesk.ui.reason_dialog import ReasonDialog
from qfdesk.ui.register_tab import RegisterTab
from qfdesk.ui.requirements_dialog import RequirementsDialog
from qfdesk.ui.settings import SettingsDialog
from qfdesk.ui.span_dialog import SpanDialog
from qfdesk.ui.told import Banner, tell
from qfdesk.ui.urge_dialog import UrgeDialog
from qfdesk.ui.window import MainWindow

Open = Callable[..., MainWindow]


def dialogs(window: MainWindow) -> dict[str, Callable[[], QDialog]]:
    """Every dialog of the window, by name."""
    desk = window.desk
    return {
        "settings": lambda: SettingsDialog(desk, window.looks, window),
        "about": lambda: About(desk, window),
        "help": lambda: Help("?", help_text(), window),
        "keys": lambda: Help("?", keys_text(), window),
        "export": lambda: ExportDialog(desk, Query("complaint"), "投诉", window),
        "reason": lambda: ReasonDialog("?", "?", "?", window),
        "span": lambda: SpanDialog((None, None), desk.now().date(), window),
        "urge": lambda: UrgeDialog(desk, [("complaint", 1)], ["TS-2026-0001"], ["王芳"], window),
        "pause": lambda: PauseDialog("TS-2026-0001", window),
        "duties": lambda: DutiesDialog(desk, None, window),
        "duty": lambda: DutyForm(desk, None, window),
        "requirements": lambda: RequirementsDialog(desk, window),
    }


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize(
    "name",
    ["settings", "about", "help", "keys", "requirements", "export", "reason", "span", "urge", "pause", "duties"]
    + ["duty"],
)
def test_every_dialog_opens_in_both_languages(
    desk: Desk, open_window: Open, qtbot: QtBot, name: str, lang: str
) -> None:
    dialog = dialogs(open_window(desk, lang))[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.windowTitle()
    texts = [w.text() for w in dialog.findChildren(QLabel) if w.text()]
    assert all("{" not in text for text in texts)
    named = [w for w in dialog.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert [w for w in named if not (w.accessibleName() or getattr(w, "text", lambda: "x")() or buddy(dialog, w))] == []


def buddy(dialog: QDialog, widget: QWidget) -> bool:
    return any(label.buddy() is widget for label in dialog.findChildren(QLabel))


def test_standard_buttons_speak_the_language_too(desk: Desk, open_window: Open, qtbot: QtBot) -> None:
    window = open_window(desk, "zh_CN")
    dialog = SettingsDialog(desk, window.looks, window)
    qtbot.addWidget(dialog)
    assert "取消" in [button.text() for button in dialog.findChildren(QPushButton)]


def test_settings_of_the_house_go_into_the_ledger(window: MainWindow, desk: Desk) -> None:
    dialog = SettingsDialog(desk, window.looks, window)
    dialog.company.setText("城东大药房")
    dialog.reach.setText(" 热线 400-000-0000 ")
    dialog.paper_lang.setCurrentIndex(dialog.paper_lang.findData("en"))
    dialog.lang.setCurrentIndex(dialog.lang.findData("zh_CN"))
    dialog.accept()
    assert desk.settings.get("company") == "城东大药房"
    assert desk.settings.get("reach") == "热线 400-000-0000"
    assert desk.settings.get("paper_lang") == "en"
    assert language.screen() == "zh_CN"


def test_larger_words_make_the_rows_higher(window: MainWindow) -> None:
    tab = window.go("complaint")
    assert isinstance(tab, RegisterTab)
    window.looks.paint("light", "large")
    assert tab.list.verticalHeader().defaultSectionSize() == 36
    window.looks.paint("light", "normal")
    assert tab.list.verticalHeader().defaultSectionSize() == 30


def test_an_export_is_a_job_that_ends_with_a_link(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "投诉.xlsx"
    monkeypatch.setattr(ExportDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    tab = window.go("complaint")
    with qtbot.waitSignal(window.outputs.written, timeout=20_000):
        tab.export()
    assert target.stat().st_size > 4000
    assert "投诉.xlsx" in window.status.message.text()
    assert window.status.action.isVisible()


def test_a_file_that_is_open_elsewhere_is_told_and_another_name_taken(
    window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter([str(tmp_path / "busy.xlsx"), str(tmp_path / "busy-2.xlsx")])
    asked: list[str] = []

    def export(_queries: object, out: Path, *_rest: object, **_named: object) -> Path:
        if out.name == "busy.xlsx":
            raise SurroundingsError("{name} cannot be replaced", name=out.name)
        out.touch()
        return out

    def ask(_window: object, text: str, _yes: str) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr(desk, "export", export)
    monkeypatch.setattr(ExportDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(names), ""))
    monkeypatch.setattr(outputs_module, "ask", ask)
    with qtbot.waitSignal(window.outputs.written):
        window.outputs.export([Query("complaint")], "busy")
    assert asked == ["busy.xlsx cannot be replaced"]
    assert (tmp_path / "busy-2.xlsx").exists()


def shows_pages(dialog: Preview) -> bool:
    return dialog.view.pages is not None


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> Preview:
    window.go("complaint").print_current()
    found = window.findChild(Preview)
    assert isinstance(found, Preview)
    qtbot.waitUntil(lambda: found.view.pages is not None, timeout=20_000)
    return found


def test_printing_shows_the_pages_first(preview: Preview) -> None:
    assert preview._place.text().startswith("Page 1 of")
    assert preview._form.count() == len(preview._desk.entry("complaint").papers)
    assert not preview.view.grab().toImage().isNull()


def test_another_form_makes_other_pages(preview: Preview, qtbot: QtBot) -> None:
    before = preview.view.pages
    place = preview._form.findData("letter_slip")
    preview._form.setCurrentIndex(place)
    preview._form.activated.emit(place)
    qtbot.waitUntil(lambda: preview.view.pages not in (before, None), timeout=20_000)
    assert preview._pdf is not None
    assert preview._pdf.name == "letter_slip.pdf"


def test_zoom_and_turning_stay_within_the_pages(preview: Preview) -> None:
    for factor in (1.25, 1.25, 0.1, 9.0):
        preview.view.zoom(factor)
    preview.view.fit()
    preview.view.turn(99)
    assert preview.view.current() == len(preview.view.pages or ()) - 1


def test_closing_the_preview_removes_its_files(preview: Preview) -> None:
    assert preview._pdf is not None
    folder = preview._pdf.parent
    preview.reject()
    assert not folder.exists()
    assert preview.view.pages is None


def test_what_was_shown_goes_to_the_printer(preview: Preview, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    assert preview.view.pages is not None
    assert paint(preview.view.pages, printer)
    assert (tmp_path / "printed.pdf").stat().st_size > 10_000


def test_looking_at_a_form_is_no_print_yet_but_keeping_it_is(
    preview: Preview, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prints() -> list[str]:
        return [line.after for line in desk.latest() if line.act == "print"]

    assert prints() == []
    keep = next(b for b in preview.findChildren(QPushButton) if b.text().startswith("Save as PDF"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    keep.click()
    assert prints() == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "kept.pdf"), ""))
    keep.click()
    assert (tmp_path / "kept.pdf").exists()
    assert prints() == ["complaint_record"]


def test_a_blank_form_and_a_ledger_are_shown_too(window: MainWindow, qtbot: QtBot) -> None:
    tab = window.go("complaint")
    for show in (tab.print_blank, tab.print_ledger):
        show()
        found = window.findChildren(Preview)[-1]
        qtbot.waitUntil(partial(shows_pages, found), timeout=20_000)
        found.reject()


def test_a_form_that_cannot_be_made_is_told_in_the_preview(
    window: MainWindow, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_named: object) -> Path:
        raise SurroundingsError("The disk is full; make room")

    monkeypatch.setattr(desk, "print_forms", refuse)
    window.go("complaint").print_current()
    found = window.findChild(Preview)
    assert isinstance(found, Preview)
    qtbot.waitUntil(lambda: found.banner.text == "The disk is full; make room")


def test_a_job_reports_and_hands_over_its_result(themed: QApplication, qtbot: QtBot) -> None:
    jobs = Jobs()
    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    results: list[int] = []

    def work(progress: Progress) -> int:
        for n in range(3):
            progress(n, 3)
        return 42

    with qtbot.waitSignal(jobs.over):
        jobs.run("Counting", work, results.append)
        assert not bar.isHidden()
    assert results == [42]
    assert bar.isHidden()


def test_a_quiet_job_is_seen_once_it_tells_how_far_it_is(themed: QApplication, qtbot: QtBot) -> None:
    jobs = Jobs()
    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    told, over = Event(), Event()

    def work(progress: Progress) -> None:
        told.wait(20)
        progress(1, 4)
        over.wait(20)

    jobs.run("Counting", work, print, quiet=True)
    assert bar.isHidden()
    told.set()
    qtbot.waitUntil(lambda: not bar.isHidden())
    assert jobs.running == ()
    over.set()
    qtbot.waitUntil(bar.isHidden)


def test_a_stopped_job_says_nothing(themed: QApplication, qtbot: QtBot) -> None:
    jobs = Jobs()
    told_of: list[object] = []

    def work(progress: Progress) -> None:
        while True:
            progress(0, 0)

    with qtbot.waitSignal(jobs.over):
        job = jobs.run("Counting", work, told_of.append, told_of.append)
        job.progress.stop()
    assert told_of == []
    assert jobs.running == ()


def test_an_error_of_a_job_reaches_whoever_asked(themed: QApplication, qtbot: QtBot) -> None:
    jobs = Jobs()
    failed: list[BaseException] = []

    def work(_progress: Progress) -> None:
        raise SurroundingsError("The disk is full; make room")

    with qtbot.waitSignal(jobs.over):
        jobs.run("Writing", work, print, failed.append)
    with qtbot.waitSignal(jobs.failed):
        jobs.run("Writing", work, print)
    assert isinstance(failed[0], SurroundingsError)


def test_an_error_is_told_as_plain_text(themed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[tuple[str, Qt.TextFormat]] = []

    def keep_box(box: QMessageBox) -> None:
        boxes.append((box.text(), box.textFormat()))

    monkeypatch.setattr(QMessageBox, "exec", keep_box)
    tell(None, InvalidError("No <b>{name}</b>", name="<img src=x>"))
    tell(None, Cancelled())
    assert boxes == [("No <b><img src=x></b>", Qt.TextFormat.PlainText)]


def test_a_fault_is_logged_and_told_once(
    themed: QApplication, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    boxes: list[str] = []

    def keep_box(box: QMessageBox) -> None:
        boxes.append(box.informativeText())

    monkeypatch.setattr(QMessageBox, "exec", keep_box)
    with caplog.at_level(logging.ERROR, "qfdesk"):
        told.tell(None, ZeroDivisionError("division by zero"))
    assert boxes == ["ZeroDivisionError: division by zero"]
    assert "ZeroDivisionError" in caplog.text


def test_a_banner_shows_a_sentence_and_one_thing_to_do(themed: QApplication, qtbot: QtBot) -> None:
    banner, done = Banner(), list[int]()
    qtbot.addWidget(banner)
    banner.put("Something typed here was never saved.", "info", "Go on", partial(done.append, 1))
    banner.put("Something typed here was never saved.", "info", "Go on", partial(done.append, 2))
    qtbot.mouseClick(banner._action, Qt.MouseButton.LeftButton)
    assert done == [2]
    banner.clear()
    assert banner.text == ""


def test_the_keys_page_names_every_shortcut() -> None:
    text = keys_text()
    for keys in ("Ctrl+N", "Ctrl+S / F2", "Ctrl+K", "F5", "Ctrl+PgUp", "F1"):
        assert f"| {keys} |" in text
