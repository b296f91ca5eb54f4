"""Translations belong to one context and one English wording; everything else is stale, never shown."""

from dataclasses import replace

import pytest

from survey.catalogs import read_catalog
from survey.catalogs.checking import TranslationState, verdicts
from survey.catalogs.merging import merged
from survey.catalogs.plurals import plural_rule
from survey.catalogs.po import PoFile, empty_catalog, read_po, source_hash, write_po
from survey.messages import Text

LABEL = Text("cl.policies/label", "Which policies are in force?")
HINT = Text("cl.policies/hint", "Name those of {country} only.")
COUNT = Text("round/reports", "{count} report", "{count} reports")
TEXTS = (LABEL, HINT, COUNT)
FRENCH = {
    LABEL: ("Quelles politiques sont en vigueur ?",),
    HINT: ("Citez seulement celles de {country}.",),
    COUNT: ("{count} rapport", "{count} rapports"),
}
SPANISH = {
    LABEL: ("¿Qué políticas están en vigor?",),
    HINT: ("Indique solo las de {country}.",),
    COUNT: ("{count} informe", "{count} informes"),
}


def translated(words, texts=TEXTS, language="fr"):
    begun = merged(empty_catalog(language), texts, language, 2)
    filled = tuple(
        replace(entry, forms=words.get(Text(entry.context, entry.english, entry.plural), entry.forms))
        for entry in begun.entries
    )
    return replace(begun, entries=filled)


def shown(file, texts, language="fr"):
    catalog = read_catalog("form", language, write_po(file))
    return {text.context for text in texts if catalog.find(text)}


def states(file, texts, language="fr"):
    return {verdict.context: verdict.state for verdict in verdicts(file, plural_rule(language), texts)}


def updated(file, texts, language="fr"):
    return merged(file, texts, language, 2)


def entry_of(file, context):
    return next(entry for entry in file.entries if entry.context == context)


@pytest.mark.parametrize(("language", "words"), [("fr", FRENCH), ("es", SPANISH)])
def test_changing_one_english_text_makes_exactly_that_entry_stale(language, words):
    changed = (replace(LABEL, english="Which policies are in force now?"), HINT, COUNT)
    before = translated(words, language=language)
    after = updated(before, changed, language)
    expected = {LABEL.context: "stale", HINT.context: "complete", COUNT.context: "complete"}
    assert expected == states(before, changed, language) == states(after, changed, language)
    assert (
        {HINT.context, COUNT.context} == shown(before, changed, language) == shown(after, changed, language)
    )


def test_a_stale_entry_keeps_the_translation_and_the_english_it_was_made_from():
    changed = replace(LABEL, english="Which policies are in force now?")
    stale = entry_of(updated(translated(FRENCH), (changed,)), LABEL.context)
    assert (FRENCH[LABEL], True) == (stale.forms, stale.fuzzy)
    assert (changed.english, (LABEL.english, "")) == (stale.english, stale.previous)


def test_a_text_that_changes_twice_still_shows_the_translator_the_first_english():
    once, twice = (replace(LABEL, english=f"Which policies? {number}") for number in (1, 2))
    stale = entry_of(updated(updated(translated(FRENCH), (once,)), (twice,)), LABEL.context)
    assert (twice.english, (LABEL.english, "")) == (stale.english, stale.previous)


def test_a_similar_sentence_never_gets_the_translation_of_another():
    similar = Text("fl.policies/label", LABEL.english)
    nearly = Text("ht.policies/label", LABEL.english + "?")
    file = updated(translated(FRENCH), (*TEXTS, similar, nearly))
    expected = {similar.context: "missing", nearly.context: "missing"}
    assert expected.items() <= states(file, (*TEXTS, similar, nearly)).items()


def test_a_renamed_context_does_not_take_its_translation_along():
    renamed = replace(LABEL, context="cl.policy/label")
    file = updated(translated(FRENCH), (renamed, HINT, COUNT))
    assert TranslationState.MISSING == states(file, (renamed,))[renamed.context]


def test_a_fuzzy_translation_is_never_shown_even_of_unchanged_english():
    file = translated(FRENCH)
    doubted = replace(file, entries=tuple(replace(entry, fuzzy=True) for entry in file.entries))
    assert set() == shown(doubted, TEXTS)
    assert {TranslationState.STALE} == set(states(doubted, TEXTS).values())
    assert {True} == {entry.fuzzy for entry in updated(doubted, TEXTS).entries}


def test_a_translator_who_takes_the_mark_away_confirms_the_translation():
    changed = (replace(LABEL, english="Which policies are in force now?"), HINT, COUNT)
    stale = updated(translated(FRENCH), changed)
    confirmed = replace(stale, entries=tuple(replace(entry, fuzzy=False) for entry in stale.entries))
    assert {text.context for text in changed} == shown(confirmed, changed)
    assert ("", "") == entry_of(updated(confirmed, changed), LABEL.context).previous


def test_english_changed_in_source_and_catalog_alike_is_stale_all_the_same():
    changed = replace(LABEL, english="Which laws are in force?")
    everywhere = write_po(translated(FRENCH)).replace(LABEL.english.encode(), changed.english.encode())
    replaced = read_po(everywhere)
    assert TranslationState.STALE == states(replaced, (changed,))[LABEL.context]
    assert LABEL.context not in shown(replaced, (changed,))
    after = entry_of(updated(replaced, (changed,)), LABEL.context)
    assert (True, source_hash(changed.english)) == (after.fuzzy, after.source)


def test_a_translation_that_another_tool_added_needs_no_remembered_hash():
    file = translated(FRENCH)
    bare = replace(file, entries=tuple(replace(entry, source="") for entry in file.entries))
    assert {text.context for text in TEXTS} == shown(bare, TEXTS)
    assert write_po(file) == write_po(updated(bare, TEXTS))


def test_a_gone_text_is_kept_as_obsolete_and_comes_back():
    gone = updated(translated(FRENCH), (HINT, COUNT))
    assert (True, FRENCH[LABEL]) == (gone.entries[-1].obsolete, gone.entries[-1].forms)
    assert b'#~ msgctxt "cl.policies/label"' in write_po(gone)
    assert LABEL.context not in shown(gone, TEXTS)
    back = updated(read_po(write_po(gone)), TEXTS)
    assert write_po(translated(FRENCH)) == write_po(back)


def test_a_gone_text_that_comes_back_in_other_words_is_stale():
    changed = replace(LABEL, english="Which policies are in force now?")
    back = updated(read_po(write_po(updated(translated(FRENCH), (HINT,)))), (changed, HINT))
    assert TranslationState.STALE == states(back, (changed,))[LABEL.context]
    assert FRENCH[LABEL] == entry_of(back, LABEL.context).forms


def test_a_stale_text_that_goes_and_comes_back_is_still_stale():
    changed = replace(LABEL, english="Which policies are in force now?")
    stale = updated(translated(FRENCH), (changed, HINT))
    back = updated(read_po(write_po(updated(stale, (HINT,)))), (changed, HINT))
    assert write_po(updated(stale, (changed, HINT))) == write_po(replace(back, entries=(*back.entries,)))
    assert TranslationState.STALE == states(back, (changed,))[LABEL.context]


def test_an_untranslated_text_that_goes_leaves_nothing_behind():
    begun = updated(empty_catalog("fr"), TEXTS)
    assert [HINT.context] == [entry.context for entry in updated(begun, (HINT,)).entries]


def test_updating_twice_changes_no_byte():
    changed = (replace(LABEL, english="Which policies are in force now?"), COUNT)
    once = write_po(updated(translated(FRENCH), changed))
    assert once == write_po(updated(read_po(once), changed))


def test_what_a_translator_noted_is_kept_through_everything():
    file = translated(FRENCH)
    noted = replace(
        file, entries=(replace(file.entries[0], comments=("see the glossary",)), *file.entries[1:])
    )
    changed = replace(LABEL, english="Which policies are in force now?")
    for texts in (TEXTS, (changed, HINT), (HINT,)):
        data = write_po(updated(noted, texts))
        assert b"# see the glossary" in data
        assert data == write_po(updated(read_po(data), texts))


def test_a_text_that_gains_a_plural_keeps_what_was_translated():
    one = Text("round/reports", "{count} report")
    before = translated({one: ("{count} rapport",)}, (one,))
    gained = updated(before, (COUNT,))
    assert (("{count} rapport", ""), True) == (gained.entries[0].forms, gained.entries[0].fuzzy)
    assert (one.english, "") == gained.entries[0].previous
    lost = updated(translated(FRENCH), (one,))
    assert (("{count} rapports",), True) == (lost.entries[0].forms, lost.entries[0].fuzzy)
    assert "{count} rapport'" in lost.entries[0].comments[0]


def test_an_older_edition_keeps_its_own_wording_and_translation():
    reworded = replace(LABEL, english="Which policies are in force now?")
    older = replace(LABEL, context="cl.policies/label@2019")
    both = updated(translated(FRENCH), (reworded, HINT, COUNT, older))
    assert TranslationState.STALE == states(both, (reworded,))[LABEL.context]
    assert FRENCH[LABEL] == read_catalog("form", "fr", write_po(both)).find(LABEL).forms
    assert write_po(both) == write_po(updated(both, (reworded, HINT, COUNT, older)))


def test_a_new_wording_and_an_older_edition_are_both_shown_once_translated():
    reworded = replace(LABEL, english="Which policies are in force now?")
    older = replace(LABEL, context="cl.policies/label@2019")
    words = {reworded: ("Quelles politiques à présent ?",), older: FRENCH[LABEL]}
    catalog = read_catalog("form", "fr", write_po(translated(words, (reworded, older))))
    assert words[reworded] == catalog.find(reworded).forms
    assert words[older] == catalog.find(LABEL).forms


def test_an_empty_file_is_an_empty_catalog():
    assert PoFile("", ()) == read_po(b"")
