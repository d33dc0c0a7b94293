"""The program as its callers see it: words in, exit status and two streams out."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qfdesk import language
from qfdesk.app import main

Ask = Callable[..., "Answer"]
Add = Callable[..., str]


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def sentence(self) -> str:
        """The one sentence on standard error; fails when there is none, more than one, or a traceback."""
        assert "Traceback" not in self.err
        assert len(self.err.splitlines()) == 1, self.err
        return self.err.strip()


@pytest.fixture(autouse=True)
def _no_house_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("QFDESK_LEDGER", "QFDESK_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    spoken = language.screen()
    yield
    language.use(spoken)


@pytest.fixture(scope="session")
def new_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger, made once; every test works on a copy."""
    place = tmp_path_factory.mktemp("cli")
    assert main(["--ledger", str(place / "new.db"), "--profile", str(place / "profile"), "init"]) == 0
    return place / "new.db"


@pytest.fixture
def ledger(new_ledger: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(new_ledger, tmp_path / "ledger.db"))


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def ask(ledger: Path, profile: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks the program something: ``ask("add", "complaint", given={...})``, in English unless told otherwise."""

    def asked(*words: str, given: Any = None, lang: str = "en", place: str | None = None) -> Answer:
        told = ["--ledger", place or str(ledger), "--profile", str(profile), "--lang", lang, *words]
        if given is not None:
            data = given if isinstance(given, bytes) else json.dumps(given, ensure_ascii=False).encode()
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
            told += ["--json", "-"]
        capsys.readouterr()
        status = main(told)
        out, err = capsys.readouterr()
        return Answer(status, out, err)

    return asked


@pytest.fixture
def add(ask: Ask) -> Add:
    """Adds one record and returns its number."""

    def added(register: str = "complaint", **fields: Any) -> str:
        answer = ask("add", register, given={**LEAST[register], **fields})
        assert answer.status == 0, answer.err
        return answer.lines[0]

    return added


LEAST: dict[str, dict[str, Any]] = {
    "complaint": {"story": "胶囊发粘"},
    "batch_issue": {"source": "receiving", "product": "阿莫西林胶囊", "batch": "20260115", "story": "外观变色"},
    "visit": {"purpose": "年度走访", "story": "反映包装易破"},
    "goods_return": {
        "customer": "仁济药房",
        "ground": "quality",
        "product": "阿莫西林胶囊",
        "batch": "20260115",
        "quantity_claimed": 5,
        "story": "铝箔破损",
    },
    "party": {"name": "仁济药房"},
    "product": {"name": "阿莫西林胶囊"},
    "batch": {"batch_number": "20260115"},
    "department": {"name": "质量管理部"},
    "operator": {"name": "王芳"},
}
"""The least that each register and master takes."""
