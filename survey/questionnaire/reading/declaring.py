"""What a questionnaire declares for all its questions: units, breakdowns, lists of choices and the like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from survey.languages import LANGUAGES
from survey.messages import Text
from survey.questionnaire.conditions.values import day
from survey.questionnaire.declarations import Breakdown, Option, Unit
from survey.questionnaire.model import CountryList, Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.questionnaire.reading.notes import Notes
    from survey.questionnaire.reading.yaml_lines import Path

TAKEN = ("country", "count")
"""Words in braces that texts know without being told."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything declared at the top of a file, by code."""

    units: Mapping[str, Unit]
    breakdowns: Mapping[str, Breakdown]
    choices: Mapping[str, tuple[Option, ...]]
    dimensions: Mapping[str, Option]
    themes: Mapping[str, Option]
    modules: Mapping[str, Option]
    reported_to: tuple[Option, ...]
    lists: Mapping[str, CountryList]
    parameters: Mapping[str, Parameter]


def declared_in(data: Mapping[str, Any], notes: Notes) -> Declared:
    """Make everything that a file declares."""
    themes = _by_code(notes, "themes", data["themes"])
    dimensions = _by_code(notes, "dimensions", data["dimensions"])
    shared = {"themes": tuple(themes.values()), "dimensions": tuple(dimensions.values())}
    for name in shared:
        if name in data["choices"]:
            notes.complain(
                ("choices", name), f"'{name}' is a list of choices already; give this list another name"
            )
    _refuse_odd_parameters(data["parameters"], notes)
    _refuse_unknown_languages(data["languages"], notes)
    choices = {
        name: notes.options(("choices", name), f"choices:{name}/", given)
        for name, given in data["choices"].items()
    }
    return Declared(
        units={code: _unit(notes, code, unit) for code, unit in data["units"].items()},
        breakdowns={code: _breakdown(notes, code, given) for code, given in data["breakdowns"].items()},
        choices={name: found for name, found in {**shared, **choices}.items() if found},
        dimensions=dimensions,
        themes=themes,
        modules=_by_code(notes, "modules", data["modules"]),
        reported_to=tuple(_by_code(notes, "reported_to", data["reported_to"]).values()),
        lists={code: _list(notes, code, given) for code, given in data["lists"].items()},
        parameters={
            code: Parameter(code, given["kind"], given["sample"])
            for code, given in data["parameters"].items()
        },
    )


def _by_code(notes: Notes, name: str, given: Mapping[str, Any]) -> dict[str, Option]:
    path: Path = (name,)
    return {option.code: option for option in notes.options(path, f"{name}:", given)}


def _unit(notes: Notes, code: str, unit: Mapping[str, Any]) -> Unit:
    return Unit(code, notes.text(("units", code, "label"), f"unit:{code}", unit["label"]), unit["measure"])


def _breakdown(notes: Notes, code: str, given: Mapping[str, Any]) -> Breakdown:
    path: Path = ("breakdowns", code)
    context = f"breakdown:{code}"
    return Breakdown(
        code,
        notes.text((*path, "label"), f"{context}/label", given["label"]),
        notes.options((*path, "codes"), f"{context}/code/", given["codes"]),
        notes.text((*path, "total"), f"{context}/total", given["total"]),
    )


def _list(notes: Notes, code: str, given: Mapping[str, Any]) -> CountryList:
    label = notes.text(("lists", code, "label"), f"list:{code}", given["label"])
    samples = tuple(
        Text(f"list:{code}/sample/{number}", sample) for number, sample in enumerate(given["samples"], 1)
    )
    return CountryList(code, label, samples)


def _refuse_odd_parameters(given: Mapping[str, Mapping[str, str]], notes: Notes) -> None:
    """Refuse names that texts cannot hold in braces, and samples that are no dates."""
    for code, parameter in given.items():
        if code in TAKEN or "." in code:
            why = "is known already" if code in TAKEN else "holds a point"
            notes.complain(("parameters", code), f"'{code}' {why}; give the parameter another name")
        if parameter["kind"] == "date" and not day(parameter["sample"]):
            path = ("parameters", code, "sample")
            notes.complain(path, f"'{parameter['sample']}' is not a date; write it as 2020-05-31")


def _refuse_unknown_languages(given: list[str], notes: Notes) -> None:
    for number, code in enumerate(given):
        if code not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            notes.complain(("languages", number), f"unknown language '{code}'; there are {known}")
