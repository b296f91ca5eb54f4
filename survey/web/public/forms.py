"""The questionnaires as a preview for everybody: nothing is stored, and answers travel with the form."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.answers.checking import section_problems
from survey.answers.relevance import evaluate
from survey.errors import NotFound
from survey.messages import say
from survey.problems import Severity
from survey.web.request.access import public
from survey.web.request.visit import about, questionnaire_at, visit
from survey.web.section.conditions import conditions
from survey.web.section.headings import under_headings
from survey.web.section.preview_state import arrived, nothing_typed, packed, today
from survey.web.section.texts import shown_section
from survey.web.section.values import filled_section, relevance_of
from survey.web.section.words import words

if TYPE_CHECKING:
    from survey.answers.relevance import Relevance
    from survey.questionnaire.model import Questionnaire, Section
    from survey.web.request.visit import Visit
    from survey.web.section.preview_state import Arrived
    from survey.web.section.values import FilledSection

pages = Blueprint("forms", __name__)

STAYS = ("switch", "add", "remove", "clear", "choose")
"""Buttons that show the same section again, unchecked."""


@pages.after_request
def may_be_gone_back_to(response: Response) -> Response:
    """Let browsers go back to a page as it was left: answers are in the page only."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


@pages.get("/<lang>/forms")
@public
def listed() -> str:
    """List the questionnaires."""
    found = visit().library.questionnaires
    return render_template("public/forms.html", forms=[found[key] for key in sorted(found, reverse=True)])


@pages.route("/<lang>/forms/<slug>/<edition>", methods=["GET", "POST"])
@public
def overview(slug: str, edition: str) -> str:
    """Show what a questionnaire asks, section by section."""
    form = questionnaire_at(slug, edition)
    here = about(form)
    came = came_with(here, form)
    relevance = evaluate(form, came.filled.replies, today(), tuple(form.modules))
    return render_template(
        "public/questionnaire.html",
        form=form,
        groups=[group(here, relevance, title, sections) for title, sections in grouped(here, form)],
        carried=packed(came.filled, "") if request.method == "POST" else None,
        notices=came.notices,
    )


@pages.route("/<lang>/forms/<slug>/<edition>/<section_id>", methods=["GET", "POST"])
@public
def section(slug: str, edition: str, section_id: str) -> Response | str:
    """Show a section as a form, check it, and go on."""
    form = questionnaire_at(slug, edition)
    found = next((section for section in form.sections if section.id == section_id), None)
    if found is None:
        raise NotFound(
            say("forms/no-section", "This questionnaire has no such section. Choose a section from its list.")
        )
    here = about(form)
    came = came_with(here, form)
    relevance = relevance_of(here, came.filled, found, today(), form.modules)
    checks = came.section == found.id and request.form.get("do") == "check" and not _stays()
    problems = list(section_problems(relevance, found)) if checks else []
    if checks and all(problem.severity is Severity.REMARKS for problem in problems):
        return make_response(redirect(next_section(here, form, found, relevance), 307))
    page = filled_section(here, came.filled, found, relevance, problems)
    page.checked = request.method == "POST"
    return show_section(here, found, came, relevance, page)


def show_section(
    here: Visit, section: Section, came: Arrived, relevance: Relevance, page: FilledSection
) -> str:
    """Make the page of a section."""
    form = came.filled.questionnaire
    return render_template(
        "public/section.html",
        form=form,
        shown=shown_section(here, form, section, came.filled.replies),
        page=page,
        words=words(here),
        asked=is_asked(form, section, came),
        here=here.url("forms", form.slug, form.edition, section.id),
        onward=next_section(here, form, section, relevance),
        steps=[
            SimpleNamespace(id=step.id, title=here.say(step.title), asked=relevance.includes_section(step))
            for step in form.sections
        ],
        number=form.sections.index(section) + 1,
        carried=packed(came.filled, section.id),
        notices=came.notices,
        script=conditions(here, section, relevance),
    )


def _stays() -> bool:
    return any(name in request.form for name in STAYS)


def came_with(here: Visit, form: Questionnaire) -> Arrived:
    """Return the answers that this request brings along."""
    return arrived(here, form, request.form) if request.method == "POST" else nothing_typed(here, form)


def is_asked(form: Questionnaire, section: Section, came: Arrived) -> bool:
    """Tell whether a section would be asked, with every module switched on."""
    if section.relevant is None:
        return True
    return evaluate(form, came.filled.replies, today(), tuple(form.modules)).includes_section(section)


def next_section(here: Visit, form: Questionnaire, section: Section, relevance: Relevance) -> str:
    """Return the address of the next section that is asked, or of the overview after the last."""
    later = form.sections[form.sections.index(section) + 1 :]
    following = next((candidate for candidate in later if relevance.includes_section(candidate)), None)
    path = (form.slug, form.edition, following.id) if following else (form.slug, form.edition)
    return here.url("forms", *path)


def grouped(here: Visit, form: Questionnaire) -> list[tuple[str, list[Section]]]:
    """Group the sections under their theme, or their dimension if they have no theme."""

    def heading(section: Section) -> str:
        if section.theme:
            return here.say(form.themes[section.theme].label)
        return here.say(form.dimensions[section.dimension].label) if section.dimension else ""

    return under_headings(here, form.sections, heading)


def group(here: Visit, relevance: Relevance, title: str, sections: list[Section]) -> SimpleNamespace:
    """Return a heading with its sections; a condition that all share is shown once."""
    conditions = {section.relevant for section in sections}
    shared = sections[0].relevant if len(conditions) == 1 and len(sections) > 1 else None
    said = shown_section(here, relevance.questionnaire, sections[0], relevance.replies).when_of_group
    unasked = not any(relevance.includes_section(section) for section in sections)
    return SimpleNamespace(
        title=title,
        when=said if shared is not None and unasked else "",
        tasks=[task(here, relevance, section) for section in sections],
    )


def task(here: Visit, relevance: Relevance, section: Section) -> SimpleNamespace:
    """Return a line of the task list."""
    form = relevance.questionnaire
    shown = shown_section(here, form, section, relevance.replies)
    own = {inner.id for outer in section.questions for inner in (outer, *outer.fields)}
    return SimpleNamespace(
        id=section.id,
        title=shown.title,
        when=shown.when,
        asked=relevance.includes_section(section),
        module=here.say(form.modules[section.module].label) if section.module else "",
        questions=sum(question.kind.asks for question in section.questions),
        answers=len(
            {reply.question for reply in relevance.replies.by_place.values() if reply.question in own}
        ),
    )
