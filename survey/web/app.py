"""The application: settings in, Flask out. Everything that has a rule stands in a module of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Flask
from flask_compress import Compress

from survey.actions.letterbox import office_of
from survey.settings import Settings
from survey.storage.database import bind
from survey.web import (
    access,
    csrf,
    demonstration,
    describing,
    errors,
    review_links,
    security,
    signed_in,
    speech,
    visit,
)
from survey.web.library import load_library
from survey.web.pages import (
    assets,
    audit,
    board,
    components,
    country,
    downloads,
    figures_compare,
    figures_passages,
    figures_question,
    figures_round,
    figures_years,
    forms,
    helping,
    home,
    more_time,
    outbox,
    queries,
    report,
    report_answers,
    report_check,
    report_colleagues,
    report_history,
    report_presence,
    report_review,
    report_section,
    report_steps,
    round_downloads,
    round_queries,
    sessions,
    sign_in,
    start,
    summary,
)
from survey.workflow.reviews import HoldRule

if TYPE_CHECKING:
    from survey.web.library import Library

MOST_BYTES = 2 * 1024 * 1024
"""The largest request: a whole questionnaire, every text at its longest."""

MOST_PARTS = 5_000

PARTS = (
    visit, speech, describing, security, errors, signed_in, csrf, demonstration, access, review_links,
)  # fmt: skip
"""What every page has about it, in the order in which it comes to a request."""

PAGES = (
    assets, start, helping, components, forms,
    figures_round, figures_question, figures_passages, figures_years, figures_compare,
    sign_in, home, sessions, outbox, audit,
    report, report_section, report_answers, report_check, report_history, report_colleagues, downloads,
    report_presence, summary, queries, report_steps, report_review, country, board, more_time,
    round_downloads, round_queries,
)  # fmt: skip
"""Each page file brings its routes as `pages`."""


def create_app(
    settings: Settings | None = None, library: Library | None = None, **overrides: object
) -> Flask:
    """Make the application; `overrides` change single settings, `library` stands in for the files."""
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
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(settings=settings, asset=assets.asset)
    app.extensions["survey-hold-rule"] = HoldRule(settings.hold_after, settings.hold_consecutive)
    Compress(app)
    # Nothing is asked of the database before somebody signs in: questionnaires can be tried without any.
    bind(app, settings.database_url)
    for part in PARTS:
        part.register(app)
    for page in PAGES:
        app.register_blueprint(page.pages)
    return app
