"""The rule of three in small rounds: what a reader who may not read the answers is shown instead."""

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.figures import THE_WORLD, add_up, seen_by
from survey.figures.disclosure.groups import Ledger
from survey.questionnaire.reading import read_text
from tests.figures.rounds import case, expected, figures, form, number, said

FIVE, FOUR, THREE = ("MDG", "GHA", "UGA", "MAR", "TUN"), ("CHL", "PER", "MEX", "CRI"), ("FJI", "NPL", "VNM")
PLACES = {"AFR": FIVE, "AME": FOUR, "ASI": THREE, "ECA": ("ALB",)}
EVERYBODY = (*FIVE, *FOUR, *THREE, "ALB")
SINGLE = "Not shown, because the answers of individual countries could be deduced."
TOO_FEW = "Not shown, because fewer than three have answered."
DERIVABLE = "Not shown, because the answers of one or two countries or bodies could be deduced from it."


def all_say(question, reporters=EVERYBODY, **more):
    return {one: {question: number} for number, one in enumerate(reporters, 10)} | more


def region(found, code):
    return next(area for area in found.areas.regions if area.code == code)


def shown_in(seen, question, row="", cell="_T"):
    """Where a figure is shown."""
    return [area.code for area in seen.areas.larger if seen.of(area, question, row, cell).statistics]


def codes(figure):
    return [one.code for one in figure.statistics]


def test_europe_has_one_country_so_the_smallest_other_region_is_withheld_with_it():
    found = figures(form(number("persons")), PLACES, all_say("persons"))
    seen = seen_by(found, set())
    assert ["world", "AFR", "AME"] == shown_in(seen, "persons")
    for code in ("ASI", "ECA"):
        assert SINGLE == str(seen.of(region(found, code), "persons").withheld)
    europe = seen.of(region(found, "ECA"), "persons")
    assert ((), 1, 0) == (europe.statistics, europe.coverage.expected, europe.coverage.reporting)
    assert "1 country expected" == str(europe.coverage.sentence())


def test_who_answered_is_not_told_of_a_region_of_one():
    asked = form(number("plan"), number("cost"))
    said_by = {one: {"plan": 1} for one in EVERYBODY}
    shown = []
    for answering in ((*FIVE, *FOUR, *THREE), EVERYBODY):
        answers = {**said_by, **{one: {"plan": 1, "cost": 2} for one in answering}}
        seen = seen_by(figures(asked, PLACES, answers), set())
        shown.append([seen.of(area, "cost") for area in seen.areas.regions if area.code in ("ASI", "ECA")])
    assert shown[0] == shown[1]


def test_a_region_without_reports_says_so():
    found = figures(form(number("persons")), PLACES, all_say("persons", (*FIVE, *FOUR)))
    seen = seen_by(found, set())
    assert ["world", "AFR", "AME"] == shown_in(seen, "persons")
    assert "0 of 3 countries" == str(seen.of(region(found, "ASI"), "persons").coverage.sentence())


def test_what_the_own_country_gave_is_subtracted_first():
    found = figures(form(number("persons")), {"AFR": FIVE[:3]}, all_say("persons", FIVE[:3]))
    assert ["world", "AFR"] == shown_in(seen_by(found, set()), "persons")
    assert [] == shown_in(seen_by(found, {"MDG"}), "persons")


def test_those_who_may_read_all_answers_of_a_region_see_all_of_it():
    found = figures(form(number("persons")), PLACES, all_say("persons"))
    seen = seen_by(found, FIVE).of(region(found, "AFR"), "persons")
    assert found.of(region(found, "AFR"), "persons").statistics == seen.statistics
    assert set(FIVE) == {one.reporter for one in seen.sources()}
    assert [] == codes(seen_by(found, FIVE).of(region(found, "ECA"), "persons"))


def test_the_secretariat_sees_everything():
    found = figures(form(number("persons")), PLACES, all_say("persons"))
    assert list(found) == list(seen_by(found, None))
    assert list(found) == list(seen_by(found, EVERYBODY))


def test_a_country_is_seen_by_those_who_may_read_it_alone():
    found = figures(form(number("persons")), PLACES, all_say("persons"))
    madagascar, ghana = found.areas.countries[:2]
    seen = seen_by(found, {"MDG"})
    assert 10 == seen.of(madagascar, "persons").statistic("sum").value
    withheld = seen.of(ghana, "persons")
    assert ((), 0, ()) == (withheld.statistics, withheld.coverage.reporting, withheld.sources())
    assert "Not shown, because these are the answers of a single country." == str(withheld.withheld)


def test_lowest_and_highest_are_never_shown_and_middles_need_three_on_either_side():
    asked = form("id: share, kind: number, unit: percent, label: Share")
    for many, expected_codes in (
        (2, []),
        (4, ["count"]),
        (5, ["count", "median"]),
        (9, ["count", "median", "q1", "q3"]),
    ):
        reporters = EVERYBODY[:many]
        found = figures(asked, {"AFR": reporters}, all_say("share", reporters))
        seen = seen_by(found, set()).of(THE_WORLD, "share")
        assert expected_codes == codes(seen)
        assert (seen.hidden_note is not None) == (2 < many)


def test_a_median_at_the_edge_of_the_others_answers_is_hidden():
    asked = form("id: share, kind: number, unit: percent, label: Share")
    own = {"CHL": 1, "PER": 2, "MEX": 3, "CRI": 4}
    answers = {one: {"share": value} for one, value in own.items()}
    answers |= {one: {"share": 50 + number} for number, one in enumerate(FIVE)}
    found = figures(asked, PLACES, answers)
    assert 50 == found.of(THE_WORLD, "share").statistic("median").value
    assert "median" not in codes(seen_by(found, set(own)).of(THE_WORLD, "share"))
    assert "median" in codes(seen_by(found, set()).of(THE_WORLD, "share"))


def test_a_total_less_its_parts_gives_nobody_away():
    asked = form(number("persons", "adds_up: yes, by: [sex]"))
    full = {one: {"persons": said(10, {"sex=F": 4, "sex=M": 6})} for one in FIVE[:4]}
    found = figures(asked, {"AFR": FIVE}, {**full, "TUN": {"persons": 9}})
    seen = seen_by(found, set())
    assert ["world", "AFR"] == shown_in(seen, "persons")
    assert [] == shown_in(seen, "persons", cell="sex=F")
    assert () == seen.of(THE_WORLD, "persons").parts()


def test_a_currency_of_one_country_is_not_shown():
    asked = form("id: budget, kind: number, unit: money, adds_up: yes, label: Budget")
    answers = {one: {"budget": said(5, currency="USD")} for one in FIVE}
    found = figures(asked, PLACES, {**answers, "ALB": {"budget": said(7, currency="ALL")}})
    seen = seen_by(found, set()).of(THE_WORLD, "budget")
    assert {"USD"} == {one.currency for one in seen.statistics}
    assert ("sum", "ALL") in seen.hidden


def test_a_change_is_not_shown_where_one_country_joined():
    asked = form(number("persons"))

    def given_by(reporters):
        return asked, expected(AFR=EVERYBODY), [case(one, "AFR", {"persons": 3}) for one in reporters]

    same = seen_by(add_up(*given_by(EVERYBODY), before=given_by(EVERYBODY)), set())
    joined = seen_by(add_up(*given_by(EVERYBODY), before=given_by(EVERYBODY[1:])), set())
    three = seen_by(add_up(*given_by(EVERYBODY), before=given_by(EVERYBODY[3:])), set())
    changes = [one.of(THE_WORLD, "persons").statistic("sum").change for one in (same, joined, three)]
    assert [0, None, 0] == changes
    assert (None, None) == (
        joined.of(THE_WORLD, "persons").change,
        joined.of(THE_WORLD, "persons").statistic("median").change,
    )


def test_a_rate_does_not_tell_the_one_country_that_gave_the_part_alone():
    asked = form(
        number("part"),
        number("whole"),
        "id: share, kind: number, unit: percent, label: Share, rate_of: {part: part, whole: whole}",
    )
    both = {one: {"part": 2, "whole": 4} if one in FIVE else {} for one in EVERYBODY}
    alone = {"CHL": {"part": 3}}
    found = figures(asked, PLACES, {**both, **alone})
    seen = seen_by(found, set())
    assert ["world", "AFR"] == shown_in(seen, "whole")
    assert [] == codes(seen.of(THE_WORLD, "share"))
    all_alone = {one: {"part": 3} for one in FOUR}
    assert ["count", "median", "rate"] == codes(
        seen_by(figures(asked, PLACES, {**both, **all_alone}), set()).of(THE_WORLD, "share")
    )


def test_reasons_for_missing_are_counted_only_where_reports_cannot_be_told_apart():
    asked = form(number("persons"))
    answers = {one: {"persons": said(missing="confidential")} for one in EVERYBODY}
    found = figures(asked, PLACES, answers)
    seen = seen_by(found, set())
    told = {area.code: seen.of(area, "persons").coverage.told for area in found.areas.larger}
    assert {"world": True, "AFR": True, "AME": True, "ASI": False, "ECA": False} == told
    assert {} == seen.of(region(found, "ECA"), "persons").coverage.missing


def test_a_reader_finds_the_own_answers_behind_a_figure_and_no_others():
    found = figures(form(number("persons")), PLACES, all_say("persons"))
    assert ["MDG"] == [one.reporter for one in seen_by(found, {"MDG"}).of(THE_WORLD, "persons").sources()]
    assert () == seen_by(found, set()).of(THE_WORLD, "persons").sources()


def test_texts_of_one_or_two_are_not_even_counted():
    asked = form("id: story, kind: narrative, label: Story")
    answers = {one: {"story": "A word."} if one in ("MDG", "ALB") else {} for one in EVERYBODY}
    found = figures(asked, PLACES, answers)
    assert TOO_FEW == str(seen_by(found, set()).of(THE_WORLD, "story").withheld)


REPORTERS = [f"R{number}" for number in range(12)]


@settings(max_examples=200)
@given(
    st.lists(st.sets(st.sampled_from(REPORTERS)), max_size=10),
    st.sets(st.sampled_from(REPORTERS), max_size=3),
)
def test_no_group_in_what_a_ledger_admits_has_one_or_two_members(sets, entitled):
    ledger = Ledger(frozenset(entitled))
    shown = [who - entitled for who in sets if ledger.admits([("topic",)], frozenset(who))]
    signatures = {}
    for reporter in REPORTERS:
        signature = tuple(reporter in who for who in shown)
        if any(signature):
            signatures.setdefault(signature, set()).add(reporter)
    assert all(len(group) >= 3 for group in signatures.values())


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sets(st.sampled_from(REPORTERS)))),
    st.sets(st.sampled_from(REPORTERS), max_size=2),
)
def test_what_speaks_of_two_topics_is_safe_in_both_whether_the_own_answers_are_known_or_not(sums, partly):
    ledger, shown = Ledger(frozenset(), frozenset(partly)), {"a": [], "b": [], "c": []}
    for one, other, who in sums:
        if who and ledger.admits([(one,), (other,)], frozenset(who)):
            shown[one].append(who)
            shown[other].append(who)
    for together in shown.values():
        for known in (set(), partly):
            groups = {}
            for reporter in REPORTERS:
                signature = tuple(reporter in who for who in together)
                if any(signature) and reporter not in known:
                    groups.setdefault(signature, set()).add(reporter)
            assert all(len(group) >= 3 for group in groups.values())


def test_what_a_contributor_may_read_in_part_is_safe_whether_it_is_known_or_not():
    found = figures(form(number("persons")), {"AFR": FIVE, "AME": FOUR}, all_say("persons", (*FIVE, *FOUR)))
    assert ["world", "AFR", "AME"] == shown_in(seen_by(found, set(), {"CHL"}), "persons")
    found = figures(form(number("persons")), {"AFR": FIVE, "ASI": THREE}, all_say("persons", (*FIVE, *THREE)))
    assert ["world", "AFR", "ASI"] == shown_in(seen_by(found, set()), "persons")
    for entitled in (set(), {"NPL"}):
        seen = seen_by(found, entitled, {"NPL"})
        assert ["world"] == shown_in(seen, "persons")
        nepal = next(one for one in found.areas.countries if one.code == "NPL")
        assert bool(entitled) == bool(seen.of(nepal, "persons").statistics)
    alone = figures(
        form(number("persons")), {"AFR": FIVE, "ASI": ("NPL",)}, all_say("persons", (*FIVE, "NPL"))
    )
    assert ["world"] == shown_in(seen_by(alone, {"NPL"}, {"NPL"}), "persons")


FOLLOWING = """questionnaire: tiny
edition: "2020"
title: Tiny
units: {persons: {label: persons, measure: count}}
modules: {crisis: Crisis}
sections:
  - id: first
    title: First
    questions:
      - {id: plan, kind: yes_no, label: Plan}
      - {id: steps, kind: text, label: Steps, relevant: "${plan} = 'yes'"}
      - {id: staff, kind: number, unit: persons, label: Staff, adds_up: yes, relevant: "${plan} = 'yes'"}
      - {id: trained, kind: number, unit: persons, label: Trained, adds_up: yes, relevant: "${staff} > 5"}
      - {id: half, kind: calculated, label: Half, calculation: "${staff} div 2"}
      - {id: free, kind: text, label: Free}
  - id: second
    title: Second
    relevant: "${plan} = 'yes'"
    questions:
      - {id: laws, kind: text, label: Laws}
  - id: third
    title: Third
    module: crisis
    questions:
      - {id: aid, kind: text, label: Aid}
"""
HANGING = ("steps", "staff", "trained", "half", "laws")


def told_of(said_by):
    """What a stranger is told of each question of a region: who answered, and why others did not."""
    asked = read_text(FOLLOWING.encode(), "tiny.yaml")
    found = figures(asked, {"AFR": FIVE, "AME": FOUR}, said_by)
    seen = seen_by(found, set())
    return {question: seen.of(region(seen, "AFR"), question) for question in asked.questions}


def test_follow_up_questions_do_not_tell_an_answer_that_is_withheld():
    africa = {one: {"free": "words"} for one in FIVE}
    others = {one: {"plan": "yes"} for one in FOUR}
    shown = []
    for answer, more in (("no", {}), ("yes", {"steps": "A", "staff": 9, "trained": 3, "laws": "B"})):
        told = told_of(africa | others | {"MDG": {"plan": answer, "free": "words", **more}})
        assert TOO_FEW == str(told["plan"].withheld)
        assert (True, 5) == (told["free"].coverage.told, told["free"].coverage.reporting)
        assert (True, 5) == (told["aid"].coverage.told, told["aid"].coverage.not_asked)
        shown.append([told[question] for question in HANGING])
    assert shown[0] == shown[1]
    assert [False] * 5 == [figure.coverage.told for figure in shown[0]]


def test_follow_up_questions_are_told_of_where_the_answer_is_shown():
    africa = {one: {"plan": "no", "free": "words"} for one in FIVE[:2]}
    africa |= {one: {"plan": "yes", "staff": 9, "steps": "A"} for one in FIVE[2:]}
    told = told_of(africa | {one: {"plan": "yes"} for one in FOUR})
    assert (3, 2) == (told["steps"].coverage.reporting, told["steps"].coverage.not_asked)
    assert (3, 2) == (told["staff"].coverage.reporting, told["staff"].coverage.not_asked)
    assert (3, 2) == (told["trained"].coverage.blank, told["trained"].coverage.not_asked)
