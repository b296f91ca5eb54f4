"""Conditions, constraints and calculations: XLSForm's expression syntax, compiled once.

tokens -> parsing -> tree -> compiling   text to closures; `mistakes` when it cannot be
values, comparing, functions             what blanks, numbers and texts do
expression                               all of it together, as the reader and the checks use it
words                                    a condition in plain words, for readers
"""

from survey.questionnaire.conditions.expression import Expression, compile_expression
from survey.questionnaire.conditions.mistakes import ConditionMistake
from survey.questionnaire.conditions.words import in_words, value_in_words

__all__ = ["ConditionMistake", "Expression", "compile_expression", "in_words", "value_in_words"]
