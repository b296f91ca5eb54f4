"""The fixed sentences of documents and tables.

A sentence that pages show too has the same context, so that it is translated once.
"""

from __future__ import annotations

from survey.messages import say

REASONS = {
    "not_available": say("missing/not-available", "The figure is not available"),
    "not_applicable": say("missing/not-applicable", "Not applicable"),
    "included_elsewhere": say("missing/included-elsewhere", "Included in another figure"),
    "confidential": say("missing/confidential", "Confidential"),
}
STATUSES = {
    "answered": say("status/answered", "Answered", note="a question"),
    "calculated": say("status/calculated", "Calculated from other answers"),
    "partly_calculated": say("status/partly-calculated", "Partly answered, partly calculated"),
    "missing": say("status/missing", "No answer, for the reason given"),
    "blank": say("status/blank", "No answer"),
}
"""What is known of an answer."""
OTHER_UNITS = {
    "percent": say("unit/percent", "%", note="unit of a number in a table"),
    "year": say("unit/year", "year", note="unit of a number in a table"),
    "date": say("unit/date", "date", note="unit of a number in a table"),
}
"""The units of statistics whose question has none."""
KINDS_IN_WORDS = {
    "number": say("kind/number", "Number", note="a kind of question"),
    "yes_no": say("kind/yes-no", "Yes or no", note="a kind of question"),
    "choice": say("kind/choice", "A single choice", note="a kind of question"),
    "choices": say("kind/choices", "Several choices", note="a kind of question"),
    "year": say("kind/year", "Year", note="a kind of question"),
    "date": say("kind/date", "Date", note="a kind of question"),
    "text": say("kind/text", "Short text", note="a kind of question"),
    "narrative": say("kind/narrative", "Long text", note="a kind of question"),
    "list": say("kind/list", "List of entries", note="a kind of question"),
    "note": say("kind/note", "Note", note="a text among the questions"),
    "calculated": say("kind/calculated", "Calculated", note="a kind of question"),
}
TRUTHS = {"true": say("truth/true", "Yes"), "false": say("truth/false", "No")}
LEVELS = {
    "world": say("level/all", "All together", note="a level of figures, beside region and country"),
    "region": say("level/region", "Region"),
    "country": say("level/country", "Country"),
}
WITHHELD, VALUE, CALCULATED_VALUE = "withheld", "value", "calculated"
NOT_A_STATISTIC = {
    VALUE: say("export/value", "Answer of the country", note="heading of a column"),
    CALCULATED_VALUE: say("export/calculated-value", "Of the country, calculated from its answers"),
    WITHHELD: say("export/withheld", "Not shown, because it would reveal what individual countries answered"),
}
"""What a table shows in place of a statistic."""
SAMPLE = say("export/sample", "Sample", note="mark of data that are not real")
SAMPLE_DATA = say("base/demo", "A demonstration with sample data. Nothing here is real.")
"""What every file and document of a demonstration says of itself."""
PARTS = {
    "reference_year": say("field/reference-year", "Reference year"),
    "source": say("field/source", "Source"),
    "link": say("field/link", "Web address of the source"),
    "reported_to": say("field/reported-to", "Already reported in"),
    "comment": say("field/comment", "Comment"),
}
NO_FIGURE = say("field/no-figure", "No figure? Choose a reason")
NOT_KNOWN = say("field/not-known", "Not known? Choose a reason")
CURRENCY = say("field/currency", "Currency")
ANSWER = say("field/answer", "Answer")
NO_ANSWER = say("said/nothing", "No answer")
REQUIRED = say("show/required", "An answer is required.")
AMOUNT = say("document/amount", "amount")
DAY = say("document/day", "day")
MONTH = say("document/month", "month")
YEAR = say("document/year", "year")
FROM_TWO_NUMBERS = say("said/from-two-numbers", "calculated from the two numbers")
CALCULATED = say(
    "document/calculated", "This is calculated from other answers. Nothing needs to be written here."
)
ITEM = say("document/item", "Item", note="heading: the rows of a table")
UNREAD = say("document/not-understood", "This text could not be read as an answer.")
NO_ENTRIES = say("document/no-entries", "No entries")
NO_QUESTIONS = say("document/no-questions", "This section has no questions.")
FURTHER = say(
    "document/further-sheet",
    "If you need more space, continue on a separate sheet and write the number of the question on it.",
)
FURTHER_ENTRIES = say(
    "document/further-entries", "If there are more entries, copy this page or continue on a separate sheet."
)

CONTENTS = say("document/contents", "Sections")
REPORTER = say("document/reporter", "Report of")
ROUND = say("document/round", "Round")
DEADLINE = say("document/deadline", "To be submitted by")
PRINTED = say("document/printed", "As of")
BLANK = say("document/blank", "Form to fill in")
FILLED = say("document/filled", "Answers")
WHAT_TO_DO = say("document/what-to-do", "What to do with these pages")
TO_DO = (
    say(
        "document/write-here",
        "Write the answers on these pages, by hand or on the screen. Every section begins"
        " on a new page, so that you can give it to the people who know the subject best.",
    ),
    say(
        "document/no-figure-here",
        "If the figure is zero, write 0. If there is no figure, tick a reason.",
    ),
    say(
        "document/give-back",
        "Return the pages to the focal point, who types the answers into the web pages of"
        " the questionnaire. Only these count as the report.",
    ),
)
LEFT_OUT = say("document/left-out", "Questions that do not apply, given these answers, are left out.")
