"""A process that saves is killed at random moments: what it acknowledged is there, nothing half-written.

`SURVEY_LIVES=200` kills that many in each database.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from tests.actions.answers.desk import opened
from tests.actions.answers.sound import demand_sound

LIVES = int(os.environ.get("SURVEY_LIVES", "15"))
ROOT = Path(__file__).parents[2]


def test_no_acknowledged_save_is_lost_when_the_process_is_killed(engine, database_url):
    desk, random = opened(engine), Random(8.7)
    acknowledged = []
    words = (database_url, desk.report_id, desk.round_id, desk.focal)
    command = [sys.executable, "-m", "tests.actions.answers.streaming", *map(str, words)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as stream:
        for _ in range(LIVES):
            acknowledged += one_life(stream, random.uniform(0, 0.12), 1 if acknowledged else 2)
            demand_sound(engine)
        stream.stdin.close()
    assert LIVES < len(acknowledged)
    history = demand_sound(engine)
    for question, row, version, cells in acknowledged:
        line = history[question, row][version - 1]
        assert version == line.version
        if cells is not None:
            assert cells == line.content.get("cells", {})


def one_life(stream, seconds, least):
    """Let a process live until it has saved so often, and for so long after it; give what it acknowledged."""
    stream.stdin.write("\n")
    stream.stdin.flush()
    life, found = None, []
    while True:
        line = stream.stdout.readline()
        assert line, "the stream broke off by itself"
        said = json.loads(line)
        if "over" in said:
            return found
        life = said.get("life", life)
        found += said.get("saved", [])
        if life and len(found) >= least and seconds:
            time.sleep(seconds)
            os.kill(life, signal.SIGKILL)
            seconds = 0
