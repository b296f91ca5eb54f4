"""Reports as documents for circulation: whole or by section, blank or with the answers, for Word or as PDF.

Knows who may have what; how a document is made is for `survey.exports`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.answers.replies import Replies
from survey.exports import Cover, DocumentTexts, report_document, to_docx, to_pdf
from survey.messages import say
from survey.reads.library import sample_rows
from survey.storage.cache import Version
from survey.web.request.access import on_report, public
from survey.web.request.app_cache import app_cache
from survey.web.request.demonstration import has_samples
from survey.web.request.report import OpenReport, load_report, read_session
from survey.web.request.visit import about, nothing_here, questionnaire_at
from survey.web.section.preview_state import today
from survey.workflow import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from survey.exports import Document
    from survey.questionnaire.model import Questionnaire
    from survey.web.request.visit import Visit

pages = Blueprint("downloads", __name__)

REPORT = "/<lang>/reports/<form>/<int:year>/<reporter>/downloads"
FILE = "<any(answers, blank):content>.<any(docx, pdf):extension>"
WHOLE = ""
MOST_KEPT = 24
"""The number of blank forms of previews that are kept: anybody may ask for them."""


@dataclass(frozen=True, slots=True)
class Format:
    """A sort of file: how it is made, and how browsers know it."""

    make: Callable[[Document], bytes]
    mimetype: str


FORMATS: Mapping[str, Format] = {
    "docx": Format(to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": Format(to_pdf, "application/pdf"),
}
CONTENTS = {
    "answers": say("downloads/answers", "With the present answers"),
    "blank": say("downloads/blank", "Blank, to fill in by hand or on the screen"),
}
EXTENSIONS = {
    "docx": say("downloads/word", "Word, to edit"),
    "pdf": say("downloads/pdf", "PDF, to print and read"),
}
NOT_HANDED_IN = say("downloads/draft", "This is a draft: the report has not been submitted yet.")


@pages.get(REPORT)
@on_report(Action.SEE)
def choose(**_: object) -> Response | str:
    """Let somebody choose what to download, and lead to the file."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        sections = allowed(report)
        if not sections:
            raise nothing_here()
        if "content" in request.args:
            return lead(report, sections)
        return render_template(
            "downloads/report.html",
            report=report,
            sections=[section for section in report.form.sections if section.id in sections],
            is_whole=len(sections) == len(report.form.sections),
            contents=CONTENTS,
            extensions=EXTENSIONS,
        )


def lead(report: OpenReport, sections: Collection[str]) -> Response:
    """Lead to the file that was chosen; what is not offered leads nowhere."""
    wanted = {name: request.args.get(name, "") for name in ("section", "content", "extension", "language")}
    offered = {
        "section": {WHOLE, *sections},
        "content": CONTENTS,
        "extension": EXTENSIONS,
        "language": report.visit.library.languages,
    }
    if any(wanted[name] not in known for name, known in offered.items()):
        raise nothing_here()
    folder = ("downloads", wanted["section"]) if wanted["section"] else ("downloads",)
    path = (*folder, f"{wanted['content']}.{wanted['extension']}")
    at = ("reports", report.seen.form, str(report.seen.year), report.ref.reporter)
    return make_response(redirect(report.visit.url(*at, *path, language=wanted["language"]), 303))


@pages.get(f"{REPORT}/{FILE}")
@on_report(Action.SEE)
def whole(content: str, extension: str, **_: object) -> Response:
    """Give the whole report, as far as this person may have it."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        sections = allowed(report)
        if not sections:
            raise nothing_here()
        return of_report(report, sections, content, extension)


@pages.get(f"{REPORT}/<section>/{FILE}")
@on_report(Action.DOWNLOAD)
def one_section(section: str, content: str, extension: str, **_: object) -> Response:
    """Give one section."""
    with read_session() as session:
        return of_report(load_report(session, look_back=False), [section], content, extension, section)


@pages.get("/<lang>/forms/<slug>/<edition>/paper.<any(docx, pdf):extension>")
@public
def paper(slug: str, edition: str, extension: str) -> Response:
    """Give a questionnaire as a blank form, before there is any report."""
    form = questionnaire_at(slug, edition)
    here = about(form)
    key = (slug, edition, extension, here.language.code, here.country, has_samples())
    data: bytes = app_cache("survey-papers", MOST_KEPT).get_or_make(
        key, lambda: blank(here, form, extension), Version(content=(today(), id(form)))
    )
    return sent(data, extension, slug, edition, here.language.code)


def blank(here: Visit, form: Questionnaire, extension: str) -> bytes:
    """Make the paper of a questionnaire to which nobody has answered yet."""
    reporter = here.country_name if here.country else ""
    cover = Cover(reporter, form.edition, None, today(), is_sample=has_samples())
    own_rows = Replies(country_rows=sample_rows(form))
    texts = DocumentTexts(form, here.speaker, here.place)
    return FORMATS[extension].make(report_document(texts, cover, own_rows))


def allowed(report: OpenReport) -> list[str]:
    """The sections that this person may download: a contributor's are those given."""
    return [section.id for section in report.form.sections if report.may(Action.DOWNLOAD, section.id)]


def of_report(
    report: OpenReport, sections: Collection[str], content: str, extension: str, section: str = WHOLE
) -> Response:
    """Make a report's document and send it."""
    is_filled, round_ = content == "answers", report.frozen.round
    document = report_document(
        DocumentTexts(report.form, report.visit.speaker, report.visit.place),
        cover_of(report, is_filled),
        report.replies,
        report.relevance if is_filled else None,
        sections,
    )
    name = (round_.form, str(round_.year), report.ref.reporter, section, content)
    return sent(FORMATS[extension].make(document), extension, *name, report.visit.language.code)


def cover_of(report: OpenReport, is_filled: bool) -> Cover:
    """What the first page says of a report."""
    is_draft = report.ref.state in ("open", "draft", "returned")
    return Cover(
        reporter=report.visit.country_name,
        round=str(report.frozen.round.year),
        deadline=report.seen.deadline,
        made_on=report.today,
        remark=NOT_HANDED_IN if is_filled and is_draft else None,
        is_sample=has_samples(),
    )


def sent(data: bytes, extension: str, *name: str) -> Response:
    """Send a file under a name that says what it is."""
    response = make_response(data)
    response.mimetype = FORMATS[extension].mimetype
    filename = "-".join(part for part in name if part)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}.{extension}"'
    return response
