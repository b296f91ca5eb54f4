"""Export a round: write the reports and figures that were asked for into a file, in the reader's language.

This module only reads. `reads.entitlement` decides beforehand what each reader may have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

from survey.catalogs import INTERFACE, Catalogs, Speaker
from survey.countries import BY_ISO2, SCHEMES, Scheme
from survey.exports.tables.answers import answers
from survey.exports.tables.as_csv import MACHINES, for_people, to_csv
from survey.exports.tables.as_xlsx import to_xlsx
from survey.exports.tables.codebook import codebook, own_rows_table
from survey.exports.tables.covers import TITLES, About, EditionFacts, book
from survey.exports.tables.figure_rows import figures_table
from survey.exports.tables.marking import HEADING, SAMPLE, as_samples
from survey.exports.tables.naming import Naming, Show
from survey.exports.tables.package import Package, write_package
from survey.exports.tables.parquet import to_parquet
from survey.exports.tables.source import Source
from survey.exports.tables.tables import DataTable
from survey.exports.tables.wide import wide
from survey.figures import Seen, add_up, seen_by
from survey.languages import LANGUAGES
from survey.messages import say
from survey.reads.counted import (
    CountedReport,
    cases_of,
    counted_in,
    expected_in,
    fingerprint,
    latest_change,
    released_in,
)
from survey.reads.entitlement import ALL_READABLE, Basis, Readable
from survey.reads.figures import added_up
from survey.reads.formats import Shape
from survey.reads.versions import RoundVersion, versions_of
from survey.reads.wanted import OF_FIGURES, Content, Wanted
from survey.storage.engine.installation import is_demo
from survey.storage.rounds.frozen import FrozenRound, frozen
from survey.storage.rounds.rounds import round_before, source_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.figures.adding_up import Given
    from survey.figures.cases import Case
    from survey.storage.rounds.rounds import Round

TABLES: Mapping[str, Callable[[Source, Naming], DataTable]] = MappingProxyType(
    {"answers": answers, "wide": wide}
)
ANY_COUNTRY = say("export/any-country", "[country]")


@dataclass(frozen=True)
class ExportContext:
    """What an export needs: a session for reading, the round, the catalogs and the reports.

    `taken` are the reports that count and that the reader may read. `seen` is called for each report read.
    The figures are made of the accepted reports of now, or of the last released edition, as `basis` says.
    """

    session: Session
    this: FrozenRound
    catalogs: Catalogs
    taken: Sequence[CountedReport]
    readable: Readable = ALL_READABLE
    seen: Callable[[], None] | None = None
    basis: Basis = Basis.NOW

    def source(self, preview: bool) -> Source:
        """Return the source of the tables: the cases of these reports."""
        round_ = self.this.round
        scheme = f"{round_.region_scheme} {round_.region_version}"
        edition = self.release.edition if self.is_released else 0
        return Source(self.this.questionnaire, round_.year, scheme, self.cases, preview, edition)

    def cases(self) -> Iterable[Case]:
        """Yield the cases of these reports."""
        for case in cases_of(self.session, self.this.round.id, self.taken):
            yield case
            if self.seen is not None:
                self.seen()

    def naming(self, wanted: Wanted) -> Naming:
        """Return what names things to the reader in the words of the round."""
        form = self.this.questionnaire
        catalogs = self.catalogs.replaced(*self.this.catalogs)
        speaker = Speaker(wanted.language, wanted.place, catalogs, (INTERFACE, form.slug))
        country = str(speaker.say(ANY_COUNTRY))
        speaker = speaker.with_values(country=country, **_parameters(self.this))
        return Naming(form, speaker, wanted.show)

    def about(self, naming: Naming, wanted: Wanted) -> About:
        """Return the description of the export."""
        round_ = self.this.round
        own = self.readable.entirely is not None and wanted.content is not Content.FIGURES
        taken = self.taken if own else self.everybody(wanted.preview)
        changed_at = latest_change(taken) or round_.opened_at
        title, edition = TITLES[wanted.content], None
        if self.is_released and wanted.content in OF_FIGURES and self.release.released_at is not None:
            edition = EditionFacts(self.release.edition, self.release.released_at)
            changed_at = self.release.released_at
        return About(
            naming, title, round_.year, len(taken), wanted.preview, changed_at, own, self.is_sample, edition
        )

    @property
    def is_released(self) -> bool:
        """Tell whether the figures are those of the last released edition."""
        return self.basis is Basis.RELEASED

    @cached_property
    def versions(self) -> Sequence[RoundVersion]:
        """This round and the ones before it, with their last editions."""
        round_ = self.this.round
        found = versions_of(self.session, round_.form)
        return [version for version in found if version.year <= round_.year]

    @property
    def release(self) -> RoundVersion:
        """The round with its last edition."""
        return self.versions[-1]

    def everybody(self, preview: bool) -> Sequence[CountedReport]:
        """Return all reports that count, for any reader. Figures are made of them."""
        if self.is_released:
            return released_in(self.session, self.this.round.id, self.release.edition)
        if self.readable.entirely is None:
            return self.taken
        return counted_in(self.session, self.this.round.id, preview)

    def figures(self, preview: bool, regions: str = "") -> Seen:
        """Return the figures of all answers, as far as the reader may see them.

        Figures by two schemes of regions could be subtracted from each other, so only readers of all answers
        may choose another scheme.
        """
        if self.is_released:
            return added_up(self.session, self.versions, self.basis).seen_by(self.readable)
        scheme = self.scheme(regions)
        round_ = self.this.round
        everybody = self.everybody(preview)
        cases = self.cases() if everybody is self.taken else cases_of(self.session, round_.id, everybody)
        expected = expected_in(self.session, round_.id)
        before, earlier, *_ = (*map(self._given, self.earlier), None, None)
        figures = add_up(self.this.questionnaire, expected, cases, scheme, before, earlier)
        return seen_by(figures, *self.readable)

    def scheme(self, regions: str) -> Scheme | None:
        """Return the division of the world that was asked for and may be had; None for the round's own."""
        return SCHEMES[regions] if regions and self.readable.entirely is None else None

    @cached_property
    def is_sample(self) -> bool:
        """Whether these are data of a demonstration, of which nothing is real."""
        return is_demo(self.session)

    def marked(self, table: DataTable, naming: Naming) -> DataTable:
        """Return a table, which in a demonstration says of every row that it is a sample."""
        if not self.is_sample:
            return table
        return as_samples(table, naming.tell(SAMPLE, HEADING), naming.plain(HEADING))

    @cached_property
    def earlier(self) -> list[Round]:
        """The earlier rounds that the figures need: the last and, if figures are withheld, the one before."""
        last = round_before(self.session, self.this.round)
        first = round_before(self.session, last) if last and self.readable.entirely is not None else None
        return [round_ for round_ in (last, first) if round_ is not None]

    def _given(self, round_: Round) -> Given:
        """Return what is needed to add up an earlier round."""
        form = frozen(self.session, round_.id).questionnaire
        cases = cases_of(self.session, round_.id, counted_in(self.session, round_.id))
        return form, expected_in(self.session, round_.id), cases


def table_of(context: ExportContext, wanted: Wanted) -> DataTable:
    """Return the table that was asked for."""
    source, naming = context.source(wanted.preview), context.naming(wanted)
    if wanted.content is Content.FIGURES:
        scheme = context.scheme(wanted.regions)
        source = source if scheme is None else replace(source, scheme=f"{scheme.code} {scheme.version}")
        figures = partial(context.figures, wanted.preview, wanted.regions)
        return context.marked(figures_table(source, naming, figures, wanted.countries), naming)
    return context.marked(TABLES[wanted.content](source, naming), naming)


def key_of(context: ExportContext, wanted: Wanted, build: str) -> str:
    """Return a hash of everything a file depends on: data, options, readable reports and software."""
    session, this = context.session, context.this
    entirely, partly = context.readable
    parts = [str(session.get_bind().engine.url), build]
    if context.is_released and wanted.content in OF_FIGURES:
        parts += [repr(version.version(context.basis)) for version in context.versions if version.edition]
    else:
        of = entirely if context.is_released else None
        parts += [fingerprint(session, this, wanted.preview, of)]
        if wanted.content in OF_FIGURES:
            parts += [fingerprint(session, frozen(session, round_.id)) for round_ in context.earlier]
    whose = "*" if entirely is None else (sorted(entirely), sorted(partly))
    options = (wanted.content, wanted.shape, wanted.language.code, wanted.show, wanted.country)
    more = (wanted.preview, wanted.countries, wanted.regions, context.is_sample)
    return sha256(repr((parts, whose, options, *more)).encode()).hexdigest()


def write_export(context: ExportContext, wanted: Wanted, file: IO[bytes]) -> None:
    """Write an export to a file."""
    if wanted.content is Content.PACKAGE:
        write_package(package_of(context, wanted), file)
        return
    table = table_of(context, wanted)
    if wanted.shape is Shape.XLSX:
        to_xlsx(book(about_of(context, wanted), table), file)
        return
    write_rows(table, wanted, file)


def write_rows(table: DataTable, wanted: Wanted, file: IO[bytes]) -> None:
    """Write a table that has no cover."""
    if wanted.shape is Shape.PARQUET:
        to_parquet(table, file)
        return
    dialect = MACHINES if wanted.shape is Shape.MACHINES else for_people(wanted.place.locale)
    file.writelines(to_csv(table, dialect))


def package_of(context: ExportContext, wanted: Wanted) -> Package:
    """Return the package of a round: its tables with codes, and their description in each language."""
    languages = LANGUAGES.values()
    tellers = [
        context.naming(Wanted(wanted.content, wanted.shape, language, Show.LABELS)) for language in languages
    ]
    about = [context.about(naming, wanted) for naming in tellers]
    name = "-".join((context.this.round.form, str(context.this.round.year), *(["preview"] * wanted.preview)))
    asked = source_of(context.session, context.this.round.id)
    return Package(name, about, _tables(context, wanted, tellers), asked)


def _tables(context: ExportContext, wanted: Wanted, tellers: Sequence[Naming]) -> Iterator[DataTable]:
    """Yield one table after the other, so that only one is in memory."""
    naming, source = context.naming(replace(wanted, show=Show.CODES)), context.source(wanted.preview)
    for content in (Content.ANSWERS, Content.WIDE, Content.FIGURES):
        yield table_of(context, replace(wanted, content=content, show=Show.CODES))
    yield context.marked(own_rows_table(source, naming), naming)
    yield context.marked(codebook(source, tellers), naming)


def about_of(context: ExportContext, wanted: Wanted) -> About:
    """Return what the cover of a workbook says of a round."""
    return context.about(context.naming(replace(wanted, show=Show.LABELS)), wanted)


def is_country(code: str) -> bool:
    """Tell whether numbers can be written as in the country with this alpha-2 code."""
    return code in BY_ISO2


def _parameters(this: FrozenRound) -> dict[str, object]:
    """Return the words that the round set; a missing one shows its code."""
    given: dict[str, object] = {}
    for parameter in this.questionnaire.parameters.values():
        text = (this.round.parameters or {}).get(parameter.code, "")
        is_date = parameter.kind == "date" and text
        given[parameter.code] = date.fromisoformat(text) if is_date else text or f"[{parameter.code}]"
    return given
