"""A saved answer passes few files and changes its shape few times, so that a new engineer can follow it."""

import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import survey
from survey.storage.engine.database import db
from tests.web.reported import reporting_on

ROOT = Path(survey.__file__).parent
CONTRIBUTING = ROOT.parent / "CONTRIBUTING.md"
MOST_FILES = 30
MOST_FILES_IN_A_REQUEST = 65
SHAPES = {"FormInputs", "Reply", "Change", "ReplyWrite", "FilledSection"}
"""What an answer is on its way: typed, understood, wanted, written, shown."""
CARRIERS = {
    "AnswerSent": "the script's request, with the inputs",
    "Sent": "a request, with the inputs and replies",
    "Parsed": "a cell being understood",
    "TakenIn": "all changes of a request",
    "ReplyBatch": "all writes of a save",
    "Recorded": "the action that saves",
    "Replies": "all replies of a report",
    "StoredReplies": "all replies of a report, as they are stored",
    "Relevance": "all replies of a report, and what they make relevant",
    "Filled": "all inputs of a page",
    "OpenReport": "the report of the request",
    "_Cached": "a value in a cache",
    "Several": "all inputs of a page, in the template",
    "Texts": "all inputs of a page, in the template",
}
"""What holds many answers, or hands an answer on without changing it."""
MARK = "7654321"
DEPTH = 3


@dataclass
class Passed:
    """Our files that ran, and those and the types that held the answer."""

    ran: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)

    def see(self, path, frame):
        """Note a function that is called with the answer in one of its values."""
        name = str(path.relative_to(ROOT))
        self.ran.add(name)
        for value in frame.f_locals.values():
            if holds_mark(value):
                self.files.add(name)
                self.look_into(value)

    def look_into(self, value, depth=0):
        """Note the types of ours in which the answer lies."""
        if type(value).__module__.startswith("survey."):
            self.types.add(type(value).__name__)
        if depth < DEPTH:
            for inner in inside(value):
                if holds_mark(inner):
                    self.look_into(inner, depth + 1)


def holds_mark(value):
    try:
        return MARK in repr(value)
    except (AttributeError, KeyError):
        return False  # an object that is being made has no fields yet


def inside(value):
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, (list, tuple, set)):
        return value
    return [getattr(value, name, None) for name in getattr(value, "__dataclass_fields__", ())]


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def listed():
    """The files in the table of CONTRIBUTING.md that says through which an answer passes."""
    table = CONTRIBUTING.read_text(encoding="utf-8").split("| step | files |")[1].split("\n\n")[0]
    return set(re.findall(r"`([a-z_/]+\.py)`", table))


@contextmanager
def profiled(app):
    """Follow the answer from the request to the response."""
    passed = Passed()

    def profile(frame, event, _):
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(ROOT):
            passed.see(path, frame)

    def profiled_request(*given):
        sys.setprofile(profile)
        try:
            return answer(*given)
        finally:
            sys.setprofile(None)

    answer = app.wsgi_app
    app.wsgi_app = profiled_request
    yield passed
    app.wsgi_app = answer


def test_a_saved_answer_passes_few_files_and_takes_five_shapes(world):
    typist = world.signed_in("focal").open("figures")
    for version in range(3):
        typist.autosave("figures", "f.number", version=version, value=str(100 + version))
    with profiled(world.app) as passed:
        answer = typist.autosave("figures", "f.number", version=3, value=MARK)
    assert (200, 4) == (answer.status_code, answer.json["version"])
    assert listed() == passed.files
    assert len(passed.files) <= MOST_FILES
    assert len(passed.ran) < MOST_FILES_IN_A_REQUEST
    assert SHAPES <= passed.types
    assert set() == passed.types - SHAPES - set(CARRIERS)
