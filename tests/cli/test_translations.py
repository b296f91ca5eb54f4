"""`survey translations` on a small tree: a page, a questionnaire in an edition or two, their catalogs."""

import pytest
from click.testing import CliRunner

from survey.catalogs import load_catalogs, speaker_of
from survey.cli.translations import translations
from survey.languages import LANGUAGES
from survey.messages import Text

FORM = """\
questionnaire: form
edition: "{edition}"
title: {title}
introduction: Words for all.
languages: [en, fr, es]
sections:
  - id: about
    title: About
    questions:
      - id: about.done
        kind: yes_no
        label: Is it done?
"""
PAGE = '{{ say("home/title", "Reports of {country}", country=name) }}'
TITLES = {"2019": "A first title", "2020": "A second title"}


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A working folder with a page and one edition of a form."""
    monkeypatch.chdir(tmp_path)
    for folder in ("code/templates", "forms/form", "translations"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "code" / "page.py").write_text(
        'say_count("home/files", "{count} file", "{count} files", 2)\n'
    )
    (tmp_path / "code" / "templates" / "home.html").write_text(PAGE)
    write_form(tmp_path, "2019")
    return tmp_path


def write_form(tree, edition, title=""):
    text = FORM.format(edition=edition, title=title or TITLES[edition])
    (tree / "forms" / "form" / f"{edition}.yaml").write_text(text)


def run(command, *options):
    places = ["--folder", "translations"]
    if command != "compile":
        places += ["--forms", "forms", "--code", "code"]
    return CliRunner().invoke(translations, [command, *places, *options])


def translate(tree, english, words, language="fr", domain="form"):
    """Do what a translator does: fill in the translation below an English text."""
    path = tree / "translations" / language / f"{domain}.po"
    before = path.read_text()
    after = before.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{words}"')
    assert before != after
    path.write_text(after)


def row(result, language, domain):
    found = [line.split() for line in result.output.splitlines()]
    return next(cells[2:] for cells in found if cells[:2] == [language, domain])


def files(tree):
    return {path.relative_to(tree): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def test_extract_writes_a_template_for_each_domain(tree):
    result = run("extract")
    assert (0, "") == (result.exit_code, result.output)
    assert ["form.pot", "interface.pot"] == sorted(path.name for path in (tree / "translations").iterdir())
    template = (tree / "translations" / "form.pot").read_text()
    order = ["A first title", "Words for all.", "About", "Is it done?"]
    assert order == sorted(order, key=lambda words: template.index(f'msgid "{words}"'))


def test_extract_refuses_two_texts_for_one_context(tree):
    (tree / "code" / "other.py").write_text('\nsay("home/title", "Other words")\n')
    result = run("extract")
    assert 1 == result.exit_code
    assert "code/templates/home.html:1: home/title says something else in code/other.py:2" in result.output
    assert [] == list((tree / "translations").iterdir())


def test_extract_refuses_words_that_are_not_literal(tree):
    (tree / "code" / "other.py").write_text('say("home/other", words)\n')
    result = run("extract")
    assert 1 == result.exit_code
    assert result.output.startswith("code/other.py:1: say needs literal texts")


def test_extract_tells_every_mistake_of_a_questionnaire(tree):
    write_form(tree, "2019", title="{unclosed")
    result = run("extract")
    assert 1 == result.exit_code
    assert "forms/form/2019.yaml" in result.output


def test_update_begins_catalogs_and_changes_nothing_the_second_time(tree):
    assert (0, "") == (run("update").exit_code, run("update").output)
    first = files(tree)
    assert {"fr", "es"} == {path.name for path in (tree / "translations").iterdir()}
    run("update")
    assert first == files(tree)


def test_update_begins_a_new_language(tree):
    assert 0 == run("update", "--lang", "pt-BR").exit_code
    assert ["pt-BR"] == [path.name for path in (tree / "translations").iterdir()]
    assert ["es", "fr", "pt-BR"] == sorted(
        {line.split()[0] for line in run("status").output.splitlines()[1:]}
    )


def test_a_language_that_nobody_knows_is_a_wrong_usage(tree):
    result = run("update", "--lang", "klingon")
    assert (2, True) == (result.exit_code, "CLDR" in result.output)
    assert [] == list((tree / "translations").iterdir())


def test_status_counts_what_is_complete_missing_stale_and_broken(tree):
    run("update")
    assert ["0", "4", "0", "0", "0%"] == row(run("status"), "fr", "form")
    translate(tree, "About", "À propos")
    translate(tree, "Is it done?", "Est-ce fait à {pays} ?")
    translate(tree, "A first title", "Un premier titre")
    write_form(tree, "2019", title="A changed title")
    result = run("status", "--list")
    assert 0 == result.exit_code
    assert ["1", "1", "1", "1", "25%"] == row(result, "fr", "form")
    assert ["0", "4", "0", "0", "0%"] == row(result, "es", "form")
    assert "fr form about.done/label: broken ({pays} is not in the English text)" in result.output
    assert "stale (the English has changed since)" in result.output
    assert row(run("status"), "fr", "form") == row(result, "fr", "form")


def test_one_changed_text_is_the_only_change_in_both_catalogs(tree):
    run("update")
    for language in ("fr", "es"):
        translate(tree, "A first title", "Titre", language)
        translate(tree, "About", "Propos", language)
    run("update")
    before = files(tree)
    write_form(tree, "2019", title="A changed title")
    run("update")
    after = files(tree)
    for language in ("fr", "es"):
        assert ["1", "2", "1", "0", "25%"] == row(run("status"), language, "form")
    changed = {path.as_posix() for path in before if before[path] != after[path]}
    assert {"forms/form/2019.yaml", "translations/fr/form.po", "translations/es/form.po"} == changed


def test_strict_status_fails_below_a_hundred_percent(tree):
    run("update")
    assert [1, 0] == [run("status", "--strict").exit_code, run("status").exit_code]
    (tree / "forms" / "form" / "2019.yaml").unlink()
    (tree / "code" / "page.py").unlink()
    for language in ("fr", "es"):
        translate(tree, "Reports of {country}", "R {country}", language, "interface")
    assert 0 == run("status", "--strict").exit_code


def test_editions_share_a_catalog_and_the_older_keeps_its_words(tree):
    run("update")
    translate(tree, "A first title", "Un premier titre")
    write_form(tree, "2020")
    run("update")
    assert ["1", "3", "1", "0", "20%"] == row(run("status"), "fr", "form")
    gap = next(line for line in run("status", "--list").output.splitlines() if "stale (" in line)
    context = gap.split()[2].rstrip(":")
    path = tree / "translations" / "fr" / "form.po"
    confirmed = path.read_text().replace("#, fuzzy\n", "", 1)
    path.write_text(confirmed.replace('"Un premier titre"', '"Un second titre"', 1))
    speaker = speaker_of(load_catalogs(tree / "translations"), LANGUAGES["fr"], "form")
    assert "Un premier titre" == speaker.say(Text(context, "A first title"))
    assert "Un second titre" == speaker.say(Text(context, "A second title"))


def test_compile_writes_what_the_loader_takes(tree):
    run("update")
    translate(tree, "About", "À propos")
    result = run("compile")
    assert (0, "") == (result.exit_code, result.output)
    compiled = tree / "translations" / "fr" / "form.mo"
    compiled.write_bytes(compiled.read_bytes().replace("À propos".encode(), "À PROPOS".encode()))
    found = load_catalogs(tree / "translations").find("form", "fr").translations.values()
    assert [("À PROPOS",)] == [one.forms for one in found]


@pytest.mark.parametrize("command", ["update", "status", "compile"])
def test_a_catalog_in_disorder_is_named_and_left_alone(tree, command):
    run("update")
    path = tree / "translations" / "fr" / "form.po"
    path.write_text(path.read_text() + "<<<<<<< ours\n")
    before = path.read_bytes()
    result = run(command)
    assert 1 == result.exit_code
    lines = path.read_text().count("\n")
    assert (
        f"translations/fr/form.po:{lines}: not a line of a gettext catalog: <<<<<<< ours\n" == result.output
    )
    assert before == path.read_bytes()
