"""The promises about figures: a million answers added up by region, snapshots parsed on the way."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random

from benchmarks.promises import Promise
from survey.figures import Case, Expected, Figures, add_up, seen_by
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.reading import read_text

REPORTS, QUESTIONS = 10_000, 100
REGIONS = ("AFR", "AME", "ARB", "ASI", "ECA")

_HEAD = """\
questionnaire: generated
edition: "2020"
title: A generated questionnaire
languages: [en]
units:
  persons: {label: persons, measure: count}
sections:
  - id: all
    title: All of it
    questions:
"""
_NUMBER = (
    "      - {{id: number.n{number}, kind: number, unit: persons, adds_up: yes, label: Number {number}}}\n"
)

Snapshot = tuple[str, str, bytes]
"""A reporter, its region and the bytes of its snapshot."""


def plain_numbers(count: int) -> Questionnaire:
    """A questionnaire of plain numbers."""
    written = _HEAD + "".join(_NUMBER.format(number=number) for number in range(count))
    return read_text(written.encode(), "generated.yaml")


def snapshots(reports: int, questions: int) -> list[Snapshot]:
    """Snapshots of as many reports, each with an answer to every question; always the same."""
    chance = Random(2020)
    return [
        (f"R{number:05}", REGIONS[number % len(REGIONS)], _snapshot(chance, questions))
        for number in range(reports)
    ]


def _snapshot(chance: Random, questions: int) -> bytes:
    answers = {
        f"number.n{number}": {"": {"cells": {"_T": chance.randrange(10**6)}, "kind": "number"}}
        for number in range(questions)
    }
    content = {"answers": answers, "entries": {}, "rows": {}, "today": "2020-05-31", "modules": []}
    return json.dumps(content, separators=(",", ":")).encode()


def figures_of(questionnaire: Questionnaire, given: Sequence[Snapshot]) -> Figures:
    """Parse the snapshots and make every figure of the world and the regions."""
    expected = [Expected(reporter, region) for reporter, region, _ in given]
    made = add_up(questionnaire, expected, _cases(given))
    for _ in made:
        pass
    return made


def _cases(given: Sequence[Snapshot]) -> Iterator[Case]:
    for reporter, region, snapshot in given:
        yield Case(reporter, region, "accepted", json.loads(snapshot))


@cache
def _large() -> tuple[Questionnaire, list[Snapshot]]:
    return plain_numbers(QUESTIONS), snapshots(REPORTS, QUESTIONS)


def by_region() -> float:
    """CPU seconds for all figures of 10,000 reports by region, the best of three."""
    return min(seconds(lambda: figures_of(*_large())) for _ in range(3))


def again() -> float:
    """CPU milliseconds for the same figures again, nothing having changed."""
    made = figures_of(*_large())
    return 1000 * seconds(lambda: list(made))


def for_readers() -> float:
    """CPU seconds to decide what a reader of one country sees of them, and to go through it."""
    made = figures_of(*_large())
    return seconds(lambda: list(seen_by(made, {"R00000"})))


def growth(reports: int = REPORTS, questions: int = QUESTIONS, rounds: int = 3) -> float:
    """By how much twice the reports cost more, the best of several turns of each."""
    form, twice = plain_numbers(questions), snapshots(2 * reports, questions)
    small, large = [], []
    for _ in range(rounds):
        small.append(seconds(lambda: figures_of(form, twice[:reports])))
        large.append(seconds(lambda: figures_of(form, twice)))
    return min(large) / min(small)


def seconds(action: Callable[[], object]) -> float:
    """CPU seconds of an action."""
    gc.collect()
    start = time.process_time()
    action()
    return time.process_time() - start


PROMISES = (
    Promise("figures_by_region", 3, "s", by_region),
    Promise("figures_again", 50, "ms", again),
    Promise("figures_for_readers", 3, "s", for_readers),
    Promise("figures_twice_the_reports", 2.2, "times", growth),
)
