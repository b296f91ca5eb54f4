"""Saves go on while a backup is made: all that was acknowledged before it began is in the restored copy.

`SURVEY_LIVES=200` makes the backup of a database with so many times more saves.
"""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.actions.backups.backing_up import back_up
from survey.actions.backups.restoring import restore
from survey.storage.answers.answers import AnswerChange
from survey.storage.engine.connecting import engine_for
from tests.actions.answers.desk import opened
from tests.actions.answers.sound import demand_sound

SAVES = 4 * int(os.environ.get("SURVEY_LIVES", "15"))
ROOT = Path(__file__).parents[3]


@contextmanager
def stream_of_saves(url, desk):
    """A process that saves without end, and a reader of what it acknowledged."""
    words = (url, desk.report_id, desk.round_id, desk.focal)
    command = [sys.executable, "-m", "tests.actions.answers.streaming", *map(str, words)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, cwd=ROOT, start_new_session=True) as stream:
        stream.stdin.write("\n")
        stream.stdin.flush()
        try:
            yield (saved for line in stream.stdout for saved in json.loads(line).get("saved", []))
        finally:
            os.killpg(stream.pid, 9)


def test_all_that_was_acknowledged_before_a_backup_began_is_in_it(engine, database_url, tmp_path):
    desk, file = opened(engine), tmp_path / "backup"
    with stream_of_saves(database_url, desk) as acknowledged:
        before = [next(acknowledged) for _ in range(SAVES)]
        back_up(engine, file, "9.9.9")
        during = [next(acknowledged) for _ in range(SAVES)]
    assert during
    with Session(engine) as session:
        total = len(session.scalars(select(AnswerChange.id)).all())
    engine.dispose()
    restored = restore(engine, file, replace=True)
    copy = engine_for(database_url)
    history = demand_sound(copy)
    for question, row, version, cells in before:
        line = history[question, row][version - 1]
        assert version == line.version
        assert cells is None or cells == line.content.get("cells", {})
    assert len(before) <= restored.contents.rows["changes of answers"] < total
    copy.dispose()
