"""Makes a bare machine ready and starts or tests qfdesk: ``python3 -m qfdesk.prepare demo|test|build``.

Uses the standard library only and runs from a source checkout on a bare Python 3.11 or later. It makes ``.venv``,
installs the project into it and, on Debian and its relatives, the system libraries in ``.ci/debian-packages.txt``.
A second run finds all this done and takes no time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "prepared.json"
LOG = VENV / "install.log"
PACKAGES = ROOT / ".ci" / "debian-packages.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
EXTRAS = {"demo": "", "test": "test", "build": "build"}
CHECKS = (("ruff", "check", "."), ("mypy",), ("pytest",))


class NotReady(Exception):
    """The machine cannot be made ready; the text is the one sentence for the user."""


def require_python() -> None:
    """Refuses a Python that is too old."""
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        raise NotReady(
            f"qfdesk needs Python {OLDEST[0]}.{OLDEST[1]} or later, but this is {have}: install a newer one."
        )


def require_display() -> None:
    """Refuses to open a window where there is no screen to open it on."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise NotReady("There is no display (DISPLAY and WAYLAND_DISPLAY are unset): run this in a desktop session.")


def listed_packages(purpose: str, text: str) -> list[list[str]]:
    """The Debian packages for a purpose, each as its possible names, from the text of the list."""
    section, found = "", []
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section in ("all", purpose):
            found.append([name.strip() for name in line.split("|")])
    return found


def is_installed(package: str) -> bool:
    """Whether dpkg has the package."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}\n", package]
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    return done.returncode == 0 and "installed" in done.stdout.split()


def is_offered(package: str) -> bool:
    """Whether apt could install the package."""
    done = subprocess.run(["apt-cache", "show", "--no-all-versions", package], capture_output=True, check=False)
    return done.returncode == 0


def python_packages(purpose: str) -> list[list[str]]:
    """What Debian splits off its own Python and we need; empty for a Python from elsewhere."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = []
    if find_spec("ensurepip") is None:
        found.append([f"python{version}-venv"])
    if purpose == "build" and sys.base_prefix == "/usr":
        found.append([f"libpython{version}t64", f"libpython{version}"])
    return found


def missing_packages(purpose: str) -> list[list[str]]:
    """The packages for a purpose that are not installed under any of their names."""
    wanted = listed_packages(purpose, PACKAGES.read_text(encoding="utf-8")) + python_packages(purpose)
    return [names for names in wanted if not any(map(is_installed, names))]


def as_root(command: list[str]) -> list[str]:
    """The command as root: as it is for root, by sudo for others."""
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", *command]
    return ["sudo", *(() if sys.stdin.isatty() else ("-n",)), "env", "DEBIAN_FRONTEND=noninteractive", *command]


def install_system_libraries(purpose: str) -> None:
    """Installs what is missing by apt; does nothing on systems without it."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    missing = missing_packages(purpose)
    if not missing:
        return
    by_hand = "sudo apt-get install " + " ".join(names[-1] for names in missing)
    if os.geteuid() != 0 and not shutil.which("sudo"):
        raise NotReady(f"System libraries are missing and only an administrator may install them: {by_hand}")
    say("Installing system libraries: " + " ".join(names[-1] for names in missing))
    apt(["apt-get", "-q", "update"], by_hand)
    chosen = [next(filter(is_offered, names), names[-1]) for names in missing]
    apt(["apt-get", "-q", "install", "-y", "--no-install-recommends", *chosen], by_hand)


def apt(command: list[str], by_hand: str) -> None:
    """Runs apt-get as root and turns its failure into a sentence."""
    done = subprocess.run(as_root(command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        last = next((line for line in reversed(done.stdout.splitlines()) if line.strip()), "no reason given")
        raise NotReady(
            f"apt-get could not install system libraries ({last.strip()}); check rights and network: {by_hand}"
        )


def digest(*parts: bytes) -> str:
    """A short fingerprint of what the environment depends on."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def place() -> str:
    """Changes when the environment has to be made anew: another folder or another Python."""
    return digest(str(ROOT).encode(), sys.version.encode())


def wishes() -> str:
    """Changes when the project may ask for other packages."""
    return digest((ROOT / "pyproject.toml").read_bytes())


def read_stamp() -> dict[str, object]:
    """What an earlier run prepared; empty when there is no environment that fits this folder and this Python."""
    try:
        stamp: dict[str, object] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if PYTHON.exists() and stamp.get("place") == place() else {}


def install_project(extra: str) -> None:
    """Makes the environment and installs the project into it, editable, with the extra."""
    stamp = read_stamp()
    have = str(stamp.get("extras", "")).split()
    if stamp.get("wishes") == wishes() and (not extra or extra in have):
        return
    say("Installing Python packages into .venv; the first time this fetches some 150 MB")
    if not stamp:
        make_environment()
    extras = sorted({extra, *have} - {""})
    pip_install(str(ROOT) + (f"[{','.join(extras)}]" if extras else ""))
    STAMP.write_text(json.dumps({"place": place(), "wishes": wishes(), "extras": " ".join(extras)}), encoding="utf-8")


def pip_install(target: str) -> None:
    """Installs an editable project into the environment."""
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--editable", target]
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(pip, stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise NotReady(pip_sentence(LOG.read_text(encoding="utf-8", errors="replace")))


def make_environment() -> None:
    """Makes .venv anew."""
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(make, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        reason = " ".join(done.stdout.split())[-200:] or "no reason given"
        raise NotReady(f"Could not make {VENV}; check rights and free space there, and that Python has venv: {reason}")


def pip_sentence(output: str) -> str:
    """What to tell the user when pip failed."""
    if "No space left" in output:
        return f"The disk is full: free about 1 GB for {VENV} and start again."
    unreachable = ("NewConnectionError", "Failed to resolve", "ConnectTimeout", "ReadTimeout", "ProxyError", "SSLError")
    if any(word in output for word in unreachable):
        return f"The Python packages could not be fetched: check the network (or proxy) and start again; details: {LOG}"
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return f"pip could not install the Python packages ({errors[-1] if errors else 'no reason given'}); details: {LOG}"


def say(text: str) -> None:
    """One line of progress; on standard error, so that a tool's own output stays alone on standard output."""
    print(text, file=sys.stderr, flush=True)


def run(command: list[str], **variables: str) -> int:
    """Runs a command of the environment in the project's folder and gives its exit status."""
    return subprocess.run([str(PYTHON), *command], cwd=ROOT, env={**os.environ, **variables}, check=False).returncode


def run_checks(pytest_options: list[str]) -> int:
    """Runs every check, tests last; the exit status is that of the first that failed."""
    first_failure = 0
    for name, *options in CHECKS:
        extra = pytest_options if name == "pytest" else []
        status = run(["-m", name, *options, *extra], QT_QPA_PLATFORM="offscreen")
        first_failure = first_failure or status
    return first_failure


def prepare_and_run(purpose: str, options: list[str]) -> int:
    """Makes the machine ready for a purpose and does it."""
    require_python()
    if purpose == "demo":
        require_display()
    install_system_libraries(purpose)
    install_project(EXTRAS[purpose])
    if purpose == "test":
        return run_checks(options)
    if purpose == "build":
        return run([str(ROOT / "build_installer.py"), *options])
    return run(["-m", "qfdesk", "--demo", *options])


def main() -> int:
    """Reads the command line; one sentence on standard error when the machine cannot be made ready."""
    parser = argparse.ArgumentParser(prog="python3 -m qfdesk.prepare", description=__doc__.split("\n")[0])
    parser.add_argument(
        "purpose", choices=tuple(EXTRAS), help="open sample data, run all checks, or build an installer"
    )
    known, options = parser.parse_known_args()
    try:
        return prepare_and_run(known.purpose, options)
    except NotReady as problem:
        say(str(problem))
    except OSError as problem:
        say(f"This machine does not let qfdesk be prepared: {problem}")
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
