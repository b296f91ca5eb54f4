"""The promise about saving: one answer, with its history and audit line, in a few milliseconds of the server.

`python -m benchmarks.saving` prints CPU and elapsed time, in the middle and at worst, on both databases.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256

from sqlalchemy import Engine

from benchmarks.databases import postgresql, sqlite
from benchmarks.forms import PATHFINDER
from benchmarks.promises import Promise
from survey.actions.answers.saving import Change, save
from survey.actions.context import Context
from survey.answers.replies import Reply
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL
from survey.questionnaire.reading import read_file
from survey.storage.engine.database import writing
from survey.storage.people.people import Grant, Person
from survey.storage.reports.reports import Report
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import Round

Database = Callable[[], AbstractContextManager[Engine]]
NOW = datetime(2020, 5, 31, 9, 30, tzinfo=UTC)
ROUNDS = 300


def save_one_answer(database: Database) -> float:
    """CPU milliseconds of the action, in the middle."""
    return statistics.median(cpu for cpu, _ in timings(database))


def timings(database: Database) -> Sequence[tuple[float, float]]:
    """CPU and elapsed milliseconds of each of many saves of one indicator with its evidence."""
    with database() as engine:
        saving = _saving(engine)
        for version in range(20):
            saving(version)
        return [_timed(partial(saving, version)) for version in range(20, 20 + ROUNDS)]


def _timed(action: Callable[[], object]) -> tuple[float, float]:
    cpu, wall = time.process_time_ns(), time.perf_counter_ns()
    action()
    return (time.process_time_ns() - cpu) / 1e6, (time.perf_counter_ns() - wall) / 1e6


def _saving(engine: Engine) -> Callable[[int], object]:
    """What saves the next version of an indicator of the pathfinder questionnaire."""
    report_id, round_id, person_id = _report(engine)
    questions = read_file(PATHFINDER).questions.values()
    asked = next(
        one for one in questions if isinstance(one.kind, Number) and one.evidence and not one.has_rows
    )

    def saving(version: int) -> object:
        reply = Reply(
            asked.id,
            cells={TOTAL: float(version)},
            reference_year=2019,
            source="National child labour survey",
            link="https://example.org/survey",
            comment=f"Version {version}",
        )
        change = Change(asked.id, "", version, reply)
        saved = save(report_id, round_id, [change], Context(NOW, person_id, engine=engine))
        assert saved.versions == {(asked.id, ""): version + 1}
        return saved

    return saving


def _report(engine: Engine) -> tuple[int, int, int]:
    source = PATHFINDER.read_bytes()
    with writing(engine) as session:
        person = Person(email="focal@example.org", name="Focal", language="es", added_at=NOW)
        this = Round(
            form="pathfinder-progress",
            year=2020,
            edition="2020",
            source=source,
            sha256=sha256(source).hexdigest(),
            opens_on=date(2020, 3, 1),
            closes_on=date(2020, 6, 30),
            opened_at=NOW,
        )
        session.add_all((Reporter(code="CHL", kind="country"), person, this))
        session.flush()
        report = Report(round_id=this.id, reporter="CHL", region="AME")
        since = date(2020, 1, 1)
        session.add_all((report, Grant(person_id=person.id, role="focal_point", reporter="CHL", since=since)))
        session.flush()
        return report.id, this.id, person.id


PROMISES = (
    Promise("save_one_answer_sqlite", 5, "ms CPU", partial(save_one_answer, sqlite)),
    Promise("save_one_answer_postgresql", 5, "ms CPU", partial(save_one_answer, postgresql)),
)


def _main() -> None:
    for name, database in (("sqlite", sqlite), ("postgresql", postgresql)):
        both = zip(*timings(database), strict=True)
        for clock, figures in zip(("CPU", "elapsed"), both, strict=True):
            ordered = sorted(figures)
            worst = ordered[int(len(ordered) * 0.99)]
            print(
                f"one answer saved, {name:<10} {clock:<7} median {statistics.median(ordered):6.2f} ms, "
                f"p99 {worst:6.2f} ms"
            )


if __name__ == "__main__":
    _main()
