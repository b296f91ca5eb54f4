"""What replies add up to: areas, totals, coverage, changes. Knows arithmetic, not storage, pages or a clock.

A country that did not answer is missing, never zero.

How pages and files use it:

    figures = add_up(questionnaire, expected, cases)      # cases may be a stream of snapshots
    figures = add_up(questionnaire, expected, cases, before=(last_questionnaire, last_expected, last_cases))
    figures = add_up(questionnaire, expected, cases, scheme=ANOTHER_SCHEME)   # other regions than the round's

    for figure in figures: ...                            # world and regions, in question order
    figures.areas.larger                                  # (THE_WORLD, each region)
    figures.areas.countries                               # each reporter as an area of its own
    figure = figures.of(THE_WORLD, "cl.number", row="", cell="sex=F")
    figures.in_area(area)                                 # all figures of an area, in question order

    figure.statistics                                     # (Statistic(code, value, n, currency ...), ...)
    figure.statistic("sum", "USD")                        # a single statistic, or None
    figure.statistics[0].label()                          # a Message: "Sum", "Share that answered ..."
    figure.statistics[0].change                           # since the round before, over `compared` reporters
    figure.coverage.sentence()                            # a Message: "12 of 21 countries"
    figure.coverage.missing                               # {"not_available": 3}; also not_asked, blank ...
    figure.coverage_of(statistic)                         # the coverage of one of the statistics
    figure.years                                          # (2016, 2019): range of reference years, or None
    figure.years_of(statistic).sentence()                 # a Message: "2016 to 2019, given by 3 of 5"
    figure.is_lower_bound(statistic)                      # a sum of which some is included elsewhere
    figure.change                                         # Change(countries, rose, fell, same), or None
    figure.parts()                                        # whether breakdowns agree with their total
    figure.sources()                                      # the answers behind it

What a reader may see of it (the rule of three, `withholding`) has the same shape:

    seen = seen_by(figures, entitled)                     # codes of reporters with answers they may read
    seen.of(area, question_id)                            # `withheld` is a sentence where nothing is shown
    for figure in seen: ...

`entitled=None` means all (the secretariat). Pages and files for others take figures from `seen_by` alone.
"""

from survey.figures.adding_up import Figures, add_up
from survey.figures.areas import THE_WORLD, Area, Areas
from survey.figures.cases import Case, Expected
from survey.figures.coverage import Coverage
from survey.figures.disclosure.withholding import Seen, seen_by
from survey.figures.figure import Change, Figure, Parts, Source
from survey.figures.statistics import Statistic

__all__ = [
    "THE_WORLD",
    "Area",
    "Areas",
    "Case",
    "Change",
    "Coverage",
    "Expected",
    "Figure",
    "Figures",
    "Parts",
    "Seen",
    "Source",
    "Statistic",
    "add_up",
    "seen_by",
]
