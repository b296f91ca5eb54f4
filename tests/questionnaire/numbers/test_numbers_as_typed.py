"""What people type into a number's box, per locale: the table of the numbers package and its dangers."""

from __future__ import annotations

import pytest
from babel import Locale

from survey.questionnaire.numbers import Reading, read_number

POINT = ("en", "es_MX", "es_PE", "es_GT", "es_HN")
COMMA = ("es", "es_CL", "de", "pt")
SPACE = ("fr", "fr_CA", "es_CR", "sv")
SWISS = ("de_CH", "it_CH")
EVERYWHERE = POINT + COMMA + SPACE + SWISS


def read(typed: str, locale: str = "en", *, percent: bool = False, whole: bool = False) -> Reading:
    return read_number(typed, Locale.parse(locale), percent=percent, whole=whole)


def readings(typed: str, locale: str, *, whole: bool = False) -> set[float]:
    found = read(typed, locale, whole=whole)
    return set(found.readings) if found.value is None else {found.value}


def refusal(typed: str, locale: str = "en", *, percent: bool = False) -> str:
    found = read(typed, locale, percent=percent)
    assert found.value is None and found.readings == () and found.complaint is not None
    return found.complaint.text.context


TABLE = {
    "1.234": ({1.234, 1234}, {1234}, {1.234, 1234}, {1.234, 1234}),
    "1,234": ({1234}, {1.234, 1234}, {1.234, 1234}, {1.234, 1234}),
    "1.234.567": ({1234567},) * 4,
    "1,234,567": ({1234567},) * 4,
    "1,234.5": ({1234.5},) * 4,
    "1.234,5": ({1234.5},) * 4,
    "12,5": ({12.5},) * 4,
    "12.5": ({12.5},) * 4,
    "1 234": ({1234},) * 4,
    "1'234": ({1234},) * 4,
    "1'234,567": ({1234.567, 1234567},) * 4,
    "1'234.567": ({1234.567, 1234567},) * 3 + ({1234.567},),
    "1'234,567.5": ({1234567.5},) * 4,
    "0.500": ({0.5},) * 4,
}


@pytest.mark.parametrize("typed", TABLE)
def test_each_family_of_locales_reads_as_the_table_says(typed: str) -> None:
    for family, expected in zip((POINT, COMMA, SPACE, SWISS), TABLE[typed], strict=True):
        for locale in family:
            assert expected == readings(typed, locale), locale


@pytest.mark.parametrize("locale", EVERYWHERE)
@pytest.mark.parametrize("typed", ["1.234", "1,234"])
def test_one_and_a_half_persons_are_impossible_so_thousands_are_meant(typed: str, locale: str) -> None:
    assert {1234} == readings(typed, locale, whole=True)


def test_one_or_a_thousand_persons_is_asked_since_both_are_whole() -> None:
    assert {1, 1000} == readings("1,000", "fr", whole=True)


def test_half_a_person_is_read_so_that_the_check_can_refuse_it() -> None:
    assert {12.5} == readings("12,5", "fr", whole=True)


def test_two_readings_are_both_in_the_sentence_and_the_locales_own_comes_first() -> None:
    found = read("1,500", "fr")
    assert found.readings == (1.5, 1500.0)
    assert found.complaint is not None
    assert str(found.complaint) == "This can mean 1.5 or 1500. Choose the number you mean."


@pytest.mark.parametrize(("typed", "expected"), [("-1,234", {-1.234, -1234}), ("\u22121.500,5", {-1500.5})])
def test_a_minus_changes_nothing_about_the_readings(typed: str, expected: set[float]) -> None:
    assert expected == readings(typed, "fr")


@pytest.mark.parametrize(
    ("typed", "locale", "expected"),
    [
        ("12,34,567", "en_IN", 1234567),
        ("12,34,567.5", "hi", 1234567.5),
        ("1,234,567", "hi", 1234567),
        ("१२,३४,५६७.८", "mr", 1234567.8),
        ("১২,৩৪,৫৬৭", "bn", 1234567),
        ("१२,३४,५६७", "ne", 1234567),
        ("၁,၂၃၄.၅", "my", 1234.5),
        ("١٬٢٣٤٫٥", "ar_EG", 1234.5),
        ("\u061c-١٬٢٣٤٫٥", "ar_EG", -1234.5),
        ("۱٬۲۳۴٫۵", "fa", 1234.5),
        ("1,234.5", "fa", 1234.5),
        ("١٬٢٣٤٫٥", "en", 1234.5),
        ("１２３４", "en", 1234),
        ("1.234,5", "ar_MA", 1234.5),
        ("-5", "ar", -5),
    ],
)
def test_other_digits_and_groups_are_read(typed: str, locale: str, expected: float) -> None:
    assert expected == read(typed, locale).value


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009", "\u2007", "\u3000"])
@pytest.mark.parametrize("locale", EVERYWHERE)
def test_every_kind_of_space_groups_everywhere(space: str, locale: str) -> None:
    assert read(f" 1{space}234{space}567\t", locale).value == 1234567


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  14 ", 14),
        ("\t14\r\n", 14),
        ("+14", 14),
        ("- 14", -14),
        ("\u221214", -14),
        ("\u201314", -14),
        ("007", 7),
        (".5", 0.5),
        (",5", 0.5),
        ("1’234’567", 1234567),
        ("\u200e-\u200e14\u200f", -14),
        ("0.000000123456789012345", 1.23456789012345e-7),
        ("999999999999999", 999999999999999),
        ("1.50000000000000000000", 1.5),
    ],
)
def test_what_people_type_and_paste_is_read(typed: str, expected: float) -> None:
    assert expected == read(typed).value


def test_minus_nought_is_nought() -> None:
    assert str(read("-0").value) == "0.0"


@pytest.mark.parametrize(
    "typed",
    [
        "NaN",
        "Infinity",
        "-inf",
        "∞",
        "12e5",
        "1E5",
        "0x10",
        "1_000",
        "1/2",
        "½",
        "²",
        "12a",
        "--5",
        "5-",
        "(5)",
        "1..2",
        "1,,2",
        "12.",
        "1,234,",
        "1.234.56",
        "12,34,567",
        "1,234,56",
        "1234,567.8",
        "1,2345,678",
        "1'234'567,8,9",
        "1,234'567",
        "1,234.567.8",
        "0,123,456",
        "$5",
        "12‰",
        "五",
        "1·5",
    ],
)
def test_what_is_not_a_plain_well_formed_number_is_refused(typed: str) -> None:
    assert refusal(typed) == "number/not-a-number"


@pytest.mark.parametrize("typed", ["1 23", "12\t345", "12\n345", "1  234", "1 , 5", "1 234 56", "12 34 567"])
def test_pieces_that_are_no_groups_are_not_glued_together(typed: str) -> None:
    assert refusal(typed) == "number/not-a-number"


@pytest.mark.parametrize("typed", ["", "   ", "\u200e", "\t\n"])
def test_nothing_is_not_a_number(typed: str) -> None:
    assert refusal(typed) == "number/empty"


@pytest.mark.parametrize("typed", ["-", "--", "\u2013", "\u2014", "..."])
def test_a_dash_is_asked_whether_it_means_nought_or_not_known(typed: str) -> None:
    assert refusal(typed) == "number/dash"


@pytest.mark.parametrize("typed", ["1234567890123456", "1,234,567,890,123,456", "0.1234567890123456"])
def test_more_digits_than_a_double_keeps_are_refused(typed: str) -> None:
    assert refusal(typed) == "number/too-many-digits"


def test_a_very_long_text_is_refused_unread() -> None:
    assert refusal("1" * 1_000_000) == "number/not-a-number"


@pytest.mark.parametrize(
    "typed", ["12%", "12 %", "12\u202f%", "%12", "% 12", "12٪", "+12 %", "12\u200e%\u200e"]
)
def test_a_percent_sign_is_left_out_where_a_percentage_is_asked(typed: str) -> None:
    assert read(typed, percent=True).value == 12


def test_a_percent_sign_is_refused_where_persons_are_asked() -> None:
    assert refusal("12 %") == "number/percent"


@pytest.mark.parametrize("typed", ["12%%", "%12%", "%", "% %", "1%2"])
def test_a_percent_sign_stands_once_and_outside(typed: str) -> None:
    assert refusal(typed, percent=True) == "number/not-a-number"
