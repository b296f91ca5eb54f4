"""What a page tells its script of other sections: nothing of those that the person may not see."""

import json
import re

import pytest

from survey.answers.replies import Reply
from survey.storage.engine.database import db
from tests.web.reported import FORM, number, reporting_on

SECRET = 987654.0
HANGING = """\
      - {id: w.after, kind: text, label: After, relevant: "${x.secret} > 41"}
      - {id: w.also, kind: text, label: Also, relevant: "${x.secret} > 41 and ${w.story} != ''"}
      - {id: w.twice, kind: calculated, label: Twice, calculation: "${x.secret} * 2"}
      - {id: w.thrice, kind: text, label: Thrice, relevant: "${w.twice} > 82"}
      - {id: w.known, kind: text, label: Known, relevant: "${f.number} = 7"}
      - id: w.rows
        kind: yes_no
        label: Rows
        rows: {one: {label: One, relevant: "${x.secret} > 41"}, two: Two}
        missing: no
  - id: lists
"""
BEFORE = """\
  - id: secret
    title: Secret
    questions:
      - {id: x.secret, kind: number, unit: persons, adds_up: yes, label: Secret}
  - id: words
"""
ASKED = ("w.after", "w.also", "w.thrice", "w.rows@one")


@pytest.fixture
def world(engine, database_url, tmp_path):
    form = FORM.replace("  - id: words\n", BEFORE).replace("  - id: lists\n", HANGING)
    made = reporting_on(engine, database_url, tmp_path, form)
    made.save("focal", number("x.secret", SECRET), number("f.number", 7.0))
    yield made
    with made.app.app_context():
        db.engine.dispose()


def told(walker):
    """What the script of a page is told, and the places that stand there as not asked."""
    found = re.search(r'<script type="application/json" id="conditions">(.*?)</script>', walker.page)
    unasked = re.findall(r'data-ask="([^"]+)"[^>]* data-unasked', walker.page)
    return json.loads(found[1]), unasked


def test_a_contributor_is_told_no_answer_of_another_section(world):
    walker = world.signed_in("contributor").open("words")
    said, unasked = told(walker)
    assert {"f.number": 7.0} == said["values"]
    assert "987654" not in walker.page and "x.secret" not in json.dumps(said)
    assert {"w.also"} == {*ASKED} & {*unasked}
    by_id = {question["id"]: question for question in said["questions"]}
    assert {"w.after", "w.also", "w.twice", "w.thrice", "w.rows"} == {
        name for name, question in by_id.items() if question.get("kept")
    }
    assert {"one": None, "two": None} == by_id["w.rows"]["rows"]
    assert ["=", ["$", "f.number"], 7] == by_id["w.known"]["relevant"]


def test_the_server_decides_what_a_contributor_is_asked(world):
    world.save("focal", Reply("x.secret", cells={"_T": 1.0}))
    said, unasked = told(world.signed_in("contributor").open("words"))
    assert {*ASKED} <= {*unasked}
    assert {"f.number": 7.0} == said["values"]


def test_a_focal_point_is_told_what_is_needed(world):
    said, _ = told(world.signed_in("focal").open("words"))
    assert {"f.number": 7.0, "x.secret": SECRET} == said["values"]
    assert [] == [question for question in said["questions"] if "kept" in question]
