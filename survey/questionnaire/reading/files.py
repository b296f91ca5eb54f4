"""Questionnaire files on disk: which there are, and reading one into a sound questionnaire or all its mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from survey.questionnaire.mistakes import BadQuestionnaire, Mistake
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.reading.building import Builder
from survey.questionnaire.reading.declaring import Declared, declared_in
from survey.questionnaire.reading.linking import Links, order_of
from survey.questionnaire.reading.mending import about, set_aside
from survey.questionnaire.reading.notes import Notes
from survey.questionnaire.reading.references import References
from survey.questionnaire.reading.shape import QUESTIONNAIRE, sentences
from survey.questionnaire.reading.yaml_lines import compose


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """A questionnaire file: `forms/<slug>/<edition>.yaml`."""

    slug: str
    edition: str
    path: Path


def editions_in(folder: Path) -> tuple[Edition, ...]:
    """All editions of all questionnaires of a folder, in order."""
    return tuple(sorted(Edition(path.parent.name, path.stem, path) for path in folder.glob("*/*.yaml")))


def read_file(path: Path, name: str = "") -> Questionnaire:
    """Read one file, whose slug and edition its folder and name must repeat."""
    shown = name or str(path)
    questionnaire = read_text(path.read_bytes(), shown)
    wrong = []
    if questionnaire.slug != path.parent.name:
        wrong.append(f"the questionnaire is '{questionnaire.slug}' but stands in folder '{path.parent.name}'")
    if questionnaire.edition != path.stem:
        wrong.append(f"the edition is '{questionnaire.edition}' but the file is named '{path.name}'")
    if wrong:
        raise BadQuestionnaire(Mistake(shown, 1, sentence) for sentence in wrong)
    return questionnaire


def read_text(raw: bytes, name: str) -> Questionnaire:
    """Read a questionnaire from the bytes of a file, or raise all its mistakes."""
    notes = Notes(name, compose(raw))
    notes.mistakes.extend(Mistake(name, line, sentence) for line, sentence in notes.lines.wrong)
    if notes.mistakes:
        raise BadQuestionnaire(notes.mistakes)
    try:
        questionnaire = _built(QUESTIONNAIRE.load(notes.lines.data), notes)
    except ValidationError as error:
        _complain_of_shape(error, notes)
    if notes.mistakes:
        raise BadQuestionnaire(notes.mistakes)
    return questionnaire


def _complain_of_shape(error: ValidationError, notes: Notes) -> None:
    """Note what is misshapen, and what the rest gets wrong in its meaning."""
    wrong = list(sentences(error.normalized_messages()))
    rest, names = set_aside(notes.lines.data, [path for path, _ in wrong])
    meaning = Notes(notes.file, notes.lines)
    try:
        _built(QUESTIONNAIRE.load(rest), meaning)
    except ValidationError:
        meaning.mistakes.clear()
    for path, sentence in wrong:
        notes.complain(path, sentence)
    notes.mistakes.extend(one for one in meaning.mistakes if not about(one.sentence, names))


def _built(data: Mapping[str, Any], notes: Notes) -> Questionnaire:
    notes.placeholders = ("country", *data["parameters"])
    declared = declared_in(data, notes)
    builder = Builder(declared, notes)
    sections = builder.sections(data["sections"])
    links = Links(notes, builder.places)
    sections = links.tables(sections)
    questionnaire = _questionnaire(data, declared, notes, sections, ())
    for section in sections:
        links.check(section)
    for question in questionnaire.questions.values():
        links.check_rate(question, questionnaire.questions)
    References(notes, questionnaire.questions, builder.places).check(sections)
    _refuse_retired(data, questionnaire, links)
    order = order_of(sections, links)
    return _questionnaire(data, declared, notes, sections, order)


def _questionnaire(
    data: Mapping[str, Any], declared: Declared, notes: Notes, sections: Any, order: tuple[str, ...]
) -> Questionnaire:
    return Questionnaire(
        slug=data["questionnaire"],
        edition=data["edition"],
        title=notes.text(("title",), "questionnaire/title", data["title"]),
        introduction=notes.text(("introduction",), "questionnaire/introduction", data["introduction"]),
        sections=sections,
        languages=tuple(data["languages"]),
        units=declared.units,
        breakdowns=declared.breakdowns,
        choices=declared.choices,
        dimensions=declared.dimensions,
        themes=declared.themes,
        modules=declared.modules,
        reported_to=declared.reported_to,
        lists=declared.lists,
        parameters=declared.parameters,
        retired=data["retired"],
        currencies=tuple(data["currencies"]),
        order=order,
    )


def _refuse_retired(data: Mapping[str, Any], questionnaire: Questionnaire, links: Links) -> None:
    for retired in data["retired"]:
        if retired in questionnaire.questions:
            sentence = f"question '{retired}' is retired and asked at once; take it out of 'retired' or give it a new id"
            links.notes.complain(("retired", retired), sentence)
