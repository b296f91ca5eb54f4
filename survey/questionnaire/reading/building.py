"""From the loaded shape of a file to sections and questions, noting what does not make sense on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.base import Draft, Kind
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.mistakes import did_you_mean
from survey.questionnaire.model import EVIDENCE_PARTS, MISSING_REASONS, Question, Section
from survey.questionnaire.reading.contradictions import contradictions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.messages import Text
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.reading.declaring import Declared
    from survey.questionnaire.reading.notes import Notes
    from survey.questionnaire.reading.yaml_lines import Path

LONGEST_ID = 80
TAKEN = frozenset(
    [
        "accept",
        "ask",
        "changes",
        "check",
        "colleagues",
        "downloads",
        "history",
        "publish",
        "queries",
        "receipt",
        "reopen",
        "return",
        "review",
        "reviews",
        "series",
        "steps",
        "submit",
        "summary",
    ]
)
"""Names of pages beside the sections of a report: no section can have such a name."""
GIVES_REASONS = ("number", "year", "date")


class Builder:
    """Builds the sections of a file."""

    def __init__(self, declared: Declared, notes: Notes) -> None:
        self.declared = declared
        self.notes = notes
        self.places: dict[str, Path] = {}

    def sections(self, given: list[Mapping[str, Any]]) -> tuple[Section, ...]:
        """Build all sections."""
        return tuple(self.section(("sections", number), section) for number, section in enumerate(given))

    def section(self, path: Path, given: Mapping[str, Any]) -> Section:
        """Build a section with its questions."""
        context = f"section:{given['id']}"
        self.know_once(f"section {given['id']}", path, f"section id '{given['id']}'")
        if given["id"] in TAKEN:
            sentence = f"'{given['id']}' is the name of a page of the report; give the section another id"
            self.notes.complain((*path, "id"), sentence)
        for key, known in self.tags().items():
            if key in given:
                self.must_know((*path, key), key, given[key], known)
        questions = tuple(
            self.question((*path, "questions", number), question)
            for number, question in enumerate(given["questions"])
        )
        return Section(
            id=given["id"],
            title=self.notes.text((*path, "title"), f"{context}/title", given["title"]),
            introduction=self.notes.text(
                (*path, "introduction"), f"{context}/introduction", given.get("introduction")
            ),
            questions=questions,
            dimension=given.get("dimension", ""),
            theme=given.get("theme", ""),
            module=given.get("module", ""),
            relevant=self.notes.condition((*path, "relevant"), given.get("relevant")),
            relevant_text=self.notes.when(path, context, given),
            line=self.notes.lines.line(path),
        )

    def tags(self) -> dict[str, Mapping[str, object]]:
        """What sections may be marked with."""
        declared = self.declared
        return {"dimension": declared.dimensions, "theme": declared.themes, "module": declared.modules}

    def question(self, path: Path, given: Mapping[str, Any], inside: str = "") -> Question:
        """Build a question, and its fields if it is a list."""
        own_id = given["id"]
        full_id = f"{inside}.{own_id}" if inside else own_id
        self.know_once(full_id, path, f"question '{full_id}'")
        if inside and len(full_id) > LONGEST_ID:
            self.notes.complain(
                (*path, "id"), f"the whole id '{full_id}' has more than {LONGEST_ID} characters; shorten it"
            )
        kind = self.kind(path, full_id, given)
        for key, sentence in contradictions(given, bool(inside)):
            self.notes.complain((*path, key), sentence)

        def text(part: str) -> Text:
            return self.notes.text((*path, part), f"{full_id}/{part}", given.get(part))

        def condition(key: str) -> Expression | None:
            return self.notes.condition((*path, key), given.get(key))

        return Question(
            id=full_id,
            kind=kind,
            line=self.notes.lines.line(path),
            label=text("label"),
            hint=text("hint"),
            guidance=text("guidance"),
            message=text("message"),
            relevant=condition("relevant"),
            relevant_text=self.notes.when(path, full_id, given),
            constraint=condition("constraint"),
            required=self.required(path, given),
            calculation=self.calculation(path, kind),
            rows=self.notes.options((*path, "rows"), f"{full_id}/row/", given.get("rows", {})),
            rows_from=self.rows_from(path, given),
            beside=given.get("beside", ""),
            inside=inside,
            evidence=_chosen(given.get("evidence", False), EVIDENCE_PARTS),
            evidence_from=given.get("evidence_from", ""),
            missing=_chosen(given.get("missing", kind.name in GIVES_REASONS and not inside), MISSING_REASONS),
            headline=given.get("headline", ""),
            fields=tuple(
                self.question((*path, "fields", number), inner, full_id)
                for number, inner in enumerate(given.get("fields", ()))
            ),
        )

    def kind(self, path: Path, question: str, given: Mapping[str, Any]) -> Kind:
        """Build a question's kind, which complains of its own options."""

        def complain(key: str, sentence: str) -> None:
            self.notes.complain((*path, key), sentence)

        declared = self.declared
        made = KINDS[given["kind"]].build(
            Draft(question, given, declared.units, declared.breakdowns, declared.choices, complain)
        )
        for part, text in made.texts():
            if "{" in text.english or "}" in text.english:
                self.notes.check_placeholders((*path, *part.split("/")), text.english)
        return made

    def calculation(self, path: Path, kind: Kind) -> Any:
        """Compile what a calculated question shows."""
        if isinstance(kind, Calculated):
            return self.notes.condition((*path, "calculation"), kind.source)
        return None

    def required(self, path: Path, given: Mapping[str, Any]) -> Any:
        """Read whether an answer is required: yes, no, or a condition."""
        wanted = given.get("required", False)
        if isinstance(wanted, bool):
            return wanted
        if wanted.isalpha():
            self.notes.complain((*path, "required"), "'required' must be yes, no or a condition")
            return False
        return self.notes.condition((*path, "required"), wanted) or False

    def rows_from(self, path: Path, given: Mapping[str, Any]) -> str:
        """Read which of a country's own lists gives the rows."""
        wanted: str = given.get("rows_from", "")
        if wanted:
            self.must_know((*path, "rows_from"), "list", wanted, self.declared.lists)
        return wanted

    def must_know(self, path: Path, what: str, word: str, known: Mapping[str, object]) -> None:
        """Refuse a word that is not declared."""
        if word not in known:
            cure = did_you_mean(word, known) or f"; declare it under '{what}s', or take it out"
            self.notes.complain(path, f"unknown {what} '{word}'{cure}")

    def know_once(self, key: str, path: Path, noun: str) -> None:
        """Refuse an id that is used twice."""
        if key in self.places:
            first = self.notes.lines.line((*self.places[key], "id"))
            sentence = f"{noun} stands twice (first in line {first}); give one of them another id"
            self.notes.complain((*path, "id"), sentence)
        self.places.setdefault(key, path)


def _chosen(wanted: bool | list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(wanted, bool):
        return known if wanted else ()
    return tuple(name for name in known if name in wanted)
