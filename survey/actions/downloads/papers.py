"""Make blank forms ahead, so that nobody's request makes a document."""

from __future__ import annotations

from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from survey.actions.downloads.working import keep, limit_memory
from survey.build import build_of
from survey.reads.downloads.making import Prepared
from survey.reads.file_cache import finished_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.reads.downloads.documents import Paper
    from survey.reads.library import Library
    from survey.settings import Settings


def make_papers(settings: Settings, library: Library, papers: Sequence[Paper]) -> int:
    """Make the blank forms that are missing, each in a process of its own; return how many were made."""
    made = 0
    for paper in papers:
        if not is_there(settings, paper):
            process = get_context("fork").Process(target=_make_within_limits, args=(settings, library, paper))
            process.start()
            process.join(settings.file_seconds)
            process.kill()
            process.join()
            made += process.exitcode == 0
    return made


def is_there(settings: Settings, paper: Paper) -> bool:
    """Tell whether a blank form is finished."""
    found = finished_files(settings).find(paper.key(build_of(settings)))
    if found is not None:
        found.close()
    return found is not None


def make_paper(settings: Settings, library: Library, paper: Paper) -> None:
    """Make one blank form."""
    keep(settings, Prepared(paper.key(build_of(settings)), partial(paper.write, library)))


def _make_within_limits(settings: Settings, library: Library, paper: Paper) -> None:
    limit_memory(settings.file_mb)
    make_paper(settings, library, paper)
