"""The fixed sentences of documents and tables.

A sentence that pages show too has the same context, so that it is translated once.
"""

from __future__ import annotations

from survey.messages import say

REASONS = {
    "not_available": say("missing/not-available", "The figure is not available"),
    "not_applicable": say("missing/not-applicable", "It does not apply here"),
    "included_elsewhere": say("missing/included-elsewhere", "It is included in another figure"),
    "confidential": say("missing/confidential", "It is confidential"),
}
STATUSES = {
    "answered": say("status/answered", "Answered"),
    "calculated": say("status/calculated", "Calculated from the two numbers"),
    "partly_calculated": say("status/partly-calculated", "Partly answered, partly calculated"),
    "missing": say("status/missing", "No answer, for the reason given"),
    "blank": say("status/blank", "No answer"),
}
"""What is known of an answer."""
LEVELS = {
    "world": say("level/world", "World"),
    "region": say("level/region", "Region"),
    "country": say("level/country", "Country"),
}
WITHHELD, VALUE, CALCULATED_VALUE = "withheld", "value", "calculated"
NOT_A_STATISTIC = {
    VALUE: say("export/value", "Answer of the country"),
    CALCULATED_VALUE: say("export/calculated-value", "Of the country, calculated from its two numbers"),
    WITHHELD: say("export/withheld", "Not shown, as it would tell what single countries answered"),
}
"""What a table shows in place of a statistic."""
PARTS = {
    "reference_year": say("field/reference-year", "Reference year"),
    "source": say("field/source", "Source"),
    "link": say("field/link", "Web address of the source"),
    "reported_to": say("field/reported-to", "Already reported in"),
    "comment": say("field/comment", "Comment"),
}
NO_FIGURE = say("field/no-figure", "No figure? Say why")
NOT_KNOWN = say("field/not-known", "Not known? Say why")
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
ITEM = say("document/item", "Subject")
UNREAD = say("document/not-understood", "This was typed, but is not understood yet.")
NO_ENTRIES = say("document/no-entries", "No entries")
NO_QUESTIONS = say("document/no-questions", "Nothing is asked in this section.")
FURTHER = say(
    "document/further-sheet",
    "If this is too little room, go on on a sheet of its own and write the number of the question on it.",
)
FURTHER_ENTRIES = say(
    "document/further-entries", "If there are more entries, copy this page or go on on a sheet of its own."
)

CONTENTS = say("document/contents", "Sections")
REPORTER = say("document/reporter", "Report of")
ROUND = say("document/round", "Round")
DEADLINE = say("document/deadline", "To be submitted by")
PRINTED = say("document/printed", "State of")
BLANK = say("document/blank", "Form to be filled in")
FILLED = say("document/filled", "Answers")
WHAT_TO_DO = say("document/what-to-do", "What to do with these pages")
TO_DO = (
    say(
        "document/write-here",
        "Write the answers on these pages, by hand or on the screen. Every section begins on a new page, so "
        "that it can be given to those who know it best.",
    ),
    say(
        "document/no-figure-here",
        "Where there is no figure, tick the reason. If the figure is nil, write 0. Never leave it open "
        "which of the two is meant.",
    ),
    say(
        "document/give-back",
        "Give the pages back to the focal point, who types the answers in on the web pages of the survey. "
        "Only what stands there is part of the report.",
    ),
)
LEFT_OUT = say("document/left-out", "Questions that are not asked, given these answers, are left out.")
