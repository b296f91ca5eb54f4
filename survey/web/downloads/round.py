"""The downloads of a round: answers and figures as tables, workbooks and packages.

A focal point gets the answers of the own country, a reviewer those of the region, the secretariat all and
previews. All get figures of the world and of regions that reveal nothing about single countries.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, g, make_response, redirect, render_template, request

from survey.actions.downloads.asking import HEAVY
from survey.build import build_of
from survey.countries import COUNTRIES
from survey.exports.tables.covers import TITLES
from survey.exports.tables.naming import Show
from survey.messages import say
from survey.reads.all_rounds import key_over
from survey.reads.downloads.rounds import taken_by, wanted_of
from survey.reads.entitlement import Basis, Readable, basis_for, entitlement_in
from survey.reads.exports import ExportContext
from survey.reads.formats import EXTENSIONS, FOR_PROGRAMS, OF_CODES, Shape
from survey.reads.wanted import OF_EACH_ROUND, OF_FIGURES, Content, Wanted
from survey.storage.rounds.frozen import FrozenRound, frozen
from survey.storage.rounds.rounds import rounds_of_form
from survey.web.downloads.delivery import Asked, deliver
from survey.web.figures.release.standing import demand_release, standing_of
from survey.web.request.access import round_at, signed_in
from survey.web.request.report import read_session
from survey.web.request.site.configured import settings
from survey.web.request.visit import library, nothing_here, visit

if TYPE_CHECKING:
    from flask import Response
    from sqlalchemy.orm import Session

    from survey.messages import Message
    from survey.reads.versions import RoundVersion

Choice = TypeVar("Choice", Content, Shape, Show)
pages = Blueprint("round_downloads", __name__)

AT = "/<lang>/rounds/<form>/<int:year>/downloads"
CONTENTS = ", ".join(f"'{content}'" for content in Content)
WITH_COUNTRIES = (Content.FIGURES, Content.ALL_FIGURES)
MIMETYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}
SHAPES = {
    Shape.XLSX: say("round-downloads/xlsx", "A workbook (XLSX), for Excel and LibreOffice"),
    Shape.PEOPLE: say(
        "round-downloads/people", "CSV for a spreadsheet, with numbers as written in your language"
    ),
    Shape.MACHINES: say("round-downloads/machines", "CSV for programs, with commas and decimal points"),
    Shape.PARQUET: say("round-downloads/parquet", "Parquet for programs, with the type of each column"),
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

    def counting(self) -> int:
        """Return how many reports count that may be downloaded."""
        answers = Wanted(Content.ANSWERS, Shape.MACHINES, visit().language, Show.CODES)
        return len(taken_by(self.context, answers))

    @cached_property
    def context(self) -> ExportContext:
        """What an export of this round is made with, before any report is read."""
        catalogs = library().catalogs
        return ExportContext(self.session, self.this, catalogs, (), self.readable, basis=self.basis)

    @cached_property
    def release(self) -> RoundVersion:
        """The round with the last edition of its figures."""
        return self.context.release


def open_downloads(session: Session, form: str, year: int) -> RoundDownloads:
    """Open the downloads of the round at an address, or refuse if this person may download nothing."""
    found = _downloads(session, round_at(session, form, year))
    if found is None:
        raise nothing_here()
    return found


def all_rounds(found: RoundDownloads) -> list[RoundDownloads]:
    """Return the downloads of all rounds of a questionnaire of which this person may download something."""
    there = (frozen(found.session, number) for number in rounds_of_form(found.session, found.this.round.form))
    return [downloads for this in there if (downloads := _downloads(found.session, this)) is not None]


def _downloads(session: Session, this: FrozenRound) -> RoundDownloads | None:
    """Return the downloads of a round; None if this person may download nothing of it."""
    readable = entitlement_in(session, g.actor, this.round.id).in_files
    nothing = readable.entirely == frozenset()
    return None if nothing else RoundDownloads(session, this, readable, basis_for(g.actor))


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
            counting=found.counting(),
            release=standing_of(found.this, found.basis, found.release),
            title=here.say(found.this.questionnaire.title),
            contents=_contents(found),
            shapes=SHAPES,
            shown=SHOWN,
        )


def _contents(found: RoundDownloads) -> dict[str, Message]:
    """Return what can be downloaded: over all rounds only where there are several."""
    several = len(all_rounds(found)) > 1
    return {content: title for content, title in TITLES.items() if several or content not in OF_EACH_ROUND}


def lead(found: RoundDownloads) -> Response:
    """Redirect to the chosen file, under a descriptive name."""
    content = _one_of(Content, request.args.get("content"))
    shape = Shape.ZIP if content is Content.PACKAGE else _one_of(Shape, request.args.get("shape"))
    language = request.args.get("language", "")
    if language not in visit().library.languages:
        raise nothing_here()
    query: dict[str, str] = {} if shape in OF_CODES else {"show": _one_of(Show, request.args.get("show"))}
    query |= {"for": "people"} if shape is Shape.PEOPLE else {}
    query |= {name: "1" for name in ("preview", "countries") if request.args.get(name)}
    name = f"{content}.{EXTENSIONS[shape]}"
    address = found.url(name, language=language)
    return make_response(redirect(f"{address}?{urlencode(query)}" if query else address, 303))


@pages.get(f"{AT}/<any({CONTENTS}):content>.<any(csv, xlsx, parquet, zip):extension>")
@signed_in
def export(form: str, year: int, content: str, extension: str) -> Response:
    """Give a file, or the page of how far it is."""
    with read_session() as session:
        found = open_downloads(session, form, year)
        wanted = _wanted(found, content, extension)
        rounds = _rounds_for(found, wanted)
        asked = Asked(
            key_over([each.context for each in rounds], wanted, build_of(settings())),
            wanted_of({each.this.round.id: each.readable for each in rounds}, found.basis, wanted),
            HEAVY,
            MIMETYPES[extension],
            wanted.file_name(found.this),
        )
    return deliver(asked)


def _rounds_for(found: RoundDownloads, wanted: Wanted) -> list[RoundDownloads]:
    """Return the rounds that are in a file; refuse figures to readers who must wait for the first edition."""
    rounds = all_rounds(found) if wanted.content in OF_EACH_ROUND else [found]
    if wanted.content in OF_FIGURES:
        rounds = [each for each in rounds if each.basis is Basis.NOW or each.release.edition]
        if not rounds:
            demand_release(found.this, found.basis, found.release, is_file=True)
    return rounds


def _wanted(found: RoundDownloads, content: str, extension: str) -> Wanted:
    """Read from the address what is wanted, or refuse what this person may not have."""
    people = request.args.get("for") == "people"
    shape = Shape.PEOPLE if people and extension == "csv" else _shape(extension)
    if (shape is Shape.ZIP) != (content == Content.PACKAGE):
        raise nothing_here()
    preview = bool(request.args.get("preview"))
    if preview and not found.is_whole:
        raise nothing_here()
    shown = _one_of(Show, request.args.get("show", Show.CODES if shape in FOR_PROGRAMS else Show.LABELS))
    if shape is Shape.PARQUET and shown is not Show.CODES:
        raise nothing_here()
    countries = bool(request.args.get("countries")) and content in WITH_COUNTRIES
    return Wanted(
        Content(content),
        shape,
        visit().language,
        shown,
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
