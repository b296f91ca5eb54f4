"""`survey forms`: check questionnaire files, show a questionnaire as text, start a new one."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.cli.places import shown
from survey.languages import LANGUAGES, SOURCE
from survey.questionnaire.editions import changed_ids
from survey.questionnaire.mistakes import BadQuestionnaire, Mistake
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.reading import editions_in, read_file
from survey.questionnaire.showing import Showing
from survey.questionnaire.skeleton import skeleton
from survey.settings import Settings

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def forms() -> None:
    """Check, show and begin questionnaire files."""


@forms.command()
@click.argument("files", nargs=-1, type=FILE)
def check(files: tuple[Path, ...]) -> None:
    """Check FILES (all forms by default), and their editions against each other."""
    paths = files or tuple(edition.path for edition in editions_in(Settings().forms))
    if not paths:
        raise click.UsageError("There are no forms yet; begin one with 'survey forms new SLUG EDITION'.")
    read, mistakes = _read_all(paths)
    mistakes += _edition_mistakes(read)
    for mistake in sorted(set(mistakes)):
        click.echo(str(mistake))
    if mistakes:
        sys.exit(1)
    for path, questionnaire in read.items():
        click.echo(
            f"{shown(path)}: {len(questionnaire.sections)} sections, "
            f"{len(questionnaire.questions)} questions, no mistakes"
        )


def _read_all(paths: Sequence[Path]) -> tuple[dict[Path, Questionnaire], list[Mistake]]:
    read: dict[Path, Questionnaire] = {}
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            read[path] = read_file(path, shown(path))
        except BadQuestionnaire as bad:
            mistakes.extend(bad.mistakes)
    return read, mistakes


def _edition_mistakes(read: dict[Path, Questionnaire]) -> list[Mistake]:
    """Compare every edition read with all others in its folder, whether or not they were named."""
    by_folder: dict[Path, list[Path]] = defaultdict(list)
    for path in read:
        by_folder[path.parent].append(path)
    found: list[Mistake] = []
    for folder, named in by_folder.items():
        editions = dict(read)
        for path in folder.glob("*.yaml"):
            if path not in editions:
                editions |= _read_all([path])[0]
        paths = sorted(path for path in editions if path.parent == folder)
        mistakes = changed_ids([editions[path] for path in paths], [shown(path) for path in paths])
        names = {shown(path) for path in named}
        found.extend(mistake for mistake in mistakes if mistake.file in names)
    return found


@forms.command()
@click.argument("file", type=FILE)
@click.option("--lang", default=SOURCE.code, show_default=True, help="The language to show it in.")
def show(file: Path, lang: str) -> None:
    """Show FILE as readable text, with its conditions in words."""
    if lang not in LANGUAGES:
        raise click.UsageError(f"There is no language '{lang}'; there are {', '.join(LANGUAGES)}.")
    try:
        questionnaire = read_file(file, shown(file))
    except BadQuestionnaire as bad:
        click.echo(str(bad), err=True)
        sys.exit(1)
    from survey.catalogs import load_catalogs, speaker_of

    speaker = speaker_of(load_catalogs(Settings().translations), LANGUAGES[lang], questionnaire.slug)
    for line in Showing(questionnaire, speaker).lines():
        click.echo(line)


@forms.command()
@click.argument("slug")
@click.argument("edition", default=lambda: str(datetime.now(UTC).year))
@click.option(
    "--folder", type=FOLDER, default=None, help="The folder of forms (by default the installation's)."
)
def new(slug: str, edition: str, folder: Path | None) -> None:
    """Begin a questionnaire: write a commented skeleton that passes the check."""
    text = skeleton(slug, edition)
    if text is None:
        raise click.UsageError(
            "A slug and an edition are letters, digits, '-' and '_', such as 'my-form' and '2026'."
        )
    path = (folder or Settings().forms) / slug / f"{edition}.yaml"
    if path.exists():
        click.echo(f"{shown(path)} is already there; choose another edition.", err=True)
        sys.exit(1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(f"{shown(path)} is written; change it, then run 'survey forms check {shown(path)}'.")
