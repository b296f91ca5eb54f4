"""A questionnaire as readable text, with its conditions in words."""

from pathlib import Path

from survey.catalogs import Catalogs, speaker_of
from survey.languages import ENGLISH
from survey.questionnaire.reading import read_file, read_text
from survey.questionnaire.showing import WIDTH, Showing
from survey.questionnaire.wording import texts

GOOD = Path(__file__).parents[1] / "forms" / "good"


def shown(slug):
    questionnaire = read_file(GOOD / slug / "2020.yaml")
    return list(Showing(questionnaire, speaker_of(Catalogs(), ENGLISH, slug)).lines())


def remarks(slug, signs):
    return [line.strip() for line in shown(slug) if line.strip()[:2] in {f"{sign} " for sign in signs}]


def test_a_form_is_shown_as_text():
    assert [
        "An answer that is sometimes required · 2020",
        "",
        "1. Policy",
        "=========",
        "",
        "1.1 Is there a national action plan? (yes or no)",
        "    ( ) Yes",
        "    ( ) No",
        "    * An answer is required.",
        "",
        "1.2 Name of the plan (short text)",
        "    * An answer is required if “Is there a national action plan?” is “Yes”.",
    ] == shown("required-by-condition")


def test_a_section_shows_its_tags_and_its_condition():
    lines = shown("themes-as-choices")
    assert "2. Child labour  [Prevalence · Child labour]" in lines
    assert "? Asked if “Themes of this report” includes “Child labour”." in lines


def test_a_number_says_its_unit_and_its_breakdowns():
    assert "1.1 Children in child labour (number, children, Sex, Age)" in shown("by-sex-and-age")


def test_a_calculation_is_put_into_words():
    assert ["= Calculated: “Cases opened” minus “Cases closed”"] == remarks("calculated", "=")


def test_the_message_of_a_constraint_is_shown():
    sentence = "! The plan ends before it begins, or more than 20 years from now. Check both years."
    assert [sentence] == remarks("constraint", "!")


def test_evidence_is_shown_part_by_part():
    text = " ".join(" ".join(shown("evidence")).split())
    whole = "+ With its evidence: reference year, source, link, where it was already reported and comment."
    assert whole in text
    assert "+ With its evidence: source and link." in text


def test_a_column_names_its_table():
    assert "+ In the table of “Is it in force?”, for the same rows." in remarks("beside", "+")


def test_shared_evidence_names_its_question():
    assert "+ With the evidence of “Children in child labour”." in remarks("evidence-from", "+")


def test_reasons_that_are_offered_are_named():
    assert "+ If there is no answer, choose one of these reasons: not available and confidential." in remarks(
        "missing-reasons", "+"
    )


def test_a_list_says_how_many_entries_and_shows_its_fields():
    lines = shown("list-of-entries")
    assert "1.1 Priorities for the coming year (list, 1 to 3 entries, priority)" in lines
    assert "    1.1.1 Objective (short text)" in lines


def test_words_of_a_round_are_shown_by_their_samples():
    assert "Send the highlights by 31 May 2020. The set {C138, C182} stands in braces of its own." in shown(
        "parameters"
    )


def test_guidance_keeps_its_paragraphs():
    lines = shown("hints-and-guidance")
    assert 2 == sum(line.startswith("    | ") for line in lines)


def test_no_line_is_too_long():
    for path in sorted(GOOD.glob("*/2020.yaml")):
        assert [] == [line for line in shown(path.parent.name) if len(line) > WIDTH]


def test_the_authors_sentence_says_when_something_is_asked():
    text = """\
questionnaire: demo
edition: "2020"
title: A form
sections:
  - id: first
    title: First
    questions:
      - {id: a, kind: yes_no, label: Is there a plan?}
      - {id: b, kind: text, label: Name, relevant: "${a} = 'yes'", relevant_text: Only if there is a plan.}
      - id: c
        kind: yes_no
        label: Parts
        rows:
          x: {label: X, relevant: "${a} = 'yes'", relevant_text: Only with a plan.}
          y: {label: Y, relevant: "${a} = 'yes'"}
  - id: second
    title: Second
    relevant: ${a} = 'no'
    relevant_text: Only without a plan.
    questions: [{id: d, kind: text, label: D}]
"""
    questionnaire = read_text(text.encode(), "demo")
    lines = Showing(questionnaire, speaker_of(Catalogs(), ENGLISH, "demo")).lines()
    assert [
        "? Only if there is a plan.",
        "? Only with a plan.",
        "? Asked if “Is there a plan?” is “Yes”.",
        "? Only without a plan.",
    ] == [line.strip() for line in lines if line.strip().startswith("?")]
    contexts = {text.context for text in texts(questionnaire)}
    assert {"b/relevant_text", "c/row/x/relevant_text", "section:second/relevant_text"} <= contexts
