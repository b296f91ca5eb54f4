"""A report summed up: headlines, tallies, narratives, gaps with their reasons, sources, lists, traces."""

from hypothesis import given, settings

from survey.answers.differences.tracing import trace
from survey.answers.relevance import evaluate
from survey.answers.replies import Replies
from survey.answers.summing import Tally, Turn, evidence_of, summed, tables, tally
from tests.answers.building import asking, relevance, replies, reply, rows
from tests.answers.yearly import TODAY, YEARLY, reports

TOP = """units: {persons: {label: persons, measure: count}, percent: {label: '%', measure: percent},
  money: {label: amount, measure: money}}
breakdowns: {sex: {label: Sex, total: Both, codes: {F: Girls, M: Boys}}}
currencies: [USD]
lists: {steps: {label: Next steps, samples: [A step]}}
reported_to: {vnr: Voluntary review, upr: Periodic review}
"""
PEOPLE = """id: people, kind: number, unit: persons, by: [sex], adds_up: yes, evidence: yes,
        label: People, headline: changes"""
FORM = asking(
    [
        PEOPLE,
        "id: share, kind: number, unit: percent, evidence_from: people, label: Share, headline: progress",
        "id: budget, kind: number, unit: money, adds_up: no, label: Budget",
        "id: law, kind: yes_no, rows: {a: A, b: B}, evidence: yes, label: Law",
        "id: since, kind: year, beside: law, relevant: \"${law} = 'yes'\", label: Since",
        "id: name, kind: text, label: Name",
        "id: story, kind: narrative, label: Story",
        "id: done, kind: yes_no, partly: yes, rows_from: steps, label: Done, headline: progress",
        "id: remark, kind: narrative, beside: done, label: Remark",
        "id: aims, kind: list, label: Aims, fields: [{id: aim, kind: text, label: Aim}]",
    ],
    TOP,
)
STEPS = {"steps": rows("s1", "s2", "s3")}


def summary(*now, last=None, entries=None):
    return summed(relevance(FORM, *now, entries=entries, country_rows=STEPS), last)


def turns(one):
    return {(line.question.id, line.row.code): line.turn for line in one.lines}


def test_without_a_year_before_nothing_changed():
    one = summary(reply("people", 4.0))
    assert ((), ()) == (one.headlines, one.further)


def test_what_changed_is_told_headlines_first():
    last = replies(reply("people", 4.0), reply("share", 10.0), reply("law", "no", "a"))
    one = summary(reply("people", 6.0), reply("share", 10.0), reply("law", "yes", "a"), last=last)
    assert [("people", 2.0)] == [(line.question.id, line.change.difference) for line in one.headlines]
    assert [("law", "a")] == [(line.question.id, line.row.code) for line in one.further]


def test_an_answer_comes_or_goes():
    last = replies(reply("people", 4.0), reply("budget", missing="confidential"))
    one = summary(reply("people", missing="not_available"), reply("budget", 5.0, currency="USD"), last=last)
    found = turns(one)
    assert (Turn.WENT, Turn.CAME) == (found["people", ""], found["budget", ""])
    assert Turn.BLANK is found["share", ""]


def test_there_is_nothing_new_where_an_answer_or_its_reason_is_the_same():
    last = replies(reply("people", 4.0), reply("budget", missing="confidential"), reply("share", missing="x"))
    one = summary(reply("people", 4.0), reply("budget", missing="not_available"), last=last)
    found = {line.question.id: line.is_as_before for line in one.lines}
    assert (True, False, False, True) == tuple(found[name] for name in ("people", "budget", "share", "name"))


def test_a_part_that_differs_is_a_change_though_the_total_is_the_same():
    last = replies(reply("people", 4.0, cells={"sex=F": 1.0}))
    one = summary(reply("people", 4.0, cells={"sex=F": 2.0}), last=last)
    assert Turn.CHANGED is turns(one)["people", ""]


def test_another_currency_is_a_change_without_a_difference():
    last = replies(reply("budget", 5.0, currency="USD"))
    [line] = summary(reply("budget", 5.0, currency="EUR"), last=last).further
    assert (Turn.CHANGED, None, False) == (line.turn, line.change.difference, line.change.comparable)


def test_new_words_are_told_in_full_and_are_no_line_of_the_changes():
    last = replies(reply("story", "Once."))
    one = summary(reply("story", "Twice."), last=last)
    assert () == one.further
    assert ["Twice."] == [line.now.value for line in one.told]


def test_remarks_on_steps_stand_with_the_steps():
    one = summary(reply("done", "yes", "s1"), reply("remark", "It was hard.", "s1"), reply("story", "So."))
    assert ["So."] == [line.now.value for line in one.told]
    steps = one.progress[-1]
    assert "It was hard." == steps.rows[0][1][1].now.value


def test_steps_are_tallied_now_and_then():
    last = replies(reply("done", "yes", "s1"), reply("done", "no", "s2"))
    one = summary(
        reply("done", "yes", "s1"), reply("done", "yes", "s2"), reply("done", "partly", "s3"), last=last
    )
    steps = one.progress[-1]
    assert (Tally(2, 3), Tally(1, 3)) == (tally(steps), tally(steps, last=True))


def test_where_there_was_no_last_year_there_is_no_tally_of_it():
    steps = summary(reply("done", "yes", "s1")).progress[-1]
    assert (Tally(1, 3), None) == (tally(steps), tally(steps, last=True))


def test_what_is_no_table_of_yes_and_no_has_no_tally():
    assert None is tally(summary().progress[0])


def test_gaps_stand_under_their_reasons_and_those_without_one_come_last():
    one = summary(reply("people", missing="not_available"), reply("share", missing="confidential"))
    assert ["not_available", "confidential", ""] == list(one.gaps)
    assert ["people"] == [line.question.id for line in one.gaps["not_available"]]
    unsaid = {line.question.id for line in one.gaps[""]}
    assert unsaid == {"budget", "law", "story", "done"}


def test_nil_is_an_answer():
    assert "people" not in {line.question.id for line in summary(reply("people", 0.0)).gaps[""]}


def test_a_source_speaks_for_all_that_name_it():
    census = {"source": "Census", "reference_year": 2018}
    one = summary(reply("people", 4.0, **census, reported_to=("vnr",)), reply("law", **census))
    [(source, questions)] = one.sources.items()
    assert ("Census", 2018, ["people", "law"]) == (
        source.source,
        source.reference_year,
        [question.id for question in questions],
    )
    assert {"vnr": ("people",)} == {
        code: tuple(question.id for question in found) for code, found in one.reported.items()
    }


def test_evidence_is_found_where_it_is_given():
    one = summary(reply("people", 4.0, source="Census"), reply("share", 5.0), reply("law", source="Gazette"))
    found = {line.question.id: evidence_of(one.relevance, line).source for line in one.lines}
    assert ("Census", "Census", "Gazette") == (found["people"], found["share"], found["law"])


def test_the_columns_of_a_table_stand_in_one_row():
    one = summary(reply("law", "yes", "a"), reply("since", 2001, "a"))
    table = next(table for table in tables(one.lines) if table.question.id == "law")
    assert [("a", ["law", "since"]), ("b", ["law"])] == [
        (row.code, [line.question.id for line in columns]) for row, columns in table.rows
    ]


def test_new_entries_of_a_list_are_known():
    aims = [reply("aims.aim", "First", "e1"), reply("aims.aim", "Second", "e2")]
    last = Replies({("aims.aim", "e1"): aims[0]}, {"aims": ("e1",)})
    [listed] = summary(*aims, last=last, entries={"aims": ("e1", "e2")}).lists
    assert (["e1", "e2"], {"e2"}, 1) == (
        [code for code, _ in listed.entries],
        set(listed.came),
        listed.before,
    )


def test_a_trace_leaves_out_gaps_and_other_currencies():
    years = {
        2017: replies(reply("budget", 1.0, currency="USD")),
        2018: replies(reply("budget", missing="not_available")),
        2019: replies(reply("budget", 3.0, currency="EUR")),
        2020: replies(reply("budget", 4.0, currency="EUR")),
    }
    question = FORM.questions["budget"]
    assert [(2019, 3.0), (2020, 4.0)] == [*trace(question, "", years)]
    assert () == trace(FORM.questions["story"], "", years)


@settings(max_examples=40, deadline=None)
@given(reports(), reports())
def test_every_answer_that_is_asked_is_counted_once(now, last):
    one = summed(evaluate(YEARLY, now, TODAY), last)
    places = [(line.question.id, line.row.code) for line in one.lines]
    assert len(places) == len(set(places))
    again = [
        (line.question.id, line.row.code)
        for table in tables(one.lines)
        for _, row in table.rows
        for line in row
    ]
    assert sorted(places) == sorted(again)
    told = {id(line) for line in one.told}
    assert not told & {id(line) for line in (*one.headlines, *one.further)}
