"""One table over several rounds of a questionnaire."""

from survey.exports.tables.over_rounds.stacking import stacked

__all__ = ["stacked"]
