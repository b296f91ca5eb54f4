"""Files of a round that can be asked for: content, options and readers, as the row of a job holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from survey.exports.tables.naming import Show
from survey.languages import LANGUAGES, MIRROR
from survey.reads.counted import counted_in
from survey.reads.downloads.making import Prepared
from survey.reads.entitlement import as_written, written_down
from survey.reads.exports import Content, ExportContext, Shape, Wanted, key_of, write_export
from survey.storage.rounds.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from survey.reads.counted import CountedReport
    from survey.reads.downloads.making import Workshop
    from survey.reads.entitlement import Readable

PASSES = {Content.PACKAGE: 5}
"""How often an export reads all reports, where it is not once."""


def wanted_of(round_id: int, wanted: Wanted, readable: Readable) -> dict[str, Any]:
    """Return what was asked for as the row of a job holds it."""
    return {
        "kind": "round",
        "round_id": round_id,
        **written_down(readable),
        "content": wanted.content.value,
        "shape": wanted.shape.value,
        "language": wanted.language.code,
        "show": wanted.show.value,
        "country": wanted.country,
        "preview": wanted.preview,
        "countries": wanted.countries,
    }


def prepare_round(session: Session, given: Mapping[str, Any], workshop: Workshop) -> Prepared:
    """Return the key of a round's file as it is now, and how it is written."""
    readable = as_written(given)
    wanted = Wanted(
        Content(given["content"]),
        Shape(given["shape"]),
        {**LANGUAGES, MIRROR.code: MIRROR}[given["language"]],
        Show(given["show"]),
        given["country"],
        given["preview"],
        given["countries"],
    )
    taken = taken_by(session, given["round_id"], readable, wanted.preview)
    steps = _Steps(len(taken) * PASSES.get(wanted.content, 1), workshop.seen)
    this = frozen(session, given["round_id"])
    context = ExportContext(session, this, workshop.catalogs, taken, readable, steps)
    return Prepared(key_of(context, wanted, workshop.build), partial(_write, context, wanted))


def taken_by(session: Session, round_id: int, readable: Readable, preview: bool) -> Sequence[CountedReport]:
    """Return the reports of a round that count and whose answers are readable."""
    found = counted_in(session, round_id, preview)
    if readable.entirely is None:
        return found
    return [report for report in found if report.reporter in readable.entirely]


@dataclass
class _Steps:
    """Counts the reports that were read."""

    total: int
    tell: Callable[[int, int], None]
    done: int = field(default=0)

    def __call__(self) -> None:
        self.done += 1
        self.tell(min(self.done, self.total), self.total)


def _write(context: ExportContext, wanted: Wanted, to: IO[bytes]) -> None:
    write_export(context, wanted, to)
