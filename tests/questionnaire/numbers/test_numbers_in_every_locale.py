"""Properties of reading and writing numbers that hold in every locale CLDR has."""

from __future__ import annotations

import re

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.questionnaire.numbers import ascii_digits, number_writer, read_number, write_number

EVERY = tuple(Locale.parse(identifier) for identifier in sorted(locale_identifiers()))
SAMPLE = (0.0, 7.0, -14.0, 999.0, 1000.0, -1234.0, 12345.5, 1234567.25, 0.5, -0.125, 1.125, 123.456, 1e14)
SPACES = " \u00a0\u202f\u2009\u2007\u2002\u3000"
LOOKALIKE = re.compile(r"[^\d]*[1-9]\d{0,2}[.,]\d{3}[^\d]*")

a_locale = st.sampled_from(EVERY)
a_number = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1).map(float),
    st.decimals(-(10**8), 10**8, places=6, allow_nan=False).map(float),
    st.decimals(-2000, 2000, places=3, allow_nan=False).map(float),
)


@pytest.mark.parametrize("locale", EVERY[::4], ids=str)
def test_what_is_written_reads_back_in_this_locale(locale: Locale) -> None:
    for value in SAMPLE:
        for grouping in (True, False):
            assert value == read_number(write_number(value, locale, grouping=grouping), locale).value


@given(a_number, a_locale, st.booleans())
@settings(max_examples=400, deadline=None)
def test_what_is_written_reads_back_as_the_same_double(value: float, locale: Locale, grouping: bool) -> None:
    assert value == read_number(write_number(value, locale, grouping=grouping), locale).value


@given(a_number, a_locale)
@settings(max_examples=400, deadline=None)
def test_what_babel_writes_reads_back_or_is_offered_where_it_may_mean_thousands(
    value: float, locale: Locale
) -> None:
    written = format_decimal(value, locale=locale, numbering_system="default", decimal_quantization=False)
    found = read_number(written, locale)
    if LOOKALIKE.fullmatch(ascii_digits(written)) and found.value is None:
        assert value == found.readings[0]
    else:
        assert value == found.value


@given(a_number, a_locale)
@settings(max_examples=300, deadline=None)
def test_numbers_are_written_as_babel_writes_them_but_in_the_locales_digits(
    value: float, locale: Locale
) -> None:
    written = write_number(value, locale)
    expected = format_decimal(value, locale=locale, numbering_system="default", decimal_quantization=False)
    mistakable = number_writer(locale).mistakable and not value.is_integer()
    if mistakable and LOOKALIKE.fullmatch(ascii_digits(expected)):
        expected += "0"
    assert ascii_digits(written) == ascii_digits(expected)


@given(st.integers(1000, 10**15 - 1), a_locale, st.sampled_from(SPACES))
@settings(max_examples=300, deadline=None)
def test_any_space_between_thousands_changes_nothing(number: int, locale: Locale, space: str) -> None:
    if number_writer(locale).notation.last_group != 2:
        assert number == read_number(f"{number:,}".replace(",", space), locale).value


@given(st.text(max_size=120), a_locale, st.booleans(), st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_every_text_is_answered(
    typed: str, locale: Locale, percent: bool, whole: bool
) -> None:
    found = read_number(typed, locale, percent=percent, whole=whole)
    assert (found.value is None) == (found.complaint is not None)


@given(st.text("0123456789.,'’ -+%\u202f\u066b\u066c٣५", max_size=18), a_locale, st.booleans())
@settings(max_examples=1000, deadline=None)
def test_no_number_is_read_as_ten_or_a_thousand_times_what_it_is(
    typed: str, locale: Locale, whole: bool
) -> None:
    found = read_number(typed, locale, whole=whole)
    if found.value is not None:
        assert abs(found.value) in honest_readings(typed)


def honest_readings(typed: str) -> set[float]:
    """Every value the digits have if only the last separator may be decimal and groups hold 2 or 3."""
    pieces = re.split(r"[^0-9]+", ascii_digits(typed).strip("-+% "))
    whole = {float("".join(pieces))} if all(len(piece) in (2, 3) for piece in pieces[1:]) else set()
    if len(pieces) > 1 and all(len(piece) in (2, 3) for piece in pieces[1:-1]):
        whole.add(float(f"{''.join(pieces[:-1]) or 0}.{pieces[-1] or 0}"))
    return whole
