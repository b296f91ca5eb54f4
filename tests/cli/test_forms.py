"""`survey forms`: check, show and begin questionnaire files."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli.forms import forms

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "forms" / "good"
TINY = (
    "questionnaire: {slug}\nedition: '{edition}'\ntitle: Tiny\n"
    "sections:\n  - id: a\n    title: A\n    questions:\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working folder of its own, so that places are written short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(forms, [str(word) for word in words])


def written(folder, slug, edition, *questions):
    path = folder / slug / f"{edition}.yaml"
    path.parent.mkdir(exist_ok=True)
    lines = "".join(f"      - {{{question}}}\n" for question in questions)
    path.write_text(TINY.format(slug=slug, edition=edition) + lines, encoding="utf-8")
    return path


def test_forms_without_mistakes_are_counted(here):
    first = written(here, "one", "2020", "id: a, kind: text, label: A")
    second = written(here, "two", "2020", "id: a, kind: text, label: A", "id: b, kind: text, label: B")
    result = run("check", first, second)
    assert 0 == result.exit_code
    assert [
        "one/2020.yaml: 1 sections, 1 questions, no mistakes",
        "two/2020.yaml: 1 sections, 2 questions, no mistakes",
    ] == result.output.splitlines()


def test_all_mistakes_of_all_files_are_listed_in_order(here):
    second = written(here, "two", "2020", "id: a, kind: txt, label: A", "id: b, kind: text, labl: B")
    first = written(here, "one", "2020", "id: a, kind: yesno, label: A")
    fine = written(here, "fine", "2020", "id: a, kind: text, label: A")
    result = run("check", second, fine, first)
    assert 1 == result.exit_code
    assert [
        "one/2020.yaml:8: unknown kind 'yesno'; did you mean 'yes_no'?",
        "two/2020.yaml:8: unknown kind 'txt'; did you mean 'text'?",
        "two/2020.yaml:9: unknown key 'labl' in a question of kind text; did you mean 'label'?",
    ] == result.output.splitlines()


def test_an_edition_is_compared_with_those_beside_it(here):
    written(here, "one", "2019", "id: a, kind: text, label: A")
    newer = written(here, "one", "2020", "id: a, kind: year, label: A")
    result = run("check", newer)
    assert 1 == result.exit_code
    assert result.output.startswith("one/2020.yaml:8: question 'a' is of kind year, but was of kind text")


def test_a_mistake_in_another_edition_is_not_the_named_ones(here):
    older = written(here, "one", "2019", "id: a, kind: text, label: A")
    written(here, "one", "2020", "id: a, kind: year, label: A")
    assert 0 == run("check", older).exit_code


def test_the_forms_of_the_installation_are_checked_by_default():
    result = run("check")
    assert (0, True) == (result.exit_code, "pathfinder-progress" in result.output)


def test_a_file_that_is_not_there_is_a_usage_error(here):
    assert 2 == run("check", "nowhere.yaml").exit_code


def test_a_form_is_shown(here):
    result = run("show", GOOD / "beside" / "2020.yaml", "--lang", "en")
    assert 0 == result.exit_code
    assert (
        "A table with a column beside another · 2020\n"
        "\n"
        "1. Legal framework\n"
        "==================\n"
        "\n"
        "1.1 Is it in force? (yes or no)\n"
        "    - Minimum Age Convention\n"
        "    - Worst Forms of Child Labour Convention\n"
        "    ( ) Yes\n"
        "    ( ) No\n"
        "\n"
        "1.2 Since when? (year)\n"
        "    ? Asked if “Is it in force?” is “Yes”.\n"
        "    + In the table of “Is it in force?”, for the same rows.\n"
        "    + If there is no answer, a reason for having none.\n"
    ) == result.output


def test_a_form_with_mistakes_is_not_shown(here):
    bad = written(here, "one", "2020", "id: a, kind: txt, label: A")
    result = run("show", bad)
    assert (1, "") == (result.exit_code, result.stdout)
    assert "one/2020.yaml:8: unknown kind 'txt'; did you mean 'text'?\n" == result.stderr


def test_a_language_that_is_not_there_is_a_usage_error():
    result = run("show", GOOD / "beside" / "2020.yaml", "--lang", "xx")
    assert (2, True) == (result.exit_code, "There is no language 'xx'" in result.output)


def test_a_new_form_passes_the_check(here):
    begun = run("new", "my-form", "2026", "--folder", here)
    assert (
        0,
        "my-form/2026.yaml is written; change it, then run 'survey forms check my-form/2026.yaml'.\n",
    ) == (
        begun.exit_code,
        begun.output,
    )
    checked = run("check", "my-form/2026.yaml")
    assert (0, "my-form/2026.yaml: 2 sections, 3 questions, no mistakes\n") == (
        checked.exit_code,
        checked.output,
    )


def test_a_new_form_never_overwrites_another(here):
    path = written(here, "one", "2020", "id: a, kind: text, label: A")
    before = path.read_bytes()
    result = run("new", "one", "2020", "--folder", here)
    assert (1, "one/2020.yaml is already there; choose another edition.\n") == (
        result.exit_code,
        result.stderr,
    )
    assert before == path.read_bytes()


@pytest.mark.parametrize(
    ("slug", "edition"), [("my form", "2026"), ("../x", "2026"), ("x", "20/26"), ("x" * 41, "1")]
)
def test_a_slug_or_an_edition_that_is_no_name_is_a_usage_error(here, slug, edition):
    result = run("new", slug, edition, "--folder", here)
    assert (2, True) == (result.exit_code, "A slug and an edition are letters" in result.output)
    assert [] == list(here.iterdir())
