"""One file over all rounds of a questionnaire: of each round, what its own file gives the same reader.

This module only reads. Each round comes with what the reader is entitled to in it; figures of a round are
added up when its rows are written, so that those of a single round are in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import IO, TYPE_CHECKING

from survey.exports.tables.as_xlsx import to_xlsx
from survey.exports.tables.covers import TITLES, About, book
from survey.exports.tables.over_rounds import stacked
from survey.reads.exports import (
    ExportContext,
    about_of,
    key_of,
    table_of,
    write_export,
    write_rows,
)
from survey.reads.formats import Shape
from survey.reads.wanted import OF_EACH_ROUND, Wanted

if TYPE_CHECKING:
    from survey.exports.tables.tables import DataTable


def key_over(rounds: Sequence[ExportContext], wanted: Wanted, build: str) -> str:
    """Return a hash of everything that a file over these rounds depends on, or that of a single round."""
    if wanted.content not in OF_EACH_ROUND:
        return key_of(rounds[0], wanted, build)
    each = _of_each(wanted)
    return sha256(repr([key_of(context, each, build) for context in rounds]).encode()).hexdigest()


def table_over(rounds: Sequence[ExportContext], wanted: Wanted) -> DataTable:
    """Return the table over these rounds, the latest first."""
    each = _of_each(wanted)
    return stacked([table_of(context, each) for context in rounds])


def write_over(rounds: Sequence[ExportContext], wanted: Wanted, file: IO[bytes]) -> None:
    """Write a file over these rounds; of a content that is of one round, the file of that."""
    if wanted.content not in OF_EACH_ROUND:
        write_export(rounds[0], wanted, file)
        return
    table = table_over(rounds, wanted)
    if wanted.shape is Shape.XLSX:
        to_xlsx(book(_about(rounds, wanted), table), file)
        return
    write_rows(table, wanted, file)


def _of_each(wanted: Wanted) -> Wanted:
    return replace(wanted, content=OF_EACH_ROUND[wanted.content])


def _about(rounds: Sequence[ExportContext], wanted: Wanted) -> About:
    """Return what the cover says: all rounds, their reports together, and the latest change.

    Each row says itself of which edition it is.
    """
    covers = [about_of(context, _of_each(wanted)) for context in rounds]
    return replace(
        covers[0],
        title=TITLES[wanted.content],
        reports=sum(about.reports for about in covers),
        changed_at=max(about.changed_at for about in covers),
        earlier=tuple(about.year for about in reversed(covers[1:])),
        edition=None,
    )
