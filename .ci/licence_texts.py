"""The licence texts of everything that PyInstaller puts into the bundle beside qfdesk."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path, PurePath


def collect(target: Path, libraries: list[str]) -> Path:
    """Fills a folder with the texts of the Python packages, of Python, and of the packages the libraries are from."""
    shutil.rmtree(target, ignore_errors=True)
    for name in sorted(required_packages("qfdesk[server]")):
        copy_package_texts(metadata.distribution(name), target)
    for origin, name in (*python_licence(), *system_licences(libraries)):
        shutil.copyfile(origin, target / name)
    return target


def copy_package_texts(package: metadata.Distribution, target: Path) -> None:
    """Copies the licence files of one Python package, and what its description says about its licence."""
    folder = target / f"{package.name}-{package.version}"
    folder.mkdir(parents=True)
    description = (package.read_text("METADATA") or "").split("\n\n")[0]
    stated = [
        line for line in description.splitlines() if re.match(r"License|Home-page|Project-URL|Classifier: Lic", line)
    ]
    (folder / "METADATA.txt").write_text("\n".join(stated) + "\n", encoding="utf-8")
    for file in package.files or ():
        if is_licence_text(file):
            shutil.copyfile(str(file.locate()), folder / file.name)


def is_licence_text(file: PurePath) -> bool:
    """Whether a file of a package holds a licence, by its own name or that of its folder."""
    if file.suffix in (".py", ".pyc", ".pyi"):
        return False
    named = re.match(r"(?i)(un)?licen[cs]e|copying|notice|copyright", file.name)
    return bool(named) or any(part.lower() in ("licenses", "licences") for part in file.parent.parts)


def required_packages(requirement: str) -> set[str]:
    """The names of the packages that a requirement brings in on this machine, without qfdesk itself."""
    from packaging.requirements import Requirement

    found: set[str] = set()
    open_ends = [Requirement(requirement)]
    while open_ends:
        wish = open_ends.pop()
        for line in metadata.requires(wish.name) or ():
            more = Requirement(line)
            if any(more.marker is None or more.marker.evaluate({"extra": e}) for e in (wish.extras or {""})):
                if more.name not in found:
                    open_ends.append(more)
                found.add(more.name)
    return found


def python_licence() -> Iterator[tuple[Path, str]]:
    """Where Python's own licence lies, as (file, name to give it)."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for file in (Path(os.__file__).parent / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt",
                 Path("/usr/share/doc") / version / "copyright"):  # fmt: skip
        if file.is_file():
            yield file, f"{version}.txt"
            return


def system_licences(libraries: list[str]) -> Iterator[tuple[Path, str]]:
    """The copyright files of the Debian packages whose libraries PyInstaller copied."""
    if not shutil.which("dpkg-query"):
        return
    real = {str(Path(library).resolve()) for library in libraries}
    # a merged /usr: dpkg may know the same file under /lib
    names = [*real, *(name.removeprefix("/usr") for name in real)]
    found = subprocess.run(["dpkg-query", "-S", *names], capture_output=True, text=True, check=False).stdout
    for package in sorted({line.split(":")[0] for line in found.splitlines()}):
        file = Path("/usr/share/doc") / package / "copyright"
        if file.is_file():
            yield file, f"{package}.txt"
