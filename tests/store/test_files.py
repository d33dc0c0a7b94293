"""Drafts, attachments and backups: what lies beside the ledger."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from qfdesk import app
from qfdesk.app import open_desk
from qfdesk.desk import Desk
from qfdesk.errors import InvalidError, SurroundingsError
from qfdesk.model.fields import Ref
from qfdesk.model.values import Query
from tests.invented import save_one


def test_a_draft_survives_a_crash_and_is_gone_once_dropped(desk: Desk, tmp_path: Path) -> None:
    draft = desk.blank("complaint")
    draft.values.update(story="打到一半\n第二行", customer=Ref(None, "张"), contacts=[{"said": "稍后回电"}])
    desk.keep_draft(draft)
    draft.values["story"] = "打到一半\n第二行多一点"
    desk.keep_draft(draft)
    desk.close()
    again = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
    assert again.kept_drafts() == [draft]
    assert again.count(Query("complaint")) == 0
    again.drop_draft(draft.uid)
    again.drop_draft(draft.uid)
    assert again.kept_drafts() == []
    again.close()


def test_an_unreadable_draft_hides_no_other_and_stays(desk: Desk, tmp_path: Path) -> None:
    draft = desk.blank("complaint")
    desk.keep_draft(draft)
    (folder,) = (tmp_path / "profile" / "drafts").iterdir()
    for name, text in (("a", "{"), ("b", "[]"), ("c", '{"register": "gone"}'), ("d", '"x"')):
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    assert desk.kept_drafts() == [draft]
    assert len(list(folder.iterdir())) == 5


def test_a_value_that_cannot_be_read_takes_no_other_along(desk: Desk) -> None:
    draft = desk.blank("complaint")
    draft.values.update(story="故事", bought_on="上个星期", quantity="两三盒")
    desk.keep_draft(draft)
    (kept,) = desk.kept_drafts()
    assert kept.values["story"] == "故事"
    assert "bought_on" not in kept.values


def test_a_draft_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "profile" / "drafts").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SurroundingsError, match="The draft cannot be kept"):
        desk.keep_draft(desk.blank("complaint"))


HOSTILE = (
    "收据.pdf",
    "..\\..\\evil.pdf",
    "C:\\Windows\\x.pdf",
    "con.txt",
    "a:b.txt",
    "fdp.\u202etxt.pdf",
    "长" * 60 + ".jpg",
    "new\nline.txt",
    " .txt",
    "-rf.txt",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_of_any_name_is_kept_and_given_back(name: str, desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint")
    source = tmp_path / name
    source.write_bytes(b"%PDF-1.4 \x00\xff")
    attached = desk.attach("complaint", saved.id, source)
    (kept,) = (path for path in (tmp_path / "profile" / "attachments").rglob("*") if path.is_file())
    assert kept.name.isalnum()
    source.unlink()
    copy = desk.attachment_copy(attached.id)
    assert copy.read_bytes() == b"%PDF-1.4 \x00\xff"
    assert copy.parent != kept.parent
    assert not set(copy.name) & set('<>:"/\\|?*\n\u202e')
    assert copy.name.split(".")[0].lower() != "con"
    assert [(one.name, one.state) for one in desk.attachments("complaint", saved.id)] == [(attached.name, "ok")]
    shutil.rmtree(copy.parent)


@pytest.mark.parametrize("name", ["setup.exe", "SETUP.EXE", "a.pdf.lnk", "x.js", "y.bat", "z.ps1 ", "w.exe.", "v.vbs"])
def test_a_program_is_refused(name: str, desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint")
    (tmp_path / name).write_bytes(b"MZ")
    with pytest.raises(InvalidError, match="is a program; programs are not attached"):
        desk.attach("complaint", saved.id, tmp_path / name)
    assert desk.attachments("complaint", saved.id) == []


def test_a_folder_or_nothing_is_told(desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint")
    for source in (tmp_path, tmp_path / "nichts.pdf"):
        with pytest.raises(SurroundingsError, match="cannot be copied"):
            desk.attach("complaint", saved.id, source)
    big = tmp_path / "film.mp4"
    with big.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(InvalidError, match="larger than 50 MB"):
        desk.attach("complaint", saved.id, big)
    assert [path for path in (tmp_path / "profile" / "attachments").rglob("*") if path.is_file()] == []


def test_a_missing_and_a_changed_file_are_told(desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
        desk.attach("complaint", saved.id, tmp_path / name)
    kept = {p.read_text(encoding="utf-8"): p for p in (tmp_path / "profile" / "attachments").rglob("*") if p.is_file()}
    kept["a.txt"].unlink()
    kept["b.txt"].write_text("other", encoding="utf-8")
    assert [one.state for one in desk.attachments("complaint", saved.id)] == ["missing", "changed"]
    assert [line.say("en") for line in desk.wrong()] == [
        "Complaints: the attached file a.txt is missing",
        "Complaints: the attached file b.txt was changed",
    ]
    with pytest.raises(SurroundingsError, match=r"The file of a\.txt is missing"):
        desk.attachment_copy(desk.attachments("complaint", saved.id)[0].id)


def test_a_file_taken_out_needs_a_reason_and_is_out_once(desk: Desk, tmp_path: Path) -> None:
    saved = save_one(desk, "complaint")
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    attached = desk.attach("complaint", saved.id, tmp_path / "a.txt")
    with pytest.raises(InvalidError, match="Say why"):
        desk.detach(attached.id, " ")
    desk.detach(attached.id, "附错了")
    assert desk.attachments("complaint", saved.id) == []
    with pytest.raises(InvalidError, match="no longer with the entry"):
        desk.detach(attached.id, "再一次")


@pytest.fixture
def backed_up(desk: Desk, tmp_path: Path) -> Path:
    """A backup of a ledger with a complaint, a customer and a file."""
    saved = save_one(desk, "complaint", story="备份前", customer=Ref(None, "顾客"))
    (tmp_path / "receipt.txt").write_text("收据", encoding="utf-8")
    desk.attach("complaint", saved.id, tmp_path / "receipt.txt")
    return desk.back_up()


def restored(tmp_path: Path, backup: Path) -> Path | None:
    return app.restore(str(tmp_path / "ledger.db"), tmp_path / "profile", backup)


def test_a_backup_brings_back_ledger_and_files_and_keeps_what_was_there(
    desk: Desk, backed_up: Path, tmp_path: Path
) -> None:
    save_one(desk, "complaint", story="备份后")
    desk.close()
    shutil.rmtree(tmp_path / "profile" / "attachments")
    kept = restored(tmp_path, backed_up)
    assert kept is not None
    back = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
    assert [hit.number for hit in back.find("备份前")] == ["TS-2026-0001"]
    assert back.find("备份后") == []
    assert back.wrong() == []
    assert back.attachments("complaint", 1)[0].state == "ok"
    back.close()
    before = open_desk(str(kept), tmp_path / "profile", "王芳")
    assert [hit.number for hit in before.find("备份后")] == ["TS-2026-0002"]
    before.close()


def test_a_backup_is_put_where_there_is_no_ledger_left(desk: Desk, backed_up: Path, tmp_path: Path) -> None:
    desk.close()
    (tmp_path / "ledger.db").unlink()
    assert restored(tmp_path, backed_up) is None
    open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳").close()


def test_the_journal_of_a_crashed_ledger_does_not_harm_the_restored_one(
    desk: Desk, backed_up: Path, tmp_path: Path
) -> None:
    desk.close()
    journal = tmp_path / "ledger.db-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0\0\0\1" * 300)
    restored(tmp_path, backed_up)
    assert not journal.exists()
    back = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
    assert back.wrong() == []
    back.close()


def test_no_single_damaged_byte_of_a_backup_goes_unnoticed(desk: Desk, backed_up: Path, tmp_path: Path) -> None:
    desk.close()
    before = (tmp_path / "ledger.db").read_bytes()
    whole = backed_up.read_bytes()
    with zipfile.ZipFile(backed_up) as bundle:
        places = [info.header_offset + 200 for info in bundle.infolist() if info.file_size > 600]
    places += [len(whole) // 2, len(whole) // 3]
    for place in places:
        hurt = bytearray(whole)
        hurt[place] ^= 0x5A
        backed_up.write_bytes(hurt)
        with pytest.raises(InvalidError, match="not a backup of qfdesk, or it is damaged|damaged: its checksum"):
            restored(tmp_path, backed_up)
    for shorter in (0, 10, len(whole) // 2, len(whole) - 5):
        backed_up.write_bytes(whole[:shorter])
        with pytest.raises(InvalidError, match="not a backup of qfdesk"):
            restored(tmp_path, backed_up)
    assert (tmp_path / "ledger.db").read_bytes() == before


def test_other_archives_are_no_backups(tmp_path: Path, desk: Desk) -> None:
    desk.close()
    for manifest in ("[]", "{}", "kein", '{"sha256": "0"}'):
        with zipfile.ZipFile(tmp_path / "other.zip", "w") as bundle:
            bundle.writestr("manifest.json", manifest)
            bundle.writestr("ledger.db", b"x")
        with pytest.raises(InvalidError):
            restored(tmp_path, tmp_path / "other.zip")
    with pytest.raises(InvalidError):
        restored(tmp_path, tmp_path / "missing.zip")


def test_a_backup_that_cannot_be_written_leaves_nothing_and_the_old_one(desk: Desk, tmp_path: Path) -> None:
    save_one(desk, "complaint")
    target = tmp_path / "out" / "backup.zip"
    desk.back_up(target)
    old = target.read_bytes()
    if os.path.exists("/dev/full"):
        (tmp_path / "out" / "backup.part").symlink_to("/dev/full")
        with pytest.raises(SurroundingsError, match="cannot be written .*the disk is full"):
            desk.back_up(target)
    assert target.read_bytes() == old
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["backup.zip"]


def test_a_backup_is_made_while_others_write(desk: Desk, tmp_path: Path) -> None:
    import threading

    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set() and n < 200:
            n += 1
            save_one(desk, "complaint", story=f"写入 {n}")
        desk.let_go()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backups = [desk.back_up(tmp_path / f"b{n}.zip") for n in range(4)]
    finally:
        stop.set()
        writer.join()
    desk.close()
    for one in backups:
        restored(tmp_path, one)
        back = open_desk(str(tmp_path / "ledger.db"), tmp_path / "profile", "王芳")
        assert back.wrong() == []
        back.close()
