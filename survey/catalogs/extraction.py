"""Finding the interface's texts in its source: calls of `say`, `say_count` and `Text` with literal words.

Knows Python's and Jinja's syntax trees, and never runs the code that it reads.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError, nodes

from survey.catalogs.merging import EDITION
from survey.catalogs.placeholders import fault_of_plural, is_wordless
from survey.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

PARAMETERS = {
    "say": ("context", "english"),
    "say_count": ("context", "singular", "plural"),
    "Text": ("context", "english", "plural"),
}
NOTE = "note"
"""The keyword of a note for translators; nobody else sees it."""
NEEDED = {"say": 2, "say_count": 3, "Text": 2}
TEMPLATES = ("*.html", "*.txt", "*.xml", "*.svg", "*.typ", "*.jinja", "*.j2")


@dataclass(frozen=True, slots=True)
class Found:
    """A text and where it was found (`path:line`)."""

    text: Text
    place: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextCall:
    """A call that may say something: its line, and its texts by parameter (None: not literal)."""

    name: str
    line: int
    bare: bool
    words: Mapping[str, str | None]

    @property
    def composes(self) -> bool:
        """Tell whether the call composes a text, rather than saying an existing text (`say(label)`)."""
        if self.words.get("context") is not None:
            return True
        return self.bare and self.name != "Text" and len(self.words) > 1


class Harvest:
    """The texts found so far, in order of context, and every mistake in writing them."""

    def __init__(self) -> None:
        self.found: dict[str, Found] = {}
        self.mistakes: list[str] = []

    def add(self, text: Text, place: str, note: str = "") -> None:
        """Take a text in; complain of a second wording for its context, or of braces in disorder."""
        first = self.found.setdefault(text.context, Found(text, place, note))
        if note and not first.note:
            self.found[text.context] = replace(first, note=note)
        if first.text != text:
            self.mistakes.append(
                f"{place}: {text.context} says something else in {first.place}; choose another context"
            )
        wrong = fault_of_plural(text.english, text.plural)
        if wrong:
            self.mistakes.append(f"{place}: {text.context}: {wrong}")

    def take(self, call: TextCall, path: Path) -> None:
        """Take a call's text in, or complain that it cannot be read off the source."""
        place = f"{path}:{call.line}"
        words = [call.words.get(name, "") for name in PARAMETERS[call.name]]
        literal = [word for word in words if word is not None]
        if len(literal) < len(words) or not all(literal[: NEEDED[call.name]]):
            if call.name != "Text" or any(literal):
                wanted = ", ".join(PARAMETERS[call.name][: NEEDED[call.name]])
                self.mistakes.append(f"{place}: {call.name} needs literal texts for {wanted}; write them out")
        elif call.words.get(NOTE, "") is None:
            wanted = "is for translators: write it out, and call a value of the text something else"
            self.mistakes.append(f"{place}: '{NOTE}' {wanted}")
        elif EDITION in literal[0]:
            self.mistakes.append(f"{place}: {literal[0]}: contexts have no {EDITION}; editions use it")
        elif len(literal) > 2 or call.words.get(NOTE) or not is_wordless(literal[1]):
            self.add(Text(*literal), place, call.words.get(NOTE) or "")

    @property
    def texts(self) -> tuple[Text, ...]:
        """The texts, sorted by context."""
        return tuple(self.found[context].text for context in sorted(self.found))

    @property
    def notes(self) -> Mapping[str, str]:
        """The notes for translators, by context."""
        return {context: found.note for context, found in self.found.items() if found.note}


def interface_texts(code: Path) -> Harvest:
    """Find every text of the interface under a folder of Python files and templates."""
    harvest = Harvest()
    for path in sorted(code.rglob("*.py")):
        for call in calls_in_python(path.read_text("utf-8")):
            if call.composes:
                harvest.take(call, path)
    for path in sorted({path for pattern in TEMPLATES for path in code.rglob(pattern)}):
        _take_template(harvest, path)
    return harvest


def _take_template(harvest: Harvest, path: Path) -> None:
    if "templates" not in path.parts:
        return
    try:
        calls = list(calls_in_template(path.read_text("utf-8")))
    except TemplateSyntaxError as error:
        harvest.mistakes.append(f"{path}:{error.lineno}: {error.message}")
        return
    for call in calls:
        if call.composes:
            harvest.take(call, path)


def calls_in_python(source: str) -> Iterator[TextCall]:
    """Every call of our three names in a Python file, in the order of its lines."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
        bare = isinstance(node.func, ast.Name)
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
        if name in PARAMETERS:
            named = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            yield TextCall(name, node.lineno, bare, _words(name, node.args, named))


def calls_in_template(source: str) -> Iterator[TextCall]:
    """Every call of our names in a Jinja template, by Jinja's own parser."""
    tree = Environment(
        autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"]
    ).parse(source)
    for node in tree.find_all(nodes.Call):
        bare = isinstance(node.node, nodes.Name)
        name = getattr(node.node, "name", None) or getattr(node.node, "attr", "")
        if name in PARAMETERS:
            named = {keyword.key: keyword.value for keyword in node.kwargs}
            yield TextCall(name, node.lineno, bare, _words(name, node.args, named))


def _words(name: str, given: Sequence[object], named: Mapping[str, object]) -> dict[str, str | None]:
    parameters = PARAMETERS[name]
    words = {parameter: _literal(node) for parameter, node in zip(parameters, given, strict=False)}
    words.update((key, _literal(node)) for key, node in named.items() if key in (*parameters, NOTE))
    return words


def _literal(node: object) -> str | None:
    if isinstance(node, ast.Constant | nodes.Const | nodes.TemplateData):
        value = node.data if isinstance(node, nodes.TemplateData) else node.value
        return value if isinstance(value, str) else None
    return None
