"""Figures that disagree with each other are asked about, never refused."""

import pytest

from survey.answers.arithmetic import sums_within
from survey.answers.checking import problems
from survey.problems import Severity
from tests.answers.building import asking, form, found, relevance, reply

UNITS = "units: {persons: {label: persons, measure: count}, percent: {label: '%', measure: percent}}\n"
SEX = "breakdowns: {sex: {label: Sex, total: Both, codes: {F: Girls, M: Boys}}}\n"
COMMENTED = asking(
    ["id: a, kind: number, unit: persons, by: [sex], adds_up: yes, evidence: [comment], label: A"],
    UNITS + SEX,
)


def by_sex(total, girls, boys, question="enrolled", **parts):
    return reply(question, cells={"_T": total, "sex=F": girls, "sex=M": boys}, **parts)


def fields(*given, questionnaire):
    return [field for field, _ in found(questionnaire, *given)]


def test_parts_that_make_their_total_are_fine():
    assert [] == found(form("by-sex"), by_sex(30, 10, 20))


def test_parts_that_miss_their_total_are_asked_about():
    sentence = "The parts add up to 25.0, but the total is 30.0. Check these numbers."
    assert [("enrolled", sentence)] == found(form("by-sex"), by_sex(30, 10, 15))


def test_rounded_parts_are_fine():
    assert [] == found(form("by-sex"), by_sex(1000, 499, 500))


def test_incomplete_parts_are_not_compared():
    assert [] == found(form("by-sex"), reply("enrolled", cells={"_T": 30, "sex=F": 10}))
    assert [] == found(form("by-sex"), reply("enrolled", cells={"sex=F": 10, "sex=M": 5}))


def test_a_comment_answers_the_doubt():
    assert [] == found(COMMENTED, by_sex(30, 10, 15, "a", comment="Five are not known by sex."))


def test_a_doubt_asks_for_a_comment_where_there_is_one_and_is_a_remark_elsewhere():
    asked = problems(relevance(COMMENTED, by_sex(30, 10, 15, "a")))
    remarked = problems(relevance(form("by-sex"), by_sex(30, 10, 15)))
    assert [Severity.ASKS] == [problem.severity for problem in asked]
    assert [Severity.REMARKS] == [problem.severity for problem in remarked]
    assert str(asked[0].message).endswith("If they are right, say why in the comment.")


def test_the_comment_of_a_table_stands_once_for_its_rows():
    number = "id: a, kind: number, unit: persons, by: [sex], adds_up: yes, evidence: [comment], label: A"
    questionnaire = asking([f"{number}, rows: {{x: X, y: Y}}"], UNITS + SEX)
    wrong = reply("a", row="y", cells={"_T": 30, "sex=F": 10, "sex=M": 15})
    assert ["a@y"] == fields(wrong, questionnaire=questionnaire)
    assert [] == fields(wrong, reply("a", comment="Not all are known."), questionnaire=questionnaire)


def test_a_comment_counts_for_the_question_that_shares_the_evidence():
    questionnaire = asking(
        [
            "id: a, kind: number, unit: persons, adds_up: yes, evidence: yes, label: A",
            "id: b, kind: number, unit: percent, by: [sex], evidence_from: a, label: B",
        ],
        UNITS + SEX,
    )
    wrong = by_sex(50, 10, 20, "b")
    assert ["b"] == fields(wrong, questionnaire=questionnaire)
    assert [] == fields(reply("a", 5, comment="Weighted."), wrong, questionnaire=questionnaire)


def test_each_total_along_each_breakdown_is_compared():
    cells = {
        "_T": 100,
        "sex=F": 40,
        "sex=M": 60,
        "age=Y5T14": 70,
        "age=Y15T17": 30,
        "age=Y5T14;sex=F": 30,
        "age=Y5T14;sex=M": 40,
        "age=Y15T17;sex=F": 10,
        "age=Y15T17;sex=M": 20,
    }
    questionnaire = form("by-sex-and-age")
    assert [] == fields(reply("number", cells=cells), questionnaire=questionnaire)
    one_off = reply("number", cells={**cells, "age=Y5T14;sex=F": 20})
    assert {"number/sex=F", "number/age=Y5T14"} == set(fields(one_off, questionnaire=questionnaire))
    total_off = reply("number", cells={**cells, "_T": 90})
    assert ["number"] == fields(total_off, questionnaire=questionnaire)


def test_every_total_is_named_with_the_cells_that_make_it_up():
    kind = form("by-sex").questions["enrolled"].kind
    assert [("_T", ("sex=F", "sex=M"))] == list(sums_within(kind))


def test_numbers_that_do_not_add_up_are_not_added():
    questionnaire = asking(
        ["id: a, kind: number, unit: persons, by: [sex], adds_up: no, label: A"], UNITS + SEX
    )
    assert [] == found(questionnaire, by_sex(30, 10, 5, "a"))


@pytest.mark.parametrize("overall", [10, 15, 20])
def test_a_percentage_between_those_of_its_parts_is_fine(overall):
    assert [] == found(form("by-sex-and-age"), by_sex(overall, 10, 20, "share"))


@pytest.mark.parametrize("overall", [9, 21])
def test_a_percentage_outside_those_of_its_parts_is_asked_about(overall):
    assert ["share"] == fields(by_sex(overall, 10, 20, "share"), questionnaire=form("by-sex-and-age"))


def test_a_rate_that_its_numbers_do_not_make_is_asked_about():
    given = reply("prosecuted", 200), reply("convicted", 50), reply("conviction_rate", 30)
    sentence = "The numbers given above make 25%, not 30%. Check all three numbers."
    assert [("conviction_rate", sentence)] == found(form("rate-of"), *given)


@pytest.mark.parametrize("rate", [25, 25.5, 24.5])
def test_a_rounded_rate_is_fine(rate):
    given = reply("prosecuted", 200), reply("convicted", 50), reply("conviction_rate", rate)
    assert [] == found(form("rate-of"), *given)


def test_a_rate_of_nothing_or_of_the_unknown_is_not_computed():
    questionnaire = form("rate-of")
    assert [] == found(
        questionnaire, reply("prosecuted", 0), reply("convicted", 0), reply("conviction_rate", 30)
    )
    assert [] == found(questionnaire, reply("convicted", 10), reply("conviction_rate", 30))
    given = reply("prosecuted", missing="confidential"), reply("convicted", 10), reply("conviction_rate", 30)
    assert [] == found(questionnaire, *given)
