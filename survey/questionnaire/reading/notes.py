"""Notes the mistakes of a file with their lines while it is read, and makes its texts and conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING, Any

from survey.messages import Text
from survey.questionnaire.conditions import ConditionMistake, Expression, compile_expression
from survey.questionnaire.declarations import SOURCE_TEXT, Option
from survey.questionnaire.mistakes import BadQuestionnaire, Mistake, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from survey.questionnaire.reading.yaml_lines import Lines, Path


MOST_MISTAKES = 200
LONGEST_SENTENCE = 400


@dataclass
class Notes:
    """The mistakes of a file by their places, and makers of texts and conditions that may add mistakes."""

    file: str
    lines: Lines
    placeholders: Collection[str] = ()
    found: list[tuple[Path, str]] = field(default_factory=list)

    def complain(self, path: Path, sentence: str) -> None:
        """Note a mistake at a place, unless the value there could not be read anyway."""
        if any(path[:length] in self.lines.unread for length in range(len(path) + 1)):
            return
        self.found.append((path, sentence))
        if len(self.found) > MOST_MISTAKES:
            raise self.bad()

    def mistakes(self) -> list[Mistake]:
        """Return all mistakes, those of the YAML included."""
        found = [*self.lines.wrong, *((self.lines.line(path), sentence) for path, sentence in self.found)]
        if len(found) > MOST_MISTAKES:
            found = [
                *sorted(found)[:MOST_MISTAKES],
                (max(found)[0], "there are more mistakes; mend these first"),
            ]
        return [Mistake(self.file, line, _on_one_line(sentence)) for line, sentence in found]

    def bad(self) -> BadQuestionnaire:
        """Return an exception with all mistakes."""
        return BadQuestionnaire(self.mistakes())

    def text(self, path: Path, context: str, english: str | None) -> Text:
        """Make a text of the file; its placeholders must be declared."""
        if not english:
            return SOURCE_TEXT
        if "{" in english or "}" in english:
            self.check_placeholders(path, english)
        return Text(context, english)

    def check_placeholders(self, path: Path, english: str) -> None:
        """Refuse words in braces that are not declared."""
        try:
            parts = [(name, spec or conversion) for _, name, spec, conversion in Formatter().parse(english)]
        except ValueError:
            self.complain(path, "a brace stands alone in this text; write '{{' or '}}' for a brace")
            return
        for name, more in parts:
            if name is not None and more:
                self.complain(
                    path, f"something follows the name in '{{{name}...}}'; write '{{{name}}}' alone"
                )
            elif name is not None and name not in self.placeholders:
                self.complain(path, f"unknown placeholder '{{{name}}}'{self.placeholder_cure(name)}")

    def placeholder_cure(self, name: str) -> str:
        """Say which words may be in braces instead."""
        known = ", ".join(f"{{{word}}}" for word in self.placeholders)
        return did_you_mean(name, self.placeholders) or f"; texts may hold {known}, and {{{{ }}}} for braces"

    def condition(self, path: Path, source: str | None) -> Expression | None:
        """Compile a condition, a constraint or a calculation."""
        if not source:
            return None
        try:
            return compile_expression(source)
        except ConditionMistake as mistake:
            self.complain(path, f"in {path[-1]}: {mistake.sentence}")
            return None

    def when(self, path: Path, context: str, given: Mapping[str, Any]) -> Text:
        """Make the author's sentence for when something is asked; it needs a condition."""
        sentence = given.get("relevant_text")
        if sentence and "relevant" not in given:
            self.complain(
                (*path, "relevant_text"), "this sentence is never shown, for there is no 'relevant'"
            )
        return self.text((*path, "relevant_text"), f"{context}/relevant_text", sentence)

    def options(self, path: Path, context: str, given: Mapping[str, Mapping[str, Any]]) -> tuple[Option, ...]:
        """Make the options of a mapping from codes to labels."""
        return tuple(
            Option(
                code,
                self.text((*path, code), f"{context}{code}", option["label"]),
                self.text((*path, code, "hint"), f"{context}{code}/hint", option.get("hint")),
                self.condition((*path, code, "relevant"), option.get("relevant")),
                self.when((*path, code), f"{context}{code}", option),
            )
            for code, option in given.items()
        )


def _on_one_line(sentence: str) -> str:
    """Keep a sentence that quotes the file on a line of bearable length."""
    words = " ".join(sentence.split())
    return words if len(words) <= LONGEST_SENTENCE else f"{words[:LONGEST_SENTENCE]}…"
