"""Documents in a few words: a questionnaire with an answer to everything, written in any language."""

import subprocess
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from docx.oxml.ns import qn

from survey.answers.relevance import evaluate
from survey.answers.replies import Replies, Reply
from survey.catalogs import load_catalogs
from survey.exports import Cover, DocumentTexts, report_document
from survey.languages import LANGUAGES, ReaderLocale
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.numbers.breakdowns import cell_keys
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL
from survey.questionnaire.reading import read_file
from survey.reads.library import library_of

ROOT = Path(__file__).parents[2]
TODAY = date(2020, 5, 2)
HOSTILE = (
    '#let x = 1 // #include "/etc/passwd" `raw` $x^2$ \\n *bold* _em_ [b]',
    '{c} <i>&amp;</i> "quoted" @ref -- ~ #panic("no") ]] \\u{41} %s {0}',
    "= Not a heading",
    "«\u00a0Ça coûte 1\u202f234,50\u00a0€\u00a0», ¿verdad?",
    "https://example.org/" + "very/long/" * 20,
)
ARABIC = "عمل الأطفال"


@cache
def catalogs():
    return load_catalogs(ROOT / "translations")


@cache
def pathfinder(slug="pathfinder-progress"):
    return read_file(ROOT / f"forms/{slug}/2020.yaml")


def document(form, language="en", replies=None, *, blank=False, sections=None, modules=(), **cover):
    """The document of a form: of its answers unless it shall be blank."""
    reader = LANGUAGES[language]
    speaker = library_of([form], catalogs(), LANGUAGES).speaker(reader, "MG", form)
    relevance = None if blank else evaluate(form, replies or Replies(), TODAY, modules)
    made = Cover("Madagascar", "2020", date(2020, 5, 31), TODAY, **cover)
    return report_document(
        DocumentTexts(form, speaker, ReaderLocale(reader, "MG")), made, replies, relevance, sections
    )


def everything(form, text, lang="en"):
    """An answer to every question, two entries in every list, two rows where a country brings its own."""
    entries = {one.id: ("e1", "e2") for one in form.asked() if one.fields}
    own = {code: (Option("r1", Text("", "One")), Option("r2", Text("", "Two"))) for code in form.lists}
    found = {}
    for question in form.questions.values():
        rows = [""]
        if question.inside:
            rows = entries[question.inside]
        elif question.has_rows:
            rows = [row.code for row in question.rows or own[question.rows_from]]
        for row in rows:
            if question.kind.asks and not question.fields:
                found[question.id, row] = answer(question, row, text, lang)
    return Replies(found, entries, own)


def answer(question, row, text, lang):
    """An answer of the question's kind."""
    kind = question.kind
    is_number = isinstance(kind, Number)
    cells = dict.fromkeys(cell_keys(kind.by), 12.0) if is_number else {TOTAL: value(kind, text)}
    given = {"source": text.split("\n")[0], "reference_year": 2018} if question.evidence else {}
    currency = "MGA" if is_number and kind.unit.measure == "money" else ""
    return Reply(question.id, row, cells, currency=currency, lang=lang, **given)


def value(kind, text):
    """A value of a kind that is no number."""
    if kind.name == "choices":
        return tuple(code for code in kind.codes if code not in kind.exclusive)
    if kind.name in ("yes_no", "choice"):
        return kind.codes[0]
    return {"year": 2018, "date": date(2018, 3, 4)}.get(kind.name, text)


def read_pdf(data, *options):
    """The text of a PDF, as another program reads it."""
    ran = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True)
    return ran.stdout.decode()


def facts_of_pdf(data):
    """What a PDF says of itself."""
    ran = subprocess.run(["pdfinfo", "-"], input=data, capture_output=True, check=True)
    return dict(line.split(":", 1) for line in ran.stdout.decode().splitlines() if ":" in line)


def read_docx(data):
    return docx.Document(BytesIO(data))


def words_of_docx(data):
    """All paragraphs of a Word file, those in tables included, in order."""
    body = read_docx(data).element.body
    return ["".join(text.text or "" for text in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]


def squeezed(text):
    """A text without the blanks and breaks that a page puts in."""
    ignored = "\u200b\u00ad\u202a\u202b\u202c"
    return "".join(sign for sign in text if not sign.isspace() and sign not in ignored)
