"""One export in a process of its own, so that its CPU time and its memory are its own.

`python -m benchmarks.exporting URL YEAR CONTENT SHAPE` prints CPU seconds, MiB, and seconds of looking again.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy.orm import Session

from survey.actions.exporting import Content, Desk, Shape, Wanted, write_export
from survey.catalogs import load_catalogs
from survey.exports.naming import Show
from survey.languages import FRENCH
from survey.settings import Settings
from survey.storage.connecting import engine_for
from survey.storage.frozen import frozen
from survey.storage.rounds import rounds_of_year
from survey.storage.taken import fingerprint, taken_in


def measure(url: str, year: int, content: str, shape: str) -> dict[str, float]:
    """CPU seconds and the most memory (MiB) of one export, its bytes, and of telling that nothing changed."""
    show = Show.CODES if content == Content.ANSWERS else Show.LABELS
    wanted = Wanted(Content(content), Shape(shape), FRENCH, show)
    catalogs, engine = load_catalogs(Settings().translations), engine_for(url)
    with Session(engine) as session, tempfile.TemporaryDirectory() as folder:
        this = frozen(session, rounds_of_year(session, year)[0].id)
        start = time.process_time()
        taken = taken_in(session, this.round.id)
        path = Path(folder) / "export"
        with path.open("wb") as file:
            write_export(Desk(session, this, catalogs, taken), wanted, file)
        seconds = time.process_time() - start
        start = time.process_time()
        fingerprint(session, this)
        again = time.process_time() - start
        size = path.stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "memory": memory, "again": again, "size": size}


if __name__ == "__main__":
    url, year, content, shape = sys.argv[1:]
    print(json.dumps(measure(url, int(year), content, shape)))
