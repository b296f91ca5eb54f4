"""Every mistake of every bad form is said at once, at its line, in a sentence; `<form>.expected` has them."""

from pathlib import Path

import pytest

from survey.questionnaire.mistakes import BadQuestionnaire
from survey.questionnaire.reading import read_file, read_text

BAD = sorted((Path(__file__).parents[2] / "forms" / "bad").glob("*.yaml"))


def complaints(raw, name="form.yaml"):
    with pytest.raises(BadQuestionnaire) as caught:
        read_text(raw, name)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("form", BAD, ids=lambda form: form.stem)
def test_all_mistakes_of_a_form_are_said_with_their_lines(form):
    expected = form.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert expected == complaints(form.read_bytes(), form.name)


def test_a_form_that_stands_elsewhere_than_its_names_say_is_refused_with_all_its_other_mistakes(tmp_path):
    form = tmp_path / "demo" / "2020.yaml"
    form.parent.mkdir()
    form.write_text(
        "questionnaire: another\nedition: 2021\ntitle: A title\n"
        "sections: [{id: a, title: A, questions: [{id: b, kind: txt, label: B}]}]\n",
        encoding="utf-8",
    )
    with pytest.raises(BadQuestionnaire) as caught:
        read_file(form, "2020.yaml")
    assert [
        "2020.yaml:1: questionnaire 'another' stands in the folder 'demo'; give both the same name",
        "2020.yaml:2: edition '2021' stands in the file '2020.yaml'; give both the same name",
        "2020.yaml:4: unknown kind 'txt'; did you mean 'text'?",
    ] == str(caught.value).splitlines()


def test_a_file_of_more_than_a_mebibyte_is_not_read():
    assert ["form.yaml:1: the file has 1,048,577 bytes; the most is 1,048,576"] == complaints(
        b"#" * 1_048_577
    )


def test_a_file_of_more_values_than_any_form_has_is_not_read():
    raw = b"title: [" + b"a," * 100_001 + b"]"
    assert ["form.yaml:1: the file holds more than 100,000 values; split it"] == complaints(raw)


def test_a_file_full_of_mistakes_is_complained_of_in_bounds():
    questions = "".join(f"      - {{id: q{n}, kind: txet, label: Q}}\n" for n in range(900))
    top = "questionnaire: a\nedition: b\ntitle: C\nsections:\n  - id: s\n    title: S\n    questions:\n"
    found = complaints((top + questions).encode())
    assert 201 == len(found)
    assert "there are more mistakes; mend these first" == found[-1].split(": ", 1)[1]


def test_a_long_word_is_quoted_in_part():
    raw = b"questionnaire: a\nedition: b\ntitle: C\nsections: []\n" + b"x" * 600 + b": 1\n"
    assert all(len(line) < 420 for line in complaints(raw))
    assert any(line.endswith("…") for line in complaints(raw))
