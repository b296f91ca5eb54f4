"""The same answers are the same bytes, for ever; what is not asked stays out."""

import json
import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.answers.freezing import FORMAT, UnknownFormat, freeze, read_frozen, sha256, thaw
from survey.answers.relevance import evaluate
from survey.answers.replies import Replies, Reply
from tests.answers.building import form, replies, reply, rows, unread
from tests.answers.yearly import STEPS, TODAY, YEARLY, reports

a_few = settings(max_examples=40, deadline=None)
HASH = "0" * 64
modules = st.sampled_from([(), ("crisis",)])


def frozen(given_replies, on=("crisis",), questionnaire=YEARLY, today=TODAY):
    relevance = evaluate(questionnaire, given_replies, today, on)
    return freeze(relevance, edition_sha256=HASH, reporter="MDG", region="AFR", year=2020)


def content(*given_replies, **more):
    return json.loads(frozen(replies(*given_replies), **more))


def shuffled(mapping, seed):
    items = list(mapping.items())
    random.Random(seed).shuffle(items)
    return dict(items)


@a_few
@given(reports(), modules)
def test_freezing_what_was_thawed_gives_the_same_bytes(report, on):
    once = frozen(report, on)
    assert once == frozen(thaw(once), on)


@a_few
@given(reports(), modules)
def test_what_is_asked_is_the_same_after_thawing(report, on):
    before, after = evaluate(YEARLY, report, TODAY, on), evaluate(YEARLY, thaw(frozen(report, on)), TODAY, on)
    assert before.values == after.values
    asked = {place for place, holds in before.places.items() if holds}
    assert asked == {place for place, holds in after.places.items() if holds}


@a_few
@given(reports(), st.integers())
def test_the_same_answers_in_another_order_give_the_same_bytes(report, seed):
    by_place = {
        place: Reply(**{**parts_of(one), "cells": shuffled(one.cells, seed)})
        for place, one in shuffled(report.by_place, seed).items()
    }
    assert frozen(report) == frozen(
        Replies(by_place, shuffled(report.entries, seed), shuffled(report.country_rows, seed))
    )


def parts_of(one):
    return {name: getattr(one, name) for name in Reply.__slots__}


@a_few
@given(reports(), modules)
def test_every_answer_that_is_asked_comes_back_as_it_was(report, on):
    relevance, thawed = evaluate(YEARLY, report, TODAY, on), thaw(frozen(report, on))
    for (question, row), one in report.by_place.items():
        if relevance.includes(YEARLY.questions[question], row):
            assert one == thawed.of(question, row)


@a_few
@given(reports(), modules)
def test_nothing_that_is_not_asked_is_frozen(report, on):
    relevance, thawed = evaluate(YEARLY, report, TODAY, on), thaw(frozen(report, on))
    for question, row in thawed.by_place:
        asked = YEARLY.questions[question]
        assert relevance.includes(asked, row) or (
            row == "" and asked.has_rows and relevance.includes_any(asked)
        )


@a_few
@given(reports())
def test_the_bytes_are_canonical(report):
    once = frozen(report)
    again = json.dumps(json.loads(once), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert once == again.encode("utf-8")


def test_the_head_says_what_it_is_of():
    head = read_frozen(frozen(Replies())).head
    assert ("yearly", "2020", HASH) == (head.form, head.edition, head.edition_sha256)
    assert ("MDG", "AFR", 2020) == (head.reporter, head.region, head.year)
    assert ("2020-05-31", ("crisis",)) == (head.today, head.modules)
    assert FORMAT == json.loads(frozen(Replies()))["format"]


def test_a_snapshot_looks_like_this():
    given_replies = replies(
        reply("themes", ("child", "forced")),
        reply("number", cells={"_T": 30.0, "sex=F": 10.5}, source="Enquête nationale", reference_year=2019),
        reply("law", "yes", "C138"),
        reply("done", "no", "s1"),
        reply("priorities.target", date(2025, 1, 1), "e2"),
        entries={"priorities": ("e2", "e1")},
        country_rows={"steps": STEPS},
    )
    expected = (
        '{"answers":{"done":{"s1":{"cells":{"_T":"no"},"kind":"yes_no"}},'
        '"law":{"C138":{"cells":{"_T":"yes"},"kind":"yes_no"}},'
        '"number":{"":{"cells":{"_T":30,"sex=F":10.5},"kind":"number","reference_year":2019,'
        '"source":"Enquête nationale"}},'
        '"priorities.target":{"e2":{"cells":{"_T":"2025-01-01"},"kind":"date"}},'
        '"themes":{"":{"cells":{"_T":["child","forced"]},"kind":"choices"}}},'
        f'"edition":"2020","edition_sha256":"{HASH}","entries":{{"priorities":["e2","e1"]}},'
        '"form":"yearly","format":1,"modules":[],"region":"AFR","reporter":"MDG",'
        '"rows":{"steps":[["s1","s1"],["s2","s2"]]},"today":"2020-05-31","year":2020}'
    )
    assert expected == frozen(given_replies, ()).decode()
    assert 64 == len(sha256(expected.encode()))


def test_an_answer_that_is_no_longer_asked_stays_out():
    assert ["plan"] == list(content(reply("plan", "no"), reply("since", 2001))["answers"])


def test_a_section_that_is_not_asked_stays_out():
    assert {} == content(reply("number", 3.0))["answers"]


def test_a_row_that_is_not_asked_stays_out_though_another_row_is():
    kept = content(
        reply("themes", ("child",)),
        reply("law", "yes", "C138"),
        reply("law", "no", "C182"),
        reply("law.year", 1999, "C138"),
        reply("law.year", 2001, "C182"),
    )
    assert ["C138"] == list(kept["answers"]["law.year"])


def test_a_module_that_the_round_does_not_ask_stays_out():
    assert {} == content(reply("effect", "big"), on=())["answers"]
    assert ["effect"] == list(content(reply("effect", "big"), on=("crisis",))["answers"])


def test_the_evidence_of_a_table_is_kept_with_its_rows():
    kept = content(
        reply("themes", ("child",)), reply("law", "yes", "C182"), reply("law", source="Official Journal")
    )
    assert {"": {"source": "Official Journal"}} == {
        row: answer for row, answer in kept["answers"]["law"].items() if row == ""
    }


def test_rows_of_other_countries_and_removed_entries_stay_out():
    kept = content(reply("done", "yes", "s9"), reply("priorities.objective", "Gone", "e9"))
    assert {} == kept["answers"]


def test_the_order_of_entries_is_part_of_what_is_said():
    one, other = ({"priorities": order} for order in (("e1", "e2"), ("e2", "e1")))
    assert frozen(replies(entries=one)) != frozen(replies(entries=other))


def test_a_reason_for_having_no_figure_is_kept_and_nothing_is_said_by_a_blank():
    kept = content(reply("themes", ("child",)), reply("budget", missing="confidential"), reply("story"))
    assert {"": {"missing": "confidential"}} == kept["answers"]["budget"]
    assert "story" not in kept["answers"]


def test_nought_is_not_a_blank():
    kept = content(reply("themes", ("child",)), reply("number", 0.0))
    assert {"_T": 0} == kept["answers"]["number"][""]["cells"]
    assert 0.0 == thaw(frozen(replies(reply("themes", ("child",)), reply("number", -0.0)))).of("number").value


def test_typing_that_was_not_understood_says_nothing():
    assert {} == content(reply("plan", unread=unread("?", None)))["answers"]


def test_a_carried_answer_stays_marked():
    assert thaw(frozen(replies(reply("plan", "yes", carried=True)))).of("plan").carried


@pytest.mark.parametrize(
    "words", ["Forêt", "Fore\u0302t", "ශ්‍රී", "نص", "\U0001f600", 'a"b\\c', "\u2028", "l\nm"]
)
def test_texts_come_back_sign_for_sign(words):
    assert words == thaw(frozen(replies(reply("story", words)))).of("story").value


def test_what_is_not_a_number_is_never_frozen():
    with pytest.raises(ValueError, match="JSON"):
        frozen(replies(reply("themes", ("child",)), reply("number", float("nan"))))


@pytest.mark.parametrize("other", [b"", b"{", b"[]", b'{"format":2}', b"\xff"])
def test_what_is_no_snapshot_is_refused(other):
    with pytest.raises(UnknownFormat):
        thaw(other)


def test_an_answer_that_a_calculation_keeps_is_frozen_too():
    questionnaire = form("once")
    kept = next(one for one in questionnaire.asked() if one.calculation is not None)
    given_replies = replies(reply(kept.id, 7.0))
    assert 7.0 == thaw(frozen(given_replies, (), questionnaire)).of(kept.id).value


def test_country_rows_keep_their_words_and_order():
    kept = thaw(frozen(replies(country_rows={"steps": rows("s2", "s1"), "unused": rows("x")})))
    assert {"steps": ["s2", "s1"]} == {
        name: [one.code for one in own] for name, own in kept.country_rows.items()
    }
