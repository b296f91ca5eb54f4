"""The rule of three in small rounds: what a reader who may not read the answers is shown instead."""

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.figures import THE_WORLD, add_up, seen_by
from survey.figures.groups import Ledger
from tests.figures.rounds import case, expected, figures, form, number, said

FIVE, FOUR, THREE = ("MDG", "GHA", "UGA", "MAR", "TUN"), ("CHL", "PER", "MEX", "CRI"), ("FJI", "NPL", "VNM")
PLACES = {"AFR": FIVE, "AME": FOUR, "ASI": THREE, "ECA": ("ALB",)}
EVERYBODY = (*FIVE, *FOUR, *THREE, "ALB")
TOO_FEW = "Not shown, because fewer than three have answered."
DERIVABLE = "Not shown, because the answers of one or two could be worked out from it."


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
    assert TOO_FEW == str(seen.of(region(found, "ECA"), "persons").withheld)
    assert DERIVABLE == str(seen.of(region(found, "ASI"), "persons").withheld)
    assert ((), 1, 1) == (
        seen.of(region(found, "ECA"), "persons").statistics,
        seen.of(region(found, "ECA"), "persons").coverage.expected,
        seen.of(region(found, "ECA"), "persons").coverage.reporting,
    )


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
    assert "Not shown, because these are the answers of one country." == str(withheld.withheld)


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
    both = {one: {"part": 2, "whole": 4} for one in FIVE}
    alone = {"CHL": {"part": 3}}
    found = figures(asked, PLACES, {**both, **alone})
    seen = seen_by(found, set())
    assert ["world", "AFR"] == shown_in(seen, "whole")
    assert [] == codes(seen.of(THE_WORLD, "share"))
    all_alone = {one: {"part": 3} for one in FOUR}
    assert ["rate"] == codes(
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
    found = figures(asked, PLACES, {one: {"story": "A word."} for one in ("MDG", "ALB")})
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
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sets(st.sampled_from(REPORTERS))))
)
def test_topics_that_were_tied_once_are_looked_at_together(sums):
    ledger, tied, shown = Ledger(frozenset()), {"a": {"a"}, "b": {"b"}, "c": {"c"}}, []
    for one, other, who in sums:
        if who and ledger.admits([(one,), (other,)], frozenset(who)):
            union = tied[one] | tied[other]
            tied.update(dict.fromkeys(union, union))
            shown.append((one, frozenset(who)))
    for topics in tied.values():
        together = [who for topic, who in shown if topic in topics]
        groups = {}
        for reporter in REPORTERS:
            signature = tuple(reporter in who for who in together)
            if any(signature):
                groups.setdefault(signature, set()).add(reporter)
        assert all(len(group) >= 3 for group in groups.values())
