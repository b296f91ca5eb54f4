"""A speaker says texts in the reader's language, and says so when it had to be English."""

import timeit
from datetime import date

import pytest

from survey.catalogs import Catalogs, Speaker, read_catalog, speaker_of
from survey.catalogs.headers import completed_header
from survey.catalogs.po import Entry, PoFile, write_po
from survey.languages import ENGLISH, FRENCH, MIRROR, SPANISH, ReaderLocale
from survey.messages import Percent, Text, say, say_count

WORDS = {
    Text("a/hello", "Hello"): ("Bonjour",),
    Text("a/of", "Report of {country}"): ("Rapport : {country}",),
    Text("a/until", "Until {day}, {amount} for {names}"): ("Jusqu’au {day}, {amount} pour {names}",),
    Text("a/count", "{count} file", "{count} files"): ("{count} fichier", "{count} fichiers"),
}
SHARED = Text("a/shared", "Shared")


def catalog(domain, language, words):
    entries = tuple(Entry(text.context, text.english, text.plural, forms) for text, forms in words.items())
    return read_catalog(domain, language, write_po(PoFile(completed_header("", language), entries)))


CATALOGS = Catalogs(
    [
        catalog("interface", "fr", {**WORDS, SHARED: ("Interface",)}),
        catalog("form", "fr", {SHARED: ("Formulaire",)}),
        catalog("interface", "es", {Text("a/hello", "Hello"): ("Hola",)}),
    ]
)


def speaker(language=FRENCH, country="", *domains):
    return speaker_of(CATALOGS, language, *domains, country=country)


@pytest.mark.parametrize(
    ("language", "words", "lang"),
    [(FRENCH, "Bonjour", "fr"), (SPANISH, "Hola", "es"), (ENGLISH, "Hello", "en")],
)
def test_a_text_is_said_in_the_readers_language(language, words, lang):
    said = speaker(language).say(say("a/hello", "Hello"))
    assert (words, lang) == (said, said.lang)
    assert words == speaker(language).say(Text("a/hello", "Hello"))


def test_what_is_not_translated_is_said_in_english_marked_and_remembered():
    french = speaker()
    said = french.say(Text("a/new", "New"))
    assert ("New", "en", {"a/new"}) == (said, said.lang, french.fallbacks)


def test_a_text_whose_english_changed_is_said_in_english():
    said = speaker().say(Text("a/hello", "Hello!"))
    assert ("Hello!", "en") == (said, said.lang)


def test_english_falls_back_on_nothing():
    english = speaker(ENGLISH)
    english.say(Text("a/new", "New"))
    assert set() == english.fallbacks


def test_nothing_is_said_as_nothing():
    french = speaker()
    assert ("", set()) == (french.say(Text("", "")), french.fallbacks)


def test_the_first_domain_that_knows_a_text_says_it():
    assert "Formulaire" == speaker(FRENCH, "", "form").say(SHARED)
    assert "Interface" == Speaker(FRENCH, ReaderLocale(FRENCH), CATALOGS, ("interface", "form")).say(SHARED)
    assert "Interface" == speaker().say(SHARED)


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        (FRENCH, 0, "0 fichier"),
        (FRENCH, 1, "1 fichier"),
        (FRENCH, 1234, "1\u202f234 fichiers"),
        (SPANISH, 0, "0 files"),
        (ENGLISH, 1, "1 file"),
        (ENGLISH, 1234, "1,234 files"),
    ],
)
def test_numbers_choose_the_form(language, number, words):
    assert words == speaker(language).say(say_count("a/count", "{count} file", "{count} files", number))
    assert words == speaker(language).say(Text("a/count", "{count} file", "{count} files"), count=number)


def test_values_are_written_for_the_reader():
    message = say(
        "a/until",
        "Until {day}, {amount} for {names}",
        day=date(2020, 5, 31),
        amount=1234.5678,
        names=["Ann", Text("a/hello", "Hello"), "Zoé"],
    )
    expected = "Jusqu’au 31 mai 2020, 1\u202f234,5678 pour Ann, Bonjour et Zoé"
    assert expected == speaker().say(message)


def test_the_country_decides_how_digits_are_written():
    message = say("a/x", "{amount}", amount=1234567.5)
    assert "1.234.567,5" == speaker(SPANISH, "CL").say(message)
    assert "1,234,567.5" == speaker(SPANISH, "MX").say(message)


def test_an_english_sentence_has_english_words_but_the_readers_digits():
    said = speaker().say(
        say(
            "a/new",
            "{hello}, {amount}: {names}",
            hello=Text("a/hello", "Hello"),
            amount=0.5,
            names=("a", "b"),
        )
    )
    assert ("Hello, 0,5: a and b", "en") == (said, said.lang)


def test_a_speaker_can_be_told_values_once():
    told = speaker().with_values(country="Madagascar")
    assert "Rapport : Madagascar" == told.say(Text("a/of", "Report of {country}"))
    assert "Rapport : Fidji" == told.say(Text("a/of", "Report of {country}"), country="Fidji")
    assert "Rapport : Chili" == told.say(say("a/of", "Report of {country}", country="Chili"))
    assert "Bonjour" == told.say(Text("a/hello", "Hello"))


def test_a_told_speaker_remembers_fallbacks_with_the_first():
    french = speaker()
    french.with_values(country="Fidji").say(Text("a/new", "New"))
    assert {"a/new"} == french.fallbacks


def test_an_unknown_placeholder_leaves_the_sentence_intact():
    assert "Rapport : {country}" == speaker().say(say("a/of", "Report of {country}", region="x"))
    assert "Report {x} of Fiji" == speaker(ENGLISH).say(
        Text("a/z", "Report {x} of {country}"), country="Fiji"
    )


def test_a_value_with_braces_is_not_read_as_a_placeholder():
    assert "Rapport : {country}" == speaker().say(Text("a/of", "Report of {country}"), country="{country}")


def test_doubled_braces_are_said_as_one():
    assert "Write {x}" == speaker(ENGLISH).say(Text("a/z", "Write {{x}}"))


def test_the_mirror_language_mirrors_english_with_its_values():
    said = speaker(MIRROR).say(say("a/of", "Report of {country}", country=Text("a/hello", "Hello")))
    assert ("\u202eReport of Hello·····\u202c", "ar-XB") == (said, said.lang)
    assert set() == speaker(MIRROR).fallbacks


def test_saying_a_plain_text_takes_about_a_microsecond():
    french, text = speaker(FRENCH, "", "form"), Text("a/hello", "Hello")
    seconds = min(timeit.repeat(lambda: french.say(text), number=20_000, repeat=5)) / 20_000
    assert seconds < 5e-6, "measured 0.3 µs; five allows for a slow machine"


def test_a_text_without_words_needs_no_translation():
    french = speaker()
    said = french.say(say("a/day", "({day})", day=date(2020, 5, 1)))
    assert ("(1er mai 2020)", "fr", set()) == (said, said.lang, french.fallbacks)


def test_a_percentage_is_written_with_the_sign_of_its_country():
    share = say("a/share", "Share: {share}", share=Percent(12.5))
    assert "Share: 12.5%" == str(share) == str(speaker(ENGLISH).say(share))
    assert "Share: 12,5\u00a0%" == str(speaker(SPANISH).say(share))
    assert "Share: 12.5%" == str(speaker(SPANISH, "MX").say(share))
