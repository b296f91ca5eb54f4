"""A visit to a round: the words of its questionnaire, for pages that concern no single country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.catalogs import INTERFACE, Speaker
from survey.messages import say
from survey.reads.library import parameters_of
from survey.web.request.report import library_of_round
from survey.web.request.visit import Visit, visit

if TYPE_CHECKING:
    from survey.storage.rounds.frozen import FrozenRound

ANY_COUNTRY = say("rounds/any-country", "the country")
"""Stands for the name of the country in questions that every country is asked."""


def visit_to(frozen: FrozenRound) -> Visit:
    """Return a visit in this request's language, with the words of a round and without a country."""
    before = visit()
    words = library_of_round(frozen)
    country = str(before.speaker.say(ANY_COUNTRY))
    values = {**parameters_of(frozen.round, frozen.questionnaire), "country": country}
    domains = (INTERFACE, frozen.questionnaire.slug)
    speaker = Speaker(before.language, before.place, words.catalogs, domains, values)
    return Visit(words, before.language, "", speaker, frozen.questionnaire)
