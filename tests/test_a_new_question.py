"""The price of a new question: one YAML file and two catalogs, and no code."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.catalogs.po import read_po, write_po
from survey.cli import main
from survey.settings import Settings
from survey.web.app import create_app

QUESTION = """\
      - id: sharing.visit
        kind: yes_no
        label: Would the country receive a study visit?
        hint: A visit of two days is usual.

"""
BEFORE = "      - id: support.kinds\n"
WORDS = {
    "fr": {
        "sharing.visit/label": "Le pays accueillerait-il une visite d’étude ?",
        "sharing.visit/hint": "Une visite dure d’ordinaire deux jours.",
    },
    "es": {
        "sharing.visit/label": "¿Recibiría el país una visita de estudio?",
        "sharing.visit/hint": "Lo habitual es una visita de dos días.",
    },
}


@pytest.fixture
def tree(tmp_path):
    """A copy of the forms and catalogs, as a form author has them."""
    settings = Settings()
    shutil.copytree(settings.forms, tmp_path / "forms")
    shutil.copytree(settings.translations, tmp_path / "translations", ignore=shutil.ignore_patterns("*.mo"))
    return tmp_path


def contents(tree):
    return {str(path.relative_to(tree)): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def run(*words):
    outcome = CliRunner().invoke(main, list(map(str, words)))
    assert 0 == outcome.exit_code, outcome.output
    return outcome.output


def add_question(tree):
    path = tree / "forms" / "pathfinder-progress" / "2020.yaml"
    text = path.read_text(encoding="utf-8")
    assert 1 == text.count(BEFORE)
    path.write_text(text.replace(BEFORE, QUESTION + BEFORE), encoding="utf-8")
    run("forms", "check", path)


def translate(tree, lang):
    path = tree / "translations" / lang / "pathfinder-progress.po"
    file = read_po(path.read_bytes())
    entries = [
        replace(entry, forms=(WORDS[lang][entry.context],)) if entry.context in WORDS[lang] else entry
        for entry in file.entries
    ]
    path.write_bytes(write_po(replace(file, entries=tuple(entries))))


def test_a_new_question_changes_one_form_and_two_catalogs(tree):
    before = contents(tree)
    add_question(tree)
    folders = ("--forms", tree / "forms", "--folder", tree / "translations")
    run("translations", "update", *folders)
    for lang in WORDS:
        translate(tree, lang)
    after = contents(tree)
    assert {
        str(Path("forms/pathfinder-progress/2020.yaml")),
        str(Path("translations/fr/pathfinder-progress.po")),
        str(Path("translations/es/pathfinder-progress.po")),
    } == {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    run("translations", "status", "--strict", *folders)


@pytest.mark.parametrize(
    ("lang", "label"),
    [
        ("en", "Would the country receive a study visit?"),
        *((lang, words["sharing.visit/label"]) for lang, words in WORDS.items()),
    ],
)
def test_the_new_question_is_asked_in_every_language(tree, lang, label):
    add_question(tree)
    run("translations", "update", "--forms", tree / "forms", "--folder", tree / "translations")
    for translated in WORDS:
        translate(tree, translated)
    app = create_app(Settings(forms=tree / "forms", translations=tree / "translations"))
    page = app.test_client().get(f"/{lang}/forms/pathfinder-progress/2020/sharing").get_data(as_text=True)
    assert label in page
    assert 'name="sharing.visit"' in page


def test_changing_one_english_text_makes_exactly_that_entry_stale_in_both_languages(tree):
    path = tree / "forms" / "pathfinder-progress" / "2020.yaml"
    text = path.read_text(encoding="utf-8")
    assert 1 == text.count("label: Lessons learned") + text.count('label: "Lessons learned: {country}"')
    path.write_text(
        text.replace("Lessons learned: {country}", "What was learned: {country}"), encoding="utf-8"
    )
    outcome = CliRunner().invoke(
        main,
        [
            "translations",
            "status",
            "--list",
            "--forms",
            str(tree / "forms"),
            "--folder",
            str(tree / "translations"),
        ],
    )
    stale = [line for line in outcome.output.splitlines() if "stale" in line and "open." in line]
    assert 2 == len(stale)
    assert all("open.lessons/label" in line for line in stale)
