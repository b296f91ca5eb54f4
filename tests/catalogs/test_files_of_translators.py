"""Catalog files are ordinary gettext: other tools read ours, we read theirs, wrong ones name the line."""

import io

import pytest
from babel.messages import pofile

from survey.catalogs import CatalogMistake
from survey.catalogs.headers import completed_header
from survey.catalogs.merging import merged, template
from survey.catalogs.po import Entry, PoFile, empty_catalog, read_po, write_po
from survey.messages import Text

TRICKY = 'Say "yes"\tor \\no\\:\nsecond line\n\n\u2028 “fin” {{brace}} {name}'


def test_a_catalog_is_written_as_translators_know_it():
    text = Text("page/title", "Reports of {country}")
    expected = """\
msgid ""
msgstr ""
"Project-Id-Version: Pathfinder Survey\\n"
"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#. source 7f711127
#, python-brace-format
msgctxt "page/title"
msgid "Reports of {country}"
msgstr ""
"""
    assert expected == write_po(merged(empty_catalog("es"), [text], "es", 2)).decode()


def test_a_template_has_every_text_and_no_language():
    file = template([Text("a/b", "One"), Text("a/c", "{count} file", "{count} files")])
    assert [("a/b", ("",)), ("a/c", ("", ""))] == [(entry.context, entry.forms) for entry in file.entries]
    assert "Plural-Forms" not in file.header


def test_what_is_written_is_read_back_the_same():
    entries = (
        Entry("q/label", TRICKY, "", (TRICKY,), True, ("before\n", ""), "abcdef12", ("a note", "", "x")),
        Entry("q/count", "one", "many", ("un", "des"), False, ("", ""), "12345678"),
        Entry("q/gone", "Gone\nlong", "Gones", ("Parti", "Partis"), True, ("was", "were"), "0", ("n",), True),
    )
    data = write_po(PoFile(completed_header("", "fr"), entries, ("Translated by a team.",)))
    read = read_po(data)
    assert data == write_po(read)
    assert [TRICKY, "one", "Gone\nlong"] == [entry.english for entry in read.entries]
    assert [("before\n", ""), ("", ""), ("was", "were")] == [entry.previous for entry in read.entries]
    assert [True, False, True] == [entry.fuzzy for entry in read.entries]
    assert [("a note", "", "x"), (), ("n",)] == [entry.comments for entry in read.entries]


def test_babel_reads_the_same_texts():
    entries = (Entry("q/label", TRICKY, "", (TRICKY + "!",)), Entry("q/n", "one", "many", ("un", "des")))
    data = write_po(PoFile(completed_header("", "fr"), entries))
    read = pofile.read_po(io.BytesIO(data), locale="fr", abort_invalid=True)
    assert {("q/label", TRICKY, TRICKY + "!"), ("q/n", ("one", "many"), ("un", "des"))} == {
        (message.context, message.id, message.string) for message in read if message.id
    }


def test_what_other_tools_write_is_understood():
    data = """\ufeff# Spanish
msgid ""
msgstr "Language: es\\nX-Generator: Poedit 3\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

#. an extracted remark
#: survey/web/account/home.py:12
#, fuzzy, python-brace-format
#| msgctxt "a/b"
#| msgid "Old "
#| "words"
msgctxt "a/b"
msgid "New "
"words"
msgstr "Palabras"
#, c-format
msgctxt "a/c"
msgid "Next"
msgstr "Siguiente"

#~| msgid "Older"
#~ msgctxt "a/d"
#~ msgid "Gone"
#~ msgstr "Ido"
""".replace("\n", "\r\n")
    file = read_po(data.encode())
    assert ("a/b", "New words", True) == (
        file.entries[0].context,
        file.entries[0].english,
        file.entries[0].fuzzy,
    )
    assert [("Old words", ""), ("", ""), ("Older", "")] == [entry.previous for entry in file.entries]
    assert [False, False, True] == [entry.obsolete for entry in file.entries]
    assert "X-Generator: Poedit 3\n" in completed_header(file.header, "es")
    assert ("Spanish",) == file.comments


@pytest.mark.parametrize(
    ("wrong", "line", "word"),
    [
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c\n', 3, "not a line"),
        ('msgctxt "a"\nmsgid "b" c"\nmsgstr "c"\n', 2, "not a line"),
        ('msgctxt "a"\nmsgid "b"\nmsgtsr "c"\n', 3, "not a line"),
        ("<<<<<<< ours\n", 1, "not a line"),
        ('"alone"\n', 1, "out of place"),
        ('msgctxt "a"\nmsgid "b"\nmsgid "b"\nmsgstr "c"\n', 3, "out of place"),
        ('msgid "b"\nmsgstr "c"\n', 1, "no msgctxt"),
        ('msgctxt "a"\nmsgid "b"\n', 1, "no msgstr"),
        ('msgctxt "a"\nmsgid "b"\nmsgstr "c"\n\nmsgctxt "a"\nmsgid "d"\nmsgstr "e"\n', 5, "line 1 already"),
    ],
)
def test_a_wrong_file_names_the_line(wrong, line, word):
    with pytest.raises(CatalogMistake, match=word) as caught:
        read_po(wrong.encode())
    assert line == caught.value.line


def test_a_file_that_is_not_utf8_names_the_line():
    with pytest.raises(CatalogMistake, match="UTF-8") as caught:
        read_po('msgctxt "a"\nmsgid "b"\nmsgstr "é"\n'.encode("latin-1"))
    assert 3 == caught.value.line


def test_a_note_stands_above_its_text_and_is_written_anew_each_time():
    text = Text("board/is-late", "overdue")
    noted = merged(empty_catalog("fr"), [text], "fr", 2, {text.context: "the deadline"})
    data = write_po(noted)
    assert b"#. the deadline\n#. source" in data
    assert data == write_po(read_po(data))
    assert b"#. the deadline" not in write_po(merged(read_po(data), [text], "fr", 2))


def test_a_text_of_signs_and_values_says_that_it_has_no_words():
    signs, words = Text("a/signs", "{label}: {value}"), Text("a/words", "{label} of {value}")
    first, second = merged(empty_catalog("fr"), [signs, words], "fr", 2).entries
    assert ("No words" in first.note, second.note) == (True, "")


def test_a_header_names_its_language_as_gettext_does():
    assert "Language: pt_BR\n" in merged(empty_catalog("pt-BR"), [], "pt-BR", 2).header
