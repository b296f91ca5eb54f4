"""What a report asks, given its answers, and the values that conditions and calculations see."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from survey.answers.relevance import evaluate, reevaluate
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.reading import read_file
from survey.samples.countries import SAMPLE_COUNTRIES
from survey.samples.replies import Sampler
from survey.settings import Settings
from tests.answers.building import asking, form, relevance, reply, rows

CHAIN = [
    "id: plan, kind: yes_no, label: Plan",
    "id: since, kind: year, label: Since, relevant: \"${plan} = 'yes'\"",
    'id: old, kind: text, label: Old, relevant: "${since} < 2010"',
]

NAME = "{id: name, kind: text, label: Name}"


def asked(found, questionnaire):
    return [one.id for one in questionnaire.questions.values() if found.includes(one)]


def test_a_question_without_condition_is_asked():
    questionnaire = form("number-count")
    assert ["inspectors"] == asked(relevance(questionnaire), questionnaire)


def test_a_question_is_asked_when_its_condition_holds():
    questionnaire = asking(CHAIN)
    assert ["plan"] == asked(relevance(questionnaire), questionnaire)
    assert ["plan"] == asked(relevance(questionnaire, reply("plan", "no")), questionnaire)
    assert ["plan", "since"] == asked(relevance(questionnaire, reply("plan", "yes")), questionnaire)


def test_conditions_follow_each_other():
    questionnaire = asking(CHAIN)
    given = reply("plan", "yes"), reply("since", 2005)
    assert ["plan", "since", "old"] == asked(relevance(questionnaire, *given), questionnaire)


def test_an_answer_that_is_no_longer_asked_reads_as_blank():
    questionnaire = asking(CHAIN)
    found = relevance(questionnaire, reply("plan", "no"), reply("since", 2005), reply("old", "text"))
    assert ["plan"] == asked(found, questionnaire)
    assert None is found.value_of("since")
    assert 2005 == found.replies.of("since").value


def test_a_missing_reason_reads_as_blank():
    found = relevance(form("number-count"), reply("inspectors", missing="not_available"))
    assert None is found.value_of("inspectors")


def test_nil_is_a_value():
    assert 0.0 == relevance(form("number-count"), reply("inspectors", 0)).value_of("inspectors")


def test_a_broken_down_number_stands_for_its_total():
    given = reply("enrolled", cells={"_T": 30, "sex=F": 10, "sex=M": 20})
    assert 30.0 == relevance(form("by-sex"), given).value_of("enrolled")


def test_several_choices_are_seen_as_their_codes():
    questionnaire = form("themes-as-choices")
    found = relevance(questionnaire, reply("themes", ("child_labour",)))
    assert [True, True, False] == [found.includes_section(section) for section in questionnaire.sections]
    assert ["themes", "cl.survey"] == asked(found, questionnaire)


def test_a_section_of_a_module_is_asked_where_the_round_switches_it_on():
    questionnaire = form("modules")
    assert ["progress"] == asked(relevance(questionnaire), questionnaire)
    switched_on = relevance(questionnaire, reply("crisis.effects", "yes"), modules={"crisis"})
    assert ["progress", "crisis.effects", "crisis.story"] == asked(switched_on, questionnaire)


def test_a_column_sees_the_value_of_its_own_row():
    questionnaire = form("beside")
    since = questionnaire.questions["since"]
    found = relevance(questionnaire, reply("in_force", "yes", "C138"), reply("in_force", "no", "C182"))
    assert [True, False] == [found.includes(since, row) for row in ("C138", "C182")]
    assert found.includes_any(since)


def test_a_row_can_have_a_condition():
    questionnaire = form("rows-with-more")
    laws = questionnaire.questions["laws"]
    unitary = relevance(questionnaire, reply("federal", "no"))
    federation = relevance(questionnaire, reply("federal", "yes"))
    assert [True, False] == [unitary.includes(laws, row) for row in ("national", "states")]
    assert [True, True] == [federation.includes(laws, row) for row in ("national", "states")]


def test_the_rows_of_a_country_are_asked():
    questionnaire = form("rows-from")
    done = questionnaire.questions["done"]
    found = relevance(questionnaire, country_rows={"next_steps": rows("s1", "s2")})
    assert [True, True, False] == [found.includes(done, row) for row in ("s1", "s2", "s3")]
    assert not relevance(questionnaire).includes_any(done)


def test_a_column_adds_up_over_the_rows_that_are_answered():
    questionnaire = form("table-totals")
    found = relevance(questionnaire, reply("trained", 40, "police"), reply("trained", 2, "judges"))
    assert [40.0, 2.0, None] == [found.value_of("trained", row) for row in ("police", "judges", "inspectors")]
    assert 42.0 == found.value_of("trained_all")
    assert found.includes(questionnaire.questions["remark"])


def test_each_entry_of_a_list_has_its_own_conditions():
    questionnaire = form("list-of-entries")
    reached = questionnaire.questions["priorities.reached"]
    given = reply("priorities.started", "yes", "e1"), reply("priorities.started", "no", "e2")
    found = relevance(questionnaire, *given, entries={"priorities": ("e1", "e2")})
    assert [True, False] == [found.includes(reached, entry) for entry in ("e1", "e2")]


def test_entries_are_counted_where_they_are_answered():
    entries = {"priorities": ("e1", "e2")}
    found = relevance(form("list-of-entries"), reply("priorities.objective", "School", "e2"), entries=entries)
    assert 1.0 == found.value_of("count")


def test_a_list_that_is_not_asked_has_no_fields_to_ask():
    questionnaire = asking(
        [
            "id: any, kind: yes_no, label: Any",
            f"id: all, kind: list, label: All, relevant: \"${{any}} = 'yes'\", fields: [{NAME}]",
        ]
    )
    name = questionnaire.questions["all.name"]
    entries = {"all": ("e1",)}
    assert not relevance(questionnaire, entries=entries).includes(name, "e1")
    assert relevance(questionnaire, reply("any", "yes"), entries=entries).includes(name, "e1")


def test_calculations_follow_their_order_not_that_of_the_file():
    questionnaire = asking(
        [
            'id: double, kind: calculated, calculation: "${sum} * 2", label: Double',
            'id: sum, kind: calculated, calculation: "${a} + 1", label: Sum',
            "id: a, kind: number, unit: persons, adds_up: yes, label: A",
        ],
        "units: {persons: {label: persons, measure: count}}\n",
    )
    assert 8.0 == relevance(questionnaire, reply("a", 3)).value_of("double")


def test_arithmetic_on_a_blank_is_blank():
    assert None is relevance(form("calculated"), reply("opened", 5)).value_of("pending")


def test_a_value_worked_out_once_is_kept():
    questionnaire = form("once")
    assert 7.0 == relevance(questionnaire, reply("now", 7)).value_of("first")
    assert 4.0 == relevance(questionnaire, reply("now", 7), reply("first", 4)).value_of("first")


def test_today_is_told():
    questionnaire = asking(['id: year, kind: calculated, calculation: "year-of(today())", label: Year'])
    assert 2031.0 == relevance(questionnaire, today=date(2031, 1, 1)).value_of("year")


def test_what_hangs_on_a_question_is_known_through_others_too():
    questionnaire = asking(CHAIN)
    assert {"since", "old"} == questionnaire.readers["plan"]
    assert {"old"} == questionnaire.readers["since"]
    assert frozenset() == questionnaire.readers["old"]


def test_after_a_change_only_what_hangs_on_it_is_worked_out_and_all_is_as_if_worked_out_anew():
    questionnaire = asking(CHAIN)
    before = relevance(questionnaire, reply("plan", "yes"), reply("since", 2005))
    after = relevance(questionnaire, reply("plan", "no"), reply("since", 2005))
    assert after == reevaluate(before, after.replies, {"plan"})
    assert ["plan", "since", "old"] == asked(before, questionnaire)


@pytest.mark.parametrize("seed", range(4))
def test_any_change_of_a_real_report_comes_to_the_same_as_working_it_out_anew(seed):
    random, questionnaire = Random(seed), read_file(Settings().forms / "pathfinder-progress" / "2020.yaml")
    steps = {"next_steps": tuple(Option(f"n{number}", Text("", "Step")) for number in range(3))}
    made = [
        Sampler(questionnaire, SAMPLE_COUNTRIES[iso3], 2020, date(2020, 5, 31), steps, ("crisis",)).replies()
        for iso3 in ("MDG", "CHL")
    ]
    one, other = made[0], made[1].by_place
    found = evaluate(questionnaire, one, date(2020, 5, 31), ("crisis",))
    for _ in range(25):
        changed = set(random.sample(sorted(questionnaire.questions), random.choice((1, 1, 3))))
        changed |= {"themes"} if random.random() < 0.2 else set()
        stays = {place: said for place, said in one.by_place.items() if place[0] not in changed}
        comes = {
            place: said for place, said in other.items() if place[0] in changed and random.random() < 0.7
        }
        one = replace(one, by_place={**stays, **comes})
        found = reevaluate(found, one, changed)
        assert evaluate(questionnaire, one, date(2020, 5, 31), ("crisis",)) == found
