"""Two versions of one answer: the parts that differ, and the words that went and came."""

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.answers.differences.revising import MOST_WORDS, differences, spans
from tests.answers.building import reply, unread

WORDS = st.lists(st.sampled_from(["law", "plan", "new", " ", "\n", "  "]), max_size=15).map("".join)


def test_what_differs_is_named_cells_first():
    before = reply("a", cells={"sex=F": 1.0, "_T": 2.0}, source="Old", reference_year=2018)
    now = reply("a", cells={"_T": 3.0, "sex=M": 1.0}, source="New", reference_year=2018)
    expected = [
        ("", "_T", 2.0, 3.0),
        ("", "sex=F", 1.0, None),
        ("", "sex=M", None, 1.0),
        ("source", "", "Old", "New"),
    ]
    assert expected == [tuple(one) for one in differences(before, now)]


def test_a_figure_that_gave_way_to_a_reason_shows_both():
    found = differences(reply("a", 3.0), reply("a", missing="confidential"))
    assert [("", "_T", 3.0, None), ("missing", "", None, "confidential")] == [tuple(one) for one in found]


def test_typing_that_was_not_understood_is_part_of_a_version():
    found = differences(reply("a"), reply("a", unread=unread("12,5,3", None)))
    assert [("unread", "_T", None, ("12,5,3",))] == [tuple(one) for one in found]


def test_the_same_version_does_not_differ():
    assert () == differences(reply("a", 1.0, source="S"), reply("a", 1.0, source="S"))


def test_a_word_that_changed_is_found_in_its_sentence():
    found = spans("A new law is planned.", "A new law is adopted.")
    assert [("same", "A new law is "), ("went", "planned."), ("came", "adopted.")] == [
        tuple(one) for one in found
    ]


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_the_spans_make_both_texts(before, now):
    found = spans(before, now)
    assert before == "".join(span.text for span in found if span.what != "came")
    assert now == "".join(span.text for span in found if span.what != "went")


def test_texts_too_long_to_compare_are_shown_whole():
    long = "word " * (MOST_WORDS + 1)
    assert ["went", "came"] == [span.what for span in spans(long, long + "more")]
