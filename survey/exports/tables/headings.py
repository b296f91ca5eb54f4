"""The labels of columns, for people; machines use the names of the columns."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from survey.messages import Message, say

# fmt: off
HEADINGS: Mapping[str, Message] = MappingProxyType({
    "round":               say("column/round", "Round"),
    "country_iso3":        say("column/country-iso3", "Country (ISO code)"),
    "country_m49":         say("column/country-m49", "Country (M49 code)"),
    "country":             say("column/country", "Country"),
    "region_scheme":       say("column/region-scheme", "Division into regions"),
    "region_code":         say("column/region-code", "Region"),
    "section":             say("column/section", "Section"),
    "question":            say("column/question", "Question"),
    "row":                 say("column/row", "Row"),
    "kind":                say("column/kind", "Kind of question"),
    "value_number":        say("column/value-number", "Number", note="heading: an answer that is a number"),
    "value_year":          say("column/value-year", "Year", note="heading: an answer that is a year"),
    "value_date":          say("column/value-date", "Date", note="heading: an answer that is a day"),
    "currency":            say("column/currency", "Currency"),
    "value_code":          say("column/value-code", "Choice", note="heading: the code of a chosen answer"),
    "value_text":          say("column/value-text", "Text"),
    "lang":                say("column/lang", "Language of the text", note="heading of a column"),
    "unit":                say("column/unit", "Unit"),
    "comment":             say("column/comment", "Comment"),
    "link":                say("column/link", "Web address of the source"),
    "missing_reason":      say("column/missing-reason", "Why there is no answer"),
    "reference_year":      say("column/reference-year", "Reference year"),
    "source":              say("column/source", "Source"),
    "reported_to":         say("column/reported-to", "Already reported in"),
    "carried":             say("column/carried", "Carried over from last year"),
    "state":               say("column/state", "State of the report"),
    "updated_at":          say("column/updated-at", "Last changed (UTC)"),
    "status":              say("column/status", "Answered or calculated"),
    "level":               say("column/level", "Level", note="heading: country, region or world"),
    "area_code":           say("column/area-code", "Area (code)"),
    "area_name":           say("column/area-name", "Area"),
    "label":               say("column/label", "Question text"),
    "statistic":           say("column/statistic", "Statistic"),
    "reference_years":     say("column/reference-years", "Reference years"),
    "value":               say("column/value", "Value"),
    "n":                   say("column/n", "Number of answers"),
    "countries_expected":  say("column/countries-expected", "Countries expected to report"),
    "countries_reporting": say("column/countries-reporting", "Countries reporting"),
    "coverage":            say("column/coverage", "Coverage"),
    "missing_not_available":      say("column/missing-not-available", "Not available"),
    "missing_not_applicable":     say("column/missing-not-applicable", "Not applicable"),
    "missing_included_elsewhere": say("column/missing-included-elsewhere", "Included elsewhere"),
    "missing_confidential":       say("column/missing-confidential", "Confidential"),
    "not_asked":           say("column/not-asked", "Not asked"),
    "blank":               say("column/blank", "Asked, left blank"),
    "answered_apart":      say("column/answered-apart", "In another currency, or not giving both numbers"),
    "no_report":           say("column/no-report", "Without an accepted report"),
    "reference_years_given":  say("column/reference-years-given", "Answers with a reference year"),
    "reference_years_differ": say("column/reference-years-differ", "Rates of two numbers of different years"),
    "lower_bound":         say("column/lower-bound", "At least this much: some are included elsewhere"),
    "answers_carried":     say("column/answers-carried", "Compared answers that were carried over"),
    "edition":             say("column/edition", "Edition of the figures"),
    "change":              say("column/change", "Change since the previous round"),
    "countries_compared":  say("column/countries-compared", "Countries compared"),
    "list":                say("column/list", "List"),
    "cell":                say("column/cell", "Breakdown", note="heading: by sex, age ..."),
    "part":                say("column/part", "What the column holds of the question"),
    "choice":              say("column/choice-among-several", "Choice, of several"),
    "position":            say("column/position", "Position", note="heading: place in a list"),
})
PARTS_OF_COLUMNS: Mapping[str, Message] = MappingProxyType({
    "value":               say("part/value", "The answer"),
    "choice":              say("part/choice", "1: this was chosen; 0: it was not"),
    "missing":             say("part/missing", "Why there is no answer"),
    "currency":            say("part/currency", "The currency of the amount"),
    "status":              say("part/status", "Whether the answer was given or calculated"),
    "words":               say("part/words", "The words of a row of the country’s own, or of an entry"),
})
"""What a column of the wide table holds of a question."""
# fmt: on


def heading(name: str) -> Message:
    """Return the label of a column."""
    return HEADINGS[name]


def numbered(number: str, label: str) -> Message:
    """Return the label of a question's column: its number on paper, then the question."""
    return say("column/numbered", "{number} {label}", number=number, label=label)


def of_row(question: str, row: str) -> Message:
    """Return the label of the column of a question's row."""
    return say("column/of-row", "{question}: {row}", question=question, row=row)


def of_cells(column: str, cells: list[str]) -> Message:
    """Return the label of the column of a cell of a broken-down number."""
    return say("column/of-cells", "{column} ({cells})", column=column, cells=", ".join(cells))


def reason_of(column: str) -> Message:
    """Return the label of the column with the reason why another column has no answer."""
    return say("column/reason-of", "{column} – why there is no answer", column=column)


def status_of(column: str) -> Message:
    """Return the label of the column that tells whether another column was answered or calculated."""
    return say("column/status-of", "{column} – answered or calculated", column=column)


def currency_of(column: str) -> Message:
    """Return the label of the column with the currency of another column."""
    return say("column/currency-of", "{column} – currency", column=column)
