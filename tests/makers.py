"""Files made in the process that asks for them, as soon as they are asked for."""

from datetime import timedelta

from flask import current_app, has_app_context

from survey.actions.downloads import makers
from survey.actions.downloads.papers import make_paper
from survey.actions.downloads.working import Maker, make
from survey.build import build_of
from survey.reads.downloads.documents import papers_of
from survey.reads.downloads.making import Workshop
from survey.storage.downloads import file_jobs
from survey.storage.engine.database import db, writing
from survey.web.request.session import now


def make_at_once(settings, *command):
    """Stand in for the start of a process that makes files; commands make none."""
    if not has_app_context():
        return
    library = current_app.extensions["survey-library"]
    if command:
        options = dict(zip(command[1::2], command[2::2], strict=False))
        for paper in papers_of(library, options.get("--country", ""), "--samples" in command):
            if paper.language == options["--language"] and paper.slug == options["--form"]:
                make_paper(settings, library, paper)
        return
    workshop = Workshop(library.catalogs, build_of(settings), now(), lambda done, total: None)
    until = now() + timedelta(minutes=1)
    while job := _next(makers.place_of(settings), until):
        made = make(Maker(settings, db.engine, workshop), job.wanted, workshop)
        with writing() as session:
            file_jobs.finish(session, job, made, now())


def _next(place, until):
    with writing() as session:
        return file_jobs.claim_next(session, place, now(), until)
