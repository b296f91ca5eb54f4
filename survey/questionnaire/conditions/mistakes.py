"""What is wrong with a condition as its author wrote it: a plain sentence, with the place and the cure.

Knows nothing of files and lines; the reader of the file adds them.
"""

from __future__ import annotations


class ConditionMistake(Exception):
    """A condition that cannot be compiled: the sentence for its author, and where (from 0) the trouble is."""

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.position = position


def mistake(what: str, position: int, cure: str = "") -> ConditionMistake:
    """Compose a mistake: what is there, at which character (counted from 1 for people), and the cure."""
    return ConditionMistake(f"{what} at character {position + 1}{cure}", position)
