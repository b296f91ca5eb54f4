"""PostgreSQL's own programs for backups, of a version that fits the server; no password on a command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Engine, text

INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of several versions."""
SECRET = ("password", "sslpassword")
WITHOUT_OWNERS = ("--no-owner", "--no-privileges", "--no-password")


class ProgramMissing(Exception):
    """No program of a fitting version is installed; the exception says which version."""


class ProgramFailed(Exception):
    """A program failed; the exception holds its first sentence, and no value of a row."""


def dump(engine: Engine, file: Path) -> None:
    """Write a database as it is now into a file. Who writes meanwhile waits for nothing."""
    words = ("--format=custom", f"--file={file}", "--lock-wait-timeout=10s", *WITHOUT_OWNERS)
    _run(_program("pg_dump", engine), *words, database=engine.url)


def load(engine: Engine, url: URL, file: Path) -> None:
    """Read a file into an empty database, all or nothing."""
    words = ("--single-transaction", "--exit-on-error", *WITHOUT_OWNERS)
    _run(_program("pg_restore", engine), *words, str(file), database=url)


def is_readable(engine: Engine, file: Path) -> bool:
    """Tell whether a file can be read from its first to its last byte."""
    program = _program("pg_restore", engine)
    try:
        _run(program, f"--file={os.devnull}", str(file))
    except ProgramFailed:
        return False
    return True


def _program(name: str, engine: Engine) -> str:
    """Return the program of the server's version, or a newer one."""
    with engine.connect() as connection:
        wanted = int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000
    for found in (shutil.which(name, path=str(INSTALLED / str(wanted) / "bin")), shutil.which(name)):
        if found and _version(found) >= wanted:
            return found
    raise ProgramMissing(f"{name} {wanted}")


def _version(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _run(program: str, *words: str, database: URL | None = None) -> None:
    """Run a program; which database it opens stands on its command line, but how it signs in does not."""
    given = _parameters(database) if database is not None else {}
    environment = {**os.environ, **({"PGPASSWORD": given["password"]} if "password" in given else {})}
    shown = {name: value for name, value in given.items() if name not in SECRET}
    where = [f"--dbname={make_conninfo('', **shown)}"] if shown else []
    done = subprocess.run(
        [program, *where, *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ProgramFailed(next(iter(done.stderr.splitlines()), ""))


def _parameters(url: URL) -> dict[str, str]:
    """Return the parameters of a connection, as PostgreSQL's own programs name them."""
    _, parameters = url.get_dialect()().create_connect_args(url)
    return {name: str(value) for name, value in parameters.items()}
