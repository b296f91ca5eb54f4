"""The codebook: every code in the tables, with its labels in every language. Also the table of own rows.

Knows the questionnaire and the speakers; of the answers, only the rows that countries added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from survey.countries import ILO_REGIONS
from survey.exports.phrases import LEVELS, NOT_A_STATISTIC, REASONS, STATUSES
from survey.exports.tables.headings import HEADINGS
from survey.exports.tables.naming import Naming
from survey.exports.tables.source import Source, own_rows
from survey.exports.tables.tables import DataTable, Field, Rows, Type
from survey.figures.statistics import LABELS
from survey.messages import Message, Text
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.model import TOTAL, Questionnaire
from survey.workflow import STATE_LABELS

CodebookLine = tuple[str, str, str, str, str, Message | Text]
"""The list of a code, the code, the kind, unit and section (only of a question), and the label."""


def codebook(form: Questionnaire, tellers: Sequence[Naming]) -> DataTable:
    """Return the table of all codes with their labels, one column per language."""
    names = ("list", "code", "kind", "unit", "section")
    fields = [Field(name, name, Type.CODE, title=name) for name in names]
    fields += [Field(name := f"label_{naming.speaker.language.code}", name, title=name) for naming in tellers]

    def rows() -> Rows:
        for *code, label in _lines(form):
            yield (*code, *(naming.plain(label) for naming in tellers))

    return DataTable("codebook", tuple(fields), rows, ("list", "code"))


def _lines(form: Questionnaire) -> Iterator[CodebookLine]:
    for section in form.sections:
        yield "section", section.id, "", "", "", section.title
    for question in form.questions.values():
        unit = getattr(question.kind, "unit", None)
        yield (
            "question", question.id, question.kind.name, unit.code if unit else "",
            form.section_of[question.id].id, question.label,
        )  # fmt: skip
        for row in question.rows:
            yield f"row:{question.id}", row.code, "", "", "", row.label
        for choice in question.kind.offered if isinstance(question.kind, Offering) else ():
            yield f"choice:{question.id}", choice.code, "", "", "", choice.label
    for breakdown in form.breakdowns.values():
        yield f"breakdown:{breakdown.code}", TOTAL, "", "", "", breakdown.total
        for option in breakdown.codes:
            yield f"breakdown:{breakdown.code}", option.code, "", "", "", option.label
    for listed, words in _shared(form):
        for code, label in words.items():
            yield listed, code, "", "", "", label


def _shared(form: Questionnaire) -> Iterator[tuple[str, Mapping[str, Message | Text]]]:
    """Yield the lists of codes that many questions share."""
    yield "unit", {code: unit.label for code, unit in form.units.items()}
    yield "dimension", {code: dimension.label for code, dimension in form.dimensions.items()}
    yield "reported_to", {option.code: option.label for option in form.reported_to}
    yield "missing_reason", {**REASONS}
    yield "status", {**STATUSES}
    yield "state", {str(code): label for code, label in STATE_LABELS.items()}
    yield "region", {**ILO_REGIONS}
    yield "level", {**LEVELS}
    yield "statistic", {**LABELS, **NOT_A_STATISTIC}
    yield "column", {**HEADINGS}


def own_rows_table(source: Source, naming: Naming) -> DataTable:
    """Return the table of the rows that countries added and of the entries of their lists, in order."""
    names = (
        ("round", Type.CODE), ("country_iso3", Type.CODE), ("list", Type.CODE),
        ("position", Type.INTEGER), ("row", Type.TEXT), ("label", Type.TEXT),
    )  # fmt: skip

    def rows() -> Rows:
        for case in source.cases():
            for listed, codes in own_rows(case.content).items():
                for number, (code, words) in enumerate(codes.items(), 1):
                    yield naming.round(source), case.reporter, listed, number, code, words

    fields = tuple(
        Field(name, naming.heading(name), kind, title=naming.plain(HEADINGS[name])) for name, kind in names
    )
    return DataTable("rows", fields, rows, ("round", "country_iso3", "list", "row"))
