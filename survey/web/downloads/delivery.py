"""Hand out a file: at once if it is finished, else after a short wait, else a page that shows how far it is.

No request makes a file: other processes do, and this starts one if too few are at work. Whoever asks has been
allowed to have the file; a job's file is handed out only to a request that would ask for the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Semaphore
from time import monotonic, sleep
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import make_response, redirect, render_template, request, send_file

from survey.actions.downloads import makers
from survey.actions.downloads.asking import Asking, Job, ask, look
from survey.reads.file_cache import FileCache, finished_files
from survey.web.request.session import now
from survey.web.request.site.configured import settings

if TYPE_CHECKING:
    from flask import Response


JOB, MADE = "job", "made"
"""The parts of a query that ask for the page of a job, and for the file that it made."""

WAITS, LOOKS_EVERY = 2.0, 0.1
"""Seconds for which a request waits for its file, and between two looks."""

REFRESHES = 2
"""Seconds after which the page of a job is loaded again."""

ACCEPTED, UNAVAILABLE = 202, 503
_waiting = Semaphore(1)
"""One thread of a process waits for a file at a time; the others are for saves."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that somebody asked for and may have: its key, what it is made from, and how it is sent."""

    key: str
    wanted: dict[str, Any]
    weight: int
    mimetype: str
    name: str


def deliver(asked: Asked) -> Response:
    """Send a file, or nothing if the reader has this version already, or a page that tells how far it is."""
    if asked.key in request.if_none_match:
        return marked(make_response("", 304), asked.key)
    job = _job_in(MADE, asked)
    if job is not None and job.is_made and (file := files().find(job.made)):
        return sent(file, asked, job.made)
    job = _job_in(JOB, asked)
    if job is not None and not _is_lost(job):
        return page_of(job)
    if file := files().find(asked.key):
        return sent(file, asked, asked.key)
    job = waited_for(ask(_asking(asked), now()))
    if job.is_made and (file := files().find(job.made)):
        return sent(file, asked, job.made)
    return make_response(redirect(_here({JOB: str(job.id)}), 303))


def _asking(asked: Asked) -> Asking:
    return Asking(asked.key, makers.place_of(settings()), asked.wanted, asked.weight)


def _is_lost(job: Job) -> bool:
    """Tell whether a file was made and is there no more."""
    found = files().find(job.made) if job.is_made else None
    if found is not None:
        found.close()
    return job.is_made and found is None


def _job_in(part: str, asked: Asked) -> Job | None:
    """Return the job that the address names, if it is one that this request would ask for."""
    number = request.args.get(part, "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    job = look(int(number))
    return job if job is not None and job.wanted == asked.wanted else None


def waited_for(job: Job) -> Job:
    """Wait a little for a file, unless another thread of this process waits already."""
    start_maker()
    if _is_over(job) or not _waiting.acquire(blocking=False):
        return look(job.id) or job
    try:
        until = monotonic() + WAITS
        while not _is_over(job) and monotonic() < until:
            sleep(LOOKS_EVERY)
            job = look(job.id) or job
    finally:
        _waiting.release()
    return job


def _is_over(job: Job) -> bool:
    return job.is_made or job.has_failed


def page_of(job: Job) -> Response:
    """Show how far a file is, with its link once it is finished."""
    if not _is_over(job):
        start_maker()
    return _page(
        is_made=job.is_made,
        has_failed=job.has_failed,
        done=job.done,
        total=job.total,
        link=_here({MADE: str(job.id)} if job.is_made else {}),
        again=_here({JOB: str(job.id)}),
    )


def page_of_papers() -> Response:
    """Show that a blank form is being made."""
    return _page(is_made=False, has_failed=False, done=0, total=0, link="", again=_here({}))


def _page(**shown: object) -> Response:
    body = render_template("downloads/file.html", back=_place_of_files(), **shown)
    if shown["has_failed"]:
        return make_response(body, UNAVAILABLE)
    response = make_response(body, 200 if shown["is_made"] else ACCEPTED)
    if not shown["is_made"]:
        response.headers["Refresh"] = f"{REFRESHES}; url={shown['again']}"
    return response


def _place_of_files() -> str:
    """Return the address of the page on which this file was chosen."""
    above, downloads, _ = request.path.rpartition("/downloads/")
    return f"{above}{downloads}".rstrip("/") or request.path.rpartition("/")[0]


def _here(more: dict[str, str]) -> str:
    """Return the address of this request, about a job or about none."""
    query = {name: value for name, value in request.args.items() if name not in (JOB, MADE)} | more
    return f"{request.path}?{urlencode(query)}" if query else request.path


def sent(file: IO[bytes], asked: Asked, key: str) -> Response:
    """Send a finished file under its name."""
    response = send_file(
        file,
        asked.mimetype,
        as_attachment=True,
        download_name=asked.name,
        etag=key,
        conditional=True,
    )
    return marked(response, key)


def marked(response: Response, key: str) -> Response:
    """Mark a response with the key of its file."""
    response.set_etag(key)
    return response


def start_maker(*command: str) -> None:
    """Start a process that makes files, if there are too few."""
    makers.start_maker(settings(), *command)


def files() -> FileCache:
    """Return the finished files."""
    return finished_files(settings())
