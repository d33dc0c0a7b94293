"""What goes into the bundle and what stays out, decided without running PyInstaller."""

import sys
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".ci"))

import bundle_parts  # noqa: E402
import licence_texts  # noqa: E402


@pytest.mark.parametrize(
    "target",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6\\plugins\\platforms\\qminimal.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6\\opengl32sw.dll",
        "libcups.so.2",
        "libstdc++.so.6",
    ],
)
def test_useless_and_system_files_stay_out(target: str) -> None:
    assert bundle_parts.is_unwanted(target)


@pytest.mark.parametrize(
    "target",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "libxcb-cursor.so.0",
    ],
)
def test_what_a_window_needs_goes_in(target: str) -> None:
    assert not bundle_parts.is_unwanted(target)


def test_libraries_go_when_the_last_file_that_needs_them_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = {"plugin": {"liba.so.1"}, "a": {"libb.so.1"}, "gtk": {"libpango.so.1"}}
    monkeypatch.setattr(bundle_parts, "needed_by", lambda source: needs.get(source, set()))
    binaries = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "plugin", "BINARY"),
        ("liba.so.1", "a", "BINARY"),
        ("PySide6/Qt/lib/libb.so.1", "b", "BINARY"),
        ("libgtk.so.3", "gtk", "BINARY"),
        ("libpango.so.1", "pango", "BINARY"),
        ("libpython3.11.so.1.0", "python", "BINARY"),
    ]
    kept = bundle_parts.without_orphans(binaries)
    assert {source for _, source, _ in kept} == {"plugin", "a", "b", "python"}
    links = [("libb.so.1", "PySide6/Qt/lib/libb.so.1", "SYMLINK"), ("libgtk.so", "x/libgtk.so.3", "SYMLINK")]
    assert bundle_parts.without_dangling_links(links, kept) == links[:1]


def test_qfdesk_ships_all_of_itself_but_what_prepares_a_checkout() -> None:
    assert bundle_parts.is_shipped("qfdesk.registers.complaint")
    assert not bundle_parts.is_shipped("qfdesk.prepare")


@pytest.mark.parametrize("name", ["x.dist-info/LICENSE", "x.dist-info/licenses/BSD-3.txt", "x/COPYING.txt"])
def test_licence_texts_are_known_by_name_or_folder(name: str) -> None:
    assert licence_texts.is_licence_text(PurePosixPath(name))
    assert not licence_texts.is_licence_text(PurePosixPath("x/license.py"))


def test_the_licences_that_must_be_shipped_are_here() -> None:
    folder = ROOT / "resources" / "licences"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "LGPL-3.txt").read_text(encoding="utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (folder / "GPL-3.txt").read_text(encoding="utf-8")
