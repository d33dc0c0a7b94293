"""Builds what users install: ``python build_installer.py [--target deb|tar|win] [--selftest]``.

Needs PyInstaller; ``python3 -m qfdesk.prepare build …`` makes an environment that has it and runs this file there.
The results stand in ``dist/``; ``build/`` holds what may be thrown away.
"""

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import qfdesk

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "build"
DIST = ROOT / "dist"
BUNDLE = BUILD / "bundle" / "qfdesk"
VERSION = qfdesk.__version__
TARGETS = ("deb", "tar", "win")
DEPENDS = (
    "libgl1, libegl1, libdbus-1-3, libfontconfig1, libfreetype6, libxkbcommon0, libxkbcommon-x11-0, libxcb-cursor0, "
    "libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libx11-xcb1, libglib2.0-0t64 | libglib2.0-0, libbrotli1, "
    "libcups2t64 | libcups2, libstdc++6, libgcc-s1"
)
DESKTOP = """[Desktop Entry]
Type=Application
Name=qfdesk
Name[zh_CN]=质量信息反馈工作台
Comment=Quality feedback registers, due dates and paper forms
Comment[zh_CN]=投诉、退货、召回等质量信息台账
Exec=qfdesk
Icon=qfdesk
Terminal=false
Categories=Office;Database;
StartupWMClass=qfdesk
"""


class CannotBuild(Exception):
    """The installer cannot be built here; the text is the one sentence for the user."""


# --- the bundle -------------------------------------------------------------------------------------------------------


def make_bundle() -> None:
    """Runs PyInstaller over the recipe."""
    if importlib.util.find_spec("PyInstaller") is None:
        raise CannotBuild("PyInstaller is not installed here: run python3 -m qfdesk.prepare build instead.")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath",
               str(BUNDLE.parent), "--workpath", str(BUILD / "work"), str(ROOT / ".ci" / "bundle.spec")]  # fmt: skip
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise CannotBuild("PyInstaller failed; its last lines above say why.")


def selftest() -> None:
    """Starts the bundled program once, without a screen and away from the user's own data."""
    program = BUNDLE / ("qfdesk.exe" if os.name == "nt" else "qfdesk")
    with tempfile.TemporaryDirectory() as profile:
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QFDESK_PROFILE": profile, "HOME": profile}
        surroundings.pop("QFDESK_LEDGER", None)
        done = subprocess.run([str(program), "--selftest"], cwd=profile, env=surroundings, timeout=120, check=False)
    if done.returncode:
        raise CannotBuild(f"The bundled program failed its self-test with exit status {done.returncode}.")
    print("self-test passed", flush=True)


# --- what users get ---------------------------------------------------------------------------------------------------


def make_deb() -> Path:
    """A Debian package that needs no Python."""
    if not shutil.which("dpkg-deb"):
        raise CannotBuild("A .deb can be built on Debian or Ubuntu only: here use --target tar.")
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(BUNDLE, root / "usr/lib/qfdesk", symlinks=True)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/qfdesk").symlink_to("../lib/qfdesk/qfdesk")
    put(root / "usr/share/applications/qfdesk.desktop", DESKTOP)
    icon = (ROOT / "resources/icons/qfdesk.svg").read_text(encoding="utf-8")
    put(root / "usr/share/icons/hicolor/scalable/apps/qfdesk.svg", icon)
    more = "\n\nQt, fonts and other parts have their own licences: /usr/lib/qfdesk/_internal/resources/licences\n"
    put(root / "usr/share/doc/qfdesk/copyright", (ROOT / "LICENSE").read_text(encoding="utf-8") + more)
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    put(root / "DEBIAN/control", control(root, architecture))
    target = DIST / f"qfdesk_{VERSION}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(target)]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
        raise CannotBuild("dpkg-deb failed; its last line above says why.")
    return target


def put(path: Path, text: str) -> None:
    """Writes a text file with the permissions that a package needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)


def control(root: Path, architecture: str) -> str:
    """The package's description for dpkg."""
    return f"""Package: qfdesk
Version: {VERSION}
Architecture: {architecture}
Maintainer: the qfdesk authors <qfdesk@localhost>
Installed-Size: {size_of(root) // 1024}
Depends: libc6 (>= {oldest_libc()}), {DEPENDS}
Recommends: libwayland-cursor0
Section: database
Priority: optional
Description: quality-feedback desk (质量信息反馈工作台)
 Registers of complaints, batch issues, returns, recalls and other quality
 information for drug makers, wholesalers and pharmacies, with stages, due
 dates, search, history, Excel sheets and paper forms.
"""


def oldest_libc() -> str:
    """The oldest glibc that has every symbol the bundled files ask for."""
    minors = {34}
    for file in BUNDLE.rglob("*"):
        if file.is_file() and not file.is_symlink() and (".so" in file.name or file.name == "qfdesk"):
            minors.update(int(minor) for minor in re.findall(rb"\0GLIBC_2\.(\d+)\0", file.read_bytes()))
    return f"2.{max(minors)}"


def make_tar() -> Path:
    """A folder to unpack anywhere."""
    target = DIST / f"qfdesk-{VERSION}-{os.uname().sysname.lower()}-{os.uname().machine}.tar.xz"
    with tarfile.open(target, "w:xz") as archive:
        archive.add(BUNDLE, f"qfdesk-{VERSION}")
    return target


def make_zip() -> Path:
    """A folder to unpack anywhere, for Windows."""
    target = DIST / f"qfdesk-{VERSION}-windows.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(BUNDLE.rglob("*")):
            archive.write(file, Path(f"qfdesk-{VERSION}") / file.relative_to(BUNDLE))
    return target


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())


def build(target: str, with_selftest: bool) -> None:
    """Builds one target and says what came out."""
    if (target == "win") != (os.name == "nt"):
        raise CannotBuild(f"--target {target} must be built on {'Windows' if target == 'win' else 'Linux'}.")
    DIST.mkdir(exist_ok=True)
    make_bundle()
    print(f"{size_of(BUNDLE) / 2**20:7.1f} MB  {BUNDLE.relative_to(ROOT)}", flush=True)
    if with_selftest:
        selftest()
    result = {"deb": make_deb, "tar": make_tar, "win": make_zip}[target]()
    checksum = hashlib.sha256(result.read_bytes()).hexdigest()
    print(f"{result.stat().st_size / 2**20:7.1f} MB  {result.relative_to(ROOT)}  sha256 {checksum}")


def main() -> int:
    """Reads the command line; one sentence on standard error when nothing can be built."""
    usual = "win" if os.name == "nt" else "deb" if shutil.which("dpkg-deb") else "tar"
    parser = argparse.ArgumentParser(description="Builds what users install.")
    parser.add_argument("--target", choices=TARGETS, default=usual, help=f"what to build (here: {usual})")
    parser.add_argument("--selftest", action="store_true", help="start the built program once before packing it")
    options = parser.parse_args()
    try:
        build(options.target, options.selftest)
    except (CannotBuild, OSError, subprocess.TimeoutExpired) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
