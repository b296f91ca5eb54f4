"""The one function that says what is wrong with a set of answers: each rule as a sentence."""

import pytest

from survey.answers.checking import problems
from survey.catalogs import Catalogs, speaker_of
from survey.languages import ENGLISH
from survey.messages import say
from survey.problems import Severity
from tests.answers.building import asking, form, found, relevance, reply, rows, unread


def test_an_empty_report_without_required_answers_has_no_problem():
    assert [] == found(form("number-count"))


def test_a_required_answer_is_wanted():
    assert [
        ("cases", "Answer “Cases prosecuted”, or say why there is no answer."),
        ("victims", "Answer “Victims who gave evidence”, or say why there is no answer."),
        ("hotline", "Answer “Is there a hotline?”."),
    ] == said(form("missing-reasons"))


def said(questionnaire, *given, **more):
    """Like `found`, with the labels of questions said."""
    speaker = speaker_of(Catalogs(), ENGLISH, "tiny")
    return [
        (problem.field, str(speaker.say(problem.message)))
        for problem in problems(relevance(questionnaire, *given, **more))
    ]


def test_a_missing_reason_satisfies_required():
    given = (
        reply("cases", missing="not_available"),
        reply("victims", missing="confidential"),
        reply("hotline", "no"),
    )
    assert [] == found(form("missing-reasons"), *given)


def test_nil_satisfies_required():
    given = reply("cases", 0), reply("victims", 0), reply("hotline", "no")
    assert [] == found(form("missing-reasons"), *given)


def test_a_reason_that_is_not_offered_is_none():
    given = reply("cases", 1), reply("victims", missing="not_applicable"), reply("hotline", "yes")
    assert [("victims~missing", "Choose one of the reasons offered.")] == found(
        form("missing-reasons"), *given
    )


def test_a_figure_and_a_reason_for_having_none_exclude_each_other():
    given = reply("inspectors", 5, missing="not_available")
    assert [
        (
            "inspectors~missing",
            "There is an answer and also a reason for no answer. Clear one of the two.",
        )
    ] == found(form("number-count"), given)


def test_an_answer_is_required_where_the_condition_holds():
    questionnaire = form("required-by-condition")
    assert [] == said(questionnaire, reply("plan", "no"))
    assert [("name", "Answer “Name of the plan”.")] == said(questionnaire, reply("plan", "yes"))


def test_nothing_is_reported_for_what_is_not_asked():
    questionnaire = asking(
        [
            "id: plan, kind: yes_no, label: Plan",
            "id: since, kind: year, label: Since, required: yes, min: 2000, relevant: \"${plan} = 'yes'\"",
        ]
    )
    assert [] == found(questionnaire, reply("plan", "no"), reply("since", 1950, link="nowhere"))
    assert ["since", "since~link"] == [
        field for field, _ in found(questionnaire, reply("plan", "yes"), reply("since", 1950, link="nowhere"))
    ]


def test_nothing_is_reported_for_a_module_that_is_off():
    questionnaire = form("modules")
    assert [] == found(questionnaire, reply("crisis.effects", "maybe"))
    assert ["crisis.effects"] == [
        field for field, _ in found(questionnaire, reply("crisis.effects", "maybe"), modules={"crisis"})
    ]


def test_a_constraint_is_said_in_the_words_of_the_form():
    given = reply("begins", 2018), reply("ends", 2015)
    sentence = "The plan ends before it begins, or more than 20 years from now. Check both years."
    assert [("ends", sentence)] == found(form("constraint"), *given)
    assert [] == found(form("constraint"), reply("begins", 2018), reply("ends", 2025))


def test_a_constraint_says_nothing_of_a_blank_or_a_missing_reason():
    assert [] == found(form("constraint"), reply("begins", 2018), reply("ends", missing="not_available"))
    assert [] == found(form("constraint"), reply("begins", 2018))


def test_what_the_kind_refuses_is_reported_at_its_cell():
    questionnaire = form("by-sex")
    fields = [
        field
        for field, _ in found(questionnaire, reply("enrolled", cells={"_T": 1, "sex=F": -1, "sex=M": 2}))
    ]
    assert ["enrolled/sex=F"] == fields


def test_choices_that_exclude_each_other_are_reported():
    sentence = (
        "“Nobody yet” cannot be chosen together with other answers. Keep only this answer, or remove it."
    )
    given = reply("consulted", ("workers", "nobody"))
    assert [("consulted", sentence)] == said(form("choices-exclusive"), given)


def test_typing_that_was_not_understood_is_reported_with_its_complaint_and_is_no_blank():
    questionnaire = form("missing-reasons")
    complaint = say("test/number", "Type a number.")
    given = (
        reply("cases", unread=unread("many", complaint)),
        reply("victims", 1),
        reply("hotline", "no"),
    )
    assert [("cases", "Type a number.")] == found(questionnaire, *given)


def test_unread_typing_in_a_cell_is_reported_there():
    complaint = say("test/number", "Type a number.")
    given = reply("enrolled", 3, unread=unread("two", complaint, "sex=F"))
    assert [("enrolled/sex=F", "Type a number.")] == found(form("by-sex"), given)


def test_an_amount_needs_its_currency():
    questionnaire = form("number-money")
    assert [("budget~currency", "Choose the currency of this amount.")] == found(
        questionnaire, reply("budget", 5)
    )
    assert [] == found(questionnaire, reply("budget", 5, currency="PEN"))
    assert [] == found(questionnaire, reply("budget", missing="not_available"))


def test_a_currency_is_one_that_exists():
    questionnaire, typed = form("number-money"), say("test/currency", "No currency.")
    wanted = [("budget~currency", "Choose one of the currencies offered.")]
    for code in ("=1+1", "usd", "XQX", "@A"):
        assert wanted == found(questionnaire, reply("budget", 5, currency=code))
        assert wanted == found(questionnaire, reply("budget", 5, unread=unread(code, typed, "currency")))


@pytest.mark.parametrize("year", [1900, 2020])
def test_a_reference_year_up_to_this_one_is_fine(year):
    assert [] == found(form("evidence"), reply("children", 5, reference_year=year))


@pytest.mark.parametrize("year", [1899, 2021])
def test_a_reference_year_to_come_or_long_past_is_reported(year):
    given = reply("children", 5, reference_year=year)
    sentence = "Give a reference year from 1900 to 2020."
    assert [("children~reference_year", sentence)] == found(form("evidence"), given)


def test_a_reference_year_that_was_not_understood_is_reported_there():
    complaint = say("test/year", "Type a year.")
    given = reply("children", 5, unread=unread("last", complaint, "reference_year"))
    assert [("children~reference_year", "Type a year.")] == found(form("evidence"), given)


@pytest.mark.parametrize("link", ["https://ilostat.ilo.org/data", "http://example.org"])
def test_a_whole_web_address_is_fine(link):
    assert [] == found(form("evidence"), reply("law", "yes", link=link))


@pytest.mark.parametrize(
    "link", ["ilostat.ilo.org", "javascript:alert(1)", "https://", "https://a b.org", "http://["]
)
def test_what_is_no_web_address_is_reported(link):
    sentence = "Write the full web address, beginning with https:// or http://."
    assert [("law~link", sentence)] == found(form("evidence"), reply("law", "yes", link=link))


def test_an_endless_text_is_reported():
    given = reply("children", 5, source="x" * 2_001, comment="y" * 2_000)
    sentence = "Shorten this text to 2000 characters; it has 2001."
    assert [("children~source", sentence)] == found(form("evidence"), given)


def test_the_evidence_of_a_table_is_reported_once_for_all_rows():
    questionnaire = asking(["id: law, kind: yes_no, label: Law, rows: {a: A, b: B}, evidence: yes"])
    given = reply("law", "yes", "a"), reply("law", "no", "b"), reply("law", link="nowhere")
    assert ["law~link"] == [field for field, _ in found(questionnaire, *given)]


def test_a_required_table_wants_each_row_that_is_asked():
    sometimes = "{label: B, relevant: \"${federal} = 'yes'\"}"
    questionnaire = asking(
        [
            "id: federal, kind: yes_no, label: Federal",
            f"id: law, kind: yes_no, label: Law, required: yes, rows: {{a: A, b: {sometimes}}}",
        ]
    )
    assert ["law@a"] == [field for field, _ in found(questionnaire)]
    assert ["law@a", "law@b"] == [field for field, _ in found(questionnaire, reply("federal", "yes"))]


def test_the_rows_of_a_country_are_checked():
    questionnaire = form("rows-from")
    given = reply("done", "perhaps", "s2")
    assert ["done@s2"] == [
        field for field, _ in found(questionnaire, given, country_rows={"next_steps": rows("s1", "s2")})
    ]


def test_a_list_has_at_least_and_at_most_so_many_entries():
    questionnaire = form("list-of-entries")
    assert [("priorities~entry", "Add at least 1 entry.")] == found(questionnaire)
    entries = ("e1", "e2", "e3", "e4")
    given = [reply("priorities.objective", "School", entry) for entry in entries]
    assert [("priorities~entry", "Keep at most 3 entries; there are 4.")] == found(
        questionnaire, *given, entries={"priorities": entries}
    )


def test_each_entry_of_a_list_is_checked_in_order():
    questionnaire = form("list-of-entries")
    given = reply("priorities.started", "yes", "e2"), reply("priorities.reached", -1, "e2")
    assert ["priorities.objective@e1", "priorities.objective@e2", "priorities.reached@e2"] == [
        field for field, _ in found(questionnaire, *given, entries={"priorities": ("e1", "e2")})
    ]


def test_problems_come_in_the_order_of_the_questions():
    questionnaire = form("missing-reasons")
    assert ["cases", "victims", "hotline"] == [field for field, _ in found(questionnaire)]


def test_the_problems_of_some_sections_can_be_asked_for():
    questionnaire = form("themes-as-choices")
    assert [] == found(questionnaire, sections={"cl"})
    assert ["themes"] == [field for field, _ in found(questionnaire, sections={"about"})]


def test_what_stops_a_submission_says_so():
    wrong = problems(relevance(form("number-money"), reply("budget", 5)))
    assert [Severity.STOPS] == [problem.severity for problem in wrong]
