"""The downloads of a round: answers and figures as tables, workbooks and packages.

A focal point gets the answers of the own country, a reviewer those of the region, the secretariat all and
previews. All get figures of the world and of regions that reveal nothing about single countries.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import IO, TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, current_app, g, make_response, redirect, render_template, request, send_file

from survey.build import build_of
from survey.countries import COUNTRIES
from survey.exports.tables.covers import TITLES
from survey.exports.tables.naming import Show
from survey.messages import say
from survey.reads.counted import counted_for, counted_in
from survey.reads.entitlement import Basis, Readable, basis_for, entitlement_in
from survey.reads.exports import ExportContext, key_of, write_export
from survey.reads.file_cache import FileCache
from survey.reads.wanted import EXTENSIONS, OF_FIGURES, Content, Shape, Wanted
from survey.storage.rounds.frozen import FrozenRound
from survey.web.figures.release.standing import demand_release, standing_of
from survey.web.request.access import round_at, signed_in
from survey.web.request.report import read_session
from survey.web.request.visit import library, nothing_here, visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from sqlalchemy.orm import Session

    from survey.reads.counted import CountedReport
    from survey.reads.versions import RoundVersion
    from survey.settings import Settings

Choice = TypeVar("Choice", Content, Shape, Show)
pages = Blueprint("round_downloads", __name__)

AT = "/<lang>/rounds/<form>/<int:year>/downloads"
MIMETYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
SHAPES = {
    Shape.XLSX: say("round-downloads/xlsx", "A workbook (XLSX), for Excel and LibreOffice"),
    Shape.PEOPLE: say(
        "round-downloads/people", "CSV for a spreadsheet, with numbers as written in your language"
    ),
    Shape.MACHINES: say("round-downloads/machines", "CSV for programs, with commas and decimal points"),
}
SHOWN = {
    Show.LABELS: say("round-downloads/labels", "In words"),
    Show.CODES: say("round-downloads/codes", "As codes, the same in all languages"),
    Show.BOTH: say("round-downloads/both", "Both", note="codes and words"),
}


@dataclass(frozen=True)
class RoundDownloads:
    """A round as a person may download it, with the countries whose answers they get (None: all)."""

    session: Session
    this: FrozenRound
    readable: Readable
    basis: Basis

    @property
    def is_whole(self) -> bool:
        """Tell whether all answers may be downloaded."""
        return self.readable.entirely is None

    def url(self, *path: str, language: str = "") -> str:
        """Return the address of this round's downloads."""
        round_ = self.this.round
        return visit().url("rounds", round_.form, str(round_.year), "downloads", *path, language=language)

    def desk(self, preview: bool, content: Content = Content.ANSWERS) -> ExportContext:
        """What an export is made with; reports are read for whom they are.

        In a package, the answers beside released figures are those that are in the figures.
        """
        round_id = self.this.round.id
        if self.is_whole:
            return self.made_with(counted_in(self.session, round_id, preview))
        if self.basis is Basis.RELEASED and content is Content.PACKAGE:
            everybody = self.made_with(()).everybody(preview)
            own = self.readable.entirely or ()
            return self.made_with([report for report in everybody if report.reporter in own])
        return self.made_with(counted_for(self.session, g.actor, round_id))

    def made_with(self, taken: Sequence[CountedReport]) -> ExportContext:
        """What an export of these reports is made with."""
        catalogs = library().catalogs
        return ExportContext(self.session, self.this, catalogs, taken, self.readable, basis=self.basis)

    @cached_property
    def release(self) -> RoundVersion:
        """The round with the last edition of its figures."""
        return self.made_with(()).release


def open_downloads(session: Session, form: str, year: int) -> RoundDownloads:
    """Open the downloads of the round at an address, or refuse if this person may download nothing."""
    this = round_at(session, form, year)
    readable = entitlement_in(session, g.actor, this.round.id).in_files
    if readable.entirely == frozenset():
        raise nothing_here()
    return RoundDownloads(session, this, readable, basis_for(g.actor))


@pages.get(AT)
@signed_in
def choose(form: str, year: int) -> Response | str:
    """Let a person choose what to download, and redirect to the file."""
    with read_session() as session:
        found = open_downloads(session, form, year)
        if "content" in request.args:
            return lead(found)
        here = visit().with_form(found.this.questionnaire)
        return render_template(
            "downloads/round.html",
            found=found,
            counting=len(found.desk(preview=False).taken),
            release=standing_of(found.this, found.basis, found.release),
            title=here.say(found.this.questionnaire.title),
            contents=TITLES,
            shapes=SHAPES,
            shown=SHOWN,
        )


def lead(found: RoundDownloads) -> Response:
    """Redirect to the chosen file, under a descriptive name."""
    content = _one_of(Content, request.args.get("content"))
    shape = Shape.ZIP if content is Content.PACKAGE else _one_of(Shape, request.args.get("shape"))
    language = request.args.get("language", "")
    if language not in visit().library.languages:
        raise nothing_here()
    query: dict[str, str] = {} if shape is Shape.ZIP else {"show": _one_of(Show, request.args.get("show"))}
    query |= {"for": "people"} if shape is Shape.PEOPLE else {}
    query |= {name: "1" for name in ("preview", "countries") if request.args.get(name)}
    name = f"{content}.{EXTENSIONS[shape]}"
    address = found.url(name, language=language)
    return make_response(redirect(f"{address}?{urlencode(query)}" if query else address, 303))


@pages.get(f"{AT}/<any(answers, wide, figures, package):content>.<any(csv, xlsx, zip):extension>")
@signed_in
def export(form: str, year: int, content: str, extension: str) -> Response:
    """Send a file, or nothing if the reader already has this version."""
    with read_session() as session:
        found = open_downloads(session, form, year)
        wanted = _wanted(found, content, extension)
        if wanted.content in OF_FIGURES:
            demand_release(found.this, found.basis, found.release, is_file=True)
        key = key_of(found.made_with(()), wanted, build_of(_settings()))
        if key in request.if_none_match:
            return _marked(make_response("", 304), key)
        file = _kept().open(key, partial(_write, found, wanted))
    sent = send_file(
        file,
        MIMETYPES[extension],
        as_attachment=True,
        download_name=wanted.file_name(found.this),
        etag=key,
        conditional=True,
    )
    return _marked(sent, key)


def _write(found: RoundDownloads, wanted: Wanted, file: IO[bytes]) -> None:
    write_export(found.desk(wanted.preview, wanted.content), wanted, file)


def _wanted(found: RoundDownloads, content: str, extension: str) -> Wanted:
    """Read from the address what is wanted, or refuse what this person may not have."""
    people = request.args.get("for") == "people"
    shape = Shape.PEOPLE if people and extension == "csv" else _shape(extension)
    if (shape is Shape.ZIP) != (content == Content.PACKAGE):
        raise nothing_here()
    preview = bool(request.args.get("preview"))
    if preview and not found.is_whole:
        raise nothing_here()
    usual = Show.CODES if shape in (Shape.MACHINES, Shape.ZIP) else Show.LABELS
    countries = bool(request.args.get("countries")) and content == Content.FIGURES
    return Wanted(
        Content(content),
        shape,
        visit().language,
        _one_of(Show, request.args.get("show", usual)),
        _country(found),
        preview,
        countries,
    )


def _country(found: RoundDownloads) -> str:
    """Return the country whose number notation to use, if the download is for a single country."""
    codes = found.readable.entirely or ()
    only = next(iter(codes)) if len(codes) == 1 else ""
    return COUNTRIES[only].iso2 if only in COUNTRIES else ""


def _shape(extension: str) -> Shape:
    return next(shape for shape, ending in EXTENSIONS.items() if ending == extension)


def _one_of(kind: type[Choice], value: str | None) -> Choice:
    try:
        return kind(value or "")
    except ValueError:
        raise nothing_here() from None


def _marked(response: Response, key: str) -> Response:
    response.set_etag(key)
    return response


def _kept() -> FileCache:
    settings = _settings()
    return FileCache(settings.cache, settings.cache_mb * 1_000_000)


def _settings() -> Settings:
    found: Settings = current_app.jinja_env.globals["settings"]  # type: ignore[assignment]
    return found
