"""A small round to export: every kind of question, words that look like formulas, countries with gaps."""

from datetime import UTC, datetime

from survey.catalogs import INTERFACE, Speaker, load_catalogs
from survey.exports.tables.answers import answers
from survey.exports.tables.codebook import codebook, own_rows_table
from survey.exports.tables.covers import TITLES, About
from survey.exports.tables.figure_rows import figures_table
from survey.exports.tables.naming import Naming, Show
from survey.exports.tables.package import Package
from survey.exports.tables.source import Source
from survey.exports.tables.wide import wide
from survey.figures import add_up, seen_by
from survey.figures.cases import Case, Expected
from survey.languages import LANGUAGES, ReaderLocale
from survey.questionnaire.reading import read_text
from survey.settings import Settings
from tests.actions.answers.desk import EVERYTHING

EVERY_KIND = EVERYTHING.replace(
    "label: Budget}",
    "missing: yes, label: Budget}\n      - {id: share, kind: number, unit: percent, label: Share}",
).replace("units:\n", 'licence: CC-BY-4.0\nunits:\n  percent: {label: "%", measure: percent}\n')
CHANGED = datetime(2020, 6, 1, 8, 30, tzinfo=UTC)
CATALOGS = load_catalogs(Settings().translations)


def value(kind, total=None, cells=None, **parts):
    """One answer as a snapshot holds it."""
    held = {**({} if total is None else {"_T": total}), **(cells or {})}
    return {**({"kind": kind, "cells": held} if held else {}), **parts}


CHILE = {
    "children": {"": value("number", 1200, {"sex=F": 500, "sex=M": 700, "age=Y5T14;sex=F": 120},
                           reference_year=2019, source="Encuesta nacional, año 2019",
                           reported_to=["vnr", "ilo"], comment="+56 2 5555 is our number",
                           link="https://example.org/a?b=c")},
    "budget": {"": value("number", 1234.5, currency="USD")},
    "law": {"": value("yes_no", "yes", carried=True)},
    "sector": {"": value("choice", "mines")},
    "themes": {"": value("choices", ["cl", "ht"])},
    "since": {"": value("year", 1999)},
    "day": {"": value("date", "2020-05-03")},
    "name": {"": value("text", "=HYPERLINK(1)", lang="es")},
    "story": {"": value("narrative", 'Línea uno; "dos"\ntres', lang="es")},
    "ratified": {"C182": value("year", 2000), "C138": value("year", 1999)},
    "done": {"n2": value("yes_no", "no"), "n1": value("yes_no", "yes")},
    "priorities.objective": {"e2": value("text", "@home"), "e1": value("text", "Inspección")},
    "priorities.reached": {"e1": value("number", 0)},
}  # fmt: skip
MADAGASCAR = {
    "budget": {"": value("", missing="confidential", comment="Pas encore publié")},
    "children": {"": value("number", 7)},
    "share": {"": value("number", 0.1)},
    "law": {"": value("", comment="Nous ne savons pas")},
}


def content(answers, entries=None, rows=None):
    """What a snapshot holds."""
    head = {"form": "everything", "edition": "2020", "edition_sha256": "", "reporter": "", "region": ""}
    return {
        **head, "format": 1, "year": 2020, "today": "2020-05-31", "modules": [],
        "answers": answers, "entries": entries or {}, "rows": rows or {},
    }  # fmt: skip


CASES = (
    Case(
        "CHL",
        "AME",
        "accepted",
        content(
            CHILE,
            {"priorities": ["e1", "e2"]},
            {"next_steps": [["n1", "Formar inspectores"], ["n2", "-50 % de casos"]]},
        ),
        1,
        CHANGED,
    ),
    Case("MDG", "AFR", "published", content(MADAGASCAR), 2, CHANGED),
)


def source(cases=CASES, form=EVERY_KIND, preview=False):
    return Source(read_text(form.encode(), "every"), 2020, "ILO 2020", lambda: iter(cases), preview)


def naming(of, show="codes", language="en"):
    chosen = LANGUAGES[language]
    speaker = Speaker(chosen, ReaderLocale(chosen), CATALOGS, (INTERFACE, of.form.slug))
    return Naming(of.form, speaker, Show(show))


def seen(of, entitled=None):
    """What the cases add up to, for somebody who may read the answers of these."""
    expected = [Expected(code, region) for code, region in (("CHL", "AME"), ("MDG", "AFR"), ("NPL", "ASI"))]
    return seen_by(add_up(of.form, expected, of.cases()), entitled)


def about(of, language="en"):
    return About(naming(of, "labels", language), TITLES["package"], of.year, 2, of.preview, CHANGED)


def package(of):
    """The package of the small round."""
    codes = naming(of)
    tables = (
        answers(of, codes),
        wide(of, codes),
        figures_table(of, codes, seen(of)),
        own_rows_table(of, codes),
        codebook(of, [naming(of, "labels", one) for one in LANGUAGES]),
    )
    return Package("every-2020", [about(of, one) for one in LANGUAGES], tables, EVERY_KIND.encode())
