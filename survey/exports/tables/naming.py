"""What codes are called in the reader's language: reporters, regions, questions, rows, cells, choices.

Shows codes, labels or both. Knows the questionnaire and who speaks; no answer and no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.countries import COUNTRIES, ILO_SCHEME, country_name
from survey.exports.phrases import LEVELS, REASONS
from survey.exports.speaking import numbers_of
from survey.exports.tables.headings import heading, numbered
from survey.languages import SOURCE
from survey.messages import Message, Text, say
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.model import TOTAL
from survey.workflow import STATE_LABELS, State

if TYPE_CHECKING:
    from survey.catalogs import Speaker
    from survey.figures import Area, Statistic
    from survey.questionnaire.model import Question, Questionnaire


class Show(StrEnum):
    """What stands for a code."""

    CODES = "codes"
    LABELS = "labels"
    BOTH = "both"


class Naming:
    """Names things of one questionnaire to one reader."""

    def __init__(self, form: Questionnaire, speaker: Speaker, show: Show = Show.CODES) -> None:
        self.form, self.speaker, self.show = form, speaker, show
        self._numbers = numbers_of(form)
        self._options = {
            question.id: {option.code: option.label for option in question.kind.offered}
            for question in form.questions.values()
            if isinstance(question.kind, Offering)
        }

    def plain(self, what: Message | Text, /, **values: object) -> str:
        """Say something."""
        return str(self.speaker.say(what, **values))

    def tell(self, code: str, label: Message | Text | str) -> str:
        """A code as it is shown: itself, its label, or both."""
        if self.show is Show.CODES or not code:
            return code
        said = label if isinstance(label, str) else self.plain(label)
        if self.show is Show.LABELS or said == code:
            return said or code
        return self.plain(say("export/code-and-label", "{code} – {label}", code=code, label=said))

    def heading(self, name: str) -> str:
        """A column that every export of its sort has."""
        return self.tell(name, heading(name))

    def reporter(self, code: str, names: Mapping[str, str]) -> str:
        """A country by the United Nations' name, another body by its own."""
        language = self.speaker.language
        return names.get(language.code) or names.get(SOURCE.code) or country_name(code, language)

    def region(self, code: str) -> str:
        """A region of the round's scheme."""
        return self.tell(code, ILO_SCHEME.regions.get(code, code))

    def question(self, question: Question) -> str:
        """A question by its id, or by its number and its label: two may be asked in the same words."""
        return self.tell(question.id, self.column(question))

    def level(self, area: Area) -> str:
        """How large an area is."""
        return self.tell(area.level, LEVELS[area.level])

    def statistic(self, one: Statistic) -> str:
        """Which number stands for many answers."""
        return self.tell(one.code, one.label())

    def column(self, question: Question) -> str:
        """A question as a column is called after it: by its number on paper and its label."""
        number, label = self._numbers[question.id], self.plain(question.label)
        return self.plain(numbered(number, label)) if number else label

    def section(self, question: Question) -> str:
        """The section of a question."""
        section = self.form.section_of[question.id]
        return self.tell(section.id, section.title)

    def row(self, question: Question, code: str, own: Mapping[str, str]) -> str:
        """A row: a fixed one, the country's own (by its words), or the entry of a list."""
        if not code:
            return ""
        fixed = next((row.label for row in question.rows if row.code == code), None)
        return self.tell(code, fixed if fixed is not None else own.get(code, code))

    def broken_down(self, breakdown: str, code: str) -> str:
        """A code of a breakdown, or its total."""
        known = self.form.breakdowns[breakdown]
        if code == TOTAL:
            return self.tell(code, known.total)
        return self.tell(code, next((one.label for one in known.codes if one.code == code), code))

    def choices(self, question: str, codes: str | list[str]) -> str:
        """One choice or several; codes stand between spaces, labels between semicolons."""
        several = [codes] if isinstance(codes, str) else codes
        offered = self._options.get(question, {})
        said = [self.tell(code, offered.get(code, code)) for code in several]
        return (" " if self.show is Show.CODES else "; ").join(said)

    def unit(self, question: Question) -> str:
        """What a number counts."""
        unit = getattr(question.kind, "unit", None)
        return self.tell(unit.code, unit.label) if unit is not None and unit.code else ""

    def reason(self, code: str) -> str:
        """Why there is no answer."""
        return self.tell(code, REASONS[code]) if code in REASONS else code

    def state(self, code: str) -> str:
        """Where a report is on its way."""
        return self.tell(code, STATE_LABELS[State(code)])

    def reported_to(self, codes: list[str]) -> str:
        """Where something was reported already."""
        known = {one.code: one.label for one in self.form.reported_to}
        said = [self.tell(code, known.get(code, code)) for code in codes]
        return (" " if self.show is Show.CODES else "; ").join(said)

    def sheet(self, question: str) -> str:
        """The dimension that a question belongs to, by its code; none outside all dimensions."""
        return self.form.section_of[question].dimension


def m49(code: str) -> str:
    """The M49 number of a country with its zeros; none for another body."""
    return COUNTRIES[code].m49 if code in COUNTRIES else ""
