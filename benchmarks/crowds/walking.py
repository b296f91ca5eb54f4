"""Pages to ask for, found as a visitor finds them: by the links of the pages before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.clients import Client
from benchmarks.serving import Server

if TYPE_CHECKING:
    from sqlalchemy import Engine

_LINK = re.compile(r'href="(/(?:en|fr|es)/[^"#?]*)["#]')
_FILE = re.compile(r"\.[a-z0-9]{3,7}$")


@contextmanager
def served(engine: Engine, *options: str) -> Iterator[Server]:
    """Serve a database with a folder of its own for finished files."""
    with TemporaryDirectory() as folder:
        server = Server(engine.url.render_as_string(hide_password=False), *options)
        server.environment["SURVEY_CACHE"] = str(Path(folder) / "files")
        server.environment["SURVEY_SECOND_FACTOR"] = "offered"
        with server:
            yield server


def pages(client: Client, first: str, most: int) -> list[str]:
    """Follow links from a page on, and return as many addresses of pages that are there."""
    found: list[str] = []
    waiting, seen = [first], {first}
    while waiting and len(found) < most:
        path = waiting.pop(0)
        answered = client.get(path)
        if answered.status == 200 and "text/html" in answered.headers.get("content-type", ""):
            found.append(path)
            new = [link for link in _LINK.findall(answered.text) if link not in seen and not is_file(link)]
            seen.update(new)
            waiting += new
    return found


def is_file(path: str) -> bool:
    """Tell whether an address is that of a file."""
    return _FILE.search(path) is not None


def again_and_again(client: Client, paths: list[str], times: int) -> None:
    """Ask for pages in turn, so many times in all."""
    for path in islice(cycle(paths), times):
        answered = client.get(path)
        assert answered.status == 200, (path, answered.status)
