"""The real server is killed at random moments of a stream of saves over HTTP, and started again.

What it acknowledged is there, with its history and its audit line; nothing is half-written; and nobody has to
sign in again. `SURVEY_LIVES=200` kills it that often on each database.
"""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from random import Random

from benchmarks.clients import Broken, Client
from benchmarks.serving import Server
from survey.storage.engine.database import writing
from survey.storage.people.signing_in import SignedIn
from tests.actions.answers.desk import opened
from tests.actions.answers.sound import demand_sound

LIVES = int(os.environ.get("SURVEY_LIVES", "4"))
LONGEST_LIFE = 0.4
WRITERS = (("focal", "name"), ("other_focal", "sector"), ("focal", "since"), ("other_focal", "children"))
"""Who saves what: two people, two answers each, at the same time."""


@dataclass
class Writer:
    """Somebody who saves one answer again and again, and notes what was acknowledged."""

    client: Client
    address: str
    question: str
    numbers: count = field(default_factory=lambda: count(1))
    version: int = 0
    acknowledged: list = field(default_factory=list)
    broken: int = 0

    def write_until_broken(self):
        """Save until the connection breaks: what was on its way then may have been kept or not."""
        try:
            self.client.get(self.address)
            while True:
                self.write()
        except Broken:
            self.broken += 1

    def write(self):
        """Save the next value; where an unacknowledged one was kept, go on from it."""
        typed = self.typed(next(self.numbers))
        inputs = {self.question: [typed], **self.parts(typed)}
        wanted = {
            "question": self.question, "row": "", "version": self.version, "inputs": inputs, "typed_in": "en",
        }  # fmt: skip
        answered = self.client.post_json(f"{self.address}/answers", wanted)
        said = answered.json()
        assert answered.status in (200, 409), said
        self.version = said["version"]
        if answered.status == 200:
            self.acknowledged.append((self.version, typed))

    def typed(self, number):
        values = {
            "name": f"Save {number}",
            "sector": ("farms", "mines")[number % 2],
            "since": str(1900 + number % 100),
            "children": str(number),
        }
        return values[self.question]

    def parts(self, typed):
        return {"children~source": [f"Source {typed}"]} if self.question == "children" else {}


def signed_in(engine, person, token):
    now, hashed = datetime.now(UTC), sha256(token.encode()).hexdigest()
    with writing(engine) as session:
        session.add(SignedIn(person_id=person, token_sha256=hashed, began_at=now, seen_at=now))


def writers_on(desk, server):
    for who in ("focal", "other_focal"):
        signed_in(desk.engine, getattr(desk, who), who)
    section = {"name": "words"}
    home = "/en/reports/everything/2020/CHL"
    return [
        Writer(Client(server.address, who), f"{home}/{section.get(question, 'figures')}", question)
        for who, question in WRITERS
    ]


def one_life(server, writers, threads, seconds):
    """Let everybody write until the server is killed."""
    server.start()
    before = sum(len(one.acknowledged) for one in writers)
    working = [threads.submit(one.write_until_broken) for one in writers]
    least = before + (1 if before else 2)
    while sum(len(one.acknowledged) for one in writers) < least:
        assert not any(one.done() for one in working)  # each waits with patience of its own
        time.sleep(0.002)
    time.sleep(seconds)
    server.kill()
    for one in working:
        one.result()


def demand_kept(engine, writers):
    """Everything acknowledged is in the history as it was typed; the rest of the database fits together."""
    history = demand_sound(engine)
    for one in writers:
        lines = {line.version: line for line in history.get((one.question, ""), ())}
        for version, typed in one.acknowledged:
            kept = lines[version].content["cells"]["_T"]
            assert typed == (str(int(kept)) if isinstance(kept, float | int) else kept)


def test_no_acknowledged_save_is_lost_when_the_server_is_killed(engine, database_url):
    desk, random = opened(engine), Random(8.7)
    server = Server(database_url)
    writers = writers_on(desk, server)
    try:
        with ThreadPoolExecutor(len(writers)) as threads:
            for _ in range(LIVES):
                one_life(server, writers, threads, random.uniform(0, LONGEST_LIFE))
                demand_kept(engine, writers)
    finally:
        server.kill()
    assert [LIVES] * len(writers) == [one.broken for one in writers]
    assert LIVES < sum(len(one.acknowledged) for one in writers)
