"""Where mistakes are noted while a file is read: places become lines, and texts and conditions are made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from survey.messages import Text
from survey.questionnaire.conditions import ConditionMistake, Expression, compile_expression
from survey.questionnaire.mistakes import Mistake, did_you_mean
from survey.questionnaire.model import SOURCE_TEXT, Option
from survey.questionnaire.reading.yaml_lines import Lines, Path


@dataclass
class Notes:
    """The mistakes of one file, and the makers that may add to them."""

    file: str
    lines: Lines
    placeholders: Collection[str] = ()
    mistakes: list[Mistake] = field(default_factory=list)

    def complain(self, path: Path, sentence: str) -> None:
        """Note a mistake at a place."""
        self.mistakes.append(Mistake(self.file, self.lines.line(path), sentence))

    def text(self, path: Path, context: str, english: str | None) -> Text:
        """Make a text of the file, whose placeholders must be declared."""
        if not english:
            return SOURCE_TEXT
        if "{" in english or "}" in english:
            self.check_placeholders(path, english)
        return Text(context, english)

    def check_placeholders(self, path: Path, english: str) -> None:
        """Refuse what stands in braces and is no declared word."""
        try:
            names = [name for _, name, _, _ in Formatter().parse(english) if name is not None]
        except ValueError:
            self.complain(path, "a brace stands alone in this text; write '{{' or '}}' for a brace")
            return
        for name in names:
            if name not in self.placeholders:
                known = ", ".join(f"{{{word}}}" for word in self.placeholders)
                cure = did_you_mean(name, self.placeholders) or f"; texts may hold {known}"
                self.complain(path, f"unknown placeholder '{{{name}}}'{cure}")

    def condition(self, path: Path, source: str | None) -> Expression | None:
        """Compile a condition, a constraint or a calculation."""
        if not source:
            return None
        try:
            return compile_expression(source)
        except ConditionMistake as mistake:
            self.complain(path, f"in {path[-1]}: {mistake.sentence}")
            return None

    def options(self, path: Path, context: str, given: Mapping[str, Mapping[str, Any]]) -> tuple[Option, ...]:
        """Make the options of a mapping from codes to labels."""
        return tuple(
            Option(
                code,
                self.text((*path, code), f"{context}{code}", option["label"]),
                self.text((*path, code, "hint"), f"{context}{code}/hint", option.get("hint")),
                self.condition((*path, code, "relevant"), option.get("relevant")),
            )
            for code, option in given.items()
        )
