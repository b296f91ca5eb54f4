"""A disk that is full: saves are refused with a sentence, all acknowledged ones are there, and work goes on.

Here the system lets no file of the process grow any more, which needs no rights; with rights, a small disk in
memory is filled to its last byte.
"""

import os
import resource
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import file_of
from tests.faults.typist import Typist, demand_refused

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TIMES = int(os.environ.get("SURVEY_LIVES", "15"))


@contextmanager
def no_file_grows_beyond(size):
    """Let the system refuse to write behind so many bytes of any file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@SQLITE
def test_a_file_that_may_not_grow_refuses_saves_and_loses_none(typist):
    journal = Path(f"{file_of(typist.engine)}-wal")
    for times in range(TIMES):
        typist.save()
        with no_file_grows_beyond(journal.stat().st_size + 700 * (times % 15)):
            demand_refused([typist.save() for _ in range(9)][-1])
        assert 200 == typist.save().status_code
        typist.demand_kept()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a few megabytes in memory; only who has the rights may make it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this needs the right to mount")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_filled_to_its_last_byte_refuses_saves_and_loses_none(small_disk, tmp_path):
    url = f"sqlite:///{small_disk}/survey.sqlite3"
    engine = engine_for(url)
    migrating.upgrade(engine)
    typist = Typist(engine, url, tmp_path)
    typist.save()
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    demand_refused([typist.save() for _ in range(20)][-1])
    typist.demand_kept()
    ballast.unlink()
    assert 200 == typist.save().status_code
    typist.demand_kept()
    typist.own_engine.dispose()
    engine.dispose()
