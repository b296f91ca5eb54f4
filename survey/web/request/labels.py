"""How every page names and marks a report: the icon of its state, the title of its questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.messages import say
from survey.web.request.visit import visit
from survey.workflow import State

if TYPE_CHECKING:
    from markupsafe import Markup

STATE_ICONS = {
    State.OPEN: "empty",
    State.DRAFT: "half",
    State.SUBMITTED: "done",
    State.RETURNED: "error",
    State.ACCEPTED: "done",
    State.PUBLISHED: "done",
}


def title_of(slug: str) -> Markup:
    """Return the title of a questionnaire, as its newest edition has it."""
    here = visit()
    found = [form for form in here.library.questionnaires.values() if form.slug == slug]
    if not found:
        return here.say(say("home/form", "Questionnaire “{slug}”", slug=slug))
    newest = max(found, key=lambda form: form.edition)
    return here.with_form(newest).say(newest.title)
