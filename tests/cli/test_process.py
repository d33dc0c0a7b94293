"""The program as a process of its own: streams that fail, standard input, the module's name."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def _run(ledger: Path, *words: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "QFDESK_LEDGER": str(ledger), "QFDESK_PROFILE": str(ledger.parent / "profile")}
    environment.pop("DISPLAY", None)
    command = [sys.executable, "-m", "qfdesk", "--lang", "en", *words]
    told: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=100, check=False, **told)


def test_records_go_in_and_out_by_pipe_whatever_the_shell_speaks(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    added = _run(ledger, "add", "complaint", "--json", "-", input='{"story": "胶囊发粘，𠮷田"}'.encode())
    assert (added.returncode, added.stderr) == (0, b"")
    shown = _run(ledger, "show", added.stdout.decode().strip(), "--json")
    assert "胶囊发粘，𠮷田" in shown.stdout.decode()


def test_standard_input_in_gbk_is_refused_with_a_sentence(ledger: Path) -> None:
    answer = _run(ledger, "add", "complaint", "--json", "-", input='{"story": "胶囊"}'.encode("gbk"))
    assert answer.returncode == 2
    assert len(answer.stderr.decode().splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_output_is_told_and_nothing_is_added(ledger: Path) -> None:
    with open("/dev/full", "wb") as full:
        answer = _run(ledger, "add", "complaint", "--json", "-", input=b'{"story": "x"}', stdout=full)
    assert answer.returncode == 1
    assert len(answer.stderr.decode().splitlines()) == 1
    assert _run(ledger, "list", "complaint").stdout == b""
    with open("/dev/full", "wb") as full:
        long = _run(ledger, "registers", "--json", stdout=full)
    assert long.returncode == 1
    assert "cannot be written" in long.stderr.decode().splitlines()[0]
    assert len(long.stderr.decode().splitlines()) == 1


def test_a_reader_that_leaves_early_hears_no_complaint(ledger: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    answer = _run(ledger, "registers", "--json", stdout=writer)
    os.close(writer)
    assert answer.returncode == 1
    assert answer.stderr == b""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so_and_makes_no_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    answer = _run(tmp_path / "new.db")
    assert answer.returncode == 1
    assert "screen" in answer.stderr.decode()
    assert len(answer.stderr.decode().splitlines()) == 1
    assert not (tmp_path / "new.db").exists()
