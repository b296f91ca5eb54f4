"""The promises about exports: ten thousand reports of a hundred numbers each, on both databases.

A fresh process makes each export; its CPU time and its memory are what is promised.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Engine

from benchmarks.databases import postgresql, sqlite
from benchmarks.promises import Promise
from benchmarks.saving import Database
from survey.actions.demo.sampling_many import Many, make_many
from survey.samples.many import numbers_form

REPORTS, QUESTIONS = 10_000, 100
HALF, WHOLE = 2020, 2021
"""Two rounds: one with half of the reports, to see what twice the data costs."""

Figures = dict[str, float]
_measured: dict[tuple[str, int, str, str], Figures] = {}


@contextmanager
def _database(database: Database) -> Iterator[Engine]:
    with database() as engine:
        for year, reports in ((HALF, REPORTS // 2), (WHOLE, REPORTS)):
            make_many(Many(numbers_form(year, QUESTIONS), year, reports), engine)
        yield engine


WANTED = (
    (WHOLE, "wide", "csv"), (HALF, "wide", "csv"), (WHOLE, "answers", "csv"), (HALF, "answers", "csv"),
    (WHOLE, "wide", "xlsx"),
)  # fmt: skip


def _figures(database: Database, *wanted: int | str) -> Figures:
    """What was measured; a database is filled once for all that is measured on it."""
    name = database.__name__
    if not any(key[0] == name for key in _measured):
        with _database(database) as engine:
            url = engine.url.render_as_string(hide_password=False)
            for one in WANTED:
                _measured[(name, *one)] = _once(url, *map(str, one))
    return _measured[(name, *wanted)]  # type: ignore[index]


def _once(url: str, *words: str) -> Figures:
    command = [sys.executable, "-m", "benchmarks.exporting", url, *words]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(found.stdout)
    return figures


def _figure(database: Database, name: str, *wanted: int | str) -> float:
    return _figures(database, *wanted)[name]


def _growth(database: Database, content: str) -> float:
    """How many times the cost twice the data has."""
    whole, half = (_figure(database, "seconds", year, content, "csv") for year in (WHOLE, HALF))
    return whole / half


def _again(database: Database) -> float:
    return 1000 * _figure(database, "again", WHOLE, "wide", "csv")


def _promises(name: str, database: Database) -> Iterator[Promise]:
    wide: tuple[int | str, ...] = (WHOLE, "wide", "csv")
    table: tuple[tuple[str, float, str, Callable[[], float]], ...] = (
        ("wide_csv_in_french", 2.5, "s CPU", partial(_figure, database, "seconds", *wide)),
        ("wide_csv_memory", 150, "MiB", partial(_figure, database, "memory", *wide)),
        ("wide_csv_unchanged_again", 50, "ms CPU", partial(_again, database)),
        ("wide_csv_twice_the_data", 2.2, "times", partial(_growth, database, "wide")),
        ("long_csv_memory", 150, "MiB", partial(_figure, database, "memory", WHOLE, "answers", "csv")),
        ("long_csv_twice_the_data", 2.2, "times", partial(_growth, database, "answers")),
        ("wide_xlsx", 15, "s CPU", partial(_figure, database, "seconds", WHOLE, "wide", "xlsx")),
    )
    for what, most, unit, measure in table:
        yield Promise(f"export_{what}_{name}", most, unit, measure)


PROMISES = (*_promises("sqlite", sqlite), *_promises("postgresql", postgresql))
