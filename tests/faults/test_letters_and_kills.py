"""A worker is killed at random while it sends letters: none is lost, one in a hundred kills repeats one.

The mail server is a process of its own. `SURVEY_LIVES=200` kills that often; a letter waits out its claim
between two lives, which the clock of the next life does.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tests.actions.beginnings import NOW, letters
from tests.actions.mail.test_posting_letters import written
from tests.faults.mail_process import send

LIVES = int(os.environ.get("SURVEY_LIVES", "15"))
LETTERS_A_LIFE = 4
ROOT = Path(__file__).parents[2]


@pytest.fixture
def mail():
    command = [sys.executable, "-m", "tests.faults.mail_process"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def one_life(url, port, now, folder, seconds):
    """Send what is due in a process that is killed after so long, unless it has ended by then."""
    child = os.fork()
    if not child:
        send(url, port, now, folder)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return -os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_kill_loses_no_letter_and_hardly_ever_repeats_one(engine, database_url, mail, tmp_path):
    port, random, now, kills = int(mail.stdout.readline()), Random(8.7), NOW, 0
    addresses = [f"p{number}@labour.example" for number in range(LIVES * LETTERS_A_LIFE)]
    written(engine, *addresses)
    engine.dispose()
    for _ in range(LIVES):
        now += timedelta(minutes=16)
        kills += one_life(database_url, port, now, tmp_path, random.uniform(0.002, 0.06)) == signal.SIGKILL
    while any(letter.sent_at is None for letter in letters(engine)):
        engine.dispose()
        now += timedelta(minutes=16)
        send(database_url, port, now, tmp_path)
    mail.send_signal(signal.SIGTERM)
    taken = Counter(re.findall(r"<([^>]+)>", mail.stdout.read()))
    repeated = sum(times - 1 for times in taken.values())
    print(f"{kills} kills, {len(addresses)} letters, {repeated} repeated")
    assert set(addresses) == set(taken)
    assert LIVES // 2 < kills
    assert repeated <= max(1, kills // 100)
