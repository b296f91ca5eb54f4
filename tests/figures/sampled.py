"""Two rounds of invented reports on the real form, with every sort of gap, and their files as text."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from survey.answers.freezing import freeze
from survey.answers.relevance import evaluate
from survey.answers.replies import Reply
from survey.catalogs import INTERFACE, Speaker, load_catalogs
from survey.countries import ILO_SCHEME
from survey.exports.tables.answers import answers
from survey.exports.tables.as_csv import to_csv
from survey.exports.tables.codebook import own_rows_table
from survey.exports.tables.figure_rows import figures_table
from survey.exports.tables.naming import Naming
from survey.exports.tables.source import Source
from survey.figures import Case, Expected, add_up, seen_by
from survey.languages import LANGUAGES, ReaderLocale
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.reading import read_file
from survey.samples.countries import SAMPLE_COUNTRIES
from survey.samples.replies import Sampler

ROOT = Path(__file__).parents[2]
FORM = ROOT / "forms" / "pathfinder-progress"
SILENT = ("PER", "FJI")
"""Countries that are expected and do not report."""
REASONS = ("not_available", "not_applicable", "included_elsewhere", "confidential")
CURRENCIES = ("USD", "EUR")


@cache
def form_of(year):
    return read_file(FORM / f"{year}.yaml")


@cache
def cases_of(year):
    steps = (Option("s1", Text("", "A step")), Option("s2", Text("", "Another step")))
    form = form_of(year)
    rows = dict.fromkeys(form.lists, steps)
    made = []
    for country in SAMPLE_COUNTRIES.values():
        if country.iso3 in SILENT:
            continue
        sampler = Sampler(form, country, year, date(year, 5, 2), rows)
        relevance = evaluate(form, disturbed(sampler.replies(), form, country.iso3, year), date(year, 5, 2))
        content = freeze(
            relevance,
            edition_sha256="0" * 64,
            reporter=country.iso3,
            region=ILO_SCHEME.region(country.iso3),
            year=year,
        )
        made.append(Case(country.iso3, ILO_SCHEME.region(country.iso3), "accepted", json.loads(content)))
    return tuple(made)


def disturbed(replies, form, country, year):
    """The replies of a country with gaps, currencies, years and repeated answers as they come."""
    chance = Random(f"{country}/{year}")
    changed = {
        place: disturbed_reply(reply, form.questions[reply.question], chance)
        for place, reply in replies.by_place.items()
    }
    return replace(replies, by_place=changed)


def disturbed_reply(reply: Reply, question, chance):
    if question.missing and chance.random() < 0.15:
        return Reply(reply.question, reply.row, missing=chance.choice(REASONS))
    is_rate = getattr(question.kind, "rate_of", None) is not None
    if is_rate and chance.random() < 0.6:
        return Reply(reply.question, reply.row)
    more = {"carried": chance.random() < 0.2}
    if question.evidence and chance.random() < 0.5:
        more["reference_year"] = chance.randint(2012, 2019)
    if reply.currency:
        more["currency"] = chance.choice(CURRENCIES)
    return replace(reply, **more)


def source(year):
    return Source(form_of(year), year, "ILO 2020", lambda: cases_of(year))


def expected():
    return [Expected(country.iso3, ILO_SCHEME.region(country.iso3)) for country in SAMPLE_COUNTRIES.values()]


def naming(year):
    catalogs = load_catalogs(ROOT / "translations")
    speaker = Speaker(
        LANGUAGES["en"], ReaderLocale(LANGUAGES["en"]), catalogs, (INTERFACE, "pathfinder-progress")
    )
    return Naming(form_of(year), speaker.with_values(country="the country"))


def text_of(table):
    return b"".join(to_csv(table)).decode()


@cache
def answers_file(year):
    return text_of(answers(source(year), naming(year)))


@cache
def own_rows_file(year):
    return text_of(own_rows_table(source(year), naming(year)))


@cache
def figures_file(countries):
    before = (form_of(2019), expected(), cases_of(2019))
    figures = add_up(form_of(2020), expected(), cases_of(2020), before=before)
    return text_of(figures_table(source(2020), naming(2020), seen_by(figures, None), countries))
