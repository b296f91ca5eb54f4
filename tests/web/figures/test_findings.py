"""What a figure found is said in a sentence that claims no more than its data."""

from types import SimpleNamespace

import pytest

from survey.catalogs import INTERFACE, Speaker, load_catalogs
from survey.figures.coverage import Coverage
from survey.figures.figure import ELSEWHERE, Figure
from survey.figures.statistics import Statistic
from survey.languages import LANGUAGES, ReaderLocale
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.settings import Settings
from survey.web.figures.findings import finding_of

CATALOGS = load_catalogs(Settings().translations)
CODES = ("en", "fr", "es")
PLAN, NONE = (Option(code, Text("", code.title())) for code in ("plan", "none"))


class Here:
    """The part of a visit that speaks."""

    def __init__(self, code):
        language = LANGUAGES[code]
        self.language, self.place = language, ReaderLocale(language)
        self.speaker = Speaker(language, self.place, CATALOGS, (INTERFACE,))

    def plain(self, message, **values):
        return str(self.speaker.say(message, **values))


def figure(*statistics, missing=None, withheld=None, kind="number", unit=None):
    question = SimpleNamespace(
        id="f.victims", label=Text("", "Victims identified"), kind=SimpleNamespace(name=kind, unit=unit)
    )
    coverage = Coverage(21, 15, 9, missing or {})
    return Figure(SimpleNamespace(code="world"), question, "", "_T", statistics, coverage, withheld=withheld)


def said(found, code="en"):
    return finding_of(Here(code), found).replace("\u202f", " ").replace("\u00a0", " ")


SUM = Statistic("sum", 157, 9, reporters=9, change=-33, before=190, compared=9)


def test_a_fall_is_told_over_the_countries_of_both_rounds():
    assert (
        "Victims identified: down from 190 to 157 (−33) in the 9 countries that answered in both rounds"
        == said(figure(SUM))
    )


def test_what_all_countries_said_is_not_mixed_with_the_change():
    of_more = Statistic("sum", 19_014, 14, reporters=14, change=-5, before=2_939, compared=5)
    found = said(figure(of_more))
    assert "from 2,939 to 2,934" in found
    assert "19,014" not in found


@pytest.mark.parametrize(
    ("statistic", "words"),
    [
        (Statistic("sum", 5, 1, reporters=1, change=2, before=3, compared=1), "up from 3 to 5 (+2) in the 1"),
        (Statistic("sum", 5, 4, reporters=4, change=0, before=5, compared=4), "unchanged at 5 in the 4"),
        (Statistic("sum", 5, 4, reporters=4), "5 in 4 countries together"),
        (Statistic("entries", 12, 4, reporters=3), "12 in 3 countries together"),
        (Statistic("rate", 12.5, 4, unit="percent", reporters=4), "over the 4 countries that gave both"),
        (Statistic("median", 7, 4, reporters=4), "the median of 4 countries is 7"),
        (Statistic("median", 7, 4, reporters=4, change=1, compared=3), "the median change is +1, over the 3"),
    ],
)
def test_each_statistic_has_its_sentence(statistic, words):
    assert words in said(figure(statistic))


def test_a_year_is_no_trend():
    year = Statistic("median", 2015, 4, unit="year", reporters=4, change=1, compared=3)
    assert "change" not in said(figure(year))


def test_a_sum_that_lacks_what_is_included_elsewhere_is_a_lower_bound():
    alone = Statistic("sum", 5, 4, reporters=4)
    assert "at least 5" in said(figure(alone, missing={ELSEWHERE: 1}))


def test_answers_that_were_carried_over_are_told():
    carried = Statistic("sum", 5, 4, reporters=4, change=0, before=5, compared=4, carried=3)
    assert said(figure(carried)).endswith("3 of these answers were carried over from the previous round.")


def test_currencies_are_not_added():
    money = (Statistic("sum", 5, 2, currency=code, reporters=2) for code in ("ALL", "PEN"))
    assert said(figure(*money)).endswith("amounts in 2 currencies, which are shown separately and not added")


def test_the_commonest_choice_is_named_and_a_tie_is_no_winner():
    choices = [
        Statistic(f"{sort}:{option.code}", value, 6, option=option, reporters=6)
        for option, count in ((PLAN, 4), (NONE, 2))
        for sort, value in (("count", count), ("share", count / 6 * 100))
    ]
    assert "most often “Plan”, in 4 of the 6 countries" in said(figure(*choices, kind="choice"))
    tie = [
        Statistic(f"{sort}:{option.code}", value, 6, option=option, reporters=6)
        for option in (PLAN, NONE)
        for sort, value in (("count", 3), ("share", 50.0))
    ]
    assert "equally often Plan and None, each in 3 of the 6" in said(figure(*tie, kind="choice"))


def test_yes_is_counted():
    yes = Option("yes", Text("", "Yes"))
    found = figure(
        Statistic("count:yes", 4, 6, option=yes, reporters=6),
        Statistic("share:yes", 66.7, 6, unit="percent", option=yes, reporters=6),
    )
    assert "yes in 4 of the 6 countries that answered" in said(found)


def test_what_is_withheld_or_without_an_answer_finds_nothing():
    assert "" == said(figure(SUM, withheld=Text("", "Not shown")))
    assert "" == said(figure())


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("count", [1, 2, 9])
@pytest.mark.parametrize("change", [-33, 0, 33])
def test_a_finding_is_said_in_every_language_with_its_numbers(code, count, change):
    statistic = Statistic("sum", 157, count, reporters=count, change=change, before=124, compared=count)
    found = said(figure(statistic), code)
    assert str(count) in found
    assert str(124 + change) in found
    assert ("both" in found) is (code == "en")
