"""Files of a round that can be asked for: content, options and readers, as the row of a job holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from survey.exports.tables.naming import Show
from survey.reads.all_rounds import key_over, write_over
from survey.reads.counted import counted_in
from survey.reads.downloads.making import Prepared, language_of
from survey.reads.entitlement import Basis, as_written, written_down
from survey.reads.exports import ExportContext
from survey.reads.formats import Shape
from survey.reads.wanted import Content, Wanted
from survey.storage.rounds.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from survey.reads.counted import CountedReport
    from survey.reads.downloads.making import Workshop
    from survey.reads.entitlement import Readable

PASSES = {Content.PACKAGE: 5}
"""How often an export reads all reports, where it is not once."""


def wanted_of(rounds: Mapping[int, Readable], basis: Basis, wanted: Wanted) -> dict[str, Any]:
    """Return what was asked for, of which rounds and by whom, as the row of a job holds it."""
    return {
        "kind": "round",
        "basis": basis.value,
        "rounds": [{"round_id": number, **written_down(readable)} for number, readable in rounds.items()],
        "content": wanted.content.value,
        "shape": wanted.shape.value,
        "language": wanted.language.code,
        "show": wanted.show.value,
        "country": wanted.country,
        "preview": wanted.preview,
        "countries": wanted.countries,
    }


def prepare_round(session: Session, given: Mapping[str, Any], workshop: Workshop) -> Prepared:
    """Return the key of a file of rounds as it is now, and how it is written."""
    wanted = Wanted(
        Content(given["content"]),
        Shape(given["shape"]),
        language_of(given["language"]),
        Show(given["show"]),
        given["country"],
        given["preview"],
        given["countries"],
    )
    steps = _Steps(workshop.seen)
    basis = Basis(given["basis"])
    contexts = [_context(session, each, basis, workshop) for each in given["rounds"]]
    contexts = [replace(context, taken=taken_by(context, wanted), seen=steps) for context in contexts]
    steps.total = sum(len(context.taken) for context in contexts) * PASSES.get(wanted.content, 1)
    return Prepared(key_over(contexts, wanted, workshop.build), partial(write_over, contexts, wanted))


def _context(session: Session, given: Mapping[str, Any], basis: Basis, workshop: Workshop) -> ExportContext:
    """Return what an export of a round is made with, before any report is read."""
    this = frozen(session, given["round_id"])
    return ExportContext(session, this, workshop.catalogs, (), as_written(given), basis=basis)


def taken_by(context: ExportContext, wanted: Wanted) -> Sequence[CountedReport]:
    """Return the reports of a round that count and whose answers are readable.

    In a package, the answers beside released figures are those that are in the figures.
    """
    found: Sequence[CountedReport] = counted_in(context.session, context.this.round.id, wanted.preview)
    readable = context.readable.entirely
    if readable is None:
        return found
    if context.is_released and wanted.content is Content.PACKAGE:
        found = context.everybody(wanted.preview)
    return [report for report in found if report.reporter in readable]


@dataclass
class _Steps:
    """Counts the reports that were read."""

    tell: Callable[[int, int], None]
    total: int = 0
    done: int = 0

    def __call__(self) -> None:
        self.done += 1
        self.tell(min(self.done, self.total), self.total)
