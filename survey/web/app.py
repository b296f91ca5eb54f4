"""The application factory: settings in, Flask out. Rules live in modules of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Flask
from flask_compress import Compress

from survey.actions.mail.office import office_of
from survey.actions.single_sign_on.providers import read_providers
from survey.reads.library import load_library
from survey.settings import Settings
from survey.storage.engine.database import bind
from survey.web import logs
from survey.web.account import home, outbox, sessions, sign_in
from survey.web.account.activity import pages as activity
from survey.web.account.single_sign_on import pages as single_sign_on
from survey.web.audit import pages as audit
from survey.web.board import extensions as more_time
from survey.web.board import pages as board
from survey.web.colleagues import pages as report_colleagues
from survey.web.colleagues import presence as report_presence
from survey.web.downloads import report as downloads
from survey.web.downloads import round as round_downloads
from survey.web.factors import adding as factor_adding
from survey.web.factors import listing as factors
from survey.web.factors import present as factor_present
from survey.web.figures import compare as figures_compare
from survey.web.figures import lasting as figures_lasting
from survey.web.figures import passages as figures_passages
from survey.web.figures import question as figures_question
from survey.web.figures import round as figures_round
from survey.web.figures import years as figures_years
from survey.web.figures.release import pages as figures_release
from survey.web.public import assets, components, forms, health, start
from survey.web.public import help as helping
from survey.web.queries import report as queries
from survey.web.queries import round as round_queries
from survey.web.report import autosave as report_answers
from survey.web.report import check as report_check
from survey.web.report import history as report_history
from survey.web.report import home as report
from survey.web.report import section as report_section
from survey.web.report import steps as report_steps
from survey.web.request import access, csrf, demonstration, errors, security, speech, visit
from survey.web.request import session as signed_in
from survey.web.request.proof.means import MEANS, means_of
from survey.web.request.sent import readable
from survey.web.request.site import reached
from survey.web.reviews import country
from survey.web.reviews import links as review_links
from survey.web.reviews import report as report_review
from survey.web.section import describing
from survey.web.summary import pages as summary
from survey.workflow.reviews import HoldRule

if TYPE_CHECKING:
    from survey.reads.library import Library

MOST_BYTES = 2 * 1024 * 1024
"""The largest request: a whole questionnaire with the longest texts."""

MOST_PARTS = 5_000

PARTS = (
    logs, reached, visit, speech, describing, security, errors, signed_in, csrf, demonstration, readable,
    access, review_links,
)  # fmt: skip
"""What every request passes, in this order."""

PAGES = (
    assets, health, start, helping, components, forms,
    figures_round, figures_question, figures_lasting, figures_passages, figures_years, figures_compare,
    figures_release,
    sign_in, single_sign_on, home, sessions, activity, outbox, audit, factor_present, factors, factor_adding,
    report, report_section, report_answers, report_check, report_history, report_colleagues, downloads,
    report_presence, summary, queries, report_steps, report_review, country, board, more_time,
    round_downloads, round_queries,
)  # fmt: skip
"""Modules with routes; each has a blueprint named `pages`."""


def create_app(
    settings: Settings | None = None, library: Library | None = None, **overrides: object
) -> Flask:
    """Make the application; `overrides` change settings, `library` replaces the files."""
    settings = replace(settings or Settings(), **overrides)  # type: ignore[arg-type]
    app = Flask(__name__, static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=MOST_PARTS,
        COMPRESS_MIMETYPES=["text/html", "text/css", "text/javascript", "image/svg+xml"],
        COMPRESS_MIN_SIZE=500,
    )
    app.extensions["survey-library"] = library or load_library(settings)
    app.extensions["survey-office"] = office_of(settings, app.extensions["survey-library"].catalogs)
    app.extensions[MEANS] = means_of(settings)
    app.extensions["survey-providers"] = read_providers(settings.sign_in_providers)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(settings=settings, asset=assets.asset)
    app.extensions["survey-hold-rule"] = HoldRule(settings.hold_after, settings.hold_consecutive)
    Compress(app)
    # The database is not queried before somebody signs in: questionnaires can be tried without a database.
    bind(app, settings.database_url)
    for part in PARTS:
        part.register(app)
    for page in PAGES:
        app.register_blueprint(page.pages)
    return app
