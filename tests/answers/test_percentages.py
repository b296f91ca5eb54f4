"""Percentages that follow from two numbers: calculated where nobody stated them, never against a reason."""

from dataclasses import replace
from datetime import date

import pytest

from survey.answers.percentages import completed, is_answered, is_rate, with_percentages
from survey.answers.relevance import evaluate
from survey.answers.replies import Replies, Reply
from survey.answers.summing import summed
from tests.figures.rounds import form, number

FORM = form(
    number("part", "adds_up: yes, by: [sex]"),
    number("whole", "adds_up: yes, by: [sex]"),
    "id: theme, kind: yes_no, label: Theme",
    "id: share, kind: number, unit: percent, by: [sex], missing: yes, label: Share, "
    "rate_of: {part: part, whole: whole}, relevant: \"${theme} = 'yes'\"",
)


def told(share=None, theme="yes", part=None, whole=None):
    given = [
        Reply("part", "", part or {"_T": 5.0, "sex=F": 1.0}),
        Reply("whole", "", whole or {"_T": 80.0, "sex=F": 0.0}),
        Reply("theme", "", {"_T": theme}),
        *([share] if share else []),
    ]
    return Replies({(reply.question, ""): reply for reply in given})


def share_of(replies):
    return with_percentages(FORM, replies).of("share")


def test_it_is_calculated_cell_by_cell_and_not_from_a_whole_of_zero():
    found = share_of(told(whole={"_T": 80.0, "sex=F": 0.0, "sex=M": 3.0}))
    assert ({"_T": 6.25}, {"_T"}) == (found.cells, found.calculated)
    assert ["share"] == [question.id for question in FORM.questions.values() if is_rate(question)]


@pytest.mark.parametrize(
    ("stated", "cells", "calculated"),
    [
        (Reply("share", "", {"_T": 7.0}), {"_T": 7.0}, set()),
        (Reply("share", "", {"sex=F": 7.0}), {"sex=F": 7.0, "_T": 6.25}, {"_T"}),
        (Reply("share", "", missing="confidential"), {}, set()),
    ],
)
def test_what_was_stated_stays(stated, cells, calculated):
    found = share_of(told(stated))
    assert (cells, calculated, stated.missing) == (found.cells, found.calculated, found.missing)


@pytest.mark.parametrize(("theme", "cells"), [("yes", {"_T": 6.25}), ("no", {})])
def test_it_is_calculated_only_where_the_percentage_is_asked(theme, cells):
    relevance = evaluate(FORM, told(theme=theme), date(2020, 5, 31))
    assert cells == completed(relevance).replies.of("share").cells


@pytest.mark.parametrize("at", ["part", "whole", "share"])
def test_a_reason_at_any_of_the_three_prevents_it_though_a_number_stands_there(at):
    replies = told(Reply("share"))
    given = {**replies.by_place, (at, ""): replace(replies.of(at), missing="confidential")}
    assert not share_of(Replies(given)).calculated


@pytest.mark.parametrize(("told_to_skip", "calculated"), [("", {"_T"}), ("part", set()), ("whole", set())])
def test_it_does_not_follow_from_a_number_that_is_not_asked(told_to_skip, calculated):
    found = with_percentages(FORM, told(), lambda question, _: question.id != told_to_skip).of("share")
    assert calculated == found.calculated


def test_it_is_answered_where_its_total_follows():
    relevance = evaluate(FORM, told(), date(2020, 5, 31))
    assert is_answered(relevance, FORM.questions["share"])
    parts = told(part={"sex=F": 1.0}, whole={"sex=F": 2.0})
    assert not is_answered(evaluate(FORM, parts, date(2020, 5, 31)), FORM.questions["share"])


def test_a_summary_does_not_count_it_as_missing():
    relevance = evaluate(FORM, told(), date(2020, 5, 31))
    assert ["share"] == [line.question.id for line in summed(relevance, None).gaps[""]]
    assert {} == summed(completed(relevance), None).gaps
