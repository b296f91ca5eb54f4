"""What people typed stands in the documents as they typed it, whatever it looks like to an engine."""

import time

import pytest
from docx.oxml.document import CT_Body

from survey.exports.documents.docx import to_docx
from survey.exports.documents.pdf import to_pdf
from tests.answers.building import asking, replies, reply
from tests.exports.papers import (
    ARABIC,
    HOSTILE,
    document,
    everything,
    pathfinder,
    read_pdf,
    squeezed,
    words_of_docx,
)

TOP = "units:\n  persons: {label: persons, measure: count}\n"
FORM = asking(["id: q, kind: narrative, label: In your own words"], TOP)


def told(text, lang="en", language="en"):
    return document(FORM, language, replies(reply("q", text, lang=lang)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stands_in_the_pdf_as_it_was_typed(text):
    assert squeezed(text) in squeezed(read_pdf(to_pdf(told(text))))


@pytest.mark.parametrize("text", [*HOSTILE, ARABIC, "emoji 😀 👩‍👧", "日本", "a\u200db", "tab\tinside"])
def test_hostile_text_stands_in_the_word_file_as_it_was_typed(text):
    assert text.replace("\t", "") in words_of_docx(to_docx(told(text)))


def test_arabic_stands_in_the_pdf():
    # Who reads PDFs back takes the letters of a ligature the other way round, so only letters are compared.
    found = squeezed(read_pdf(to_pdf(told(ARABIC, "ar"))))
    assert sorted(squeezed(ARABIC)) == sorted(sign for sign in found if "\u0600" < sign < "\u0700")


def test_a_symbol_that_no_font_has_is_named_in_the_pdf():
    assert "good [grinning face] ☑" in read_pdf(to_pdf(told("good 😀 ☑")))


@pytest.mark.parametrize("text", ["a\x00b", "a\x0bb", "a\ud800b", "a\uffffb"])
def test_signs_that_no_file_may_hold_are_left_out(text):
    assert "ab" in words_of_docx(to_docx(told(text)))
    assert "ab" in read_pdf(to_pdf(told(text)))


def test_letters_that_no_font_has_do_not_stop_the_pdf():
    assert to_pdf(told("日本語 ไทย हिन्दी")).startswith(b"%PDF")


def test_each_line_of_a_text_is_a_paragraph():
    found = words_of_docx(to_docx(told("First.\r\n\r\nSecond.\nThird.")))
    assert ["First.", "Second.", "Third."] == [one for one in found if one.endswith("d.") or one == "First."]


def test_a_text_in_another_language_says_so():
    assert "Original in this language: French" in words_of_docx(to_docx(told("Bonjour.", "fr")))


def test_a_text_in_the_language_of_the_document_says_nothing_of_it():
    assert not [one for one in words_of_docx(to_docx(told("Hello.", "en"))) if "Original" in one]


def test_a_word_without_end_breaks_at_the_margin():
    lines = read_pdf(to_pdf(told("x" * 300)), "-layout").splitlines()
    assert 300 == sum(line.count("x") for line in lines if "xx" in line)
    assert max(line.count("x") for line in lines) < 120


@pytest.mark.parametrize("write", [to_pdf, to_docx])
def test_a_report_of_a_hundred_questions_is_written_in_two_seconds(write, record_property):
    form = pathfinder()
    whole = everything(form, "Une phrase. " * 20, "fr")
    write(document(form, "fr", whole, sections=["about"]))
    began = time.process_time()
    data = write(document(form, "fr", whole, modules=("crisis",)))
    spent = time.process_time() - began
    record_property("answers", len(whole.by_place))
    record_property("seconds", spent)
    record_property("bytes", len(data))
    print(f"{write.__name__}: {len(whole.by_place)} answers, {spent:.2f} s CPU, {len(data):,} bytes")
    assert len(form.questions) > 100
    assert spent <= 2


def test_the_end_of_a_word_file_is_not_looked_for_again_with_each_line(monkeypatch):
    looked = []
    look = CT_Body.first_child_found_in
    monkeypatch.setattr(
        CT_Body, "first_child_found_in", lambda body, *tags: looked.append(tags) or look(body, *tags), False
    )

    def looks(lines):
        looked.clear()
        to_docx(told("line\n" * lines))
        return len(looked)

    assert looks(1) == looks(500)
