"""Compiled catalogs say the same as the files they were made from, and are not used for any others."""

import gettext
import io

import pytest

from survey.catalogs import CatalogMistake, compile_catalog, load_catalogs, read_catalog
from survey.catalogs.folder import write_if_changed
from survey.catalogs.headers import completed_header
from survey.catalogs.po import Entry, PoFile, write_po
from survey.messages import Text

ENTRIES = (
    Entry("a/plain", "Plain", "", ("Simple",)),
    Entry("a/names", "Of {country}", "", ("De {country}",)),
    Entry("a/count", "{count} file", "{count} files", ("{count} fichier", "{count} fichiers")),
    Entry("a/old@2019", "Old", "", ("Vieux",)),
    Entry("a/fuzzy", "Doubtful", "", ("Douteux",), True),
    Entry("a/broken", "Of {country}", "", ("De {pays}",)),
    Entry("a/empty", "Empty"),
    Entry("a/gone", "Gone", "", ("Parti",), obsolete=True),
)
PO = write_po(PoFile(completed_header("", "fr"), ENTRIES))
OTHER = PO.replace(b"Simple", b"Autre!")
PLAIN = Text("a/plain", "Plain")


def test_a_catalog_of_the_same_bytes_is_read_once_and_one_of_others_anew():
    kept = read_catalog("f", "fr", PO)
    assert kept is read_catalog("f", "fr", bytes(bytearray(PO)))
    assert kept is not read_catalog("f", "fr", OTHER)


def test_compiled_and_plain_give_the_same():
    plain, compiled = read_catalog("f", "fr", PO), read_catalog("f", "fr", PO, compile_catalog("fr", PO))
    forms = {key: found.forms for key, found in plain.translations.items()}
    assert {"a/plain", "a/names", "a/count", "a/old"} == {context for context, _, _ in forms}
    assert forms == {key: found.forms for key, found in compiled.translations.items()}
    assert plain.plain == compiled.plain
    count = Text("a/count", "{count} file", "{count} files")
    for number in range(5):
        assert plain.find(count).form(number) == compiled.find(count).form(number)


def test_the_compiled_catalog_is_what_is_read():
    swapped = compile_catalog("fr", PO).replace(b"Simple", b"Marque")
    assert ("Marque",) == read_catalog("f", "fr", PO, swapped).find(PLAIN).forms


def test_a_compiled_catalog_of_other_bytes_is_not_used():
    assert ("Autre!",) == read_catalog("f", "fr", OTHER, compile_catalog("fr", PO)).find(PLAIN).forms


@pytest.mark.parametrize("cut", [0, 3, 19, 40, 200, -1])
def test_a_damaged_compiled_catalog_is_not_used(cut):
    damaged = compile_catalog("fr", PO)[:cut]
    found = read_catalog("f", "fr", PO, damaged or b"nothing")
    assert ("Simple",) == found.find(PLAIN).forms


def test_gettext_reads_the_compiled_catalog():
    found = gettext.GNUTranslations(io.BytesIO(compile_catalog("fr", PO)))
    assert "Simple" == found.pgettext("a/plain", "Plain")
    assert "{count} fichier" == found.npgettext("a/count", "{count} file", "{count} files", 0)


def test_compiling_twice_gives_the_same_bytes():
    assert compile_catalog("fr", PO) == compile_catalog("fr", PO)


def test_a_folder_is_loaded_with_and_without_compiled_catalogs(tmp_path):
    path = tmp_path / "fr" / "form.po"
    write_if_changed(path, PO)
    assert ("Simple",) == load_catalogs(tmp_path).find("form", "fr").find(PLAIN).forms
    write_if_changed(path.with_suffix(".mo"), compile_catalog("fr", PO))
    assert ("Simple",) == load_catalogs(tmp_path).find("form", "fr").find(PLAIN).forms
    write_if_changed(path, OTHER)
    assert ("Autre!",) == load_catalogs(tmp_path).find("form", "fr").find(PLAIN).forms
    assert None is load_catalogs(tmp_path).find("form", "es")


def test_an_unchanged_file_is_not_written_again(tmp_path):
    assert [True, False] == [write_if_changed(tmp_path / "a" / "b", b"x") for _ in range(2)]
    assert ["b"] == [path.name for path in (tmp_path / "a").iterdir()]


def test_a_wrong_catalog_in_a_folder_is_named(tmp_path):
    write_if_changed(tmp_path / "fr" / "form.po", b'msgid "x\n')
    with pytest.raises(CatalogMistake, match=r"fr/form\.po:1: "):
        load_catalogs(tmp_path)


def test_a_live_round_speaks_from_its_own_copy(tmp_path):
    write_if_changed(tmp_path / "fr" / "form.po", PO)
    live = load_catalogs(tmp_path).replaced(read_catalog("form", "fr", OTHER))
    assert ("Autre!",) == live.find("form", "fr").find(PLAIN).forms
