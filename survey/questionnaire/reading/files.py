"""Questionnaire files on disk: find them, and read each file, or refuse it with all its mistakes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError

from survey.questionnaire.mistakes import BadQuestionnaire
from survey.questionnaire.model import Questionnaire, Section
from survey.questionnaire.reading.building import Builder
from survey.questionnaire.reading.complaints import messages_of, sentences
from survey.questionnaire.reading.declaring import Declared, declared_in
from survey.questionnaire.reading.linking import Links, order_of
from survey.questionnaire.reading.mending import Gone, mended, misspelt
from survey.questionnaire.reading.notes import Notes
from survey.questionnaire.reading.references import References
from survey.questionnaire.reading.shape import QUESTIONNAIRE
from survey.questionnaire.reading.yaml_lines import Path as YamlPath
from survey.questionnaire.reading.yaml_lines import compose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_MENDINGS = 4


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """A questionnaire file: `forms/<slug>/<edition>.yaml`."""

    slug: str
    edition: str
    path: Path


def editions_in(folder: Path) -> tuple[Edition, ...]:
    """Return all editions of all questionnaires of a folder, in order."""
    return tuple(sorted(Edition(path.parent.name, path.stem, path) for path in folder.glob("*/*.yaml")))


def read_file(path: Path, name: str = "") -> Questionnaire:
    """Read a file; its folder and its name must repeat its slug and its edition."""
    names = {"questionnaire": path.parent.name, "edition": path.stem}
    return _read(path.read_bytes(), name or str(path), names)


def read_text(raw: bytes, name: str) -> Questionnaire:
    """Read a questionnaire from the bytes of a file, or raise all its mistakes."""
    return _read(raw, name, {})


def _read(raw: bytes, name: str, names: Mapping[str, str]) -> Questionnaire:
    notes = Notes(name, compose(raw))
    if notes.lines.stopped:
        raise notes.bad()
    try:
        data = QUESTIONNAIRE.load(notes.lines.data)
    except ValidationError as error:
        _complain_of_shape(error, notes, names)
        raise notes.bad() from None
    questionnaire = _built(data, notes, names)
    if notes.found or notes.lines.wrong:
        raise notes.bad()
    return questionnaire


def _complain_of_shape(error: ValidationError, notes: Notes, names: Mapping[str, str]) -> None:
    """Note what has the wrong shape, and mistakes in the meaning of the rest."""
    wrong = list(sentences(messages_of(error), notes.lines.data))
    gone = Gone(keys=misspelt(wrong))
    for path, sentence in wrong:
        if (path[:-1], path[-1] if path else "") not in gone.keys:
            notes.complain(path, sentence)
    data = _loadable(notes.lines.data, [path for path, _ in wrong], gone)
    if data is None:
        return
    meaning = Notes(notes.file, notes.lines)
    with suppress(BadQuestionnaire):
        _built(data, meaning, names)
    for path, sentence in meaning.found:
        if not gone.explains(path, sentence):
            notes.complain(path, sentence)


def _loadable(data: Any, wrong: list[YamlPath], gone: Gone) -> Any:
    """Load what is left without everything that is wrong; None where nothing is left."""
    for _ in range(MOST_MENDINGS):
        data = mended(data, wrong, gone)
        if data is None:
            return None
        try:
            return QUESTIONNAIRE.load(data)
        except ValidationError as error:
            wrong = [path for path, _ in sentences(messages_of(error), data)]
    return None


def _built(data: Mapping[str, Any], notes: Notes, names: Mapping[str, str]) -> Questionnaire:
    notes.placeholders = tuple(dict.fromkeys(("country", *data["parameters"])))
    _refuse_other_names(data, notes, names)
    declared = declared_in(data, notes)
    builder = Builder(declared, notes)
    sections = builder.sections(data["sections"])
    links = Links(notes, builder.places)
    sections = links.tables(sections)
    questionnaire = _questionnaire(data, declared, notes, sections)
    for section in sections:
        links.check(section)
    for question in questionnaire.questions.values():
        links.check_rate(question, questionnaire.questions)
    References(notes, questionnaire.questions, builder.places).check(sections)
    _refuse_retired(data, questionnaire, notes)
    return replace(questionnaire, order=order_of(sections, links))


def _refuse_other_names(data: Mapping[str, Any], notes: Notes, names: Mapping[str, str]) -> None:
    """Refuse a slug or an edition that is not the name of the folder or the file."""
    for key, wanted in names.items():
        if data[key] != wanted:
            place = "in the folder" if key == "questionnaire" else "in the file"
            suffix = "" if key == "questionnaire" else ".yaml"
            sentence = f"{key} '{data[key]}' stands {place} '{wanted}{suffix}'; give both the same name"
            notes.complain((key,), sentence)


def _questionnaire(
    data: Mapping[str, Any], declared: Declared, notes: Notes, sections: tuple[Section, ...]
) -> Questionnaire:
    return Questionnaire(
        slug=data["questionnaire"],
        edition=data["edition"],
        title=notes.text(("title",), "questionnaire/title", data["title"]),
        introduction=notes.text(("introduction",), "questionnaire/introduction", data["introduction"]),
        sections=sections,
        languages=tuple(data["languages"]),
        reporter=data["reporter"],
        all_reporters=notes.text(("all_reporters",), "questionnaire/all_reporters", data["all_reporters"]),
        licence=data["licence"],
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
    )


def _refuse_retired(data: Mapping[str, Any], questionnaire: Questionnaire, notes: Notes) -> None:
    for retired in data["retired"]:
        if retired in questionnaire.questions:
            cure = "take it out of 'retired', or give the question a new id"
            notes.complain(("retired", retired), f"question '{retired}' is still asked; {cure}")
