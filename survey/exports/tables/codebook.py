"""The codebook: every code in the tables, with its labels in every language. Also the table of own rows.

Its list `wide` has the columns of the wide table: the question, row, cell and part that each stands for.

Knows the questionnaire and the speakers; of the answers, only the rows that countries added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from babel.numbers import get_currency_name

from survey.countries import COUNTRIES, ILO_REGIONS, M49_REGIONS
from survey.exports.phrases import KINDS_IN_WORDS, LEVELS, NOT_A_STATISTIC, OTHER_UNITS, REASONS, STATUSES
from survey.exports.tables.closed_lists import codes_of
from survey.exports.tables.headings import HEADINGS, PARTS_OF_COLUMNS
from survey.exports.tables.naming import Naming
from survey.exports.tables.source import Source, own_rows
from survey.exports.tables.tables import OF_A_REPORT, DataTable, Field, Rows, Type
from survey.exports.tables.wide import documented
from survey.figures.areas import NO_REGION, WITHOUT_REGION
from survey.figures.cases import NO_NAMES
from survey.figures.statistics import LABELS, of_choice
from survey.languages import ReaderLocale
from survey.messages import Message, Text
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.model import TOTAL, Questionnaire
from survey.workflow import STATE_LABELS

if TYPE_CHECKING:
    from babel import Locale

CodebookLine = tuple[str, str, str, str, str, Message | Text]
"""The list of a code, the code, the kind, unit and section (only of a question), and the label."""
NO_COLUMN = ("",) * 5
"""What stands in the columns that tell what a column of the wide table holds, for any other code."""


def codebook(source: Source, tellers: Sequence[Naming]) -> DataTable:
    """Return the table of all codes with their labels, one column per language."""
    names = ("list", "code", "kind", "unit", "section", "question", "row", "cell", "part", "choice")
    fields = [Field(name, name, Type.CODE, title=name, codes=_closed(source.form, name)) for name in names]
    fields += [Field(name := f"label_{naming.speaker.language.code}", name, title=name) for naming in tellers]

    def rows() -> Rows:
        for *line, label in _lines(source.form):
            yield (*line, *NO_COLUMN, *(naming.plain(label) for naming in tellers))
        for listed, code, labels in _named(source, tellers):
            yield (listed, code, "", "", "", *NO_COLUMN, *labels)
        yield from _columns_of_wide(source, tellers)

    return DataTable("codebook", tuple(fields), rows, ("list", "code"))


def _closed(form: Questionnaire, name: str) -> tuple[str, ...]:
    """Return the closed list of a column of the codebook, which has columns named as others are."""
    return codes_of(form, name) if name in ("kind", "unit", "section", "part") else ()


def _named(source: Source, tellers: Sequence[Naming]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what other lists name in every language: countries and other reporters, and currencies."""
    bodies, currencies = {}, dict.fromkeys(source.form.currencies)
    for case in source.cases():
        if case.reporter not in COUNTRIES:
            bodies[case.reporter] = case.names
        currencies.update(dict.fromkeys(_currencies(case.content)))
    for code, names in {**dict.fromkeys(COUNTRIES, NO_NAMES), **bodies}.items():
        yield "country", code, [naming.reporter(code, names) for naming in tellers]
    for code in currencies:
        yield "currency", code, [get_currency_name(code, locale=_locale(naming)) for naming in tellers]


def _currencies(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the currencies of the amounts in a report."""
    for rows in content["answers"].values():
        yield from (answer["currency"] for answer in rows.values() if answer.get("currency"))


def _locale(naming: Naming) -> Locale:
    return ReaderLocale(naming.speaker.language).locale


def _columns_of_wide(source: Source, tellers: Sequence[Naming]) -> Rows:
    form = source.form
    for column, labels in documented(source, tellers):
        holds = column.holds
        if holds is None:
            continue
        question = form.questions.get(holds.question)
        kind = question.kind.name if question else ""
        section = form.section_of[holds.question].id if question else ""
        place = (holds.question, holds.row, holds.cell, holds.part, holds.choice)
        yield ("wide", column.name, kind, column.unit, section, *place, *labels)


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
            for statistic, meaning in of_choice(choice).items():
                yield f"statistic:{question.id}", statistic, "", "", "", meaning
    for breakdown in form.breakdowns.values():
        yield f"breakdown:{breakdown.code}", TOTAL, "", "", "", breakdown.total
        for option in breakdown.codes:
            yield f"breakdown:{breakdown.code}", option.code, "", "", "", option.label
    for listed, words in _shared(form):
        for code, label in words.items():
            yield listed, code, "", "", "", label


def _shared(form: Questionnaire) -> Iterator[tuple[str, Mapping[str, Message | Text]]]:
    """Yield the lists of codes that many questions share."""
    yield "unit", {**OTHER_UNITS, **{code: unit.label for code, unit in form.units.items()}}
    yield "dimension", {code: dimension.label for code, dimension in form.dimensions.items()}
    yield "reported_to", {option.code: option.label for option in form.reported_to}
    yield "missing_reason", {**REASONS}
    yield "status", {**STATUSES}
    yield "kind", {**KINDS_IN_WORDS}
    yield "state", {str(code): label for code, label in STATE_LABELS.items()}
    yield "region", {**ILO_REGIONS, **M49_REGIONS, NO_REGION: WITHOUT_REGION}
    yield "level", {**LEVELS}
    yield "statistic", {**LABELS, **NOT_A_STATISTIC}
    yield "part", {**PARTS_OF_COLUMNS}
    yield "column", {**HEADINGS}


def own_rows_table(source: Source, naming: Naming) -> DataTable:
    """Return the table of the rows that countries added and of the entries of their lists, in order."""
    names = (
        ("round", source.round_type), ("country_iso3", Type.CODE), ("list", Type.CODE),
        ("position", Type.INTEGER), ("row", Type.TEXT), ("label", Type.TEXT),
    )  # fmt: skip

    def rows() -> Rows:
        for case in source.cases():
            for listed, codes in own_rows(case.content).items():
                for number, (code, words) in enumerate(codes.items(), 1):
                    yield naming.round(source), case.reporter, listed, number, code, words

    fields = tuple(
        Field(
            name,
            naming.heading(name),
            kind,
            title=naming.plain(HEADINGS[name]),
            codes=codes_of(source.form, name) if name == "list" else (),
        )
        for name, kind in names
    )
    key = ("round", "country_iso3", "list", "row")
    return DataTable("rows", fields, rows, key, references=(OF_A_REPORT,))
