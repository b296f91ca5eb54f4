"""Documents can be used by everybody: tagged, titled, in a language, with real headings and table heads."""

import zipfile
from io import BytesIO

import pytest
from docx.oxml.ns import qn

from survey.exports.documents.blocks import Heading, Table
from survey.exports.documents.docx import to_docx
from survey.exports.documents.pdf import to_pdf
from survey.messages import say
from tests.exports.papers import (
    document,
    everything,
    facts_of_pdf,
    pathfinder,
    read_docx,
    read_pdf,
    squeezed,
)

HEADINGS = ("Heading1", "Heading2", "Heading3")
REMARK = say("downloads/draft", "This is a draft: the report has not been submitted yet.")


class Made:
    """A document in both of its files, each made once."""

    def __init__(self, told):
        self.told = told
        self.language, self.title, self.blocks = told.language, told.title.text, told.blocks
        self.pdf, self.docx = to_pdf(told), to_docx(told)
        self.pages = read_pdf(self.pdf, "-layout").split("\f")[:-1]
        self.file = read_docx(self.docx)

    def of(self, kind):
        return [one for one in self.blocks if isinstance(one, kind)]


@pytest.fixture(scope="module", params=["en", "fr", "es"])
def blank(request):
    return Made(document(pathfinder(), request.param, blank=True))


@pytest.fixture(scope="module")
def filled():
    form = pathfinder()
    whole = everything(form, "Une réponse.", "fr")
    return Made(document(form, "es", whole, modules=("crisis",), remark=REMARK))


def test_the_pdf_is_tagged_and_has_a_title_and_a_language(blank):
    facts = facts_of_pdf(blank.pdf)
    assert ("yes", blank.title) == (facts["Tagged"].strip(), facts["Title"].strip())
    assert f"/Lang({blank.language})".encode() in blank.pdf.replace(b" ", b"")


def test_the_pdf_is_sealed_as_accessible(blank, filled):
    for made in (blank, filled):
        assert b"<pdfuaid:part>1</pdfuaid:part>" in made.pdf


def test_pages_are_a4_and_numbered_of_how_many(blank):
    facts = facts_of_pdf(blank.pdf)
    pages = int(facts["Pages"])
    assert "A4" in facts["Page size"]
    wanted = [f"{page} / {pages}" for page in range(1, pages + 1)]
    assert wanted == [page.strip().splitlines()[-1].strip() for page in blank.pages]


def test_the_running_title_stands_on_every_page_but_the_first(filled):
    running = filled.told.running.text
    assert [False, *[True] * (len(filled.pages) - 1)] == [running in page for page in filled.pages]


def test_no_page_ends_with_a_heading(filled, blank):
    for made in (filled, blank):
        headings = {squeezed(one.words.text) for one in made.of(Heading)}
        lasts = [[line for line in page.splitlines() if line.strip()][-2] for page in made.pages[1:]]
        assert [] == [line for line in lasts if squeezed(line) in headings]


def test_the_same_document_makes_the_same_pdf(filled):
    assert filled.pdf == to_pdf(filled.told)


def test_the_word_file_says_its_language_and_title(blank):
    known = blank.file.core_properties
    assert (blank.title, blank.language) == (known.title, known.language)
    assert {blank.language} == {one.get(qn("w:val")) for one in blank.file.styles.element.iter(qn("w:lang"))}


def test_the_word_file_says_nothing_of_who_made_the_library(filled):
    known = filled.file.core_properties
    assert ("", "", 2020) == (known.author, known.comments, known.created.year)


def test_the_word_file_has_real_headings(filled):
    found = [one.text for one in filled.file.paragraphs if one._p.style in HEADINGS]
    assert [one.words.text for one in filled.of(Heading)] == found[1:]


def test_every_style_that_is_used_is_there(blank):
    known = {style.style_id for style in blank.file.styles}
    assert set() == {one.get(qn("w:val")) for one in blank.file.element.body.iter(qn("w:pStyle"))} - known


def test_tables_with_a_head_repeat_it(blank):
    heads = list(blank.file.element.body.iter(qn("w:tblHeader")))
    assert len([one for one in blank.of(Table) if one.columns]) == len(heads)


def test_boxes_can_be_ticked_in_word(blank):
    xml = zipfile.ZipFile(BytesIO(blank.docx)).read("word/document.xml").decode()
    assert xml.count("<w:sdt>") == xml.count("<w14:checkbox") > 100


def test_a_text_in_another_language_is_marked_in_word(filled):
    runs = [run for one in filled.file.paragraphs for run in one.runs]
    assert {"Une réponse."} == {run.text for run in runs if run._r.xpath("w:rPr/w:lang[@w:val='fr']")}
