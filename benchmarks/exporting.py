"""One export in a process of its own, so that its CPU time and its memory are its own.

`python -m benchmarks.exporting URL YEAR CONTENT SHAPE` prints CPU seconds, MiB, and seconds of asking again.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

from survey.catalogs import Catalogs, load_catalogs
from survey.exports.tables.naming import Show
from survey.languages import FRENCH
from survey.reads.counted import counted_in
from survey.reads.exports import ExportContext, key_of, write_export
from survey.reads.file_cache import FileCache
from survey.reads.formats import Shape
from survey.reads.wanted import Content, Wanted
from survey.settings import Settings
from survey.storage.engine.connecting import engine_for
from survey.storage.rounds.frozen import FrozenRound, frozen
from survey.storage.rounds.rounds import rounds_of_year


def measure(url: str, year: int, content: str, shape: str) -> dict[str, float]:
    """CPU seconds and the most memory (MiB) of one export, and the seconds of asking for it again."""
    show = Show.CODES if content == Content.ANSWERS else Show.LABELS
    wanted = Wanted(Content(content), Shape(shape), FRENCH, show)
    catalogs, engine = load_catalogs(Settings().translations), engine_for(url)
    with Session(engine) as session, tempfile.TemporaryDirectory() as folder:
        this = frozen(session, rounds_of_year(session, year)[0].id)
        kept = FileCache(Path(folder), 10**9)
        seconds, again = (_opened(session, this, catalogs, wanted, kept) for _ in range(2))
    return {"seconds": seconds, "memory": most_memory(), "again": again}


def most_memory() -> float:
    """The most memory (MiB) that this process had at once since its program began.

    `ru_maxrss` would not do: it survives `exec`, so it is the parent's where the parent is larger.
    """
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (found,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(found) / 1024


def _opened(
    session: Session, this: FrozenRound, catalogs: Catalogs, wanted: Wanted, kept: FileCache
) -> float:
    """CPU seconds of opening a file as the page does, which makes it where it is not there yet."""

    def make(file: IO[bytes]) -> None:
        taken = counted_in(session, this.round.id)
        write_export(ExportContext(session, this, catalogs, taken), wanted, file)

    start = time.process_time()
    key = key_of(ExportContext(session, this, catalogs, ()), wanted, "")
    kept.open(key, make).close()
    return time.process_time() - start


if __name__ == "__main__":
    url, year, content, shape = sys.argv[1:]
    print(json.dumps(measure(url, int(year), content, shape)))
