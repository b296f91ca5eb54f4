"""The promises about questionnaires: read and compiled in no time, rendered as fast as they are asked for."""

from __future__ import annotations

import tempfile
import timeit
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from benchmarks.generated import indicators, plain_fields
from benchmarks.promises import Promise, cpu_ms
from survey.questionnaire.conditions import compile_expression
from survey.questionnaire.reading import read_file
from survey.questionnaire.values import Operand
from survey.settings import Settings

PATHFINDER = Settings().forms / "pathfinder-progress" / "2020.yaml"
TYPICAL = "selected(${themes}, 'child_labour') and ${cl.policies.plan} = 'yes'"


def compile_pathfinder() -> float:
    """CPU milliseconds to read, check and compile the pathfinder questionnaire."""
    return cpu_ms(partial(read_file, PATHFINDER), 15)


def typical_condition() -> float:
    """Microseconds to evaluate a typical condition, the best of five runs."""
    values: dict[str, Operand] = {"themes": ("child_labour", "forced_labour"), "cl.policies.plan": "yes"}
    holds = compile_expression(TYPICAL).holds
    rounds = 20_000
    return (
        min(timeit.repeat(lambda: holds(values, None, "2020-05-31"), number=rounds, repeat=5)) / rounds * 1e6
    )


def largest_section() -> float:
    """CPU milliseconds to answer for the slowest section of the pathfinder questionnaire, in French."""
    questionnaire = read_file(PATHFINDER)
    folder = Settings().forms
    return max(
        _page(folder, f"/fr/forms/{questionnaire.slug}/{questionnaire.edition}/{section.id}", 15)
        for section in questionnaire.sections
    )


def generated_indicators() -> float:
    """CPU milliseconds to answer a request for 30 indicators with all their evidence."""
    return _generated(indicators(30), 30)


def generated_fields() -> float:
    """CPU milliseconds to answer a request for a section of 500 fields."""
    return _generated(plain_fields(500), 15)


def _generated(text: str, rounds: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generated" / "2020.yaml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        return _page(Path(folder), "/en/forms/generated/2020/all", rounds)


def _page(forms: Path, address: str, rounds: int) -> float:
    from survey.web.app import create_app

    client = create_app(Settings(forms=forms)).test_client()
    headers: Mapping[str, str] = {"Accept-Encoding": "identity"}
    assert client.get(address, headers=headers).status_code == 200
    return cpu_ms(lambda: client.get(address, headers=headers).get_data(), rounds)


PROMISES = (
    Promise("compile_pathfinder", 100, "ms CPU", compile_pathfinder),
    Promise("typical_condition", 2, "µs", typical_condition),
    Promise("largest_section", 10, "ms CPU", largest_section),
    Promise("generated_30_indicators_with_evidence", 10, "ms CPU", generated_indicators),
    Promise("generated_500_fields", 150, "ms CPU", generated_fields),
)
