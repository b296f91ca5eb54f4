"""Names in the reader's language: of reporters, regions, questions, rows, cells and choices.

Shows codes, labels or both. Knows the questionnaire and the speaker; no answers and no file format.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from survey.countries import COUNTRIES, ILO_SCHEME, country_name
from survey.exports.phrases import KINDS_IN_WORDS, LEVELS, OTHER_UNITS, REASONS, STATUSES, TRUTHS
from survey.exports.speaking import numbers_of
from survey.exports.tables.headings import heading, numbered
from survey.exports.tables.source import own_rows
from survey.languages import SOURCE, ReaderLocale
from survey.messages import Message, Text, say
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.model import TOTAL
from survey.workflow import STATE_LABELS, State

if TYPE_CHECKING:
    from survey.catalogs import Speaker
    from survey.exports.tables.source import Source
    from survey.figures import Area, Statistic
    from survey.questionnaire.model import Question, Questionnaire


class Show(StrEnum):
    """What is shown for a code: the code, its label, or both."""

    CODES = "codes"
    LABELS = "labels"
    BOTH = "both"


class Naming:
    """Names the parts of a questionnaire for a reader."""

    def __init__(self, form: Questionnaire, speaker: Speaker, show: Show = Show.CODES) -> None:
        self.form, self.speaker, self.show = form, speaker, show
        self._numbers = numbers_of(form)
        self._languages = ReaderLocale(speaker.language).locale.languages
        self._options = {
            question.id: {option.code: option.label for option in question.kind.offered}
            for question in form.questions.values()
            if isinstance(question.kind, Offering)
        }

    def plain(self, what: Message | Text, /, **values: object) -> str:
        """Say a text or message as a plain string."""
        return str(self.speaker.say(what, **values))

    def tell(self, code: str, label: Message | Text | str) -> str:
        """Return a code as it is shown: the code, its label, or both."""
        if self.show is Show.CODES or not code:
            return code
        said = label if isinstance(label, str) else self.plain(label)
        if self.show is Show.LABELS or said == code:
            return said or code
        return self.plain(say("export/code-and-label", "{code} – {label}", code=code, label=said))

    def heading(self, name: str) -> str:
        """Return the heading of a column that every export of its kind has."""
        return self.tell(name, heading(name))

    def round(self, source: Source) -> str:
        """Return the round of a source: a preview says so in each row, in words or as a code."""
        if self.show is Show.CODES or not source.preview:
            return source.round
        return self.plain(say("export/round-preview", "{year} (preview)", year=str(source.year)))

    def reporter(self, code: str, names: Mapping[str, str]) -> str:
        """Return the name of a reporter: its own name, or that of its country."""
        language = self.speaker.language
        return names.get(language.code) or names.get(SOURCE.code) or country_name(code, language)

    def region(self, code: str) -> str:
        """Return a region of the round's scheme."""
        return self.tell(code, ILO_SCHEME.regions.get(code, code))

    def question(self, question: Question) -> str:
        """Return a question's id, or its number and label: two questions may have the same label."""
        return self.tell(question.id, self.column(question))

    def level(self, area: Area) -> str:
        """Return the level of an area."""
        return self.tell(area.level, LEVELS[area.level])

    def statistic(self, statistic: Statistic) -> str:
        """Return the name of a statistic."""
        return self.tell(statistic.code, statistic.label())

    def column(self, question: Question) -> str:
        """Return the label of a question's column: its number on paper and its label."""
        number, label = self._numbers[question.id], self.plain(question.label)
        return self.plain(numbered(number, label)) if number else label

    def section(self, question: Question) -> str:
        """Return the section of a question."""
        section = self.form.section_of[question.id]
        return self.tell(section.id, section.title)

    def row(self, question: Question, code: str, own: Mapping[str, str]) -> str:
        """Return a row: a fixed row, a row of the country (by its words), or the entry of a list."""
        if not code:
            return ""
        fixed = next((row.label for row in question.rows if row.code == code), None)
        return self.tell(code, fixed if fixed is not None else own.get(code, code))

    def broken_down(self, breakdown: str, code: str) -> str:
        """Return a code of a breakdown, or its total."""
        known = self.form.breakdowns[breakdown]
        if code == TOTAL:
            return self.tell(code, known.total)
        return self.tell(code, next((option.label for option in known.codes if option.code == code), code))

    def choices(self, question: str, codes: str | list[str]) -> str:
        """Return one or several choices; codes are separated by spaces, labels by semicolons."""
        several = [codes] if isinstance(codes, str) else codes
        offered = self._options.get(question, {})
        said = [self.tell(code, offered.get(code, code)) for code in several]
        return (" " if self.show is Show.CODES else "; ").join(said)

    def unit(self, question: Question) -> str:
        """Return the unit of a number."""
        unit = getattr(question.kind, "unit", None)
        return self.tell(unit.code, unit.label) if unit is not None and unit.code else ""

    def unit_of(self, statistic: Statistic, question: Question) -> str:
        """Return the unit of a statistic: that of its question, or one of its own; blank if it has none."""
        own = statistic.unit
        said = self.unit(question) if own else ""
        return said or (self.tell(own, OTHER_UNITS[own]) if own in OTHER_UNITS else own)

    def truth(self, code: str) -> str:
        """Return whether something is so."""
        return self.tell(code, TRUTHS[code]) if code else ""

    def own_rows(self, content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """Return the rows that a country added and the entries of its lists: code and words, in order.

        Where words are shown, an entry has its number and the words of its first text.
        """
        return own_rows(content, None if self.show is Show.CODES else self.form)

    def reason(self, code: str) -> str:
        """Return the reason for having no answer."""
        return self.tell(code, REASONS[code]) if code in REASONS else code

    def state(self, code: str) -> str:
        """Return the state of a report."""
        return self.tell(code, STATE_LABELS[State(code)])

    def kind(self, question: Question) -> str:
        """Return the kind of a question."""
        return self.tell(question.kind.name, KINDS_IN_WORDS[question.kind.name])

    def language_of_text(self, code: str) -> str:
        """Return the language in which a text was written."""
        return self.tell(code, self._languages.get(code.replace("-", "_"), code))

    def status(self, code: str) -> str:
        """Return whether something was answered or calculated."""
        return self.tell(code, STATUSES[code])

    def reported_to(self, codes: list[str]) -> str:
        """Return where something was already reported."""
        known = {option.code: option.label for option in self.form.reported_to}
        said = [self.tell(code, known.get(code, code)) for code in codes]
        return (" " if self.show is Show.CODES else "; ").join(said)

    def sheet(self, question: str) -> str:
        """Return the code of a question's dimension; blank if it has none."""
        return self.form.section_of[question].dimension


def m49(code: str) -> str:
    """Return the M49 number of a country with leading zeros; blank for another body."""
    return COUNTRIES[code].m49 if code in COUNTRIES else ""
