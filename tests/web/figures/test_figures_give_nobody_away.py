"""The pages of figures, attacked by people who may not read what is behind them.

What each reader may read is written down here by hand. Then every page is read, with every choice that it
offers, and nothing may stand there that the rule of three does not allow; that what it allows gives nobody
away is proven by solving everything shown, in `tests/figures`, and here once more for these rounds.
"""

import csv
import html
import io
import re
from itertools import product

import pytest
from sqlalchemy import create_engine

from survey.answers.replies import Reply
from survey.figures import add_up, seen_by
from survey.questionnaire.reading import read_text
from survey.storage.engine import migrating
from survey.storage.engine.database import options_for, prepare
from tests.figures.attacking import Equations, learn_all, learn_who_answered, relate_parts
from tests.figures.rounds import case, expected
from tests.web.figured import COUNTRIES, FORM, closed, figured_on, region_of

YEARS = (2018, 2019, 2020)
EVERYBODY = (*COUNTRIES[:8], "CRI", *COUNTRIES[8:10], "FJI", "ALB")
COUNTED = {
    2018: [one for one in EVERYBODY if one not in ("MDG", "GHA", "CHL")],
    2019: list(EVERYBODY),
    2020: [one for one in EVERYBODY if one not in ("GHA", "CHL", "PER", "FJI", "UGA")],
}
"""Whose reports count in which year: each change of a year leaves others out."""
NOT_COUNTED = {"FJI": "submitted", "UGA": "draft"}
READERS = {
    "focal": ({"NPL"}, set()),
    "africa": ({"MDG", "GHA", "TUN", "MAR", "UGA"}, set()),
    "admin": (set(), set()),
    "contributor": (set(), {"NPL"}),
}
"""Whose answers each may read, and of whom some of them only."""
QUESTIONS = ("f.reached", "f.share", "f.plan", "f.since", "f.laws", "f.money", "f.ways", "w.story")
CELLS = ("_T", "sex=F", "sex=M")


def values_of(code, year):
    """What a country gave: long numbers that are found nowhere else."""
    number, later = EVERYBODY.index(code), YEARS.index(year)
    women, men = 104729 + 7919 * number + 1299 * later, 224737 + 6007 * number + 17 * later * number
    return {"sex=F": women, "sex=M": men, "_T": women + men}


def money_of(code, year):
    return 350377.0 + 9973 * EVERYBODY.index(code) + YEARS.index(year)


def share_of(code, year):
    return round(10.37 + 5.01 * EVERYBODY.index(code) + 0.11 * YEARS.index(year), 2)


def story_of(code, year):
    return f"Story{code}{year} is a word of its own."


def replies_of(code):
    def replies(_number, year):
        yield Reply(
            "f.reached",
            "",
            {one: float(value) for one, value in values_of(code, year).items()},
            reference_year=year - 1,
        )
        yield Reply("f.share", "", {"_T": share_of(code, year)})
        if code != "MAR":
            yield Reply("f.plan", "", {"_T": ("yes", "no")[EVERYBODY.index(code) % 2]})
        yield Reply("f.since", "", {"_T": 2000 + EVERYBODY.index(code)})
        yield Reply("f.laws", "one", {"_T": "yes"})
        currency = "EUR" if code in ("MAR", "PER", "ALB") else "USD"
        yield Reply("f.money", "", {"_T": money_of(code, year)}, currency=currency)
        yield Reply("f.ways", "", {"_T": ("talk",)})
        yield Reply("w.story", "", {"_T": story_of(code, year)}, lang="en")

    return replies


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Three rounds, with reports that count, one that is submitted and one that is a draft."""
    folder = tmp_path_factory.mktemp("attacked")
    url = f"sqlite:///{folder}/survey.sqlite3"
    engine = create_engine(url, **options_for(url))
    prepare(engine)
    migrating.upgrade(engine)
    made = figured_on(engine, url, folder, countries=EVERYBODY, years=YEARS)
    for year, code in product(YEARS, EVERYBODY):
        if code in COUNTED[year]:
            made.fill(year, code, replies=replies_of(code))
        elif year == 2020 and code in NOT_COUNTED:
            made.fill(year, code, state=NOT_COUNTED[code], replies=replies_of(code))
    yield made.release()
    closed(made)
    engine.dispose()


def given(year):
    """A round as it is added up, from what was said and not from the database."""
    places = {}
    for code in EVERYBODY:
        places.setdefault(region_of(code), []).append(code)
    cases = []
    for code in COUNTED[year]:
        by_place = {}
        for reply in replies_of(code)(0, year):
            cells = {cell: list(one) if isinstance(one, tuple) else one for cell, one in reply.cells.items()}
            more = {"currency": reply.currency} if reply.currency else {}
            by_place[reply.question, reply.row] = {"cells": cells, "kind": "", **more}
        cases.append(case(code, region_of(code), by_place))
    return read_text(FORM.encode(), "small.yaml"), expected(**places), cases


@pytest.fixture(scope="module")
def figures():
    """The rounds added up, each compared with the ones before it."""
    first, second, third = map(given, YEARS)
    made = (add_up(*first), add_up(*second, before=first), add_up(*third, before=second, earlier=first))
    return dict(zip(YEARS, made, strict=True))


def addresses():
    """Every page of figures in every year; in the last one with every choice that it offers."""
    for year in YEARS:
        for region in ("AFR", "AME", "ASI", "ECA"):
            yield year, ("regions", region), {}
            yield year, ("years",), {"region": region}
        yield from ((year, path, {}) for path in ((), ("years",), ("compare",)))
        for question in QUESTIONS:
            yield year, ("questions", question, "years"), {}
            yield year, ("questions", question), {}
    for question in QUESTIONS:
        yield from ((2020, ("questions", question), one) for one in choices_at(question))


def choices_at(question):
    yield from ({"sort": sort} for sort in ("answer", "-answer", "region", "year", "before", "-change"))
    yield from ({"region": region, "sort": "answer"} for region in ("AFR", "AME", "ASI", "ECA"))
    if question == "f.reached":
        yield from ({"cell": cell, "sort": "before"} for cell in CELLS)
    if question == "f.laws":
        yield from ({"row": row} for row in ("one", "two"))
    if question == "w.story":
        yield from ({"find": find} for find in ("story", "STORY ALB", "storyalb2020", "wörd"))


@pytest.fixture(scope="module")
def pages(world):
    """All that each reader finds, page by page."""
    return {who: [*pages_of(world.signed_in(who))] for who in READERS}


def pages_of(reader):
    for year, path, query in addresses():
        page = reader.open(*path, year=year, **query).page
        assert 200 == reader.status, (year, path, query)
        yield (year, path, query), page


LONG = re.compile(r"\d[\d,.]*\d")


def numbers_in(page):
    """The numbers that a page says anywhere, in its plots and their words too, but for short ones."""
    words = html.unescape(re.sub(r"<[^>]+>", "|", re.search(r"<main.*</main>", page, re.DOTALL).group(0)))
    bare = (one.replace(",", "") for one in LONG.findall(words))
    return {one for one in bare if len(one.replace(".", "").strip("0")) >= (3 if "." in one else 5)}


def allowed(seen, entitled):
    """The long numbers that a reader may see: what the statistics say, and the own countries' answers."""
    found = set()
    for one in (*seen, *(one for area in seen.areas.countries for one in seen.in_area(area))):
        assert one.area.level != "country" or one.area.code in entitled or not one.statistics
        for statistic in one.statistics:
            for value in (statistic.value, statistic.change, statistic.before):
                if isinstance(value, int | float):
                    found.add(value)
            if statistic.before is not None and statistic.change is not None:
                found.add(statistic.before + statistic.change)
    return found


def own(entitled):
    for year, code in product(YEARS, EVERYBODY):
        if code in entitled and code in COUNTED[year]:
            yield from (*values_of(code, year).values(), money_of(code, year), share_of(code, year))


def is_one_of(written, values):
    number, rounded = float(written), 0.0501 if "." in written else 0.501
    return any(abs(number - abs(value)) <= rounded for value in values)


def seen_of(figures, who):
    entitled, partly = READERS[who]
    return {year: seen_by(one, entitled, partly) for year, one in figures.items()}


@pytest.mark.parametrize("who", READERS)
def test_no_page_says_a_number_that_the_rule_of_three_keeps_back(pages, figures, who):
    entitled, _ = READERS[who]
    values = {*own(entitled)}
    for seen in seen_of(figures, who).values():
        values |= allowed(seen, entitled)
    said = 0
    for address, page in pages[who]:
        found = numbers_in(page)
        said += len(found)
        assert [] == [one for one in found if not is_one_of(one, values)], address
    assert said > 100


@pytest.mark.parametrize("who", READERS)
def test_what_these_rounds_show_together_gives_nobody_away(figures, who):
    entitled, partly = READERS[who]
    shown = seen_of(figures, who)
    for known in (entitled, entitled | partly):
        equations, before, then = Equations(known), None, ""
        for year in YEARS:
            answers = answers_in(year)
            relate_parts(equations, answers, year, "f.reached", CELLS[1:])
            learn_all(equations, shown[year], answers, year, {}, before, then)
            learn_who_answered(equations, shown[year], answers, year)
            before, then = answers, year
        assert equations.shown
        assert [] == equations.victims()


def answers_in(year):
    """What was said in a year: by reporter, question and cell, with its currency."""
    return {
        code: {
            (one.question, cell): (value, one.currency)
            for one in replies_of(code)(0, year)
            for cell, value in one.cells.items()
            if one.row != "two"
        }
        for code in COUNTED[year]
    }


@pytest.mark.parametrize("who", READERS)
def test_every_table_has_figures_of_the_same_areas_as_the_rule_allows(world, figures, who):
    reader, withheld = world.signed_in(who), 0
    for year, seen in seen_of(figures, who).items():
        for question, row, cell in [*product(QUESTIONS[:-1], [""], ["_T"]), ("f.reached", "", "sex=F")]:
            row = "one" if question == "f.laws" else row
            reader.open("questions", question, year=year, cell=cell, row=row)
            page = {name: said for name, said, *_ in reader.rows("By region")}
            for area in seen.areas.larger:
                hidden = seen.of(area, question, row, cell).withheld is not None
                withheld += hidden
                assert hidden == page[str(area.name)].startswith("Not shown"), (year, question, cell, area)
    assert withheld > 20


@pytest.mark.parametrize("who", READERS)
def test_nobody_finds_words_or_reports_of_others_however_they_look(pages, who):
    entitled, partly = READERS[who]
    words, reports = set(), set()
    for _, page in pages[who]:
        words |= {*re.findall(r"Story([A-Z]{3})(\d{4})", page)}
        reports |= {*re.findall(r"/reports/small/\d+/([A-Z]{3})", page)}
    mine = {(code, str(year)) for year in YEARS for code in entitled if code in COUNTED[year]}
    assert words == mine | {(code, "2020") for code in partly}  # given for that year alone
    assert reports == entitled | partly


@pytest.mark.parametrize("who", READERS)
def test_nobody_compares_others_nor_sees_a_preview(world, who):
    entitled, partly = READERS[who]
    reader = world.signed_in(who)
    for year, code in product(YEARS, EVERYBODY):
        mine = code in COUNTED[year] and (code in entitled or (code in partly and year == 2020))
        assert (200 if mine else 404) == reader.open("compare", year=year, **{"with": code}).status
    for year, path, query in addresses():
        assert 404 == reader.open(*path, year=year, **query, preview="1").status


def test_a_section_that_was_not_given_stays_closed_to_a_contributor(pages):
    for (year, path, query), page in pages["contributor"]:
        if path != ("compare",) and path[-1:] != ("w.story",):
            assert "/NPL" not in page, (year, path, query)


def downloaded(reader, content, year, **query):
    """A file for programs, as rows by heading."""
    reader.open("downloads", f"{content}.csv", year=year, **query)
    return [*csv.DictReader(io.StringIO(reader.page))] if reader.status == 200 else None


@pytest.mark.parametrize("who", READERS)
def test_files_say_what_the_pages_say_and_no_more(world, figures, who):
    entitled, _ = READERS[who]
    reader = world.signed_in(who)
    for year, seen in seen_of(figures, who).items():
        rows = downloaded(reader, "figures", year, countries="1")
        if not entitled:
            assert rows is None  # neither administrators nor contributors download anything
            continue
        assert {row["area_code"] for row in rows if row["level"] == "country"} == entitled
        shown = {
            (one.area.code, one.question.id, one.row, one.cell, statistic.code, statistic.currency)
            for one in seen
            for statistic in one.statistics
        }
        assert shown == {_key(row) for row in rows if row["level"] != "country" and row["value"]}
        told = {one.area.code: one.coverage.told for one in seen}
        assert all(bool(row["countries_reporting"]) <= told.get(row["area_code"], True) for row in rows)
        for content in ("answers", "wide"):
            found = {row["country_iso3"] for row in downloaded(reader, content, year)}
            assert found == entitled & {*COUNTED[year]}
        for content in ("answers", "wide", "figures"):
            assert downloaded(reader, content, year, preview="1") is None


def _key(row):
    cell = f"sex={row['sex']}" if row["sex"] not in ("", "_T") else "_T"
    return row["area_code"], row["question"], row["row"], cell, row["statistic"], row["currency"]


def test_the_same_reading_finds_what_the_secretariat_is_shown(world, figures):
    values = set()
    for seen in seen_of(figures, "admin").values():
        values |= allowed(seen, set())
    page = world.signed_in("desk").open("questions", "f.reached").page
    beyond = [one for one in numbers_in(page) if not is_one_of(one, values)]
    assert {str(values_of(code, 2020)["_T"]) for code in COUNTED[2020]} <= {*beyond}
