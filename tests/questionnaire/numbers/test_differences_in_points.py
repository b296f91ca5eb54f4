"""Differences in words: points of percentages, in the plural that each language asks for."""

import pytest

from survey.catalogs import Speaker, load_catalogs
from survey.languages import ENGLISH, FRENCH, SPANISH, ReaderLocale
from survey.questionnaire.numbers.differences import in_points
from survey.settings import Settings


@pytest.mark.parametrize(
    ("language", "written", "difference", "expected"),
    [
        (ENGLISH, "1", 1.0, "1 percentage point"),
        (ENGLISH, "−0.4", -0.4, "−0.4 percentage points"),
        (ENGLISH, "2", 2.0, "2 percentage points"),
        (FRENCH, "−0,4", -0.4, "−0,4 point de pourcentage"),
        (ENGLISH, "+1.5", 1.5, "+1.5 percentage points"),
        (FRENCH, "+1,5", 1.5, "+1,5 point de pourcentage"),
        (FRENCH, "+2,5", 2.5, "+2,5 points de pourcentage"),
        (SPANISH, "+1,5", 1.5, "+1,5 puntos porcentuales"),
        (FRENCH, "−2", -2.0, "−2 points de pourcentage"),
        (SPANISH, "0,4", 0.4, "0,4 puntos porcentuales"),
        (SPANISH, "1", 1.0, "1 punto porcentual"),
    ],
)
def test_points_of_percentages(language, written, difference, expected):
    speaker = Speaker(language, ReaderLocale(language), load_catalogs(Settings().translations))
    assert expected == str(speaker.say(in_points(written, difference)))
