"""A translation that loses a placeholder is a mistake; each language chooses among its own plural forms."""

import pytest

from survey.catalogs import CatalogMistake, read_catalog
from survey.catalogs.checking import judge
from survey.catalogs.headers import completed_header
from survey.catalogs.placeholders import fault, fault_of_plural, filled, names
from survey.catalogs.plurals import plural_rule
from survey.catalogs.po import Entry, PoFile, write_po
from survey.messages import Text

COUNT = Text("n/c", "{count} report of {country}", "{count} reports of {country}")
BOTH = ("{count} rapport : {country}", "{count} rapports : {country}")


def state_of(text, *forms, language="fr"):
    return judge(Entry(text.context, text.english, text.plural, forms), plural_rule(language))


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("Rapports", "{country} is missing"),
        ("Rapports de {pays}", "{country} is missing"),
        ("Rapports de {country} à {date}", "{date} is not in the English"),
        ("Rapports de {country", "braces are out of order"),
        ("Rapports de {country}}", "braces are out of order"),
        ("Rapports de {country!r}", "braces are out of order"),
        ("Rapports de {country.name}", "braces are out of order"),
        ("Rapports de {country}\n", "line break"),
    ],
)
def test_a_broken_placeholder_is_reported_and_never_shown(form, reason):
    text = Text("a/b", "Reports of {country}")
    verdict = state_of(text, form)
    assert "broken" == verdict.state
    assert reason in verdict.reason
    file = PoFile(completed_header("", "fr"), (Entry(text.context, text.english, "", (form,)),))
    assert None is read_catalog("form", "fr", write_po(file)).find(text)


def test_placeholders_may_change_places_and_stand_twice():
    text = Text("a/b", "{country} in {year}")
    assert "complete" == state_of(text, "En {year}, {country} ({country})").state


@pytest.mark.parametrize(
    ("language", "forms", "state"),
    [
        ("fr", BOTH, "complete"),
        ("es", ("Un informe: {country}", "{count} informes: {country}"), "complete"),
        # French says its singular of 0 too, and "un rapport" for none would be untrue.
        ("fr", ("Un rapport : {country}", "{count} rapports : {country}"), "broken"),
        ("es", ("Un informe: {country}", "Informes: {country}"), "broken"),
        ("es", ("Un informe", "{count} informes: {country}"), "broken"),
        ("fr", ("{count} rapport : {country}", ""), "missing"),
        ("fr", ("{count} rapport : {country}",), "missing"),
        ("fr", (*BOTH, "{count} rapports : {country}"), "missing"),
    ],
)
def test_each_plural_form_keeps_the_placeholders(language, forms, state):
    assert state == state_of(COUNT, *forms, language=language).state


def test_an_untranslated_text_is_missing_not_broken():
    assert "missing" == state_of(COUNT, "", "").state


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [
        ("fr", 0, 0),
        ("fr", 1, 0),
        ("fr", 2, 1),
        ("fr", 1000000, 1),
        ("es", 0, 1),
        ("es", 1, 0),
        ("es", 2, 1),
        ("ar", 0, 0),
        ("ar", 3, 3),
        ("ar", 2, 2),
    ],
)
def test_plural_forms_follow_the_language(language, number, form):
    assert form == plural_rule(language).choose(number)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", ["un", "un", "deux"]), ("es", ["deux", "un", "deux"])]
)
def test_a_translation_takes_the_form_of_its_number(language, words):
    text = Text("a/b", "one", "many")
    file = PoFile(completed_header("", language), (Entry("a/b", "one", "many", ("un", "deux")),))
    found = read_catalog("form", language, write_po(file)).find(text)
    assert words == [found.form(number) for number in (0, 1, 2)]


@pytest.mark.parametrize(
    "rule", ["nplurals=two; plural=n", "nplurals=1; plural=n != 1", "nplurals=2; plural=n.x", "nplurals=2;"]
)
def test_a_catalog_with_a_senseless_plural_rule_is_refused(rule):
    with pytest.raises(CatalogMistake, match="Plural-Forms"):
        read_catalog("form", "fr", write_po(PoFile(f"Plural-Forms: {rule}\n", ())))


def test_a_text_in_disorder_is_shown_as_it_stands():
    assert "Half a {brace" == filled("Half a {brace", {"brace": "x"}, str)
    assert "{x} and 5, {literal}" == filled("{x} and {y}, {{literal}}", {"y": 5}, str)


def test_english_texts_are_checked_too():
    assert "" == fault_of_plural("One report of {country}", "{count} reports of {country}")
    assert "same placeholders" in fault_of_plural("One report", "{count} reports of {country}")
    assert "out of order" in fault("{}")
    assert {"a", "b"} == names("{a} {{c}} {b}")
