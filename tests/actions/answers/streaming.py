"""A process that saves without end and says so after each save; for every line it reads it begins a new life.

`python -m tests.actions.answers.streaming address report round person`: each life is a process of its own,
which whoever listens kills when they please.
"""

import json
import os
import sys
from datetime import UTC, datetime
from random import Random

from sqlalchemy.orm import Session

from survey.actions.answers.saving import Change, ListChange, save
from survey.actions.context import Context
from survey.answers.replies import Reply
from survey.questionnaire.model import TOTAL
from survey.storage.answers.stored_replies import replies_of
from survey.storage.engine.connecting import engine_for
from survey.storage.rounds.frozen import frozen


def tell(**words):
    os.write(1, (json.dumps(words) + "\n").encode())


def live(url, report_id, round_id, person):
    """Save one answer, several together, and entries of a list, in turn, each with what it saw."""
    engine, random = engine_for(url), Random(os.getpid())
    with Session(engine) as session:
        kept = replies_of(session, report_id, frozen(session, round_id).questionnaire)
    versions, entries = dict(kept.versions), kept.replies.entries.get("priorities", ())
    count = sum(versions.values())
    while True:
        count += 1
        lists, changes = (), _changes(random, versions, count)
        if not random.randrange(4):
            code = f"n{count}"
            order = (*entries[-5:], code)
            gone = entries[:-5]
            saw = versions.get(("priorities", ""), 0)
            lists = (ListChange("priorities", saw, order, (code,), gone),)
            entries = order
        saved = save(report_id, round_id, changes, Context(datetime.now(UTC), person, engine=engine), lists)
        assert not saved.conflicts
        versions.update(saved.versions)
        tell(saved=[[*place, version, _value(changes, place)] for place, version in saved.versions.items()])


def _changes(random, versions, count):
    cells = {TOTAL: float(count), "sex=F": 1.0, "sex=M": float(count - 1)}
    offered = (
        Reply("name", cells={TOTAL: f"Save {count}"}),
        Reply("children", cells=cells if count % 5 else {}, source=f"Source {count}"),
        Reply("ratified", "C138", {TOTAL: 1000 + count % 9000}, source=f"Source {count}"),
    )
    chosen = random.sample(offered, random.choice((1, 1, 3)))
    return [Change(one.question, one.row, versions.get((one.question, one.row), 0), one) for one in chosen]


def _value(changes, place):
    found = [one.reply for one in changes if (one.question, one.row) == place]
    return dict(found[0].cells) if found else None


def main(url, *ids):
    """Begin a life for each line read, one after the other; the questionnaire is read once for all."""
    engine = engine_for(url)
    with Session(engine) as session:
        frozen(session, int(ids[1]))
    engine.dispose()
    for _ in sys.stdin:
        life = os.fork()
        if not life:
            live(url, *map(int, ids))
        tell(life=life)
        os.waitpid(life, 0)
        tell(over=life)


if __name__ == "__main__":
    main(*sys.argv[1:])
