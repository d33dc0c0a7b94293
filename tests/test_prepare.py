"""The first command a newcomer types: what it asks for, and what it says when the machine does not play along."""

import sys
from pathlib import Path

import pytest

from qfdesk import prepare

LIST = """\
# comment
[all]
libegl1   # why
libglib2.0-0t64 | libglib2.0-0
[demo]
libxcb-cursor0
[build]
binutils
"""


def test_a_purpose_gets_the_common_packages_and_its_own() -> None:
    assert prepare.listed_packages("demo", LIST) == [
        ["libegl1"], ["libglib2.0-0t64", "libglib2.0-0"], ["libxcb-cursor0"],
    ]  # fmt: skip
    assert prepare.listed_packages("test", LIST) == [["libegl1"], ["libglib2.0-0t64", "libglib2.0-0"]]


def test_the_real_list_names_the_window_libraries_for_the_demo_only() -> None:
    text = prepare.PACKAGES.read_text(encoding="utf-8")
    demo = {name for names in prepare.listed_packages("demo", text) for name in names}
    tests = {name for names in prepare.listed_packages("test", text) for name in names}
    assert {"libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"} <= demo - tests


def test_a_package_under_its_older_name_is_not_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    listing = tmp_path / "packages.txt"
    listing.write_text(LIST, encoding="utf-8")
    monkeypatch.setattr(prepare, "PACKAGES", listing)
    monkeypatch.setattr(prepare, "is_installed", lambda name: name in ("libglib2.0-0", "libegl1"))
    assert prepare.missing_packages("demo") == [["libxcb-cursor0"]]


def test_debians_own_python_is_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(prepare, "find_spec", lambda name: None)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert prepare.python_packages("demo") == [[f"python{version}-venv"]]
    assert [f"libpython{version}t64", f"libpython{version}"] in prepare.python_packages("build")


def test_an_old_python_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(prepare.NotReady, match=r"needs Python 3\.11 or later, but this is 3\.9\.2"):
        prepare.require_python()


def test_no_display_is_told_before_anything_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(prepare.NotReady, match="no display"):
        prepare.prepare_and_run("demo", [])


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("NewConnectionError(...): Failed to establish", "check the network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: Cannot install a and b", "Cannot install a and b"),
    ],
)
def test_a_failed_pip_is_told_in_one_line(output: str, words: str) -> None:
    sentence = prepare.pip_sentence(output)
    assert words in sentence
    assert "\n" not in sentence


def test_a_prepared_machine_installs_nothing_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[str] = []
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(prepare, "PYTHON", python)
    monkeypatch.setattr(prepare, "STAMP", tmp_path / "prepared.json")
    monkeypatch.setattr(prepare, "make_environment", lambda: calls.append("environment"))
    monkeypatch.setattr(prepare, "pip_install", lambda target: calls.append(target.removeprefix(str(prepare.ROOT))))
    for extra in ("", "", "test", "", "test"):
        prepare.install_project(extra)
    assert calls == ["environment", "", "[test]"]


def test_the_exit_status_is_the_first_failure_and_tests_come_last(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def answer(command: list[str], **variables: str) -> int:
        ran.append(command)
        assert variables == {"QT_QPA_PLATFORM": "offscreen"}
        return {"ruff": 0, "mypy": 2, "pytest": 1}[command[1]]

    monkeypatch.setattr(prepare, "run", answer)
    assert prepare.run_checks(["-k", "one"]) == 2
    assert [command[1] for command in ran] == ["ruff", "mypy", "pytest"]
    assert ran[-1][-2:] == ["-k", "one"]
