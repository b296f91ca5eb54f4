"""The state of a form whose answers are not stored: the page carries what was typed in other sections.

This module knows requests and JSON, no layout. The carried text may be forged, so it is not trusted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from survey.answers.names import field_name, place_of
from survey.languages import ReaderLocale
from survey.messages import Message, say
from survey.reads.library import sample_rows
from survey.web.section.form import Filled, fill
from survey.web.section.inputs import FormInputs, kept, next_entry

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from survey.questionnaire.model import Questionnaire
    from survey.web.request.visit import Visit

MOST_CARRIED = 1_000_000
"""The most characters of JSON."""
MOST_NAMES = 20_000


@dataclass(frozen=True)
class Arrived:
    """A received form: the answers so far, the section they came from, and what could not be kept."""

    filled: Filled
    section: str = ""
    notices: tuple[Message, ...] = ()


def today() -> date:
    """Return the day that conditions on dates use."""
    return datetime.now(UTC).date()


def nothing_typed(visit: Visit, questionnaire: Questionnaire) -> Arrived:
    """Return the state in which nothing was typed."""
    return Arrived(fill(questionnaire, FormInputs(), visit.place, sample_rows(questionnaire)))


def arrived(visit: Visit, questionnaire: Questionnaire, form: MultiDict[str, str]) -> Arrived:
    """Read the inputs of one section and those carried along, and write them for this reader."""
    source = next((section for section in questionnaire.sections if section.id == form.get("section")), None)
    typed_in = visit.library.languages.get(form.get("typed_in", ""), visit.language)
    carried, notices = _unpacked(form.get("carried", ""))
    here = {question.id for question in source.questions} if source else set()
    sheet = FormInputs({name: values for name, values in carried.items() if not _belongs(name, here)})
    for name in form:
        if place_of(name) is not None and (source is None or _belongs(name, here)):
            found = kept(form.getlist(name))
            if found:
                sheet[name] = found
    edit(sheet, form)
    filled = fill(questionnaire, sheet, ReaderLocale(typed_in, visit.country), sample_rows(questionnaire))
    return Arrived(filled.written_in(visit.place), source.id if source else "", notices)


def edit(sheet: FormInputs, form: MultiDict[str, str]) -> None:
    """Do what a button inside the form asks: add or remove an entry, or choose the meaning of a number."""
    if added := form.get("add"):
        name = field_name(added, part="entry")
        sheet[name] = (*sheet.get(name, ()), next_entry(sheet.get(name, ())))
    if removed := form.get("remove"):
        question, _, entry = removed.partition("@")
        name = field_name(question, part="entry")
        sheet[name] = tuple(code for code in sheet.get(name, ()) if code != entry)
        for input_name in [
            input_name
            for input_name in sheet
            if input_name.startswith(f"{question}.") and _row(input_name) == entry
        ]:
            del sheet[input_name]
    if cleared := form.get("clear"):
        sheet.pop(cleared, None)
    if chosen := form.get("choose"):
        name, _, typed = chosen.rpartition("|")
        if place_of(name) is not None:
            sheet[name] = kept((typed,)) or sheet.get(name, ())


def packed(filled: Filled, section: str) -> str:
    """Pack what was typed in all sections except one."""
    here = {
        question.id
        for candidate in filled.questionnaire.sections
        if candidate.id == section
        for question in candidate.questions
    }
    others = {name: values for name, values in filled.sheet.items() if not _belongs(name, here)}
    return json.dumps(others, ensure_ascii=False, separators=(",", ":")) if others else ""


def _row(name: str) -> str:
    return name.partition("@")[2].split("/")[0].split("~")[0]


def _outer(name: str) -> str:
    return name.split("@")[0].split("/")[0].split("~")[0]


def _belongs(name: str, questions: set[str]) -> bool:
    """Tell whether an input belongs to one of these questions, or to a question inside one of their lists."""
    outer = _outer(name)
    return outer in questions or ("." in outer and outer.rsplit(".", 1)[0] in questions)


def _unpacked(packed_text: str) -> tuple[dict[str, tuple[str, ...]], tuple[Message, ...]]:
    """Unpack what was carried; leave out what cannot be read, with a message that says so."""
    if not packed_text:
        return {}, ()
    lost = say(
        "carrying/lost",
        "Your text in other sections was not saved. To find it again, go back in your browser.",
    )
    if len(packed_text) > MOST_CARRIED:
        return {}, (lost,)
    try:
        found: Any = json.loads(packed_text)
    except (ValueError, RecursionError):
        return {}, (lost,)
    if not isinstance(found, dict) or len(found) > MOST_NAMES:
        return {}, (lost,)
    sheet = {}
    for name, values in found.items():
        if place_of(name) is not None and isinstance(values, list):
            texts = kept(value for value in values if isinstance(value, str))
            if texts:
                sheet[name] = texts
    return sheet, ()
