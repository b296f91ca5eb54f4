"""The wide table: a row for each report, a column for each cell.

Names of columns are identifiers (letters, digits and underscore), so that programs take them as they are:

    column                        holds
    question                      the value; of several choices, their codes
    question__C182                the value in a fixed row
    question__2                   the value in the second row that the country added, or second entry
    question__sex_F               one cell of a number that is broken down
    question__farms               1 where this was among several choices, 0 where it was not
    question__missing             why there is no answer, if reasons are offered
    question__currency            the currency of an amount
    question__status              whether a percentage was answered or calculated; `calculated` of a
                                  question that the questionnaire calculates
    list__2                       the words (or the code) of the second own row or entry

Any other sign of an id becomes an underscore (`cl.law` is `cl_law`), and a name that would stand twice has a
number at its end; the codebook says what each column holds. All other evidence (sources, comments ...) is in
the long table.
"""

from __future__ import annotations

from survey.exports.tables.wide.documented import documented
from survey.exports.tables.wide.rows import wide

__all__ = ["documented", "wide"]
