"""Reports as documents for circulation: whole or by section, blank or with the answers, for Word or as PDF.

Knows who may have what; how a document is made is for `survey.exports`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.actions.downloads.asking import LIGHT
from survey.build import build_of
from survey.messages import say
from survey.reads.downloads.documents import Paper, ReportFile, key_of_report
from survey.web.downloads.delivery import (
    Asked,
    deliver,
    files,
    page_of_papers,
    sent,
    start_maker,
)
from survey.web.request.access import on_report, public
from survey.web.request.demonstration import has_samples
from survey.web.request.report import OpenReport, read_session, without_answers
from survey.web.request.session import now
from survey.web.request.site.configured import settings
from survey.web.request.visit import nothing_here, questionnaire_at, visit
from survey.workflow import Action

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

pages = Blueprint("downloads", __name__)

REPORT = "/<lang>/reports/<form>/<int:year>/<reporter>/downloads"
FILE = "<any(answers, blank):content>.<any(docx, pdf):extension>"
WHOLE = ""

MIMETYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
CONTENTS = {
    "answers": say("downloads/answers", "With the present answers"),
    "blank": say("downloads/blank", "Blank, to fill in by hand or on the screen"),
}
EXTENSIONS = {
    "docx": say("downloads/word", "Word, to edit"),
    "pdf": say("downloads/pdf", "PDF, to print and read"),
}


@pages.get(REPORT)
@on_report(Action.SEE)
def choose(**_: object) -> Response | str:
    """Let somebody choose what to download, and lead to the file."""
    with read_session() as session:
        report = without_answers(session)
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
        report = without_answers(session)
        sections = allowed(report)
        if not sections:
            raise nothing_here()
        asked = asked_of(report, sections, content, extension)
    return deliver(asked)


@pages.get(f"{REPORT}/<section>/{FILE}")
@on_report(Action.DOWNLOAD)
def one_section(section: str, content: str, extension: str, **_: object) -> Response:
    """Give one section."""
    with read_session() as session:
        asked = asked_of(without_answers(session), [section], content, extension, section)
    return deliver(asked)


@pages.get("/<lang>/forms/<slug>/<edition>/paper.<any(docx, pdf):extension>")
@public
def paper(slug: str, edition: str, extension: str) -> Response:
    """Give a questionnaire as a blank form, before there is any report."""
    questionnaire_at(slug, edition)
    here = visit()
    wanted = Paper(slug, edition, extension, here.language.code, here.country, has_samples())
    key, name = wanted.key(build_of(settings())), (slug, edition, here.language.code)
    file = files().find(key)
    if file is None:
        start_maker("papers", *_options(wanted))
        file = files().find(key)
    if file is None:
        return page_of_papers()
    return sent(file, Asked(key, {}, LIGHT, MIMETYPES[extension], _name(name, extension)), key)


def _options(paper: Paper) -> list[str]:
    """Return the options of the command that makes a blank form."""
    options = ["--form", paper.slug, "--language", paper.language]
    options += ["--country", paper.country] if paper.country else []
    return [*options, "--samples"] if paper.is_sample else options


def allowed(report: OpenReport) -> list[str]:
    """The sections that this person may download: a contributor's are those given."""
    return [section.id for section in report.form.sections if report.may(Action.DOWNLOAD, section.id)]


def asked_of(
    report: OpenReport, sections: Collection[str], content: str, extension: str, section: str = WHOLE
) -> Asked:
    """Return the document of a report that was asked for."""
    round_, language = report.frozen.round, report.visit.language.code
    file = ReportFile(
        report.ref.report_id, tuple(sections), content == "answers", extension, language, has_samples()
    )
    name = (round_.form, str(round_.year), report.ref.reporter, section, content, language)
    return Asked(
        key_of_report(report.session, file, now(), build_of(settings())),
        file.wanted(),
        LIGHT,
        MIMETYPES[extension],
        _name(name, extension),
    )


def _name(parts: Iterable[str], extension: str) -> str:
    """Name a file so that it says what it is."""
    return f"{'-'.join(part for part in parts if part)}.{extension}"
