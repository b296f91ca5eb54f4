"""One questionnaire with every kind of answer, and random reports on it."""

from datetime import date

from hypothesis import strategies as st

from survey.answers.replies import Replies, Reply
from survey.questionnaire.kinds.numbers.breakdowns import cell_keys
from survey.questionnaire.reading import read_text
from tests.answers.building import rows

TEXT = """
questionnaire: yearly
edition: "2020"
title: Yearly
units: {persons: {label: persons, measure: count}, money: {label: amount, measure: money}}
breakdowns: {sex: {label: Sex, total: Both, codes: {F: Girls, M: Boys}}}
choices: {topics: {child: Child labour, forced: Forced labour, none: None}}
lists: {steps: {label: Next steps, samples: [A step]}}
modules: {crisis: Crisis}
sections:
  - id: about
    title: About
    questions:
      - {id: themes, kind: choices, choices: topics, label: Themes}
      - {id: plan, kind: yes_no, label: Plan}
      - {id: since, kind: year, label: Since, relevant: "${plan} = 'yes'"}
      - {id: adopted, kind: date, label: Adopted, relevant: "${since} > 2000"}
  - id: child
    title: Child labour
    relevant: selected(${themes}, 'child')
    questions:
      - {id: number, kind: number, unit: persons, by: [sex], adds_up: yes, evidence: yes, label: Number}
      - {id: budget, kind: number, unit: money, adds_up: no, missing: yes, label: Budget}
      - {id: law, kind: yes_no, rows: {C138: Minimum age, C182: Worst forms}, evidence: yes, label: Law}
      - {id: law.year, kind: year, beside: law, relevant: "${law} = 'yes'", label: Year}
  - id: words
    title: Words
    questions:
      - {id: story, kind: narrative, label: Story}
      - {id: done, kind: yes_no, rows_from: steps, label: Done}
      - id: priorities
        kind: list
        label: Priorities
        fields:
          - {id: objective, kind: text, label: Objective}
          - {id: target, kind: date, label: Target}
  - id: crisis
    title: Crisis
    module: crisis
    questions:
      - {id: effect, kind: choice, choices: {big: Big, small: Small}, label: Effect}
currencies: [USD, EUR]
"""
YEARLY = read_text(TEXT.encode(), "yearly.yaml")
STEPS = rows("s1", "s2")
ENTRIES = ("e1", "e2", "e3")
TODAY = date(2020, 5, 31)

WRITTEN = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
NUMBERS = st.one_of(
    st.integers(0, 10**12).map(float), st.floats(-1e15, 1e15, allow_nan=False).map(lambda value: value + 0.0)
)
VALUES = {
    "themes": st.sampled_from([("child",), ("child", "forced"), ("forced",), ("none",)]),
    "plan": st.sampled_from(["yes", "no"]),
    "since": st.integers(1900, 2020),
    "adopted": st.dates(date(1900, 1, 1), TODAY),
    "number": NUMBERS,
    "budget": NUMBERS,
    "law": st.sampled_from(["yes", "no"]),
    "law.year": st.integers(1900, 2020),
    "story": WRITTEN,
    "done": st.sampled_from(["yes", "no"]),
    "priorities.objective": WRITTEN,
    "priorities.target": st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    "effect": st.sampled_from(["big", "small"]),
}
ROWS = {
    "law": ("C138", "C182", ""),
    "law.year": ("C138", "C182"),
    "done": ("s1", "s2", "s9"),
    "priorities.objective": ENTRIES,
    "priorities.target": ENTRIES,
}
PLACES = [(question, row) for question in VALUES for row in ROWS.get(question, ("",))]
EVIDENCE = st.fixed_dictionaries(
    {},
    optional={
        "reference_year": st.integers(1990, 2020),
        "source": WRITTEN,
        "link": st.just("https://example.org/a"),
        "reported_to": st.just(("vnr", "upr")),
        "comment": WRITTEN,
        "lang": st.sampled_from(["en", "fr"]),
        "carried": st.booleans(),
    },
)


@st.composite
def replies_at(draw, place):
    """A reply at a place: values, or a reason for having none, or nothing but evidence."""
    question, row = place
    kind = YEARLY.questions[question].kind
    known = cell_keys(kind.by) if question == "number" else ("_T",)
    cells = draw(st.dictionaries(st.sampled_from(known), VALUES[question], max_size=3))
    if (question, row) == ("law", ""):
        cells = {}
    missing = "not_available" if not cells and draw(st.booleans()) else ""
    currency = "USD" if question == "budget" and cells else ""
    return Reply(question, row, cells, currency, missing, **draw(EVIDENCE))


@st.composite
def reports(draw):
    """The replies of a report, of which some are to what is not asked."""
    places = draw(st.lists(st.sampled_from(PLACES), unique=True, max_size=8))
    by_place = {place: draw(replies_at(place)) for place in places}
    if draw(st.booleans()):
        by_place["themes", ""] = Reply("themes", "", {"_T": ("child",)})
    entries = {"priorities": tuple(draw(st.lists(st.sampled_from(ENTRIES), unique=True)))}
    return Replies(by_place, entries, {"steps": STEPS} if draw(st.booleans()) else {})
