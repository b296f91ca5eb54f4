"""What is expensive to make is made once for a run: the first worker that asks makes it, the others wait."""

import os
from fcntl import LOCK_EX, flock
from pathlib import Path

from tests.postgres import SHARED


def made_once(name, make):
    """The folder of this name, which all workers of a run share, filled by `make(folder)`."""
    folder = Path(os.environ[SHARED]) / name
    with open(f"{folder}.making", "w") as making:
        flock(making, LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder
