"""Somebody who saves over HTTP while something is wrong, and notes what was acknowledged."""

from datetime import UTC, datetime
from hashlib import sha256
from itertools import count

from survey.settings import Settings
from survey.storage.engine.database import db, writing
from survey.storage.engine.deadlines import Deadlines
from survey.storage.people.signing_in import SignedIn
from survey.web.app import create_app
from tests.actions.answers.desk import opened
from tests.actions.answers.sound import demand_sound

SECTION = "/en/reports/everything/2020/CHL/words"
KEPT = 200
SENTENCES = ("did not answer in time, so nothing was changed.", "cannot be reached at the moment")


class Typist:
    """A focal point with a browser, before a server with a connection of its own to the database."""

    def __init__(self, engine, url, folder):
        desk, now = opened(engine), datetime.now(UTC)
        hashed = sha256(b"focal").hexdigest()
        with writing(engine) as session:
            session.add(SignedIn(person_id=desk.focal, token_sha256=hashed, began_at=now, seen_at=now))
        self.engine, self.numbers = engine, count(1)
        self.app = create_app(Settings(database_url=url, cache=folder))
        with self.app.app_context():
            self.own_engine = db.engine
            db.engine.update_execution_options(deadlines=Deadlines(write=0.05))
        self.client = self.app.test_client()
        self.client.set_cookie("survey-session", "focal")
        page = self.client.get(SECTION).get_data(as_text=True)
        self.token = page.partition('name="csrf" value="')[2].partition('"')[0]
        self.version, self.acknowledged = 0, []

    def save(self):
        """Save the next value; return the status, and what was said."""
        typed = f"Save {next(self.numbers)} " + "of many " * 30
        wanted = {
            "question": "name", "row": "", "version": self.version, "inputs": {"name": [typed]},
            "typed_in": "en",
        }  # fmt: skip
        headers = {"X-CSRF-Token": self.token, "Accept": "application/json"}
        answered = self.client.post(f"{SECTION}/answers", json=wanted, headers=headers)
        if answered.status_code == KEPT:
            self.version = answered.json["version"]
            self.acknowledged.append((self.version, typed.strip()))
        return answered

    def demand_kept(self):
        """Demand that all is there that was acknowledged, nothing else, and nothing half-written."""
        lines = demand_sound(self.engine).get(("name", ""), ())
        assert self.acknowledged == [(line.version, line.content["cells"]["_T"]) for line in lines]


def demand_refused(answered):
    """Demand a sentence for people, and a time after which to try again."""
    assert answered.status_code == 503, answered.get_data(as_text=True)
    assert answered.headers["Retry-After"]
    assert any(sentence in answered.get_data(as_text=True) for sentence in SENTENCES)
